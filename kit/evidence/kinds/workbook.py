"""XLSX: its visible sheets, set as tables."""

from kit.evidence import grid, paper
from kit.evidence import workbook as books
from kit.evidence.kind import File, Kind, Seen


def _is_one(file: File) -> bool:
    names = set(file.members)
    return "xl/workbook.xml" in names and "xl/vbaProject.bin" not in names


def _see(file: File) -> Seen:
    book = books.read(file.path)
    content = grid.typeset(book.grids, "Workbook", file.sha256)
    names = ", ".join(str(g.name) for g in book.grids)
    made_by = f"{'sheet' if len(book.grids) == 1 else 'sheets'} {names} of the workbook, set as tables"
    return paper.pdf(file, "table", path=paper.kept(file, content, "pdf"), made_by=made_by, notes=book.notes)


KIND = Kind(name="workbook", is_one=_is_one, see=_see)

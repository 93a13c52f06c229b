"""The rows of XLSX exports, with the row number of each: fastexcel for the cells, the XML for what is a number."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from kit.errors import BadFile
from kit.orders.fields import TABLES
from kit.orders.sheet import TEXT, Header, Request, Sheet, header, sheet, swallows
from kit.orders.workbook import Part, declared_size, numbers, safe_parts
from kit.tools.figures import many

_LOOKED_AT = 40  # rows from the top in which a header may stand
_LARGE = 30_000_000  # bytes unpacked
_HELD = 50_000_000  # bytes of cells


def read(request: Request) -> list[Sheet]:
    """Every visible sheet that a format fits; raises BadFile naming what is wrong with the file as a whole."""
    parts, loaded = _opened(request)
    hidden = [f"the hidden sheet {s.name!r} is not read" for s in loaded if s.visible != "visible"]
    found = [_sheet(request, s, parts.get(s.name)) for s in loaded if s.visible == "visible"]
    sheets = [s for s in found if isinstance(s, Sheet)]
    others = [s for s in found if isinstance(s, str)] + hidden
    if not sheets:
        raise BadFile(request.file, [f"none of its sheets can be read as {request.folder}", *others])
    return [replace(sheets[0], notes=(*sheets[0].notes, *others)), *sheets[1:]]


def _opened(request: Request) -> tuple[dict[str, Part], list[Any]]:
    """What the XML of each sheet tells, and the sheets.

    A large archive is looked through while it is loaded: it says itself that it is large, so a lie would gain little.
    """
    if declared_size(request) < _LARGE:
        return safe_parts(request), load(request)
    with ThreadPoolExecutor(1) as beside:
        looking = beside.submit(safe_parts, request)
        try:
            loaded = load(request)
        finally:
            parts = looking.result()  # what it refuses says more than what the loading stumbles over
    return parts, loaded


def load(request: Request) -> list[Any]:
    """Every sheet of a workbook whose archive was found safe; raises BadFile where it cannot be read."""
    import fastexcel

    try:
        book = fastexcel.read_excel(request.path)
        return [book.load_sheet(i, header_row=None, skip_rows=0, dtypes="string") for i in range(len(book.sheet_names))]
    except fastexcel.FastExcelError as error:
        why = str(error).split("\n", 1)[0]
        raise BadFile(request.file, [f"cannot be read as a workbook ({why}); export it again as CSV"]) from None


def _sheet(request: Request, loaded: Any, part: Part | None) -> Sheet | str:
    """The sheet, or why it is not read."""
    cells = loaded.to_arrow()
    head = heading(request, loaded.name, cells)
    if isinstance(head, str):
        return f"sheet {loaded.name!r} is not read: {head}"
    body = pa.Table.from_batches([cells]).slice(head.at + 1)
    filled = np.flatnonzero(~_blank(body))
    table = {name: body.column(place).take(pa.array(filled)) for name, place in head.columns.items()}
    lines = filled.astype(np.int64) + head.at + 2
    return sheet(
        head,
        {name: column.cast(TEXT) for name, column in table.items()},
        name=loaded.name,
        encoding="xlsx",
        lines=lines,
        explained=int((lines < head.at + 1 + head.format.layout.data_after).sum()),
        numeric=_numeric(request, head, part, lines) if part else {},
        spans_lines=True,
        swallowed=_swallowed(table),
        notes=tuple(_notes(head, part)),
        whole=_Whole(request, loaded.name, cells if cells.nbytes < _HELD else None),
    )


def heading(request: Request, name: str, cells: Any) -> Header | str:
    """The header of a sheet with these cells, or why there is none."""
    tops = [[column[at].as_py() or "" for column in cells.columns] for at in range(min(_LOOKED_AT, cells.num_rows))]
    return header([_trimmed(row) for row in tops], request, name)


@dataclass(frozen=True, slots=True)
class _Whole:
    """Every cell of some rows; those of a large sheet are loaded anew, so that they are not held beside what is read."""

    request: Request
    sheet: str
    cells: Any | None

    def __call__(self, wanted: Sequence[int]) -> dict[int, Sequence[str]]:
        """The rows at these lines."""
        cells = self.cells or next(s for s in load(self.request) if s.name == self.sheet).to_arrow()
        return {at: [column[at - 1].as_py() or "" for column in cells.columns] for at in wanted}


def _notes(head: Header, part: Part | None) -> Iterator[str]:
    if head.at:
        yield f"the header stands in row {head.at + 1}; what is above it is not read"
    if part and part.formulas:
        yield f"{many(part.formulas, 'formula')}; what is stored is read"
    if part and part.hidden:
        yield f"{many(part.hidden, 'hidden row or column', 'hidden rows or columns')}; read like the others"


def _numeric(request: Request, head: Header, part: Part, lines: Any) -> dict[str, frozenset[int]]:
    """Rows whose cell is a number, not text: of ids where there are long ones, of money that is not written with a point."""
    kinds = TABLES[head.format.kind].fields
    wanted: set[str] = {"id", "tracking"} if part.has_long_numbers else set()
    if head.format.notation.decimal != ".":
        wanted.add("money")
    columns = {name: place for name, place in head.columns.items() if kinds[name.split(" ", 1)[0]].kind in wanted}
    if not columns:
        return {}
    first = next(i for i, text in enumerate(head.headers) if text)
    found: dict[str, frozenset[int]] = {}
    for name, rows in numbers(request, part.name, columns, lines, header=(head.at + 1, first)).items():
        found[name.split(" ", 1)[0]] = found.get(name.split(" ", 1)[0], frozenset()) | rows
    return found


def _trimmed(row: list[str]) -> list[str]:
    """The cells without empty ones at the end."""
    while row and not row[-1].strip():
        row.pop()
    return row


def _blank(body: pa.Table) -> Any:
    """Whether each row holds nothing at all."""
    empty = np.ones(body.num_rows, bool)
    for column in body.columns:
        empty &= column.is_null().to_numpy()
    return empty


def _swallowed(table: Mapping[str, Any]) -> dict[int, str]:
    """Rows in which one cell holds further order lines: a CSV that was pasted or imported wrongly."""
    found: dict[int, str] = {}
    for column in table.values():
        if not pa.compute.any(pa.compute.match_substring_regex(column, r"[\r\n]")).as_py():
            continue
        for text in pa.compute.unique(column).to_pylist():
            if text and ("\n" in text or "\r" in text) and (why := swallows((text,))):
                found |= dict.fromkeys(np.flatnonzero(pa.compute.equal(column, text).fill_null(False).to_numpy()).tolist(), why)
    return found

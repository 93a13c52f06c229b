"""CSV: a text that is a table, for every line splits into as many cells."""

import csv
import io
from collections.abc import Iterator

from kit.evidence import grid, paper, words
from kit.evidence.grid import Grid, letter
from kit.evidence.kind import File, Kind, Seen, Unusable
from kit.evidence.refused import is_refused_text

_LOOKED_AT = 20  # lines
_LEAST = {"\t": 2, ";": 3, "|": 3, ",": 3}  # cells a line from which it is a table, not prose; longer tables may have two
_LONGEST = 1_000_000  # characters in one cell: more is a quote that is not closed


def _is_one(file: File) -> bool:
    if not words.is_text(file.head) or is_refused_text(file.head):
        return False
    try:
        text = words.read(_whole_lines(file))[0]
    except Unusable:
        return False
    return _delimiter(text) is not None


def _whole_lines(file: File) -> bytes:
    """The first lines, none cut in the middle."""
    return file.head if file.bytes <= len(file.head) else file.head[: file.head.rfind(b"\n") + 1]


def _delimiter(text: str) -> str | None:
    """What splits every one of the first lines into equally many cells."""
    for delimiter, least in _LEAST.items():
        try:
            rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if row][:_LOOKED_AT]
        except csv.Error:
            continue
        counts = {len(row) for row in rows}
        if len(rows) > 1 and len(counts) == 1 and (cells := counts.pop()) > 1 and (cells >= least or len(rows) >= 5):
            return delimiter
    return None


def _see(file: File) -> Seen:
    text, encoding = words.read(file.path.read_bytes())
    delimiter = _delimiter(text[:65_536].rpartition("\n")[0] if len(text) > 65_536 else text) or ","
    made = _grid(text, delimiter)
    content = grid.typeset([made], "Table", file.sha256)
    notes = [*made.said, *(["Read as GB 18030."] if encoding == "gb18030" else [])]
    if len(made.rows) < made.total:
        notes.insert(0, f"The first {len(made.rows):,} of {made.total:,} rows are shown.")
    return paper.pdf(file, "table", path=paper.kept(file, content, "pdf"), made_by="CSV file, set as a table", notes=notes)


def _grid(text: str, delimiter: str) -> Grid:
    csv.field_size_limit(_LONGEST)
    rows: list[tuple[int, list[str]]] = []
    total = width = 0
    try:
        for line, row in _rows(text, delimiter):
            total += 1
            if len(rows) < grid.MAX_ROWS and sum(len(r) for _, r in rows) + len(row) <= grid.MAX_CELLS:
                rows.append((line, row))
                width = max(width, len(row))
    except csv.Error as error:
        raise Unusable(f"cannot be read as a table ({error}); save it again as CSV, or print it to PDF") from None
    return grid.made(rows, name=None, letters=[letter(n) for n in range(width)], total=total)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for row in reader:
        if any(cell.strip() for cell in row):
            yield line, row
        line = reader.line_num + 1


KIND = Kind(name="table", is_one=_is_one, see=_see, last=8)

"""The first rows of a file as text, before anything is known of what they mean. Runs in the bounded worker."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kit.errors import BadFile
from kit.orders import text_content

LOOKED_AT = 20  # filled rows from the top in which a header may stand
ROWS = 2_000  # below them
_CELL = 1_000  # characters of a cell that are looked at

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRows:
    """One sheet: its first filled rows, each with its physical line; which of them is the header is not decided here."""

    sheet: str | None
    encoding: str
    delimiter: str  # "" in a workbook
    rows: tuple[Row, ...]
    lines: tuple[int, ...]

    def columns(self, header: int) -> tuple[Row, ...]:
        """The texts below a header, column by column, without the spaces around them."""
        width = len(self.rows[header])
        below = [[cell.strip() for cell in row[:width]] + [""] * (width - len(row)) for row in self.rows[header + 1 :]]
        return tuple(tuple(row[n] for row in below) for n in range(width))


def first_rows(path: Path, name: str, encoding: str | None) -> tuple[FirstRows, ...]:
    """Each visible sheet of a workbook, or the one table of a text file; raises BadFile that says what is wrong."""
    if text_content.is_workbook(path, name):
        return tuple(_of_workbook(path, name))
    return (_of_text(path, name, encoding),)


def _of_text(path: Path, name: str, encoding: str | None) -> FirstRows:
    content = text_content.read(path, name, encoding)
    head = content.line - 1
    found: list[tuple[int, Row]] = [(head, content.headers)]
    with io.TextIOWrapper(content.rows(), "utf-8", errors="strict", newline="") as text:
        reader = csv.reader(text, delimiter=content.delimiter)
        try:
            while len(found) < LOOKED_AT + ROWS:
                line = content.line + reader.line_num
                row = next(reader, None)
                if row is None:
                    break
                if any(cell.strip() for cell in row):
                    found.append((line, _cut(row)))
        except (csv.Error, UnicodeDecodeError) as error:
            raise BadFile(name, [f"line {content.line + reader.line_num}: {error}"]) from None
    return _first(None, content.encoding, content.delimiter, found)


def _of_workbook(path: Path, name: str) -> Iterator[FirstRows]:
    import fastexcel

    from kit.orders.sheet import Request
    from kit.orders.workbook import safe_parts

    safe_parts(Request(path=path, file=name, site=""))
    try:
        book = fastexcel.read_excel(path)
        loaded = [
            book.load_sheet(i, header_row=None, skip_rows=0, n_rows=LOOKED_AT + ROWS, dtypes="string")
            for i in range(len(book.sheet_names))
        ]
    except fastexcel.FastExcelError as error:
        why = str(error).split("\n", 1)[0]
        raise BadFile(name, [f"cannot be read as a workbook ({why}); export it again as CSV"]) from None
    for sheet in loaded:
        columns = [column.to_pylist() for column in sheet.to_arrow().columns]
        rows = zip(*columns, strict=True) if columns else ()
        filled = ((n, _cut(row)) for n, row in enumerate(rows, 1) if any(cell and cell.strip() for cell in row))
        found = list(islice(filled, LOOKED_AT + ROWS))
        if sheet.visible == "visible" and found:
            yield _first(sheet.name, "xlsx", "", found)


def _first(sheet: str | None, encoding: str, delimiter: str, found: Sequence[tuple[int, Row]]) -> FirstRows:
    return FirstRows(
        sheet=sheet,
        encoding=encoding,
        delimiter=delimiter,
        rows=tuple(row for _, row in found),
        lines=tuple(line for line, _ in found),
    )


def _cut(row: Sequence[str | None]) -> Row:
    """The cells, long ones cut, without empty ones at the end."""
    cells = [(cell or "")[:_CELL] for cell in row]
    while cells and not cells[-1].strip():
        cells.pop()
    return tuple(cells)

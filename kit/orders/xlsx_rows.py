"""The rows of XLSX exports, with the row number of each: fastexcel for the cells, the XML for what is a number."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import IO, Any
from xml.etree import ElementTree as ET

import numpy as np
import pyarrow as pa

from kit.errors import BadFile
from kit.orders import export_format
from kit.orders.fields import FIELDS
from kit.orders.sheet import TEXT, Request, Sheet, cleaned, column_type, swallows

_STEP = 1 << 20
_HEADER_WITHIN = 5  # rows
_TOKEN = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*?)(/?)>(<(?:\w+:)?(?:[vf]|is)\b)?")
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read(request: Request) -> list[Sheet]:
    """Every visible sheet with an order id column; raises BadFile naming what is wrong with the file as a whole."""
    import fastexcel

    parts = _safe_parts(request)
    try:
        book = fastexcel.read_excel(request.path)
        loaded = [book.load_sheet(i, header_row=None, skip_rows=0, dtypes="string") for i in range(len(book.sheet_names))]
    except fastexcel.FastExcelError as error:
        why = str(error).split("\n", 1)[0]
        raise BadFile(request.file, [f"cannot be read as a workbook ({why}); export it again as CSV"]) from None
    hidden = [f"the hidden sheet {s.name!r} is not read" for s in loaded if s.visible != "visible"]
    found = [_sheet(request, s, parts.get(s.name)) for s in loaded if s.visible == "visible"]
    sheets = [s for s in found if isinstance(s, Sheet)]
    others = [s for s in found if isinstance(s, str)] + hidden
    if not sheets:
        raise BadFile(request.file, ["has no visible sheet of orders", *others])
    return [replace(sheets[0], notes=(*sheets[0].notes, *others)), *sheets[1:]]


def _sheet(request: Request, loaded: Any, part: str | None) -> Sheet | str:
    """The sheet, or why it is not read."""
    cells = loaded.to_arrow()
    at, headers = _header(cells)
    if at is None:
        return f"sheet {loaded.name!r} is not read: it is empty"
    chosen = export_format.fitting(headers, site=request.site, declared=request.format)
    if isinstance(chosen, str):
        return f"sheet {loaded.name!r} is not read: {chosen}"
    positions = {name: found[0] for name, found in chosen.fields(headers).items()}
    body = pa.Table.from_batches([cells]).slice(at + 1)
    filled = np.flatnonzero(~_blank(body))
    table = {name: body.column(place).take(pa.array(filled)) for name, place in positions.items()}
    lines = filled.astype(np.int64) + at + 2
    marks = {name: place for name, place in positions.items() if FIELDS[name].kind in {"id", "tracking"}}
    first = next(i for i, text in enumerate(headers) if text)
    numeric, formulas = _numbers(request, part, marks, lines, header=(at + 1, first)) if part else ({}, 0)
    return Sheet(
        name=loaded.name,
        encoding="xlsx",
        headers=headers,
        format=chosen,
        names={name: headers[place] for name, place in positions.items()},
        table=pa.table({name: cleaned(column.cast(TEXT).cast(column_type(name))) for name, column in table.items()}),
        lines=lines,
        numeric=numeric,
        spans_lines=True,
        swallowed=_swallowed(table),
        notes=(f"{formulas:,} formulas; their stored values are read",) if formulas else (),
    )


def _header(cells: Any) -> tuple[int | None, tuple[str, ...]]:
    """Position of the first row that is not blank, and its cells."""
    for at in range(min(_HEADER_WITHIN, cells.num_rows)):
        row = [column[at].as_py() or "" for column in cells.columns]
        if any(text.strip() for text in row):
            while row and not row[-1].strip():
                row.pop()
            return at, tuple(text.strip() for text in row)
    return None, ()


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
        for text in pa.compute.unique(column).to_pylist():
            if text and ("\n" in text or "\r" in text) and (why := swallows((text,))):
                found |= dict.fromkeys(np.flatnonzero(pa.compute.equal(column, text).fill_null(False).to_numpy()).tolist(), why)
    return found


# --- the archive --------------------------------------------------------------------------------


def _safe_parts(request: Request) -> dict[str, str]:
    """The part that holds each sheet; refuses archives that are damaged, too large unpacked, or declare entities."""
    try:
        with zipfile.ZipFile(request.path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > request.unzipped_bytes:
                limit = f"{size:,} bytes, over the limit of {request.unzipped_bytes:,}"
                advice = "export it as CSV or in parts, or raise unzipped_mb for this file in case.yaml data.orders"
                raise BadFile(request.file, [f"unpacks to {limit}; {advice}"])
            for entry in archive.infolist():
                _refuse_unsafe(request, archive, entry)
            return _sheet_parts(archive)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ET.ParseError, KeyError, zlib.error) as error:
        raise BadFile(request.file, [f"is not a whole workbook ({error}); export it again, best as CSV"]) from None


def _refuse_unsafe(request: Request, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Read the part to its end, so that its size and checksum are known to be true, and look for entities at its head."""
    with archive.open(entry) as part:
        if b"<!DOCTYPE" in part.read(4_096).upper():
            raise BadFile(request.file, [f"{entry.filename} declares XML entities, which is unsafe; export it again as CSV"])
        while part.read(_STEP):
            pass


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - no DOCTYPE, checked above
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    return {sheet.get("name", ""): _joined(targets.get(sheet.get(_LINK), "")) for sheet in book.iter(f"{_MAIN}sheet")}


def _joined(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _numbers(
    request: Request, part: str, columns: Mapping[str, int], lines: Any, header: tuple[int, int]
) -> tuple[dict[str, frozenset[int]], int]:
    """For each id column the rows whose cell is a number, not text (Excel keeps 15 digits); and how many formulas there are.

    `header` is the row of the headers and the position of the first: the reader leaves out empty columns before it.
    """
    places = {number: row for row, number in enumerate(lines.tolist())}
    fields: dict[str, str] = {}
    found: dict[str, set[int]] = {name: set() for name in columns}
    with zipfile.ZipFile(request.path) as archive, archive.open(part) as sheet:
        formulas = 0
        for piece in _pieces(sheet):
            if not fields:
                shift = _first_column(piece, header[0]) - header[1]
                fields = {_letters(at + shift): name for name, at in columns.items()}
            formulas += piece.count(b"<f>") + piece.count(b"<f ")
            for letters, number in _number_cells(piece, tuple(fields)):
                if number in places:
                    found[fields[letters]].add(places[number])
    return {name: frozenset(rows) for name, rows in found.items() if rows}, formulas


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    """The XML in pieces that end with a row."""
    rest = b""
    while chunk := part.read(_STEP):
        rest += chunk
        cut = rest.rfind(b"row>") + 4
        if cut > 3:
            yield rest[:cut]
            rest = rest[cut:]
    yield rest


def _number_cells(piece: bytes, letters: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Column and row of each numeric cell in these columns."""
    if piece.count(b"<c ") + piece.count(b"<c>") + piece.count(b":c ") + piece.count(b":c>") > piece.count(b'<c r="'):
        yield from _counted_cells(piece, letters)
        return
    pattern = re.compile(rb'<c r="(%s)(\d+)"([^>]*)><[vf]\b' % "|".join(letters).encode())
    for found in pattern.finditer(piece):
        if _is_number(dict(_ATTRIBUTE.findall(found[3])).get(b"t")):
            yield found[1].decode(), int(found[2])


def _first_column(piece: bytes, header_row: int) -> int:
    """Column of the first cell with a value in the header's row."""
    cells = (column for column, row, token in _walk(piece) if row == header_row and token[4])
    return next(cells, 0)


def _counted_cells(piece: bytes, letters: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """The same where cells do not say where they stand, or say it in another way."""
    for column, row, token in _walk(piece):
        name = _letters(column)
        if name in letters and token[4] and _is_number(dict(_ATTRIBUTE.findall(token[2])).get(b"t")):
            yield name, row


def _walk(piece: bytes) -> Iterator[tuple[int, int, re.Match[bytes]]]:
    """Column, row and match of each cell."""
    row, column = 0, 0
    for token in _TOKEN.finditer(piece):
        said = dict(_ATTRIBUTE.findall(token[2]))
        if token[1] == b"row":
            row, column = int(said.get(b"r", row + 1)), 0
            continue
        place = re.match(r"([A-Z]+)(\d+)$", said.get(b"r", b"").decode())
        column = _number(place[1]) if place else column
        yield column, int(place[2]) if place else row, token
        column += 1


def _is_number(kind: bytes | None) -> bool:
    return kind in {None, b"n"}


def _letters(column: int) -> str:
    text, left = "", column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        text = chr(65 + rest) + text
    return text


def _number(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - 64
    return value - 1

"""The archive under a workbook: whether it is safe to open, and which of its cells are numbers."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any
from xml.etree import ElementTree as ET

from kit.errors import BadFile
from kit.orders.sheet import Request

_STEP = 1 << 20
_OVERLAP = 64  # bytes: a cell's number is shorter
_LONG_NUMBER = re.compile(rb"v>\s*(?:\d{16,}|\d[\d.]*[eE]\+?\d+)")
_TOKEN = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*?)(/?)>(<(?:\w+:)?(?:[vf]|is)\b)?")
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a first look at the XML of a sheet tells."""

    name: str
    has_long_numbers: bool  # a cell of more than 15 digits that is a number
    formulas: int


def safe_parts(request: Request) -> dict[str, Part]:
    """The part that holds each sheet; refuses archives that are damaged, too large unpacked, or declare entities."""
    try:
        with zipfile.ZipFile(request.path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > request.unzipped_bytes:
                limit = f"{size:,} bytes, over the limit of {request.unzipped_bytes:,}"
                advice = "export it as CSV or in parts, or raise unzipped_mb for this file in case.yaml data.orders"
                raise BadFile(request.file, [f"unpacks to {limit}; {advice}"])
            parts = {entry.filename: _looked_through(request, archive, entry) for entry in archive.infolist()}
            return {sheet: parts[name] for sheet, name in _sheet_parts(archive).items()}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ET.ParseError, KeyError, zlib.error) as error:
        raise BadFile(request.file, [f"is not a whole workbook ({error}); export it again, best as CSV"]) from None


def _looked_through(request: Request, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Part:
    """Read the part to its end, so that its size and checksum are known to be true."""
    long_numbers, formulas, rest = False, 0, b""
    with archive.open(entry) as part:
        while chunk := part.read(_STEP):
            if not rest and b"<!DOCTYPE" in chunk[:4_096].upper():
                raise BadFile(request.file, [f"{entry.filename} declares XML entities, which is unsafe; export it again as CSV"])
            piece = rest + chunk
            long_numbers = long_numbers or _LONG_NUMBER.search(piece) is not None
            formulas += piece.count(b"<f>") + piece.count(b"<f ") - rest.count(b"<f>") - rest.count(b"<f ")
            rest = piece[-_OVERLAP:]
    return Part(name=entry.filename, has_long_numbers=long_numbers, formulas=formulas)


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - no DOCTYPE, checked above
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    return {sheet.get("name", ""): _joined(targets.get(sheet.get(_LINK), "")) for sheet in book.iter(f"{_MAIN}sheet")}


def _joined(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def numbers(
    request: Request, part: str, columns: Mapping[str, int], lines: Any, header: tuple[int, int]
) -> dict[str, frozenset[int]]:
    """For each id column the rows whose cell is a number, not text: Excel keeps 15 digits of it.

    `header` is the row of the headers and the position of the first: the reader leaves out empty columns before it.
    """
    places = {number: row for row, number in enumerate(lines.tolist())}
    fields: dict[str, str] = {}
    found: dict[str, set[int]] = {name: set() for name in columns}
    with zipfile.ZipFile(request.path) as archive, archive.open(part) as sheet:
        for piece in _pieces(sheet):
            if not fields:
                shift = _first_column(piece, header[0]) - header[1]
                fields = {_letters(at + shift): name for name, at in columns.items()}
            for letters, number in _number_cells(piece, tuple(fields)):
                if number in places:
                    found[fields[letters]].add(places[number])
    return {name: frozenset(rows) for name, rows in found.items() if rows}


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

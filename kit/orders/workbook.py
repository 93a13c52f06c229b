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


_FORMULA, _PREFIXED_FORMULA = re.compile(rb"<f[ >/]"), re.compile(rb"<\w+:f[ >/]")  # the first is far quicker to find
_PLACE = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"')
_MAX_PARTS = 2_000
_MAX_CELLS = 20_000_000  # of the block from the first filled cell to the last, which a reader lays out in memory
_WATCHED = 30_000_000  # bytes of a sheet up to which its cells are looked at one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a first look at the XML of a sheet tells."""

    name: str
    has_long_numbers: bool  # a cell of more than 15 digits that is a number
    formulas: int
    hidden: int  # rows and groups of columns that are not shown; not looked for in a large sheet


def declared_size(request: Request) -> int:
    """Bytes of the whole archive unpacked, as it says itself; refuses what is damaged or says too much."""
    try:
        with zipfile.ZipFile(request.path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _broken(request, error) from None
    size = sum(entry.file_size for entry in entries)
    if size > request.unzipped_bytes:
        limit = f"{size:,} bytes, over the limit of {request.unzipped_bytes:,}"
        advice = f"export it as CSV or in parts, or raise unzipped_mb for this file in case.yaml data.{request.folder}"
        raise BadFile(request.file, [f"unpacks to {limit}; {advice}"])
    if len(entries) > _MAX_PARTS:
        raise BadFile(request.file, [f"holds {len(entries):,} parts, which no export does; export it again, best as CSV"])
    if any(entry.flag_bits & 1 for entry in entries):
        raise BadFile(request.file, ["is protected by a password; save it without one, or export it again as CSV"])
    if not any(entry.filename.casefold() == "xl/workbook.xml" for entry in entries):
        names = ", ".join(repr(entry.filename[:60]) for entry in entries[:3])
        raise BadFile(
            request.file, [f"is a zip but no workbook (it holds {names or 'nothing'}); unpack it and add the files in it"]
        )
    return size


def safe_parts(request: Request) -> dict[str, Part]:
    """The part that holds each sheet; refuses archives that are damaged, lie about their size, or declare entities."""
    try:
        with zipfile.ZipFile(request.path) as archive:
            parts = {entry.filename: _looked_through(request, archive, entry) for entry in archive.infolist()}
            return {sheet: parts[name] for sheet, name in _sheet_parts(archive).items() if name in parts}
    except _DAMAGES as error:
        raise _broken(request, error) from None


_DAMAGES = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ET.ParseError, KeyError, ValueError, zlib.error)


def _broken(request: Request, error: Exception) -> BadFile:
    return BadFile(request.file, [f"is not a whole workbook ({error}); export it again, best as CSV"])


def _looked_through(request: Request, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Part:
    """Read the part to its end, so that its size and checksum are known to be true."""
    long_numbers, formulas, hidden, rest = False, 0, 0, b""
    is_sheet = "worksheets/" in entry.filename
    box = _Box() if is_sheet and entry.file_size <= _WATCHED else None
    formula = _FORMULA
    with archive.open(entry) as part:
        while chunk := part.read(_STEP):
            if not rest and re.search(rb"<\w+:worksheet\b", chunk[:_PROLOGUE]):
                formula = _PREFIXED_FORMULA
            if not rest and b"<!DOCTYPE" in chunk[:_PROLOGUE].replace(b"\0", b"").upper():
                raise BadFile(request.file, [f"{entry.filename} declares XML entities, which is unsafe; export it again as CSV"])
            piece = rest + chunk
            if is_sheet:
                long_numbers = long_numbers or _LONG_NUMBER.search(piece) is not None
                formulas += _new(formula, piece, len(rest))
            if box is not None:
                hidden += piece.count(_HIDDEN) - rest.count(_HIDDEN)
                if box.grown(piece) > _MAX_CELLS:
                    why = f"{entry.filename} has cells so far apart that it would fill {box.cells:,} cells"
                    raise BadFile(request.file, [f"{why}; export it again as CSV"])
            rest = piece[-_OVERLAP:]
    return Part(name=entry.filename, has_long_numbers=long_numbers, formulas=formulas, hidden=hidden)


_PROLOGUE = 65_536  # bytes of a part in which a DOCTYPE would stand
_HIDDEN = b'hidden="1"'


def _new(pattern: re.Pattern[bytes], piece: bytes, seen: int) -> int:
    """How often the pattern ends after what was seen before."""
    return sum(1 for found in pattern.finditer(piece) if found.end() > seen)


class _Box:
    """The block of cells from the first filled to the last."""

    def __init__(self) -> None:
        self._columns: set[bytes] = set()
        self._rows = [0, 0]

    def grown(self, piece: bytes) -> int:
        """The cells of the block with those of a further piece."""
        places = _PLACE.findall(piece)
        if places:
            self._columns |= {letters for letters, _ in places}
            rows = [int(number) for _, number in places]
            self._rows = [min(self._rows[0] or rows[0], *rows), max(self._rows[1], *rows)]
        return self.cells

    @property
    def cells(self) -> int:
        """Rows times columns."""
        columns = [_number(letters.decode()) for letters in self._columns]
        return (max(columns) - min(columns) + 1) * (self._rows[1] - self._rows[0] + 1) if columns else 0


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

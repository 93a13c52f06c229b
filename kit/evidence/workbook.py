"""The sheets of an XLSX as they show themselves: stored values, never computed; what is hidden is counted, not read out."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree as ET

from kit.evidence.grid import MAX_CELLS, MAX_ROWS, Cell, Grid, letter, made
from kit.evidence.kind import Unusable
from kit.tools.figures import many

MAX_PARTS = 2_000
MAX_UNPACKED = 200_000_000
MAX_SHEETS = 20
MAX_COLUMN = 16_384
_BROKEN = (
    zipfile.BadZipFile,
    EOFError,
    NotImplementedError,
    RuntimeError,
    KeyError,
    ValueError,
    zlib.error,
    ET.ParseError,
    OSError,
)
_AGAIN = "save it again as XLSX, or print it to PDF"
_LINK = re.compile(r"\}id$")
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # built-in formats (ECMA-376 §18.8.30)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]|[\[\]]', re.IGNORECASE)  # [h] counts hours beyond a day
_PLACES = re.compile(r"(#,##)?[#?]*0+(?:\.(0+))?(%?)")
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """The visible sheets, and what a person must know of the rest."""

    grids: tuple[Grid, ...]
    notes: tuple[str, ...]


def read(path: Path) -> Workbook:
    """The workbook; raises Unusable."""
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bombs(archive)
            return _Reader(archive).workbook()
    except _BROKEN as error:
        raise Unusable(f"is not a whole workbook ({str(error)[:80]}); {_AGAIN}") from None


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_PARTS or sum(e.file_size for e in entries) > MAX_UNPACKED:
        raise Unusable(
            f"unpacks to more than {MAX_UNPACKED // 1_000_000} MB or {MAX_PARTS:,} parts; give only the sheet that matters"
        )


class _Part:
    """A part of the archive as it is read: XML without entities, and no more of it than the cap."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._file.read(min(size, 1 << 20) if size > 0 else 1 << 20)
        if self._read == 0 and b"<!DOCTYPE" in chunk[:65_536].replace(b"\0", b"").upper():
            raise Unusable(f"declares XML entities, which is unsafe; {_AGAIN}")
        self._read += len(chunk)
        if self._read > MAX_UNPACKED:
            raise Unusable(f"unpacks to more than {MAX_UNPACKED // 1_000_000} MB; give only the sheet that matters")
        return chunk


class _Reader:
    """One workbook while it is read."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = set(archive.namelist())
        self._left = MAX_CELLS

    def workbook(self) -> Workbook:
        """All of it."""
        book = self._tree("xl/workbook.xml")
        self._from_1904 = any(e.get("date1904") in ("1", "true") for e in book.iter() if _tag(e) == "workbookPr")
        self._texts = list(self._shared())
        self._formats = self._styles()
        targets = {e.get("Id"): e.get("Target", "") for e in self._tree("xl/_rels/workbook.xml.rels")}
        sheets = [(e.get("name", ""), e.get("state", "visible"), _linked(e)) for e in book.iter() if _tag(e) == "sheet"]
        seen = [(name, targets.get(link, "")) for name, state, link in sheets if state == "visible"]
        hidden = [name for name, state, _ in sheets if state != "visible"]
        shown = [(name, _path(target)) for name, target in seen if _path(target) in self._names and "worksheets/" in target]
        others, which = len(seen) - len(shown[:MAX_SHEETS]), f"(charts, or beyond the first {MAX_SHEETS})"
        lacking = (
            (len(hidden), "hidden sheet of the workbook is", "hidden sheets of the workbook are"),
            (others, f"further sheet {which} is", f"further sheets {which} are"),
        )
        said = [f"{many(*counted)} not shown." for counted in lacking if counted[0]]
        grids = tuple(self._grid(name, part, said) for name, part in shown[:MAX_SHEETS])
        if not any(grid.rows for grid in grids):
            raise Unusable(f"has no cell that is filled and not hidden; {_AGAIN}")
        notes = [f"Hidden sheets, not shown: {', '.join(hidden)}."] if hidden else []
        return Workbook(grids=tuple(grid for grid in grids if grid.rows), notes=(*notes, *_gathered(grids)))

    def _tree(self, name: str) -> Any:
        with self._archive.open(name) as file:
            return ET.parse(_Part(file)).getroot()  # noqa: S314 - entities are refused before

    def _shared(self) -> Iterator[str]:
        if "xl/sharedStrings.xml" in self._names:
            for element in self._ended("xl/sharedStrings.xml", "si"):
                yield _plain(element)

    def _ended(self, name: str, tag: str) -> Iterator[Any]:
        """Each element of that tag once it is whole; it is forgotten when the next one is asked for."""
        with self._archive.open(name) as file:
            root = None
            for event, element in ET.iterparse(_Part(file), events=("start", "end")):  # noqa: S314 - as above
                root = element if root is None else root
                if event == "end" and _tag(element) == tag:
                    yield element
                    element.clear()
                    if root is not element and tag == "si":
                        root.clear()

    def _styles(self) -> list[str]:
        """The number format of each cell style."""
        if "xl/styles.xml" not in self._names:
            return []
        tree = self._tree("xl/styles.xml")
        own = {int(e.get("numFmtId", 0)): e.get("formatCode", "") for e in tree.iter() if _tag(e) == "numFmt"}
        styles = next((e for e in tree if _tag(e) == "cellXfs"), ())
        ids = [int(e.get("numFmtId", 0)) for e in styles]
        return [own.get(n) or _BUILT_IN.get(n) or ("yyyy-mm-dd hh:mm" if n in _DATES else "General") for n in ids]

    def _grid(self, name: str, part: str, said: list[str]) -> Grid:
        """The filled rows up to the caps, without hidden rows and columns."""
        rows: list[tuple[int, dict[int, Cell]]] = []
        hidden: set[int] = set()
        counts = {"rows": 0, "hidden": 0, "formulas": 0, "empty": 0, "long": 0}
        number = 0
        with self._archive.open(part) as file:
            for event, element in ET.iterparse(_Part(file), events=("start", "end")):  # noqa: S314 - as above
                tag = _tag(element)
                if event == "start":
                    if tag == "sheetData":
                        data = element
                    continue
                if tag == "col" and element.get("hidden") in ("1", "true"):
                    first, last = int(element.get("min", 1)), int(element.get("max", 1))
                    hidden |= set(range(first - 1, min(last, MAX_COLUMN)))
                elif tag == "row":
                    number = int(element.get("r") or number + 1)
                    if len(element):
                        self._take(element, number, rows, counts)
                    data.clear()
        width = 1 + max((n for _, row in rows for n in row), default=-1)
        shown = [n for n in range(width) if n not in hidden]
        used = {n for _, row in rows for n in row}
        return made(
            [(at, [row.get(n, Cell(text="")) for n in shown]) for at, row in rows if any(n in row for n in shown)],
            name=name,
            letters=[letter(n) for n in shown],
            total=counts["rows"],
            said=[*_told(counts, sorted(hidden & used)), *said],
        )

    def _take(self, element: Any, number: int, rows: list[tuple[int, dict[int, Cell]]], counts: dict[str, int]) -> None:
        """One row, if it is filled, not hidden, and there is room."""
        if element.get("hidden") in ("1", "true"):
            counts["hidden"] += 1
            return
        is_kept = len(rows) < MAX_ROWS and self._left > 0
        cells: dict[int, Cell] = {}
        at = -1
        for one in element:
            at = _column(one.get("r"), at + 1)
            cell = self._cell(one, counts if is_kept else None)
            if cell is not None:
                cells[at] = cell
        if cells:
            counts["rows"] += 1
            if is_kept:
                rows.append((number, cells))
                self._left -= len(cells)

    def _cell(self, element: Any, counts: dict[str, int] | None) -> Cell | None:
        """What the cell shows; None if it shows nothing."""
        children = {_tag(child): child for child in element}
        kind = element.get("t", "n")
        if "f" in children and counts is not None:
            counts["formulas"] += 1
        value = (children["v"].text or "") if "v" in children else ""
        if kind == "inlineStr" and "is" in children:
            return _filled(_plain(children["is"]))
        if not value:
            if "f" not in children:
                return None
            if counts is not None:
                counts["empty"] += 1
            return Cell(text="(formula without a stored value)")
        if kind == "s":
            return _filled(self._texts[int(value)])
        if kind == "b":
            return Cell(text="TRUE" if value == "1" else "FALSE")
        if kind in ("str", "e", "d"):
            return _filled(value)
        style = int(element.get("s") or 0)
        code = self._formats[style] if style < len(self._formats) else "General"
        if counts is not None and not _is_moment(code) and len(re.sub(r"\D", "", value.partition("E")[0])) > 15:
            counts["long"] += 1
        return Cell(text=_number(value, code, self._from_1904), is_number=True)


def _told(counts: Mapping[str, int], hidden: list[int]) -> Iterator[str]:
    if counts["hidden"]:
        yield f"{many(counts['hidden'], 'hidden row is', 'hidden rows are')} not shown."
    if hidden:
        yield f"{many(len(hidden), 'hidden column is', 'hidden columns are')} not shown: {', '.join(letter(n) for n in hidden[:30])}."
    if counts["formulas"]:
        held = many(counts["formulas"], "cell holds a formula", "cells hold formulas")
        yield f"{held}; what is stored is shown, nothing is computed."
    if counts["empty"]:
        yield f"{many(counts['empty'], 'formula has', 'formulas have')} no stored value."
    if counts["long"]:
        yield f"{many(counts['long'], 'number has', 'numbers have')} more than 15 digits, of which a workbook keeps only 15."


def _gathered(grids: tuple[Grid, ...]) -> Iterator[str]:
    for grid in grids:
        if len(grid.rows) < grid.total:
            yield f"Sheet {grid.name}: the first {len(grid.rows):,} of {grid.total:,} rows are shown."
        yield from (f"Sheet {grid.name}: {said}" for said in grid.said if "of the workbook" not in said)


def _bare(code: str) -> str:
    """What a format's code says of numbers that are not negative, without its words."""
    return _QUOTED.sub("", code.partition(";")[0]).strip()


def _is_moment(code: str) -> bool:
    bare = _bare(code).lower()
    return bare != "general" and bool(re.search(r"[ymdhs]", bare))


def _number(value: str, code: str, from_1904: bool) -> str:
    """A stored number as its format shows it, as far as that is a date, a fixed number of decimals, or per cent."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    bare = _bare(code)
    if _is_moment(code):
        return _moment(number, bare.lower(), from_1904) or f"{value} (stored number of a date)"
    if found := _PLACES.fullmatch(bare):
        thousands, decimals, percent = found.groups()
        shown = number * 100 if percent else number
        return f"{shown:{',' if thousands else ''}.{len(decimals or '')}f}{percent}"
    plain = f"{number:f}" if abs(number.adjusted()) < 18 else value
    return _shortest(plain)


def _shortest(text: str) -> str:
    """A binary number as Excel shows it: 0.1 is stored as 0.10000000000000001."""
    if "." not in text or len(text) < 17:
        return text
    return f"{float(text):.15g}"


def _moment(serial: Decimal, code: str, from_1904: bool) -> str | None:
    """The day and time of a serial number; None for one that no calendar has (60 is 29 February 1900)."""
    days = float(serial)
    if days < 0 or days > 2_958_466 or (not from_1904 and 60 <= days < 61):
        return None
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if days < 60 else 30)  # noqa: DTZ001 - a workbook knows no zone
    moment = start + timedelta(seconds=round(days * 86_400))
    has_day, has_time = re.search(r"[yd]", code), re.search(r"[hs]", code)
    if has_time and not has_day:
        hours, rest = divmod(round(days * 86_400), 3_600)
        return f"{hours:02}:{rest // 60:02}:{rest % 60:02}"
    return f"{moment:%Y-%m-%d %H:%M:%S}".removesuffix(":00") if has_time else f"{moment:%Y-%m-%d}"


def _filled(text: str) -> Cell | None:
    return Cell(text=text.replace("\r\n", "\n").replace("\r", "\n")) if text.strip() else None


def _plain(element: Any) -> str:
    """The text of a rich string, without its phonetic guide."""
    guides = {id(t) for e in element.iter() if _tag(e) == "rPh" for t in e.iter()}
    return re.sub(
        r"_x([0-9A-Fa-f]{4})_",
        lambda m: chr(int(m[1], 16)),
        "".join(t.text or "" for t in element.iter() if _tag(t) == "t" and id(t) not in guides),
    )


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _linked(element: Any) -> str:
    return next((value for key, value in element.attrib.items() if _LINK.search(key)), "")


def _path(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _column(reference: str | None, otherwise: int) -> int:
    found = _REFERENCE.fullmatch(reference or "")
    if not found:
        return otherwise
    n = 0
    for character in found[1]:
        n = n * 26 + ord(character) - 64
    return n - 1

"""What was read from each file, and how it was understood: by which format and why, with cells as they stood."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from kit.errors import BadFile
from kit.model import FileReading, Orders
from kit.orders.export_format import TableFormat, client_formats, folded, formats
from kit.orders.fields import TABLES
from kit.orders.first_rows import FirstRows, first_rows
from kit.orders.trial import understood
from kit.tools import worker

_DELIMITERS = {",": "commas", "\t": "tabs", ";": "semicolons", "|": "bars", "": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One cell as it stands in the file, and what it was understood as."""

    line: int
    header: str
    raw: str
    understood: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDescribed:
    """How one file was read; what could not be looked up again is empty."""

    reading: FileReading
    table: str  # orders, returns …; tracking
    title: str  # of the format
    why: str  # by what it was recognised
    delimiter: str = ""  # commas, tabs
    examples: tuple[Example, ...] = ()


def described(orders: Orders, folder: Path | None = None) -> tuple[FileDescribed, ...]:
    """How each file was read; with the case's folder also by what it was recognised, and cells with their meaning."""
    own = tuple(_own_formats(folder)) if folder else ()
    known = {**formats(), **client_formats(own)}
    return tuple(_described(orders, reading, known, folder) for reading in orders.readings)


def other_tables(orders: Orders) -> dict[str, int]:
    """Rows of each table besides the orders."""
    return {name: len(frame) for name, frame in orders.tables.items() if len(frame)}


def _own_formats(case: Path) -> Iterator[Path]:
    for folder in (case / "formats", case.resolve().parent / "formats"):
        yield from (path for path in sorted(folder.glob("*.yaml")) if path.is_file() and not path.is_symlink())


def _described(orders: Orders, reading: FileReading, known: Any, folder: Path | None) -> FileDescribed:
    found = known.get(reading.format)
    bare = FileDescribed(
        reading=reading,
        table=str(getattr(found, "kind", "")) or "tracking",
        title=str(getattr(found, "title", reading.format)),
        why="",
    )
    if folder is None or not isinstance(found, TableFormat) or found.layout.records is not None:
        return bare
    try:
        tops = worker.run(first_rows, folder / reading.file, reading.file, _declared(reading.encoding))
    except (BadFile, worker.Exceeded, OSError):  # it was read; what is shown beside is not worth a refusal
        return bare
    top = next((t for t in tops if t.sheet == reading.sheet), None)
    at = _header(top, found) if top else None
    if top is None or at is None:
        return bare
    return replace(
        bare,
        why=_why(top.rows[at], found),
        delimiter=_DELIMITERS.get(top.delimiter, top.delimiter),
        examples=tuple(_examples(orders, reading, found, top, at)),
    )


def _declared(encoding: str) -> str | None:
    return None if encoding == "xlsx" else encoding


def _header(top: FirstRows, found: TableFormat) -> int | None:
    """Place of the first row that states all that the format needs."""
    needed = set(TABLES[found.kind].needed)
    return next((n for n, row in enumerate(top.rows[:20]) if needed <= found.fields(row).keys()), None)


def _why(headers: tuple[str, ...], found: TableFormat) -> str:
    """By what the format was told: its headers, and those that only its market has."""
    filled = [h for h in headers if h.strip()]
    matched = len(filled) - len(found.unknown_headers(filled))
    stated = {folded(h) for h in filled}
    hints = [h for h in found.hints if folded(h) in stated]
    only = f", among them {', '.join(hints)}" if hints else ""
    market = f"; of site {found.market}" if found.market else ""
    return f"{matched} of {len(filled)} headers are its own{only}{market}"


def _examples(orders: Orders, reading: FileReading, found: TableFormat, top: FirstRows, at: int) -> Iterator[Example]:
    """A time, a known text and an amount of the first rows that are used; never a buyer's."""
    table = orders.lines if found.kind == "orders" else orders.tables.get(found.kind)
    if table is None or "source_line" not in table.columns:
        return
    mine = table[(table["source_file"] == reading.file)].drop_duplicates("source_line").set_index("source_line")
    raw = dict(zip(top.lines[at + 1 :], top.rows[at + 1 :], strict=True))
    lines = sorted(set(mine.index) & raw.keys())[:200]
    fields = TABLES[found.kind].fields
    columns = found.fields(top.rows[at])
    for kind in ("time", "value", "money"):
        for name in (n for n, places in columns.items() if fields[n].kind == kind and n in mine.columns):
            place = columns[name][0]
            row = next((n for n in lines if pd.notna(mine[name].loc[n]) and _cell(raw[n], place)), None)
            if row is not None:
                meant = understood(mine[name].loc[row])
                yield Example(line=row, header=top.rows[at][place], raw=_cell(raw[row], place), understood=meant)
                break


def _cell(row: tuple[str, ...], place: int) -> str:
    return row[place].strip() if place < len(row) else ""

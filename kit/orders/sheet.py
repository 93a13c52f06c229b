"""One sheet of one file as text, before anything in it is understood."""

import csv
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kit.orders.export_format import TableFormat
from kit.orders.fields import ORDERS

Lines = NDArray[np.int64]
Mask = NDArray[np.bool_]
TEXT = pa.string()
CODED = pa.dictionary(pa.int32(), pa.string())
MONEY = pa.decimal128(18, 4)
ORDER_LINE = re.compile(r"[\r\n]\s*\"?\d{10,}\s*\"?[,;|\t]")
"""Inside one cell: the beginning of another order line, so a quote that was opened and not closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the case and its policy say about one file."""

    path: Path
    file: str  # as it is named in messages: relative to the case folder
    site: str
    format: str | None = None
    encoding: str | None = None
    zone: str | None = None
    site_zone: str | None = None  # the policy's export zone for the case's site
    site_zone_status: str = ""
    folder: str = "orders"  # of the case; the tables of that folder are tried
    client_formats: tuple[Path, ...] = ()  # format files of the client, beside the kit's own
    secret: bytes = b""  # key of the digests that stand for buyers; one for all files of a case
    date_format: str | None = None
    exported: datetime | None = None
    unzipped_bytes: int = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ragged:
    """A row that has not as many cells as the header."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """The rows of a sheet: one text column for each field that is read, blanks as null, and the physical line of each."""

    name: str | None
    encoding: str
    headers: tuple[str, ...]
    format: TableFormat
    names: dict[str, str]  # header of each field
    table: pa.Table
    lines: Lines
    ragged: tuple[Ragged, ...] = ()
    spans_lines: bool = False  # whether a cell may hold a line end
    swallowed: dict[int, str] = field(default_factory=dict)  # row: what a stray quote did to it
    numeric: dict[str, frozenset[int]] = field(default_factory=dict)  # field: rows whose cell is a number (XLSX)
    notes: tuple[str, ...] = ()

    def has(self, name: str) -> bool:
        """Whether the sheet states the field."""
        return name in self.table.column_names

    def cell(self, name: str, row: int) -> str:
        """The text of one cell, empty where it is blank."""
        return str(self.table[name][row].as_py() or "")

    def header(self, name: str) -> str:
        """The header under which a field stands in this sheet."""
        return self.names.get(name) or self.format.header_of(name)


def column_type(name: str) -> Any:
    """Arrow type under which the texts of a field are read; what repeats is coded."""
    return TEXT if ORDERS.fields[name].kind in {"id", "tracking", "time"} else CODED


def cleaned(column: Any) -> Any:
    """The texts without spaces, tabs and line ends around them; what is empty then is null."""
    if pa.types.is_dictionary(column.type):
        return recoded(column, lambda text: unicodedata.normalize("NFC", text).strip() or None)
    trimmed = pc.utf8_trim_whitespace(column)
    blank = pc.equal(trimmed, "")
    return pc.if_else(blank, pa.scalar(None, TEXT), trimmed) if pc.any(blank).as_py() else trimmed


def recoded(column: Any, change: Callable[[str], str | None]) -> Any:
    """A coded column with each distinct text changed once."""
    chunk = column.unify_dictionaries().combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(chunk, pa.ChunkedArray):  # no chunks at all
        return pa.chunked_array([], CODED)
    texts = [change(text) for text in chunk.dictionary.to_pylist()]
    distinct = list(dict.fromkeys(text for text in texts if text is not None))
    places = {text: i for i, text in enumerate(distinct)}
    moved = pa.array([places.get(text) if text is not None else None for text in texts], pa.int32())
    codes = moved.take(chunk.indices) if len(moved) else pa.nulls(len(chunk), pa.int32())
    return pa.chunked_array([pa.DictionaryArray.from_arrays(codes, pa.array(distinct, TEXT))])


def texts(column: Any) -> Any:
    """The column as plain text."""
    return column.cast(TEXT) if pa.types.is_dictionary(column.type) else column


def mask(found: Any) -> Mask:
    """Booleans, false where nothing was known."""
    return np.asarray(found.fill_null(False).to_numpy(), dtype=bool)


def where(column: Any, holds: Callable[[str], bool]) -> Mask:
    """Rows of a coded column (one chunk, as `cleaned` gives it) whose text is such."""
    found = [
        np.append([holds(text) for text in chunk.dictionary.to_pylist()], False)[
            chunk.indices.fill_null(len(chunk.dictionary)).to_numpy()
        ]
        for chunk in column.chunks
    ]
    return np.concatenate(found).astype(bool) if found else np.array([], bool)


def swallows(cells: Sequence[str]) -> str | None:
    """What a stray quote did, if one of the cells holds the beginning of another order line."""
    for cell in cells:
        if ("\n" in cell or "\r" in cell) and (found := ORDER_LINE.findall(cell)):
            return f"a quote that is not closed swallows {len(found)} further order lines; repair the file in a copy"
    return None


def split(text: str, delimiter: str) -> tuple[str, ...]:
    """The cells of one raw row."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    return tuple(next(csv.reader([text], delimiter=delimiter), ()))

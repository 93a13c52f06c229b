"""One sheet of one file as text, before anything in it is understood."""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kit.orders import fitting, stripped
from kit.orders.export_format import TableFormat
from kit.orders.fields import TABLES, Field, Kind, Table

Lines = NDArray[np.int64]
Mask = NDArray[np.bool_]
TEXT = pa.string()
CODED = pa.dictionary(pa.int32(), pa.string())
MONEY = pa.decimal128(18, 4)
THREADS = 2  # for columns of one table: enough to keep a small machine busy
UTC_TIME = pa.timestamp("us", "UTC")
ORDER_LINE = re.compile(r"[\r\n]\s*\"?\d{10,}\s*\"?[,;|\t]")
"""Inside one cell: the beginning of another order line, so a quote that was opened and not closed."""
_CLOCK = r"^\d{1,2}:\d{2}(:\d{2})?( ?[AaPp]\.?[Mm]\.?)?$"
_CLOCK_WITHIN = r"\d:\d{2}"
_NO_PHONE = 16  # digits: too long for a telephone number
_NAMED = 5  # swallowed orders in a message


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
    covers: tuple[date, date] | None = None  # the days that were asked for in the export
    unzipped_bytes: int = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ragged:
    """A row that has not as many cells as the header, or a record that is none and `why`."""

    line: int
    cells: tuple[str, ...]
    why: str = ""


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
    explained: int = 0  # so many of the first rows may explain the columns, by the format's layout
    swallowed: dict[int, str] = field(default_factory=dict)  # row: what a stray quote did to it
    numeric: dict[str, frozenset[int]] = field(default_factory=dict)  # field: rows whose cell is a number (XLSX)
    differing: dict[str, Mask] = field(default_factory=dict)  # field that stands in several columns: rows in which they disagree
    notes: tuple[str, ...] = ()
    whole: Callable[[Sequence[int]], Mapping[int, Sequence[str]]] | None = None  # every cell of the rows at these lines

    @property
    def rules(self) -> Table:
        """What a table of this kind may state."""
        return TABLES[self.format.kind]

    def of_kind(self, *kinds: Kind) -> tuple[str, ...]:
        """The fields of these kinds that the sheet states, in the order of the table."""
        return tuple(name for name, known in self.rules.fields.items() if known.kind in kinds and self.has(name))

    def has(self, name: str) -> bool:
        """Whether the sheet states the field."""
        return name in self.table.column_names

    def cell(self, name: str, row: int) -> str:
        """The text of one cell, empty where it is blank."""
        return str(self.table[name][row].as_py() or "")

    def header(self, name: str) -> str:
        """The header under which a field stands in this sheet."""
        return self.names.get(name) or self.format.header_of(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The row of a file that holds its headers, and the format that they fit."""

    at: int  # place among the rows that were looked at
    headers: tuple[str, ...]
    format: TableFormat

    @property
    def columns(self) -> dict[str, int]:
        """Name and position of each column to read; a field that stands in several has a name for each (`order_id`, `order_id 2`)."""
        found = self.format.fields(self.headers).items()
        return {name if n == 1 else f"{name} {n}": at for name, places in found for n, at in enumerate(places, 1)}

    def kind_of(self, column: str) -> Kind:
        """What a column holds."""
        return TABLES[self.format.kind].fields[column.split(" ", maxsplit=1)[0]].kind

    def type_of(self, column: str) -> Any:
        """Arrow type under which the texts of a column are read; what repeats is coded."""
        return column_type(self.kind_of(column))


def header(rows: Iterable[Sequence[str]], request: Request, sheet: str | None = None) -> Header | str:
    """The header among the first rows of a file or sheet, or why there is none, with the next step."""
    candidates = [
        (at, tuple(text.replace("\ufeff", "").strip() for text in cells))
        for at, cells in enumerate(rows)
        if any(text.strip() for text in cells)
    ]
    found = fitting.headed(
        [cells for _, cells in candidates],
        site=request.site,
        declared=request.format,
        folder=request.folder,
        client=request.client_formats,
        sheet=sheet,
    )
    if isinstance(found, str):
        return found
    place, chosen = found
    return Header(at=candidates[place][0], headers=candidates[place][1], format=chosen)


def sheet(head: Header, columns: dict[str, Any], **more: Any) -> Sheet:
    """The sheet of these columns (named as in `Header.columns`) of text, which it takes; `more` is what else `Sheet` states."""
    names = list(columns)
    blanks = stripped.ends({name: column for name, column in columns.items() if head.kind_of(name) == "tracking"})
    trimmed = [stripped.blanks_at_ends(count, f"cells of {head.headers[head.columns[name]]}") for name, count in blanks]
    with ThreadPoolExecutor(THREADS) as pool:
        clean = dict(zip(names, pool.map(lambda name: cleaned(columns.pop(name).cast(head.type_of(name))), names), strict=True))
    if TABLES[head.format.kind].folder == "finance":
        clean = {name: _without(column, "/") for name, column in clean.items()}
    united, differing = _united(clean, TABLES[head.format.kind])
    notes = [
        f"{head.headers[head.columns[name]]} stands in several columns; where one is blank the other is read"
        for name in differing
    ]
    return Sheet(
        headers=head.headers,
        format=head.format,
        names={name: head.headers[at] for name, at in head.columns.items() if name in united},
        table=pa.table(united),
        differing={name: rows for name, rows in differing.items() if rows.any()},
        notes=(*more.pop("notes", ()), *trimmed, *notes),
        **more,
    )


def _without(column: Any, sign: str) -> Any:
    """The column with cells that hold only the sign for none as blank."""
    if pa.types.is_dictionary(column.type):
        return recoded(column, lambda text: None if text == sign else text)
    return pc.if_else(pc.equal(column, sign), pa.scalar(None, TEXT), column)


def _united(columns: Mapping[str, Any], rules: Table) -> tuple[dict[str, Any], dict[str, Mask]]:
    """One column a field; for a field of several columns the rows in which they disagree."""
    found: dict[str, Any] = {}
    differing: dict[str, Mask] = {}
    for name, column in columns.items():
        field_name = name.split(" ")[0]
        if field_name not in found:
            found[field_name] = column
            continue
        first = found[field_name]
        if rules.fields[field_name].is_joined and (both := _together(texts(first), texts(column), rules.fields[field_name])):
            found[field_name] = cleaned(both.cast(first.type))
            continue
        unlike = mask(pc.not_equal(texts(first), texts(column)))
        differing[field_name] = differing.get(field_name, np.zeros(len(unlike), bool)) | unlike
        found[field_name] = cleaned(pc.coalesce(texts(first), texts(column)).cast(first.type))
    return found, differing


def _together(first: Any, second: Any, known: Field) -> Any | None:
    """What two columns of one field say together: a day and a clock, or words and more words; None for two times."""
    if known.kind != "time":
        return _beside(first, second, by="; ")
    if _all(_CLOCK, first):
        first, second = second, first
    return _beside(first, second, by=" ") if _all(_CLOCK, second) and not _any(_CLOCK_WITHIN, first) else None


def _beside(first: Any, second: Any, *, by: str) -> Any:
    """The texts of both columns in one, of one where the other is blank or the same."""
    both = pc.binary_join_element_wise(first, second, by)
    return pc.if_else(pc.equal(first, second).fill_null(False), first, pc.coalesce(both, first, second))


def _all(pattern: str, column: Any) -> bool:
    """Whether every text of the column is such, and there is one."""
    return pc.all(pc.match_substring_regex(column, pattern)).as_py() is True and column.null_count < len(column)


def _any(pattern: str, column: Any) -> bool:
    return pc.any(pc.match_substring_regex(column, pattern)).as_py() is True


def column_type(kind: Kind) -> Any:
    """Arrow type under which the texts of a field of this kind are read."""
    return TEXT if kind in {"id", "tracking", "time", "person"} else CODED


def cleaned(column: Any) -> Any:
    """The texts without spaces, tabs and line ends around them; what is empty then is null."""
    if pa.types.is_dictionary(column.type):
        return recoded(column, lambda text: unicodedata.normalize("NFC", text).strip() or None)
    trimmed = pc.utf8_trim_whitespace(column)
    blank = pc.equal(trimmed, "")
    return pc.if_else(blank, pa.scalar(None, TEXT), trimmed) if pc.any(blank).as_py() else trimmed


def recoded(column: Any, change: Callable[[str], str | None]) -> Any:
    """A coded column with each distinct text changed once."""
    codes, known = coded(column)
    texts = [change(text) for text in known.to_pylist()]
    distinct = list(dict.fromkeys(text for text in texts if text is not None))
    places = {text: i for i, text in enumerate(distinct)}
    moved = pa.array([places.get(text) if text is not None else None for text in texts], pa.int32())
    changed = moved.take(codes) if len(moved) else pa.nulls(len(codes), pa.int32())
    return pa.chunked_array([pa.DictionaryArray.from_arrays(changed, pa.array(distinct, TEXT))])


def coded(column: Any) -> tuple[Any, Any]:
    """The codes of a coded column, and its distinct texts."""
    whole = column.unify_dictionaries().combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(whole, pa.ChunkedArray):  # no chunks at all
        return pa.array([], pa.int32()), pa.array([], TEXT)
    return whole.indices, whole.dictionary


def texts(column: Any) -> Any:
    """The column as plain text."""
    return column.cast(TEXT) if pa.types.is_dictionary(column.type) else column


def mask(found: Any) -> Mask:
    """Booleans, false where nothing was known."""
    return np.asarray(found.fill_null(False).to_numpy(zero_copy_only=False), dtype=bool)


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
    """What a stray quote did, if the cells hold the beginning of another order line; the orders it swallowed by their ids."""
    found = [line for cell in cells if "\n" in cell or "\r" in cell for line in ORDER_LINE.findall(cell)]
    if not found:
        return None
    ids = [line.strip("\r\n\t \"',;|") for line in found]
    named = ", ".join([one for one in ids if len(one) >= _NO_PHONE][:_NAMED])
    some = f" ({named}{' …' if len(ids) > _NAMED else ''})" if named else ""
    return f"a quote that is not closed swallows {len(found)} further order lines{some}; repair the file in a copy"


def split(text: str, delimiter: str) -> tuple[str, ...]:
    """The cells of one raw row."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    return tuple(next(csv.reader([text], delimiter=delimiter), ()))

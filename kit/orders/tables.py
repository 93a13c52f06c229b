"""The tables that others work on: one row a line, one row an order, and one for each other kind of file."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any, Self

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kit.model.opened import BEFORE_ORDER
from kit.orders.cache import COLUMN_TYPES
from kit.orders.fields import LINE_ONLY, TABLES
from kit.orders.merge import CONTRADICTED, Merged
from kit.orders.sheet import MONEY, TEXT, THREADS, Mask, mask, texts
from kit.orders.typed import UTC_TIME

PACKAGE_TIMES = ("rts_at", "shipped_at", "delivered_at", "scan_at")
_NEVER = np.iinfo(np.int64).min  # as pandas has it
_REPEATING = ("sku_id",)  # ids that stand on many lines: coded like the texts that repeat
_DTYPES = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype(), MONEY: pd.ArrowDtype(MONEY)}
Rows = NDArray[np.int64]


def frame(whole: Merged, files: Sequence[str]) -> pd.DataFrame:
    """One row each, the columns of the table in `kit.orders.fields`, `source_file` and `source_line`; takes its columns."""
    rows = whole.used
    columns = {name: _pandas(texts(_cells(whole.taken(name), rows))) for name in TABLES[whole.kind].fields}
    return pd.DataFrame(columns | _source(whole, rows, files), copy=False)


def as_stated(whole: Merged, files: Sequence[str]) -> pd.DataFrame:
    """Every row as its own file states it, earlier exports and repeats too: what a listing said before and after."""
    rows = np.flatnonzero(whole.fate != CONTRADICTED)
    columns = {name: _pandas(texts(_cells(whole.table[name], rows))) for name in TABLES[whole.kind].fields}
    names = pa.DictionaryArray.from_arrays(pa.array(whole.part[rows].astype(np.int32)), pa.array(files, TEXT))
    source = {"source_file": _pandas(names), "source_line": _cells(whole.table["line"], rows).to_numpy()}
    return pd.DataFrame(columns | source, copy=False)


def orders(
    whole: Merged | None, files: Sequence[str], scans: Mapping[str, Sequence[datetime]]
) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """One row a line, one row an order, and how many orders have packages of different times.

    Order-level columns are the first line's. An order is ready, handed over, scanned or delivered when its last
    package is: the latest time of its lines, missing while a line that is not cancelled has none. Takes the columns.
    """
    if whole is None:
        return *_no_orders(), 0
    rows = whole.used
    made = _Made.of(whole, rows)
    numbers, created = (_cells(whole.table[name], rows) for name in ("tracking_id", "created_at"))
    scan_at = _scans(numbers, created, scans) if scans else pa.nulls(len(rows), UTC_TIME)
    with ThreadPoolExecutor(THREADS) as pool:  # column by column, so that only two at a time stand twice in memory
        fields = pool.map(lambda name: made.column(name, _coded(name, _cells(whole.taken(name), rows))), TABLES["orders"].fields)
        columns = dict(zip(TABLES["orders"].fields, fields, strict=True)) | {"scan_at": made.column("scan_at", scan_at)}
    lines = {name: found.lines for name, found in columns.items()} | _source(whole, rows, files)
    single = {name: found.orders for name, found in columns.items() if found.orders is not None}
    pa.default_memory_pool().release_unused()  # what stood twice
    split = np.zeros(len(made.grouped.counts), bool)
    for found in columns.values():
        split |= False if found.split is None else found.split
    single["line_count"] = made.grouped.counts
    return pd.DataFrame(lines, copy=False), pd.DataFrame(single, copy=False), int(split.sum())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Column:
    """A field line by line and order by order (None: it speaks of lines alone); `split`: orders whose lines differ in it."""

    lines: Any
    orders: Any = None
    split: Mask | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Made:
    """Makes the columns of both tables."""

    grouped: "_Grouped"
    live: Mask  # lines that are not cancelled
    blank: "_Blank"

    @classmethod
    def of(cls, whole: Merged, rows: Rows) -> Self:
        """For these rows."""
        grouped = _Grouped.of(_cells(whole.table["order_id"], rows))
        several = bool(grouped.several.size)
        live = ~mask(pc.equal(texts(_cells(whole.table["status"], rows)), "cancelled")) if several else np.array([], bool)
        return cls(grouped=grouped, live=live, blank=_Blank())

    def column(self, name: str, column: Any) -> _Column:
        """One field, its cells in the order of the lines."""
        lines, several = self.blank.shared(column), self.grouped.several.size
        if name in LINE_ONLY:
            return _Column(lines=lines)
        if not several:
            return _Column(lines=lines, orders=lines)
        if name in PACKAGE_TIMES and column.null_count < len(column):
            last, split = _last_package(column, self.grouped, self.live)
            return _Column(lines=lines, orders=last, split=split)
        return _Column(lines=lines, orders=self.blank.shared(_cells(column, self.grouped.first)))


# --- columns ------------------------------------------------------------------------------------


def _cells(column: Any, rows: Rows) -> Any:
    """The cells of these rows."""
    if column.null_count == len(column):
        return pa.nulls(len(rows), column.type)
    if len(rows) < len(column) or (rows[1:] < rows[:-1]).any():
        return column.take(pa.array(rows))
    return column


def _coded(name: str, column: Any) -> Any:
    """The column as it is, or coded where it repeats."""
    return column.dictionary_encode() if name in _REPEATING else column


def _pandas(column: Any) -> Any:
    """The column as `Orders` states its types."""
    if pa.types.is_dictionary(column.type):
        return _category(column.unify_dictionaries().combine_chunks() if isinstance(column, pa.ChunkedArray) else column)
    return pa.table({"": column}).to_pandas(types_mapper=_DTYPES.get)[""]  # a column alone would go by Python objects


def _category(column: Any) -> Any:
    """A coded column; the texts that stand in it are its categories, in their order."""
    if isinstance(column, pa.ChunkedArray):  # no chunks at all
        column = pa.nulls(0, column.type)
    codes = column.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    order = np.asarray(pc.sort_indices(column.dictionary))
    stands = np.bincount(codes + 1, minlength=len(order) + 1)[1:] > 0
    kept = order[stands[order]]
    moved = np.full(len(order) + 1, -1, np.min_scalar_type(-max(1, len(kept))))
    moved[kept] = np.arange(len(kept))
    names = pd.Index(column.dictionary.take(pa.array(kept)).to_pylist(), dtype="str")
    return pd.Series(pd.Categorical.from_codes(moved[codes], names, validate=False))


class _Blank:
    """Blank columns of one type and length as one: exports leave a third of the columns out."""

    def __init__(self) -> None:
        self.known: dict[Any, Any] = {}

    def shared(self, column: Any) -> Any:
        """The column as `Orders` states its types; pandas copies a shared one when it is written to."""
        if column.null_count < len(column) or len(column) == 0:
            return _pandas(column)
        kind = (column.type, len(column))
        if kind not in self.known:
            self.known[kind] = _pandas(column)
        return self.known[kind]


def _source(whole: Merged, rows: Rows, files: Sequence[str]) -> dict[str, Any]:
    """From which file and physical line each row is."""
    names = pa.DictionaryArray.from_arrays(pa.array(whole.part[rows].astype(np.int32)), pa.array(files, TEXT))
    return {"source_file": _pandas(names), "source_line": _cells(whole.taken("line"), rows).to_numpy()}


def _scans(numbers: Any, created: Any, scans: Mapping[str, Sequence[datetime]]) -> Any:
    """The first carrier scan of each order's number, of the first of its journeys that did not begin before the order."""
    place = pc.index_in(numbers, pa.array(scans, TEXT))
    earliest = pc.subtract(created, pa.scalar(BEFORE_ORDER, pa.duration("us")))
    found = pa.nulls(len(place), UTC_TIME)
    for begun in zip_longest(*scans.values()):  # all first journeys, then all second ones: nearly always the first alone
        at = pa.array(begun, UTC_TIME).take(place)
        older = pc.less(at, earliest).fill_null(False)
        found = pc.coalesce(found, pc.if_else(older, pa.scalar(None, UTC_TIME), at))
    return found


def _no_orders() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables without a row, with all columns."""
    types = {name: COLUMN_TYPES[known.kind] for name, known in TABLES["orders"].fields.items()} | {"scan_at": UTC_TIME}
    empty = {name: _pandas(_coded(name, pa.nulls(0, kind))) for name, kind in types.items()}
    source = {"source_file": _pandas(pa.nulls(0, TEXT).dictionary_encode()), "source_line": np.array([], np.int64)}
    single = {name: column for name, column in empty.items() if name not in LINE_ONLY}
    return pd.DataFrame(empty | source), pd.DataFrame(single | {"line_count": np.array([], np.int64)})


# --- lines of one order -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Grouped:
    """Which lines are of one order. `codes`: the order of each line; `several`: lines of orders that have more than one."""

    codes: Rows
    counts: Rows
    first: Rows
    several: Rows

    @classmethod
    def of(cls, ids: Any) -> Self:
        """The lines by their order id, orders in order of their first line."""
        numbers = ids.to_pandas()
        if not pc.any(pc.starts_with(ids, "0")).as_py():  # 07 is no 7
            with suppress(pa.ArrowInvalid):
                numbers = ids.cast(pa.int64()).to_numpy()
        codes = np.asarray(pd.factorize(numbers)[0], np.int64)
        counts = np.bincount(codes)
        first = np.flatnonzero(np.diff(np.maximum.accumulate(codes), prepend=-1)) if len(codes) else codes
        several = np.flatnonzero(counts[codes] > 1) if len(codes) > len(counts) else np.array([], np.int64)
        return cls(codes=codes, counts=counts.astype(np.int64), first=first, several=several)


def _last_package(column: Any, grouped: _Grouped, live: Mask) -> tuple[Any, Mask]:
    """The time of each order's last package, and for which orders that is not its first line's.

    Lines that are cancelled do not count, unless all of an order are.
    """
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    times = np.asarray(whole.cast(pa.int64()).fill_null(_NEVER).to_numpy())
    of, orders_count = grouped.codes[grouped.several], len(grouped.counts)
    living = live[grouped.several]
    counted = living | (np.bincount(of, living, orders_count) == 0)[of]
    of, stated = of[counted], times[grouped.several][counted]
    last = times[grouped.first]
    before = last.copy()
    last[of] = _NEVER
    np.maximum.at(last, of, stated)
    last[of[stated == _NEVER]] = _NEVER
    return _pandas(pa.array(last, mask=last == _NEVER).cast(UTC_TIME)), last != before

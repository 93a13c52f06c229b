"""The tables that others work on: one row a line, one row an order, and one for each other kind of file."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kit.orders.cache import COLUMN_TYPES
from kit.orders.fields import LINE_ONLY, TABLES
from kit.orders.merge import Merged
from kit.orders.sheet import MONEY, TEXT, Mask, mask
from kit.orders.typed import UTC_TIME

PACKAGE_TIMES = ("rts_at", "shipped_at", "delivered_at", "scan_at")
_NEVER = np.iinfo(np.int64).min  # as pandas has it
_DTYPES = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype(), MONEY: pd.ArrowDtype(MONEY)}
Rows = NDArray[np.int64]


def frame(whole: Merged, files: Sequence[str]) -> pd.DataFrame:
    """One row each, the columns of the table in `kit.orders.fields`, `source_file` and `source_line`; takes its columns."""
    rows = whole.used
    columns = {name: _pandas(_cells(whole.taken(name), rows)) for name in TABLES[whole.kind].fields}
    return pd.DataFrame(columns | _source(whole, rows, files), copy=False)


def orders(whole: Merged | None, files: Sequence[str], scans: Mapping[str, datetime]) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """One row a line, one row an order, and how many orders have packages of different times.

    Order-level columns are the first line's. An order is ready, handed over, scanned or delivered when its last
    package is: the latest time of its lines, missing while a line that is not cancelled has none. Takes the columns.
    """
    if whole is None:
        return *_no_orders(), 0
    rows = whole.used
    grouped = _Grouped.of(_cells(whole.table["order_id"], rows))
    live = ~mask(pc.equal(_cells(whole.table["status"], rows), "cancelled")) if grouped.several.size else np.array([], bool)
    scan_at = _scans(_cells(whole.table["tracking_id"], rows), scans) if scans else pa.nulls(len(rows), UTC_TIME)
    blank = _Blank()
    lines: dict[str, Any] = {}
    single: dict[str, Any] = {}
    split = np.zeros(len(grouped.counts), bool)
    for name in (*TABLES["orders"].fields, "scan_at"):
        column = scan_at if name == "scan_at" else _cells(whole.taken(name), rows)
        lines[name] = blank.shared(column)
        if name in LINE_ONLY:
            continue
        if name in PACKAGE_TIMES and grouped.several.size and column.null_count < len(column):
            single[name], changed = _last_package(column, grouped, live)
            split |= changed
        else:
            single[name] = blank.shared(_cells(column, grouped.first)) if grouped.several.size else lines[name]
    lines |= _source(whole, rows, files)
    single["line_count"] = grouped.counts
    return pd.DataFrame(lines, copy=False), pd.DataFrame(single, copy=False), int(split.sum())


# --- columns ------------------------------------------------------------------------------------


def _cells(column: Any, rows: Rows) -> Any:
    """The cells of these rows, texts as plain text."""
    kind = TEXT if pa.types.is_dictionary(column.type) else column.type
    if column.null_count == len(column):
        return pa.nulls(len(rows), kind)
    if len(rows) < len(column) or (rows[1:] < rows[:-1]).any():
        column = column.take(pa.array(rows))
    return column.cast(kind)


def _pandas(column: Any) -> Any:
    """The column as `Orders` states its types."""
    return pa.table({"": column}).to_pandas(types_mapper=_DTYPES.get)[""]  # a column alone would go by Python objects


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
    return {"source_file": _pandas(names.cast(TEXT)), "source_line": _cells(whole.taken("line"), rows).to_numpy()}


def _scans(numbers: Any, scans: Mapping[str, datetime]) -> Any:
    """The first carrier scan of each tracking number."""
    return pa.array(scans.values(), UTC_TIME).take(pc.index_in(numbers, pa.array(scans, TEXT)))


def _no_orders() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables without a row, with all columns."""
    types = {name: COLUMN_TYPES[known.kind] for name, known in TABLES["orders"].fields.items()} | {"scan_at": UTC_TIME}
    empty = {name: _pandas(_cells(pa.nulls(0, kind), np.array([], np.int64))) for name, kind in types.items()}
    source = {"source_file": _pandas(pa.nulls(0, TEXT)), "source_line": np.array([], np.int64)}
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

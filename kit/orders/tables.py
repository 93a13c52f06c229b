"""The tables that others work on: one row a line, and one row an order."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np
import pandas as pd
import pyarrow as pa

from kit.orders.fields import LINE_ONLY, ORDERS
from kit.orders.typed import UTC_TIME

PACKAGE_TIMES = ("rts_at", "shipped_at", "delivered_at", "scan_at")
_PER_LINE = (*LINE_ONLY, "part", "line")


def lines(used: pa.Table, files: Sequence[str], scans: Mapping[str, datetime]) -> pd.DataFrame:
    """One row a line, columns as `Orders.lines` says, and `scan_at`."""
    table = used.select(list(ORDERS.fields)).append_column("scan_at", _scans(used["tracking_id"], scans))
    table = table.append_column("source_file", pa.array(files, pa.string()).take(used["part"]))
    frame: pd.DataFrame = table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
    frame["source_line"] = used["line"].to_numpy()
    return frame


def _scans(numbers: pa.ChunkedArray, scans: Mapping[str, datetime]) -> pa.ChunkedArray:
    """The first carrier scan of each tracking number."""
    if not scans:
        return pa.chunked_array([pa.nulls(len(numbers), UTC_TIME)])
    at = pa.compute.index_in(numbers, pa.array(scans))
    return pa.array(scans.values(), UTC_TIME).take(at)


def orders(all_lines: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """One row an order, and in how many the packages differ.

    Order-level columns are the first line's. An order is ready, handed over, scanned or delivered when its last
    package is: the latest time of its lines, missing while a line that is not cancelled has none.
    """
    codes, _ = pd.factorize(all_lines["order_id"])
    counts = np.bincount(codes) if len(codes) else np.array([], np.int64)
    first = np.flatnonzero(~pd.Series(codes).duplicated().to_numpy())
    kept = [name for name in all_lines.columns if name not in _PER_LINE]
    frame = all_lines[kept].iloc[first].reset_index(drop=True)
    frame["line_count"] = counts.astype(np.int64)
    return frame, _last_packages(frame, all_lines, codes, counts)


def _last_packages(frame: pd.DataFrame, all_lines: pd.DataFrame, codes: np.ndarray, counts: np.ndarray) -> int:
    """Write the time of the last package into orders of several lines; how many that changed."""
    several = np.flatnonzero(counts[codes] > 1) if len(codes) else codes
    if not len(several):
        return 0
    some = all_lines.iloc[several]
    of = codes[several]
    live = pd.Series(some["status"].ne("cancelled").to_numpy()).fillna(value=True).astype(bool)
    counted = live | ~live.groupby(of).transform("any")
    at = np.unique(of[counted.to_numpy()])
    times = some.loc[counted.to_numpy(), list(PACKAGE_TIMES)]
    grouped = times.groupby(of[counted.to_numpy()])
    last = grouped.max().where(grouped.count().eq(grouped.size(), axis=0))
    before = frame.loc[at, list(PACKAGE_TIMES)]
    changed = ~((last == before) | (last.isna() & before.isna())).all(axis=1)
    for name in PACKAGE_TIMES:
        frame.loc[at, name] = last[name].to_numpy() if last[name].dt.tz is None else last[name].array
    return int(changed.sum())

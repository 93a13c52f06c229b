"""The hour that clocks repeat in autumn: which of its two passings a time lies in, where the order of events tells."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kit.orders.dates import Instants

_ENDS = (("shipped_at", "delivered_at"), ("rts_at", "delivered_at"))
"""What is never the other way round, besides that nothing of an order precedes its creation (it may be paid on delivery)."""
_UTC = pa.timestamp("us", "UTC")
Rows = NDArray[np.int64]


def told(instants: Mapping[str, Instants], starts: str | None) -> tuple[dict[str, Any], dict[str, Rows]]:
    """The times in UTC, each second passing that the order of events proves among them; and the rows that nothing tells.

    Those, for each field that has such an hour, stay in its first passing.
    """
    columns = {name: found.utc for name, found in instants.items()}
    unsure: dict[str, Rows] = {}
    for name in sorted((n for n, found in instants.items() if found.fold.size), key=lambda n: (n != starts, n == "delivered_at")):
        found = instants[name]
        first = _at(found.utc, found.fold)
        low, high = _bounds(name, found, instants, columns, starts)
        second = first < low
        columns[name] = _moved(found.utc, found.fold[second], found.later[second])
        unsure[name] = found.fold[~second & (first + found.later <= high)]
    return columns, unsure


def _bounds(
    name: str, found: Instants, instants: Mapping[str, Instants], columns: Mapping[str, Any], starts: str | None
) -> tuple[Rows, Rows]:
    """The earliest and the latest that each of the doubtful times can be: by events before it, and by those after it."""
    low = np.full(found.fold.size, np.iinfo(np.int64).min)
    high = np.full(found.fold.size, np.iinfo(np.int64).max)
    for before, after in _pairs(instants, starts):
        if after == name:  # what is doubtful itself stands in its first passing, the earliest that it can be
            low = np.maximum(low, _at(columns[before], found.fold))
        if before == name:
            high = np.minimum(high, _at(_latest(instants[after]), found.fold, blank=np.iinfo(np.int64).max))
    return low, high


def _pairs(instants: Mapping[str, Instants], starts: str | None) -> Iterator[tuple[str, str]]:
    if starts is not None and starts in instants:
        yield from ((starts, name) for name in instants if name != starts)
    yield from ((before, after) for before, after in _ENDS if before in instants and after in instants)


def _latest(found: Instants) -> Any:
    """The times with every doubtful one in its second passing."""
    return _moved(found.utc, found.fold, found.later)


def _at(column: Any, rows: Rows, blank: int = np.iinfo(np.int64).min) -> Rows:
    """Microseconds of these rows."""
    return np.asarray(column.take(pa.array(rows)).cast(pa.int64()).fill_null(blank).to_numpy())


def _moved(column: Any, rows: Rows, by: Rows) -> Any:
    """The times with some of them later."""
    if not rows.size:
        return column
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    blank = ~np.asarray(whole.is_valid())
    micros = np.array(whole.cast(pa.int64()).fill_null(0).to_numpy())
    micros[rows] += by
    return pa.chunked_array([pa.array(micros, mask=blank).cast(_UTC)])

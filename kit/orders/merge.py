"""Several files as one: exact repeats left out, earlier exports of a line replaced by the later, contradictions set aside.

The result depends on what the rows say, not on the order of rows or files.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kit.orders.fields import LINE_ONLY, ORDERS, STATUS_ORDER
from kit.orders.sheet import CODED, MONEY, TEXT, Mask, mask, texts
from kit.orders.typed import UTC_TIME, Typed

USED, DUPLICATE, MERGED, CONTRADICTED = range(4)
_SEPARATOR = "\x1f"
_TYPES = {
    "time": UTC_TIME,
    "count": pa.int64(),
    "money": MONEY,
    "flag": pa.bool_(),
    "person": TEXT,
    "id": TEXT,
    "tracking": TEXT,
    "text": CODED,
    "value": CODED,
}
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Merged:
    """All rows of all parts; `fate` says what becomes of each, `part` from which it is."""

    table: pa.Table
    part: Codes
    fate: Codes

    @property
    def used(self) -> pa.Table:
        """The rows that count, in an order that depends on their content alone."""
        table = self.table.append_column("part", pa.array(self.part))
        if (self.fate != USED).any():
            table = table.filter(pa.array(self.fate == USED))
        keys = ["created_at", *ORDERS.key, *(n for n in LINE_ONLY if n not in ORDERS.key), "part", "line"]
        table = pa.table({name: texts(table[name]) for name in table.column_names})
        return table.take(pc.sort_indices(table, sort_keys=[(key, "ascending") for key in keys]))

    def count(self, part: int, fate: int) -> int:
        """How many rows of a part had this fate."""
        return int(((self.part == part) & (self.fate == fate)).sum())


def merged(parts: Sequence[Typed], names: Sequence[str]) -> Merged:
    """The rows of all parts with their fate. `names` (of the files) only settle which of two equal rows is shown."""
    order = sorted(range(len(parts)), key=lambda i: (names[i], parts[i].sheet or ""))
    table = pa.concat_tables([_complete(parts[i].table) for i in order])
    part = np.concatenate([np.full(parts[i].table.num_rows, i, np.int64) for i in order] or [np.array([], np.int64)])
    fate = np.full(table.num_rows, USED, np.int64)
    groups = _codes(_joined(table, ORDERS.key))
    repeated = np.flatnonzero(np.bincount(groups, minlength=1)[groups] > 1) if len(groups) else groups
    if len(repeated):
        fate[repeated] = _fates(table.take(pa.array(repeated)), groups[repeated], part[repeated], parts)
    if len(parts) > 1:
        fate[_packed_since(table, part, fate, parts)] = MERGED
    return Merged(table=table, part=part, fate=fate)


def _complete(table: pa.Table) -> pa.Table:
    """Every field of `FIELDS`, missing ones blank, and the line."""
    columns = {
        name: table[name].cast(_TYPES[field.kind]) if name in table.column_names else _blank(table, name)
        for name, field in ORDERS.fields.items()
    }
    return pa.table(columns | {"line": table["line"]})


def _blank(table: pa.Table, name: str) -> Any:
    return pa.nulls(table.num_rows, _TYPES[ORDERS.fields[name].kind])


def _joined(table: pa.Table, names: Sequence[str]) -> Any:
    """One text for each row: its cells side by side."""
    cells = [pc.fill_null(_as_text(table[name]), "") for name in names]
    return pc.binary_join_element_wise(*cells, _SEPARATOR)


def _as_text(column: Any) -> Any:
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.int64())
    return column.cast(TEXT)


def _codes(column: Any) -> Codes:
    """A number for each distinct text, in the order of first appearance."""
    encoded = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return np.asarray(encoded.dictionary_encode().indices.to_numpy(zero_copy_only=False), dtype=np.int64)


def _fates(table: pa.Table, groups: Codes, part: Codes, parts: Sequence[Typed]) -> Codes:
    """Fates of rows that share their key with another row."""
    fate = np.full(table.num_rows, USED, np.int64)
    ranks = np.stack(_rank(table, part, parts))
    same = _codes(_joined(table, list(ORDERS.fields)))
    latest = np.lexsort((np.arange(len(same)), *-ranks[::-1]))  # of equal rows the one in the latest file stands for all
    rows = np.sort(latest[np.unique(same[latest], return_index=True)[1]])
    fate[:] = DUPLICATE
    fate[rows] = USED
    rank = ranks[:, rows]
    order = np.lexsort((*rank[::-1], groups[rows]))
    ends = np.append(groups[rows][order][1:] != groups[rows][order][:-1], True)  # the last of a group knows most
    winner = order[np.flatnonzero(ends)]
    of_group = dict(zip(groups[rows][winner].tolist(), winner.tolist(), strict=True))
    best = np.array([of_group[g] for g in groups[rows].tolist()])
    tied = (rank == rank[:, best]).all(axis=0)
    fate[rows[~tied]] = MERGED
    alike = _codes(_joined(table, [n for n in ORDERS.fields if n not in LINE_ONLY or n == "sku_id"]))
    fate[rows[tied & _disagrees(groups[rows], alike[rows], tied)]] = CONTRADICTED
    return fate


def _disagrees(groups: Codes, alike: Codes, tied: Mask) -> Mask:
    """Whether the tied rows of a row's group differ in what they say of the order, not of the line alone."""
    pairs = np.unique(np.stack([groups[tied], alike[tied]]), axis=1)
    numbers, counts = np.unique(pairs[0], return_counts=True)
    return np.isin(groups, numbers[counts > 1])


def _rank(table: pa.Table, part: Codes, parts: Sequence[Typed]) -> list[Codes]:
    """How late each row was written, most telling first.

    A declared time of export, the latest event that the row knows, how many it knows, how far the order has come, the
    latest time in its file, how many cells are filled.
    """
    exported = np.array([_micros(p) for p in parts])[part]
    declared = exported if all(p.is_export_declared for p in parts) else np.zeros_like(exported)
    times = np.stack([pc.fill_null(table[name].cast(pa.int64()), 0).to_numpy() for name in ORDERS.times])
    filled = np.sum([mask(table[name].is_valid()) for name in ORDERS.fields], axis=0)
    reached = pc.fill_null(pc.index_in(texts(table["status"]), pa.array(STATUS_ORDER)), -1).to_numpy()
    return [declared, times.max(axis=0), (times > 0).sum(axis=0), reached.astype(np.int64), exported, filled]


def _micros(part: Typed) -> int:
    return int(part.exported.timestamp() * 1e6) if part.exported else 0


def _packed_since(table: pa.Table, part: Codes, fate: Codes, parts: Sequence[Typed]) -> Codes:
    """Rows without a package that a later file states again with one."""
    blank = mask(table["package_id"].is_null()) & (fate == USED)
    packed = ~mask(table["package_id"].is_null()) & (fate == USED)
    if not blank.any() or not packed.any():
        return np.array([], np.int64)
    lines = _codes(_joined(table, ["order_id", "sku_id"]))
    rows = np.flatnonzero((blank | packed) & np.isin(lines, np.intersect1d(lines[blank], lines[packed])))
    rank = dict(zip(rows.tolist(), zip(*_rank(table.take(pa.array(rows)), part[rows], parts), strict=True), strict=True))
    by_line: dict[int, list[int]] = {}
    for row in rows.tolist():
        if packed[row]:
            by_line.setdefault(int(lines[row]), []).append(row)
    return np.array(
        [
            row
            for row in rows.tolist()
            if blank[row] and any(part[o] != part[row] and rank[o] > rank[row] for o in by_line.get(int(lines[row]), ()))
        ],
        np.int64,
    )

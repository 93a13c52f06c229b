"""Several files as one: exact repeats left out, earlier exports of a row replaced by the later, contradictions set aside.

The result depends on what the rows say, not on the order of rows or files. In a finance file a row may repeat and mean it:
there only what another file states again is left out, so that no money is lost.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kit.orders.cache import COLUMN_TYPES, conformed
from kit.orders.fields import DUE, LINE_ONLY, STATUS_ORDER, TABLES
from kit.orders.sheet import TEXT, Mask, mask, texts
from kit.orders.typed import Typed

USED, DUPLICATE, MERGED, CONTRADICTED = range(4)
_SEPARATOR = "\x1f"
_MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, so that multiplying by it loses nothing
Codes = NDArray[np.int64]


@dataclass(slots=True, kw_only=True, eq=False)
class Merged:
    """All rows of all parts of one kind; `fate` says what becomes of each, `part` from which it is.

    Columns that were taken out are gone: of millions of rows two copies are too many.
    """

    kind: str
    table: pa.Table
    part: Codes
    fate: Codes
    lock: Lock = field(default_factory=Lock)

    @property
    def used(self) -> Codes:
        """The rows that count, in an order that depends on their content alone."""
        rules = TABLES[self.kind]
        rows = np.flatnonzero(self.fate == USED)
        rest = [n for n in rules.fields if n not in rules.key and (self.kind != "orders" or n in LINE_ONLY)]
        return _sorted(self.table, rows, list(dict.fromkeys([*([rules.starts] if rules.starts else []), *rules.key, *rest])))

    def taken(self, name: str) -> Any:
        """A column, which the table then no longer has."""
        with self.lock:  # several threads take one each
            column = self.table[name]
            self.table = self.table.drop_columns(name)
        return column

    def count(self, part: int, fate: int) -> int:
        """How many rows of a part had this fate."""
        return int(((self.part == part) & (self.fate == fate)).sum())

    @property
    def twins(self) -> Codes:
        """Used rows of finance files that another used row states again: equal in one file, or unlike in its key's sense."""
        if TABLES[self.kind].folder != "finance":
            return np.array([], np.int64)
        rows = np.flatnonzero(self.fate == USED)
        table = self.table.take(pa.array(rows)) if len(rows) < self.table.num_rows else self.table
        return rows[_repeated(table, TABLES[self.kind].key)]


def merged(parts: Sequence[Typed], names: Sequence[str]) -> Merged:
    """The rows of all parts, which are of one kind, with their fate.

    `names` (of the files) only settle which of two equal rows is shown.
    """
    kind = parts[0].kind
    order = sorted(range(len(parts)), key=lambda i: (names[i], parts[i].sheet or ""))
    table = pa.concat_tables([_complete(parts[i]) for i in order])
    part = np.concatenate([np.full(parts[i].table.num_rows, i, np.int64) for i in order])
    fate = np.full(table.num_rows, USED, np.int64)
    whole = Merged(kind=kind, table=table, part=part, fate=fate)
    if TABLES[kind].folder == "finance":
        _leave_out_restated(whole, order)
    else:
        _leave_out_earlier(whole, parts)
    return whole


def _complete(part: Typed) -> pa.Table:
    """Every field of the table, missing ones blank, and the line."""
    stated, rules = conformed(part.table, part.kind), TABLES[part.kind]
    columns = {
        name: stated[name] if name in stated.column_names else pa.nulls(stated.num_rows, COLUMN_TYPES[known.kind])
        for name, known in rules.fields.items()
    }
    return pa.table(columns | {"line": stated["line"]})


# --- fates --------------------------------------------------------------------------------------


def _leave_out_earlier(whole: Merged, parts: Sequence[Typed]) -> None:
    """Of the rows that speak of one thing only the latest counts."""
    rules = TABLES[whole.kind]
    repeated = np.flatnonzero(_repeated(whole.table, rules.key))
    if len(repeated):
        some = whole.table.take(pa.array(repeated))
        whole.fate[repeated] = _fates(some, whole.part[repeated], parts, whole.kind)
    if whole.kind == "orders" and len(parts) > 1:
        whole.fate[_packed_since(whole, parts)] = MERGED


def _leave_out_restated(whole: Merged, order: Sequence[int]) -> None:
    """Of equal rows as many count as the one file has that states them most often; the last such file stands for all."""
    repeated = np.flatnonzero(_repeated(whole.table, TABLES[whole.kind].key))
    if not len(repeated):
        return
    same = _codes(_joined(whole.table.take(pa.array(repeated)), list(TABLES[whole.kind].fields)))
    of_file = np.empty(max(order) + 1, np.int64)
    of_file[list(order)] = np.arange(len(order))
    pairs, where, counts = np.unique(
        np.stack([same, of_file[whole.part[repeated]]]), axis=1, return_inverse=True, return_counts=True
    )
    best = np.lexsort((pairs[1], counts, pairs[0]))
    chosen = best[np.append(pairs[0][best][1:] != pairs[0][best][:-1], True)]
    whole.fate[repeated[~np.isin(where.reshape(-1), chosen)]] = DUPLICATE


def _fates(table: pa.Table, part: Codes, parts: Sequence[Typed], kind: str) -> Codes:
    """Fates of rows that share their key with another row."""
    fields = list(TABLES[kind].fields)
    groups = _codes(_joined(table, TABLES[kind].key))
    fate = np.full(table.num_rows, DUPLICATE, np.int64)
    ranks = np.stack(_rank(table, part, parts, kind))
    same = _codes(_joined(table, fields))
    latest = np.lexsort((np.arange(len(same)), *-ranks[::-1]))  # of equal rows the one in the latest file stands for all
    rows = np.sort(latest[np.unique(same[latest], return_index=True)[1]])
    fate[rows] = USED
    rank = ranks[:, rows]
    order = np.lexsort((*rank[::-1], groups[rows]))
    ends = np.append(groups[rows][order][1:] != groups[rows][order][:-1], True)  # the last of a group knows most
    winner = order[np.flatnonzero(ends)]
    best = np.empty(int(groups.max()) + 1, np.int64)
    best[groups[rows][winner]] = winner
    tied = (rank == rank[:, best[groups[rows]]]).all(axis=0)
    fate[rows[~tied]] = MERGED
    told = [n for n in fields if kind != "orders" or n not in LINE_ONLY or n == "sku_id"]
    alike = _codes(_joined(table, told))
    fate[rows[tied & _disagrees(groups[rows], alike[rows], tied)]] = CONTRADICTED
    return fate


def _disagrees(groups: Codes, alike: Codes, tied: Mask) -> Mask:
    """Whether the tied rows of a row's group differ in what they say of the thing, for orders not of the line alone."""
    pairs = np.unique(np.stack([groups[tied], alike[tied]]), axis=1)
    numbers, counts = np.unique(pairs[0], return_counts=True)
    return np.isin(groups, numbers[counts > 1])


def _rank(table: pa.Table, part: Codes, parts: Sequence[Typed], kind: str) -> list[Codes]:
    """How late each row was written, most telling first.

    A declared time of export, the latest event that the row knows, how many it knows, how far the order has come, the
    latest time in its file, how many cells are filled.
    """
    rules = TABLES[kind]
    exported = np.array([_micros(p) for p in parts])[part]
    declared = exported if all(p.is_export_declared for p in parts) else np.zeros_like(exported)
    past = [name for name in rules.times if name not in DUE]
    times = np.stack([np.zeros(table.num_rows, np.int64), *(_times(table[name]) for name in past)])
    filled = np.sum([mask(table[name].is_valid()) for name in rules.fields], axis=0)
    reached = np.zeros_like(exported)
    if kind == "orders":
        places = pc.index_in(texts(table["status"]), pa.array(STATUS_ORDER)).fill_null(-1)
        reached = places.to_numpy().astype(np.int64)
    return [declared, times.max(axis=0), (times > 0).sum(axis=0), reached, exported, filled]


def _times(column: Any) -> Codes:
    return np.asarray(column.cast(pa.int64()).fill_null(0).to_numpy())


def _micros(part: Typed) -> int:
    return int(part.exported.timestamp() * 1e6) if part.exported else 0


def _packed_since(whole: Merged, parts: Sequence[Typed]) -> Codes:
    """Rows of orders without a package that a later file states again with one."""
    table, part, used = whole.table, whole.part, whole.fate == USED
    has_package = mask(table["package_id"].is_valid())
    blank, packed = ~has_package & used, has_package & used
    if not blank.any() or not packed.any():
        return np.array([], np.int64)
    lines = _hashed(table, ["order_id", "sku_id"])
    rows = np.flatnonzero(used & np.isin(lines, np.intersect1d(lines[blank], lines[packed])))
    some = table.take(pa.array(rows))
    line = _codes(_joined(some, ["order_id", "sku_id"])).tolist()
    rank = list(zip(*(r.tolist() for r in _rank(some, part[rows], parts, "orders")), strict=True))
    by_line: dict[int, list[int]] = {}
    for at, row in enumerate(rows.tolist()):
        if packed[row]:
            by_line.setdefault(line[at], []).append(at)
    return np.array(
        [
            row
            for at, row in enumerate(rows.tolist())
            if blank[row] and any(part[rows[o]] != part[row] and rank[o] > rank[at] for o in by_line.get(line[at], ()))
        ],
        np.int64,
    )


# --- rows by their content ----------------------------------------------------------------------


def _repeated(table: pa.Table, names: Sequence[str]) -> Mask:
    """Rows that agree in these columns with another row: candidates by hash, then for sure."""
    hashes = _hashed(table, names)
    ordered = np.sort(hashes)
    found = np.isin(hashes, ordered[1:][ordered[1:] == ordered[:-1]])
    rows = np.flatnonzero(found)
    if len(rows):
        codes = _codes(_joined(table.take(pa.array(rows)), names))
        found[rows] = np.bincount(codes)[codes] > 1
    return found


def _hashed(table: pa.Table, names: Sequence[str]) -> NDArray[np.uint64]:
    """A number for each row; rows that agree in these columns have the same."""
    found = np.zeros(table.num_rows, np.uint64)
    for name in names:
        found = (found ^ _numbers(table[name]).view(np.uint64)) * _MIX
        found ^= found >> np.uint64(29)
    return found


def _numbers(column: Any) -> Codes:
    """A number for each distinct value: ids and times as they are, texts by their place among those of the table."""
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.int64())
    elif column.type == TEXT:
        try:
            column = column.cast(pa.int64())
        except pa.ArrowInvalid:
            return _codes(column)
    if pa.types.is_int64(column.type):
        return np.ascontiguousarray(column.fill_null(-1).to_numpy(), np.int64)
    return _codes(_as_text(column))


def _sorted(table: pa.Table, rows: Codes, names: Sequence[str]) -> Codes:
    """The rows in the order of these columns; only rows that tie in one are looked at in the next."""
    if len(rows) < 2:
        return rows
    found = rows
    breaks = np.zeros(len(rows), bool)  # whether a row differs from the one before it
    breaks[0] = True
    for name, is_text in [*((name, False) for name in names), *((name, True) for name in names)]:  # 007 is no 7
        tied = ~breaks
        tied[:-1] |= tied[1:]
        at = np.flatnonzero(tied)
        if not len(at):
            break
        codes = _sortable(table[name], found[at], is_text=is_text)
        group = np.cumsum(breaks)[at]
        inner = np.argsort(codes, kind="stable") if len(at) == len(found) and group[-1] == 1 else np.lexsort((codes, group))
        if len(at) == len(found):
            found = found[inner]
        else:
            found = found.copy()
            found[at] = found[at][inner]
        ordered = codes[inner]
        breaks[at[1:]] |= (ordered[1:] != ordered[:-1]) & (group[1:] == group[:-1])
    return found


def _sortable(column: Any, rows: Codes, *, is_text: bool) -> Codes:
    """Numbers in the order of the cells of these rows, blanks last."""
    cells = column if len(rows) == len(column) and (rows == np.arange(len(rows))).all() else column.take(pa.array(rows))
    if pa.types.is_timestamp(cells.type):
        cells = cells.cast(pa.int64())
    elif cells.type == TEXT and not is_text:
        with suppress(pa.ArrowInvalid):
            cells = cells.cast(pa.int64())
    if pa.types.is_int64(cells.type):
        return np.asarray(cells.fill_null(np.iinfo(np.int64).max).to_numpy())
    return np.asarray(pc.rank(_as_text(cells), tiebreaker="dense")).astype(np.int64)


def _joined(table: pa.Table, names: Sequence[str]) -> Any:
    """One text for each row: its cells side by side."""
    cells = [pc.fill_null(_as_text(table[name]), "") for name in names]
    return pc.binary_join_element_wise(*cells, _SEPARATOR)


def _as_text(column: Any) -> Any:
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.int64())
    return column.cast(TEXT)


def _codes(column: Any) -> Codes:
    """A number for each distinct text, in the order of first appearance; blanks share one."""
    encoded = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(encoded, pa.ChunkedArray):  # no chunks at all
        return np.array([], np.int64)
    indices = encoded.dictionary_encode().indices.fill_null(-1)
    return np.asarray(indices.to_numpy(zero_copy_only=False), dtype=np.int64)

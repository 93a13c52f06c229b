"""The tracking numbers of the orders, number by number: which lack one, hold a blank, do not fit their shape, are repeated.

Unrecognised is never false: most carriers publish no shape, so only a known shape whose check digit does not fit is told.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.metrics.columns import Mask, among
from kit.model import Orders
from kit.tools import text_columns, tracking_columns

Rows = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Numbers:
    """Each tracking number with the row of its order; a number on two lines of one order stands twice."""

    of: Rows  # row of the order in `Orders.orders`
    texts: "pd.Series[Any]"  # none missing
    carriers: "pd.Series[Any]"  # as the file names them
    buyers: "pd.Series[Any]"  # keyed digests of the orders' buyers, by order; missing where not stated
    lacking: Mask  # orders with a line that has no number, though the line was not cancelled

    @cached_property
    def any(self) -> Mask:
        """Orders that have a number."""
        return self.orders(np.ones(len(self.of), dtype=bool))

    def orders(self, numbers: Mask) -> Mask:
        """Orders that have at least one of these numbers."""
        return np.bincount(self.of[numbers], minlength=len(self.lacking)) > 0

    @cached_property
    def spaced(self) -> Mask:
        """Orders of which a number holds a blank or a tab."""
        return self.orders(tracking_columns.spaced(self.texts))

    @cached_property
    def misfit(self) -> Mask:
        """Orders of which a number breaks the check digit of every shape that speaks of it."""
        return self.orders(tracking_columns.misfits(self.texts, self.carriers))

    @cached_property
    def repeated(self) -> tuple[Mask, Mask]:
        """Orders that share a number with an order of another buyer; and those of which that cannot be told."""
        once, size = self._once_an_order, max(1, len(self.lacking))
        twice = once[text_columns.repeated(text_columns.hashes(self.texts.iloc[once]))]
        if not len(twice):
            return self._rows(twice), self._rows(twice)
        codes, known = pd.factorize(self.texts.iloc[twice])
        code, row = np.divmod(np.unique(codes * size + self.of[twice]), size)  # a number on two lines of an order is one
        shared = np.bincount(code)[code] > 1
        code, row = code[shared], row[shared]
        buyer, buyers = pd.factorize(self.buyers.iloc[row])  # -1: not stated
        of_buyers = np.unique((code * (len(buyers) + 1) + buyer)[buyer >= 0]) // (len(buyers) + 1)
        differ = np.bincount(of_buyers, minlength=len(known)) > 1
        unstated = np.bincount(code[buyer < 0], minlength=len(known)) > 0
        return self._rows(row[differ[code]]), self._rows(row[unstated[code] & ~differ[code]])

    @property
    def _once_an_order(self) -> Rows:
        """The numbers but those that the line before states for the same order."""
        again = np.flatnonzero(self.of[1:] == self.of[:-1]) + 1
        same = self.texts.iloc[again].to_numpy() == self.texts.iloc[again - 1].to_numpy()
        return np.delete(np.arange(len(self.of)), again[np.asarray(same, dtype=bool)])

    def _rows(self, rows: Rows) -> Mask:
        return np.bincount(rows, minlength=len(self.lacking)) > 0


def numbers(orders: Orders, of_line: Rows, of_package: Rows) -> Numbers:
    """The numbers of the lines, and those of the table `packages`. `of_…`: the row of the order of each, -1 for none."""
    lines, size = orders.lines, len(orders.orders)
    stated = _texts(lines)
    there = stated.notna().to_numpy(dtype=bool) & (of_line >= 0)
    live = ~among(lines["status"], ("cancelled",)) if "status" in lines.columns else np.ones(len(lines), dtype=bool)
    blank = np.bincount(of_line[~there & live & (of_line >= 0)], minlength=size) > 0
    texts, of, carriers = stated[there], of_line[there], _carriers(lines)[there]
    packages = orders.table("packages")
    if packages is not None and (of_package >= 0).any():
        more = _texts(packages)
        kept = more.notna().to_numpy(dtype=bool) & (of_package >= 0)
        texts, of = pd.concat([texts, more[kept]], ignore_index=True), np.concatenate([of, of_package[kept]])
        carriers = pd.concat([carriers.astype("str"), _carriers(packages)[kept].astype("str")], ignore_index=True)
        blank &= np.bincount(of_package[kept], minlength=size) == 0
    return Numbers(of=of, texts=texts, carriers=carriers, buyers=orders.orders["buyer"], lacking=blank)


def _carriers(table: pd.DataFrame) -> "pd.Series[Any]":
    return table["carrier"] if "carrier" in table.columns else pd.Series(pd.NA, index=table.index, dtype="str")


def _texts(table: pd.DataFrame) -> "pd.Series[Any]":
    """The column of numbers; one of blanks alone is none."""
    if "tracking_id" not in table.columns:
        return pd.Series(pd.NA, index=table.index, dtype="str")
    column = table["tracking_id"].astype("str")
    trimmed = column if text_columns.is_dense(column) else column.str.strip()
    bare = trimmed.eq("").fillna(value=False).to_numpy(dtype=bool)
    return column.mask(bare) if bare.any() else column

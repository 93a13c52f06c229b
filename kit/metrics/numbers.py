"""The tracking numbers of the orders, number by number: which lack one, hold a blank, do not fit their shape, are repeated.

Unrecognised is never false: most carriers publish no shape, so only a known shape whose check digit does not fit is told.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.metrics.columns import Mask, among, arrow
from kit.model import Orders

Rows = NDArray[np.int64]
MISFIT = "check digit wrong for every known shape"


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
        import pyarrow.compute as pc

        found = pc.match_substring_regex(self._column, r"\s")
        return self.orders(np.asarray(found.to_numpy(zero_copy_only=False), dtype=bool))

    @cached_property
    def misfit(self) -> Mask:
        """Orders of which a number breaks the check digit of every shape that its own carrier is known to use."""
        from kit.tools.tracking_numbers import shape

        wrong = np.zeros(len(self.of), dtype=bool)
        codes, carriers = pd.factorize(self.carriers)
        for code, carrier in enumerate(map(str, carriers)):
            if shape("", carrier).of_carrier:
                rows = np.flatnonzero(codes == code)
                wrong[rows] = [shape(text, carrier).verdict == MISFIT for text in self.texts.iloc[rows]]
        return self.orders(wrong)

    @cached_property
    def repeated(self) -> tuple[Mask, Mask]:
        """Orders that share a number with an order of another buyer; and those of which that cannot be told."""
        codes = self.codes
        twice = np.flatnonzero(np.bincount(codes)[codes] > 1) if len(codes) else codes
        pairs = np.unique(np.stack([codes[twice], self.of[twice]]), axis=1)  # a number on two lines of an order is one
        code, row = (pairs[0], pairs[1]) if len(twice) else (twice, twice)
        on_several = np.bincount(code)[code] > 1 if len(code) else np.zeros(0, dtype=bool)
        code, row = code[on_several], row[on_several]
        buyer, _ = pd.factorize(self.buyers.iloc[row])  # -1: not stated
        known = np.unique(np.stack([code, buyer])[:, buyer >= 0], axis=1)[0] if len(code) else code
        size = int(codes.max()) + 1 if len(codes) else 0
        differ = np.bincount(known, minlength=size) > 1
        unstated = np.bincount(code[buyer < 0], minlength=size) > 0
        return self._rows(row[differ[code]]), self._rows(row[unstated[code] & ~differ[code]])

    @cached_property
    def codes(self) -> Rows:
        """A number for each distinct text."""
        encoded = self._column.dictionary_encode()
        return np.asarray(encoded.indices.to_numpy(zero_copy_only=False), dtype=np.int64)

    @cached_property
    def _column(self) -> Any:
        return arrow(self.texts)

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
    import pyarrow.compute as pc

    column = table["tracking_id"].astype("str")
    bare = pc.equal(pc.utf8_trim_whitespace(arrow(column)), "")
    return column.mask(bare.fill_null(False).to_numpy(zero_copy_only=False)) if pc.any(bare).as_py() else column

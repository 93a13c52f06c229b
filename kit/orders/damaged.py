"""Ids that went through a number on their way: Excel keeps 15 digits of a number, and writes long ones as 5.76E+17."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kit.orders.sheet import Mask, mask
from kit.tools import statistics

BY_EXCEL = "was damaged by Excel; export it again as CSV and do not open it in Excel"
WRITTEN = r"(?i)^\d([.,]\d+)?e\+?\d{1,3}$|^\d+[.,]0+$"
"""`9.43E+17`, `9,43E+17` where the comma is the decimal mark, and `123.0`, whose leading noughts are lost."""

_KEPT = 15  # digits that a number in a workbook keeps
_ROUNDED = rf"^\d{{{_KEPT}}}0{{2,10}}$"
_BY_CHANCE = 1e-3  # what would come about more rarely than this is not chance
_COUNTED = 100_000  # rows; in more than these, numbers are not told apart before they are counted


def as_numbers(column: Any) -> Mask:
    """Cells that are written as a number that is no whole one."""
    others = column.filter(pc.invert(pc.ascii_is_decimal(column)))
    others = others.filter(pc.and_(pc.greater_equal(others, "0"), pc.less(others, ":")))  # those that begin with a digit
    if not pc.any(pc.match_substring_regex(others, WRITTEN)).as_py():
        return np.zeros(len(column), bool)
    return mask(pc.match_substring_regex(column, WRITTEN))


def ending_in_noughts(column: Any) -> Mask:
    """Ids of 17 digits or more with noughts from the 16th digit on."""
    ends = mask(pc.ends_with(column, "00"))
    if ends.any():
        ends[ends] = mask(pc.match_substring_regex(column.filter(pa.array(ends)), _ROUNDED))
    return ends


def rounded(column: Any, ending: Mask) -> Mask:
    """Those of the ids `ending` in noughts where more of them do than chance explains.

    One id in 100 of 17 digits ends so by chance, one in 1,000 of 18. Equal ids count once.
    """
    ends = ending.copy()
    rows = np.flatnonzero(ends)
    ids = column.take(pa.array(rows))
    sizes = np.asarray(pc.utf8_length(ids).to_numpy())
    for size in np.unique(sizes).tolist():
        hits = pc.count_distinct(ids.filter(pa.array(sizes == size))).as_py()
        if not beyond_chance(hits, _of_size(column, size), 10.0 ** (_KEPT - size)):
            ends[rows[sizes == size]] = False
    return ends


def rounded_together(first: Any, second: Any, both: Mask) -> Mask:
    """Rows in which `both` ids, each of which is one row's own, end in noughts: chance once in 10,000 rows at most."""
    if not both.any():
        return both
    some = [column.filter(pa.array(both)) for column in (first, second)]
    digits = sum(pc.min(pc.utf8_length(ids)).as_py() - _KEPT for ids in some)
    hits = min(pc.count_distinct(ids).as_py() for ids in some)
    return both if beyond_chance(hits, len(both), 10.0**-digits) else np.zeros(len(both), bool)


def collapsed(column: Any, told: Any, ending: Mask) -> Mask:
    """Ids `ending` in noughts that stand in rows which `told` (text, such as the time of creation) proves to be of several."""
    rows = np.flatnonzero(ending)
    several: dict[str, set[str]] = {}
    ids, texts = (some.take(pa.array(rows)).to_pylist() for some in (column, told))
    for one, text in zip(ids, texts, strict=True):
        several.setdefault(one, set()).add(text or "")
    found = np.zeros(len(column), bool)
    found[[row for row, one in zip(rows.tolist(), ids, strict=True) if len(several[one] - {""}) > 1]] = True
    return found


def beyond_chance(hits: int, of: int, share: float) -> bool:
    """Whether `hits` or more of so many, where each is one with the probability `share`, come about less than once in 1,000 times."""
    return hits > of * share and statistics.binomial_tail(hits, of, share) <= _BY_CHANCE * (1 + 1e-9)


def _of_size(column: Any, size: int) -> int:
    """How many ids there are of that length; in a small file equal ones count once."""
    of_size = pc.equal(pc.utf8_length(column), size)
    count = int(pc.sum(of_size).as_py() or 0)
    return int(pc.count_distinct(column.filter(of_size)).as_py()) if count <= _COUNTED else count

"""Rows whose cells have moved though ids and times still stand right: told by the whole row, buyers' columns too.

A text that few rows have in a column of few texts (a carrier, a warehouse) is either new or a buyer's. Such rows alone are
looked at as a whole, beside others of the file; nothing but which rows have moved leaves this module.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kit.orders.export_format import folded
from kit.orders.sheet import Mask, Sheet, coded

_OF_FEW_TEXTS = ("carrier", "warehouse")
_RARE = 3  # rows that share a text, at most
_RARE_SHARE = 0.02  # of the filled cells, at most; where rows are few, a single one
_SUSPECTS = 500  # more rows than these with rare texts: the texts are not few
_OTHERS, _ENOUGH = 200, 8  # rows to compare with
_NEAR = 6  # columns that a cell may have moved by
_USUAL = 0.2  # of the rows that are compared with: so many have it, and it is usual


def displaced(sheet: Sheet, keep: Mask) -> Iterator[tuple[str, Mask]]:
    """For each column of few texts its header, and the rows with a rare text there whose cells have moved."""
    for name in _OF_FEW_TEXTS:
        if sheet.whole is None or not sheet.has(name) or not (rare := _rare(sheet.table[name], keep)).any():
            continue
        suspects, others = np.flatnonzero(rare), np.flatnonzero(keep & ~rare & np.asarray(sheet.table[name].is_valid()))
        if suspects.size > _SUSPECTS or others.size < _ENOUGH:
            continue
        some = others[np.linspace(0, others.size - 1, min(_OTHERS, others.size)).astype(int)]
        rows = sheet.whole([*sheet.lines[suspects].tolist(), *sheet.lines[some].tolist()])
        usual = _Usual.of([rows[line] for line in sheet.lines[some].tolist()])
        moved = np.zeros(len(keep), bool)
        moved[[row for row in suspects.tolist() if usual.has_moved(rows[int(sheet.lines[row])])]] = True
        yield sheet.header(name), moved


def _rare(column: Any, keep: Mask) -> Mask:
    """Rows with a text that few rows have; the column is coded."""
    found, texts = coded(column)
    blank = len(texts)
    codes = np.where(keep, found.fill_null(blank).to_numpy(), blank)
    counts = np.bincount(codes, minlength=blank + 1)
    most = max(1, min(_RARE, int(_RARE_SHARE * (len(codes) - counts[blank]))))
    few = (counts <= most) & (np.arange(blank + 1) < blank)
    return np.asarray(few[codes])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Usual:
    """What stands in each column of ordinary rows: every form of a cell that was seen, and those that are usual."""

    seen: tuple[frozenset[str], ...]
    usual: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> "_Usual":
        """By these rows."""
        columns = [Counter(form for cell in cells for form in _forms(cell)) for cells in zip(*rows, strict=True)]
        return cls(
            seen=tuple(frozenset(counts) for counts in columns),
            usual=tuple(frozenset(f for f, n in counts.items() if n >= _USUAL * len(rows)) for counts in columns),
        )

    def has_moved(self, row: Sequence[str]) -> bool:
        """Whether a cell is what another column near it usually holds and its own never, while that other holds something odd."""
        forms = [frozenset(_forms(cell)) for cell in row]
        if len(forms) != len(self.seen):
            return True
        return any(
            self._is_of(forms[at] - self.seen[at], there) and not forms[there] & self.usual[there]
            for at in range(len(forms))
            for there in range(max(0, at - _NEAR), min(len(forms), at + _NEAR + 1))
            if there != at
        )

    def _is_of(self, odd: frozenset[str], there: int) -> bool:
        """Whether what is odd where it stands is usual in another column."""
        return bool(odd & self.usual[there] - {""})


def _forms(cell: str) -> Iterator[str]:
    """The forms by which a cell is compared: a blank; a text as it is; the shape of a postcode or telephone number, `(+9)9`.

    Amounts, dates and plain numbers have none: that one stands where another is usual tells nothing.
    """
    text = folded(cell)
    if not text:
        yield ""
    elif re.search(r"[^\W\d_]{3}", text):
        yield text
    if re.search(r"\d", text) and re.search(r"[^\W\d_]|[()+*@]", text):
        yield "=" + re.sub(r"\d+", "9", re.sub(r"[^\W\d_]+", "a", text))

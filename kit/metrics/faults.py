"""Whose fault the cancellations and returns of a case are, by their reasons; what is not known is named."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.metrics.columns import Mask, among, present
from kit.metrics.counting import local_days
from kit.metrics.material import Material
from kit.policy import reasons
from kit.policy.reasons import Faults

MOST_TEXTS = 8  # unknown texts that a note names; the others are counted
MOST_LETTERS = 60


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cancelled:
    """The cancelled lines of a case: an order counts as cancelled if one of its lines is."""

    rows: NDArray[np.int64]  # row of each line's order in `Material.frame`
    faults: Faults
    states_reason: bool  # whether any of them does
    states_who: bool  # whether any of them says who cancelled, or none was cancelled
    by_seller: Mask  # lines that the seller cancelled, for whatever reason
    by_nobody: Mask  # lines that do not say who cancelled
    by_system: Mask  # lines that the platform's system cancelled
    orders: int  # size of the frame

    def among(self, lines: Mask) -> Mask:
        """Which orders have at least one of these cancelled lines."""
        return np.bincount(self.rows[lines], minlength=self.orders) > 0

    @property
    def unknown(self) -> Mask:
        """Lines of which it is not known whose fault the cancellation was."""
        return self.faults.of("unknown")

    @property
    def automatic(self) -> Mask:
        """Lines that the system cancelled because the seller did not ship, hand over or give a number that can be traced."""
        return self.faults.of("seller") & self.faults.by_system()

    def breakdown(self, lines: Mask, counted: Mask) -> tuple[tuple[str, int], ...]:
        """The orders of these lines by reason, each order once, by its first such line."""
        return by_reason(self.faults, self.rows, lines & counted[self.rows])


def cancelled(material: Material) -> Cancelled:
    """Every cancelled line with its fault."""
    by_line = {"status", "cancel_reason", "cancel_by", "cancelled_at"} <= set(material.orders.lines.columns)
    table = material.orders.lines if by_line else material.frame
    of_order = material.of_line if by_line else np.arange(len(table))
    stateless = table["status"].isna().to_numpy(dtype=bool)
    ended = among(table["status"], ("cancelled",)) | (stateless & present(table, "cancelled_at"))
    lines = np.flatnonzero(ended & (of_order >= 0))
    some = table.iloc[lines]
    faults = reasons.fault(
        some["cancel_reason"],
        site=material.policy.site.code,
        kind="cancel",
        by=some["cancel_by"],
        days=local_days(some["cancelled_at"], material.policy.zone.key),
    )
    known = bool(present(some, "cancel_reason").any())
    return Cancelled(
        rows=of_order[lines],
        faults=faults,
        states_reason=known,
        states_who=bool(present(some, "cancel_by").any()) or not len(some),
        by_seller=among(some["cancel_by"], ("seller",)),
        by_nobody=~present(some, "cancel_by"),
        by_system=among(some["cancel_by"], ("system",)),
        orders=len(material.frame),
    )


def by_reason(faults: Faults, rows: NDArray[np.int64], lines: Mask) -> tuple[tuple[str, int], ...]:
    """Orders by the text of their reason, each order once, the most frequent reason first."""
    at = np.flatnonzero(lines)
    once = at[~pd.Series(rows[at]).duplicated().to_numpy(dtype=bool)]
    first = np.zeros(len(rows), dtype=bool)
    first[once] = True
    return _summed((fault.text, n) for fault, n in faults.counted(first))


def unknown_note(faults: Faults, what: str, where: Mask | None = None) -> tuple[str, ...]:
    """One sentence that names the reasons whose fault is not known, with their counts; none if all are known."""
    rows = faults.of("unknown") if where is None else faults.of("unknown") & where
    texts = _summed((fault.text, n) for fault, n in faults.counted(rows))
    if not texts:
        return ()
    named = "; ".join(f"{_short(text)} ({n:,})" for text, n in texts[:MOST_TEXTS])
    more = f"; and {len(texts) - MOST_TEXTS:,} other texts" if len(texts) > MOST_TEXTS else ""
    total = sum(n for _, n in texts)
    return (f"Of {total:,} {what} it is not known whose fault they are, so their orders are counted apart: {named}{more}.",)


def basis_said(faults: Faults, rows: Mask, what: str) -> str:
    """How the faults were found: this is the kit's reading of the reasons, not the platform's count."""
    official = sum(n for fault, n in faults.counted(rows) if fault.basis == "official")
    how = "by derived rules"
    if official:
        how = f"for {official:,} of {int(rows.sum()):,} {what} as the platform itself says, for the others {how}"
    return f"Whose fault it was follows from the stated reason, {how}; the platform may count otherwise."


def _short(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…"


def _summed(counts: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """One entry a text, the most frequent first."""
    total: dict[str, int] = {}
    for text, n in counts:
        total[text] = total.get(text, 0) + n
    return tuple(sorted(total.items(), key=lambda pair: (-pair[1], pair[0])))

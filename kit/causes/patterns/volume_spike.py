"""More orders came in than could be packed: a live, a campaign, a holiday."""

import numpy as np

from kit.causes.ground import FEW, SURE, Ground, Verdict
from kit.model import Rate
from kit.tools import figures, statistics

BUSY = 1.5  # times the usual day before
MOST, FEW_LATE = 0.5, 0.2  # of the late orders on busy days: supports, denies


def test(ground: Ground) -> Verdict | str:
    """Whether the late orders came on days with far more orders than before, and those days were worse than the others."""
    days = ground.judged["day"].to_numpy().astype("datetime64[D]")
    usual = float(np.median(_daily(days[ground.before & ground.counted], ground.window("before").days)))
    if usual <= 0:
        return "there are too few orders before the violation to know a usual day"
    known, place, counts = np.unique(days[ground.counted], return_inverse=True, return_counts=True)
    busy = np.zeros(len(days), dtype=bool)
    busy[ground.counted] = (counts >= BUSY * usual)[place]
    on_busy, on_others = ground.rates(busy)[1], ground.rates(~busy)[1]
    number = int((counts[_inside(known, ground)] >= BUSY * usual).sum())
    total = on_busy.numerator + on_others.numerator
    share = on_busy.numerator / total if total else 0.0
    average = (on_busy.denominator + on_others.denominator) / ground.window("during").days
    volume = f"A usual day before had {usual:,.0f} orders; the violation's days had {average:,.0f} on average."
    split = f"{number} of {ground.window('during').days} days had {BUSY:g} times the usual or more"
    split += f": {_late(on_busy)} there, {_late(on_others)} on the other days." if number else "."
    if share >= MOST and _worse(on_busy, on_others):
        return Verdict(verdict="supported", evidence_for=(volume, split), strength=share)
    if share <= FEW_LATE and total >= FEW:
        return Verdict(verdict="denied", evidence_against=(volume, split), strength=share)
    return Verdict(verdict="unclear", evidence_for=(volume,), evidence_against=(split,), strength=share)


def _daily(days: "np.ndarray[tuple[int], np.dtype[np.datetime64]]", length: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Orders of each day of a window; days without orders are days too."""
    counts = np.unique(days, return_counts=True)[1]
    return np.concatenate([counts, np.zeros(max(0, length - len(counts)), dtype=counts.dtype)])


def _inside(
    days: "np.ndarray[tuple[int], np.dtype[np.datetime64]]", ground: Ground
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    window = ground.window("during")
    return np.asarray((days >= np.datetime64(window.start, "D")) & (days <= np.datetime64(window.end, "D")))


def _worse(one: Rate, other: Rate) -> bool:
    if one.value is None or other.value is None:
        return one.value is not None
    p = statistics.fisher(one.numerator, one.denominator, other.numerator, other.denominator)
    return one.value > other.value and p < SURE


def _late(rate: Rate) -> str:
    return f"{figures.counts(rate)} late ({figures.share(rate.value)})"

"""More orders came in than could be packed: a live, a campaign, a holiday."""

import numpy as np
from numpy.typing import NDArray

from kit.causes.concentration import rivals
from kit.causes.ground import FEW, SURE, Ground, Mask, Verdict, chance
from kit.causes.group import against_rivals

BUSY = 1.5  # times the usual day before
MOST, FEW_BAD = 0.5, 0.2  # of the bad orders on busy days: supports, denies


def test(ground: Ground) -> Verdict | str:
    """Whether the bad orders came on days with far more orders than before, and those days were worse than the others."""
    usual = usual_day(ground)
    if usual <= 0:
        return "there are too few orders before the violation to know a usual day"
    busy = on_busy_days(ground)
    on_busy, on_others = ground.rates(busy)[1], ground.rates(~busy)[1]
    number = len(np.unique(ground.days[busy & ground.during]))
    total = on_busy.numerator + on_others.numerator
    share = on_busy.numerator / total if total else 0.0
    average = (on_busy.denominator + on_others.denominator) / ground.window("during").days
    volume = f"A usual day before had {usual:,.0f} orders; the violation's days had {average:,.0f} on average."
    split = f"{number} of {ground.window('during').days} days had {BUSY:g} times the usual or more"
    split += f": {ground.share(on_busy)} there, {ground.share(on_others)} on the other days." if number else "."
    p = chance(on_busy, on_others)
    if share >= MOST and p < SURE and (on_busy.value or 0.0) > (on_others.value or 0.0):
        verdict = Verdict(verdict="supported", evidence_for=(volume, split), strength=share, p_value=p)
        return against_rivals(ground, "the busy days", busy, verdict, rivals(ground, ("weekday",)))
    if share <= FEW_BAD and total >= FEW:
        return Verdict(verdict="denied", evidence_against=(volume, split), strength=share, p_value=p)
    return Verdict(verdict="unclear", evidence_for=(volume,), evidence_against=(split,), strength=share, p_value=p)


def usual_day(ground: Ground) -> float:
    """Orders of a usual day before the violation."""
    return float(np.median(_daily(ground.days[ground.before & ground.counted], ground.window("before").days)))


def on_busy_days(ground: Ground) -> Mask:
    """The orders of days with far more orders than a usual day."""
    busy, usual = np.zeros(len(ground.days), dtype=bool), usual_day(ground)
    _, place, counts = np.unique(ground.days[ground.counted], return_inverse=True, return_counts=True)
    if usual > 0:
        busy[ground.counted] = (counts >= BUSY * usual)[place]
    return busy


def _daily(days: NDArray[np.datetime64], length: int) -> NDArray[np.int64]:
    """Orders of each day of a window; days without orders are days too."""
    counts = np.unique(days, return_counts=True)[1]
    return np.concatenate([counts, np.zeros(max(0, length - len(counts)), dtype=counts.dtype)])

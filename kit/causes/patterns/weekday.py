"""The bad orders came from orders of certain weekdays, week after week: weekend cut-off misread."""

from dataclasses import replace

import numpy as np

from kit.causes.concentration import column_of, concentrated, standing_out
from kit.causes.ground import SURE, Ground, Mask, Verdict, chance
from kit.causes.group import Rival, against_rivals
from kit.causes.patterns.volume_spike import on_busy_days


def test(ground: Ground) -> Verdict | str:
    """Whether the rise sits in some weekdays, and still without its worst week: one bad Tuesday is an event, not a habit."""
    verdict = concentrated(ground, "weekday")
    if isinstance(verdict, str) or verdict.verdict != "supported":
        return verdict
    here = standing_out(ground, column_of(ground, "weekday"))
    busy = Rival(name="the days with far more orders than usual", rows=on_busy_days(ground))
    if busy.rows[ground.during].any():
        verdict = against_rivals(ground, "these weekdays", here, verdict, (busy,))
    if verdict.verdict != "supported":
        return verdict
    worst = _worst_week(ground, here)
    mine, others = ground.rates(here & ~worst)[1], ground.rates(~here & ~worst)[1]
    said = f"Without the worst week: {ground.share(mine)} on these weekdays, {ground.share(others)} on the others."
    if (mine.value or 0.0) > (others.value or 0.0) and chance(mine, others) < SURE:
        return replace(verdict, evidence_for=(*verdict.evidence_for, said))
    once = f"{said} That is an event of a few days rather than a habit of the week."
    return replace(verdict, verdict="unclear", evidence_against=(*verdict.evidence_against, once), strength=verdict.strength / 2)


def _worst_week(ground: Ground, here: Mask) -> Mask:
    """The orders of the calendar week with most bad orders of those weekdays."""
    weeks = (ground.days.astype("datetime64[D]").astype(np.int64) + 3) // 7  # Monday to Sunday
    number, bad = np.unique(weeks[here & ground.bad & ground.during], return_counts=True)
    return np.asarray(weeks == number[bad.argmax()], dtype=bool)

"""The bad orders came from orders of certain weekdays, week after week: weekend cut-off misread."""

from dataclasses import replace

import numpy as np

from kit.causes.concentration import column_of, concentrated, rows
from kit.causes.ground import Ground, Verdict

RECURS = 0.5  # of those days: in at least half the share was above that of all other days together


def test(ground: Ground) -> Verdict | str:
    """Whether the rise sits in some weekdays, and again each week: one bad Tuesday is an event, not a habit."""
    verdict = concentrated(ground, "weekday")
    if isinstance(verdict, str) or verdict.verdict != "supported":
        return verdict
    here = rows(ground, column_of(ground, "weekday"))
    inside = ground.counted & ground.during
    usual = ground.rates(~here)[1].value or 0.0
    days, place = np.unique(ground.days[inside & here], return_inverse=True)
    bad = np.bincount(place, weights=ground.bad[inside & here]) / np.bincount(place)
    worse = int((bad > usual).sum())
    said = f"On {worse} of these {len(days)} days the share was above that of all other days together."
    if worse >= RECURS * len(days):
        return replace(verdict, evidence_for=(*verdict.evidence_for, said))
    once = f"{said} That is an event of a few days rather than a habit of the week."
    return replace(verdict, verdict="unclear", evidence_against=(*verdict.evidence_against, once), strength=verdict.strength / 2)

"""Orders of several packages: an order is late by its last package."""

import numpy as np

from kit.causes.concentration import SEVERAL, places
from kit.causes.ground import Ground, Verdict
from kit.causes.group import standing

STEP = {"label": "rts_at", "handover": "shipped_at", "scan": "scan_at"}


def test(ground: Ground) -> Verdict | str:
    """Whether the rise sits in orders of two packages or more, and how many of those had a package that was in time."""
    several = ground.several_packages
    if several is None:
        return "the lines do not name their packages"
    if not several.any():
        return Verdict(verdict="denied", evidence_against=("No order went out in more than one package.",))
    return standing(ground, several, SEVERAL, found=_first_in_time(ground, several & ground.bad), rivals=lambda: places(ground))


def _first_in_time(ground: Ground, late: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> tuple[str, ...]:
    """How many of the late orders of several packages had one that met the deadline."""
    clock = ground.metric.clock
    if clock is None or STEP[clock] not in ground.data.lines:
        return ()
    mine = late & ground.during
    first = ground.data.lines.groupby("order_id")[STEP[clock]].min().reindex(ground.orders["order_id"])
    in_time = (first.to_numpy() <= ground.judged["due_at"].to_numpy()) & mine
    return (
        f"Of {int(mine.sum()):,} such orders that were {ground.called}, {int(in_time.sum()):,} had a package that was in time.",
    )

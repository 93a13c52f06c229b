"""Late parcels come back: the rise sits in orders that were delivered or sent late."""

import numpy as np

from kit.causes.concentration import places
from kit.causes.ground import Ground, Mask, Verdict
from kit.causes.group import standing
from kit.model import Clock

CLOCKS: tuple[Clock, ...] = ("scan", "handover", "label")


def test(ground: Ground) -> Verdict | str:
    """Whether orders that came late were bad more often than those in time, and make up the rise."""
    if ground.metric.clock is not None or ground.metric.id in {"on_time_delivery", "valid_tracking"}:
        return "this violation is about the way itself"
    gone = ground.orders["delivered_at"].notna() | ground.orders["shipped_at"].notna()
    if 2 * int((ground.bad & ground.during & gone.to_numpy(dtype=bool)).sum()) < int((ground.bad & ground.during).sum()):
        return f"most orders {ground.called} were never sent, so how they were sent cannot be the cause"
    found = _late(ground)
    if isinstance(found, str):
        return found
    here, said = found
    return standing(ground, here, said, others="Orders in time", rivals=lambda: places(ground))


def _late(ground: Ground) -> tuple[Mask, str] | str:
    """Which orders came late by the best that the data have, and how that is said."""
    orders = ground.orders
    on_time = ground.judged.get("on_time_delivery")
    if on_time is not None and on_time.notna().any():
        return (~on_time).fillna(False).to_numpy(dtype=bool), "Orders not delivered on time"
    due = ground.column("delivery_due_at")
    if due is not None and orders["delivered_at"].notna().any():
        return (orders["delivered_at"] > due).to_numpy(dtype=bool), "Orders delivered after the day promised"
    for clock in CLOCKS:
        if ground.counted_by(clock).any():
            return np.asarray(ground.late_by(clock), dtype=bool), "Orders dispatched late"
    return "the data show neither when orders were delivered against what was promised nor which were dispatched late"

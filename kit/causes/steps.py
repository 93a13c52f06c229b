"""Which step of the way was late: label, hand-over or first scan. A step is to blame where those before it were in time."""

import numpy as np
import pandas as pd

from kit.causes.ground import Ground, Mask, Verdict
from kit.causes.shares import of_one_make
from kit.model import Clock
from kit.tools.calendar import business_deadlines

STEPS: tuple[Clock, ...] = ("label", "handover", "scan")
NAMES: dict[Clock, str] = {"label": "label", "handover": "hand-over", "scan": "first carrier scan"}
IDLE = 3  # working days after the label without a hand-over or scan (own choice: a missed collection costs one or two)
ONE_TIME = 0.95  # of the orders that have both: from here, hand-over and first scan are one time written twice (own choice)
COLUMNS: dict[Clock, str] = {"label": "rts_at", "handover": "shipped_at", "scan": "scan_at"}


def step_late(ground: Ground, step: Clock) -> Verdict | str:
    """Whether this step is where the case's late orders lost their time."""
    name, counting = NAMES[step], ground.metric.clock
    if counting is None:
        return f"this violation is about orders {ground.called}, which no step of the dispatch decides"
    if STEPS.index(step) > STEPS.index(counting):
        return Verdict(
            verdict="denied",
            evidence_against=(f"This case counts to the {NAMES[counting]}; a {name} that comes later cannot make it late.",),
        )
    earlier: Clock | None = STEPS[STEPS.index(step) - 1] if step != "label" else None
    for needed in (earlier, step) if earlier else (step,):
        if not ground.counted_by(needed).any():
            return f"the data hold no time of the {NAMES[needed]}"
    return of_one_make(
        ground,
        lost_at(ground, step),
        how=f"their {name} was late" + (f" although their {NAMES[earlier]} was in time" if earlier else ""),
        named=f"{name.capitalize()} late{f', {NAMES[earlier]} in time' if earlier else ''}",
        more=_hours(ground, step, earlier),
    )


def lost_at(ground: Ground, step: Clock) -> Mask:
    """The orders late at this step whose step before it was in time."""
    here = ground.late_by(step)
    earlier: Clock | None = STEPS[STEPS.index(step) - 1] if step != "label" else None
    return here if earlier is None else here & ground.counted_by(earlier) & ~ground.late_by(earlier)


def one_time(ground: Ground) -> str | None:
    """Said where the export's hand-over is the carrier's first scan, so that what lay between them stands in no order."""
    both = ground.orders[["shipped_at", "scan_at"]].dropna()
    same = int((both["shipped_at"] == both["scan_at"]).sum())
    if not len(both) or same < ONE_TIME * len(both):
        return None
    return (
        f"the shipped time is that of the carrier's first scan ({same:,} of {len(both):,} orders): whether a parcel stood at the dock or"
        " was collected and scanned later, only signed manifests tell (records/, a line for each order)"
    )


def idle(ground: Ground) -> Mask:
    """Orders whose parcel had not moved by the end of the working days that `IDLE` gives after its label."""
    moved = ground.orders[["shipped_at", "scan_at", "delivered_at"]].min(axis=1)
    until = business_deadlines(ground.orders["rts_at"], IDLE, ground.policy.site.calendar)
    known = until <= pd.Timestamp(ground.data.exported or ground.orders["created_at"].max())
    return (known & (moved.isna() | (moved > until))).to_numpy(dtype=bool)


def _hours(ground: Ground, step: Clock, earlier: Clock | None) -> tuple[str, ...]:
    """The usual time that the step took during the violation, for late orders and for those in time."""
    start = ground.orders[COLUMNS[earlier] if earlier else "created_at"]
    hours = ((ground.orders[COLUMNS[step]] - start).dt.total_seconds() / 3600).to_numpy(dtype=float)
    known = ground.counted & ground.during & ~np.isnan(hours)
    late, in_time = hours[known & ground.bad], hours[known & ~ground.bad]
    if not (len(late) and len(in_time)):
        return ()
    way = f"From {NAMES[earlier] if earlier else 'order'} to {NAMES[step]}"
    return (f"{way} the late orders took a median of {np.median(late):.1f} hours, those in time {np.median(in_time):.1f}.",)

"""Which step of the way was late: label, hand-over or first scan. A step is to blame where those before it were in time."""

import numpy as np

from kit.causes.ground import FEW, Ground, Mask, Verdict, rose, told
from kit.model import Clock
from kit.tools import figures

STEPS: tuple[Clock, ...] = ("label", "handover", "scan")
NAMES: dict[Clock, str] = {"label": "label", "handover": "hand-over", "scan": "first carrier scan"}
MOST, SOME = 0.5, 0.2  # of the late orders: at least half supports, at most a fifth denies
COLUMNS: dict[Clock, str] = {"label": "rts_at", "handover": "shipped_at", "scan": "scan_at"}


def step_late(ground: Ground, step: Clock) -> Verdict | str:
    """Whether this step is where the case's late orders lost their time."""
    name = NAMES[step]
    if STEPS.index(step) > STEPS.index(ground.clock):
        return Verdict(
            verdict="denied",
            evidence_against=(f"This case counts to the {NAMES[ground.clock]}; a {name} that comes later cannot make it late.",),
        )
    earlier: Clock | None = STEPS[STEPS.index(step) - 1] if step != "label" else None
    for needed in (earlier, step) if earlier else (step,):
        if not ground.counted_by(needed).any():
            return f"the data hold no time of the {NAMES[needed]}"
    here = _late_here(ground, step, earlier)
    late = ground.late & ground.during
    total, lost = int(late.sum()), int((late & here).sum())
    share = lost / total if total else 0.0
    how = f"their {name} was late" + (f" although their {NAMES[earlier]} was in time" if earlier else "")
    first = f"Of {total:,} late orders during the violation, {lost:,} ({figures.share(share)}): {how}."
    before, during = ground.rates(late=here)
    second = told(f"{name.capitalize()} late{f', {NAMES[earlier]} in time' if earlier else ''}", before, during)
    third = _hours(ground, step, earlier)
    if share >= MOST and rose(before, during):
        return Verdict(verdict="supported", evidence_for=(first, second, *third), strength=share)
    if share <= SOME and total >= FEW:
        return Verdict(verdict="denied", evidence_against=(first, second, *third), strength=share)
    return Verdict(verdict="unclear", evidence_for=(first,), evidence_against=(second, *third), strength=share)


def _late_here(ground: Ground, step: Clock, earlier: Clock | None) -> Mask:
    here = ground.late_by(step)
    return here if earlier is None else here & ground.counted_by(earlier) & ~ground.late_by(earlier)


def _hours(ground: Ground, step: Clock, earlier: Clock | None) -> tuple[str, ...]:
    """The usual time that the step took during the violation, for late orders and for those in time."""
    start = ground.orders[COLUMNS[earlier] if earlier else "created_at"]
    hours = ((ground.orders[COLUMNS[step]] - start).dt.total_seconds() / 3600).to_numpy(dtype=float)
    known = ground.counted & ground.during & ~np.isnan(hours)
    late, in_time = hours[known & ground.late], hours[known & ~ground.late]
    if not (len(late) and len(in_time)):
        return ()
    way = f"From {NAMES[earlier] if earlier else 'order'} to {NAMES[step]}"
    return (f"{way} the late orders took a median of {np.median(late):.1f} hours, those in time {np.median(in_time):.1f}.",)

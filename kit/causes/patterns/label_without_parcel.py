"""Number uploaded, goods not handed over: labels made in time whose parcels did not move for working days."""

from dataclasses import replace

import pandas as pd

from kit.causes.ground import Ground, Mask, Verdict
from kit.causes.shares import of_one_make
from kit.causes.steps import IDLE, STEPS, idle

LEFT = 0.5  # of the parcels labelled that day at that place: so many went in time, hence the carrier came


def test(ground: Ground) -> Verdict | str:
    """Whether most bad orders had a label and then nothing for days, on days on which other parcels of the place left."""
    if ground.metric.clock is None or STEPS.index(ground.metric.clock) < 1:
        return f"this violation is about orders {ground.called}, which a parcel that stays behind does not decide"
    labels = ground.orders["rts_at"]
    if labels.isna().all():
        return "the orders state no time of the label"
    still = idle(ground)
    here = still & ~ground.late_by("label")
    verdict = of_one_make(
        ground,
        here,
        how=f"their label was in time, and the parcel had not moved by the end of the {_nth(IDLE)} working day after it",
        named=f"Label in time, no movement for {IDLE} working days",
        more=_never(ground, here),
    )
    if verdict.verdict != "supported":
        return verdict
    return _where_others_left(ground, here, still, verdict)


def _never(ground: Ground, here: Mask) -> tuple[str, ...]:
    moved = ground.orders[["shipped_at", "scan_at", "delivered_at"]].notna().any(axis=1).to_numpy(dtype=bool)
    never = int((here & ground.bad & ground.during & ~moved).sum())
    return (f"{never:,} of them had not moved when the data were exported.",)


def _where_others_left(ground: Ground, here: Mask, still: Mask, verdict: Verdict) -> Verdict:
    """A carrier that did not come leaves the same trace; it does not where other parcels of that day and place left."""
    orders = ground.orders
    labelled = orders["rts_at"].dt.tz_convert(ground.policy.zone.key).dt.date
    place = [labelled, orders["warehouse"].fillna(""), orders["carrier"].fillna("")]
    left = (1 - pd.Series(still, index=orders.index).astype(float)).groupby(place).transform("mean").to_numpy(dtype=float)
    mine = here & ground.bad & ground.during
    came = int((left[mine] >= LEFT).sum())
    said = f"On the label's day most other parcels of that warehouse and carrier left in time for {came:,} of these {int(mine.sum()):,}."
    if came >= mine.sum() / 2:
        return replace(verdict, evidence_for=(*verdict.evidence_for, said))
    absent = f"{said} For the rest nothing shows that the carrier came: a missed collection leaves the same trace."
    return replace(
        verdict, verdict="unclear", evidence_against=(*verdict.evidence_against, absent), strength=verdict.strength / 2
    )


def _nth(number: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(number, f"{number}th")

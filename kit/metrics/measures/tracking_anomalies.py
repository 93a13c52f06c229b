"""Tracking anomalies: signs that a reviewer would ask about, counted by kind, each with an innocent reading left open.

None proves a false shipment. What no rule of the profile states (how long a silence, how early an event) is not looked at,
and the definition says so; what the data cannot tell (whether two orders have one buyer) is counted apart.
"""

from dataclasses import dataclass

import numpy as np

from kit.metrics import of_orders
from kit.metrics.columns import Mask, by_platform
from kit.metrics.counting import Judged, first_that_holds
from kit.metrics.material import Material, Measured
from kit.metrics.of_orders import Named
from kit.model import Policy

IDS = ("tracking_anomalies",)
SILENCE = ("tracking.no_update_days", "points.tracking_anomaly.no_update_days")
EARLY = "tracking.node_before_order_hours"
BACK = "order of the carrier's events cannot be established"
SHARED = "one number on orders of different buyers"
SPACED = "blank or tab in the number"
MISFIT = "check digit does not fit the number's shape"
REASONS = ("created time missing", "fulfilled by the platform", "no tracking number", "no tracking answer for its number")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Signs:
    """Orders by the sign that they show, and what was not looked at."""

    kinds: dict[str, Mask]
    unlooked: tuple[str, ...]


def measure(material: Material) -> tuple[Measured, ...]:
    """The share of orders with at least one sign; `breakdown` counts the orders of each kind (one order may show several)."""
    if not len(material.frame) or not material.numbers.any.any():
        why = "no order has a tracking number (Tracking ID)" if len(material.frame) else "the case has no orders"
        return (of_orders.unavailable(material, _named(("",), ()), why),)
    found = signs(material)
    answered = _answered(material)
    judged = judge(material, found, answered)
    counts = tuple((kind, int((mask & judged.counted).sum())) for kind, mask in found.kinds.items())
    untold = int((material.numbers.repeated[1] & judged.counted).sum())
    more = _unasked(found, judged)
    more += f" Of {untold:,} more orders that share a number it cannot be told whether the buyers differ." if untold else ""
    more = more.strip()
    named = _named(tuple(found.kinds), found.unlooked, int((judged.counted & answered).sum()))
    return (of_orders.measured(material, judged, named, breakdown=counts, more=more),)


def _unasked(found: Signs, judged: Judged) -> str:
    """What the numbers alone tell of the orders that no tracking answer tells of."""
    out = judged.reason == REASONS.index("no tracking answer for its number")
    if not out.any():
        return ""
    shown = ((kind, int((found.kinds[kind] & out).sum())) for kind in (SHARED, SPACED, MISFIT))
    said = ", ".join(f"{kind} {count:,}" for kind, count in shown if count) or "no sign"
    return f"{int(out.sum()):,} orders are left out, as no tracking answer tells of them; their numbers alone show: {said}."


def _named(kinds: tuple[str, ...], unlooked: tuple[str, ...], answered: int = 0) -> Named:
    of = (
        f" Only the {answered:,} orders that have a tracking answer with events are counted; the others are left out."
        if answered
        else ""
    )
    left = f" Not looked at: {'; '.join(unlooked)}." if unlooked else ""
    return Named(
        id="tracking_anomalies",
        title="Orders with a tracking anomaly",
        definition=(
            f"Share of orders shipped by the seller with a tracking number that show at least one of: {'; '.join(kinds)}."
            " Events of one minute are in no order; second scans and returns are no anomaly; nothing is counted after the"
            f" journey's end or after the day of the answer.{of} None of them proves that a shipment is false.{left}"
        ),
        called="found with a tracking anomaly",
    )


def judge(material: Material, found: Signs, answered: Mask) -> Judged:
    """Each order: with a sign, without, or left out for the first reason that holds."""
    frame, some = material.frame, material.numbers.any
    created = frame["created_at"].isna().to_numpy(dtype=bool)
    unasked = ~answered & answered.any()  # what a carrier tells of some orders only is held against those alone
    reason = first_that_holds((created, by_platform(frame), ~(some | answered), unasked))
    shows = np.any(list(found.kinds.values()), axis=0)
    return Judged(bad=(reason < 0) & shows, reason=reason, reasons=REASONS)


def signs(material: Material) -> Signs:
    """Every sign that the data and the facts let us look for."""
    numbers = material.numbers
    on_track, unlooked = _on_track(material)
    kinds = {**on_track, SHARED: numbers.repeated[0], SPACED: numbers.spaced, MISFIT: numbers.misfit}
    if numbers.repeated[1].any() and not material.frame["buyer"].notna().any():
        unlooked = (*unlooked, "whether orders that share a number have different buyers (the data do not tell buyers apart)")
    return Signs(kinds=kinds, unlooked=unlooked)


def _on_track(material: Material) -> tuple[dict[str, Mask], tuple[str, ...]]:
    """The signs that need the carriers' events."""
    tracks, policy = material.tracks, material.policy
    if tracks is None:
        return {}, ("the carriers' events (there are no tracking answers)",)
    order, parcel = material.of_parcels(tracks)
    size = len(material.frame)

    def of(marked: Mask) -> Mask:
        return np.bincount(order[marked], minlength=size) > 0

    kinds, unlooked = {BACK: of(tracks["goes_back"].to_numpy(dtype=bool)[parcel])}, []
    days, hours = _number(policy, *SILENCE), _number(policy, EARLY)
    if days is None:
        unlooked.append("silence of the carrier (no rule states the days)")
    else:
        silent = tracks["gap"].to_numpy() >= np.timedelta64(int(days * 86_400), "s")
        kinds[f"no update for {days:g} days before the end of the journey"] = of(silent[parcel])
    if hours is None:
        unlooked.append("events before the order (no rule states the hours)")
    else:
        created = material.frame["created_at"].dt.tz_localize(None).to_numpy(dtype="datetime64[us]")[order]
        before = created - tracks["first_at"].to_numpy(dtype="datetime64[us]")[parcel]
        kinds[f"an event more than {hours:g} hours before the order"] = of(before > np.timedelta64(int(hours * 3_600), "s"))
    return kinds, tuple(unlooked)


def _answered(material: Material) -> Mask:
    """Orders of which a carrier's answer tells, with or without a number in the orders."""
    size = len(material.frame)
    if material.tracks is None:
        return np.zeros(size, dtype=bool)
    return np.bincount(material.of_parcels(material.tracks)[0], minlength=size) > 0


def _number(policy: Policy, *names: str) -> float | None:
    """The first of the facts that states a number."""
    for name in names:
        fact = policy.get(name)
        if fact and isinstance(fact.value, (int, float)) and not isinstance(fact.value, bool):
            return float(fact.value)
    return None

"""Valid tracking, as far as the data can tell: a number is there, clean, of no shape that it breaks, and scanned.

What the platform holds a valid number is not known (a vendor claims format, carrier match and two scans), so the
definition says what was looked at and what was not. A number of an unknown shape is never counted against the seller.
"""

import numpy as np
import pandas as pd

from kit.metrics import of_orders
from kit.metrics.columns import Mask, by_platform
from kit.metrics.counting import Judged, first_that_holds
from kit.metrics.late_orders import has_gone
from kit.metrics.material import Material, Measured
from kit.metrics.of_orders import Named

IDS = ("valid_tracking",)
GRACE = "tracking.no_scan_hours"
REASONS = (
    "created time missing",
    "fulfilled by the platform",
    "not shipped when the data were exported",
    "shipped too lately for a carrier scan to be expected",
)


def measure(material: Material) -> tuple[Measured, ...]:
    """The share of shipped orders whose numbers are usable."""
    asked, unscanned = unscanned_orders(material)
    named = _named(material, asked)
    if not len(material.frame):
        return (of_orders.unavailable(material, named, "the case has no orders"),)
    if not material.numbers.any.any():
        return (of_orders.unavailable(material, named, "no order has a tracking number (Tracking ID)"),)
    partial = material.answers is not None and not material.answers.nearly_all
    nobody = np.zeros(len(material.frame), dtype=bool)
    judged, faults = judge(material, (nobody, nobody) if partial else unscanned)
    counts = {what: int((judged.missed.bad & mask).sum()) for what, mask in faults.items()}
    shown = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    more = f"Not usable, over all days: {shown}." if shown else ""
    if partial:
        without = int((judged.counted & unscanned[0]).sum())
        of = int((judged.counted & asked).sum())
        more += (
            f" Of the {of:,} of {int(judged.counted.sum()):,} orders whose tracking was asked, {without:,} show no carrier scan."
        )
    return (of_orders.measured(material, judged, named, more=more.strip()),)


def _named(material: Material, asked: Mask) -> Named:
    scans = "Carrier scans were not looked at: there are no tracking answers."
    if asked.any() and material.answers and not material.answers.nearly_all:
        scans = (
            f"Tracking was asked for {int(asked.sum()):,} orders only: a missing carrier scan is counted apart, not in this rate."
        )
    elif asked.any():
        scans = f"A carrier scan was looked for where a tracking answer exists ({int(asked.sum()):,} orders)."
        fact = material.policy.get(GRACE)
        if fact and fact.value:
            scans += f" It may be missing for {fact.value} hours after the hand-over."
    return Named(
        id="valid_tracking",
        title="Orders with a usable tracking number",
        definition=(
            "Share of orders shipped by the seller of which every line has a tracking number without a blank or tab and with"
            " no wrong check digit where the shape of the number is known; a number of an unknown shape counts as usable."
            f" {scans} Whether the platform holds a number valid, and whether it fits the carrier, cannot be told from these data."
        ),
        called="sent with a usable tracking number",
        better="high",
    )


def judge(material: Material, unscanned: tuple[Mask, Mask]) -> tuple[Judged, dict[str, Mask]]:
    """Each order, and which orders have which fault. `unscanned`: without a scan though it was time; too early to tell."""
    frame, numbers = material.frame, material.numbers
    never, early = unscanned
    shipped = has_gone(frame)
    faults = {
        "without a number": numbers.lacking,
        "with a blank or tab in a number": numbers.spaced,
        "with a check digit that does not fit": numbers.misfit,
        "without a carrier scan": never,
    }
    faulty = np.any(list(faults.values()), axis=0)
    reason = first_that_holds(
        (frame["created_at"].isna().to_numpy(dtype=bool), by_platform(frame), ~shipped, early & ~faulty),
    )
    return Judged(bad=(reason < 0) & ~faulty, reason=reason, reasons=REASONS), faults


def unscanned_orders(material: Material) -> tuple[Mask, tuple[Mask, Mask]]:
    """Orders with a tracking answer; those with one that shows no scan though it was time; those where it was too early."""
    size, parcels = len(material.frame), material.orders.table("parcels")
    none = np.zeros(size, dtype=bool)
    if parcels is None or not len(parcels):
        return none, (none, none)
    order, parcel = material.parcels
    bare = parcels["first_scan"].isna().to_numpy(dtype=bool)[parcel] | material.older[order]
    asked, unscanned = (np.bincount(rows, minlength=size) > 0 for rows in (order, order[bare]))
    fact = material.policy.get(GRACE)
    if fact is None or not isinstance(fact.value, (int, float)):
        return asked, (unscanned, none)
    since = material.frame["shipped_at"].fillna(material.frame["rts_at"])
    early = unscanned & (since + pd.Timedelta(hours=float(fact.value)) > _known_until(material)).to_numpy(dtype=bool)
    return asked, (unscanned & ~early, early)


def _known_until(material: Material) -> pd.Timestamp:
    """The day of the tracking answers: an order handed over after it cannot have a scan in them."""
    parcels = material.orders.table("parcels")
    declared = [pd.Timestamp(hint.exported) for hint in material.case.data.tracking if hint.exported]
    latest = None if parcels is None else parcels["latest_at"].max()
    known = [moment for moment in (*declared, latest) if moment is not None and pd.notna(moment)]
    return min(max(known), material.exported) if known else material.exported

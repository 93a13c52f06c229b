"""On-time delivery: orders delivered by the platform's own deadline, else by the site's rule, rebuilt and said so.

Only orders that the seller ships. An order past its deadline and not delivered is not on time; one that is not yet due is
left out even if it arrived early. The platform's deadline is `delivery_due_at` (delivery_sla_time of the Open API).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kit.metrics import of_orders
from kit.metrics.columns import Mask, among, by_platform, holds, since_order
from kit.metrics.counting import Judged, first_that_holds
from kit.metrics.deadlines import MADE, PRE, counted, rebuilt_defined, special
from kit.metrics.late_orders import never_paid
from kit.metrics.material import Material, Measured
from kit.metrics.of_orders import Named
from kit.model import Policy

IDS = ("on_time_delivery",)
DEADLINE, START = "on_time_delivery.deadline", "on_time_delivery.start"
REASONS = (
    "created time missing",
    "fulfilled by the platform",
    "never paid",
    "cancelled and not delivered",
    "pre-order or made to order, without a known delivery deadline",
    "no delivery deadline known",
    "not yet due for delivery when the data were exported",
    "delivery time missing",
)
_ARRIVED = ("delivered", "completed", "returned")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Due:
    """When each order had to be delivered (UTC), and how that is known."""

    at: pd.Series
    rule: str
    rebuilt: str | None
    special: Mask  # its own handling comes first, so that the rule for other orders does not hold
    defined: str = ""  # for the definition, where deadlines are rebuilt


def measure(material: Material) -> tuple[Measured, ...]:
    """The share delivered in time."""
    frame, due = material.frame, due_for_delivery(material)
    named = _named("by its deadline") if isinstance(due, str) else _named(due.rule, due.defined)
    if isinstance(due, str):
        return (of_orders.unavailable(material, named, due),)
    if not frame["delivered_at"].notna().any():
        return (of_orders.unavailable(material, named, "no order has a delivery time (Delivered Time)"),)
    return (of_orders.measured(material, judge(frame, due, material.exported), named, reconstructed=due.rebuilt),)


def _named(rule: str, rebuilt: str = "") -> Named:
    return Named(
        id="on_time_delivery",
        title="On-time delivery",
        definition=(
            f"Share of orders shipped by the seller and delivered (Delivered Time) {rule}. Each order counts once, on the local"
            " day on which it was created; an order past its deadline and not delivered counts as not on time."
            f"{rebuilt}"
        ),
        called="delivered on time",
        better="high",
    )


def due_for_delivery(material: Material) -> Due | str:
    """The platform's own deadlines, else those of the site's rule, or why there are none."""
    frame, policy = material.frame, material.policy
    own = frame["delivery_due_at"] if "delivery_due_at" in frame.columns else pd.Series(pd.NaT, index=frame.index)
    stated = own.notna().to_numpy(dtype=bool)
    rule = counted(policy.get(DEADLINE), policy)
    if isinstance(rule, str):
        if not stated.any():
            return f"no delivery deadline is known for {policy.site.code} in profile {policy.profile}: state the fact {DEADLINE}"
        said = (
            None if stated.all() else f"{int(stated.sum()):,} of {len(frame):,} orders carry the platform's own delivery deadline"
        )
        return Due(at=own, rule="by the platform's own deadline for it", rebuilt=said, special=np.zeros(len(frame), dtype=bool))
    starts, words = _starts(frame, policy)
    other = special(frame, material.kinds)
    unusual = (other[PRE] | other[MADE]) & ~stated
    due = rule.due(starts).mask(unusual)
    due = due.mask(stated, own) if stated.any() else due
    text = rule.words.replace("of the order", words)
    defined = rebuilt_defined(due.notna().to_numpy(dtype=bool), stated)
    if stated.all():
        return Due(at=due, rule="by the platform's own deadline for it", rebuilt=None, special=unusual)
    if not stated.any():
        rebuilt = f"The export holds no delivery deadline; each order's was rebuilt as: {text}."
        return Due(at=due, rule=text, rebuilt=rebuilt, special=unusual, defined=defined)
    rebuilt = f"{int(stated.sum()):,} of {len(frame):,} orders carry the platform's own delivery deadline; the others' was rebuilt as: {text}."
    rule_said = f"by the platform's own deadline where one is stated, else {text}"
    return Due(at=due, rule=rule_said, rebuilt=rebuilt, special=unusual, defined=defined)


def _starts(frame: pd.DataFrame, policy: Policy) -> tuple[pd.Series, str]:
    """Where the rule's days are counted from, and its words."""
    fact = policy.get(START)
    if fact and fact.value == "paid":
        return frame["paid_at"].fillna(frame["created_at"]), "on which the order was paid"
    return frame["created_at"], "of the order"


def judge(frame: pd.DataFrame, due: Due, exported: pd.Timestamp) -> Judged:
    """Each order: delivered in time, not in time, or left out for the first reason that holds."""
    at = frame["delivered_at"].where(since_order(frame, ("delivered_at",)))
    undone = at.isna().to_numpy(dtype=bool)
    cancelled = frame["cancelled_at"].notna().to_numpy(dtype=bool) | among(frame["status"], ("cancelled",))
    arrived = among(frame["status"], _ARRIVED) | among(frame["substatus"], _ARRIVED)
    reason = first_that_holds(
        (
            frame["created_at"].isna().to_numpy(dtype=bool),
            by_platform(frame),
            never_paid(frame, cancelled),
            cancelled & undone,
            due.special,
            due.at.isna().to_numpy(dtype=bool),
            holds(due.at > exported),
            undone & arrived,
        )
    )
    return Judged(bad=(reason < 0) & holds(at <= due.at), reason=reason, reasons=REASONS, due_at=due.at, at=at)

"""Which orders are late, by each of the three clocks that are all called late dispatch."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kit.metrics.answers import Answers
from kit.metrics.columns import Mask, among, by_platform, flagged, holds, present, since_order
from kit.metrics.counting import Judged, first_that_holds
from kit.metrics.deadlines import MADE, PRE, UNKNOWN, Deadlines
from kit.model import Case, Clock, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """One clock: the column that it reads, its name in the export, and what an order does by it."""

    column: str
    printed: str
    done: str
    later: tuple[str, ...]  # columns that prove the step took place even where its own time is missing


CLOCKS: dict[Clock, Hand] = {
    "label": Hand(column="rts_at", printed="RTS Time", done="given a label", later=("shipped_at", "scan_at", "delivered_at")),
    "handover": Hand(
        column="shipped_at", printed="Shipped Time", done="handed over to the carrier", later=("scan_at", "delivered_at")
    ),
    "scan": Hand(
        column="scan_at", printed="first carrier scan", done="scanned by the carrier", later=("shipped_at", "delivered_at")
    ),
}

ALL_DISPATCHED = "own late / all dispatched"
"""A `late_dispatch.formula`: late orders that the seller ships, of all orders dispatched, the platform's own included."""
SAMPLES, REPLACEMENTS = "samples", "replacements"
"""What a fact `late_dispatch.left_out` may name."""

REASONS = (
    "created time missing",
    "fulfilled by the platform",
    "never paid",
    "cancelled by the buyer before it was due",
    "cancelled before it was due",
    PRE,
    MADE,
    UNKNOWN,
    "not yet due when the data were exported",
    "time of this step missing",
    "sample",
    "replacement or exchange",
    "not dispatched: the rule counts dispatched orders only",
    "no tracking answer for its number",
    "not yet due when its tracking was asked",
)
LEFT = ("shipped", "delivered", "completed", "returned", "delivery_failed")  # status: the parcel is with the carrier
LEFT_SUBSTATUS = ("in_transit", "delivered", "completed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """Which orders the site's facts count."""

    dispatched_only: bool = False  # ALL_DISPATCHED
    left_out: tuple[str, ...] = ()  # SAMPLES, REPLACEMENTS


def counting_of(policy: Policy) -> Counting:
    """As the facts say; what no fact leaves out is counted."""
    formula, left = policy.get("late_dispatch.formula"), policy.get("late_dispatch.left_out")
    names = left.value if left and isinstance(left.value, tuple) else ()
    return Counting(dispatched_only=bool(formula and formula.value == ALL_DISPATCHED), left_out=names)


def chosen_clock(case: Case, policy: Policy) -> Clock:
    """The clock that the case states, else the site's, else hand-over, which needs no carrier data."""
    stated = next((choice.clock for choice in case.metrics if choice.id == "late_dispatch"), None)
    fact = policy.get("late_dispatch.clock")
    official: Clock | None = next((clock for clock in CLOCKS if fact and fact.value == clock), None)
    return stated or official or "handover"


def judge(
    orders: pd.DataFrame,
    due: Deadlines,
    exported: pd.Timestamp,
    clock: Clock,
    counting: Counting | None = None,
    *,
    answers: Answers | None = None,
) -> Judged:
    """Each order by one clock: late, in time, or left out for the first reason that holds.

    An order that is past its deadline and has not taken the step is late. One that is not yet due is left out even if it
    was early: counting only those that are done already would flatter the rate. `answers`, where the step is told by tracking:
    an order whose answer shows no scan after its deadline is late, and what was not asked for is left out, unless there was
    nothing to ask for: without a number and never handed over.
    """
    counting = counting or Counting()
    at, cancelled_at, due_at = orders[CLOCKS[clock].column], orders["cancelled_at"], due.due_at
    undone = at.isna().to_numpy(dtype=bool)
    ended = cancelled_at.notna().to_numpy(dtype=bool)
    cancelled = ended | among(orders["status"], ("cancelled",))
    in_time = holds(cancelled_at <= due_at) & (undone | holds(at > cancelled_at))
    done = was_done(orders, clock) if undone.any() else ~undone
    none = np.zeros(len(orders), dtype=bool)
    unasked = stale = none
    if answers:
        unscanned = undone & answers.told & ~_arrived(orders)
        stale = unscanned & ~holds(due_at <= answers.until)
        done = done & ~unscanned
        unasked = undone & ~answers.told & (done | (answers.numbered & (not answers.nearly_all)))
    own = ~by_platform(orders)
    reason = first_that_holds(
        (
            orders["created_at"].isna().to_numpy(dtype=bool),
            none if counting.dispatched_only else ~own,
            never_paid(orders, cancelled),
            in_time & among(orders["cancel_by"], ("buyer",)),
            in_time,
            due.without[PRE],
            due.without[MADE],
            due.without[UNKNOWN],
            holds(due_at > exported),
            own & undone & ((done & ~unasked) | (cancelled & ~ended)),
            flagged(orders, "is_sample") if SAMPLES in counting.left_out else none,
            flagged(orders, "is_replacement") if REPLACEMENTS in counting.left_out else none,
            undone & ~done if counting.dispatched_only else none,
            own & unasked,
            own & stale,
        )
    )
    late = (reason < 0) & own & (undone | holds(at > due_at))
    return Judged(clock=clock, bad=late, reason=reason, reasons=REASONS, due_at=due_at, at=at)


def never_paid(orders: pd.DataFrame, cancelled: Mask) -> Mask:
    """Unpaid, or cancelled without a payment. Cash on delivery has no paid time either and must stay in."""
    unpaid = among(orders["status"], ("unpaid",)) | among(orders["substatus"], ("awaiting_payment",))
    begun = _any_of(orders, ("paid_at", "rts_at", "shipped_at"))
    return (unpaid | cancelled) & ~begun


def was_done(orders: pd.DataFrame, clock: Clock) -> Mask:
    """Whether something else says that the step took place: then a missing time is a gap in the data, not lateness."""
    done = since_order(orders, CLOCKS[clock].later) | has_left(orders)
    return done | among(orders["substatus"], ("awaiting_collection",)) if clock == "label" else done


def has_left(orders: pd.DataFrame) -> Mask:
    """Orders whose state says that the parcel is, or was, with the carrier."""
    return among(orders["status"], LEFT) | among(orders["substatus"], LEFT_SUBSTATUS)


def has_gone(orders: pd.DataFrame) -> Mask:
    """Orders of which a time or their state says that a carrier has, or had, the parcel."""
    return present(orders, "shipped_at") | since_order(orders, ("scan_at", "delivered_at")) | has_left(orders)


def _arrived(orders: pd.DataFrame) -> Mask:
    """Orders that the buyer has: a carrier had them, whatever its answer shows."""
    reached = ("delivered", "completed", "returned")
    return since_order(orders, ("delivered_at",)) | among(orders["status"], reached) | among(orders["substatus"], reached)


def _any_of(orders: pd.DataFrame, names: Collection[str]) -> Mask:
    known = np.zeros(len(orders), dtype=bool)
    for name in names:
        known |= orders[name].notna().to_numpy(dtype=bool)
    return known

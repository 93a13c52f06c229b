"""Which orders are late, by each of the three clocks that are all called late dispatch."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.metrics.counting import Judged, Mask
from kit.model import Clock


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

REASONS = (
    "created time missing",
    "fulfilled by the platform",
    "never paid",
    "cancelled by the buyer before it was due",
    "cancelled before it was due",
    "not yet due when the data were exported",
    "time of this step missing",
)
_LEFT = ("shipped", "delivered", "completed", "returned", "delivery_failed")  # status: the parcel is with the carrier
_LEFT_SUBSTATUS = ("in_transit", "delivered", "completed")


def judge(orders: pd.DataFrame, due_at: pd.Series, exported: pd.Timestamp, clock: Clock) -> Judged:
    """Each order by one clock: late, in time, or left out for the first reason that holds.

    An order that is past its deadline and has not taken the step is late. One that is not yet due is left out even if it
    was early: counting only those that are done already would flatter the rate.
    """
    at, cancelled_at = orders[CLOCKS[clock].column], orders["cancelled_at"]
    undone = at.isna()
    cancelled = cancelled_at.notna() | (orders["status"] == "cancelled")
    in_time = (undone | (at > cancelled_at)) & (cancelled_at <= due_at)
    masks = (
        orders["created_at"].isna(),
        orders["fulfilment"].astype("string").str.startswith("platform"),
        _never_paid(orders, cancelled),
        in_time & (orders["cancel_by"] == "buyer"),
        in_time,
        due_at > exported,
        undone & (_was_done(orders, clock) | (cancelled & cancelled_at.isna())),
    )
    reason = first_that_holds(tuple(mask.fillna(False).to_numpy(dtype=bool) for mask in masks))
    late = (reason < 0) & (undone | (at > due_at)).to_numpy(dtype=bool)
    return Judged(clock=clock, bad=late, reason=reason, reasons=REASONS)


def first_that_holds(masks: tuple[Mask, ...]) -> NDArray[np.int8]:
    """For each row the number of the first mask that holds, -1 for none."""
    reason = np.full(len(masks[0]), -1, dtype=np.int8)
    for number, mask in reversed(tuple(enumerate(masks))):
        reason[mask] = number
    return reason


def _never_paid(orders: pd.DataFrame, cancelled: pd.Series) -> pd.Series:
    """Unpaid, or cancelled without a payment. Cash on delivery has no paid time either and must stay in."""
    unpaid = (orders["status"] == "unpaid") | (orders["substatus"] == "awaiting_payment")
    return orders["paid_at"].isna() & (unpaid | cancelled) & orders[["rts_at", "shipped_at"]].isna().all(axis=1)


def _was_done(orders: pd.DataFrame, clock: Clock) -> pd.Series:
    """Whether something else says that the step took place: then a missing time is a gap in the data, not lateness."""
    done = orders[list(CLOCKS[clock].later)].notna().any(axis=1)
    done |= orders["status"].isin(_LEFT) | orders["substatus"].isin(_LEFT_SUBSTATUS)
    return done | (orders["substatus"] == "awaiting_collection") if clock == "label" else done

"""Automatic cancellation although the parcel was ready: label, hand-over or scan came before it."""

import numpy as np

from kit.causes.ground import Ground, Mask, Verdict
from kit.causes.reasons import cancellations
from kit.causes.shares import of_one_make
from kit.model.opened import BEFORE_ORDER


def test(ground: Ground) -> Verdict | str:
    """Whether most of the rise came from orders that the system cancelled after their label, or after the carrier had them."""
    found = cancellations(ground)
    if isinstance(found, str):
        return found
    orders = ground.orders
    automatic = (orders["cancel_by"] == "system").fillna(False).to_numpy(dtype=bool) | found.rows(ground, "no_collection")
    if not (automatic & ground.bad & ground.during).any():
        return f"none of the orders {ground.called} was cancelled by the system"
    cancelled = orders["cancelled_at"]
    ready = (orders["rts_at"] < cancelled).to_numpy(dtype=bool)
    gone = (orders[["shipped_at", "scan_at"]].min(axis=1) < cancelled).to_numpy(dtype=bool) | _in_hand(ground)
    mine = automatic & ground.bad & ground.during
    more = f"The carrier had {int((mine & gone).sum()):,} of them before the cancellation, by hand-over time or tracking."
    return of_one_make(
        ground,
        automatic & (ready | gone),
        how="the system cancelled after the label was made or the parcel was with the carrier",
        named="Cancelled by the system although ready",
        more=(more,),
        against=("A label shows that the order was prepared, not that the goods were packed.",),
    )


def _in_hand(ground: Ground) -> Mask:
    """Orders whose parcel had a carrier's event before the cancellation."""
    parcels = ground.data.table("parcels")
    if parcels is None or ground.column("tracking_id") is None:
        return np.zeros(len(ground.orders), dtype=bool)
    first = parcels.drop_duplicates("tracking_id").set_index("tracking_id")["first_scan"]
    seen = ground.orders["tracking_id"].map(first)
    theirs = seen >= ground.orders["created_at"] - BEFORE_ORDER  # an older one is of another parcel under the same number
    return (theirs & (seen < ground.orders["cancelled_at"])).to_numpy(dtype=bool)

"""The stages of a parcel, whatever carrier reports them."""

RANKS: dict[str, int | None] = {
    "info_received": 1,  # announced by the seller; no carrier has touched it
    "picked_up": 2,
    "in_transit": 3,
    "available_for_pickup": 4,
    "out_for_delivery": 4,
    "delivery_attempt_failed": 4,
    "returning": 5,
    "delivered": 6,
    "returned": 6,
    "exception": None,
    "cancelled": None,
    "unknown": None,
}
"""How far a parcel has come at each stage; None where the stage does not tell."""

TERMINAL = frozenset({"delivered", "returned", "cancelled"})
"""Nothing more is to be expected after these."""

SCANS = frozenset({"picked_up", "in_transit", "out_for_delivery", "available_for_pickup", "delivered"})
"""Stages that show a parcel in a carrier's hands."""

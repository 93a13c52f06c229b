"""The columns that may be read: everything else of an export stays in the file (research/orders.md §6)."""

from typing import Literal, NamedTuple

Kind = Literal["id", "tracking", "text", "value", "time", "count"]
Level = Literal["order", "package", "line"]


class Field(NamedTuple):
    """How a field is read, and what one value of it speaks of."""

    kind: Kind
    level: Level


FIELDS: dict[str, Field] = {
    "order_id": Field("id", "order"),
    "sku_id": Field("id", "line"),
    "seller_sku": Field("text", "line"),
    "package_id": Field("id", "package"),
    "tracking_id": Field("tracking", "package"),
    "status": Field("value", "order"),
    "substatus": Field("value", "order"),
    "fulfilment": Field("value", "order"),
    "warehouse": Field("text", "order"),
    "carrier": Field("text", "package"),
    "quantity": Field("count", "line"),
    "created_at": Field("time", "order"),
    "paid_at": Field("time", "order"),
    "rts_at": Field("time", "package"),
    "shipped_at": Field("time", "package"),
    "delivered_at": Field("time", "package"),
    "cancelled_at": Field("time", "order"),
    "cancel_by": Field("value", "order"),
    "cancel_reason": Field("text", "order"),
    "cancel_return_type": Field("value", "line"),
    "order_kind": Field("value", "line"),
}
"""Name, in the order of `Orders.lines`."""

TIMES = tuple(name for name, field in FIELDS.items() if field.kind == "time")
NEEDED = ("order_id", "created_at")
"""Without these a file is no order export."""

LINE_KEY = ("order_id", "sku_id", "package_id")
LINE_ONLY = tuple(name for name, field in FIELDS.items() if field.level == "line")
"""May differ between two lines of one order."""

STATUS_ORDER = ("unpaid", "on_hold", "to_ship", "shipped", "delivered", "delivery_failed", "completed", "cancelled", "returned")
"""How far an order has come, for telling an earlier export of it from a later one."""

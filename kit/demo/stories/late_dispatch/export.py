"""The orders as the UK export has them: 62 columns, a row for each SKU line, as they stood at the hour of the export.

43 columns are known in order from one real file; its owner withheld 19 (order_export_headers, UK). Those stand here by
their probable names, between the same neighbours as in other markets. Ids and times end in a tab, as observed in the
files of four other markets; the stored UK copy shows none. No description row: none was seen.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from random import Random

from kit.demo.stories.late_dispatch.scenario import EXPORTS, FIRST_EXPORT_TO, SECOND_EXPORT_FROM, Scenario
from kit.demo.stories.late_dispatch.warehouse import Order

HEADERS = (
    "Order ID", "Order Status", "Order Substatus", "Cancelation/Return Type", "Normal or Pre-order", "SKU ID", "Seller SKU",
    "Product Name", "Variation", "Quantity", "Sku Quantity of return", "SKU Unit Original Price",
    "SKU Subtotal Before Discount", "SKU Platform Discount", "SKU Seller Discount", "SKU Subtotal After Discount",
    "Shipping Fee After Discount", "Original Shipping Fee", "Shipping Fee Seller Discount", "Shipping Fee Platform Discount",
    "Taxes", "Order Amount", "Order Refund Amount", "Created Time", "Paid Time", "RTH Time", "Shipped Time",
    "Delivered Time", "Cancelled Time", "Cancel By", "Cancel Reason", "Fulfillment Type", "Warehouse Name", "Tracking ID",
    "Delivery Option", "Shipping Provider Name", "Buyer Message", "Buyer Nickname", "Buyer Username", "Recipient", "Phone #",
    "Country", "State", "Post Town", "Zipcode", "Detail Address", "Additional address information", "Delivery Instruction",
    "Payment Method", "Weight(kg)", "Product Category", "Package ID", "Seller Note", "Shipping Information",
    "Checked Status", "Checked Marked by", "Product Tax Amount", "Product Tax Rate", "Shipping Tax Amount",
    "Shipping Tax Rate", "Order Channel", "Creator Handle",
)  # fmt: skip

TABBED = frozenset({"Order ID", "SKU ID", "Package ID", "Zipcode", *(h for h in HEADERS if h.endswith(" Time"))})

PRODUCTS = (
    ("1729400011202601", "LYH-1001", "Linen cushion cover", "Sage, 45 cm", 8.99, 0.22),
    ("1729400011202602", "LYH-1002", "Linen cushion cover", "Sand, 45 cm", 8.99, 0.22),
    ("1729400011202603", "LYH-1003", "Stackable storage basket", "Medium", 14.5, 0.74),
    ("1729400011202604", "LYH-1004", "Bamboo drawer divider", "Set of 4", 16.99, 0.81),
    ("1729400011202605", "LYH-1005", "Ceramic soap dispenser", "White", 11.49, 0.52),
    ("1729400011202606", "LYH-1006", "Ceramic soap dispenser", "Slate", 11.49, 0.52),
    ("1729400011202607", "LYH-1007", "Over-door hook rail", "6 hooks", 9.75, 0.63),
    ("1729400011202608", "LYH-1008", "Cotton waffle throw", "130 x 170 cm", 24.99, 0.93),
    ("1729400011202609", "LYH-1009", "Glass spice jars", "Set of 12", 19.99, 1.84),
    ("1729400011202610", "LYH-1010", "Non-slip bath mat", "Grey", 12.99, 0.71),
    ("1729400011202611", "LYH-1011", "Fabric wardrobe organiser", "5 shelves", 13.25, 0.58),
    ("1729400011202612", "LYH-1012", "Cork trivet", "Set of 3", 7.49, 0.31),
)


def files(orders: Iterable[Order], scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """The two overlapping exports by name; each holds a few damaged rows."""
    first, second = EXPORTS
    early = [o for o in orders if o.created.date() <= FIRST_EXPORT_TO]
    late = [o for o in orders if o.created.date() >= SECOND_EXPORT_FROM]
    yield _name(early), _csv(_rows(early, first, damaged=_damaged_early(early), seed=scenario.seed))
    yield _name(late), _csv(_rows(late, second, damaged=_damaged_late(late), seed=scenario.seed + 1))


def lost(orders: Iterable[Order]) -> frozenset[str]:
    """Order ids that no file states soundly: damaged in the later export and not in the earlier one."""
    return frozenset(_damaged_late([o for o in orders if o.created.date() >= SECOND_EXPORT_FROM]))


def _name(orders: list[Order]) -> str:
    return f"orders_{orders[0].created.date()}_to_{orders[-1].created.date()}.csv"


def _csv(rows: Iterable[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([HEADERS, *rows])
    return out.getvalue().encode("utf-8-sig")


# --- damage -------------------------------------------------------------------------------------


def _damaged_early(orders: list[Order]) -> dict[str, str]:
    """Rows of the week that the later export states again, soundly: someone had opened this file in Excel."""
    found = [
        o for o in orders if o.created.date() >= SECOND_EXPORT_FROM and _is_plain(o) and o.shipped and o.shipped < EXPORTS[0]
    ]
    kinds = ("id", "id", "date", "date", "ragged", "ragged")
    return {order.order_id: kind for order, kind in zip(found[12::17], kinds, strict=False)}


def _damaged_late(orders: list[Order]) -> dict[str, str]:
    """Two on-time orders after the correction: their rows are lost, and must be said to be."""
    found = [o for o in orders if date(2026, 6, 20) <= o.created.date() <= date(2026, 6, 29) and _is_plain(o)]
    return {found[40].order_id: "ragged", found[90].order_id: "id"}


def _is_plain(order: Order) -> bool:
    return len(order.lines) == 1 and not (order.missed or order.cancelled or order.by_platform)


def _broken(row: list[str], kind: str) -> list[str]:
    match kind:
        case "id":
            return [f"{int(row[0].strip()):.2E}", *row[1:]]  # 5.77E+17
        case "date":
            place = HEADERS.index("Shipped Time")
            return [*row[:place], "see note", *row[place + 1 :]]
        case _:
            return row[:31]


# --- rows ---------------------------------------------------------------------------------------


def _rows(orders: list[Order], exported: datetime, *, damaged: dict[str, str], seed: int) -> Iterator[list[str]]:
    """Newest first, as Seller Center exports."""
    chance = Random(seed)  # noqa: S311 - a seeded example, not a secret
    for order in reversed(orders):
        shown = _order_cells(order, exported, Random(order.number))  # noqa: S311
        for sku, quantity in order.lines:
            cells = shown | _sku_cells(order, sku, quantity)
            row = [f"{cells.get(h, '')}\t" if h in TABBED else cells.get(h, "") for h in HEADERS]
            yield _broken(row, damaged[order.order_id]) if order.order_id in damaged else row
            chance.random()


def _sku_cells(order: Order, sku: int, quantity: int) -> dict[str, str]:
    sku_id, seller_sku, product, variation, price, weight = PRODUCTS[sku]
    before, discount = price * quantity, round(price * quantity * 0.1, 2)
    return {
        "SKU ID": sku_id,
        "Seller SKU": seller_sku,
        "Product Name": product,
        "Variation": variation,
        "Quantity": str(quantity),
        "Sku Quantity of return": "0",
        "SKU Unit Original Price": _money(price),
        "SKU Subtotal Before Discount": _money(before),
        "SKU Platform Discount": _money(0),
        "SKU Seller Discount": _money(discount),
        "SKU Subtotal After Discount": _money(before - discount),
        "Weight(kg)": f"{weight * quantity:.2f}",
        "Product Category": "Home Supplies",
        "Product Tax Amount": _money((before - discount) / 6),
        "Product Tax Rate": "20.00%",
        "Cancelation/Return Type": "Cancel" if order.cancelled else "",
    }


def _order_cells(order: Order, exported: datetime, chance: Random) -> dict[str, str]:
    """What stands on every line of the order, as known when the file was exported."""
    status, substatus = _status(order, exported)
    amount = sum(round(PRODUCTS[s][4] * n * 0.9, 2) for s, n in order.lines) + 2.99
    has_label = bool(order.labelled and order.labelled <= exported)
    times = {
        "Created Time": order.created,
        "Paid Time": order.paid,
        "RTH Time": order.labelled,
        "Shipped Time": order.shipped,
        "Delivered Time": order.delivered,
        "Cancelled Time": order.cancelled,
    }
    return {
        "Order ID": order.order_id,
        "Order Status": status,
        "Order Substatus": substatus,
        "Normal or Pre-order": "Normal",
        "Shipping Fee After Discount": _money(2.99),
        "Original Shipping Fee": _money(2.99),
        "Shipping Fee Seller Discount": _money(0),
        "Shipping Fee Platform Discount": _money(0),
        "Taxes": _money(0),
        "Order Amount": _money(amount),
        "Order Refund Amount": _money(amount) if order.cancelled else "",
        **{header: f"{t:%d/%m/%Y %H:%M:%S}" for header, t in times.items() if t and t <= exported},
        "Cancel By": order.cancel_by,
        "Cancel Reason": order.cancel_reason,
        "Fulfillment Type": "Fulfillment by TikTok Shop" if order.by_platform else "Fulfillment by seller",
        "Warehouse Name": order.warehouse,
        "Tracking ID": order.tracking_id if has_label else "",
        "Delivery Option": "Standard shipping",
        "Shipping Provider Name": order.carrier if has_label else "",
        "Package ID": order.package_id if has_label else "",
        "Payment Method": "Credit/debit card",
        "Checked Status": "Unchecked",
        "Shipping Tax Amount": _money(0.5),
        "Shipping Tax Rate": "20.00%",
        "Order Channel": "LIVE" if order.created.hour in (15, 16) else "Product cards",
        **_buyer(chance),
    }


def _status(order: Order, exported: datetime) -> tuple[str, str]:
    def is_past(moment: datetime | None) -> bool:
        return moment is not None and moment <= exported

    if order.cancelled:
        return "Canceled", "Canceled"
    if order.delivered and order.delivered + timedelta(days=7) <= exported:
        return "Completed", "Completed"
    if is_past(order.delivered):
        return "Delivered", "Delivered"
    if is_past(order.shipped):
        return "Shipped", "In transit"
    return "To ship", "Awaiting collection" if is_past(order.labelled) else "Awaiting shipment"


def _buyer(chance: Random) -> dict[str, str]:
    """Masked as the platform masks them, and invented besides."""
    digits = f"{int(chance.random() * 100):02}"
    letter = chance.choice("ABCDEFGHJKLMNPRSTW")
    return {
        "Buyer Username": f"demo***{digits}",
        "Recipient": f"{letter}*** D***",
        "Phone #": f"(+44)7*******{digits}",
        "Country": "United Kingdom",
        "State": "England",
        "Post Town": f"{letter}*****",
        "Zipcode": "ZZ9* ***",
        "Detail Address": "*** Example Road",
    }


def _money(value: float) -> str:
    return f"GBP {value:.2f}"

"""The orders and returns as the Indonesian site exports them, and the shop's own log."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from kit.demo.exported import ID, RETURNS, csv_file, day_first_time, id_state, one_piece, plain_csv
from kit.demo.stories.live_spike.scenario import EXPORTED, Scenario
from kit.demo.stories.live_spike.shop import Order, late, left_on

SKUS = (
    ("1734410960552801", "CH1", "Pencacah mini 250 ml (mini food chopper)", 89_000),
    ("1734410960552802", "SP2", "Set spatula silikon (silicone spatula set)", 65_000),
    ("1734410960552803", "KT4", "Timbangan dapur 5 kg (kitchen scale)", 99_000),
    ("1734410960552804", "BX3", "Kotak bumbu 4 sekat (spice box)", 54_000),
    ("1734410960552805", "RK1", "Rak piring lipat (folding dish rack)", 129_000),
    ("1734410960552806", "GL6", "Gelas takar (measuring jug)", 39_000),
    ("1734410960552807", "PN2", "Wajan mini 18 cm (small pan)", 119_000),
    ("1734410960552808", "CT5", "Talenan bambu (bamboo board)", 49_000),
)


def files(scenario: Scenario, found: tuple[Order, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "orders/Semua pesanan-2026-11-09-08_10.csv", csv_file(ID, (_order(scenario, order) for order in reversed(found)))
    yield "returns/return_orders_20261109.csv", csv_file(RETURNS, (_return(scenario, o) for o in found if o.returned))
    yield "records/log.csv", log(scenario, found)


def log(s: Scenario, found: tuple[Order, ...]) -> bytes:
    """Who did what, as the shop wrote it down."""
    left = left_on(found, datetime(2026, 9, 26).date())  # noqa: DTZ001
    entries = (
        ("2026-09-18 11:20", "Marketing Lead", f"Agreement with creator {s.creator} signed for two lives", "agreement"),
        ("2026-09-25 19:00", "Marketing Lead", "First live begins, whole stock of the chopper on its link", "live"),
        ("2026-09-26 17:30", "Warehouse Lead", f"Van leaves; {left} orders not packed, nobody told", "packing"),
        ("2026-09-28 08:10", "Warehouse Lead", "Queue seen on Monday morning, operations manager called", "packing"),
        ("2026-09-29 07:00", "Warehouse Lead", "Second shift begins", "roster"),
        ("2026-09-30 15:40", "Operations Manager", f"Message to the buyers of {len(late(found))} late orders", "message"),
        ("2026-09-30 17:30", "Warehouse Lead", "Last order of the queue handed over", "packing"),
        ("2026-10-13 10:20", "Operations Manager", "Notice received", "notice"),
        ("2026-10-14 16:05", "Marketing Lead", "Stock of every creator's link capped", "cap"),
        ("2026-10-16 15:10", "Warehouse Lead", f"Stock of the chopper inspected by {s.inspector}", "inspection_two"),
        ("2026-10-19 08:00", "Operations Manager", "Rule RD-07 in force", "rule"),
        ("2026-10-20 16:30", "Operations Manager", "Supplier audited", "supplier_audit"),
        ("2026-10-26 09:15", "Operations Manager", "First weekly quality page", "weekly"),
        ("2026-10-28 14:00", "Warehouse Lead", "First live sheet signed, 60 pieces for the live of 29 October", "live_sheet"),
    )  # fmt: skip
    return plain_csv(("Time", "Role", "Event", "Evidence"), entries)


def _order(scenario: Scenario, order: Order) -> dict[str, str]:
    sku_id, code, product, price = SKUS[order.sku]
    chance = Random(order.number)  # noqa: S311 - a seeded example, not a secret
    is_on = order.cancelled is None
    status, substatus = id_state(EXPORTED, shipped=order.shipped, delivered=order.delivered, is_cancelled=not is_on)
    times: dict[str, datetime | None] = {
        "Created Time": order.created,
        "Paid Time": order.created + timedelta(seconds=20 + int(chance.random() * 240)),
        "RTS Time": order.shipped - timedelta(hours=1, minutes=int(chance.random() * 90)) if is_on else None,
        "Shipped Time": order.shipped if is_on else None,
        "Delivered Time": order.delivered if is_on else None,
        "Cancelled Time": order.cancelled,
    }
    has_label = is_on and order.shipped <= EXPORTED
    return {
        "Order ID": order.order_id,
        "Order Status": status,
        "Order Substatus": substatus,
        "Cancelation/Return Type": "" if is_on else "Cancel",
        **one_piece(sku_id, f"{scenario.mark}-{code}", product, str(price)),
        "Sku Quantity of return": "1" if order.returned else "0",
        **{header: day_first_time(t) for header, t in times.items() if t and t <= EXPORTED},
        "Cancel By": "" if is_on else "BUYER",
        "Cancel Reason": "" if is_on else "No longer needed",
        "Fulfillment Type": "Dikirim oleh Penjual",
        "Warehouse Name": scenario.warehouse,
        "Tracking ID": order.tracking_id if has_label else "",
        "Shipping Provider Name": scenario.carrier if has_label else "",
        "Buyer Username": order.buyer,
        "Country": "Indonesia",
        "Weight(kg)": "0.5",
        "Package ID": order.package_id if has_label else "",
        "Purchase Channel": "TikTok Shop",
        "Creator Handle": order.creator,
    }


def _return(scenario: Scenario, order: Order) -> dict[str, str]:
    assert order.returned
    sku_id, code, product, price = SKUS[order.sku]
    asked, reason = order.returned
    refunded = asked + timedelta(days=4, hours=3)
    return {
        "Return Order ID": str(578_600_000_000_000_000 + order.number * 143_165_576_533),
        "Order ID": order.order_id,
        "Order Amount": str(price),
        "SKU ID": sku_id,
        "Seller SKU": f"{scenario.mark}-{code}",
        "Product Name": product,
        "Buyer Username": order.buyer,
        "Return Type": "Return and refund",
        "Time Requested": day_first_time(asked),
        "Return Reason": reason,
        "Return unit price": str(price),
        "Return Quantity": "1",
        "Return Status": "Completed" if refunded <= EXPORTED else "In process",
        "Refund Time": day_first_time(refunded) if refunded <= EXPORTED else "",
    }

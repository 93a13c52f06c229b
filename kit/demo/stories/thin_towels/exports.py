"""The exports of orders, returns and listings, the table of measured attributes and the log."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from kit.demo.exported import RETURNS, TH, csv_file, day_first_time, plain_csv
from kit.demo.listings import Row, template
from kit.demo.stories.thin_towels.scenario import CATALOGUE, EXPORTED, THIN, Good, Scenario, goods
from kit.demo.stories.thin_towels.shop import Order, of_lot, returned

NOTICED, CORRECTED = "products_2026-09-15.xlsx", "products_2026-10-12.xlsx"
CORRECTED_AT = "2026-09-18 11:30:00"
HEADERS = tuple(h for h in TH if h not in {"Province", "District", "Small Order Fee", "Checked Marked by"})
"""Seven headers of this site were seen in a fixture; the others are those that its neighbours share, so probable."""


def files(s: Scenario, found: tuple[Order, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "orders/orders_2026-07-01_to_2026-10-11.csv", csv_file(HEADERS, (_order(s, o) for o in reversed(found)))
    yield "returns/return_orders_20261012.csv", csv_file(RETURNS, (_return(s, o) for o in returned(found)))
    yield f"listings/{NOTICED}", template(_listings(s, is_after=False))
    yield f"listings/{CORRECTED}", template(_listings(s, is_after=True))
    yield "records/attributes.csv", plain_csv(("SKU", "Attribute", "Listed", "Measured", "Paper", "Corrected at"), attributes(s))
    yield "records/log.csv", plain_csv(("Time", "Role", "What", "Evidence"), _log(s, found))


def attributes(s: Scenario) -> Iterator[tuple[str, ...]]:
    """Weight and size of every SKU, as the listing had them and as measured."""
    for good in goods(s):
        rows = (
            ("weight", f"{good.weight} g/m²", f"{good.measured} g/m²"),
            ("size", good.size, good.measured_size),
        )
        for name, listed, measured in rows:
            paper = "report" if good.code in THIN else "weighed"
            yield f"{s.mark}-{good.code}", name, listed, measured, paper, CORRECTED_AT if listed != measured else ""


def _log(s: Scenario, found: tuple[Order, ...]) -> Iterator[tuple[str, ...]]:
    yield "2026-07-20 15:40", "Purchasing Manager", f"Order of towels moved to {s.mill}, 460 g/m²", "change"
    yield "2026-08-07 10:15", "Warehouse Lead", "Lot T2607 received in Tuas, cartons counted, nothing weighed", ""
    yield "2026-08-10 09:00", "Warehouse Lead", "First pieces of lot T2607 packed", ""
    yield (
        "2026-08-17 09:30",
        "Brand Manager",
        "First return of the lot as not as described approved, its reason not passed on",
        "",
    )
    yield "2026-09-15 16:45", "Brand Manager", "Notice read; all listings exported", "notice"
    yield "2026-09-15 18:05", "Warehouse Lead", f"{s.held} pieces of lot T2607 counted and set apart", "hold"
    yield "2026-09-18 10:20", "Brand Manager", f"Report {s.report} received", "report"
    yield "2026-09-18 11:30", "Brand Manager", "Weight and size corrected in the four listings", "history"
    yield "2026-09-19 10:05", "Brand Manager", f"Buyers of {len(of_lot(found))} orders told", "message"
    yield "2026-09-22 17:30", "Warehouse Lead", f"{s.held} labels replaced", "hold"
    yield "2026-09-23 09:00", "Brand Manager", "Rules for facts of goods in force", "rules"


def _listings(s: Scenario, *, is_after: bool) -> Iterator[Row]:
    chance = Random(f"{s.seed} {is_after}")  # noqa: S311 - a seeded example, not a secret
    for n, good in enumerate(goods(s)):
        weight, size = (good.measured, good.measured_size) if is_after else (good.weight, good.size)
        title = good.name.replace(f"{good.weight} GSM", f"{weight} GSM")
        gone = good.is_thin and is_after
        yield Row(
            product_id=str(1_734_006_118_000_000 + n * 7_919),
            sku_id=sku_id(n),
            seller_sku=f"{s.mark}-{good.code}",
            category="Home Supplies/Bathroom/Towels",
            brand=s.shop,
            title=f"{s.shop} {title}",
            description=f"<p>{title}.</p><ul><li>Weight: {weight} GSM</li><li>Size: {size}</li><li>100% cotton</li></ul><p>Wash before first use.</p>",
            variation=good.variation,
            price=f"{price(good, is_after=gone):.2f}",
            quantity=0 if gone else chance.randrange(40, 400),
        )


def price(good: Good, *, is_after: bool) -> float:
    """The lighter towel costs less."""
    return round(good.price * 0.77, 1) if is_after else good.price


def sku_id(n: int) -> str:
    """The platform's number of a SKU."""
    return str(1_734_006_118_500_000 + n * 7_919)


def _order(s: Scenario, order: Order) -> dict[str, str]:
    good = CATALOGUE[order.good]
    chance = Random(order.number)  # noqa: S311 - a seeded example, not a secret
    is_there = order.delivered <= EXPORTED
    times = {
        "Created Time": order.created,
        "Paid Time": order.created + timedelta(seconds=25 + int(chance.random() * 90)),
        "RTS Time": order.created + timedelta(hours=9),
        "Shipped Time": order.shipped,
        "Delivered Time": order.delivered,
    }
    return {
        "Order ID": order.order_id,
        "Order Status": "Completed" if is_there else "Shipped",
        "Order Substatus": "Completed" if is_there else "In transit",
        "Normal or Pre-order": "Normal",
        "SKU ID": sku_id(order.good),
        "Seller SKU": f"{s.mark}-{good.code}",
        "Product Name": good.name,
        "Variation": good.variation,
        "Quantity": "1",
        "Sku Quantity of return": "1" if order.reason and order.asked <= EXPORTED else "0",
        "SKU Unit Original Price": f"{good.price:.2f}",
        "SKU Subtotal After Discount": f"{good.price:.2f}",
        "Order Amount": f"{good.price:.2f}",
        **{header: day_first_time(at) for header, at in times.items() if at <= EXPORTED},
        "Fulfillment Type": "Fulfillment by seller",
        "Warehouse Name": s.warehouse,
        "Tracking ID": f"MLP{order.number:07}{int(chance.random() * 900) + 100}",
        "Shipping Provider Name": s.carrier,
        "Buyer Username": f"demo***{int(chance.random() * 100):02}",
        "Country": "Singapore",
        "Payment Method": "PayNow" if chance.random() < 0.5 else "Credit/debit card",
        "Weight(kg)": "0.7",
        "Product Category": "Home Supplies",
        "Package ID": str(117_600_000_000_000_000 + order.number * 98_765_431_203),
        "Checked Status": "Unchecked",
    }


def _return(s: Scenario, order: Order) -> dict[str, str]:
    good = CATALOGUE[order.good]
    is_paid = order.refunded <= EXPORTED
    return {
        "Return Order ID": str(578_500_000_000_000_000 + order.number * 143_165_576_533),
        "Order ID": order.order_id,
        "Order Amount": f"{good.price:.2f}",
        "SKU ID": sku_id(order.good),
        "Seller SKU": f"{s.mark}-{good.code}",
        "Product Name": good.name,
        "SKU Name": good.variation,
        "Return Type": "Return and refund",
        "Time Requested": day_first_time(order.asked),
        "Return Reason": order.reason or "",
        "Return unit price": f"{good.price:.2f}",
        "Return Quantity": "1",
        "Return Status": "Completed" if is_paid else "In process",
        "Refund Time": day_first_time(order.refunded) if is_paid else "",
    }

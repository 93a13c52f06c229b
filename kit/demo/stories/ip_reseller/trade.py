"""What was sold and what was bought for it: orders by chance, invoices that always come before the sales they cover."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from kit.demo.exported import csv_file, day_first_time, plain_csv
from kit.demo.listings import Row, template
from kit.demo.stories.ip_reseller.scenario import BOTTLES, EXPORTED, FIRST_DAY, INVOICED, LAST_DAY, Bottle, Scenario
from kit.demo.stories.late_dispatch.export import HEADERS

_CASE_OF = 12  # bottles are bought by the carton
LISTED = ("listings/products_2026-10-06.xlsx", "2026-10-06T11:30+01:00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order of one line."""

    order_id: str
    created: datetime
    bottle: Bottle
    units: int
    is_cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """One invoice of the distributor."""

    number: str
    day: date
    lines: tuple[tuple[Bottle, int], ...]

    @property
    def units(self) -> int:
        """All units on it."""
        return sum(units for _, units in self.lines)


def orders(scenario: Scenario) -> tuple[Order, ...]:
    """Every order in the exports, the earliest first."""
    chance = Random(scenario.seed)  # noqa: S311 - a seeded example, not a secret
    days = (LAST_DAY - FIRST_DAY).days + 1
    moments = sorted(
        datetime.combine(FIRST_DAY, datetime.min.time()) + timedelta(days=int(days * chance.random()), seconds=chance.randrange(27_000, 82_000))
        for _ in range(scenario.orders)
    )  # fmt: skip
    weights = [bottle.part for bottle in BOTTLES]
    return tuple(
        Order(
            order_id=str(576_460_811_200_000_000 + n * 104_729 + chance.randrange(9_000)),
            created=moment,
            bottle=chance.choices(BOTTLES, weights)[0],
            units=chance.choices((1, 2, 3), (0.86, 0.11, 0.03))[0],
            is_cancelled=chance.random() < 0.025,
        )
        for n, moment in enumerate(moments)
    )


def invoices(scenario: Scenario, sold: tuple[Order, ...]) -> tuple[Invoice, ...]:
    """Whole cartons, on each invoice as many as cover the sales until the next."""
    left = dict.fromkeys((b.code for b in BOTTLES), 0)
    found = []
    for n, day in enumerate(INVOICED):
        until = INVOICED[n + 1] if n + 1 < len(INVOICED) else LAST_DAY + timedelta(days=1)
        lines = []
        for bottle in BOTTLES:
            need = sum(o.units for o in sold if o.bottle == bottle and not o.is_cancelled and day <= o.created.date() <= until)
            cartons = max(1, -(-(need + 3 - left[bottle.code]) // _CASE_OF))
            lines.append((bottle, cartons * _CASE_OF))
            gone = sum(o.units for o in sold if o.bottle == bottle and not o.is_cancelled and day <= o.created.date() < until)
            left[bottle.code] += cartons * _CASE_OF - gone
        found.append(Invoice(number=f"MO-26-{1180 + n * 347 + scenario.seed % 97}", day=day, lines=tuple(lines)))
    return tuple(found)


def files(scenario: Scenario, sold: tuple[Order, ...], bought: tuple[Invoice, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the export, the sheet of purchases and the listings."""
    yield "orders/orders_2026-03-02_to_2026-10-11.csv", csv_file(HEADERS, (_order_row(o) for o in reversed(sold)))
    heads = ("Supplier", "Buyer", "Invoice number", "Invoice date", "Seller SKU", "Quantity", "Unit", "Evidence")
    rows = [
        (scenario.distributor, scenario.seller, invoice.number, invoice.day.isoformat(), bottle.code, str(units), "piece", f"invoice_{n}")
        for n, invoice in enumerate(bought, 1)
        if n - 1 != scenario.lost_invoice
        for bottle, units in invoice.lines
    ]  # fmt: skip
    yield "records/purchases.csv", plain_csv(heads, rows)
    yield LISTED[0], template(_listings(scenario))


def _order_row(order: Order) -> dict[str, str]:
    shipped = None if order.is_cancelled else order.created + timedelta(hours=20)
    delivered = shipped + timedelta(days=2, hours=3) if shipped and shipped + timedelta(days=2, hours=3) < EXPORTED else None
    amount = order.bottle.price * order.units
    status = "Cancelled" if order.is_cancelled else "Completed" if delivered else "Shipped"
    return {
        "Order ID": order.order_id, "Order Status": status, "Order Substatus": "Delivered" if delivered else "",
        "Normal or Pre-order": "Normal", "SKU ID": order.bottle.sku_id, "Seller SKU": order.bottle.code,
        "Product Name": order.bottle.name, "Variation": order.bottle.colour, "Quantity": str(order.units),
        "SKU Unit Original Price": f"GBP {order.bottle.price:.2f}", "Order Amount": f"GBP {amount:.2f}",
        "Created Time": day_first_time(order.created), "Paid Time": day_first_time(order.created + timedelta(minutes=2)),
        "RTH Time": day_first_time(shipped - timedelta(hours=5) if shipped else None), "Shipped Time": day_first_time(shipped),
        "Delivered Time": day_first_time(delivered),
        "Cancelled Time": day_first_time(order.created + timedelta(hours=3) if order.is_cancelled else None),
        "Cancel By": "User" if order.is_cancelled else "", "Cancel Reason": "No longer needed" if order.is_cancelled else "",
        "Fulfillment Type": "Fulfillment by seller", "Warehouse Name": "Kendal", "Country": "United Kingdom",
        "Product Category": "Drinkware",
    }  # fmt: skip


def _listings(scenario: Scenario) -> Iterator[Row]:
    """The five listings of the brand and six of the shop's own goods."""
    own = ("Enamel mug", "Wool blanket", "Oak tray", "Beeswax candle", "Linen apron", "Slate coaster, 4 pieces")
    for n, bottle in enumerate(BOTTLES):
        yield Row(
            product_id=str(1_729_733_082_000_000 + n * 4_409), sku_id=bottle.sku_id, seller_sku=bottle.code,
            category="Drinkware (604579)", brand="Torvhald", title=f"{bottle.name}, {bottle.colour.lower()}",
            description=f"<p>{bottle.name}, double-walled steel. Sold by {scenario.shop}, a reseller of Torvhald.</p>",
            variation=bottle.colour, price=f"{bottle.price:.2f}", quantity=18 + n * 7,
        )  # fmt: skip
    for n, name in enumerate(own):
        yield Row(
            product_id=str(1_729_733_090_000_000 + n * 4_409), sku_id=str(1_729_733_090_600_000 + n), seller_sku=f"TT-HM-{200 + n}",
            category="Home Supplies (600001)", brand="", title=f"{name}, made in Cumbria", description=f"<p>{name}.</p>",
            variation="", price=f"{9.5 + n:.2f}", quantity=40 + n,
        )  # fmt: skip

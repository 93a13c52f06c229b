"""What happened to each order: shipped the next day, cancelled by its buyer, or by the seller for want of stock.

The planted truth. From 20 July the shop's stock numbers stand still. Three SKUs are empty from 22, 24 and 27 July; their
listings go on selling until 20 August, and a third of those orders is cancelled as out of stock. All else is as before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from kit.demo.stories.oversold.scenario import CLOSED, DAY, EMPTY, FIRST_DAY, LAST_DAY, STOPPED, WINDOW, Scenario

SKUS = 12
_HOURS = (9, 6, 4, 3, 3, 5, 9, 14, 20, 25, 29, 31, 32, 31, 30, 30, 31, 33, 37, 42, 44, 40, 30, 18)
STOCK, PRICE = "Out of stock", "Pricing error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order of one SKU."""

    number: int
    order_id: str
    package_id: str
    tracking_id: str
    sku: int
    created: datetime
    labelled: datetime
    shipped: datetime
    delivered: datetime
    cancelled: datetime | None
    cancel_by: str
    reason: str

    @property
    def is_oversold(self) -> bool:
        """Cancelled for want of stock in the days that the notice counts."""
        return self.reason == STOCK and self.is_counted

    @property
    def is_fault(self) -> bool:
        """Cancelled by the seller's fault in those days."""
        return self.cancel_by == "SELLER" and self.is_counted

    @property
    def is_counted(self) -> bool:
        """Placed in those days."""
        return WINDOW[0] <= self.created.date() <= WINDOW[1]


def orders(scenario: Scenario) -> tuple[Order, ...]:
    """Every order of the weeks, oldest first."""
    chance = Random(scenario.seed)  # noqa: S311 - a seeded example, not a secret
    placed = sorted(moment for day in _days() for moment in _moments(day, scenario, chance))
    return tuple(_order(n, moment, scenario, chance) for n, moment in enumerate(placed, 1))


def counted(found: tuple[Order, ...]) -> tuple[Order, ...]:
    """The orders that the notice counts."""
    return tuple(o for o in found if o.is_counted)


def is_empty(sku: int, moment: datetime) -> bool:
    """Whether the shelf of the SKU was empty while its listing still sold."""
    return sku in EMPTY and datetime.combine(EMPTY[sku], time.min) <= moment <= CLOSED


def _days() -> Iterator[date]:
    day = FIRST_DAY
    while day <= LAST_DAY:
        yield day
        day += DAY


def _moments(day: date, scenario: Scenario, chance: Random) -> Iterator[datetime]:
    count = round(scenario.orders_a_day * chance.uniform(0.92, 1.08))
    for hour in chance.choices(range(24), _HOURS, k=count):
        yield datetime.combine(day, time(hour)) + timedelta(seconds=int(chance.random() * 3600))


def _order(number: int, created: datetime, scenario: Scenario, chance: Random) -> Order:
    draw = chance.random
    sku = int(draw() * SKUS)
    labelled = created + timedelta(hours=2 + int(draw() * 9), minutes=int(draw() * 60))
    shipped = labelled + timedelta(hours=5 + int(draw() * 14))
    cancelled, by, reason = _cancelled(scenario, sku, created, labelled, chance)
    return Order(
        number=number,
        order_id=str(578_800_000_000_000_000 + number * 214_748_364_801 + int(draw() * 99_999_999)),
        package_id=str(115_900_000_000_000_000 + number * 98_765_431_203 + int(draw() * 9_999_999)),
        tracking_id=f"HCP{number:07}{int(draw() * 1000):03}",
        sku=sku,
        created=created,
        labelled=labelled,
        shipped=shipped,
        delivered=shipped + timedelta(hours=40 + int(draw() * 60)),
        cancelled=cancelled,
        cancel_by=by,
        reason=reason,
    )


def _cancelled(
    scenario: Scenario, sku: int, created: datetime, labelled: datetime, chance: Random
) -> tuple[datetime | None, str, str]:
    """When, by whom and why an order was cancelled, if it was."""
    draw, hours = chance.random(), 6 + int(chance.random() * 16)
    picked = created + timedelta(hours=hours, minutes=int(chance.random() * 60))
    if scenario.defect == "stock" and is_empty(sku, created) and draw < scenario.cancelled:
        return picked, "SELLER", STOCK
    if scenario.defect == "price" and STOPPED <= created <= CLOSED and draw < 0.075:
        return picked, "SELLER", PRICE
    if draw > 0.995:
        return picked, "SELLER", STOCK if draw > 0.997 else PRICE
    if draw > 0.97:
        return min(labelled - timedelta(minutes=5), created + timedelta(minutes=10 + int(draw * 70))), "BUYER", "No longer needed"
    return None, "", ""

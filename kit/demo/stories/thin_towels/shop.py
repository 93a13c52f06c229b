"""What happened to each order. The planted truth: buyers of the new lot's towels return them as not as described, one in six.

Of all other orders about two in a hundred come back, for reasons of every kind. From the notice on the four SKUs are not for sale.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from kit.demo.stories.thin_towels.scenario import (
    CATALOGUE,
    EXPORTED,
    FIRST_DAY,
    LAST_DAY,
    REMOVED,
    SOLD_FROM,
    THIN,
    Scenario,
)

NOT_AS_DESCRIBED = "Product doesn't match description"
DAMAGED = "Package or product is damaged"
OTHERS = ("Product is defective or doesn't work", "Wrong product was sent", DAMAGED, "Missed estimated delivery date")
_SHARE = (20, 16, 14, 9, 14, 12, 9, 6)  # of the orders, as the catalogue lists the goods
_HOURS = (12, 6, 3, 2, 2, 5, 9, 15, 22, 28, 31, 33, 34, 30, 27, 26, 28, 31, 38, 49, 58, 55, 41, 24)
_COMES_BACK, _USUAL = 0.17, 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order of one piece, with its return if it came back."""

    number: int
    order_id: str
    good: int
    created: datetime
    shipped: datetime
    delivered: datetime
    reason: str | None
    asked: datetime
    refunded: datetime

    @property
    def is_of_lot(self) -> bool:
        """Whether its towel is of the new lot."""
        return CATALOGUE[self.good].code in THIN and self.created.date() >= SOLD_FROM


def orders(scenario: Scenario) -> tuple[Order, ...]:
    """Every order of the fourteen weeks and a half, oldest first."""
    chance = Random(scenario.seed)  # noqa: S311 - a seeded example, not a secret
    placed = sorted(moment for day in _days() for moment in _moments(day, chance))
    made = (_order(n, moment, scenario, chance) for n, moment in enumerate(placed, 1))
    return tuple(o for o in made if not (CATALOGUE[o.good].code in THIN and o.created >= REMOVED))


def of_lot(found: tuple[Order, ...]) -> tuple[Order, ...]:
    """Every order of the new lot."""
    return tuple(o for o in found if o.is_of_lot)


def returned(found: tuple[Order, ...]) -> tuple[Order, ...]:
    """Every order that came back before the export."""
    return tuple(sorted((o for o in found if o.reason and o.asked <= EXPORTED), key=lambda o: o.asked))


def refunded(found: tuple[Order, ...]) -> tuple[Order, ...]:
    """Orders of the lot that were returned as not as described, oldest first."""
    return tuple(o for o in returned(found) if o.is_of_lot and o.reason == NOT_AS_DESCRIBED)


def _days() -> Iterator[date]:
    day = FIRST_DAY
    while day <= LAST_DAY:
        yield day
        day += timedelta(days=1)


def _moments(day: date, chance: Random) -> Iterator[datetime]:
    for hour in chance.choices(range(24), _HOURS, k=chance.randrange(11, 15)):
        yield datetime.combine(day, time(hour)) + timedelta(seconds=int(chance.random() * 3600))


def _order(number: int, created: datetime, scenario: Scenario, chance: Random) -> Order:
    good = chance.choices(range(len(CATALOGUE)), _SHARE)[0]
    shipped = datetime.combine(created.date() + timedelta(days=1), time(16)) + timedelta(minutes=int(chance.random() * 90))
    delivered = datetime.combine(shipped.date() + timedelta(days=chance.choice((1, 1, 2))), time(9)) + timedelta(
        seconds=int(chance.random() * 30_000)
    )
    which, wish = chance.random(), chance.random()
    hit = CATALOGUE[good].code in THIN and created.date() >= SOLD_FROM
    reason = OTHERS[int(which * len(OTHERS))] if wish < _USUAL else None
    if hit and wish < _COMES_BACK:
        reason = NOT_AS_DESCRIBED if scenario.is_thin else DAMAGED
    asked = delivered + timedelta(days=1 + int(chance.random() * 6), seconds=int(chance.random() * 30_000))
    return Order(
        number=number,
        order_id=str(580_100_000_000_000_000 + number * 214_748_364_801 + int(chance.random() * 99_999_999)),
        good=good,
        created=created,
        shipped=shipped,
        delivered=delivered,
        reason=reason,
        asked=asked,
        refunded=asked + timedelta(days=3 + int(chance.random() * 5), seconds=int(chance.random() * 40_000)),
    )

"""What happened to each order and request. The planted truth: of backpacks sold from 7 September on, more than a third of the zips break.

The batch is sold for 15 days, during a campaign, so that the backpack also has more of the orders; of all other goods one order
in a hundred comes back for a fault of the shop. Requests are answered on working days and Saturdays; from 5 September nobody
answers on Saturdays, and the queue of the batch makes the answers slower still; from 26 September somebody answers every day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from kit.demo.stories.refund_spike.scenario import (
    BATCH,
    DAY,
    EXPORTED,
    FIRST_DAY,
    LAST_DAY,
    NO_SATURDAYS,
    PAUSED,
    REOPENED,
    WEEKENDS,
    WINDOW,
    Scenario,
)

BACKPACK = 2  # number of its SKU
USUAL, PROMOTED = 0.15, 0.30  # its share of the orders
DEFECTIVE = "Product is defective or doesn't work"
DAMAGED = "Package or product is damaged"
OURS = ("Product doesn't match description", "Wrong product was sent", DEFECTIVE)
NOT_OURS = ("Missed estimated delivery date", "Package wasn't received", DAMAGED, "Other")
WITHOUT_RETURN = frozenset({"Package wasn't received", "Other"})  # asked as refunds only
FAULTY, OTHER = 0.0085, 0.012  # of all orders come back for a fault of the shop's, and for other reasons
_HOURS = (12, 6, 3, 2, 2, 5, 9, 15, 22, 28, 31, 33, 34, 30, 27, 26, 28, 31, 38, 49, 58, 55, 41, 24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A return request with its answer and its end."""

    number: int
    return_id: str
    reason: str
    asked: datetime
    answered: datetime
    refunded: datetime | None  # None: withdrawn by the buyer


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order of one SKU."""

    number: int
    order_id: str
    package_id: str
    tracking_id: str
    sku: int
    carrier: str
    created: datetime
    labelled: datetime
    shipped: datetime
    delivered: datetime
    cancelled: datetime | None
    asked: Asked | None

    @property
    def is_of_batch(self) -> bool:
        """Whether its backpack is of the new batch."""
        return self.sku == BACKPACK and BATCH <= self.created.date() <= PAUSED and self.cancelled is None

    @property
    def is_counted(self) -> bool:
        """Placed in the days of the notice."""
        return WINDOW[0] <= self.created.date() <= WINDOW[1]

    @property
    def is_ours(self) -> bool:
        """Returned for a reason that the list gives to the seller."""
        return self.asked is not None and self.asked.refunded is not None and self.asked.reason in OURS


def orders(scenario: Scenario) -> tuple[Order, ...]:
    """Every order of the fifteen weeks, oldest first."""
    chance = Random(scenario.seed)  # noqa: S311 - a seeded example, not a secret
    placed = sorted(moment for day in _days(FIRST_DAY, LAST_DAY) for moment in _moments(day, scenario, chance))
    return tuple(_order(n, moment, scenario, chance) for n, moment in enumerate(placed, 1))


def requests(found: tuple[Order, ...]) -> tuple[tuple[Order, Asked], ...]:
    """Every request that was made before the export, oldest first."""
    made = [(o, o.asked) for o in found if o.asked and o.asked.asked <= EXPORTED]
    return tuple(sorted(made, key=lambda pair: pair[1].asked))


def counted(found: tuple[Order, ...]) -> tuple[Order, ...]:
    """The orders that the notice counts."""
    return tuple(o for o in found if o.is_counted)


def faults(found: tuple[Order, ...]) -> tuple[Order, ...]:
    """Those of them that came back for a fault of the shop's."""
    return tuple(o for o in counted(found) if o.is_ours)


def broken(found: tuple[Order, ...]) -> tuple[tuple[Order, Asked], ...]:
    """The requests for backpacks of the batch that named a fault of the goods, oldest order first."""
    return tuple((o, o.asked) for o in found if o.is_of_batch and o.asked and o.is_ours)


def batch_sold(found: tuple[Order, ...]) -> tuple[Order, ...]:
    """Every order of the batch."""
    return tuple(o for o in found if o.is_of_batch)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


def _moments(day: date, scenario: Scenario, chance: Random) -> Iterator[datetime]:
    count = round(scenario.orders_a_day * chance.uniform(0.9, 1.1))
    for hour in chance.choices(range(24), _HOURS, k=count):
        yield datetime.combine(day, time(hour)) + timedelta(seconds=int(chance.random() * 3600))


def _order(number: int, created: datetime, scenario: Scenario, chance: Random) -> Order:
    draw = chance.random
    sku = _sku(created, scenario, draw(), draw())
    carrier = scenario.carriers[draw() < 0.36]
    labelled = _labelled(created, chance)
    shipped = datetime.combine(labelled.date(), time(17, 20)) + timedelta(minutes=int(draw() * 35), seconds=int(draw() * 60))
    on_the_way = chance.choices((2, 3, 4, 5), (3, 5, 3, 1))[0]
    delivered = datetime.combine(shipped.date() + DAY * on_the_way, time(9)) + timedelta(seconds=int(draw() * 32_000))
    is_off = draw() < 0.018
    reason = _reason(sku, carrier, created, scenario, chance)
    return Order(
        number=number,
        order_id=str(580_400_000_000_000_000 + number * 214_748_364_801 + int(draw() * 99_999_999)),
        package_id=str(117_200_000_000_000_000 + number * 98_765_431_203 + int(draw() * 9_999_999)),
        tracking_id=f"{'LYX' if carrier == scenario.carriers[0] else 'NRL'}{number:08}{int(draw() * 1000):03}",
        sku=sku,
        carrier=carrier,
        created=created,
        labelled=labelled,
        shipped=shipped,
        delivered=delivered,
        cancelled=created + timedelta(minutes=6 + int(draw() * 45)) if is_off else None,
        asked=_asked(number, reason, delivered, chance) if reason and not is_off else None,
    )


def _sku(created: datetime, scenario: Scenario, is_it: float, other: float) -> int:
    """The backpack for its share of the orders while it is for sale, else one of the seven others."""
    day = created.date()
    share = PROMOTED if BATCH <= day < PAUSED else USUAL
    if scenario.planted == "mix":
        share = 0.62 if WINDOW[0] <= day <= WINDOW[1] else USUAL
    elif datetime.combine(PAUSED, time(9, 40)) <= created < datetime.combine(REOPENED, time(10)):
        share = 0.0
    if is_it < share:
        return BACKPACK
    found = int(other * 7)
    return found if found < BACKPACK else found + 1


def _reason(sku: int, carrier: str, created: datetime, scenario: Scenario, chance: Random) -> str | None:
    """Why the order comes back, or None."""
    wish, which, broke = chance.random(), chance.random(), chance.random()
    in_batch = sku == BACKPACK and BATCH <= created.date() <= PAUSED
    in_window = WINDOW[0] <= created.date() <= WINDOW[1]
    if scenario.planted == "batch" and in_batch and broke < scenario.breaks:
        return DEFECTIVE if which < 0.93 else OURS[0]
    if scenario.planted == "way" and in_window and carrier == scenario.carriers[1] and broke < 0.22:
        return DAMAGED
    if scenario.planted == "mix" and sku == BACKPACK and broke < 0.12:
        return chance.choice(OURS)
    if wish < FAULTY:
        return OURS[int(which * len(OURS))]
    return NOT_OURS[int(which * len(NOT_OURS))] if wish < FAULTY + OTHER else None


def _asked(number: int, reason: str, delivered: datetime, chance: Random) -> Asked:
    days = chance.choices((0, 1, 2, 3, 4, 5, 6), (18, 26, 22, 15, 10, 6, 3))[0]
    asked = datetime.combine(delivered.date() + DAY * days, time(10 if days == 0 else 7))
    asked = max(asked, delivered) + timedelta(seconds=int(chance.random() * 40_000))
    answered = _answered(asked, chance)
    back = 0 if reason in WITHOUT_RETURN else 4 + int(chance.random() * 4)
    refunded = answered + timedelta(days=back, hours=2 + int(chance.random() * 20), seconds=int(chance.random() * 3600))
    return Asked(
        number=number,
        return_id=str(577_900_000_000_000_000 + number * 143_165_576_533 + int(chance.random() * 9_999_999)),
        reason=reason,
        asked=asked,
        answered=answered,
        refunded=None if chance.random() < 0.03 else refunded,
    )


def _answered(asked: datetime, chance: Random) -> datetime:
    """The next day on which somebody answers, in its hours; slower while the batch fills the queue."""
    is_queue = BATCH + 3 * DAY <= asked.date() < WEEKENDS
    at = asked + timedelta(hours=2 + chance.random() * (46 if is_queue else 9))
    while not _is_manned(at.date()) or at.hour >= 18:
        at = datetime.combine(at.date() + DAY, time(9)) + timedelta(minutes=int(chance.random() * 300))
    if at.hour < 9:
        at = datetime.combine(at.date(), time(9)) + timedelta(minutes=int(chance.random() * 200))
    return at.replace(microsecond=0)


def _is_manned(day: date) -> bool:
    if day >= WEEKENDS:
        return True
    return day.weekday() < 5 or (day.weekday() == 5 and day < NO_SATURDAYS)


def _labelled(created: datetime, chance: Random) -> datetime:
    """Labels are made from eight to five on every day but Sunday."""
    at = created + timedelta(minutes=15 + int(chance.random() * 90), seconds=int(chance.random() * 60))
    while at.weekday() == 6 or at.hour >= 17:
        at = datetime.combine(at.date() + DAY, time(8)) + timedelta(minutes=5 + int(chance.random() * 60))
    return at if at.hour >= 8 else datetime.combine(at.date(), time(8)) + timedelta(minutes=5 + int(chance.random() * 60))

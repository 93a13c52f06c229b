"""What happened to each order. The planted truth: from 24 August each of three gift sets is packed every third working day.

Until then the supplier delivers the sets packed and every order leaves on the day or the working day after. From then on the
pieces come loose, one table packs one kind of set a day in turn, and a set whose turn comes on the third working day after its
order is Shipped a day too late. Labels are printed at once in any case: the fault does not show there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from kit.demo.stories.th_shipped.scenario import CHANGED, DAY, FIRST_DAY, FREE, LAST_DAY, MENDED, WINDOW, Scenario

SETS = (0, 1, 2)  # numbers of their SKUs
SINGLES = (3, 4, 5, 6, 7)
CUTOFF, PICKUP = time(13, 0), time(18, 0)
_HOURS = (14, 7, 4, 2, 2, 3, 8, 14, 20, 24, 27, 29, 33, 31, 27, 26, 27, 29, 33, 42, 55, 58, 46, 28)


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

    @property
    def due(self) -> datetime:
        """The end of the second working day after the day of the order."""
        return datetime.combine(after(self.created.date(), 2), time.max)

    @property
    def is_late(self) -> bool:
        """By the status Shipped."""
        return self.cancelled is None and self.shipped > self.due

    @property
    def is_set(self) -> bool:
        """Whether it is one of the gift sets."""
        return self.sku in SETS

    @property
    def is_counted(self) -> bool:
        """Placed in the days of the notice and not cancelled in time."""
        return self.cancelled is None and WINDOW[0] <= self.created.date() <= WINDOW[1]


def is_working(day: date) -> bool:
    """Monday to Friday but for public holidays."""
    return day.weekday() < 5 and day not in FREE


def after(day: date, count: int) -> date:
    """The working day that comes so many working days after the day; from a free day the first counts as day 1."""
    while count:
        day += DAY
        count -= is_working(day)
    return day


def turn(day: date) -> int:
    """Which of three takes its turn on a working day, counted from the day of the change."""
    return sum(is_working(CHANGED + DAY * n) for n in range((day - CHANGED).days)) % 3


def orders(scenario: Scenario) -> tuple[Order, ...]:
    """Every order of the ten weeks, oldest first."""
    chance = Random(scenario.seed)  # noqa: S311 - a seeded example, not a secret
    placed = sorted(moment for day in _days() for moment in _moments(day, scenario, chance))
    return tuple(_order(n, moment, scenario, chance) for n, moment in enumerate(placed, 1))


def counted(found: tuple[Order, ...]) -> tuple[Order, ...]:
    """The orders that the notice counts."""
    return tuple(o for o in found if o.is_counted)


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
    is_set = draw() < scenario.sets_share
    sku = int(draw() * 3) if is_set else SINGLES[int(draw() * len(SINGLES))]
    is_second = draw() < 0.34
    labelled = _labelled(created, chance)
    leaves = _leaves(
        created.date(),
        labelled.date(),
        sku if scenario.defect == "sets" else int(draw() * 3),
        is_turned(scenario, is_set, is_second),
    )
    if draw() < scenario.mislaid:
        leaves = after(leaves, 2)
    shipped = datetime.combine(leaves, PICKUP) + timedelta(minutes=int(draw() * 25), seconds=int(draw() * 60))
    delivered = datetime.combine(leaves + DAY * chance.choices((1, 2, 3), (4, 5, 1))[0], time(9)) + timedelta(
        seconds=int(draw() * 30_000)
    )
    wish = draw()
    return Order(
        number=number,
        order_id=str(579_300_000_000_000_000 + number * 214_748_364_801 + int(draw() * 99_999_999)),
        package_id=str(116_100_000_000_000_000 + number * 98_765_431_203 + int(draw() * 9_999_999)),
        tracking_id=f"{'CPX' if is_second else 'SSP'}{number:07}{int(draw() * 1000):03}TH",
        sku=sku,
        carrier=scenario.second_carrier if is_second else scenario.carrier,
        created=created,
        labelled=labelled,
        shipped=shipped,
        delivered=delivered,
        cancelled=created + timedelta(minutes=5 + int(draw() * 50)) if wish < 0.021 else None,
    )


def is_turned(scenario: Scenario, is_set: bool, is_second: bool) -> bool:
    """Whether the order waits for a turn where the defect is at work."""
    return is_set if scenario.defect == "sets" else is_second


def _labelled(created: datetime, chance: Random) -> datetime:
    """Labels are printed from eight to six on working days, whatever is packed."""
    minutes = timedelta(minutes=10 + int(chance.random() * 60), seconds=int(chance.random() * 60))
    if is_working(created.date()) and 8 <= created.hour < 17:
        return created + minutes
    day = created.date() if is_working(created.date()) and created.hour < 8 else after(created.date(), 1)
    return datetime.combine(day, time(8)) + minutes


def _leaves(placed: date, labelled: date, kind: int, waits: bool) -> date:
    """The day of the pick-up: that of the label, or the next turn of its kind."""
    day = labelled if labelled > placed or is_working(placed) else after(placed, 1)
    if day == placed:
        day = after(placed, 1) if kind % 2 else placed
    if not waits or not CHANGED <= day < MENDED:
        return day
    day = after(placed, 1)
    while turn(day) != kind and day < MENDED:
        day = after(day, 1)
    return day

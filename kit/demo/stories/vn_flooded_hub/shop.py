"""What happened to each order. The planted truth: parcels to the centre lay in the carrier's flooded hub for up to nine days.

The shop hands over on time: orders before 14:00 of a working day leave that day, later ones on the next. One order in six goes to
the centre, through the hub that stood under water; most of the buyers whose parcels lay there asked for their money back because
of the delay. A few orders of other days come back for a fault of the shop's own, and those it does not dispute.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from kit.demo.stories.vn_flooded_hub.scenario import (
    DAY,
    EXPORTED,
    FIRST_DAY,
    FLOODED,
    FREE,
    LAST_DAY,
    MADE_UP,
    OPEN_AGAIN,
    WINDOW,
    Scenario,
)

LATE, LOST = "Missed estimated delivery date", "Package wasn't received"
OURS = ("Product is defective or doesn't work", "Wrong product was sent", "Product doesn't match description")
DAMAGED = "Package or product is damaged"
WITHOUT_RETURN = frozenset({LOST})  # asked as refunds only
CUTOFF, PICKUP = time(14, 0), time(17, 10)
CENTRE = 0.17  # of the orders go to the centre
FAULTY, BROKEN = 0.0085, 0.003  # of all orders come back for a fault of the shop's, and damaged
_HOURS = (14, 7, 4, 2, 2, 3, 8, 14, 20, 24, 27, 29, 33, 31, 27, 26, 27, 29, 33, 42, 55, 58, 46, 28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A return request with its answer and its end."""

    return_id: str
    reason: str
    asked: datetime
    refunded: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order of one SKU."""

    number: int
    order_id: str
    package_id: str
    tracking_id: str
    sku: int
    is_central: bool
    created: datetime
    labelled: datetime
    shipped: datetime
    at_hub: datetime | None  # when it came to the hub of the centre
    delivered: datetime
    asked: Asked | None

    @property
    def due(self) -> datetime:
        """Until when the site wants it handed over."""
        return datetime.combine(leaves(self.created), time.max)

    @property
    def is_held(self) -> bool:
        """Whether it lay in the hub while that was closed."""
        return self.at_hub is not None and FLOODED - timedelta(hours=12) <= self.at_hub < OPEN_AGAIN

    @property
    def is_counted(self) -> bool:
        """Placed in the days of the notice."""
        return WINDOW[0] <= self.created.date() <= WINDOW[1]


def orders(scenario: Scenario) -> tuple[Order, ...]:
    """Every order of the eight weeks, oldest first."""
    chance = Random(scenario.seed)  # noqa: S311 - a seeded example, not a secret
    placed = sorted(moment for day in _days() for moment in _moments(day, scenario, chance))
    return tuple(_order(n, moment, scenario, chance) for n, moment in enumerate(placed, 1))


def counted(found: tuple[Order, ...]) -> tuple[Order, ...]:
    """The orders that the notice counts."""
    return tuple(o for o in found if o.is_counted)


def noticed(found: tuple[Order, ...]) -> tuple[Order, ...]:
    """The orders of the notice's list: every one of its days that came back, for whatever reason."""
    return tuple(o for o in counted(found) if o.asked and o.asked.asked <= EXPORTED)


def of_reason(found: tuple[Order, ...], *reasons: str) -> tuple[Order, ...]:
    """Those that came back for one of these reasons."""
    return tuple(o for o in found if o.asked and o.asked.reason in reasons)


def shown(found: tuple[Order, ...]) -> Order:
    """The parcel whose page of the carrier is an exhibit."""
    late = of_reason(noticed(found), LATE)
    return late[len(late) // 2] if late else noticed(found)[0]


def is_working(day: date) -> bool:
    """Monday to Friday and the Saturday that was made up, but for public holidays."""
    return (day.weekday() < 5 or day in MADE_UP) and day not in FREE


def leaves(created: datetime) -> date:
    """The working day on which an order is due to be handed over."""
    day = created.date()
    if is_working(day) and created.time() < CUTOFF:
        return day
    return _next_working(day)


def _next_working(day: date) -> date:
    day += DAY
    while not is_working(day):
        day += DAY
    return day


def _days() -> Iterator[date]:
    day = FIRST_DAY
    while day <= LAST_DAY:
        yield day
        day += DAY


def _moments(day: date, scenario: Scenario, chance: Random) -> Iterator[datetime]:
    for hour in chance.choices(range(24), _HOURS, k=round(scenario.orders_a_day * chance.uniform(0.9, 1.1))):
        yield datetime.combine(day, time(hour)) + timedelta(seconds=int(chance.random() * 3600))


def _order(number: int, created: datetime, scenario: Scenario, chance: Random) -> Order:
    draw = chance.random
    is_central, sku = draw() < CENTRE, int(draw() * 8)
    day = leaves(created)
    in_trouble = is_central and datetime(2026, 9, 9) <= created < datetime(2026, 9, 22)  # noqa: DTZ001
    if scenario.planted == "late" and in_trouble:
        for _ in range(4):
            day = _next_working(day)
    shipped = datetime.combine(day, PICKUP) + timedelta(minutes=int(draw() * 40), seconds=int(draw() * 60))
    at_hub = shipped + timedelta(hours=30 + draw() * 10) if is_central else None
    delivered = _delivered(shipped, at_hub, scenario, chance)
    reason = _reason(scenario, at_hub=at_hub, in_trouble=in_trouble, chance=chance)
    return Order(
        number=number,
        order_id=str(579_800_000_000_000_000 + number * 214_748_364_801 + int(draw() * 99_999_999)),
        package_id=str(117_400_000_000_000_000 + number * 98_765_431_203 + int(draw() * 9_999_999)),
        tracking_id=f"NGX{number:07}{int(draw() * 1000):03}",
        sku=sku,
        is_central=is_central,
        created=created,
        labelled=max(created + timedelta(minutes=20), datetime.combine(day, time(8, 30))).replace(microsecond=0),
        shipped=shipped,
        at_hub=at_hub.replace(microsecond=0) if at_hub else None,
        delivered=delivered,
        asked=_asked(number, reason, delivered, chance) if reason else None,
    )


def _delivered(shipped: datetime, at_hub: datetime | None, scenario: Scenario, chance: Random) -> datetime:
    days = chance.choices((1, 2, 3), (3, 5, 2))[0]
    start = at_hub or shipped
    if scenario.planted == "hub" and at_hub and FLOODED - timedelta(hours=12) <= at_hub < OPEN_AGAIN:
        start = OPEN_AGAIN
    return datetime.combine(start.date() + DAY * days, time(9)) + timedelta(seconds=int(chance.random() * 32_000))


def _reason(scenario: Scenario, *, at_hub: datetime | None, in_trouble: bool, chance: Random) -> str | None:
    """Why the order comes back, or None."""
    which, wish, kind = chance.random(), chance.random(), chance.random()
    if scenario.planted == "hub":
        is_hit = at_hub is not None and FLOODED - timedelta(hours=12) <= at_hub < OPEN_AGAIN
    else:
        is_hit = in_trouble
    if is_hit and which < 0.62:
        if scenario.planted == "goods":
            return OURS[0]
        return LOST if which < 0.07 and scenario.planted == "hub" else LATE
    if wish < FAULTY:
        return OURS[int(kind * len(OURS))]
    return DAMAGED if wish < FAULTY + BROKEN else None


def _asked(number: int, reason: str, delivered: datetime, chance: Random) -> Asked:
    """Asked for in the days before a late delivery, or after one in time; refunded some days later."""
    days = -(1 + int(chance.random() * 3)) if reason in {LATE, LOST} else 1 + int(chance.random() * 5)
    asked = datetime.combine(delivered.date() + DAY * days, time(8)) + timedelta(seconds=int(chance.random() * 50_000))
    back = timedelta(days=2 + int(chance.random() * 6), hours=int(chance.random() * 9))
    return Asked(
        return_id=str(578_300_000_000_000_000 + number * 143_165_576_533 + int(chance.random() * 9_999_999)),
        reason=reason,
        asked=asked,
        refunded=asked + back,
    )

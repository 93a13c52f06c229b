"""What happened to each order. The planted truth: on two evenings a live sells ten days' orders each, and the tables pack eighty a day.

Orders are packed in the order in which they came, on all days but Sunday, and handed over at half past five. In the variant
`few` no creator is named: five buyers place most orders of the same three days.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from kit.demo.stories.live_spike.scenario import (
    DAY,
    EXPORTED,
    EXTRA,
    FIRST_DAY,
    LAST_DAY,
    LIVES,
    NEXT_LIVE,
    REPLAY,
    TABLES,
    TWO_SHIFTS,
    WINDOW,
    Scenario,
)

CHOPPER, SKUS = 0, 8
_HOURS = (8, 4, 2, 1, 2, 5, 9, 15, 22, 28, 31, 33, 34, 30, 27, 26, 28, 31, 38, 44, 46, 40, 28, 16)
_LIVE_HOURS = (19, 20, 21, 22)
_SOLD = {LIVES[0]: 146, LIVES[1]: 188, REPLAY: 74, NEXT_LIVE: 52}  # through the creator
_CLOSES = time(15)  # orders until then are packed the same day
REASONS = ("Product doesn't match description", "Product is defective or doesn't work", "Package or product is damaged", "Other")
LATE_REASON = "Missed estimated delivery date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order of one SKU. `returned`: when and why a return was asked for."""

    number: int
    order_id: str
    package_id: str
    tracking_id: str
    sku: int
    buyer: str
    creator: str
    created: datetime
    shipped: datetime
    delivered: datetime
    cancelled: datetime | None
    returned: tuple[datetime, str] | None

    @property
    def due(self) -> date:
        """The last day on which it is in time: the same working day until noon, else the next."""
        day = self.created.date()
        if day.weekday() < 5 and self.created.time() < time(12):
            return day
        day += DAY
        while day.weekday() > 4:
            day += DAY
        return day

    @property
    def is_late(self) -> bool:
        """Whether it was handed over after that day."""
        return self.cancelled is None and self.shipped.date() > self.due

    @property
    def is_counted(self) -> bool:
        """Placed in the days of the notice."""
        return WINDOW[0] <= self.created.date() <= WINDOW[1]


def orders(scenario: Scenario) -> tuple[Order, ...]:
    """Every order of the seventeen weeks, oldest first."""
    chance = Random(scenario.seed)  # noqa: S311 - a seeded example, not a secret
    placed = sorted(pair for day in _days() for pair in _moments(day, scenario, chance))
    names = _buyers(placed, scenario, chance)
    drawn = [_order(n, at, creator, chance) for n, (at, creator) in enumerate(placed, 1)]
    named = [replace(order, buyer=name) for order, name in zip(drawn, names, strict=True)]
    return tuple(_packed(named, chance))


def of_live(found: tuple[Order, ...]) -> tuple[Order, ...]:
    """The orders of the three days through the creator."""
    return tuple(o for o in found if o.creator and o.created.date() <= REPLAY)


def late(found: tuple[Order, ...]) -> tuple[Order, ...]:
    """The late orders that the notice counts."""
    return tuple(o for o in found if o.is_counted and o.is_late)


def rate(found: tuple[Order, ...]) -> str:
    """The late dispatch rate that the notice prints: of all its orders that were not cancelled before they were due."""
    counted = [o for o in found if o.is_counted and o.cancelled is None]
    return f"{100 * len(late(found)) / len(counted):.1f}%"


def packed_on(found: tuple[Order, ...], day: date) -> int:
    """Parcels handed over on that day."""
    return sum(o.cancelled is None and o.shipped.date() == day for o in found)


def left_on(found: tuple[Order, ...], day: date) -> int:
    """Orders that had come by the end of the hand-over of that day and were not with the carrier."""
    end = datetime.combine(day, time(17, 30))
    return sum(o.cancelled is None and o.created <= end and o.shipped.date() > day for o in found)


def _days() -> Iterator[date]:
    day = FIRST_DAY
    while day <= LAST_DAY:
        yield day
        day += DAY


def _moments(day: date, scenario: Scenario, chance: Random) -> Iterator[tuple[datetime, str]]:
    """When orders came in, each with the creator through whom it came."""
    for hour in chance.choices(range(24), _HOURS, k=round(scenario.orders_a_day * chance.uniform(0.7, 1.3))):
        yield datetime.combine(day, time(hour)) + timedelta(seconds=int(chance.random() * 3600)), ""
    hours, weights = (range(24), _HOURS) if day == REPLAY else (_LIVE_HOURS, (34, 38, 24, 4))
    creator = scenario.creator if scenario.planted == "live" or day == NEXT_LIVE else ""
    for hour in chance.choices(hours, weights, k=_SOLD.get(day, 0)):
        yield datetime.combine(day, time(hour)) + timedelta(seconds=int(chance.random() * 3600)), creator


def _buyers(placed: list[tuple[datetime, str]], scenario: Scenario, chance: Random) -> Iterator[str]:
    """Whose order it is: every fifth is of somebody who bought in the weeks before; through the creator nearly none."""
    known: list[tuple[datetime, str]] = []
    for n, (at, creator) in enumerate(placed):
        recent = [name for when, name in known if at - when < timedelta(days=28)]
        is_again = bool(recent) and chance.random() < (0.03 if creator else 0.2)
        name = chance.choice(recent) if is_again else f"demo_{n:05}"
        if scenario.planted == "few" and at.date() in _SOLD and at.date() != NEXT_LIVE and chance.random() < 0.8:
            name = f"demo_bulk_{int(chance.random() * 5)}"
        known.append((at, name))
        yield name


def _order(number: int, created: datetime, creator: str, chance: Random) -> Order:
    draw = chance.random
    is_chopper = draw() < (0.93 if creator else 0.14)
    is_off = draw() < 0.012
    asked = _asked(draw(), draw())
    return Order(
        number=number,
        order_id=str(581_300_000_000_000_000 + number * 214_748_364_801 + int(draw() * 99_999_999)),
        package_id=str(118_400_000_000_000_000 + number * 98_765_431_203 + int(draw() * 9_999_999)),
        tracking_id=f"LYX{number:08}{int(draw() * 1000):03}",
        sku=CHOPPER if is_chopper else 1 + int(draw() * (SKUS - 1)),
        buyer="",
        creator=creator,
        created=created,
        shipped=created,
        delivered=created,
        cancelled=created + timedelta(minutes=6 + int(draw() * 45)) if is_off else None,
        returned=(created, asked) if asked and not is_off else None,
    )


def _asked(wish: float, which: float) -> str:
    return REASONS[0 if which < 0.12 else 1 if which < 0.3 else 2 if which < 0.5 else 3] if wish < 0.019 else ""


def _packed(found: list[Order], chance: Random) -> Iterator[Order]:
    """The orders with their hand-over: the oldest first, as many a day as the tables can pack."""
    waiting, at = [o for o in found if o.cancelled is None], 0
    moments: dict[int, datetime] = {}
    day = FIRST_DAY
    while at < len(waiting):
        can = 0 if day.weekday() == 6 else TWO_SHIFTS if day in EXTRA else TABLES
        while can and at < len(waiting) and waiting[at].created <= datetime.combine(day, _CLOSES):
            is_left = chance.random() < 0.012 and day.weekday() < 5 and not WINDOW[0] <= day <= WINDOW[1]
            slip = DAY if is_left else timedelta()
            moments[waiting[at].number] = datetime.combine(day + slip, time(17, 30)) + timedelta(
                seconds=int(chance.random() * 1500)
            )
            at, can = at + 1, can - 1
        day += DAY
    for order in found:
        yield _delivered(order, moments.get(order.number, order.created), chance)


def _delivered(order: Order, shipped: datetime, chance: Random) -> Order:
    on_the_way = chance.choices((1, 2, 3, 4), (2, 5, 3, 1))[0]
    delivered = datetime.combine(shipped.date() + DAY * on_the_way, time(9)) + timedelta(seconds=int(chance.random() * 32_000))
    done = replace(order, shipped=shipped, delivered=delivered)
    reason = order.returned[1] if order.returned else LATE_REASON if done.is_late and chance.random() < 0.02 else ""
    asked = delivered + timedelta(days=int(chance.random() * 5), hours=2 + int(chance.random() * 9))
    return replace(done, returned=(asked, reason) if reason and asked <= EXPORTED else None)

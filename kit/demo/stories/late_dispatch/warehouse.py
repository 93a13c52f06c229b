"""What happened to each order in the warehouses: accepted, labelled, handed to a van, scanned, delivered.

The planted defect. Until 10 May both warehouses take orders until 17:00 and their van leaves at 18:00. From 11 May the
old carrier's van leaves the changed warehouse at 15:30, and the cut-off stays at 17:00. Orders of the afternoon get
their label the same day and miss the van. Under clause 4.3 of the contract a missed parcel is booked the next working
morning and travels two working days after the booking: on the third working day after the order, one day too late.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from kit.demo.stories.late_dispatch import workdays
from kit.demo.stories.late_dispatch.scenario import (
    CUTOFF_MOVED,
    EARLY_VAN,
    EVENING_VAN,
    FIRST_DAY,
    FIRST_NEW_VAN,
    LAST_DAY,
    LAST_OLD_VAN,
    NEW_CUTOFF,
    OLD_CUTOFF,
    OLD_VAN,
    VAN_MOVED,
    Scenario,
)
from kit.demo.stories.late_dispatch.workdays import DAY

PLATFORM = "TikTok Shop fulfilment centre"
OPENS = time(8, 0)
_WEEKDAYS = (1.03, 0.95, 0.94, 0.97, 1.04, 1.06, 1.01)  # Monday first
_HOURS = (8, 5, 3, 2, 2, 3, 7, 14, 22, 27, 30, 32, 36, 35, 30, 0, 0, 30, 34, 40, 47, 49, 36, 19)  # 15 and 16: the live show
_LIVE = (15, 16)
_SKUS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order with all its times, UK local. `lines`: (number of the SKU, quantity)."""

    number: int
    order_id: str
    package_id: str
    tracking_id: str
    warehouse: str
    carrier: str
    lines: tuple[tuple[int, int], ...]
    created: datetime
    paid: datetime
    labelled: datetime | None
    shipped: datetime | None
    scanned: datetime | None
    delivered: datetime | None
    cancelled: datetime | None
    cancel_by: str
    cancel_reason: str
    by_platform: bool
    missed: bool  # was ready only after its van had left, or was left behind


def orders(scenario: Scenario) -> tuple[Order, ...]:
    """Every order of the ten weeks, oldest first."""
    chance = Random(scenario.seed)  # noqa: S311 - a seeded example, not a secret
    created = sorted(moment for day in _days() for moment in _moments(day, scenario, chance))
    return tuple(_order(number, moment, scenario, chance) for number, moment in enumerate(created, 1))


def cutoff(scenario: Scenario, warehouse: str, moment: datetime) -> time:
    """Until when an order goes into the same day's wave."""
    return NEW_CUTOFF if warehouse == scenario.changed and moment >= CUTOFF_MOVED else OLD_CUTOFF


def van(scenario: Scenario, warehouse: str, day: date) -> time:
    """When the van stands at the dock on a working day."""
    if warehouse != scenario.changed or day < VAN_MOVED:
        return OLD_VAN
    return EVENING_VAN if day >= FIRST_NEW_VAN else EARLY_VAN


def _days() -> Iterator[date]:
    day = FIRST_DAY
    while day <= LAST_DAY:
        yield day
        day += DAY


def _moments(day: date, scenario: Scenario, chance: Random) -> Iterator[datetime]:
    """When the orders of a day were placed."""
    busy = 1.12 if day.day in (28, 29, 30) else 1.0  # payday
    count = round(scenario.orders_a_day * _WEEKDAYS[day.weekday()] * busy * chance.uniform(0.92, 1.08))
    other = sum(_HOURS)
    weights = [w * (1 - scenario.live_share) / other for w in _HOURS]
    for hour in _LIVE:
        weights[hour] = scenario.live_share / len(_LIVE)
    for hour in chance.choices(range(24), weights, k=count):
        yield datetime.combine(day, time(hour)) + timedelta(seconds=int(chance.random() * 3600))


def _order(number: int, created: datetime, scenario: Scenario, chance: Random) -> Order:
    draw = chance.random
    by_platform = draw() < 0.035
    warehouse = PLATFORM if by_platform else scenario.changed if draw() < scenario.changed_share else scenario.steady
    paid = created + timedelta(seconds=20 + int(draw() * 280))
    steps = _by_platform(paid, chance) if by_platform else _steps(scenario, warehouse, paid, chance)
    carrier = "Platform Logistics" if by_platform else _carrier(scenario, warehouse, steps)
    whole = _Times(*steps)
    cancelled, by, reason = _cancelled(paid, whole.labelled, chance)
    if cancelled:
        whole = _Times(None, None, None, None, whole.missed)
    first = int(draw() * _SKUS)
    lines = [(first, 1 if draw() < 0.9 else 2)]
    if draw() < 0.06:
        lines.append(((first + 1 + int(draw() * (_SKUS - 1))) % _SKUS, 1))
    return Order(
        number=number,
        order_id=str(577_100_000_000_000_000 + number * 214_748_364_801 + int(draw() * 99_999_999)),
        package_id=str(115_300_000_000_000_000 + number * 98_765_431_203 + int(draw() * 9_999_999)),
        tracking_id=_tracking(carrier, number, chance) if whole.labelled else "",
        warehouse=warehouse,
        carrier=carrier,
        lines=tuple(lines),
        created=created,
        paid=paid,
        labelled=whole.labelled,
        shipped=whole.shipped,
        scanned=whole.scanned,
        delivered=whole.delivered,
        cancelled=cancelled,
        cancel_by=by,
        cancel_reason=reason,
        by_platform=by_platform,
        missed=whole.missed,
    )


@dataclass(frozen=True, slots=True)
class _Times:
    labelled: datetime | None
    shipped: datetime | None
    scanned: datetime | None
    delivered: datetime | None
    missed: bool


_Steps = tuple[datetime, datetime, datetime, datetime, bool]


def _steps(scenario: Scenario, warehouse: str, paid: datetime, chance: Random) -> _Steps:
    """Label, hand-over, first scan and delivery of a parcel packed by the seller."""
    wave = _wave(scenario, warehouse, paid)
    labelled = _labelled(wave, paid, chance)
    if chance.random() < scenario.label_late:  # waits for stock or for an address
        late = workdays.after(wave, 3 + int(chance.random() * 2))
        labelled = datetime.combine(late, time(13)) + timedelta(seconds=int(chance.random() * 5000))
    ready = labelled + timedelta(minutes=2 + int(chance.random() * 7))
    is_mislaid = chance.random() < scenario.mislaid
    shipped, missed = _handed_over(scenario, warehouse, ready, is_mislaid=is_mislaid, chance=chance)
    scanned = shipped + timedelta(minutes=int(100 + chance.random() * 170))
    travel = timedelta(hours=14 + int(chance.random() * 9), minutes=int(chance.random() * 60))
    days = chance.choices((0, 1, 2), (6, 3, 1))[0]
    delivered = datetime.combine(scanned.date() + DAY * (1 + days), time(7)) + travel / 2
    return labelled, shipped, scanned, delivered, missed


def _wave(scenario: Scenario, warehouse: str, paid: datetime) -> date:
    """The working day in whose wave the order is packed."""
    today = paid.date()
    in_time = workdays.is_working(today) and paid.time() < cutoff(scenario, warehouse, paid)
    return today if in_time else workdays.after(today + DAY, 0)


def _labelled(wave: date, paid: datetime, chance: Random) -> datetime:
    """Orders of the day are packed as they come; those from before the opening in the morning, oldest first."""
    opens = datetime.combine(wave, OPENS)
    if paid < opens:
        return opens + timedelta(minutes=10 + int(chance.random() * 210), seconds=int(chance.random() * 60))
    return paid + timedelta(minutes=9 + int(chance.random() * 22), seconds=int(chance.random() * 60))


def _handed_over(
    scenario: Scenario, warehouse: str, ready: datetime, *, is_mislaid: bool, chance: Random
) -> tuple[datetime, bool]:
    """The first van after the parcel is ready; the supplementary one if that was missed on its own day."""
    day = ready.date()
    missed = is_mislaid or ready.time() > van(scenario, warehouse, day)
    if missed:
        day = _next_chance(scenario, warehouse, day)
    stands = datetime.combine(day, van(scenario, warehouse, day))
    left = stands + timedelta(minutes=1 + int(chance.random() * 11), seconds=int(chance.random() * 60))
    return left, missed


def _next_chance(scenario: Scenario, warehouse: str, day: date) -> date:
    """When a parcel leaves that missed the van of that day."""
    supplementary = workdays.after(day, 3)  # booked the next working morning, taken two working days after that
    if warehouse != scenario.changed or supplementary <= LAST_OLD_VAN:
        return supplementary
    return max(FIRST_NEW_VAN, workdays.after(day, 1))  # the daily check finds it, the evening van takes it


def _by_platform(paid: datetime, chance: Random) -> _Steps:
    labelled = paid + timedelta(hours=1 + int(chance.random() * 6))
    shipped = labelled + timedelta(hours=3 + int(chance.random() * 15))
    return labelled, shipped, shipped + timedelta(hours=2), shipped + timedelta(hours=26 + int(chance.random() * 20)), False


def _carrier(scenario: Scenario, warehouse: str, steps: _Steps) -> str:
    is_new = warehouse == scenario.changed and steps[1].date() >= FIRST_NEW_VAN
    return scenario.new_carrier if is_new else scenario.old_carrier


def _tracking(carrier: str, number: int, chance: Random) -> str:
    letters = "".join(word[0] for word in carrier.split())
    return f"{letters}{letters[-1]}{number:06}{int(chance.random() * 10_000):04}"


def _cancelled(paid: datetime, labelled: datetime | None, chance: Random) -> tuple[datetime | None, str, str]:
    """A few buyers change their mind before the label; a few items are out of stock."""
    draw, wait = chance.random(), timedelta(minutes=4 + int(chance.random() * 240))
    if draw < 0.026:
        moment = min(paid + wait, (labelled or paid + wait) - timedelta(minutes=1))
        return max(moment, paid + timedelta(minutes=1)), "BUYER", "No longer needed"
    if draw < 0.029:
        return paid + timedelta(hours=3) + wait, "SELLER", "Out of stock"
    return None, "", ""

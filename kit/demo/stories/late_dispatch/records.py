"""What the papers of the case state about the orders: manifests, the dock's hand-over record, the daily check."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from kit.demo.stories.late_dispatch import workdays
from kit.demo.stories.late_dispatch.scenario import FIRST_NEW_VAN, VAN_MOVED, Scenario
from kit.demo.stories.late_dispatch.truth import Truth, truth
from kit.demo.stories.late_dispatch.warehouse import Order
from kit.demo.stories.late_dispatch.workdays import DAY

RECORD_DAYS = (VAN_MOVED, date(2026, 5, 22))
CHECK_DAYS = (FIRST_NEW_VAN, date(2026, 7, 3))
CHECK_AT = time(16, 0)
_ABOUT_VAN = time(15, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class DockDay:
    """One line of the dock's hand-over record."""

    day: date
    labels: int
    taken: int  # of these, by the regular van of the day
    left: int
    supplementary: int  # parcels of earlier days on the same van


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of the daily check at 16:00."""

    day: date
    waiting: int  # labelled, not yet with the carrier
    older: int  # of these, labelled on an earlier day


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Everything that the papers need, from the orders."""

    scenario: Scenario
    orders: tuple[Order, ...]
    truth: Truth
    missed_on: date  # the day whose left parcels the supplementary manifest lists
    booked_on: date
    taken_on: date
    supplementary: tuple[Order, ...]
    first_evening: tuple[Order, ...]
    dock: tuple[DockDay, ...]
    checks: tuple[Check, ...]

    @property
    def first_check(self) -> Check:
        """The check of the first day."""
        return self.checks[0]


def records(scenario: Scenario, orders: tuple[Order, ...]) -> Records:
    """The papers' figures, counted from the orders."""
    packed = tuple(o for o in orders if o.warehouse == scenario.changed and o.labelled and o.shipped)
    missed_on = _plain_day(packed)
    return Records(
        scenario=scenario,
        orders=orders,
        truth=truth(orders, scenario),
        missed_on=missed_on,
        booked_on=workdays.after(missed_on, 1),
        taken_on=workdays.after(missed_on, 3),
        supplementary=_left(_left_on(packed, missed_on)),
        first_evening=_left(o for o in packed if _day(o.shipped) == FIRST_NEW_VAN),
        dock=tuple(_dock_day(packed, day) for day in _working(*RECORD_DAYS)),
        checks=tuple(_check(packed, day) for day in _working(*CHECK_DAYS)),
    )


def _plain_day(packed: tuple[Order, ...]) -> date:
    """The day of the record that left most parcels, all of them labelled about the time of the van or later."""

    def count(day: date) -> int:
        left = _left_on(packed, day)
        return len(left) if all(o.labelled and o.labelled.time() >= _ABOUT_VAN for o in left) else 0

    return max(_working(*RECORD_DAYS), key=count)


def _left_on(packed: tuple[Order, ...], day: date) -> list[Order]:
    """Parcels labelled on the day that missed its van."""
    return [o for o in packed if o.missed and _day(o.labelled) == day]


def _left(orders: Iterable[Order]) -> tuple[Order, ...]:
    """In the order in which they were loaded."""
    return tuple(sorted(orders, key=lambda o: (o.shipped or o.created, o.order_id)))


def _dock_day(packed: tuple[Order, ...], day: date) -> DockDay:
    made = [o for o in packed if _day(o.labelled) == day]
    taken = sum(_day(o.shipped) == day for o in made)
    earlier = sum(_day(o.shipped) == day and _day(o.labelled) != day for o in packed)
    return DockDay(day=day, labels=len(made), taken=taken, left=len(made) - taken, supplementary=earlier)


def _check(packed: tuple[Order, ...], day: date) -> Check:
    at = datetime.combine(day, CHECK_AT)
    waiting = [o for o in packed if o.labelled and o.shipped and o.labelled <= at < o.shipped]
    return Check(day=day, waiting=len(waiting), older=sum(_day(o.labelled) < day for o in waiting))


def _day(moment: datetime | None) -> date:
    return known(moment).date()


def _working(start: date, end: date) -> Iterator[date]:
    day = start
    while day <= end:
        if workdays.is_working(day):
            yield day
        day += DAY


def known(moment: datetime | None) -> datetime:
    """A moment that papers may rely on: of a parcel that has left."""
    assert moment is not None
    return moment

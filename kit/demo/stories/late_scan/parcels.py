"""What happened to each order: label, collection with its manifest line, first scan, delivery.

The planted truth. On 17 and 18 September the driver loads and signs for the day's parcels and has no scanner that works; the
trailers stand over the weekend and the hub scans the parcels on 22 September. Orders placed from the afternoon of the 16th to
the end of the 17th were due by the 18th or the 21st. A few parcels are late by the warehouse's own doing, a few were loaded
without a manifest line, one carries the number of another carrier: none of these is to be claimed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from kit.demo.stories.late_scan.scenario import (
    COLLECTION,
    CUTOFF,
    DAY,
    EXPORTED,
    FIRST_DAY,
    HUB_SCAN,
    LABOR_DAY,
    LAST_DAY,
    UNSCANNED,
    WINDOW,
    Scenario,
)

_HOURS = (6, 4, 2, 2, 2, 4, 9, 14, 19, 24, 27, 28, 30, 30, 29, 27, 28, 31, 36, 42, 45, 40, 28, 14)
OTHER_CARRIER = "1Z999AA10123456784"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One order of one parcel."""

    number: int
    order_id: str
    package_id: str
    tracking_id: str
    sku: int
    created: datetime
    labelled: datetime
    collected: datetime  # when the driver signed
    manifest: str | None  # None: loaded without a line
    scanned: datetime
    delivered: datetime

    @property
    def due(self) -> datetime:
        """The end of the second working day after the day of the order."""
        return datetime.combine(after(self.created.date(), 2), time.max)

    @property
    def is_late(self) -> bool:
        """Late as the platform counts: by the first scan."""
        return self.scanned > self.due

    @property
    def is_noticed(self) -> bool:
        """Late and placed in the days that the notice counts."""
        return self.is_late and WINDOW[0] <= self.created.date() <= WINDOW[1]

    @property
    def is_proved(self) -> bool:
        """What a manifest line proves: signed for before the deadline, under a number of that carrier."""
        return self.manifest is not None and self.collected <= self.due and self.tracking_id != OTHER_CARRIER


def is_working(day: date) -> bool:
    """Monday to Friday but for Labor Day."""
    return day.weekday() < 5 and day != LABOR_DAY


def after(day: date, count: int) -> date:
    """The working day that comes so many working days after the day; from a free day the first counts as day 1."""
    while count:
        day += DAY
        count -= is_working(day)
    return day


def parcels(scenario: Scenario) -> tuple[Parcel, ...]:
    """Every order of the five weeks, oldest first."""
    chance = Random(scenario.seed)  # noqa: S311 - a seeded example, not a secret
    placed = sorted(moment for day in _days() for moment in _moments(day, scenario, chance))
    made = [_parcel(n, moment, scenario, chance) for n, moment in enumerate(placed, 1)]
    return tuple(_with_flaws(made))


def _days() -> Iterator[date]:
    day = FIRST_DAY
    while day <= LAST_DAY:
        yield day
        day += DAY


def _moments(day: date, scenario: Scenario, chance: Random) -> Iterator[datetime]:
    count = round(scenario.orders_a_day * chance.uniform(0.93, 1.07))
    for hour in chance.choices(range(24), _HOURS, k=count):
        yield datetime.combine(day, time(hour)) + timedelta(seconds=int(chance.random() * 3600))


def _parcel(number: int, created: datetime, scenario: Scenario, chance: Random) -> Parcel:
    draw = chance.random
    today = created.date()
    wave = today if is_working(today) and created.time() < CUTOFF else after(today, 1)
    labelled = (
        created + timedelta(minutes=12 + int(draw() * 40))
        if wave == today and created.hour >= 8
        else datetime.combine(wave, time(8, 5)) + timedelta(minutes=int(draw() * 240), seconds=int(draw() * 60))
    )
    if draw() < scenario.held_back:
        wave = after(wave, 3)
    collected = UNSCANNED.get(wave) or datetime.combine(wave, COLLECTION) + timedelta(minutes=5 + wave.day % 7)
    if scenario.is_ours and wave in UNSCANNED:
        collected = datetime(2026, 9, 22, 4, 40)  # noqa: DTZ001
    scanned = collected + timedelta(minutes=-4, seconds=int(draw() * 200))
    if wave in UNSCANNED:
        first, last = HUB_SCAN
        scanned = first + (last - first) * draw()
    else:
        scanned = max(scanned, collected + timedelta(seconds=20))
    scanned = scanned.replace(microsecond=0)
    delivered = datetime.combine(scanned.date() + DAY * chance.choices((1, 2, 3), (5, 4, 1))[0], time(10)) + timedelta(
        seconds=int(draw() * 26_000)
    )
    return Parcel(
        number=number,
        order_id=str(576_400_000_000_000_000 + number * 214_748_364_801 + int(draw() * 99_999_999)),
        package_id=str(115_700_000_000_000_000 + number * 98_765_431_203 + int(draw() * 9_999_999)),
        tracking_id=f"{scenario.prefix}{number:06}{int(draw() * 10_000):04}",
        sku=int(draw() * 6),
        created=created,
        labelled=labelled,
        collected=collected,
        manifest=f"{scenario.prefix}-{collected:%m%d}",
        scanned=scanned,
        delivered=delivered,
    )


def _with_flaws(made: list[Parcel]) -> Iterator[Parcel]:
    """Of the evening of 17 September: two parcels that no line names, and one with the number of another carrier."""
    first = [p.number for p in made if p.collected == UNSCANNED[date(2026, 9, 17)]]
    unlisted, other = set(first[9:40:17][:2]), set(first[21:22])
    for parcel in made:
        if parcel.number in unlisted:
            yield replace(parcel, manifest=None)
        elif parcel.number in other:
            yield replace(parcel, manifest=None, tracking_id=OTHER_CARRIER)
        else:
            yield parcel


def noticed(found: tuple[Parcel, ...]) -> tuple[Parcel, ...]:
    """Those that the notice lists."""
    return tuple(p for p in found if p.is_noticed and p.collected <= EXPORTED)


def on(found: tuple[Parcel, ...], day: date) -> tuple[Parcel, ...]:
    """The lines of the manifest of one evening without scans."""
    return tuple(p for p in found if p.manifest and p.collected == UNSCANNED[day])

"""Working days in England over the ten weeks: Monday to Friday less bank holidays. The kit's own calendar is not used, so that tests can hold one against the other."""

from datetime import date, datetime, time, timedelta

from kit.demo.stories.late_dispatch.scenario import BANK_HOLIDAYS

DAY = timedelta(days=1)


def is_working(day: date) -> bool:
    """Whether warehouses and carriers work on that day."""
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def after(day: date, count: int) -> date:
    """The working day that comes `count` working days after the day; 0: the day itself or the next working day."""
    found = day
    while not is_working(found):
        found += DAY
        if count and is_working(found):
            count -= 1  # a free day's first working day is its day 1
    for _ in range(count):
        found += DAY
        while not is_working(found):
            found += DAY
    return found


def due(created: datetime) -> datetime:
    """When an order must be with the carrier: the end of the second working day after its day."""
    return datetime.combine(after(created.date(), 2), time.max)

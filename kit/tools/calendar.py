"""Business days of a site: zone, weekends, holidays by name (`holidays`), deadlines that hold across clock changes.

Hours are counted on UTC instants and days on the site's wall clock. A deadline is the last microsecond of its day at the site.
Which holidays the platform counts is not known, so every day left out can be listed: `holidays_between`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from kit.errors import Usage
from kit.model import Calendar

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Instants = TypeVar("Instants", "pd.Series[Any]", "np.ndarray[Any, Any]")

INCOMPLETE_WITHOUT_SUBDIVISION = frozenset({"GB", "MY"})
"""Countries whose list is too short without a part of the country: GB then has 7 entries in 2026 where England has 9."""
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A day without work that would otherwise be a working day."""

    day: date
    name: str


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Whether the site works on that day: weekends, holidays and make-up days as the library knows them."""
    return bool(_country(calendar.holidays, calendar.subdivision).is_working_day(day))


def holidays_between(first: date, last: date, calendar: Calendar) -> tuple[Holiday, ...]:
    """The holidays from `first` to `last`, both included, that cost a working day, in order."""
    country = _country(calendar.holidays, calendar.subdivision)
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return tuple(Holiday(day=d, name=country[d]) for d in days if d in country and not country.is_weekend(d))


def rest_days(day: date, calendar: Calendar) -> tuple[str, ...]:
    """The weekdays of that day's week without work, by name: Saturday and Sunday, in some states Friday and Saturday."""
    country = _country(calendar.holidays, calendar.subdivision)
    week = (day + timedelta(n - day.weekday()) for n in range(7))
    return tuple(f"{d:%A}" for d in week if country.is_weekend(d))


def place_name(calendar: Calendar) -> str | None:
    """The name of the part of the country whose days count; None where the whole country's do."""
    if calendar.subdivision is None:
        return None
    names = _country(calendar.holidays, calendar.subdivision).get_subdivision_aliases().get(calendar.subdivision, [])
    return max(names, key=len, default=calendar.subdivision)


def subdivision(code: str, place: str) -> str:
    """The library's code of a part of a country from its name, the end of its name or its code; `Usage` names all parts."""
    names, wanted = _entity(code).get_subdivision_aliases(), place.strip().casefold()
    for known, aliases in names.items():
        if any(name.casefold() == wanted or name.casefold().endswith(f" {wanted}") for name in (known, *aliases)):
            return str(known)
    every = [max(aliases, key=len, default=known) for known, aliases in names.items()]
    hint = f"known: {', '.join(every)}" if every else f"{code} has one calendar only: leave place out"
    raise Usage(f"place {place!r} is no part of {code} that the holidays library knows", [hint])


def add_business_days(start: datetime, n: int, calendar: Calendar) -> datetime:
    """The end, at the site, of the n-th working day after the day of `start`.

    With n = 0 it is the end of that day itself, or of the next working day if it is none. Gives an aware datetime in the
    site's zone; a naive `start` is refused.
    """
    if start.tzinfo is None:
        raise ValueError(f"{start} has no zone")
    zone = ZoneInfo(calendar.zone)
    return _end_of(_nth_working_day(start.astimezone(zone).date(), n, calendar), zone)


def business_deadlines(instants: Instants, n: int, calendar: Calendar) -> Instants:
    """`add_business_days` for each instant of a Series (aware) or an array (`datetime64`, UTC): the deadlines in UTC.

    Missing instants give missing deadlines. One search in a table of days, so a million rows take a moment.
    """
    import numpy as np
    import pandas as pd

    if isinstance(instants, pd.Series):
        if not isinstance(instants.dtype, pd.DatetimeTZDtype):
            raise TypeError(f"{instants.name or 'the times'} have no zone, but dtype {instants.dtype}")
        utc = instants.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy(dtype="datetime64[us]")
        due = business_deadlines(utc, n, calendar)
        return pd.Series(due, index=instants.index, name=instants.name).dt.tz_localize("UTC")
    at = instants.astype("datetime64[us]")
    missing = np.isnat(at)
    due = np.full(at.shape, np.datetime64("NaT"), dtype="datetime64[us]")
    if missing.all():
        return due
    known = at[~missing]
    starts, deadlines = _table(np.unique(known.astype("datetime64[D]")).astype(object), n, calendar)
    due[~missing] = deadlines[np.searchsorted(starts, known, side="right") - 1]
    return due


def hours_between(start: datetime, end: datetime) -> float:
    """Hours that really passed. Two datetimes of one zone subtract by the wall clock, which clock changes falsify."""
    return (end.astimezone(UTC) - start.astimezone(UTC)) / timedelta(hours=1)


def _nth_working_day(day: date, n: int, calendar: Calendar) -> date:
    if n < 0:
        raise ValueError(f"cannot go back {-n} business days")
    if n == 0 and is_working_day(day, calendar):
        return day
    for _ in range(max(n, 1)):
        day += timedelta(1)
        while not is_working_day(day, calendar):
            day += timedelta(1)
    return day


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return (_start_of(day + timedelta(1), zone) - _TICK).astimezone(zone)


def _start_of(day: date, zone: ZoneInfo) -> datetime:
    """First instant of a day at the site, in UTC."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _table(utc_days: Iterable[date], n: int, calendar: Calendar) -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    """For each site day that those UTC days touch: its first instant and its deadline, both in UTC."""
    import numpy as np

    zone = ZoneInfo(calendar.zone)
    days = sorted({day + timedelta(k) for day in utc_days for k in (-1, 0, 1)})

    def utc(moments: list[datetime]) -> "np.ndarray[Any, Any]":
        return np.array([m.astimezone(UTC).replace(tzinfo=None) for m in moments], dtype="datetime64[us]")

    starts = utc([_start_of(d, zone) for d in days])
    deadlines = utc([_end_of(_nth_working_day(d, n, calendar), zone) for d in days])
    return starts, deadlines


def _entity(code: str) -> Any:
    """The library's class of a country; GB needs a part of it to be whole, its class does not."""
    import holidays

    return getattr(holidays, code)


@cache
def _country(code: str, subdivision: str | None) -> Any:
    """The library's calendar; years are filled in as they are asked for."""
    import holidays

    known = holidays.list_supported_countries(include_aliases=False)
    if code not in known:
        raise Usage(f"the holidays library knows no country {code!r}", ["use its two-letter code, such as GB for the UK"])
    if subdivision is None and code in INCOMPLETE_WITHOUT_SUBDIVISION:
        raise Usage(f"the holidays of {code} need a subdivision", [f"add one of {', '.join(known[code])} to the site pack"])
    if subdivision is not None and subdivision not in known[code]:
        raise Usage(f"{code} has no subdivision {subdivision!r}", [f"known: {', '.join(known[code])}"])
    return holidays.country_holidays(code, subdiv=subdivision)

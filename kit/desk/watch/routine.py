"""Whether each preventive measure goes on: how often it is to be done by its own words, and on which days a record shows it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from kit.case import files
from kit.desk.watch.exports import FOLDER, received
from kit.errors import BadFile, Usage
from kit.evidence.plainly import text_of
from kit.model import Calendar, OpenCase, Preventive
from kit.tools.atomic import sha256
from kit.tools.calendar import is_working_day
from kit.tools.written_dates import written

TRACES = "traces"
Rhythm = Literal["day", "working_day", "week", "month", "event"]
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RECEIVED = re.compile(r"^\d{8}-")  # the day that `received` sets before a name
_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")
_MONTHLY = re.compile(r"\b(?:each|every|of the|of each|of every) month\b|\bmonthly\b|每月|每个月")
_RARER = re.compile(r"\b(?:quarter|january|april|july|october)\b|每季")
_WORKING = re.compile(r"\b(?:each|every) working day\b|每个?工作日")
_DAILY = re.compile(r"\b(?:each|every) (?:day|morning|evening|night|shift)\b|\bdaily\b|每[日天]|每晚|每早")
_WEEKLY = re.compile(rf"\b(?:each|every) (?:week|{'|'.join(_DAYS)})\b|\bweekly\b|每周|每星期")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A record of a measure: its file in the case, and the days since the approval that it names."""

    file: str
    sha256: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """A measure: how often, which times were due since the approval, which of them no record shows, and what shows the others.

    `due` and `missing` are first days of what is due: a day, a week's Monday, the first of a month.
    """

    measure: Preventive
    rhythm: Rhythm
    due: tuple[date, ...]
    missing: tuple[date, ...]
    traces: tuple[Trace, ...]

    @property
    def last(self) -> date | None:
        """The last day that a record names."""
        return max((day for trace in self.traces for day in trace.days), default=None)


def keep(opened: OpenCase, given: Iterable[tuple[str, Path]], day: date) -> tuple[str, ...]:
    """Copies of the records in `watch/traces/MEASURE/`; their names. Raises with every problem before anything is written."""
    given = tuple(given)
    known = [p.id for p in opened.case.preventive]
    problems = [
        f"--trace {m}={path}: there is no measure {m!r}; known: {', '.join(known) or 'none'}"
        for m, path in given
        if m not in known
    ]
    if problems:
        raise Usage("records were given of measures that the case does not have", problems)
    if gone := [f"{path}: there is no such file" for _, path in given if not path.is_file()]:
        raise BadFile(opened.folder / FOLDER / TRACES, gone)
    return tuple(_kept(opened.folder, measure, path, day) for measure, path in given)


def routines(opened: OpenCase, calendar: Calendar, *, since: date, today: date) -> tuple[Routine, ...]:
    """Each preventive measure in the order of the letter."""
    return tuple(_routine(p, opened, calendar, since, today) for p in opened.case.preventive)


def rhythm(measure: Preventive) -> tuple[Rhythm, tuple[int, ...]]:
    """How often a measure is to be done, as its trigger says, and on which weekdays; `event`: whenever something happens.

    >>> rhythm(Preventive(id="a", what={"en": "It is held against the timetable."}, trigger="Each Monday and Thursday"))
    ('week', (0, 3))
    """
    words = (measure.trigger or "").lower()
    if _MONTHLY.search(words) or _RARER.search(words):
        return ("event" if _RARER.search(words) else "month"), ()
    if _WORKING.search(words):
        return "working_day", ()
    if _WEEKLY.search(words):
        return "week", tuple(n for n, name in enumerate(_DAYS) if re.search(rf"\b{name}s?\b", words))
    return ("day" if _DAILY.search(words) else "event"), ()


def promised_from(measure: Preventive) -> date | None:
    """The day from which a measure holds by its own words; None where it names none."""
    return measure.since or measure.by


def _routine(measure: Preventive, opened: OpenCase, calendar: Calendar, since: date, today: date) -> Routine:
    start = max(since, promised_from(measure) or since)
    how, weekdays = rhythm(measure)
    traces = tuple(_traces(opened, measure.id, since, today))
    seen = {day for trace in traces for day in trace.days}
    due = tuple(_due(how, weekdays, calendar, start, today))
    missing = tuple(first for first, last in due if not any(first <= day <= last for day in seen))
    return Routine(measure=measure, rhythm=how, due=tuple(first for first, _ in due), missing=missing, traces=traces)


def _due(how: Rhythm, weekdays: tuple[int, ...], calendar: Calendar, start: date, today: date) -> Iterator[tuple[date, date]]:
    """First and last day of each time that is over: today's record may still come."""
    days = (start + timedelta(n) for n in range(max(0, (today - start).days)))
    match how:
        case "day":
            yield from ((day, day) for day in days)
        case "working_day":
            yield from ((day, day) for day in days if is_working_day(day, calendar))
        case "week" if weekdays:
            yield from ((day, day + timedelta(1)) for day in days if day.weekday() in weekdays and day + timedelta(1) < today)
        case "week":
            yield from ((day, day + timedelta(6)) for day in days if day.weekday() == 0 and day + timedelta(6) < today)
        case "month":
            yield from ((day, _month_end(day)) for day in days if day.day == 1 and _month_end(day) < today)
        case _:
            return


def _month_end(first: date) -> date:
    return (first + timedelta(31)).replace(day=1) - timedelta(1)


def _traces(opened: OpenCase, measure: str, since: date, today: date) -> Iterator[Trace]:
    for path in files(opened.folder / FOLDER / TRACES / measure):
        days = {day for text in (_stated(path.name), *_told(path)) for day in _named(text) if since <= day <= today}
        yield Trace(file=path.relative_to(opened.folder).as_posix(), sha256=sha256(path), days=tuple(sorted(days)))


def _told(path: Path) -> tuple[str, ...]:
    """The text of a record; none where it cannot be read."""
    found = text_of(path)
    return () if isinstance(found, str) else found


def _named(text: str) -> Iterator[date]:
    """The days that a text names beyond doubt."""
    yield from (found.days[0] for found in written(text) if len(found.days) == 1)


def _stated(name: str) -> str:
    """The dates in a file's name, as a text has them: check_20260720.pdf, log-2026-07-20.xlsx."""
    given = _RECEIVED.sub("", name)
    return " ".join(f"{y}-{m}-{d}" for y, m, d in _IN_NAME.findall(given))


def _kept(folder: Path, measure: str, path: Path, day: date) -> str:
    place, digest = folder / FOLDER / TRACES / measure, sha256(path)
    for held in files(place):
        if sha256(held) == digest:
            return held.relative_to(folder).as_posix()
    return received(path, place, day).relative_to(folder).as_posix()

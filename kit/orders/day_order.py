"""Which of two readings of days and months is meant: what the events of a file say, to be put to a person, never to decide."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kit.orders.date_formats import parsed

_DAY = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d{2}(?!\d)|\d)")
_SLACK = timedelta(days=1)  # a file's days may be those of another zone
_DAY_LONG = 86_400_000_000  # microseconds
_LONGER, _FEW = 2, 7  # a wait is telling where the other reading's is more than twice as long and a week more
_EXAMPLE = "{0.day} {0:%B} {0.year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """The days in which the file's rows should have begun, and no event lie after; `told`: what says so."""

    first: date | None = None
    last: date | None = None
    told: str = ""


def within(file: str, covers: tuple[date, date] | None = None, exported: datetime | None = None) -> Within:
    """The days by what the case states, else by those in the file's name: the last of them is that of the export."""
    if covers is not None:
        return Within(first=covers[0], last=covers[1], told="the days that covers states")
    if exported is not None:
        return Within(last=exported.date(), told="the time of export")
    days = sorted(date(*map(int, found)) for found in _DAY.findall(file.rsplit("/", maxsplit=1)[-1]) if _is_day(found))
    if not days:
        return Within()
    return Within(first=days[0] if len(days) > 1 else None, last=days[-1], told=f"the day{'s' * (len(days) > 1)} in its name")


def _is_day(found: Sequence[str]) -> bool:
    try:
        date(*map(int, found))
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One reading: events before their row's beginning, rows outside the file's days, the longest wait in days."""

    template: str  # of the columns that can be read either way
    backwards: int
    outside: int
    longest: int

    def is_better(self, other: "Judged") -> bool:
        """Whether everything that differs speaks for this reading, and something does."""
        mine, others = (self.backwards, self.outside), (other.backwards, other.outside)
        wins = [a < b for a, b in zip(mine, others, strict=True)] + [self.is_shorter(other)]
        loses = [a > b for a, b in zip(mine, others, strict=True)] + [other.is_shorter(self)]
        return any(wins) and not any(loses)

    def is_shorter(self, other: "Judged") -> bool:
        """Whether the longest wait of the other reading is far longer."""
        return other.longest > _LONGER * self.longest + _FEW

    @property
    def contradictions(self) -> int:
        """Rows that cannot be so."""
        return self.backwards + self.outside


def judged(columns: Mapping[str, Any], templates: Mapping[str, str], opened: str, starts: str, days: Within) -> Judged:
    """How well the events fit one reading; `opened` is a column that can be read either way, `starts` the first event."""
    local = {field: parsed(columns[field], template) for field, template in templates.items()}
    begins = local[starts]
    waits = [_days(pc.subtract(times, begins)) for field, times in local.items() if field != starts]
    backwards = sum(pc.sum(pc.less(times, begins)).as_py() or 0 for field, times in local.items() if field != starts)
    outside = _count(pc.less(begins, _moment(days.first - _SLACK))) if days.first else 0
    if days.last:
        outside += _count(pc.greater_equal(begins, _moment(days.last + 2 * _SLACK)))
    return Judged(template=templates[opened], backwards=backwards, outside=outside, longest=max(waits, default=0))


def question(text: str, header: str, ways: Sequence[Judged], days: Within, ask: str) -> str:
    """A problem that names both readings of a cell, what speaks for each, and what to declare."""
    meant = [f"{_EXAMPLE.format(_read(text, way.template))} as {way.template}" for way in ways]
    first, second = ways
    better = first if first.is_better(second) else second if second.is_better(first) else None
    spoken = "; ".join(_evidence(way, days) for way in ways)
    says = f"{better.template} seems meant, but only a person can say" if better else "nothing in the file tells which"
    return f"ambiguous date in {header}: {text[:40]!r} is {' or '.join(meant)}; {spoken}; {says}: {ask}"


def _evidence(way: Judged, days: Within) -> str:
    found = [f"{way.backwards:,} events lie before their order was created", f"the longest wait is {way.longest:,} days"]
    if days.told:
        found.append(f"{way.outside:,} rows lie outside {days.told}")
    return f"as {way.template} {', '.join(found)}"


def _read(text: str, template: str) -> datetime:
    moment: datetime = parsed(pa.chunked_array([pa.array([text])]), template)[0].as_py()
    return moment


def _moment(day: date) -> Any:
    return pa.scalar(datetime(day.year, day.month, day.day), pa.timestamp("us"))  # noqa: DTZ001 - local times


def _count(found: Any) -> int:
    return int(pc.sum(found).as_py() or 0)


def _days(waits: Any) -> int:
    longest = pc.max(waits.cast(pa.int64())).as_py() or 0
    return max(0, int(longest) // _DAY_LONG)

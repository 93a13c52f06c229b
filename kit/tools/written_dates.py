"""Dates in a text, by own patterns: the libraries read 05/06/2026 without a word and "may march" as dates (research/lint.md §2)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from kit.tools.number_words import EASTERN, eastern

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_EDGE = r"(?<![\w.,/:-])"
_NTH = r"(?:st|nd|rd|th)?"
_OF = rf"(?:of\s(?!{MONTH}\s\d{{1,2}}{_NTH}\b(?!:)))?"  # "rule 1 of September 14" has the day behind the month
_TWO = r"(?P<d0>\d{1,2})\s?[日号]?\s?[至到和及、–~～-]\s?"
_PATTERNS = (
    re.compile(
        rf"{_EDGE}(?P<d0>\d{{1,2}}){_NTH}\s?(?:–|-|to|and)\s?(?P<d>\d{{1,2}}){_NTH}\s(?P<m>{MONTH})(?:,?\s(?P<y>\d{{4}})\b)?"
    ),
    re.compile(rf"{_EDGE}(?P<d>\d{{1,2}}){_NTH}\s{_OF}(?P<m>{MONTH})(?:,?\s(?P<y>\d{{4}})\b)?"),
    re.compile(rf"\b(?P<m>{MONTH})\s(?P<d>\d{{1,2}}){_NTH}\b(?![:%.]\d|\s?%)(?:,?\s(?P<y>\d{{4}})\b)?"),
    re.compile(r"(?<![\w/.-])(?P<y>\d{4})[-/.](?P<n>\d{1,2})[-/.](?P<d>\d{1,2})(?![\w/-])"),
    re.compile(rf"(?:(?P<y>\d{{4}})\s?[年년]\s?)?(?<!\d)(?P<n>\d{{1,2}})\s?[月월]\s?(?:{_TWO})?(?P<d>\d{{1,2}})\s?[日号일]"),
    re.compile(
        rf"(?:(?P<ey>[{EASTERN}]{{4}})\s?年\s?)?(?<![{EASTERN}\d])(?P<en>[{EASTERN}]{{1,3}})\s?月\s?(?P<ed>[{EASTERN}]{{1,3}})\s?[日号]"
    ),
    re.compile(rf"\b(?P<m>{MONTH})\s(?P<y>\d{{4}})\b"),
)
_SLASHED = re.compile(r"(?<![\w/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\w/-])")


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written. `days` are what it can mean: two if ambiguous, none if impossible or not a full date."""

    start: int
    end: int
    text: str
    days: tuple[date, ...]
    month: int
    day: int | None = None
    year: int | None = None

    @property
    def is_impossible(self) -> bool:
        """Whether it names a day that no calendar has."""
        return self.day is not None and self.year is not None and not self.days

    @property
    def is_ambiguous(self) -> bool:
        """Whether day and month can be read either way."""
        return len(self.days) > 1

    @property
    def names_a_day(self) -> bool:
        """Whether it says which day, with or without the year."""
        return self.day is not None

    def is_among(self, known: Iterable[date]) -> bool:
        """Whether one of the days fits what is written."""
        return any(
            k in self.days or (k.month == self.month and self.day in {None, k.day} and self.year in {None, k.year}) for k in known
        )


@lru_cache(maxsize=256)
def written(text: str) -> tuple[Written, ...]:
    """The dates of a text in order, none inside another."""
    found: list[Written] = []
    end = 0
    for match, dates in _all(text):
        if match.start() >= end:
            end = match.end()
            found += dates
    return tuple(sorted(found, key=lambda w: (w.start, w.end)))


def first_day(facts: Mapping[str, str], keys: Iterable[str]) -> date | None:
    """The first day that one of these facts states without doubt, in the order of the keys.

    >>> first_day({"filed": "14 March 2025", "priority": "05/06/2024"}, ("priority", "filed"))
    datetime.date(2025, 3, 14)
    """
    return next((w.days[0] for key in keys for w in written(facts.get(key, "")) if len(w.days) == 1), None)


def _all(text: str) -> Iterator[tuple[re.Match[str], list[Written]]]:
    matches = [(m, n) for n, pattern in enumerate(_PATTERNS) for m in pattern.finditer(text)]
    matches += [(m, -1) for m in _SLASHED.finditer(text)]
    for match, n in sorted(matches, key=lambda pair: (pair[0].start(), -pair[0].end(), pair[1])):
        yield match, _slashed(match) if n < 0 else _eastern(match) if "ed" in match.groupdict() else _worded(match)


def _worded(match: re.Match[str]) -> list[Written]:
    groups = match.groupdict()
    month = int(groups["n"]) if groups.get("n") else _MONTHS.index(groups["m"][:3].lower()) + 1
    year = int(groups["y"]) if groups.get("y") else None
    if month > 12 and year is None:
        return []
    numbers: list[int | None] = [int(groups[g]) for g in ("d0", "d") if groups.get(g)] or [None]
    return [
        Written(match.start(), match.end(), match.group(), _real(year, month, number), month, number, year) for number in numbers
    ]


def _eastern(match: re.Match[str]) -> list[Written]:
    """九月三日, 二〇二六年九月三日."""
    month, day, year = eastern(match["en"]), eastern(match["ed"]), eastern(match["ey"] or "")
    if not month or not day or month > 12 or day > 31:
        return []
    return [Written(match.start(), match.end(), match.group(), _real(year, month, day), month, day, year)]


def _slashed(match: re.Match[str]) -> list[Written]:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    year += 2000 if year < 100 else 0
    readings = _real(year, second, first) + (_real(year, first, second) if match[2] != "." else ())
    days = tuple(dict.fromkeys(readings))
    shown = days[0] if days else None
    return [
        Written(
            match.start(), match.end(), match.group(), days,
            shown.month if shown else second, shown.day if shown else first, year,
        )
    ]  # fmt: skip


def _real(year: int | None, month: int, day: int | None) -> tuple[date, ...]:
    if year is None or day is None:
        return ()
    try:
        return (date(year, month, day),)
    except ValueError:
        return ()


def long(day: date) -> str:
    """A day as the letters write it: 12 June 2026."""
    return f"{day.day} {day:%B} {day.year}"


def exact(moment: datetime | date, zone: ZoneInfo) -> str:
    """A moment to the minute with its zone, or a day: what nobody said is not shown.

    >>> exact(date(2026, 6, 12), ZoneInfo("Europe/London"))
    '12 June 2026 (Europe/London)'
    """
    if isinstance(moment, datetime):
        local = moment.astimezone(zone)
        return f"{long(local)}, {local:%H:%M} ({zone.key})"
    return f"{long(moment)} ({zone.key})"


_NAMED = "|".join(date(2000, n, 1).strftime("%B") for n in range(1, 13))
_LONG = (
    re.compile(rf"(?<![0-9])(?P<d>[0-9]{{1,2}}) (?P<m>{_NAMED})\b(?: (?P<y>[0-9]{{4}}))?"),
    re.compile(rf"\b(?P<m>{_NAMED}) (?P<d>[0-9]{{1,2}})(?![0-9:])(?:, (?P<y>[0-9]{{4}}))?"),
)
_SPAN = re.compile(r"(?<=日) to (?=[0-9])")


def in_chinese(text: str) -> str:
    """The text with the dates that the letters write turned into Chinese ones.

    >>> in_chinese("自15 June 2026, 09:40 起")
    '自2026年6月15日 09:40 起'
    """

    def turned(found: re.Match[str]) -> str:
        year = f"{found['y']}年" if found["y"] else ""
        return f"{year}{_MONTHS.index(found['m'][:3].lower()) + 1}月{int(found['d'])}日"

    for pattern in _LONG:
        text = pattern.sub(turned, text)
    return _SPAN.sub("至", re.sub(r"(?<=日), (?=[0-9]{2}:)", " ", text))

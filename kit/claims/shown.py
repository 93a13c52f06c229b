"""What the pages of an exhibit show: their days, times of day, figures and numbers, each with its place. Text is data here, never more.

All patterns are linear; of a page only the first 200,000 characters are read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cached_property

from kit.claims.names import Name, Names
from kit.model import Evidence
from kit.tools import look_alikes, number_words, paper_labels, shown_dates, written_times
from kit.tools.prose import masked
from kit.tools.written_dates import Written

MAX_TEXT = 200_000  # characters of a page
_AROUND = 40  # characters shown on each side

_PERCENT = r"(?:\s?(?P<percent>%|percent\b|per\scent\b))?"
_NUMBER = re.compile(rf"(?<![A-Za-z0-9])(?<![A-Za-z0-9][.,])(?P<digits>\d{{1,30}}(?:[.,'’]\d{{1,30}}){{0,6}}){_PERCENT}")
_SPACED = re.compile(rf"(?<![A-Za-z0-9.,])(?P<digits>\d{{1,3}}(?: \d{{3}}){{1,4}}(?:[.,]\d{{1,2}})?)(?![\d.,]\d){_PERCENT}")
_ID = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z/_-]{0,20}\d)[A-Za-z0-9][A-Za-z0-9/_-]{3,40}(?![A-Za-z0-9])")
_LEAD = re.compile(r"[ \t]{0,4}(?:(?:is|of|on|was|in)\b)?[ \t]{0,4}[.:：#]{0,2}\s{0,4}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number on a page, in every way in which it can be read (1.496 is either), and whether a percent sign follows."""

    start: int
    end: int
    values: tuple[Decimal, ...]
    is_percent: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """A day or a number that stands behind a label such as “valid until” or “invoice no”."""

    key: str
    start: int
    end: int
    text: str
    day: date | None = None


@dataclass(frozen=True, eq=False)
class Page:
    """The text of one page. What is found in it is found once."""

    number: int  # in the exhibit, from 1
    raw: str
    is_read: bool  # in a picture: a character may be misread
    known: Names

    @cached_property
    def text(self) -> str:
        """The text with full-width signs as plain ones; all places stay."""
        return self.raw[:MAX_TEXT].translate(look_alikes.PLAIN)

    @cached_property
    def latin(self) -> str:
        """The text with letters of other scripts as the Latin ones that they look like, for ids; all places stay."""
        return look_alikes.latin(self.text)

    @cached_property
    def low(self) -> str:
        """The text in small letters and plain blanks, for names."""
        low = re.sub(r"\s", " ", self.text.lower())
        return low if len(low) == len(self.text) else re.sub(r"\s", " ", self.text)

    @cached_property
    def days(self) -> tuple[Written, ...]:
        """The dates, in every writing that is known."""
        return shown_dates.shown(self.text)

    @cached_property
    def _clocks(self) -> tuple[written_times.Clock, ...]:
        return written_times.shown(self.text)

    @cached_property
    def times(self) -> dict[time, int]:
        """The times of day, with the first place of each."""
        found: dict[time, int] = {}
        for clock in self._clocks:
            found.setdefault(clock.time, clock.start)
        return found

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The figures, without those of dates and times."""
        taken = [(w.start, w.end) for w in self.days] + [(c.start, c.end) for c in self._clocks]
        rest = masked(self.text, taken, by="|")  # a mark that no figure holds
        digits = (m for pattern in (_NUMBER, _SPACED) for m in pattern.finditer(rest))
        plain = (Number(m.start(), m.end(), _readings(m["digits"]), m["percent"] is not None) for m in digits)
        words = (
            Number(m.start(), m.end(), (Decimal(number_words.VALUE[m.group().lower()]),), False)
            for m in number_words.WORD.finditer(rest)
        )
        return (*plain, *words)

    @cached_property
    def rounded(self) -> dict[tuple[Decimal, int], Number]:
        """The first number for each value at each number of decimals at which a letter may print it."""
        found: dict[tuple[Decimal, int], Number] = {}
        for number in self.numbers:
            for value in number.values:
                for places in range(min(_decimals(value), 4) + 1):
                    found.setdefault((round(value, places), places), number)
        return found

    @cached_property
    def exact(self) -> dict[Decimal, Number]:
        """The first number for each value."""
        return {value: number for number in reversed(self.numbers) for value in number.values}

    @cached_property
    def named(self) -> tuple[Name, ...]:
        """The carriers, brands and firms of the case that the page names."""
        return tuple(self.known.within(self.text))

    @cached_property
    def ids(self) -> tuple[tuple[int, str], ...]:
        """What looks like an id, with its place."""
        return tuple((m.start(), m.group()) for m in _ID.finditer(self.latin))

    @cached_property
    def labelled(self) -> tuple[Labelled, ...]:
        """The days and numbers that stand right behind a label."""
        return tuple(_labelled(self.text, self.latin, self.days))

    def around(self, start: int, end: int) -> str:
        """The words around a place."""
        return " ".join(self.text[max(0, start - _AROUND) : end + _AROUND].split())


def pages(evidence: Evidence, known: Names) -> tuple[Page, ...]:
    """The pages of an exhibit that have text."""
    read = [bool(words) for words in evidence.words] or [False] * len(evidence.text)
    return tuple(
        Page(n, text, is_read, known)
        for n, (text, is_read) in enumerate(zip(evidence.text, read, strict=True), 1)
        if text.strip()
    )


# --- figures and numbers ----------------------------------------------------------------------------


def _readings(digits: str) -> tuple[Decimal, ...]:
    """Every value that the digits can mean: with a point or a comma for decimals, or for thousands.

    >>> [str(v) for v in _readings("1.496")]
    ['1496', '1.496']
    """
    whole, *parts = re.split(r"[.,'’ ]", digits)
    signs = [c for c in digits if not c.isdigit()]
    found = []
    if len(set(signs)) < 2 and all(len(part) == 3 for part in parts) and (not parts or len(whole) <= 3):
        found.append(Decimal("".join((whole, *parts))))
    if signs and signs[-1] in ".," and signs[-1] not in signs[:-1] and all(len(part) == 3 for part in parts[:-1]):
        found.append(Decimal(f"{''.join((whole, *parts[:-1]))}.{parts[-1]}"))
    return tuple(found)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _labelled(text: str, latin: str, days: tuple[Written, ...]) -> Iterator[Labelled]:
    by_start = {day.start: day for day in days if len(day.days) == 1}
    for found in paper_labels.before().finditer(text):
        label, lead = paper_labels.label_of(found.group()), _LEAD.match(text, found.end())
        at = lead.end() if lead else found.end()
        if label.value == "date" and (day := by_start.get(at)):
            yield Labelled(label.key, day.start, day.end, day.text, day.days[0])
        elif label.value == "code" and at not in by_start and (code := _ID.match(latin, at)):
            yield Labelled(label.key, code.start(), code.end(), code.group())

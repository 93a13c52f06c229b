"""The moments that a text writes, each with the words of the clause in which it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from kit.tools import prose, written_times
from kit.tools.written_dates import Written, written
from kit.tools.written_times import Clock

_JOINED = re.compile(
    r"(?:[\s,(，（的约）]|\b(?:at|on|about|around|the|of)\b|(?:周|星期)[一二三四五六日天])*"
)  # between a day and its time of day
_BEFORE = re.compile(r"\b(?P<word>[a-z]+)\s+(?:(?:about|around|at|the)\s+)*$", re.IGNORECASE)
_PART_OF_DAY = re.compile(r"\b(?:morning|afternoon|evening|night|day|end|start) of\s+$", re.IGNORECASE)
_ROLES = {
    **dict.fromkeys(("of", "dated", "to"), "other"),  # "the notice of 3 May", "set to 14:30": of another thing than the event
    **dict.fromkeys(("by", "before", "until", "till", "through"), "latest"),
    **dict.fromkeys(("after", "since", "from", "between"), "earliest"),
}
_EASTERN_BEFORE = re.compile(r"(?P<word>至|到|截止|自|从)\s*(?:于|约)?\s*$")
_EASTERN_ROLES = {**dict.fromkeys(("至", "到", "截止"), "latest"), **dict.fromkeys(("自", "从"), "earliest")}
_AFTER = re.compile(r"\s*(?:(?P<other>的)|(?P<latest>之?前|以前|止)|之?后|以后|起|(?=[至到~～]))")
_TO = re.compile(r"\s*(?:to|until|till|and|–|-|—|起?[至到]|~|～)\s*(?:about\s+|at\s+)?")  # between the two ends of a span
_AND_DAY = re.compile(r"\s?(?:–|-|to|and)\s?\d{1,2}\b(?!:)")
_ROWS = re.compile(r"\|\s*(?=\|)")  # between the rows of a table whose lines were folded into one
_BREAKS = (
    re.compile(r"[;:—]\s"),
    re.compile(r",\s(?:and|but|then|while|when|so)\b"),
    re.compile(r"\s(?:and|but|then|while|when)\b|[，；]"),
    re.compile(r",\s"),
)
_REPEATED = re.compile(
    r"\b(?:daily|weekly|monthly|(?:every|each)\s(?:\w+\s)?(?:day|night|morning|afternoon|evening|week|weekday|month|\w+day)s?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A day or a minute as written: its place, and whether it is the event's moment, an end of its span or another thing's."""

    start: int
    end: int
    day: date | None
    clock: time | None = None
    role: str = "at"
    is_whole: bool = True

    def at(self, zone: ZoneInfo) -> date:
        """The day, or the minute on this clock."""
        assert self.day is not None, "a time of day that no day is given is left out"
        return datetime.combine(self.day, self.clock, zone) if self.clock else self.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What a clause says without its moments, and the moments that it gives its event."""

    text: str
    told: str
    points: tuple[Point, ...]
    is_whole: bool  # its sentence writes one moment, a day with its time: not a bare time, which may as well be that of a rule
    is_row: bool = False  # of a table: its moment is that of its words and of no other thing

    @property
    def is_bare(self) -> bool:
        """Whether it writes a time of day only, its day being that of the text around it."""
        return not all(p.is_whole for p in self.points)


def clauses(text: str, day: date | None, today: date) -> Iterator[Clause]:
    """The clauses of a text that give a moment; a time of day without a day is of its sentence's, its text's or this day."""
    around = _one({w.days[0] for w in _days(text, today)}) or day
    for start, end in prose.sentences(text):
        for n, row in enumerate(_ROWS.split(text[start:end].strip())):
            is_row = n > 0 or row.startswith("|")
            yield from (replace(clause, is_row=is_row) for clause in _of_sentence(row, around, today))


_NOTICE = re.compile(
    r"\b(?:the|your|this)\snotice\s(?:of|dated|from|(?:came|arrived|reached\sus|(?:was\s)?received)(?:\son)?)\s$",
    re.IGNORECASE,
)


def notice_days(text: str, today: date) -> Iterator[date]:
    """The days that a text gives the notice: "the notice of 3 May 2026", "your notice came on 3 May"."""
    return (w.days[0] for w in _days(text, today) if _NOTICE.search(text[max(0, w.start - 60) : w.start]))


def _of_sentence(sentence: str, around: date | None, today: date) -> Iterator[Clause]:
    points = _points(sentence, None if _REPEATED.search(sentence) else around, today)
    for a, b in pairwise((0, *_cuts(sentence, points), len(sentence))):
        told = tuple(p for p in points if a <= p.start < b and p.role != "other")
        if told:
            words = prose.masked(sentence, ((p.start, p.end) for p in points))[a:b]
            is_whole = len(points) == 1 and points[0].is_whole and points[0].clock is not None
            yield Clause(text=sentence[a:b].strip(" ,;:"), told=words, points=told, is_whole=is_whole)


def _days(text: str, today: date) -> tuple[Written, ...]:
    """The days that a text writes; one without its year is the last such day up to today, "May 8 and 9" is no one day."""
    return tuple(found for w in written(text) if (found := _in_year(w, today)) and (w.year or not _AND_DAY.match(text, w.end)))


def _in_year(found: Written, today: date) -> Written | None:
    if len(found.days) == 1:
        return found
    if found.year is None and found.day:
        for year in (today.year, today.year - 1):
            try:
                meant = date(year, found.month, found.day)
            except ValueError:
                continue
            if meant <= today:
                return replace(found, days=(meant,), year=year)
    return None


def _points(sentence: str, around: date | None, today: date) -> tuple[Point, ...]:
    """The moments of a sentence in order, each day with the time of day that belongs to it."""
    days = [_placed(sentence, Point(start=w.start, end=w.end, day=w.days[0])) for w in _days(sentence, today)]
    points = []
    for clock in written_times.written(sentence):
        beside = next((d for d in days if _is_joined(sentence, d, clock)), None)
        if beside:
            days.remove(beside)
            first, last = min(beside.start, clock.start), max(beside.end, clock.end)
            points.append(_placed(sentence, Point(start=first, end=last, day=beside.day, clock=clock.time)))
        else:
            points.append(_placed(sentence, Point(start=clock.start, end=clock.end, day=None, clock=clock.time)))
    return _spans(sentence, _with_days(sorted((*days, *points), key=lambda p: p.start), around))


def _is_joined(sentence: str, day: Point, clock: Clock) -> bool:
    first, last = (day.end, clock.start) if day.end <= clock.start else (clock.end, day.start)
    return bool(_JOINED.fullmatch(sentence, first, last)) if first <= last else False


def _placed(sentence: str, point: Point) -> Point:
    before = sentence[: point.start]
    if after := _AFTER.match(sentence, point.end):
        return replace(point, role="other" if after["other"] else "latest" if after["latest"] else "earliest")
    if eastern := _EASTERN_BEFORE.search(before):
        return replace(point, role=_EASTERN_ROLES[eastern["word"]])
    word = _BEFORE.search(before)
    role = _ROLES.get(word["word"].lower(), "at") if word and not _PART_OF_DAY.search(before) else "at"
    return replace(point, role=role)


def _with_days(points: list[Point], around: date | None) -> tuple[Point, ...]:
    """Each bare time of day with the day before it, the only one of its sentence, or the one around; that day is then no moment of its own."""
    own = [p for p in points if p.day and p.role == "at"]
    taken: set[int] = set()
    placed: list[Point] = []
    for point in points:
        if point.day:
            placed.append(point)
            continue
        before = [p for p in own if p.start < point.start]
        giver = before[-1] if before else own[0] if len(own) == 1 else None
        taken |= {giver.start} if giver and point.role != "other" else set()
        placed.append(replace(point, day=giver.day if giver else around, is_whole=giver is not None))
    return tuple(p for p in placed if p.day and not (p.clock is None and p.start in taken))


def _spans(sentence: str, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The points with both ends of a span marked; "from 14:30 to 15:30" without a day is rather a rule than a span."""
    found = list(points)
    for n, (one, other) in enumerate(pairwise(points)):
        between = sentence[one.end : other.start]
        if one.role == "earliest" and _TO.fullmatch(between):
            role = "latest" if other.is_whole or between.strip() == "and" else "other"
            found[n + 1] = replace(other, role=role)
            found[n] = replace(one, role="earliest" if role == "latest" else "other")
        elif one.start == other.start:  # 20–22 August
            found[n], found[n + 1] = replace(one, role="earliest"), replace(other, role="latest")
    return tuple(found)


def _cuts(sentence: str, points: tuple[Point, ...]) -> Iterator[int]:
    """Where one clause ends and the next begins: at the strongest break between two moments that are no span."""
    for one, other in pairwise(points):
        if not (one.role == "earliest" and other.role == "latest"):
            found = (b.search(sentence, one.end, other.start + 1) for b in _BREAKS)
            if cut := next(filter(None, found), None):
                yield cut.start()


def _one(days: set[date]) -> date | None:
    return next(iter(days)) if len(days) == 1 else None

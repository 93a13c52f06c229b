"""Days and times that the Chinese of a text gives otherwise than its English, or that nothing which it rests on has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from kit.audits._authored import filled, papers_named, stated, texts
from kit.audits.request import Request
from kit.model import Gap, Statement, day_of
from kit.tools import written_times
from kit.tools.cells import text
from kit.tools.written_dates import Written, written


@dataclass(frozen=True, slots=True)
class _Known:
    """The days and times on which a text may rest: of its part, of the exhibits that it names, of the notice and of the log."""

    days: frozenset[date]
    times: frozenset[time]


def of_chinese(request: Request, moments: Iterable[tuple[str, date]], entries: tuple[Any, ...]) -> Iterator[Gap]:
    """One gap for each such day or time; `moments` are those of the case's parts, each with its place."""
    names, parts = stated(request.case), tuple(moments)
    for where, statement, exhibits in texts(request.case):
        english, chinese = filled(statement.en, names), filled(statement.zh or "", names)
        part = where.rpartition(".")[0]
        known = _known(request, (at for of, at in parts if of.rpartition(".")[0] == part), statement, exhibits, entries)
        for said, instead in (*_other_days(english, chinese, known), *_other_times(english, chinese, known)):
            yield Gap(
                id=f"timeline.{where}.zh.{said}",
                severity="warning",
                where=f"{where}.zh",
                what=(
                    f"the Chinese says {said}, the English {instead}"
                    if instead
                    else f"the Chinese says {said}, which neither its English nor the log nor the exhibits that it names have"
                ),
                fix="correct the one that is wrong by the record that shows it",
            )


def _other_days(english: str, chinese: str, known: _Known) -> Iterator[tuple[str, str]]:
    ours, theirs = written(chinese), written(english)
    left = [w.text for w in theirs if not any(_is_same(w, other) for other in ours)]
    for day in ours:
        if day.names_a_day and not any(_is_same(day, other) for other in theirs) and (left or not day.is_among(known.days)):
            yield day.text, ", ".join(left)


def _other_times(english: str, chinese: str, known: _Known) -> Iterator[tuple[str, str]]:
    ours, theirs = tuple(written_times.written(chinese)), tuple(written_times.written(english))
    said, told = {t for c in ours for t in c.readings}, {t for c in theirs for t in c.readings}
    left = [english[c.start : c.end] for c in theirs if said.isdisjoint(c.readings)]
    for clock in ours:
        if told.isdisjoint(clock.readings) and (left or known.times.isdisjoint(clock.readings)):
            yield chinese[clock.start : clock.end], ", ".join(left)


def _is_same(one: Written, other: Written) -> bool:
    """Whether both can be one day, the year left out of one or not; a month alone is in every day of it."""
    years = {one.year, other.year} - {None}
    days = {one.day, other.day} - {None}
    return one.month == other.month and len(years) < 2 and len(days) < 2


def _known(
    request: Request, own: Iterable[date], statement: Statement, exhibits: tuple[str, ...], entries: tuple[Any, ...]
) -> _Known:
    case, zone = request.case, request.policy.zone
    named = {*exhibits, *papers_named(statement)}
    papers = [item for item in case.evidence if item.id in named]
    facts = [v for item in papers for v in (*dict(item.facts).values(), item.caption.en)]
    violation = case.violation
    moments = [*own, case.letter.date, violation.received, *((violation.deadline,) if violation.deadline else ())]
    moments += [entry.at.to_pydatetime() for entry in entries]
    told = [*facts, *(text(entry.what) for entry in entries)]
    return _Known(
        days=frozenset({*(day_of(at, zone) for at in moments), *(d for said in told for w in written(said) for d in w.days)}),
        times=frozenset(
            {
                *(_time(at, request) for at in moments if isinstance(at, datetime)),
                *(t for said in told for clock in written_times.written(said) for t in clock.readings),
            }
        ),
    )


def _time(at: datetime, request: Request) -> time:
    local = at.astimezone(request.policy.zone) if at.tzinfo else at
    return local.time().replace(second=0, microsecond=0)

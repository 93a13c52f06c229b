"""The internal timeline held against every moment that the case states: who did what, when, by the seller's own log."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from kit.audits._authored import NEAR_MINUTES, filled, stated, texts
from kit.audits._chinese import of_chinese
from kit.audits._clauses import clauses, notice_days
from kit.audits.request import Request
from kit.model import Audit, AuditRow, Case, EarlierAppeal, Gap, Promise, Statement, day_of, instant
from kit.tools import prose, written_times
from kit.tools.cells import text
from kit.tools.figures import many
from kit.tools.wording import words
from kit.tools.written_dates import written

if TYPE_CHECKING:
    import pandas as pd

EXHIBIT = "action_log"  # the kind of evidence that it is

SAME_EXHIBIT, SAME_WORDS, PERHAPS = 0.4, 0.75, 0.3
"""Share of the words of an entry that stand in the letter's text of the same event (or the other way, where the text is the
shorter): with a common exhibit, without, and enough to name the entry without saying that it contradicts; own judgement."""
FEW = 2  # words so few, and words so short, say nothing of which event it is
_ONCE = "leave each event in the log once; if it was two events, say in each what it was"
_NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+){2,}")  # of a company: it counts as one word
_EMPTY = frozenset({"the", "and", "for", "was", "were", "had", "has", "with", "from", "not", "are", "all", "that", "its", "our"})


def audit(request: Request) -> Audit:
    """Every entry of the log with its place, and every stated moment that no entry shows."""
    found = Audit(
        id="timeline",
        title="Internal timeline",
        definition=(
            "Every moment that the letter states for a cause, an action, a measure in force, a point of a dispute or an earlier"
            f" promise is looked for in the seller's log: a stated time within {NEAR_MINUTES} minutes of an entry, a stated day on"
            " the day of one. An entry of the same event at another time contradicts it. Each moment in a text belongs to the words of its clause."
        ),
    )
    log = request.table("timeline")
    if log is None or log.empty:
        return replace(found, unavailable="there is no log; put one as CSV (time, role, what) into records/")
    log = log.dropna(subset=["at"]).sort_values("at", kind="stable")
    zone = request.policy.zone
    moments = _moments(request)
    entries: tuple[Any, ...] = tuple(log.itertuples(index=False))
    held = tuple(_once((moment, _gap(moment, entries, zone)) for moment in moments))
    wanting = tuple(gap for _, gap in held if gap)
    counted = sum(moment.is_sought or gap is not None for moment, gap in held)
    parts = ((m.where, m.at) for m in _stated(request.case))
    told = {gap.where for gap in wanting}
    chinese = (gap for gap in of_chinese(request, parts, entries) if gap.where.removesuffix(".zh") not in told)
    gaps = (*wanting, *chinese, *_of_notice(request), *_to_come(request, log), *_twice(request, log))
    shown = counted - len(wanting)
    return replace(
        found,
        sentence=(
            f"The log has {many(len(log), 'entry', 'entries')}; {shown} of {many(counted, 'moment')} stated in the letter"
            f" {'stands' if shown == 1 else 'stand'} in it."
        ),
        heads=("Time", "Role", "What"),
        rows=tuple(_row(request, entry, zone) for entry in log.itertuples(index=False)),
        figures={"entries": f"{len(log):,}", "moments": f"{counted}", "shown": f"{shown}"},
        gaps=gaps,
        reads=("records",),
    )


def _row(request: Request, entry: Any, zone: ZoneInfo) -> AuditRow:
    at = entry.at.tz_convert(zone)
    known = {e.id for e in request.case.evidence}
    shown_by = entry.shown_by if entry.shown_by == entry.shown_by and entry.shown_by in known else None
    cells = (f"{request.day(at)}, {at:%H:%M}", text(entry.role), text(entry.what))
    return AuditRow(cells=cells, state="plain", exhibits=(shown_by,) if shown_by else ())


# --- the moments that the letter states -----------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """A day or a minute that the case states: its place, whose it is, the words of that thing and its exhibits."""

    where: str
    name: str
    at: date
    told: str = ""
    exhibits: tuple[str, ...] = ()
    severity: Literal["error", "warning"] = "warning"  # of an entry at another time: an action is one event, a cause is several
    points: tuple[tuple[str, date], ...] = ()  # of a clause: its moments, each the event's own or an end of its span
    is_several: bool = False  # its words tell of more than the event of that moment
    is_sought: bool = True  # a moment without an entry is named; else only one that an entry contradicts
    is_bare: bool = False  # a time without its day may as well be that of a rule, as "every day at 15:30"


def _moments(request: Request) -> tuple[_Moment, ...]:
    """Everything that the case dates up to the day of the letter; what is still to come stands in no log."""
    zone = request.policy.zone
    stated = tuple(_stated(request.case))
    known = {instant(m.at, zone) for m in stated if isinstance(m.at, datetime)}
    typed = (replace(m, is_sought=m.is_sought and m.at not in known) for m in _written(request.case, zone, request.today))
    return tuple(m for m in (*stated, *typed) if day_of(m.at, zone) <= request.today)


def _stated(case: Case) -> Iterator[_Moment]:
    for n, cause in enumerate(case.root_causes):
        yield from _of(f"root_causes.{n}", f"root cause {cause.id}", cause, "when", "until")
    for n, action in enumerate(case.corrective):
        yield from _of(f"corrective.{n}", f"corrective action {action.id}", action, "done", severity="error")
    for n, measure in enumerate(case.preventive):
        yield from _of(f"preventive.{n}", f"preventive measure {measure.id}", measure, "since")
    for head in ("happened", "wrong", "asks"):
        for n, point in enumerate(getattr(case.dispute, head)):
            yield from _of(f"dispute.{head}.{n}", f"point {point.id}", point, "when", severity="error")
    for n, appeal in enumerate(case.history):
        yield _Moment(where=f"history.{n}.date", name=f"the appeal of {appeal.date}", at=appeal.date)
        for k, promise in enumerate(appeal.promises):
            yield from _promised(f"history.{n}.promises.{k}", appeal, promise)


def _of(where: str, name: str, thing: Any, *fields: str, severity: Literal["error", "warning"] = "warning") -> Iterator[_Moment]:
    told = " ".join(_told(said) for said in (thing.what, getattr(thing, "short", None)) if said)
    for field in fields:
        if at := getattr(thing, field):
            yield _Moment(
                where=f"{where}.{field}",
                name=name,
                at=at,
                told=told,
                exhibits=thing.exhibits,
                severity=severity,
                is_several=severity == "warning",
            )


def _promised(where: str, appeal: EarlierAppeal, promise: Promise) -> Iterator[_Moment]:
    """The days that the words of a promise and of its outcome state."""
    told = f"{promise.en} {promise.because.en if promise.because else ''}"
    for day in dict.fromkeys(w.days[0] for w in written(told) if len(w.days) == 1):
        yield _Moment(
            where=where, name=f"a promise of the appeal of {appeal.date}", at=day, told=_told(promise), exhibits=promise.exhibits
        )


def _written(case: Case, zone: ZoneInfo, today: date) -> Iterator[_Moment]:
    """Each clause of either language that prints a moment, written there or filled in, on the site's clock."""
    names = stated(case)
    parts = {m.where.rpartition(".")[0]: day_of(m.at, zone) for m in _stated(case)}
    both = ((*text, said) for text in texts(case) for said in (text[1].en, text[1].zh) if said)
    for where, statement, exhibits, said in both:
        for clause in clauses(filled(said, names), parts.get(where.rpartition(".")[0]), today):
            points = tuple((p.role, p.at(zone)) for p in clause.points)
            yield _Moment(
                where=where,
                name=f"“{prose.excerpt(clause.text)}”",
                at=points[0][1],
                points=points,
                told=clause.told,
                exhibits=exhibits,
                is_sought=clause.is_whole and said == statement.en,
                is_bare=clause.is_bare,
                severity="error" if clause.is_row else "warning",
            )


def _told(statement: Statement) -> str:
    return f"{statement.en} {statement.zh or ''}"


def _once(held: Iterable[tuple[_Moment, Gap | None]]) -> Iterator[tuple[_Moment, Gap | None]]:
    """Each moment with its gap, without a text's clause that only repeats what the moment of its part has been told."""
    told: set[tuple[str, str]] = set()
    for moment, gap in held:
        key = moment.where.rpartition(".")[0], f"{moment.at:%F %H:%M}"
        if not (gap and moment.points and key in told):
            yield moment, gap
        if gap:
            told.add(key)


# --- held against the log -------------------------------------------------------------------------


def _gap(moment: _Moment, entries: tuple[Any, ...], zone: ZoneInfo) -> Gap | None:
    """What the log says against a moment: an entry of the same event at another time, or no entry of that moment."""
    at_it = [entry for entry in entries if _fits(moment, entry.at, zone)]
    same = [entry for entry in entries if _is_same(entry, moment)]
    if moment.is_several and at_it:  # of its several events, one that it tells nearly in the words of the log
        same = [entry for entry in same if _is_in_its_words(entry, moment)]
    is_bound = bool(moment.points) and all(role != "at" for role, _ in moment.points)  # every earlier entry fits "by noon"
    if same and any(entry in same or (not is_bound and _is_perhaps(entry, moment)) for entry in at_it):
        return None
    if not same and (not moment.is_sought or any(_is_near(moment.at, entry.at, zone) for entry in entries)):
        return None
    meant = _meant(moment, same, [entry for entry in entries if _is_perhaps(entry, moment)], zone)
    if meant not in same:
        return _none(moment, meant, zone)
    return _other_time(moment, meant, zone) if not moment.is_bare or _is_bare_other(moment, meant, zone) else None


def _meant(moment: _Moment, same: list[Any], perhaps: list[Any], zone: ZoneInfo) -> Any:
    """The entry to name: the one in the words of an event; of several events, the nearest in time."""

    def order(entry: Any) -> tuple[float, timedelta]:
        shared, share = _shared(entry, moment)
        return 0 if moment.is_several else -shared * share, abs(entry.at - _noon(moment.at, zone))

    return min((*same, *perhaps) if moment.is_several else same or perhaps, key=order, default=None)


def _fits(moment: _Moment, logged: datetime, zone: ZoneInfo) -> bool:
    """Whether something logged then is of the moment, or of the span whose ends the letter states."""
    own = [at for role, at in moment.points if role == "at"] if moment.points else [moment.at]
    if own:
        return any(_is_near(at, logged, zone) for at in own)
    margin = timedelta(minutes=NEAR_MINUTES)
    return all(
        logged <= instant(at, zone, end=True) + margin if role == "latest" else logged >= instant(at, zone) - margin
        for role, at in moment.points
    )


def _is_bare_other(moment: _Moment, entry: Any, zone: ZoneInfo) -> bool:
    """Whether a time without its day is another one than the log has on that day, and no part of what happened."""
    clocks = {clock.time for clock in written_times.written(text(entry.what))}
    return day_of(entry.at, zone) == day_of(moment.at, zone) and instant(moment.at, zone).astimezone(zone).time() not in clocks


def _of_notice(request: Request) -> Iterator[Gap]:
    """The days that the letter gives the notice, held against the day on which it came and those of the notices in the bundle."""
    received = day_of(request.case.violation.received, request.policy.zone)
    papers = (f"{item.caption.en} {' '.join(dict(item.facts).values())}" for item in request.papers("notice"))
    known = {received, *(day for paper in papers for w in written(paper) for day in w.days)}
    names = stated(request.case)
    for where, statement, _ in texts(request.case):
        for day in dict.fromkeys(notice_days(filled(statement.en, names), request.today)):
            if day not in known:
                yield Gap(
                    id=f"timeline.{where}.notice",
                    severity="error",
                    where=where,
                    what=f"the letter says {day} of the notice; it was received on {received}",
                    fix="correct the day by the notice itself",
                )


def _to_come(request: Request, log: "pd.DataFrame") -> Iterator[Gap]:
    """A log is written after the event: entries of later than the letter cannot be true."""
    days = log["at"].dt.tz_convert(request.policy.zone.key).dt.date
    late = tuple(log[days > request.today].itertuples(index=False))
    if late:
        yield Gap(
            id="timeline.to_come",
            severity="error",
            where=f"{late[0].source_file}:{late[0].source_line}",
            what=f"the log has {many(len(late), 'entry', 'entries')} of after the day of the letter: {_noted(late[0], request.policy.zone)}",
            fix="correct the time, or take out what has not happened yet",
        )


def _twice(request: Request, log: "pd.DataFrame") -> Iterator[Gap]:
    """Entries of the same words on one day, but for what is done every day, and rows that repeat another whole: a log notes a thing once."""
    zone = request.policy.zone
    log = log.assign(
        words=log["what"].astype("str").str.casefold().str.split().str.join(" "), day=log["at"].dt.tz_convert(zone.key).dt.date
    )
    for _, worded in log.groupby("words", sort=True):
        is_routine = len(set(worded["day"])) > 1
        for _, alike in worded.groupby(["day", "at"] if is_routine else "day", sort=True):
            if len(alike) < 2:
                continue
            rows = tuple(alike.sort_values(["at", "source_file", "source_line"], kind="stable").itertuples(index=False))
            yield _repeated(rows[1], f"{_noted(rows[0], zone)} stands again in {_places(rows[1:], zone)}")
    files = set(log["source_file"].astype("str"))
    for reading in request.orders.readings if request.orders else ():
        if reading.file in files and reading.duplicates:
            repeats = many(reading.duplicates, "row repeats another row whole", "rows repeat other rows whole")
            yield Gap(
                id=f"timeline.repeated.{reading.file}",
                severity="warning",
                where=reading.file,
                what=f"{repeats}; each is counted once",
                fix=_ONCE,
            )


def _repeated(entry: Any, what: str) -> Gap:
    return Gap(
        id=f"timeline.twice.{entry.source_file}.{entry.source_line}",
        severity="warning",
        where=f"{entry.source_file}:{entry.source_line}",
        what=f"the entry {what}",
        fix=_ONCE,
    )


def _places(rows: tuple[Any, ...], zone: ZoneInfo) -> str:
    return ", ".join(f"{row.source_file}:{row.source_line} at {row.at.tz_convert(zone):%H:%M}" for row in rows)


def _noon(stated: date, zone: ZoneInfo) -> datetime:
    return instant(stated, zone) if isinstance(stated, datetime) else datetime.combine(stated, time(12), zone)


def _none(moment: _Moment, nearest: Any, zone: ZoneInfo) -> Gap:
    like = f"; one of {_noted(nearest, zone)} may be of it" if nearest is not None else ""
    return Gap(
        id=f"timeline.{moment.where}",
        severity="warning",
        where=moment.where,
        what=f"the log has no entry for {moment.name} at the moment stated, {moment.at}{like}",
        fix="correct the moment, or add the entry from the record that shows it",
    )


def _noted(entry: Any, zone: ZoneInfo) -> str:
    """An entry with its moment and place."""
    return f"{entry.at.tz_convert(zone):%Y-%m-%d %H:%M}: “{text(entry.what)}” ({entry.source_file}:{entry.source_line})"


def _is_near(stated: date, logged: datetime, zone: ZoneInfo) -> bool:
    if isinstance(stated, datetime):
        return abs((logged - instant(stated, zone)).total_seconds()) <= NEAR_MINUTES * 60
    return day_of(logged, zone) == stated


def _other_time(moment: _Moment, entry: Any, zone: ZoneInfo) -> Gap:
    differs = "on another day" if day_of(entry.at, zone) != day_of(moment.at, zone) else "at another time"
    return Gap(
        id=f"timeline.{moment.where}.other",
        severity=moment.severity,
        where=moment.where,
        what=f"the letter says {_said(moment)} of {moment.name}; the log has it {differs}, {_noted(entry, zone)}",
        fix="correct the one that is wrong by the record that shows it; where the entry is of another event, add the one that is meant",
    )


def _said(moment: _Moment) -> str:
    """The moment, or all that the clause gives its event."""
    return " and ".join(str(at) for _, at in moment.points) or str(moment.at)


def _is_same(entry: Any, moment: _Moment) -> bool:
    """Whether an entry tells of the same event: by most of its words, or by fewer where both name one exhibit."""
    shared, share = _shared(entry, moment)
    if text(entry.shown_by) in moment.exhibits:
        return share >= SAME_EXHIBIT and shared > 1
    return _is_in_its_words(entry, moment)


def _is_in_its_words(entry: Any, moment: _Moment) -> bool:
    shared, share = _shared(entry, moment)
    return share >= SAME_WORDS and shared > FEW


def _is_perhaps(entry: Any, moment: _Moment) -> bool:
    """Whether an entry may tell of the same event: a person has to look."""
    shared, share = _shared(entry, moment)
    return shared > 0 and (text(entry.shown_by) in moment.exhibits or (share >= PERHAPS and shared > 1))


def _shared(entry: Any, moment: _Moment) -> tuple[int, float]:
    """How many words an entry and the letter's text have in common, and their share of the shorter of both."""
    named = {word for name in _NAME.findall(moment.told) for word in _words(name.partition(" ")[2])}
    noted, told = _in_common_script(_words(text(entry.what)) - named, _words(moment.told) - named)
    shared, shorter = len(noted & told), min(len(noted), len(told))
    return shared, shared / shorter if shorter else 0.0


def _in_common_script(noted: frozenset[str], told: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Both without the words of a script that the other has none of: an entry in two languages is the same in one of them."""
    scripts = {word.isascii() for word in noted} & {word.isascii() for word in told}
    if not scripts:
        return noted, told
    return frozenset(w for w in noted if w.isascii() in scripts), frozenset(w for w in told if w.isascii() in scripts)


def _words(said: str) -> frozenset[str]:
    """What the words begin with, so that "paused" is "pause" and "lives" "live"; of Chinese each two characters that follow one another."""
    latin = (word for word in words(said) if word.isascii() and len(word) > FEW and word not in _EMPTY)
    chinese = (pair for run in re.findall(r"[\u4e00-\u9fff]+", said) for pair in map("".join, pairwise(run)))
    return frozenset((*(word[:5].removesuffix("s") for word in latin), *chinese))

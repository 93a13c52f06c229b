"""One look at a case after its approval, and what it warns of."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from kit import metrics
from kit.appeal import Appeal
from kit.desk.deadlines import dues
from kit.desk.steps import key_of, standing
from kit.desk.submission import kept_in
from kit.desk.watch import exports
from kit.desk.watch.papers import Ending, endings
from kit.desk.watch.rates import Watched, last_day, watched
from kit.desk.watch.routine import Routine, routines
from kit.ledger import Event, Ledger
from kit.metrics.late_orders import CLOCKS, has_gone
from kit.model import Analysis, Case, Fact, Orders, Policy, Preventive
from kit.policy import resolve

Severity = Literal["error", "warning", "info"]
_FRESH = 8  # days that an export may be old: a look a week
_SOON = timedelta(hours=24)
_DAYS = 30  # where no fact says how long


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """From when to when a shop is watched. `is_noted`: the ledger knows of the approval; else it is counted from the letter."""

    on: date
    until: date
    fact: Fact | None
    is_noted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """An order that will be late at `due`, if nothing is done."""

    order: str
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """Something to act on. `what`: the name of its phrase, `values` what fills it; errors first."""

    severity: Severity
    what: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """All that one look found, as of `now`. `upto`: the last day of which the exports tell the whole."""

    case: Case
    policy: Policy
    now: datetime
    today: date
    approved: Approved
    upto: date | None
    files: tuple[tuple[str, str], ...]  # name, SHA-256 of each export read
    rates: tuple[Watched, ...]
    opens: tuple[Open, ...]
    routines: tuple[Routine, ...]
    endings: tuple[Ending, ...]
    is_counted: bool  # whether the family is about rates that an export tells

    @property
    def warnings(self) -> tuple[Warned, ...]:
        """What to act on, the worst first."""
        rank = {"error": 0, "warning": 1, "info": 2}
        return tuple(sorted(_warned(self), key=lambda w: rank[w.severity]))

    def measure(self, name: str) -> Preventive:
        """The preventive measure of that id."""
        return next(p for p in self.case.preventive if p.id == name)

    @property
    def day(self) -> int:
        """Which day of the watch it is."""
        return (self.today - self.approved.on).days


def approved(case: Case, policy: Policy, ledger: Ledger | None) -> Approved:
    """When the watch began and when it ends, by the ledger; where it knows of no approval, from the letter's day."""
    found = standing(ledger, key_of(case)) if ledger else None
    if found and found.state == "approved":
        on = datetime.fromisoformat(found.entry.body["on"]).astimezone(policy.zone).date()
        end = next((d for d in dues(case, policy, found) if d.what == "watch_until"), None)
        until = end.at.astimezone(policy.zone).date() if end else on + timedelta(_DAYS)
        return Approved(on=on, until=until, fact=end.fact if end else None, is_noted=True)
    fact = policy.get("watch.days")
    days = int(fact.value) if fact and isinstance(fact.value, int) else _DAYS
    return Approved(on=case.letter.date, until=case.letter.date + timedelta(days), fact=fact, is_noted=False)


def watch(appeal: Appeal, ledger: Ledger | None, *, now: datetime) -> Watch:
    """Look at what came since the approval; nothing is written."""
    case, opened = appeal.case, appeal.opened
    today = now.astimezone(appeal.policy.zone).date()
    policy = resolve(
        case.violation.site,
        case.profile,
        seller_type=opened.shop.seller_type,
        fulfilment=case.fulfilment,
        day=today,
        judged=today,
        place=case.place or opened.shop.place,
    )
    begun = approved(case, policy, ledger)
    later = exports.at_watch(opened)
    orders = exports.read(later, policy)
    analysis = metrics.analyse(later.case, orders, policy, appeal.family) if orders else exports.nothing()
    upto = last_day(analysis)
    return Watch(
        case=case,
        policy=policy,
        now=now,
        today=today,
        approved=begun,
        upto=upto,
        files=tuple(dict.fromkeys((r.file, r.sha256) for r in orders.readings)) if orders else (),
        rates=tuple(watched(case, analysis, policy, appeal.family.metrics, since=begun.on, until=upto, sent=as_sent(appeal))),
        opens=tuple(_open(orders, analysis, now)) if orders else (),
        routines=routines(opened, policy.site.calendar, since=begun.on, today=today),
        endings=endings(opened, appeal.family, policy, until=begun.until, today=today),
        is_counted=bool(appeal.family.metrics),
    )


def as_sent(appeal: Appeal) -> dict[str, Any]:
    """The metrics of the report of the letter as it was sent; else of the last build; none where there is neither."""
    for place in (kept_in(appeal.folder, appeal.case.attempt), appeal.folder / "build"):
        try:
            told = json.loads((place / "report.json").read_text(encoding="utf-8"))
            return dict(told["metrics"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return {}


def noted(found: Watch) -> Event:
    """The look as the ledger keeps it."""
    body = {
        "as_of": found.now.isoformat(),
        "upto": found.upto.isoformat() if found.upto else None,
        "files": dict(found.files),
        "rates": {w.metric.id: [w.since.numerator, w.since.denominator] for w in found.rates},
        "missing": {r.measure.id: [d.isoformat() for d in r.missing] for r in found.routines if r.missing},
        "warned": [w.what for w in found.warnings if w.severity != "info"],
    }
    return Event(kind="watch", key=key_of(found.case), body=body)


def _open(orders: Orders, analysis: Analysis, now: datetime) -> Iterator[Open]:
    """Orders that a day's end finds late: not handed over, not cancelled, due within 24 hours, as the last export knows it."""
    judged, main = analysis.judged, analysis.metric(analysis.main or "")
    if judged is None or main is None or main.clock is None or not judged["due_at"].notna().any():
        return
    import pandas as pd

    frame, start = orders.orders, pd.Timestamp(now)
    is_done = frame[CLOCKS[main.clock].column].notna() | frame["cancelled_at"].notna() | (frame["status"] == "cancelled")
    waiting = ~is_done & ~has_gone(frame) & (judged["due_at"] > start) & (judged["due_at"] <= start + _SOON)
    rows = judged.loc[waiting.to_numpy(dtype=bool)].sort_values(["due_at", "order_id"])
    for order, due in zip(rows["order_id"], rows["due_at"], strict=True):
        yield Open(order=str(order), due=due.to_pydatetime())


# --- warnings -------------------------------------------------------------------------------------


def _warned(found: Watch) -> Iterator[Warned]:
    yield from _of_time(found)
    for one in found.rates:
        yield from _of_rate(one)
    if found.opens:
        values = {"count": len(found.opens), "first": found.opens[0].due, "orders": [o.order for o in found.opens]}
        yield Warned(severity="warning", what="due_soon", values=values)
    for routine in found.routines:
        yield from _of_routine(routine)
    for end in found.endings:
        values = {"id": end.id, "end": end.end, "said": end.said}
        what = "register" if end.end is None else "ended" if end.is_over(found.today) else "ends"
        yield Warned(severity="error" if what == "ended" else "warning", what=what, values=values)


def _of_time(found: Watch) -> Iterator[Warned]:
    if not found.approved.is_noted:
        yield Warned(severity="info", what="not_noted", values={"on": found.approved.on})
    if found.today > found.approved.until:
        yield Warned(severity="info", what="over", values={"until": found.approved.until})
    if not found.is_counted:
        return
    if found.upto is None or found.upto < found.approved.on:
        yield Warned(severity="warning", what="no_export", values={"on": found.approved.on})
    elif (min(found.today, found.approved.until) - found.upto).days > _FRESH:
        yield Warned(severity="warning", what="old_export", values={"upto": found.upto})


def _of_rate(one: Watched) -> Iterator[Warned]:
    """A limit that is passed, or that one bad week would pass; a promise that a week broke; a week beyond chance."""
    values = {"watched": one}
    if one.limit and one.is_above(one.counted, one.limit):
        yield Warned(severity="error", what="limit_passed", values=values)
    elif one.room is not None and one.weeks and one.room < _bad_week(one):
        yield Warned(severity="warning", what="limit_near", values=values)
    for week in one.weeks:
        if one.promise and one.is_above(week.rate, one.promise):
            yield Warned(severity="warning", what="promise_broken", values={**values, "week": week})
        elif week.is_beyond_chance:
            yield Warned(severity="warning", what="beyond_chance", values={**values, "week": week})


def _bad_week(one: Watched) -> int:
    """What a week of the last one's size brings at the most, by chance alone."""
    last = one.weeks[-1]
    return last.most if last.most is not None else last.wrong


def _of_routine(routine: Routine) -> Iterator[Warned]:
    values = {"routine": routine}
    if routine.missing:
        yield Warned(severity="warning", what="trace_missing", values=values)
    elif routine.rhythm == "event" and not routine.traces:
        yield Warned(severity="info", what="trace_of_event", values=values)

"""The moments that a sheet prints, held against the corrective action that rests on the sheet and says when this was done."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import NamedTuple
from zoneinfo import ZoneInfo

from kit.audits._authored import NEAR_MINUTES, papers_named
from kit.audits.request import Request
from kit.model import Corrective, Gap, RootCause, day_of, instant

REMOVAL = re.compile(
    r"\b(?:delet|remov|withdr[ae]w)|\bt(?:ake|aken|ook)\b[^.]{0,40}\b(?:down|out)\b|删除|删去|下架|移除|撤下", re.IGNORECASE
)
CORRECTION = re.compile(r"\b(?:correct|chang|rewr|re-?word|amend|updat)|更正|改正|修改|改为|订正", re.IGNORECASE)
"""Beginnings of the words by which an action tells of it; own knowledge."""


class Done(NamedTuple):
    """A moment of a sheet, and its place there."""

    at: datetime
    where: str


def against_done(request: Request, made: str, told: re.Pattern[str], called: str, moments: Iterable[Done]) -> Iterator[Gap]:
    """A gap where the last of the moments is not when an action with such words, that rests on the sheet `made` says it was done."""
    last, zone = max(moments, key=lambda one: one.at, default=None), request.policy.zone
    actions = _actions(request, made, told)
    if last is None or not actions or any(_fits(done, last.at, zone) for _, done in actions):
        return
    action, done = min(actions, key=lambda one: abs(instant(one[1], zone) - last.at))
    yield Gap(
        id=f"{made}.done",
        severity="error",
        where=last.where,
        what=f"the sheet has the last {called} at {last.at.astimezone(zone):%Y-%m-%d %H:%M}, the action {action.id} says it was done {done}",
        fix="correct the one that is wrong by the record that shows it",
    )


def _actions(request: Request, made: str, told: re.Pattern[str]) -> list[tuple[Corrective, date]]:
    """The actions with such words that rest on the sheet, and when each was done; else those whose cause rests on it."""
    case = request.case
    sheets = [item.id for item in case.evidence if item.made == made]
    causes = {cause.id for cause in case.root_causes if _rests(cause, sheets)}
    tell = [(action, action.done) for action in case.corrective if action.done and told.search(_said(action))]
    return [one for one in tell if _rests(one[0], sheets)] or [one for one in tell if not causes.isdisjoint(one[0].answers)]


def _rests(one: Corrective | RootCause, sheets: list[str]) -> bool:
    named = (papers_named(said) for said in (one.what, one.short) if said)
    return not {*one.exhibits, *chain.from_iterable(named)}.isdisjoint(sheets)


def _said(one: Corrective | RootCause) -> str:
    return " ".join(text for said in (one.what, one.short) if said for text in (said.en, said.zh) if text)


def _fits(done: date, at: datetime, zone: ZoneInfo) -> bool:
    """Whether both can be one moment; a sheet that states a day only has it at midnight."""
    if isinstance(done, datetime) and at.astimezone(zone).time() != time.min:
        return abs(instant(done, zone) - at) <= timedelta(minutes=NEAR_MINUTES)
    return day_of(at, zone) == day_of(done, zone)

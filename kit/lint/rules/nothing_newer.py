"""R106: a second appeal in which nothing was done or made since the first."""

from collections.abc import Iterable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

from kit.lint.clean import second
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Case, Subject, day_of
from kit.tools.written_dates import long, written


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    if case.attempt < 2 or not case.history:
        return
    last = max(appeal.date for appeal in case.history)
    newest = max(_days(case, subject.policy.zone, subject.today), default=None)
    if newest and newest <= last:
        yield Hit(
            where="history",
            message=Both(
                f"the newest day that the case states is {long(newest)}; the earlier appeal is of {long(last)}, so it could have said all of this",
                f"案件中最新的日期是 {long(newest)}；上次申诉是 {long(last)}，这些内容当时都可以写",
            ),
            fix=Both(
                "add what was done or counted since, or the paper that was missing; state its day",
                "补充此后做了什么、统计了什么，或当时缺少的文件，并写明日期",
            ),
        )


def _days(case: Case, zone: ZoneInfo, today: date) -> Iterator[date]:
    """The days up to the letter's of actions, measures and papers."""
    days = [day_of(action.done, zone) for action in case.corrective if action.done]
    days += [day for measure in case.preventive for day in (measure.since, measure.by) if day]
    days += [day for item in case.evidence for key, value in item.facts if not key.startswith(("valid", "exp", "deadline"))
             for w in written(value) for day in w.days]  # fmt: skip
    yield from (day for day in days if day <= today)


RULE = Rule(
    id="R106",
    name="nothing-newer",
    severity="warning",
    what=said("A second appeal holds something of the time since the first.", "再次申诉要有上次之后的新内容。"),
    why=said(
        "Without a new document or result it is the refused appeal again.", "没有新文件或新结果，就是把被驳回的申诉再交一次。"
    ),
    source="research/appeals.md §4 (cap: second appeal without new evidence); seed 000: 对同一问题多次提交相似POA",
    grade="third_party",
    check=check,
    bad=(second(), {**second(), "attempt": 3}, {**second(date="2026-06-15"), "evidence.2.facts": {}}),
    good=(
        "",
        {**second(), "corrective.1.done": "2026-06-25 10:00"},
        {**second(), "evidence.3.facts": {"last_day": "3 July 2026"}},
    ),
)

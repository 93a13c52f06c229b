"""R106: a second appeal in which nothing was done or made since the first."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kit.lint.clean import second
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Case, EarlierAppeal, Subject, day_of, instant
from kit.tools.written_dates import exact, in_chinese, written


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    if case.attempt < 2 or not case.history:
        return
    zone = subject.policy.zone
    last = max(case.history, key=lambda appeal: appeal.answered(zone))
    known = tuple(m for m in _moments(case) if day_of(m, zone) <= subject.today)
    if known and not any(_is_after(moment, last, zone) for moment in known):
        newest, answer = exact(max(known, key=lambda m: instant(m, zone)), zone), exact(last.at or last.date, zone)
        yield Hit(
            where="history",
            message=Both(
                f"the newest time that the case states is {newest}; the earlier appeal was answered {answer}: nothing is newer than that answer",
                f"案件中最新的时间是{in_chinese(newest)}；上次申诉的答复时间是{in_chinese(answer)}：没有一项晚于该答复",
            ),
            fix=Both(
                "add what was done or counted since, or the paper that was missing; state its day",
                "补充此后做了什么、统计了什么，或当时缺少的文件，并写明日期",
            ),
        )


def _is_after(moment: datetime | date, answered: EarlierAppeal, zone: ZoneInfo) -> bool:
    """Whether it came after the answer: by the minute where both are known, else by the day at the site."""
    at = answered.answered(zone)
    if isinstance(moment, datetime) and answered.at:
        return instant(moment, zone) > at
    return day_of(moment, zone) > at.date()


def _moments(case: Case) -> Iterator[datetime | date]:
    """When actions were done, measures began and papers were made."""
    yield from (action.done for action in case.corrective if action.done)
    yield from (day for measure in case.preventive for day in (measure.since, measure.by) if day)
    yield from (day for item in case.evidence for key, value in item.facts if not key.startswith(("valid", "exp", "deadline"))
                for w in written(value) for day in w.days)  # fmt: skip


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
    bad=(
        second(),
        {**second(), "attempt": 3},
        {**second(date="2026-06-15"), "evidence.2.facts": {}},
        {**second(at="2026-06-20T16:30+01:00"), "corrective.1.done": "2026-06-20 16:30"},
    ),
    good=(
        "",
        {**second(), "corrective.1.done": "2026-06-25 10:00"},
        {**second(at="2026-06-20T09:00+01:00"), "corrective.1.done": "2026-06-20 16:30"},
        {**second(), "evidence.3.facts": {"last_day": "3 July 2026"}},
    ),
)

"""D405: a weekday that is not that of the date beside it."""

import re
from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.written_dates import long, written

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAME = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_BEFORE = re.compile(rf"\b({_NAME}),?\s(?:the\s)?$", re.IGNORECASE)
_AFTER = re.compile(rf"^\s?\(({_NAME})\)", re.IGNORECASE)


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    for passage in subject.letter.passages:
        for date in written(passage.text):
            beside = _BEFORE.search(passage.text[max(0, date.start - 16) : date.start]) or _AFTER.search(
                passage.text[date.end : date.end + 14]
            )
            if beside and date.days and beside[1].lower() not in {_DAYS[day.weekday()] for day in date.days}:
                right = _DAYS[date.days[0].weekday()].capitalize()
                yield Hit(
                    where=passage.where,
                    message=Both(
                        f"“{date.text}” is no {beside[1].capitalize()}: {long(date.days[0])} is a {right}",
                        f"“{date.text}”不是 {beside[1].capitalize()}：{long(date.days[0])} 是 {right}",
                    ),
                    fix=Both("look up in the exhibit which of the two is right", "到附件中查清哪一个正确"),
                    quote=date.text,
                )


RULE = Rule(
    id="D405",
    name="wrong-weekday",
    severity="error",
    needs=frozenset({"letter"}),
    what=said("A weekday fits its date.", "星期与日期要一致。"),
    why=said(
        "One look at a calendar shows that one of the two was not copied from a record.",
        "一查日历就知道其中一个不是从记录里抄的。",
    ),
    source="research/lint.md §4 (dates are checked against each other)",
    grade="derived",
    check=check,
    bad=(
        "The van came early on Monday 12 June 2026.",
        "It was moved on Friday, 15 June 2026.",
        "The contract was signed on 14 June 2026 (Tuesday).",
    ),
    good=(
        "The van came early on Friday 12 June 2026.",
        "It was moved on Monday, 15 June 2026 (Monday).",
        "Each Monday the planner looks at 12 June 2026.",
    ),
)

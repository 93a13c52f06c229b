"""D401: a date that can be read two ways, or that no calendar has."""

import re
from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.written_dates import long, written

_SORT_CODE = re.compile(r"\d\d-[3-9]\d-[3-9]\d|[4-9]\d-\d\d-\d\d")  # of a British bank; no part could be a month


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    for passage in subject.letter.passages:
        for date in written(passage.text):
            if date.is_ambiguous:
                readings = " or ".join(long(day) for day in date.days)
                message = f"“{date.text}” can be read two ways: {readings}"
                yield Hit(
                    where=passage.where,
                    message=Both(message, f"“{date.text}”有两种读法：{readings}"),
                    fix=Both("write the month as a word", "月份用英文单词写出"),
                    quote=date.text,
                )
            elif date.is_impossible and not _SORT_CODE.fullmatch(date.text):
                message = f"“{date.text}” is no day of any calendar"
                yield Hit(
                    where=passage.where,
                    message=Both(message, f"“{date.text}”在任何日历中都不存在"),
                    fix=Both("look up the day in the exhibit and correct it", "到附件中查清日期并改正"),
                    quote=date.text,
                )


RULE = Rule(
    id="D401",
    name="ambiguous-date",
    severity="error",
    needs=frozenset({"letter"}),
    what=said("Each date can be read one way only.", "每个日期只能有一种读法。"),
    why=said(
        "05/06/2026 is 5 June in London and 6 May in Seattle; the reviewer may sit in either.",
        "05/06/2026 在伦敦是6月5日，在西雅图是5月6日；审核员可能在任何一处。",
    ),
    source="research/lint.md §2 (dates): ambiguous slash dates are a finding",
    grade="derived",
    check=check,
    bad=("The van came early on 05/06/2026.", "The planner changed it on 6-7-26.", "The change was made on 31 June 2026."),
    good=(
        "The change was made on 5 June 2026.",
        "The change was made on 2026-06-12.",
        "The change was made on 15/06/2026.",
        "About 3/4 was sent.",
    ),
)

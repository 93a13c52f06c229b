"""M301: a corrective action that does not say when it was finished."""

from collections.abc import Iterable
from datetime import datetime

from kit.lint.rule import Hit, Rule, said
from kit.lint.sections import undated
from kit.model import Subject


def check(subject: Subject) -> Iterable[Hit]:
    if subject.stated is None and subject.letter:
        yield from undated(
            subject,
            "corrective",
            "no day stands in what the letter tells of its actions",
            "give each action the day and time at which it was finished",
        )
        return
    for n, action in enumerate(subject.case.corrective):
        where = f"corrective.{n}.done"
        if action.done is None:
            yield Hit(
                where=where,
                message=f"corrective action {action.id} does not say when it was finished",
                fix="give done: the day and time, e.g. 2026-06-12 09:40; if it is not done yet, move it to preventive with by:",
            )
        elif not isinstance(action.done, datetime):
            yield Hit(
                where=where,
                message=f"corrective action {action.id} was finished on {action.done}, but at what time is not said",
                fix=f"give the time that the exhibit shows, e.g. {action.done} 09:40",
                severity="warning",
            )


RULE = Rule(
    id="M301",
    name="undated-action",
    severity="error",
    stance="plan",
    what=said(
        "Each corrective action carries the day and time at which it was finished.", "每项纠正措施都要写明完成的日期和时间。"
    ),
    why=said(
        "A reviewer counts what is done; an action without a time stamp reads as a promise.",
        "审核员只认已完成的事；没有完成时间戳的措施等于空头承诺。",
    ),
    source="seed 000: Corrective Actions（已执行项+完成时间戳）; 失败主因：措施不可验证（无时间/责任人/结果指标）",
    grade="seed",
    check=check,
    bad=({"corrective.0.done": None}, {"corrective.1.done": None}, {"corrective.0.done": "2026-06-12"}),
    good=("", {"corrective.0.done": "2026-06-13 08:00"}, {"corrective.1.done": "2026-06-15T19:42+01:00"}),
)

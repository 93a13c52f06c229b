"""D404: the letter is dated after the deadline of the notice."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject, day_of


def check(subject: Subject) -> Iterable[Hit]:
    deadline = subject.case.violation.deadline
    if deadline and day_of(deadline, subject.policy.zone) < subject.today:
        yield Hit(
            where="violation.deadline",
            message=Both(
                f"the deadline {deadline.day} {deadline:%B %Y, %H:%M} has passed on the letter's day, {subject.today.day} {subject.today:%B %Y}",
                f"截止时间 {deadline:%Y-%m-%d %H:%M} 在本信日期 {subject.today} 已过",
            ),
            fix=Both(
                "ask in Seller Center whether the appeal is still open before you send it, and keep the answer",
                "发送前在 Seller Center 询问申诉是否仍可提交，并保留答复",
            ),
        )


RULE = Rule(
    id="D404",
    name="deadline-passed",
    severity="warning",
    what=said("The letter is dated before the notice's deadline.", "信函日期不晚于通知的截止时间。"),
    why=said("After the deadline the appeal may not be read at all.", "过了截止时间，申诉可能根本不被受理。"),
    source="seed 000: 截止提交时间（通常72小时内）; research/domain.md §2.3",
    grade="seed",
    check=check,
    bad=(
        {"violation.deadline": "2026-07-05T23:59+01:00"},
        {"letter.date": "2026-07-10"},
        {"violation.deadline": "2026-06-12T10:12+01:00"},
    ),
    good=("", {"violation.deadline": None}, {"letter.date": "2026-07-09"}),
)

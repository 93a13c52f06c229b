"""R101: a second appeal that does not say what the first one was."""

from collections.abc import Iterable

from kit.lint.clean import second
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    earlier = case.attempt - 1
    if earlier > len(case.history):
        yield Hit(
            where="history",
            message=Both(
                f"this is attempt {case.attempt}, but history names {len(case.history)} earlier appeal(s)",
                f"这是第 {case.attempt} 次申诉，但 history 只写了 {len(case.history)} 次以前的申诉",
            ),
            fix=Both(
                "add each earlier appeal with its file, date, outcome and promises, so that the new letter can be held against it",
                "补上每次申诉的文件、日期、结果和承诺，以便与新信对照",
            ),
        )
    allowed = subject.policy.get("appeal.max_attempts")
    if allowed and isinstance(allowed.value, int) and not isinstance(allowed.value, bool) and case.attempt > allowed.value:
        yield Hit(
            where="attempt",
            message=Both(
                f"this is attempt {case.attempt}; {allowed.id} says {allowed.value} (grade {allowed.grade}: {allowed.source})",
                f"这是第 {case.attempt} 次申诉；{allowed.id} 为 {allowed.value}（等级 {allowed.grade}：{allowed.source}）",
            ),
            fix=Both("ask support whether another appeal is read before you send it", "发送前先问客服是否还会审阅新的申诉"),
        )


RULE = Rule(
    id="R101",
    name="unknown-earlier-appeal",
    severity="warning",
    what=said(
        "A repeated appeal knows the earlier ones, and how many are allowed.", "再次申诉要列明此前的申诉，并不超过允许次数。"
    ),
    why=said("A letter that repeats a refused one closes the case.", "与被驳回的申诉雷同，会导致 case 关闭。"),
    source="seed 000: 对同一问题多次提交相似POA（仅微调措辞），系统判定为无效申诉; research/domain.md §2.3 (two appeals)",
    grade="seed",
    check=check,
    bad=(
        {"attempt": 2},
        {**second(), "attempt": 3},
        {"attempt": 3, "history": second()["history"] * 2, "policy.appeal.max_attempts": 2},
    ),
    good=("", second(), {**second(), "policy.appeal.max_attempts": 2}),
)

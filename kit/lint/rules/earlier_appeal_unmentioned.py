"""R105: a second appeal that does not speak of the first."""

from collections.abc import Iterable

from kit.lint.clean import second
from kit.lint.rule import Hit, Rule, said
from kit.lint.words import pattern
from kit.model import Both, Subject
from kit.tools.written_dates import exact, in_chinese, written

_SPEAKS = pattern(
    ("appeal* of|on|was|is", "first|earlier|previous|last|second|prior|former appeal*|letter*|submission*|plan|poa", "was refused|rejected|denied",
     "refusal*", "rejection*", "new evidence|fact*|since", "resubmi*", "your reply|answer|decision of")
)  # fmt: skip


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    assert subject.letter is not None
    if case.attempt < 2 or not case.history:
        return
    zone = subject.policy.zone
    last = max(case.history, key=lambda appeal: appeal.answered(zone))
    is_dated = any(
        w.is_among([last.answered(zone).date()]) and w.names_a_day for p in subject.letter.passages for w in written(p.text)
    )
    if not is_dated and not any(_SPEAKS.search(p.text) for p in subject.letter.passages):
        answer = exact(last.at or last.date, zone)
        yield Hit(
            where="letter.summary.now",
            message=Both(
                f"this is attempt {case.attempt}, and the letter does not name the appeal that was answered {answer} or what is new since",
                f"这是第 {case.attempt} 次申诉，信中没有提到答复时间为{in_chinese(answer)}的那次申诉，也没说此后有何新内容",
            ),
            fix=Both(
                "say in one sentence why it was refused and what this letter adds", "用一句话说明上次为何被拒、本信补充了什么"
            ),
        )


RULE = Rule(
    id="R105",
    name="earlier-appeal-unmentioned",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("A second appeal says what is new since the first.", "再次申诉写明与上次相比新增了什么。"),
    why=said("Otherwise the reviewer has to find it, and takes the letter for the same one.", "否则审核员会当成同一封信。"),
    source="seed 000: 同一问题重复提交无效POA可能延长处理时间或导致申诉关闭; research/appeals.md §3 (only resend with a new document or fact)",
    grade="seed",
    check=check,
    bad=(
        second(),
        {**second(), "attempt": 3},
        {**second(), "corrective.0.what": "We appeal to your patience."},
        {**second(at="2026-06-20T23:30-01:00"), "corrective.0.what": "The planner moved it on 20 June 2026."},
    ),
    good=(
        "",
        {**second(), "corrective.0.what": "Our first appeal lacked the contract, which is now {{ exhibit.new_contract }}."},
        {**second(), "corrective.0.what": "Your reply of 20 June 2026 asks for the contract."},
        {**second(at="2026-06-20T09:00+01:00"), "corrective.0.what": "The planner read it on 20 June 2026."},
    ),
)

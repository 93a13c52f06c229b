"""M305: a root cause that no action answers."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

SECOND = {"id": "no_alarm", "what": "No alarm told the planner of a late van.", "role": "Warehouse planner", "when": "2026-05-11"}


_ZH = {"corrective action": "纠正措施", "preventive measure": "预防措施"}


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    for n, cause in enumerate(case.root_causes):
        for group, noun in ((case.corrective, "corrective action"), (case.preventive, "preventive measure")):
            if not any(cause.id in thing.answers for thing in group):
                yield Hit(
                    where=f"root_causes.{n}",
                    message=Both(f"root cause {cause.id} is answered by no {noun}", f"根本原因 {cause.id} 没有对应的{_ZH[noun]}"),
                    fix=Both(f"add a {noun} with answers: [{cause.id}]", f"增加一条{_ZH[noun]}，写明 answers: [{cause.id}]"),
                    severity=None if noun.startswith("corrective") else "warning",
                )


RULE = Rule(
    id="M305",
    name="cause-without-action",
    severity="error",
    stance="plan",
    what=said("Each root cause is answered by an action and a measure.", "每个根因都有对应的纠正措施和预防措施。"),
    why=said(
        "A stranger must be able to read cause, correction and prevention as one line.",
        "旁人应能把原因、纠正、预防读成一条线。",
    ),
    source="research/domain.md §3 (Amazon: one answer per root cause); seed 000: 问题定位→行动闭环→长效机制",
    grade="third_party",
    check=check,
    bad=(
        {"root_causes.1": SECOND},
        {"corrective.0.answers": [], "corrective.1.answers": []},
        {"preventive.0.answers": []},
    ),
    good=(
        "",
        {"corrective.1.answers": []},
        {
            "root_causes.1": SECOND,
            "corrective.0.answers": ["cutoff_mismatch", "no_alarm"],
            "preventive.0.answers": ["no_alarm", "cutoff_mismatch"],
        },
    ),
)

"""M306: an action or measure that answers no root cause."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    for group in ("corrective", "preventive"):
        for n, thing in enumerate(getattr(case, group)):
            if not thing.answers:
                yield Hit(
                    where=f"{group}.{n}.answers",
                    message=Both(f"{group} {thing.id} answers no root cause", f"{group} 的 {thing.id} 没有对应任何根本原因"),
                    fix=Both(
                        "name the cause in answers:, or take the action out", "在 answers: 中写明对应的原因，否则删去该措施"
                    ),
                )


RULE = Rule(
    id="M306",
    name="action-without-cause",
    severity="warning",
    stance="plan",
    what=said("Each action says which root cause it answers.", "每项措施都说明对应哪个根因。"),
    why=said("Actions that do not follow from the cause look copied from elsewhere.", "与原因无关的措施像是从别处抄来的。"),
    source="research/domain.md §3 (rejections: actions do not follow from the cause)",
    grade="third_party",
    check=check,
    bad=({"corrective.0.answers": []}, {"corrective.1.answers": []}, {"preventive.0.answers": []}),
    good=("", {"corrective.0.answers": ["cutoff_mismatch"]}, {"corrective.2": None}),
)

"""M310: a plan in which nothing was corrected, or nothing prevents the next time."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Subject


def check(subject: Subject) -> Iterable[Hit]:
    if not subject.case.corrective:
        yield Hit(
            where="corrective",
            message="the plan names no corrective action: nothing that was already done about this violation",
            fix="add to corrective what was done, by whom, finished when, and the exhibit that shows it",
        )
    if not subject.case.preventive:
        yield Hit(
            where="preventive",
            message="the plan names no preventive measure: nothing that keeps the violation from coming again",
            fix="add to preventive what holds from now on: owner, since or by a date, trigger, limit, how it is measured",
        )


RULE = Rule(
    id="M310",
    name="missing-part",
    severity="error",
    stance="plan",
    what=said(
        "A plan names at least one corrective action and one preventive measure.", "整改计划至少有一项纠正措施和一项预防措施。"
    ),
    why=said(
        "A plan of action has three parts; one that lacks correction or prevention is an explanation only.",
        "POA 由三部分组成；缺少纠正或预防，就只剩解释。",
    ),
    source="seed 000: Corrective Actions（已执行项+完成时间戳）; 问题定位→行动闭环→长效机制",
    grade="seed",
    check=check,
    bad=({"corrective": []}, {"preventive": []}, {"corrective": [], "preventive": []}),
    good=("", {"corrective.1": None}, {"root_causes.0.exhibits": []}),
)

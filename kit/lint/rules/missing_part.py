"""M310: a plan in which nothing was corrected, or nothing prevents the next time."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject


def check(subject: Subject) -> Iterable[Hit]:
    if not subject.case.corrective:
        yield Hit(
            where="corrective",
            message=Both(
                "the plan names no corrective action: nothing that was already done about this violation",
                "整改计划没有纠正措施：针对本次违规已做的事一件也没有",
            ),
            fix=Both(
                "add to corrective what was done, by whom, finished when, and the exhibit that shows it",
                "在 corrective 中写明做了什么、谁做的、何时完成、哪个附件证明",
            ),
        )
    if not subject.case.preventive:
        yield Hit(
            where="preventive",
            message=Both(
                "the plan names no preventive measure: nothing that keeps the violation from coming again",
                "整改计划没有预防措施：没有任何防止再次违规的内容",
            ),
            fix=Both(
                "add to preventive what holds from now on: owner, since or by a date, trigger, limit, how it is measured",
                "在 preventive 中写明今后如何：负责人、since 或 by 的日期、触发条件、限值、如何记录",
            ),
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

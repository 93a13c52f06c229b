"""M307: an action or measure that nobody answers for."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject


def check(subject: Subject) -> Iterable[Hit]:
    for group in ("corrective", "preventive"):
        for n, thing in enumerate(getattr(subject.case, group)):
            if thing.owner is None:
                yield Hit(
                    where=f"{group}.{n}.owner",
                    message=Both(f"{group} {thing.id} has no owner", f"{group} 的 {thing.id} 没有负责人"),
                    fix=Both(
                        "give the role that answers for it, e.g. owner: Warehouse planner",
                        "写明负责的岗位，如 owner: Warehouse planner",
                    ),
                )


RULE = Rule(
    id="M307",
    name="unowned-measure",
    severity="error",
    stance="plan",
    what=said("Each action and measure names the role that answers for it.", "每项措施都写明责任岗位。"),
    why=said(
        "What nobody owns is not done; the seed lists it among the reasons for failure.",
        "没有责任人的事没人做；这是列明的失败原因之一。",
    ),
    source="seed 000: 失败主因：措施不可验证（无时间/责任人/结果指标）",
    grade="seed",
    check=check,
    bad=({"corrective.0.owner": None}, {"corrective.1.owner": None}, {"preventive.0.owner": None}),
    good=("", {"corrective.0.owner": "Shift leader"}, {"preventive.0.owner": "chen_wei"}),
)

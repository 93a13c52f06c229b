"""E902: the notice names several Violation IDs, and no cover plan shows how each is answered."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

_PLAN = "cover_plan"


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    for n, item in enumerate(case.evidence):
        named = dict(item.facts).get("violations", "") if item.kind == "notice" else ""
        others = {part.strip() for part in named.replace(",", ";").split(";") if part.strip()} - {str(case.violation.id)}
        has_plan = any(e.kind == _PLAN and e.use == "exhibit" and e.status == "have" for e in case.evidence)
        if others and not has_plan:
            yield Hit(
                where=f"evidence.{n}.facts.violations",
                message=Both(
                    f"the notice names {len(others)} more Violation {'ID' if len(others) == 1 else 'IDs'} ({', '.join(sorted(others))}), and no cover plan shows who answers them",
                    f"通知另列 {len(others)} 个违规编号（{', '.join(sorted(others))}），没有总览页说明由哪份申诉回应",
                ),
                fix=Both(
                    "put a sheet of grounds into records/, or make a case for each beside this one, and add the exhibit `made: grounds`, kind cover_plan",
                    "将理由清单放入 records/，或在旁边为每项各建一案，并添加附件 `made: grounds`（kind 为 cover_plan）",
                ),
            )


_NOTICE = {
    "id": "notice",
    "file": "evidence/n.png",
    "kind": "notice",
    "caption": "Notice",
    "facts": {"violations": "7529184460371124; 7529184460371199"},
}
_ONE = {**_NOTICE, "facts": {"violations": "7529184460371124"}}
_MADE = {"id": "plan", "made": "grounds", "kind": _PLAN, "caption": "Cover plan"}

RULE = Rule(
    id="E902",
    name="cover-plan-missing",
    severity="warning",
    what=said("A notice of several grounds is answered by a cover plan and a POA for each.", "通知有多项理由时，附总览页并逐项提交 POA。"),
    why=said(
        "The account comes back when every ground is lifted; a reviewer of one cannot see that the others are answered too.",
        "全部理由撤销后账号才会恢复；审核其中一项的人看不到其余各项已有回应。",
    ),
    source="seed 000: 将多个无关违规合并写进同一份POA……须按Violation ID分文件提交",
    grade="seed",
    check=check,
    bad=({"evidence.4": _NOTICE}, {"evidence.4": _NOTICE, "evidence.5": {**_MADE, "use": "background"}},
         {"evidence.4": {**_NOTICE, "facts": {"violations": "7529184460371177"}}}),
    good=("", {"evidence.4": _ONE}, {"evidence.4": _NOTICE, "evidence.5": _MADE}),
)  # fmt: skip

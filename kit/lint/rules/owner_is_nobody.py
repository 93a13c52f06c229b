"""M317: an owner that is a crowd."""

import re
from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

_CROWD = re.compile(
    r"(?:the\s|our\s|all\s|each\s|every\s|relevant\s|related\s|responsible\s|whole\s|entire\s|\w{1,20}\s){0,3}"
    r"(?:teams?|staff|everyone|everybody|company|employees?|personnel|departments?|management|colleagues|people|we|us|shop|store"
    r"|seller|office|leaders?(?:hip)?|members?)",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterable[Hit]:
    people = {person.id for person in subject.seller.people}
    for group in ("corrective", "preventive"):
        for n, thing in enumerate(getattr(subject.case, group)):
            owner = (thing.owner or "").strip()
            if owner not in people and _CROWD.fullmatch(owner):
                yield Hit(
                    where=f"{group}.{n}.owner",
                    message=Both(
                        f"{group} {thing.id} is owned by “{owner}”: where all answer for it, nobody does",
                        f"{group} 的 {thing.id} 由“{owner}”负责：人人负责等于无人负责",
                    ),
                    fix=Both(
                        "name one role, e.g. Warehouse planner, or one of the seller's people",
                        "写明一个岗位，如 Warehouse planner，或卖家的某个人",
                    ),
                    quote=owner,
                )


RULE = Rule(
    id="M317",
    name="owner-is-nobody",
    severity="warning",
    stance="plan",
    what=said("One role answers for each action and measure.", "每项措施由一个岗位负责。"),
    why=said("“The team” cannot be asked whether it was done.", "“全体员工”“相关部门”等于没人负责。"),
    source="seed 000: 措施不可验证（无时间/责任人/结果指标）; 指定1名POA主责人",
    grade="seed",
    check=check,
    bad=(
        {"corrective.0.owner": "All staff"},
        {"preventive.0.owner": "the relevant department"},
        {"corrective.1.owner": "Warehouse team"},
    ),
    good=("", {"corrective.0.owner": "Team leader of the dock"}, {"preventive.0.owner": "Staff planner"}),
)

"""M317: an owner that is a crowd."""

import re
from collections.abc import Iterable, Iterator

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

_CROWD = re.compile(
    r"(?:the\s|our\s|all\s|each\s|every\s|relevant\s|related\s|responsible\s|whole\s|entire\s|\w{1,20}\s){0,3}"
    r"(?:teams?|staff|everyone|everybody|company|employees?|personnel|departments?|management|colleagues|people|we|us|shop|store"
    r"|seller|office|leaders?(?:hip)?|members?)",
    re.IGNORECASE,
)

_ACTS = re.compile(
    r"^\W{0,4}(?:\d{1,2}[.)]\s)?(?:(?:in\s(?:the\s)?future|going\sforward|from\snow\son|hereafter),?\s)?"
    r"(?P<crowd>(?:(?:the|our|all)\s)?(?:relevant|related|responsible|concerned|respective|competent|various|whole|entire|appropriate)\s(?:\w+\s)?(?:departments?|staff|personnel|teams?|employees?|colleagues|parties|people|persons?|members|units?|functions)"
    r"|everyone|everybody|all\s(?:departments|colleagues|staff|employees|of\sus|teams|members|hands)|the\s(?:entire|whole)\s\w+)(?:\s(?:in|of|at)\s(?:the|our)\s\w+)?\s"
    r"(?:will|shall|must|should|is\sto|are\sto|is|are|has\sto|have\sto|have|has|follows?|checks?|handles?|takes?|looks?|now|need|needs|works?|monitors?|keeps?|watch(?:es)?)\b",
    re.IGNORECASE,
)
_TAUGHT = re.compile(
    r"\b(?:accountable|responsible|held|punish\w{0,3}|train\w{0,5}|educat\w{1,5}|sorry|regret\w{0,3}|understand\w{0,3}|aware|promise\w{0,2}|learn\w{0,3}|remind\w{0,3}|told|informed|depend\w{0,3}|committed|deleted|fined|criticis\w{1,3}|criticiz\w{1,3}|proud)\b",
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


def _alone(subject: Subject) -> Iterator[Hit]:
    """Of a letter without its case: a crowd does what the section tells."""
    for passage, _, sentence in told(subject):
        crowd = _ACTS.search(sentence) if passage.where.startswith(("corrective.", "preventive.")) else None
        if crowd and not _TAUGHT.search(sentence):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"“{crowd['crowd']}”: where all answer for it, nobody does", f"由“{crowd['crowd']}”负责：人人负责等于无人负责"
                ),
                fix=Both(
                    "name the one role that does it, e.g. Warehouse planner", "写明做这件事的一个岗位，如 Warehouse planner"
                ),
                quote=sentence,
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
    alone=_alone,
    bad=(
        {"corrective.0.owner": "All staff"},
        {"preventive.0.owner": "the relevant department"},
        {"corrective.1.owner": "Warehouse team"},
        {"alone": True, "preventive.0.what": "The relevant departments will follow up on the rest."},
    ),
    good=("", {"corrective.0.owner": "Team leader of the dock"}, {"preventive.0.owner": "Staff planner"}),
)

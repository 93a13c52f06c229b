"""A205: a root cause that the order data deny."""

from collections.abc import Iterable
from typing import Literal

from kit.lint.rule import Hit, Rule, said
from kit.model import CauseFinding, Subject


def check(subject: Subject) -> Iterable[Hit]:
    tested = {finding.pattern: finding for finding in subject.causes or ()}
    for n, cause in enumerate(subject.case.root_causes):
        finding = tested.get(cause.pattern or "")
        if finding and finding.verdict == "denied":
            against = f": {finding.evidence_against[0]}" if finding.evidence_against else ""
            yield Hit(
                where=f"root_causes.{n}.pattern",
                message=f"the data speak against root cause {cause.id} ({finding.name}){against}",
                fix="look at `poa check` for the causes that the data support, and write the one that is true; or take pattern out and say what shows the cause",
            )


def _tested(verdict: Literal["supported", "denied", "unclear"]) -> tuple[CauseFinding, ...]:
    against = ("Of 412 late orders 3 were made of labels that were late.",)
    return (CauseFinding(pattern="label_late", name="Labels were made late", verdict=verdict, evidence_against=against),)


_LABEL = {"root_causes.0.pattern": "label_late"}

RULE = Rule(
    id="A205",
    name="cause-against-data",
    severity="error",
    stance="plan",
    needs=frozenset({"causes"}),
    what=said("The order data do not deny the root cause.", "订单数据不能与根因相矛盾。"),
    why=said(
        "The platform holds the same data; a cause that they deny is the wrong class of cause.",
        "平台手里有同样的数据；与数据相反的根因就是归类错误。",
    ),
    source="seed 000: 根因归类错误（如将算法误判归为人为失误）; research/appeals.md §4 (cap: contradicts the shop's data)",
    grade="seed",
    check=check,
    only_by_paper=True,
    bad=(
        {**_LABEL, "causes": _tested("denied")},
        {**_LABEL, "causes": _tested("denied"), "root_causes.0.exhibits": []},
        {**_LABEL, "causes": (*_tested("denied"), *_tested("denied"))},
    ),
    good=({**_LABEL, "causes": _tested("supported")}, {**_LABEL, "causes": _tested("unclear")}, {"causes": _tested("denied")}),
)

"""A208: a root cause whose pattern the data leave open, with something against it that the letter does not answer."""

from collections.abc import Iterable
from typing import Literal

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, CauseFinding, Subject


def check(subject: Subject) -> Iterable[Hit]:
    tested = {finding.pattern: finding for finding in subject.causes or ()}
    for n, cause in enumerate(subject.case.root_causes):
        finding = tested.get(cause.pattern) if cause.pattern else None
        if finding is None or finding.verdict != "unclear" or not finding.evidence_against:
            continue
        against = " ".join(finding.evidence_against)
        yield Hit(
            where=f"root_causes.{n}.pattern",
            message=Both(
                f"the data leave root cause {cause.id} ({finding.name}) open, and speak against it here: {against}",
                f"数据未能证实根本原因 {cause.id}（{finding.name}），且有不利之处：{against}",
            ),
            fix=Both(
                "hold each figure of the cause against this; say in the letter what the data do not show and which exhibit shows it, or write the cause that they support",
                "请将该原因中的数字与此逐项核对；数据未显示的，写明由哪个附件证明，或改写为数据支持的原因",
            ),
        )


def _tested(verdict: Literal["supported", "denied", "unclear"], *against: str) -> tuple[CauseFinding, ...]:
    return (CauseFinding(pattern="defective_batch", name="Defective batch", verdict=verdict, evidence_against=against),)


_BATCH = {"root_causes.0.pattern": "defective_batch"}
_SPREAD = "They do not sit in some weeks of one SKU."

RULE = Rule(
    id="A208",
    name="cause-unclear",
    severity="warning",
    stance="plan",
    needs=frozenset({"causes"}),
    what=said("What speaks against a root cause is looked at before it is written.", "写入根本原因前，须先看对其不利的数据。"),
    why=said(
        "A cause that the data neither support nor deny may still be contradicted by them in part: another SKU, another week.",
        "数据未证实也未否定的原因，仍可能有一部分与数据相反：SKU 不同、周次不同。",
    ),
    source="seed 000: 根因归类错误（如将算法误判归为人为失误）; research/appeals.md §4 (cap: contradicts the shop's data)",
    grade="derived",
    check=check,
    bad=(
        {**_BATCH, "causes": _tested("unclear", _SPREAD)},
        {**_BATCH, "root_causes.0.exhibits": [], "causes": _tested("unclear", _SPREAD)},
        {**_BATCH, "causes": _tested("unclear", _SPREAD, "12 of 60 orders give no text that the kit knows.")},
    ),
    good=(
        "",
        {**_BATCH, "causes": _tested("unclear")},
        {**_BATCH, "causes": _tested("supported", _SPREAD)},
        {"causes": _tested("unclear", _SPREAD)},
    ),
)

"""A210: a plan that puts the cause on a carrier that the case knows by its name."""

import re
from collections.abc import Iterable, Iterator

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import excerpt

_OWN = re.compile(
    r"\b(?:we|our|i|my|nobody|no\sone)\b.{0,60}\b(?:not|never|no|without|nobody)\b|\b(?:nobody|no\sone)\b|n['’]t\b.{0,40}\b(?:we|our)\b",
    re.IGNORECASE,
)
"""What the seller's own side did not do stands beside it: then the other's deed is a circumstance."""


def check(subject: Subject) -> Iterable[Hit]:
    names = sorted({name for name in _carriers(subject) if len(name) > 2}, key=len, reverse=True)
    if not names:
        return
    name = "|".join(map(re.escape, names))
    blames = re.compile(
        rf"\b(?:caused|made)\sby\s(?:the\s)?(?:{name})|\b(?:fault|mistake|error|negligence|failure)\s(?:of|by|on|at)\s(?:the\s)?(?:{name})"
        rf"|\b(?:{name})(?:['’]s?)?\s(?:(?:is|was)\s(?:to\sblame|responsible|at\sfault)|fault|mistake|negligence)\b",
        re.IGNORECASE,
    )
    for passage, _, sentence in told(subject):
        found = blames.search(sentence) if passage.where.startswith(("root_causes", "letter")) else None
        if found and not _OWN.search(sentence):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"“{found.group()}” puts the cause on the carrier: “{excerpt(sentence)}”",
                    f"“{found.group()}”把原因推给承运商：“{excerpt(sentence)}”",
                ),
                fix=Both(
                    "say what your own process did not check or agree with the carrier; if it really was the carrier's, that is a dispute",
                    "写明自己的流程没有与承运商核对或约定什么；若确属承运商责任，应走抗辩",
                ),
                quote=sentence,
            )


def _carriers(subject: Subject) -> Iterator[str]:
    """The carriers that facts of the evidence and the order data name."""
    yield from (value for item in subject.case.evidence for key, value in item.facts if key == "carrier")
    if subject.orders is not None and "carrier" in subject.orders.lines:
        yield from (str(value) for value in subject.orders.lines["carrier"].dropna().unique())


RULE = Rule(
    id="A210",
    name="named-carrier-blamed",
    severity="error",
    stance="plan",
    needs=frozenset({"letter", "case"}),
    what=said("A plan does not put the cause on the carrier of the case by its name.", "整改计划不点名把原因推给本案承运商。"),
    why=said(
        "What a carrier did is a circumstance; the cause is what the seller did not check or agree with it.",
        "承运商的行为只是情况；根因是卖家没有与其核对或约定什么。",
    ),
    source="seed 000: 问题根因分析（非推诿）; research/appeals.md §4 (caps: blames carrier, buyer or platform without proof)",
    grade="seed",
    check=check,
    bad=(
        {"root_causes.0.what": "The delay was caused by Northway Parcels ({{ exhibit.old_contract }})."},
        {"root_causes.0.what": "The late scans were the fault of Northway Parcels ({{ exhibit.old_contract }})."},
        {"root_causes.0.what": "Northway Parcels was responsible for the late hand-over ({{ exhibit.old_contract }})."},
    ),
    good=(
        "",
        {"root_causes.0.what": "The gap was caused by Northway Parcels' earlier van, and we did not move the cut-off ({{ exhibit.old_contract }})."},
        {"root_causes.0.what": "The delay was caused by an order cut-off that nobody moved ({{ exhibit.old_contract }})."},
    ),
)  # fmt: skip

"""E840: an exhibit says something else than the sentence that cites it."""

from collections.abc import Iterable

from kit.lint.clean import claim
from kit.lint.parts import judged
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Ref, Subject


def check(subject: Subject) -> Iterable[Hit]:
    fix = Both(
        "look at that page; correct the letter, or cite the exhibit that shows it",
        "看附件：改正信，或改引用，或更正文件",
    )
    return judged(subject, "contradicted", Both("is contradicted", "与附件不符"), fix)


_OTHER = (Ref(evidence="new_contract", page=1, said="Northway Parcels (the Carrier)"),)

RULE = Rule(
    id="E840",
    name="claim-contradicted",
    severity="error",
    needs=frozenset({"claims"}),
    what=said(
        "No exhibit names another carrier, brand, day or number for what the sentence that cites it says.",
        "附件中的承运商、品牌、日期或编号与引用它的句子不矛盾。",
    ),
    why=said(
        "The reviewer opens the exhibit; one that says something else costs the whole letter its credit.",
        "审核员会打开附件核对；一处与正文矛盾，整封信都会失信。",
    ),
    source="research/lint.md §4 (another known carrier or brand instead: error); seed 000: 证据与文字描述不匹配",
    grade="seed",
    check=check,
    bad=(
        {"claims": (claim("Calder Express", "contradicted", "Exhibit 3 names the carrier Northway Parcels", _OTHER),)},
        {"claims": (claim("14 June 2026", "contradicted", "Exhibit 3 states another signed: 16 June 2026", _OTHER),)},
        {
            "claims": (
                claim("19:30", "supported"),
                claim("CEX-1", "contradicted", "Exhibit 3 states another contract number", _OTHER),
            )
        },
    ),
    good=(
        "",
        {"claims": (claim("19:30", "supported"),)},
        {"claims": (claim("19:30", "not_found"), claim("18:00", "unreadable"))},
    ),
)

"""E841: a fact that the cited exhibit does not show."""

from collections.abc import Iterable

from kit.lint.clean import claim
from kit.lint.parts import judged
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Ref, Subject


def check(subject: Subject) -> Iterable[Hit]:
    fix = Both(
        "look at the exhibit; correct the letter, cite the exhibit that shows it, or take the fact out",
        "查看附件：改正信，或引用能证明它的附件，或删去这一事实",
    )
    return judged(subject, "not_found", Both("was not found", "在附件中找不到"), fix)


_NEAR = (Ref(evidence="new_contract", page=2, said="20:00"),)

RULE = Rule(
    id="E841",
    name="claim-not-found",
    severity="warning",
    needs=frozenset({"claims"}),
    what=said(
        "Each figure, day, time, number and name of a sentence stands in an exhibit that the sentence cites.",
        "句中的每个数字、日期、时间、编号与名称都能在其引用的附件中找到。",
    ),
    why=said(
        "A citation promises that the page shows it; a reviewer who does not find it stops looking.",
        "引用附件就意味着该页能证明；审核员找不到，就不会再看下去。",
    ),
    source="research/lint.md §4 (not found: not confirmed, warning with the page); seed 000: 证据与文字描述不匹配",
    grade="seed",
    check=check,
    bad=(
        {"claims": (claim("19:30", "not_found", "Exhibit 3 does not show it; there stands “18:00” (page 2)"),)},
        {"claims": (claim("20:15", "not_found", refs=_NEAR),)},
        {"claims": (claim("15:30", "supported"), claim("15:40", "not_found"))},
    ),
    good=(
        "",
        {"claims": (claim("19:30", "supported"),)},
        {"claims": (claim("19:30", "unreadable", "Exhibit 3, page 1, has no text that could be read"),)},
    ),
)

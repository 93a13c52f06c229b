"""E843: a fact that stands on another page of the exhibit than the letter names."""

from collections.abc import Iterable

from kit.lint.clean import claim
from kit.lint.parts import judged
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Ref, Subject


def check(subject: Subject) -> Iterable[Hit]:
    fix = Both("name the page on which it stands, or leave the page out", "写明所在的页码，或不写页码")
    return judged(subject, "other_page", Both("stands on another page", "在另一页"), fix)


_WHY = "it stands on page 2 of Exhibit 3, and not on page 1, which the letter names"
_THERE = (Ref(evidence="new_contract", page=2, said="Collection at 19:30"),)

RULE = Rule(
    id="E843",
    name="claim-on-other-page",
    severity="warning",
    needs=frozenset({"claims"}),
    what=said(
        "A page that the letter names of an exhibit is the page that shows the fact.",
        "信中写明的附件页码，就是能证明该事实的那一页。",
    ),
    why=said(
        "A reviewer turns to the page named, does not find it there and stops looking.",
        "审核员翻到所写的那一页，找不到就不再看下去。",
    ),
    source="research/lint.md §4 (claims are looked up by page); seed 000: 证据与文字描述不匹配",
    grade="derived",
    check=check,
    bad=(
        {"claims": (claim("19:30", "other_page", _WHY, _THERE),)},
        {"claims": (claim("CEX-2026-0614", "other_page", _WHY),)},
        {"claims": (claim("15:30", "supported"), claim("15:40", "other_page", _WHY))},
    ),
    good=("", {"claims": (claim("19:30", "supported"),)}, {"claims": (claim("19:30", "unreadable", "Exhibit 3 has no text"),)}),
)

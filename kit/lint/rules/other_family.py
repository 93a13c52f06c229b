"""S702: words of another kind of violation."""

import re
from collections.abc import Iterable
from functools import cache

from kit.lint.rule import Hit, Rule, said
from kit.lint.words import pattern
from kit.model import Subject
from kit.tools.prose import sentence_around

WORDS: dict[str, tuple[str, ...]] = {
    "logistics": ("late dispatch", "late shipment*", "dispatch rate", "valid tracking rate", "on-time delivery rate"),
    "certification": (
        "certificate of conformity", "declaration of conformity", "CE marking", "CE certificate*", "UKCA", "test report*",
        "FDA registration", "missing certificate*", "certificate* expired|upload*|missing", "product certificate*|certification",
    ),
    "ip": (
        "counterfeit*", "trademark infringement*", "copyright infringement*", "authenticity", "brand authori*",
        "letter* of authori*", "intellectual property", "authentic",
    ),
    "refunds": ("refund rate", "return rate", "negative review rate", "dispute rate", "return request* not answered"),
    "content": ("misleading claim*", "prohibited product*|good*|item*", "not as described", "exaggerated claim*"),
}  # fmt: skip
ALSO: dict[str, tuple[str, ...]] = {"content": ("test report*",)}
"""Words of another kind that this one needs: a claim is proved by a test."""


@cache
def _patterns(ours: str) -> dict[str, re.Pattern[str]]:
    """The words of every other kind."""
    spared = ALSO.get(ours, ())
    return {family: pattern([w for w in words if w not in spared]) for family, words in WORDS.items() if family != ours}


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    ours = subject.case.violation.family
    if ours not in WORDS:
        return  # deactivation, payout hold and the like may have any of these causes
    for passage in subject.letter.passages:
        for family, words in _patterns(ours).items():
            if found := words.search(passage.text):
                yield Hit(
                    where=passage.where,
                    message=f"“{found.group()}” belongs to a violation of the kind {family}; this letter answers one of {ours}",
                    fix="take it out, or answer that violation in a case of its own",
                    quote=sentence_around(passage.text, found.start()),
                )


RULE = Rule(
    id="S702",
    name="other-family",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("A letter keeps to the kind of violation that it answers.", "信的内容不跑到别类违规上。"),
    why=said(
        "Late dispatch mixed with missing certificates reads as two violations in one letter.",
        "把物流延迟与资质缺失混述，等于一封信写了两个违规。",
    ),
    source="seed 000: 例：把物流延迟与资质缺失混述",
    grade="seed",
    check=check,
    bad=(
        "We also uploaded the declaration of conformity.",
        "All our goods are authentic.",
        "The refund rate fell too.",
        {"violation.family": "certification", "letter.summary.why": "The late dispatch rate rose."},
    ),
    good=("", "The planner keeps the certificate of posting.", {"violation.family": "risk_score"}, "Late dispatch ended."),
)

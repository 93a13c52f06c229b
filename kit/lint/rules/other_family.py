"""S702: words of another kind of violation."""

from collections.abc import Iterable

from kit.lint.aim import KINDS, of_other_kinds
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import sentence_around


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    ours = subject.kind
    if ours not in KINDS:
        return  # deactivation, payout hold and the like may have any of these causes
    for passage in subject.letter.passages:
        for family, words in of_other_kinds(ours).items():
            if found := words.search(passage.text):
                yield Hit(
                    where=passage.where,
                    message=Both(
                        f"“{found.group()}” belongs to a violation of the kind {family}; this letter answers one of {ours}",
                        f"“{found.group()}”属于 {family} 类违规；本信回应的是 {ours} 类",
                    ),
                    fix=Both("take it out, or answer that violation in a case of its own", "删去，或另立一案回应那项违规"),
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

"""E903: the letter says that all papers agree, and the field table shows that they do not."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kit.lint.parts import told
from kit.lint.rule import MISSING, Hit, Rule, said
from kit.model import Audit, Both, Subject
from kit.tools.prose import excerpt

_PAPERS = (
    r"(?:documents?|papers?|records?|certificates?|details|information|data|fields?|names?|addresses|paperwork|files|entries)"
)
_ALL_ALONE = re.compile(
    rf"\b(?:all|every|each|both|everything)\b(?:\W+\w+){{0,4}}?\W+{_PAPERS}\b|\b{_PAPERS}\s(?:\w+\s){{0,4}}?(?:are|is|do|now|have|has)?\s?(?:all|both|fully|completely|entirely|absolutely|totally|100%|exactly|perfectly|in\severy\s\w+)\s"
    r"|\beverything\s(?:\w+\s){0,3}?(?=match|agree|consistent|identical|the\ssame)",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:all|every|each|both)\b(?:\W+\w+){0,4}?\W+(?:documents?|papers?|records?|certificates?|details|information|data|fields?)\b",
    re.IGNORECASE,
)
_AGREE = re.compile(r"\b(?:match(?:es)?|agrees?|identical|consistent|the same|equals?|correspond(?:s)?)\b", re.IGNORECASE)
_CHECKS = re.compile(
    r"\b(?:checks?|compares?|compared|checked|every\s(?:day|week|month)|each\s(?:day|week|month)|new|will|from|since|\d+\sof\s\d+)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|did|differ\w*|until|before|must|should|whether|if)\b", re.IGNORECASE)


def check(subject: Subject) -> Iterable[Hit]:
    if subject.stated is None:
        yield from _alone(subject)
        return
    audit = next((a for a in subject.audits or () if a.id == "identity"), None)
    differ = audit.figures.get("differ", "0") if audit else "0"
    if differ == "0":
        return
    for passage, _, sentence in told(subject):
        if _ALL.search(sentence) and _AGREE.search(sentence) and not _NOT.search(sentence):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"{differ} fields differ from the entry in Seller Center, and the letter says that all agree: “{excerpt(sentence)}”",
                    f"有 {differ} 个字段与 Seller Center 登记不一致，信中却写全部一致：“{excerpt(sentence)}”",
                ),
                fix=Both(
                    "correct the entry or the paper first, or print {{ audit.identity.sentence }}",
                    "先更正登记或文件，或改用 {{ audit.identity.sentence }}",
                ),
                quote=sentence,
            )


def unseen(subject: Subject) -> str | None:
    """Why, where no table of fields was made."""
    return MISSING["audits"] if subject.audits is None else None


def _alone(subject: Subject) -> Iterator[Hit]:
    """Of a letter without its case: all papers are said to agree, and no exhibit shows it."""
    if subject.kind not in {"deactivation", "certification", "payout_hold", "risk_score"}:
        return
    for passage, _, sentence in told(subject):
        is_claim = _ALL_ALONE.search(sentence) and _AGREE.search(sentence) and not _NOT.search(sentence)
        if is_claim and not passage.cites and not _CHECKS.search(sentence):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"that all agree is said, and shown by no exhibit: “{excerpt(sentence)}”",
                    f"称全部一致，却没有附件证明：“{excerpt(sentence)}”",
                ),
                fix=Both(
                    "hold the papers field by field against the entry in Seller Center, and cite the table",
                    "逐字段与 Seller Center 登记核对，并引用对照表",
                ),
                quote=sentence,
            )


def _table(differ: str, *words: str) -> dict[str, Any]:
    audit = Audit(id="identity", title="Papers", definition="Fields held against the entry.", figures={"differ": differ})
    return {"audits": (audit,), **({"corrective.0.what": words[0]} if words else {})}


RULE = Rule(
    id="E903",
    name="papers-said-equal",
    severity="error",
    needs=frozenset({"letter"}),
    what=said("“All papers agree” is said only where every field does.", "每个字段都一致，才可写“全部文件一致”。"),
    why=said(
        "The reviewer holds the papers side by side; one differing suite number refutes the sentence.",
        "审核员会并排核对；一个门牌号不同就足以推翻这句话。",
    ),
    source="research/appeals.md §1 (kyc: name and address equal letter by letter), §4 consistent",
    grade="third_party",
    check=check,
    unseen=unseen,
    bad=(
        _table("1", "All documents match our registration."),
        _table("3", "Each of the papers shows the same address."),
        _table("2", "All company information is consistent now."),
    ),
    good=(
        "All documents match our registration.",
        _table("0", "All documents match our registration."),
        _table("2", "Two papers show the old address."),
    ),
)

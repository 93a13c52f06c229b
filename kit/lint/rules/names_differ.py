"""E822: a paper made out to somebody else than the seller."""

import re
from collections.abc import Iterable, Iterator

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, EvidenceItem, Subject
from kit.tools.firm_names import folded

HOLDER = (
    "holder",
    "company",
    "company_name",
    "registered_name",
    "account_name",
    "licensee",
    "consignee",
    "bill_to",
    "customer",
    "owner_name",
)


_FIRM = (
    r"[A-Z][\w&'’-]{0,30}(?:\s(?:\(?[A-Z&][\w&'’-]{0,30}\)?|and|of)){0,6},?\s"
    r"(?:(?:Co|Pte|Pty|Sdn)\.?,?\s(?:Ltd|Limited|Bhd)\b|Ltd|Limited|LLC|Inc|GmbH|PLC|Corp)\b\.?"
)
_PARTY = re.compile(
    rf"\b(?:account\sholder|licence\sholder|holder|legal\sname|company\sname|registered\sname|bill(?:ed)?\sto|customer|consignee|licensee)"
    rf"\s?[:：]?\s(?-i:(?P<labelled>{_FIRM}))|(?-i:(?P<named>{_FIRM}))\s?\((?:the\s)?[“\"]?(?:customer|client|shipper|merchant|seller)\b",
    re.IGNORECASE,
)
"""A firm that a paper's text names as the one that it is made out to: after a label, or before its part in brackets."""


def check(subject: Subject) -> Iterable[Hit]:
    seller = subject.seller
    names = [seller.legal_name, seller.legal_name_zh or "", *(s.name for s in seller.shops), *(p.name for p in seller.people)]
    names += [value for item in subject.case.evidence for key, value in item.facts if _is_former(item, key)]
    ours = {folded(name) for name in names if name}
    texts = {e.item.id: " ".join(" ".join(e.text).split()) for e in subject.evidence or ()}
    linked = " ".join(folded(word) for i in subject.case.evidence if _is_letter(i) for word in _words(i, texts.get(i.id, "")))
    for n, item in enumerate(subject.case.evidence):
        if item.use != "exhibit":
            continue
        text = texts.get(item.id, "")
        stated = [(f"evidence.{n}.facts.{key}", value) for key, value in item.facts if key in HOLDER]
        told = stated or [
            (f"evidence.{n}", name) for name in dict.fromkeys(m["labelled"] or m["named"] for m in _PARTY.finditer(text))
        ]
        if any(_stands_in(name, text) for name in (seller.legal_name, seller.legal_name_zh) if name):
            told = [(where, value) for where, value in told if not _stands_in(value, text)]
        for where, value in told:
            if not any(_is_same(folded(value), own) for own in ours) and folded(value) not in linked:
                yield Hit(
                    where=where,
                    message=Both(
                        f"{item.id} names “{value}”; the seller is “{seller.legal_name}”",
                        f"{item.id} 上的名称是“{value}”；卖家是“{seller.legal_name}”",
                    ),
                    fix=Both(
                        "if that is another firm, add the letter of authorisation that links the two; if it is the same, have the paper corrected",
                        "若是另一家公司，请加上证明两者关系的授权书；若是同一家，请更正该文件",
                    ),
                    quote=value,
                )


def _is_letter(item: EvidenceItem) -> bool:
    return "authori" in item.kind and item.status == "have"


def _words(item: EvidenceItem, text: str) -> Iterator[str]:
    """What a letter of authorisation says, so whom it links to the seller."""
    yield from (value for _, value in item.facts)
    yield from (item.caption.en, text)


def _stands_in(value: str, text: str) -> bool:
    return folded(value) in folded(text)


def _is_same(name: str, own: str) -> bool:
    """Whether two folded names are one; the seller's may be stated in two languages, one in brackets."""
    return name == own or f" {name} " in f" {own} "


def _is_former(item: EvidenceItem, key: str) -> bool:
    """Whether the fact is the seller's former name, by the registry's record of its change."""
    return item.kind == "name_change" and item.status == "have" and key in {"old_name", "old_name_zh"}


_CONTRACT = "between Calder Express (the Carrier) and Blue Harbour Trading Ltd (the Customer)."
_LETTER = {"evidence.3.kind": "letter_of_authorisation"}

RULE = Rule(
    id="E822",
    name="names-differ",
    severity="warning",
    what=said(
        "Papers are made out to the seller, or a letter of authorisation links the names.", "文件抬头与卖家一致，或有授权书衔接。"
    ),
    why=said(
        "Names are compared letter by letter; one word more or less is a common reason for refusal.",
        "名称逐字比对，多一字少一字都是常见的驳回原因。",
    ),
    source="research/appeals.md §1 (name and address equal letter by letter), §4 consistent; seed 000: 提供授权链路",
    grade="third_party",
    check=check,
    bad=(
        {"evidence.2.facts": {"customer": "Lanyu Trading Ltd"}},
        {"evidence.1.facts": {"holder": "Guangzhou Mingda Electronics Co., Ltd."}},
        {"evidence.3.facts": {"account_name": "Lanyu Home (Shenzhen) Co., Ltd."}},
        {"opened.new_contract": {"text": (_CONTRACT,)}},
        {"opened.new_contract": {"text": ("Account holder: Blue Harbour Trading Ltd",)}},
        {"evidence.1.facts": {"holder": "Mingda"}, **_LETTER},
    ),
    good=(
        "",
        {"evidence.2.facts": {"customer": "LANYU HOME (SHENZHEN) TRADING COMPANY LIMITED"}},
        {"evidence.1.facts": {"holder": "Mingda"}, **_LETTER, "evidence.3.facts": {"holder": "Mingda"}},
        {"evidence.1.facts": {"holder": "Mingda"}, **_LETTER, "opened.manifests": {"text": ("Mingda authorises Lanyu Home",)}},
        {
            "opened.new_contract": {
                "text": (_CONTRACT.replace("Blue Harbour", "Lanyu Home (Shenzhen)").replace("Trading", "Trading Co.,"),)
            }
        },
        {
            "evidence.1.facts": {"holder": "Mingda"},
            "opened.cutoff_screen": {"text": ("Mingda for LANYU HOME (SHENZHEN) TRADING CO., LTD.",)},
        },
        {"evidence.2.facts": {"carrier": "Calder Express"}},
    ),
)

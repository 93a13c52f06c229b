"""E901: the letter says that there is no other shop, and the sheet of shops shows one that shares data."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kit.lint.parts import told
from kit.lint.rule import MISSING, Hit, Rule, said
from kit.model import Audit, Both, Subject
from kit.tools.prose import excerpt

_SHOPS = r"(?:shops?|stores?|accounts?|sellers?)"
_DENIES = re.compile(
    rf"\b(?:no|any|nor|never\san?)\s(?:(?:\w{{3,12}}\s){{0,2}})(?:connections?|links?|relations?\w{{0,5}}|ties?|association|affiliation|dealings|contact|business)\s(?:\w+\s){{0,2}}?(?:with|to|of)\s(?:an?y?\s)?(?:\w+\s){{0,2}}?{_SHOPS}\b"
    rf"|\b(?:no|any)\s(?:(?:other|linked|related|associated|connected|second|further)\s){{1,2}}{_SHOPS}\b"
    rf"|\bnot\s(?:linked|related|connected|associated)\s(?:to|with)\sany\b|\b(?:only|just)\s(?:have|own|operate|run)\s(?:one|this|a single)\s{_SHOPS}\b"
    rf"|\bis\sour\s(?:only|sole)\s{_SHOPS}\b|\bnothing\sin\scommon\swith\sany\b",
    re.IGNORECASE,
)


_SHARES = re.compile(
    rf"\b(?:(?:second|other|another|former|sister|neighbou?r\w{{0,3}}|closed|deactivated|suspended|banned|linked|related|previous|old)\s(?:\w{{2,12}}\s){{0,2}}?{_SHOPS}\b"
    r"|(?:also|both|shared?|sharing|same|common|jointly)\s(?:\w{2,12}\s){0,4}?(?:device|laptop|computer|phone|router|network|internet|wi-?fi|ip|address|office|warehouse|bank|account|card|director|owner|staff|employee|used?|login)\b)",
    re.IGNORECASE,
)
_NEXT = Both(
    "name each of these shops and the relation to it, and prove what has ended", "逐一写明这些店铺及其关系，并证明已终止的部分"
)


def check(subject: Subject) -> Iterable[Hit]:
    sheet = next((a for a in subject.audits or () if a.id == "linked_shops"), None)
    linked = sheet.figures.get("linked", "0") if sheet else "0"
    if linked == "0":
        return
    for passage, _, sentence in told(subject):
        if _DENIES.search(sentence):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"the sheet has {linked} shops that share data with ours, and the letter denies it: “{excerpt(sentence)}”",
                    f"清单中有 {linked} 家店铺与本店共享信息，信中却予以否认：“{excerpt(sentence)}”",
                ),
                fix=Both(
                    "name the shops with {{ audit.linked_shops.names }} and the relation to each",
                    "用 {{ audit.linked_shops.names }} 列出这些店铺，并写明与各店的关系",
                ),
                quote=sentence,
            )


def _alone(subject: Subject) -> Iterator[Hit]:
    """Of a letter without its case: it denies any link, and tells elsewhere of a shop or of something that both use."""
    denials = [(passage, sentence) for passage, _, sentence in told(subject) if _DENIES.search(sentence)]
    shared = next((s for _, _, s in told(subject) if _SHARES.search(_DENIES.sub("", s)) and not _DENIES.search(s)), None)
    for passage, sentence in denials if shared else ():
        yield Hit(
            where=passage.where,
            message=Both(
                f"the letter denies any link (“{excerpt(sentence)}”), and tells of one itself: “{excerpt(shared or '')}”",
                f"信中否认有任何关联（“{excerpt(sentence)}”），却又自己写到：“{excerpt(shared or '')}”",
            ),
            fix=_NEXT,
            quote=sentence,
        )


def unseen(subject: Subject) -> str | None:
    """Why, where the sheet of shops was not looked through."""
    return MISSING["audits"] if subject.stated and subject.audits is None else None


def _sheet(linked: str, *words: str) -> dict[str, Any]:
    audit = Audit(id="linked_shops", title="Shops", definition="Shared data.", figures={"linked": linked})
    return {"audits": (audit,), **({"corrective.0.what": words[0]} if words else {})}


RULE = Rule(
    id="E901",
    name="linked-shop-denied",
    severity="error",
    needs=frozenset({"letter"}),
    what=said("No link is denied that the seller's own sheet shows.", "不得否认自己清单上已有的关联。"),
    why=said("A denial that the platform can refute ends the appeal.", "可被平台反证的否认会直接导致申诉失败。"),
    source="research/appeals.md §1 (related accounts: map first); §4 cap: text contradicts the shop's data",
    grade="derived",
    check=check,
    alone=_alone,
    unseen=unseen,
    bad=(
        _sheet("1", "We have no other shops on the platform."),
        _sheet("2", "Our company is not linked to any deactivated seller."),
        _sheet("1", "We only operate one store."),
        {"alone": True, "corrective.0.what": "A second seller used the same laptop. We have no connection with any other shop."},
    ),
    good=(
        "We have no other shops on the platform.",
        {"alone": True, "corrective.0.what": "We have no connection with any other shop."},
        _sheet("0", "We have no other shops on the platform."),
        _sheet("1", "Pinecrest Goods has the phone number of our former member."),
    ),
)

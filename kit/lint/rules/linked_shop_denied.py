"""E901: the letter says that there is no other shop, and the sheet of shops shows one that shares data."""

import re
from collections.abc import Iterable
from typing import Any

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Audit, Both, Subject
from kit.tools.prose import excerpt

_SHOPS = r"(?:shops?|stores?|accounts?|sellers?)"
_DENIES = re.compile(
    rf"\b(?:no|any)\s(?:(?:other|linked|related|associated|connected|second|further)\s){{1,2}}{_SHOPS}\b"
    rf"|\bnot\s(?:linked|related|connected|associated)\s(?:to|with)\sany\b|\b(?:only|just)\s(?:have|own|operate|run)\s(?:one|this|a single)\s{_SHOPS}\b"
    rf"|\bis\sour\s(?:only|sole)\s{_SHOPS}\b|\bnothing\sin\scommon\swith\sany\b",
    re.IGNORECASE,
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


def _sheet(linked: str, *words: str) -> dict[str, Any]:
    audit = Audit(id="linked_shops", title="Shops", definition="Shared data.", figures={"linked": linked})
    return {"audits": (audit,), **({"corrective.0.what": words[0]} if words else {})}


RULE = Rule(
    id="E901",
    name="linked-shop-denied",
    severity="error",
    needs=frozenset({"letter", "audits"}),
    what=said("No link is denied that the seller's own sheet shows.", "不得否认自己清单上已有的关联。"),
    why=said("A denial that the platform can refute ends the appeal.", "可被平台反证的否认会直接导致申诉失败。"),
    source="research/appeals.md §1 (related accounts: map first); §4 cap: text contradicts the shop's data",
    grade="derived",
    check=check,
    bad=(
        _sheet("1", "We have no other shops on the platform."),
        _sheet("2", "Our company is not linked to any deactivated seller."),
        _sheet("1", "We only operate one store."),
    ),
    good=(
        "We have no other shops on the platform.",
        _sheet("0", "We have no other shops on the platform."),
        _sheet("1", "Pinecrest Goods has the phone number of our former member."),
    ),
)

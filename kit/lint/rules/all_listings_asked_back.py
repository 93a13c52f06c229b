"""E910: the letter asks for all listings, and the review has some that are ended or open."""

import re
from collections.abc import Iterable
from typing import Any

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Audit, Both, Subject
from kit.tools.prose import excerpt

_BACK = r"(?:restor|reinstat|recover|relist|reactivat|put\s(?:back|up\sagain))\w*"
_THINGS = r"(?:listings?|products?|SKUs?|items?|links?)"
_ALL = re.compile(
    rf"\b{_BACK}\b(?:\s\w+){{0,3}}?\s(?:all|every|each|the\swhole|our\sentire)\b(?:\s(?!clean|mended|corrected)\w+){{0,3}}?\s{_THINGS}\b"
    rf"|\b(?:all|every)\b(?:\s(?!clean|mended|corrected)\w+){{0,3}}?\s{_THINGS}\b(?:\s\w+){{0,3}}?\s{_BACK}\b",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterable[Hit]:
    audit = next((a for a in subject.audits or () if a.id == "removed_listings"), None)
    left = sum(int(audit.figures.get(state, "0").replace(",", "")) for state in ("ended", "open")) if audit else 0
    if not left:
        return
    for passage, _, sentence in told(subject):
        if _ALL.search(sentence):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"{left} SKUs of the notice are ended or open, and the letter asks for all: “{excerpt(sentence)}”",
                    f"通知中有 {left} 个 SKU 已终止或未整改，信中却请求恢复全部：“{excerpt(sentence)}”",
                ),
                fix=Both(
                    "ask for {{ audit.removed_listings.asked }} SKUs, those that are clean or mended, and name the others as ended",
                    "只请求恢复 {{ audit.removed_listings.asked }} 个合规或已整改的 SKU，其余写明已终止",
                ),
                quote=sentence,
            )


def _review(ended: str, opened: str, *words: str) -> dict[str, Any]:
    figures = {"removed": "26", "ended": ended, "open": opened, "asked": "23"}
    audit = Audit(id="removed_listings", title="Listings", definition="Each listing looked at.", figures=figures)
    return {"audits": (audit,), **({"corrective.0.what": words[0]} if words else {})}


RULE = Rule(
    id="E910",
    name="all-listings-asked-back",
    severity="error",
    needs=frozenset({"letter", "audits"}),
    what=said("Only clean or mended listings are asked back.", "只请求恢复合规或已整改的商品。"),
    why=said(
        "A request for all shows that the listings were not told apart; one that is still wrong takes the others along.",
        "请求恢复全部，说明没有区分；一个仍有问题的商品会拖累其余。",
    ),
    source="seed 000: 明确单个ASIN违规性质，推动定向恢复而非全量冻结",
    grade="seed",
    check=check,
    bad=(
        _review("3", "0", "Please restore all removed listings."),
        _review("0", "1", "We ask you to reinstate every product of the notice."),
        _review("2", "0", "All listings should be restored."),
    ),
    good=(
        "Please restore all removed listings.",
        _review("0", "0", "Please restore all removed listings."),
        _review("3", "0", "Please restore the 23 listings named below."),
        _review("3", "0", "Please restore all mended listings."),
    ),
)

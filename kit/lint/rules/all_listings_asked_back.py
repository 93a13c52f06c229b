"""E910: the letter asks for all listings, and the review has some that are ended or open."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kit.lint.parts import told
from kit.lint.rule import MISSING, Hit, Rule, said
from kit.model import Audit, Both, Subject
from kit.tools.prose import excerpt

_BACK = r"(?:restor|reinstat|recover|relist|reactivat|put\s(?:back|up\sagain))\w*"
_THINGS = r"(?:listings?|products?|SKUs?|items?|links?|catalogue|catalog|range|assortment)"
_NARROWED = re.compile(
    r"\b(?:clean|mended|corrected|cleared|affected|named|listed\sin|remaining|above|below|compliant|relabelled|relabeled|checked|whose|which|that|with|in\sexhibits?|of\sthe\snotice|SKU\s\S+)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:ask|asks|request\w{0,3}|demand\w{0,3}|please|kindly|want|expect|insist\w{0,3}|call\son|appeal|require|urge|seek|must|should|apply)\b",
    re.IGNORECASE,
)
_IS_BACK = rf"(?:{_BACK}|(?:be\s)?(?:put|brought|given|placed|switched|turned|made)\s(?:back|live|online|visible|up|on)|be\s(?:live|online|visible|back|reactivated|released|returned)|(?:released|returned|unblocked|unfrozen|reopened|re-?activated|re-?enabled))"
_WHOLE = re.compile(
    rf"\b(?:all|every(?:\sone)?|each|the\s(?:whole|entire|complete|full)|our\s(?:whole|entire|complete|full)|without\sexception)\b(?:\s[\w,]+){{0,4}}?\s{_THINGS}\b",
    re.IGNORECASE,
)
_NEXT = Both(
    "ask for those that are clean or mended, by SKU and exhibit, and name the others as ended",
    "只请求恢复合规或已整改的商品，写明 SKU 和附件，其余写明已终止",
)
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


def _alone(subject: Subject) -> Iterator[Hit]:
    """Of a letter without its case: it asks for the whole shop's listings and says of none that it is mended."""
    for passage, _, sentence in told(subject):
        whole = _WHOLE.search(sentence)
        if (
            whole
            and re.search(rf"\b{_IS_BACK}\b", sentence, re.IGNORECASE)
            and _ASKED.search(sentence)
            and not _NARROWED.search(sentence[whole.start() :])
        ):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"“{whole.group()}” asks for listings that nobody has told apart: “{excerpt(sentence)}”",
                    f"“{whole.group()}”没有区分商品就请求全部恢复：“{excerpt(sentence)}”",
                ),
                fix=_NEXT,
                quote=sentence,
            )


def unseen(subject: Subject) -> str | None:
    """Why, where the listings were not looked through."""
    return MISSING["audits"] if subject.stated and subject.audits is None else None


def _review(ended: str, opened: str, *words: str) -> dict[str, Any]:
    figures = {"removed": "26", "ended": ended, "open": opened, "asked": "23"}
    audit = Audit(id="removed_listings", title="Listings", definition="Each listing looked at.", figures=figures)
    return {"audits": (audit,), **({"corrective.0.what": words[0]} if words else {})}


RULE = Rule(
    id="E910",
    name="all-listings-asked-back",
    severity="error",
    needs=frozenset({"letter"}),
    what=said("Only clean or mended listings are asked back.", "只请求恢复合规或已整改的商品。"),
    why=said(
        "A request for all shows that the listings were not told apart; one that is still wrong takes the others along.",
        "请求恢复全部，说明没有区分；一个仍有问题的商品会拖累其余。",
    ),
    source="seed 000: 明确单个ASIN违规性质，推动定向恢复而非全量冻结",
    grade="seed",
    check=check,
    alone=_alone,
    unseen=unseen,
    bad=(
        _review("3", "0", "Please restore all removed listings."),
        _review("0", "1", "We ask you to reinstate every product of the notice."),
        _review("2", "0", "All listings should be restored."),
        {"alone": True, "corrective.0.what": "We ask that our entire catalogue be put back."},
    ),
    good=(
        "Please restore all removed listings.",
        {"alone": True, "corrective.0.what": "We ask that all mended listings be put back."},
        {"alone": True, "corrective.0.what": "The planner put all listings back on 3 July 2026."},
        _review("0", "0", "Please restore all removed listings."),
        _review("3", "0", "Please restore the 23 listings named below."),
        _review("3", "0", "Please restore all mended listings."),
    ),
)

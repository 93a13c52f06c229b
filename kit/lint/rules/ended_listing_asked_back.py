"""E911: a listing that the review has as ended or open, in a dispute also as mended, is asked back by name."""

import re
from collections.abc import Iterable
from typing import Any

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Audit, AuditRow, Both, Subject
from kit.tools.prose import excerpt

_ASKS = re.compile(r"\b(?:restore|reinstate|recover|relist|reactivate|put\s(?:back|up\sagain))\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|no|except|without|but)\b", re.IGNORECASE)


def check(subject: Subject) -> Iterable[Hit]:
    audit = next((a for a in subject.audits or () if a.id == "removed_listings"), None)
    gone = [row.cells[0] for row in (audit.rows if audit else ()) if row.cells[-1] == "no"]
    for passage, _, sentence in told(subject):
        if not _ASKS.search(sentence) or _NOT.search(sentence):
            continue
        for sku in (sku for sku in gone if re.search(rf"(?<![\w-]){re.escape(sku)}(?![\w-])", sentence)):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"{sku} is not to be asked back by the review, and the letter asks for it: “{excerpt(sentence)}”",
                    f"检查清单中 {sku} 不在请求恢复之列，信中却请求恢复：“{excerpt(sentence)}”",
                ),
                fix=Both(
                    "take it out of the request, or mend it first; what had the defect belongs into a plan, not a dispute",
                    "从请求中删除，或先行整改；曾有问题的商品应写入整改方案，而非抗辩",
                ),
                quote=sku,
            )


def _review(*rows: tuple[str, str], words: str = "") -> dict[str, Any]:
    lines = tuple(AuditRow(cells=(sku, "wrong plug", asked), state="plain") for sku, asked in rows)
    audit = Audit(id="removed_listings", title="Listings", definition="Each listing looked at.", rows=lines)
    return {"audits": (audit,), **({"corrective.0.what": words} if words else {})}


RULE = Rule(
    id="E911",
    name="ended-listing-asked-back",
    severity="error",
    needs=frozenset({"letter", "audits"}),
    what=said("No listing is asked back that is ended or still wrong.", "不得请求恢复已终止或仍有问题的商品。"),
    why=said(
        "The reviewer opens the listing; what is still wrong there refutes the letter.", "审核员会打开该商品；问题仍在即可反证。"
    ),
    source="seed 000: 推动定向恢复而非全量冻结; research/appeals.md §4 (text contradicts the shop's data)",
    grade="derived",
    check=check,
    bad=(
        _review(("YH-101", "no"), words="Please restore YH-101 and YH-102."),
        _review(("YH-101", "no"), ("YH-102", "yes"), words="We ask you to reinstate YH-102 and YH-101."),
        _review(("YH-7", "no"), words="Please relist YH-7."),
    ),
    good=(
        "Please restore YH-101.",
        _review(("YH-101", "yes"), words="Please restore YH-101."),
        _review(("YH-10", "no"), words="Please restore YH-101."),
        _review(("YH-101", "no"), words="We do not ask you to restore YH-101."),
    ),
)

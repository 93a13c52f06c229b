"""E860: the letter says that every product has its paper, and the register says otherwise."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Audit, Both, Rate, Subject, Window
from kit.tools.prose import excerpt

_ALL = re.compile(
    r"\b(?:all|every|each)\b(?:\W+\w+){0,4}?\W+(?:products?|listings?|SKUs?|items?|goods|catalogue)\b", re.IGNORECASE
)
_HAS = re.compile(
    r"\b(?:(?:is|are|were|been|fully)\W+(?:\w+\W+)?(?:certified|covered|compliant|notified|registered|approved)"
    r"|(?:has|have|hold|holds|carry|carries)\W+(?:\w+\W+){0,3}(?:certificates?|notifications?|papers?|documents?|reports?|registrations?))\b",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterable[Hit]:
    audit = next((a for a in subject.audits or () if a.id == "certificates"), None)
    after = audit.rates.get("after") if audit else None
    if after is None or after.numerator == after.denominator:
        return
    for passage, _, sentence in told(subject):
        if _ALL.search(sentence) and _HAS.search(sentence):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"{after.numerator:,} of {after.denominator:,} SKUs on sale have every paper asked for, and the letter says all: “{excerpt(sentence)}”",
                    f"在售 {after.denominator:,} 个 SKU 中只有 {after.numerator:,} 个证件齐全，信中却说全部：“{excerpt(sentence)}”",
                ),
                fix=Both(
                    "end the listings that have none, or print {{ audit.certificates.after.counts }} and say what happens to the others",
                    "下架没有证件的链接，或写出 {{ audit.certificates.after.counts }} 并说明其余如何处理",
                ),
                quote=sentence,
            )


def _covered(good: int, of: int, **changes: Any) -> dict[str, Any]:
    window = Window(start=date(2026, 7, 6), end=date(2026, 7, 6))
    rate = Rate(numerator=good, denominator=of, window=window)
    audit = Audit(id="certificates", title="Certificates", definition="Papers held against listings.", rates={"after": rate})
    return {"violation.family": "certification", "audits": (audit,), **changes}


_CLAIM = {"corrective.0.what": "All our listings are certified now."}

RULE = Rule(
    id="E860",
    name="whole-catalogue",
    severity="error",
    needs=frozenset({"letter", "audits"}),
    what=said(
        "“All products have their papers” is said only where the register shows it.", "“全部商品证件齐全”须有台账证明才可写。"
    ),
    why=said(
        "The reviewer opens any other listing of the shop; one without its paper refutes the whole letter.",
        "审核员会随手点开其他商品；只要一个缺证，整封信都站不住。",
    ),
    source="research/certification.md §7 (each failed check is a gap before you submit)",
    grade="own_knowledge",
    check=check,
    bad=(
        _covered(22, 23, **_CLAIM),
        _covered(3, 9, **{"corrective.0.what": "Every product has a valid notification."}),
        _covered(0, 1, **{"letter.summary.now": "All 26 SKUs hold the required documents."}),
    ),
    good=(
        "",
        _covered(23, 23, **_CLAIM),
        _covered(22, 23, **{"corrective.0.what": "One listing without a paper was ended."}),
        {**_CLAIM, "audits": ()},
    ),
)

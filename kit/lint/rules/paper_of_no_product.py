"""E862: a certificate among the exhibits of which nothing says for which product it is."""

from collections.abc import Iterable
from typing import Any

from kit.lint.papers import is_granted
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, EvidenceItem, Subject

_NAMES = frozenset({"sku", "skus", "model", "models"})
_OTHER = ("register", "invoice", "receipt", "authori", "copyright")
"""Kinds that are of no single product: registers, purchase papers, applications, letters between firms."""


def check(subject: Subject) -> Iterable[Hit]:
    if subject.case.violation.family != "certification":
        return
    filed = _filed(subject)
    for n, item in enumerate(subject.case.evidence):
        if item.use == "exhibit" and _is_of_a_product(item) and item.id not in filed and not _NAMES & dict(item.facts).keys():
            yield Hit(
                where=f"evidence.{n}.facts",
                message=Both(
                    f"nothing says for which SKU or model {item.id} is: neither its facts nor the register",
                    f"看不出 {item.id} 属于哪个 SKU 或型号：facts 和登记表都没有写",
                ),
                fix=Both(
                    "state skus or models in its facts as the paper names them, or give its id in certificates.csv, column Evidence",
                    "按文件所写在 facts 中填 skus 或 models，或在 certificates.csv 的 Evidence 列写它的 id",
                ),
            )


def _is_of_a_product(item: EvidenceItem) -> bool:
    return is_granted(item) and item.made is None and not any(word in item.kind for word in _OTHER)


def _filed(subject: Subject) -> frozenset[str]:
    """Evidence ids that the register names."""
    table = subject.orders.table("certificates") if subject.orders else None
    return frozenset() if table is None else frozenset(table["shown_by"].dropna().astype(str))


def _paper(kind: str, **facts: str) -> dict[str, Any]:
    return {"violation.family": "certification", "evidence.0.kind": kind, "evidence.0.facts": facts}


RULE = Rule(
    id="E862",
    name="paper-of-no-product",
    severity="warning",
    what=said("Each certificate says for which product it is shown.", "每份证件须说明对应哪个商品。"),
    why=said(
        "A paper for one model proves nothing for the others; one that names none is put aside.",
        "一个型号的证件不能证明其他型号；未写型号的证件会被搁置。",
    ),
    source="research/appeals.md §1 (AKIT: holder, category scope, issuing body and expiry must fit shop and product)",
    grade="third_party",
    check=check,
    bad=(_paper("test_report"), _paper("product_notification", number="NOT250300447K"), _paper("type_approval", holder="Maker")),
    good=(
        "",
        _paper("test_report", models="MW-ST20; MW-ST30"),
        _paper("product_notification", sku="QY-BL-01"),
        _paper("purchase_invoice"),
        {**_paper("test_report"), "violation.family": "logistics"},
    ),
)

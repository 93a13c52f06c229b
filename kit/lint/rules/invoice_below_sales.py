"""E821: invoices for fewer units than were sold."""

import re
from collections.abc import Iterable, Iterator

import pandas as pd

from kit.lint.papers import count
from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Orders, Subject
from kit.tools.prose import excerpt

UNITS = ("units", "quantity", "pieces", "qty")
SOLD = ("units_sold", "sold")

_COUNT = r"(?P<n>\d{1,3}(?:,\d{3})+|\d{1,7})\s(?:\w{2,12}\s)?(?:units?|pieces?|pcs|items?|pairs?|sets?|boxes|bottles|packs?|tubes|copies)"
_BOUGHT = re.compile(
    rf"\b(?:invoice[sd]?|purchas\w{{1,4}}|bought|bills?|delivery\snotes?|supplied|ordered\sfrom)\b[^.;]{{0,80}}?\b{_COUNT}\b|\b{_COUNT.replace('<n>', '<m>')}\s(?:\w+\s)?(?:were\s|are\s)?(?:invoiced|bought|purchased|billed)\b",
    re.IGNORECASE,
)
_SOLD = re.compile(
    rf"\b(?:sold|sales\s(?:of|are|were|came\sto|reached)|shipped\sto\sbuyers|dispatched)\s(?:\w+\s){{0,2}}?{_COUNT}\b|\b{_COUNT.replace('<n>', '<m>')}\s(?:\w+\s){{0,2}}?sold\b",
    re.IGNORECASE,
)
_NEXT = Both(
    "add the other invoices of the same goods, or say where the rest came from; the platform can count the sales",
    "补充同类商品的其他发票，或说明其余来源；平台可以核算销量",
)


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    invoices = [
        (n, i) for n, i in enumerate(case.evidence) if "invoice" in i.kind and i.use == "exhibit" and count(i, UNITS) is not None
    ]
    sold = _sold(subject)
    bought = sum(count(item, UNITS) or 0 for _, item in invoices)
    if invoices and sold is not None and bought < sold:
        yield Hit(
            where=f"evidence.{invoices[0][0]}.facts",
            message=Both(
                f"the invoices show {bought:,} units bought ({', '.join(i.id for _, i in invoices)}), and {sold:,} were sold",
                f"发票显示购入 {bought:,} 件（{', '.join(i.id for _, i in invoices)}），却售出 {sold:,} 件",
            ),
            fix=_NEXT,
        )


def _alone(subject: Subject) -> Iterator[Hit]:
    """Of a letter without its case: it tells itself of fewer pieces on its invoices than were sold."""
    sentences = tuple(told(subject))
    bought = sum(n for _, _, sentence in sentences for n in _counts(_BOUGHT, sentence))
    for passage, _, sentence in sentences:
        sold = max(_counts(_SOLD, sentence), default=0)
        if 0 < bought < sold:
            yield Hit(
                where=passage.where,
                message=Both(
                    f"the letter tells of invoices for {bought:,} pieces, and of {sold:,} sold: “{excerpt(sentence)}”",
                    f"信中的发票共 {bought:,} 件，却售出 {sold:,} 件：“{excerpt(sentence)}”",
                ),
                fix=_NEXT,
                quote=sentence,
            )


def _counts(words: re.Pattern[str], sentence: str) -> Iterator[int]:
    return (int((found["n"] or found["m"]).replace(",", "")) for found in words.finditer(sentence))


def _sold(subject: Subject) -> int | None:
    """Units of the notice's SKUs in the order data, not cancelled; else what a fact of the evidence states."""
    skus = subject.case.violation.skus
    if subject.orders is not None and skus:
        lines = subject.orders.lines
        if {"seller_sku", "quantity"} <= set(lines.columns):
            ours = lines[lines["seller_sku"].isin(skus)]
            if "cancelled_at" in ours:
                ours = ours[ours["cancelled_at"].isna()]
            return int(pd.to_numeric(ours["quantity"], errors="coerce").fillna(0).sum())
    return next((n for item in subject.case.evidence if (n := count(item, SOLD)) is not None), None)


def _orders(*quantities: int) -> Orders:
    lines = pd.DataFrame({"order_id": [str(n) for n in range(len(quantities))], "seller_sku": "LYH-0042", "quantity": quantities})
    return Orders(lines=lines, orders=lines, readings=(), quarantine=(), exported=None)


_INVOICE = {"evidence.2.kind": "purchase_invoice", "evidence.2.facts": {"units": "1,000 pieces"}}

RULE = Rule(
    id="E821",
    name="invoice-below-sales",
    severity="warning",
    what=said("The invoices cover the units sold.", "发票数量要覆盖已售数量。"),
    why=said("Units that no invoice covers look like goods of another source.", "发票覆盖不了的数量，会被认为另有来源。"),
    source="research/appeals.md §1 (quantity must match stock), §3 (stock cannot cover sales: units bought against sold)",
    grade="third_party",
    check=check,
    alone=_alone,
    bad=(
        {**_INVOICE, "evidence.3.facts": {"units_sold": "1,240"}},
        {**_INVOICE, "orders": _orders(900, 200)},
        {
            **_INVOICE,
            "evidence.1.kind": "invoice",
            "evidence.1.facts": {"quantity": "100"},
            "evidence.3.facts": {"sold": "1,101 units"},
        },
        {"alone": True, "corrective.0.what": "The invoice is for 90 units, and we sold 240 units in May 2026 (Exhibit 2)."},
    ),
    good=(
        "",
        {**_INVOICE, "evidence.3.facts": {"units_sold": "980"}},
        {**_INVOICE, "orders": _orders(900, 100)},
        _INVOICE,
        {"alone": True, "corrective.0.what": "The invoice is for 900 units, and we sold 240 units in May 2026 (Exhibit 2)."},
    ),
)

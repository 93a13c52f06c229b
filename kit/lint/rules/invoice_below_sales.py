"""E821: invoices for fewer units than were sold."""

from collections.abc import Iterable

import pandas as pd

from kit.lint.papers import count
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Orders, Subject

UNITS = ("units", "quantity", "pieces", "qty")
SOLD = ("units_sold", "sold")


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
            fix=Both(
                "add the other invoices of the same goods, or say where the rest came from; the platform can count the sales",
                "补充同类商品的其他发票，或说明其余来源；平台可以核算销量",
            ),
        )


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
    bad=(
        {**_INVOICE, "evidence.3.facts": {"units_sold": "1,240"}},
        {**_INVOICE, "orders": _orders(900, 200)},
        {
            **_INVOICE,
            "evidence.1.kind": "invoice",
            "evidence.1.facts": {"quantity": "100"},
            "evidence.3.facts": {"sold": "1,101 units"},
        },
    ),
    good=(
        "",
        {**_INVOICE, "evidence.3.facts": {"units_sold": "980"}},
        {**_INVOICE, "orders": _orders(900, 100)},
        _INVOICE,
    ),
)

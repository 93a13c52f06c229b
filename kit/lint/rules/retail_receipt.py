"""E823: a retail receipt or an order screenshot as proof of supply."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

FAMILIES = ("ip", "certification", "content", "deactivation", "listing_removal")
KINDS = (
    "retail_receipt",
    "receipt",
    "sales_receipt",
    "order_screenshot",
    "order_page",
    "account_screenshot",
    "payment_screenshot",
    "sales_invoice",
)
WANTED = (
    "purchase_invoice",
    "supplier_invoice",
    "wholesale_invoice",
    "authorisation",
    "authorization",
    "authorization_letter",
    "distribution_agreement",
)


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    if case.violation.family not in FAMILIES:
        return
    have = [item for item in case.evidence if item.status == "have" and item.use == "exhibit"]
    if any(item.kind.endswith(WANTED) for item in have):
        return
    for n, item in enumerate(case.evidence):
        if item in have and item.kind in KINDS:
            yield Hit(
                where=f"evidence.{n}.kind",
                message=Both(
                    f"{item.id} is a {item.kind.replace('_', ' ')}, which is refused as proof of where the goods come from",
                    f"{item.id} 是零售凭证（{item.kind.replace('_', ' ')}），不被接受为货源证明",
                ),
                fix=Both(
                    "add the supplier's invoice with brand, SKU and quantity, and the letter of authorisation",
                    "加入写明品牌、SKU 和数量的供应商发票，以及授权书",
                ),
            )


_IP = {"violation.family": "ip", "violation.skus": []}

RULE = Rule(
    id="E823",
    name="retail-receipt",
    severity="warning",
    what=said(
        "Supply is proved by a supplier's invoice, not by a receipt or a screenshot.",
        "货源用供应商发票证明，不用零售小票或订单截图。",
    ),
    why=said(
        "A seller who sent screenshots and sales invoices was refused twice as “no supporting material”.",
        "有卖家提交截图和销售发票，两次都以“无支持材料”被驳回。",
    ),
    source="research/appeals.md §3 (retail receipt, order screenshot as supply proof), §0.4; seed 000: 正品采购凭证",
    grade="third_party",
    check=check,
    bad=(
        {**_IP, "evidence.2.kind": "retail_receipt"},
        {**_IP, "evidence.1.kind": "order_screenshot"},
        {**_IP, "violation.family": "certification", "evidence.3.kind": "sales_invoice"},
    ),
    good=(
        {"evidence.2.kind": "retail_receipt"},
        {**_IP, "evidence.2.kind": "retail_receipt", "evidence.3.kind": "purchase_invoice"},
        _IP,
    ),
)

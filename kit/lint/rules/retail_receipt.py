"""E823: a retail receipt or an order screenshot as proof of supply."""

import re
from collections.abc import Iterable, Iterator

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import excerpt

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

_RETAIL = re.compile(
    r"\b(?:(?:retail|till|shop|store|sales|cash|supermarket|purchase|payment|taobao|amazon|ebay|costco|walmart|1688|shopee|lazada|aliexpress|pinduoduo|temu|alibaba|tmall|jd|wechat|alipay|paypal)\s(?:\w{2,12}\s)?receipts?"
    r"|till\s(?:slips?|rolls?)|receipts?\s(?:from|of)\s(?:the\s|a\s|our\s)?(?:local\s)?(?:shop|store|supermarket|outlet|mall|market|taobao|amazon|ebay|1688|costco|walmart|tk\smaxx|tj\smaxx|boutique|retailer)"
    r"|(?:screen\s?shots?|pictures?|photos?|captures?|print-?outs?)\s(?:of|from)\s(?:the\s|our\s|my\s|a\s|an\s)?(?:\w{2,12}\s){0,3}?(?:orders?|purchases?|payments?|transfers?|basket|checkout|chats?|conversations?|1688|taobao|alibaba|aliexpress|wechat)"
    r"|(?:order|payment|transfer|wechat|alipay|chat|purchase|1688|taobao|alibaba|aliexpress)\s(?:page\s|history\s|record\s)?(?:screen\s?shots?|confirmations?)"
    r"|(?:order|purchase)\s(?:history|e-?mails?)\s(?:on|from|of)\s\w+|credit\scard\s(?:statement|slip)s?|bank\stransfer\sslips?)\b",
    re.IGNORECASE,
)
_AS_PROOF = re.compile(
    r"\b(?:proofs?|prov(?:e|es|en|ing)|evidence|evidences|shows?|showing|confirm(?:s|ed)?|demonstrates?|certif(?:y|ies)|guarantees?|genuine\w{0,4}|authentic\w{0,3}|original|legal\w{0,2}|legitimate|real|bought|purchased?|sourced?|origin|supply|supplies|invoices?)\b",
    re.IGNORECASE,
)
_NO_PROOF_OF_SUPPLY = re.compile(
    r"\b(?:not|no\slonger|instead\sof|rejected|refused|buyers?|customers?|refund\w{0,3}|relabel\w{0,4}|in\sour\sshop)\b",
    re.IGNORECASE,
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


def _alone(subject: Subject) -> Iterator[Hit]:
    """Of a letter without its case: a receipt or a picture of an order is called proof of where goods come from."""
    if subject.kind not in FAMILIES:
        return
    for passage, _, sentence in told(subject):
        paper = _RETAIL.search(sentence)
        if paper and _AS_PROOF.search(_RETAIL.sub("", sentence)) and not _NO_PROOF_OF_SUPPLY.search(sentence):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"“{paper.group()}” is refused as proof of where the goods come from: “{excerpt(sentence)}”",
                    f"“{paper.group()}”不被接受为货源证明：“{excerpt(sentence)}”",
                ),
                fix=Both(
                    "cite the supplier's invoice with brand, SKU and quantity, and the letter of authorisation",
                    "引用写明品牌、SKU 和数量的供应商发票，以及授权书",
                ),
                quote=sentence,
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
    alone=_alone,
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

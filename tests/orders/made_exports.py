"""A small export for each format, as a client would hand it in, and what is true of its rows. Seeded, never random.

What stands here about a format (order of headers, zone, notation, texts) is stated apart from its YAML, so that the two can
disagree. Headers are written `Header=field` where the column is read, `*Header` where it holds buyer data.
"""

import csv
import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from order_exports import xlsx

Row = dict[str, Any]  # field: what is true of it; times in UTC, money as Decimal
BUYERS = ("ada_buyerson", "bob.secretly", "cy_hiddenham", "dee-maskedby", "カスタマー秘密", "khách_ẩn_danh")
PLACES = ("12 Hidden Lane", "Jalan Rahasia 7", "ซอยลับ 9", "秘密町1-2-3")
_FROM = datetime(2026, 3, 18, 9, 15, 7, tzinfo=UTC)  # the clocks of US and UK go forward within these days
_STEP = timedelta(hours=13, minutes=47, seconds=11)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A header and what stands under it."""

    header: str
    field: str | None = None
    is_buyer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How an export of one format looks."""

    site: str
    headers: str  # parted by |
    rows: Callable[["Plan"], list[Row]]
    zone: str
    texts: Sequence[tuple[str, str, str, str]] = ()  # status, substatus; their meanings
    date: Callable[[datetime], str] = lambda t: f"{t:%d/%m/%Y %H:%M:%S}"
    money: Callable[[Decimal], str] = str
    tabs: frozenset[str] = frozenset()  # fields whose cells end with a tab
    top: Sequence[Sequence[str]] = ()  # rows before the header
    explained: Sequence[Sequence[str]] = ()  # rows under it that explain the columns
    sheet: str = "OrderSKUList"
    suffixes: tuple[str, ...] = (".csv",)
    bom: bool = True
    quoted: bool = False  # every cell
    day_only: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in the order of the file."""
        return tuple(_column(text) for text in self.headers.split("|"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An export that was written, and the truth of its rows in their order."""

    path: Path
    plan: Plan
    rows: tuple[Row, ...]
    buyers: frozenset[str]  # texts that may not come out again


def _column(text: str) -> Column:
    header, _, field = text.partition("=")
    return Column(header=header.removeprefix("*"), field=field or None, is_buyer=header.startswith("*"))


# --- what a file looks like -----------------------------------------------------------------------


def made(name: str, folder: Path, *, suffix: str | None = None, only: Sequence[str] = ()) -> Made:
    """Write the export of the format `name`; `only` keeps these headers."""
    plan = PLANS[name]
    columns = [c for c in plan.columns if not only or c.header.strip() in only]
    path = folder / f"{name}{suffix or plan.suffixes[0]}"
    rows = plan.rows(plan)
    cells = [[_cell(plan, column, row, n) for column in columns] for n, row in enumerate(rows)]
    explained = plan.explained
    if path.suffix == ".xlsx" and plan.rows is _orders:
        explained = [_explained(columns)]
    table = [*plan.top, [c.header for c in columns], *explained, *cells]
    if path.suffix == ".xlsx":
        xlsx(table, path, sheet=plan.sheet)
    else:
        path.write_bytes((b"\xef\xbb\xbf" if plan.bom else b"") + _csv_text(table, quoted=plan.quoted).encode())
    return Made(path=path, plan=plan, rows=tuple(rows), buyers=frozenset(_private(columns, cells)))


def _csv_text(table: Sequence[Sequence[str]], *, quoted: bool) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows(table)
    return out.getvalue()


def _private(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in cells:
        yield from (
            text for column, text in zip(columns, row, strict=True) if text and (column.is_buyer or column.field == "buyer")
        )


def _explained(columns: Sequence[Column]) -> list[str]:
    known = {"order_id": "Platform unique order ID.", "tracking_id": "The order's tracking number."}
    return [known.get(c.field or "", f"What {c.header} means.") for c in columns]


def _cell(plan: Plan, column: Column, row: Row, n: int) -> str:
    if column.field is None:
        return _unread(column, n)
    value = row.get(f"{column.field} as written", row.get(column.field))
    text = _written(plan, value)
    return f"{text}\t" if column.field in plan.tabs else text


def _written(plan: Plan, value: Any) -> str:
    if value is None:
        return "/" if plan.day_only else ""
    if isinstance(value, datetime):
        return plan.date(value.astimezone(ZoneInfo(plan.zone)))
    return plan.money(value) if isinstance(value, Decimal) else str(value)


def _unread(column: Column, n: int) -> str:
    if column.header in {"Shipping Information", "配送先情報"}:
        return f"{BUYERS[n % len(BUYERS)]}\n{PLACES[n % len(PLACES)]}"
    if column.is_buyer:
        return (BUYERS[n % len(BUYERS)] + " san", PLACES[n % len(PLACES)], "+447700900" + f"{n:03}", "")[
            (n + len(column.header)) % 4
        ]
    return ("", "0", "Lamp, brass", "1.50")[(n + len(column.header)) % 4]


def _twelve_hours(t: datetime) -> str:
    """Month first, the hour without a leading nought."""
    return f"{t:%m/%d/%Y} {t.hour % 12 or 12}:{t:%M:%S %p}"


def _dollars(amount: Decimal) -> str:
    return f"${amount:,.2f}" if amount >= 100 else f"{amount:.2f}"  # both notations in one column


def _reais(amount: Decimal) -> str:
    return "R$ " + f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


# --- what is true ---------------------------------------------------------------------------------

_COUNT = 30


def _orders(plan: Plan) -> list[Row]:
    return [_order(plan, n) for n in range(_COUNT)]


def _order(plan: Plan, n: int) -> Row:
    """An order line; every fifth order has a second line."""
    dice = random.Random(f"{plan.site} {n - (n % 5 == 1)}")
    of_order = n - (n % 5 == 1)
    status, substatus, means, finer = plan.texts[of_order % len(plan.texts)]
    created = _FROM + of_order * _STEP
    hours = iter((0.2, dice.uniform(3, 20), dice.uniform(21, 40), dice.uniform(50, 90)))
    paid, ready, shipped, delivered = ((created + timedelta(hours=next(hours))).replace(microsecond=0) for _ in range(4))
    cancelled, far = means == "cancelled", _FAR.get(means, 0)
    whole = plan.site in {"ID", "VN", "JP"}
    return {
        "order_id": str(576_460_752_303_423_525 + 13 * of_order),
        "sku_id": str(172_938_475_610_293_847 + n),
        "seller_sku": f"LAMP-{n % 7}",
        "package_id": str(115_292_150_460_684_697 + of_order) if far >= 1 else None,
        "tracking_id": f"{of_order:012d}" if far >= 1 else None,
        "status": means,
        "status as written": status,
        "substatus": finer or None,
        "substatus as written": substatus,
        "fulfilment": "seller",
        "fulfilment as written": "Dikirim oleh Penjual" if plan.site == "ID" else "Fulfillment by seller",
        "warehouse": ("Leeds", "Daventry")[of_order % 2],
        "carrier": "Northway Parcels",
        "quantity": 1 + n % 3,
        "created_at": created,
        "paid_at": paid,
        "rts_at": ready if far >= 1 else None,
        "shipped_at": shipped if far >= 1 else None,
        "delivered_at": delivered if far >= 2 else None,
        "cancelled_at": ready if cancelled else None,
        "cancel_reason": "Out of stock" if cancelled else None,
        "cancel_return_type": "cancel" if cancelled else None,
        "cancel_return_type as written": "Cancel" if cancelled else "",
        "order_kind": "normal",
        "order_kind as written": "Normal",
        "buyer": BUYERS[of_order % len(BUYERS)],
        "order_amount": Decimal(dice.randint(1_000, 400_000)) if whole else Decimal(dice.randint(500, 400_000)) / 100,
        "refund_amount": Decimal(0),
    }


_FAR = {"shipped": 1, "delivered": 2, "completed": 2}


def _returns(plan: Plan) -> list[Row]:
    found = []
    for n in range(_COUNT):
        dice = random.Random(f"{plan.site} return {n}")
        asked = _FROM + n * _STEP
        status, _, means, _ = plan.texts[n % len(plan.texts)]
        kind, kind_means = (("Refund only", "refund_only"), ("Return and refund", "return_refund"))[n % 2]
        amount = Decimal(dice.randint(500, 400_000)) / (1 if plan.site == "ID" else 100)
        found.append(
            {
                "return_id": str(403_460_752_303_423_525 + 11 * n),
                "order_id": str(576_460_752_303_423_525 + 13 * n),
                "sku_id": str(172_938_475_610_293_847 + n),
                "seller_sku": f"LAMP-{n % 7}",
                "return_type": kind_means,
                "return_type as written": kind,
                "status": means or None,
                "status as written": status,
                "substatus": "Completed" if means == "completed" else None,
                "reason": "Package never arrived",
                "requested_at": asked,
                "refunded_at": (asked + timedelta(hours=30)) if means == "completed" else None,
                "refund_amount": amount,
                "order_amount": amount + 5,
                "quantity": 1,
                "tracking_id": f"RT{n:010d}",
                "compensation_status": "Successful" if n % 7 == 0 else None,
                "compensation_amount": Decimal("2.5") if plan.site != "ID" and n % 7 == 0 else None,
            }
        )
    return found


def _income(plan: Plan) -> list[Row]:
    found = []
    for n in range(_COUNT):
        dice = random.Random(f"{plan.site} income {n}")
        part = 1 if plan.site == "ID" else 100
        revenue, fees = Decimal(dice.randint(5_000, 400_000)) / part, -Decimal(dice.randint(100, 4_000)) / part
        is_order = n % 6 != 5
        penalty = Decimal(0) if is_order else -Decimal(dice.randint(100, 9_000)) / part
        created = _midnight(plan, n)
        found.append(
            {
                "entry_id": str((576 if is_order else 733) * 10**15 + 460_752_303_423 + 13 * n),
                "entry_type": "Order" if is_order else "Violation fee （settlement fee）",
                "order_id": None if is_order else str(576_460_752_303_423_525 + 13 * n),
                "created_at": created,
                "settled_at": _midnight(plan, n + 4),
                "currency": {"PH": "PHP", "ID": "IDR", "TH": "THB"}.get(plan.site, "SGD"),
                "settled_amount": revenue + fees if is_order else penalty,
                "revenue": revenue if is_order else None,
                "fees": fees if is_order else None,
                "adjustment": None if is_order else penalty,
                "platform_penalty": None if is_order else penalty,
                "seller_deduction": None,
                "customer_payment": revenue if is_order else None,
                "customer_refund": Decimal(0),
            }
        )
    return found


def _unsettled(plan: Plan) -> list[Row]:
    found = []
    for n in range(_COUNT):
        dice = random.Random(f"{plan.site} unsettled {n}")
        order = str(576_460_752_303_423_525 + 13 * n)
        found.append(
            {
                "entry_id": order,
                "entry_type": "Order",
                "order_id": order,
                "sku_id": str(172_938_475_610_293_847 + n),
                "created_at": _midnight(plan, n),
                "ordered_at": _midnight(plan, n),
                "shipped_at": _midnight(plan, n + 1),
                "delivered_at": _midnight(plan, n + 3) if n % 3 else None,
                "quantity": 1 + n % 2,
                "currency": {"UK": "GBP", "TH": "THB"}.get(plan.site, "USD"),
                "estimated_amount": Decimal(dice.randint(100, 90_000)) / 100,
                "settle_text": "Delivered + 8 days",
                "reason": "Waiting for package delivery",
            }
        )
    return found


def _products(_plan: Plan) -> list[Row]:
    return [
        {
            "product_id": str(172_938_475_610_290_000 + n // 3),
            "sku_id": str(172_938_475_610_293_847 + n),
            "seller_sku": None,
            "category": "Table Lamps (853128)",
            "brand": None,
            "title": f"Lamp {n // 3}",
            "description": "<p>Lamp, brass</p>",
            "variation": f"Brass, {n % 3}",
            "price": Decimal(1_999 + n) / 100,
            "quantity": n,
        }
        for n in range(_COUNT)
    ]


def _midnight(plan: Plan, n: int) -> datetime:
    """The beginning of a day in the zone of the export: such files state no clock time."""
    day = (_FROM + n * _STEP).astimezone(ZoneInfo(plan.zone))
    return day.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


# --- headers in order -----------------------------------------------------------------------------

_START = (
    "Order ID=order_id|Order Status=status|Order Substatus=substatus|Cancelation/Return Type=cancel_return_type|"
    "Normal or Pre-order=order_kind|SKU ID=sku_id|Seller SKU=seller_sku"
)
_PRODUCT = "Product Name|Variation|Quantity=quantity|Sku Quantity of return"
_PRICES = (
    "SKU Unit Original Price|SKU Subtotal Before Discount|SKU Platform Discount|SKU Seller Discount|SKU Subtotal After Discount|"
    "Shipping Fee After Discount|Original Shipping Fee|Shipping Fee Seller Discount|Shipping Fee Platform Discount"
)
_AMOUNTS = "Order Amount=order_amount|Order Refund Amount=refund_amount"
_TIMES = (
    "Created Time=created_at|Paid Time=paid_at|RTS Time=rts_at|Shipped Time=shipped_at|Delivered Time=delivered_at|"
    "Cancelled Time=cancelled_at"
)
_CANCEL = "Cancel By=cancel_by|Cancel Reason=cancel_reason|Fulfillment Type=fulfilment|Warehouse Name=warehouse"
_CARRIER = "Tracking ID=tracking_id|Delivery Option|Shipping Provider Name=carrier"
_BUYER = "*Buyer Message|Buyer Username=buyer|*Recipient|*Phone #"
_DETAIL = "*Detail Address|*Additional address information"
_PACKAGE = "Payment Method|Weight(kg)|Product Category|Package ID=package_id"
_CHECKED = "*Seller Note|Checked Status|*Checked Marked by"
_SEA_HEAD = f"{_START}|{_PRODUCT}|{_PRICES}"
_SEA_MIDDLE = f"{_AMOUNTS}|{_TIMES}|{_CANCEL}|{_CARRIER}|{_BUYER}"

UK_ORDERS = (
    f"{_SEA_HEAD}|Taxes|{_AMOUNTS}|{_TIMES.replace('RTS', 'RTH')}|Cancel By=cancel_by|Cancel Reason=cancel_reason|"
    "Fulfillment Type=fulfilment|Delivery Option|Shipping Provider Name=carrier|Payment Method|Weight(kg)|Product Category|"
    "Checked Status|Product Tax Amount|Product Tax Rate|Shipping Tax Amount|Shipping Tax Rate|Order Channel"
)
ID_ORDERS = (
    f"{_SEA_HEAD}|Distance Shipping Fee|Distance Fee|Order Refund Amount=refund_amount|Payment platform discount|Buyer Service Fee|"
    f"Handling Fee|Shipping Insurance|Item Insurance|Order Amount=order_amount|{_TIMES}|{_CANCEL}|{_CARRIER}|{_BUYER}|*Zipcode|"
    f"*Country|*Province|*Regency and City|*Districts|*Villages|{_DETAIL}|{_PACKAGE}|Purchase Channel|{_CHECKED}|"
    "Tokopedia Invoice Number|Order Channel|Creator Handle=creator"
)
VN_ORDERS = f"{_SEA_HEAD}|Payment platform discount|Taxes|{_SEA_MIDDLE}|*Country|*Province|*District|*Commune|{_DETAIL}|{_PACKAGE}|{_CHECKED}"
TH_ORDERS = (
    f"{_SEA_HEAD}|Payment platform discount|Taxes|Small Order Fee|{_SEA_MIDDLE}|*Zipcode|*Country|*Province|*District|{_DETAIL}|"
    f"{_PACKAGE}|{_CHECKED}"
)
PH_ORDERS = (
    f"{_SEA_HEAD}|Payment platform discount|Taxes|{_SEA_MIDDLE}|*Country|*Region|*Province|*Municipality|*Barangay|{_DETAIL}|"
    f"{_PACKAGE}|{_CHECKED}"
)
MY_ORDERS = (
    "Order ID=order_id|Order Status=status|Order Substatus=substatus|SKU ID=sku_id|Seller SKU=seller_sku|Product Name|Variation|"
    "Quantity=quantity|SKU Unit Original Price|SKU Subtotal Before Discount|SKU Platform Discount|SKU Seller Discount|"
    "SKU Subtotal After Discount|Shipping Fee After Discount|Original Shipping Fee|Payment platform discount|"
    f"{_AMOUNTS}|Created Time=created_at|Paid Time=paid_at|{_CARRIER}|{_BUYER}|*Country|*State|*Post Town|{_DETAIL}|Payment Method"
)
SG_ORDERS = (
    "Order ID=order_id|Order Substatus=substatus|Cancelation/Return Type=cancel_return_type|Seller SKU=seller_sku|"
    "Created Time=created_at|Shipped Time=shipped_at|*Country"
)
US_ORDERS = (
    f"{_START}|Product ID|Product Name|Variation| Virtual Bundle Seller SKU|Quantity=quantity|Sku Quantity of return|"
    f"{_PRICES.replace('|Shipping Fee Platform', '|Co-Funded Shipping Fee Discount|Shipping Fee Platform')}|"
    f"Payment platform discount|Retail Delivery Fee|Taxes|{_AMOUNTS}|{_TIMES}|{_CANCEL}|Tracking ID=tracking_id|Delivery Option Type|"
    "Delivery Option|Shipping Provider Name=carrier|*Buyer Message|*Buyer Nickname|Buyer Username=buyer|*Recipient|*Phone #|"
    "*Country|*State|*City|*Zipcode|*Address Line 1|*Address Line 2|*Delivery Instruction|"
    f"{_PACKAGE}|*Seller Note|*Shipping Information|Combined Listing|Order Channel|Creator Handle=creator"
)
MX_ORDERS = (
    f"Order ID=order_id|Order Status=status|Order Substatus=substatus|{_PRICES}|Payment platform discount|Retail Delivery Fee|"
    f"{_AMOUNTS}|{_TIMES}|Buyer Username=buyer"
)
JP_ORDERS = (
    "注文ID=order_id|注文状況=status|注文のサブ状況=substatus|キャンセル/返品のタイプ=cancel_return_type|"
    "通常の注文または予約注文=order_kind|SKU ID=sku_id|セラーSKU=seller_sku|商品名|バリエーション|数量=quantity|返品済みのSKU数|"
    "SKUの元の価格|SKU小計（割引前）|プラットフォームが資金提供を行うSKU割引|セラーSKU割引|SKU小計（割引後）|割引後の送料|元の送料|"
    "セラー送料割引|プラットフォーム送料割引|プラットフォーム割引|注文金額=order_amount|注文の返金額=refund_amount|"
    "注文作成時刻=created_at|注文の支払い日時=paid_at|発送準備完了日時=rts_at|発送日時=shipped_at|配達日時=delivered_at|"
    "キャンセル日時=cancelled_at|キャンセル元：=cancel_by|キャンセル理由=cancel_reason|フルフィルメントタイプ=fulfilment|倉庫名=warehouse|"
    "追跡ID=tracking_id|配達オプションのタイプ|配送業者名=carrier|カスタマーのユーザー名=buyer|*受取人|*名|*姓|*国|*郵便番号|*都道府県|"
    "*市区町村|*町名|*詳細住所1|*詳細住所2|支払い方法|*電話番号|重量（kg）|商品カテゴリー|荷物ID=package_id|*セラーメモ|*配送先情報|統合リスト|"
    "*カスタマーからのメッセージ"
)
RETURNS = (
    "Return Order ID=return_id|Order ID=order_id|Order Amount=order_amount|Order Status|Order Substatus|Payment Method|SKU ID=sku_id|"
    "Seller SKU=seller_sku|Product Name|SKU Name|*Buyer Username|Return Type=return_type|Time Requested=requested_at|"
    "Return Reason=reason|Return unit price=refund_amount|Return Quantity=quantity|Return Logistics Tracking ID=tracking_id|"
    "Return Status=status|Return Sub Status=substatus|Refund Time=refunded_at|Dispute Status=dispute_status|"
    "Appeal Status=appeal_status|Compensation Status=compensation_status|Compensation Amount=compensation_amount|*Buyer Note"
)
_ENTRY = (
    "Order/adjustment ID=entry_id|Type=entry_type|Order created time=created_at|Order settled time=settled_at|Currency=currency|"
    "Total settlement amount=settled_amount"
)
PH_INCOME = (
    f"{_ENTRY}|Total revenue=revenue|Subtotal after seller discounts|Subtotal before discounts|Seller discounts|"
    "Refund subtotal after seller discounts|Refund subtotal before seller discounts|Refund of seller discounts|Total fees=fees|"
    "Transaction fee|TikTok Shop commission fee|Seller shipping fee|Actual shipping fee|Platform shipping fee discount|"
    "Customer shipping fee|Refund customer shipping fee|Actual return shipping fee|Shipping fee subsidy|Affiliate commission|"
    "Affiliate partner commission|Affiliate Shop Ads commission|Affiliate commission deposit|Affiliate commission refund|"
    "Affiliate Partner shop ads commission|GST|SFP service fee|Bonus cashback service fee|LIVE Specials service fee|"
    "Voucher Xtra service fee|EAMS Program service fee|Flash Sale service fee|TikTok PayLater program fee|Shipping service fee|"
    "Campaign resource fee|Order processing fee|Pre-order service fee|GMV Max Coupon|Ajustment amount=adjustment|"
    "Related order ID=order_id|Customer payment=customer_payment|Customer refund=customer_refund|"
    "Seller co-funded voucher discount|Refund of seller co-funded voucher discount|Platform discounts|"
    "Refund of platform discounts|Platform co-funded voucher discounts|Refund of platform co-funded voucher discounts|"
    "Seller shipping fee discount|Estimated package weight (g)|Actual package weight (g)"
)
ID_INCOME = (
    f"{_ENTRY}|Total Revenue=revenue|Subtotal after seller discounts|Subtotal before discounts|Seller discounts|"
    "Distance item fee from Horizon+ Program|Refund subtotal after seller discounts|Refund subtotal before seller discounts|"
    "Refund of seller discounts|Total Fees=fees|Platform commission fee|Pre-order service fee|Mall service fee|Payment Fee|"
    "Shipping cost|Shipping costs passed on to the logistics provider|Replacement shipping fee (passed on to the customer)|"
    "Exchange shipping fee (passed on to the customer)|Shipping cost borne by the platform|Shipping cost paid by the customer|"
    "Refunded shipping cost paid by the customer|Return shipping costs (passed on to the customer)|Shipping cost subsidy|"
    "Distance shipping fee from Horizon+ Program|Affiliate Commission|Affiliate partner commission|Affiliate Shop Ads commission|"
    "Affiliate Partner shop ads commission|Shipping Fee Program service fee|Dynamic commission|Bonus cashback service fee|"
    "LIVE Specials service fee|Voucher Xtra service fee|Order processing fee|EAMS Program service fee|"
    "Brands Crazy Deals/Flash Sale service fee|Dilayani Tokopedia fee|Dilayani Tokopedia handling fee|PayLater program fee|"
    "Campaign resource fee|Installation service fee|Article 22 Income Tax withheld|Platform special service fee|GMV Max ad fee|"
    "GMV Max Coupon|Ajustment amount=adjustment|Related order ID=order_id|Shipping fee adjustment|Shipping fee compensation|"
    "Chargeback=chargeback|Customer service compensation|Promotion adjustment|Platform compensation=platform_compensation|"
    "Platform penalty=platform_penalty|Sample shipping fee|Logistics reimbursement=logistics_reimbursement|"
    "Platform reimbursement|Deductions incurred by seller=seller_deduction|Shipping fee rebate|Warehouse service fee|"
    "Platform commission adjustment|Platform commission compensation|Transaction fee adjustment|"
    "Top up for ads from settled balances|Campaign Package|Additional Campaign Package|GMV Payment for TikTok Ads|"
    "GMV Payment for Promote|Shipping insurance compensation|Other adjustment|Customer payment=customer_payment|"
    "Customer refund=customer_refund|Seller co-funded voucher discount|Refund of seller co-funded voucher discount|"
    "Platform discounts|Refund of platform discounts|Platform co-funded voucher discounts|"
    "Refund of platform co-funded voucher discounts|Seller shipping cost discount|Estimated package weight (g)|"
    "Actual package weight (g)|Order Source|Shopping center items"
)
TH_INCOME = (
    "Order/Adjustment ID=entry_id|Transaction type=entry_type|Order created time=created_at|Order settled time=settled_at|"
    "Currency=currency|Total settlement amount=settled_amount|Total Revenue=revenue|Subtotal before discounts|Seller discounts|"
    "Refund subtotal before seller discounts|Total Fees=fees|Transaction fee|TikTok Shop commission fee|Seller shipping fee|"
    "Actual shipping fee|Platform shipping fee discount|Commerce growth fee|Adjustment amount=adjustment|Related order ID=order_id|"
    "Customer payment=customer_payment|Customer refund=customer_refund|Platform discount|Estimated package weight|"
    "Chargeable package weight|Details of items sold"
)
INCOME = (
    f"Order\\adjustment ID=entry_id|{_ENTRY.partition('|')[2]}|Total revenue=revenue|SFP service fee|Customer shipping fee|"
    "Actual shipping fee |Affiliate Shop Ads commission |Affiliate commission |Affiliate partner commission "
)
UK_UNSETTLED = (
    "Type=entry_type|Order/adjustment ID=entry_id|Creation date=created_at|Currency=currency|"
    "Total estimated settlement amount=estimated_amount|Estimated Settle time=settle_text|Unsettled reasons=reason|"
    "Related order ID=order_id|Order created date=ordered_at|Order shipment date=shipped_at|Order delivery date=delivered_at|"
    "SKU ID=sku_id|Quantity=quantity|Product name|SKU name|Net sales|Gross sales|Gross sales refund|Seller discount|"
    "Seller discount refund|Fees|TikTok Shop commission fee|Est. affiliate commission|Affiliate partner commission|"
    "Affiliate Shop Ads commission|Co-funded promotion (seller-funded)|VAT|Shipping service fee|Affiliate commission deposit|"
    "Affiliate commission refund|Affiliate Partner shop ads commission|Campaign resource fee|Smart Promotion fee|"
    "Campaign service fee|Managed service plan (Per order fee)|GMV Max ad fee|Shipping|TikTok Shop shipping fee|"
    "Fulfilled by TikTok Shop shipping fee|Customer-paid shipping fee|Customer-paid shipping fee refund|"
    "TikTok Shop shipping incentive|TikTok Shop shipping incentive refund|Shipping fee subsidy|Return shipping fee|"
    "Shipping fee discount|Fee for FBT free shipping|Return shipping label fee|Return shipping fee reimbursement|"
    "Adjustment amount|Adjustment reason|Related order ID=order_id|Customer payment|Customer refund|"
    "Seller co-funded voucher discount|Seller co-funded voucher discount refund|Platform discounts|Platform discounts refund|"
    "Platform co-funded voucher discounts|Platform co-funded voucher discounts refund|"
    "Customer-paid shipping fee before discounts|Seller shipping fee discount|TikTok Shop shipping fee discount to customer|"
    "Estimated chargeable package weight|Chargeable package weight|Collection methods|Delivery option|"
    "Mode of TikTok Shop shipping fee discount to customer|Order content source"
)
US_UNSETTLED = (
    "Type=entry_type|Order/adjustment ID=entry_id|Related order ID=order_id|creation date=created_at|"
    "Total estimated settlement amount=estimated_amount|Estimated Settle time=settle_text|unsettled reasons=reason|SKU ID=sku_id|"
    "Quantity=quantity|Product name|SKU name|Net sales|Gross sales|Fees|Referral fee|Sales tax on referral fees|"
    "TikTok Shop shipping fee|Customer-paid shipping fee|Customer payment|Sales tax payment|Platform discounts|Adjustment amount"
)
TH_UNSETTLED = (
    "transaction id=entry_id|settlement amount=estimated_amount|estimated settlement time=settle_text|unsettled reason=reason"
)
PRODUCTS = (
    "product_id=product_id|category=category|brand=brand|product_name=title|product_description=description|main_image|image_2|image_3|"
    "image_4|image_5|image_6|image_7|image_8|image_9|sku_id=sku_id|variation_value=variation|price=price|quantity=quantity|"
    "seller_sku=seller_sku|parcel_weight|parcel_length|parcel_width|parcel_height|cod|size_chart|special_product_listing_type|"
    "auction_starting_price"
)

# --- the plans ------------------------------------------------------------------------------------

_ENGLISH = (
    ("To ship", "Awaiting shipment", "to_ship", "awaiting_shipment"),
    ("Shipped", "In transit", "shipped", "in_transit"),
    ("Shipped", "Delivered", "delivered", "delivered"),
    ("Completed", "Completed", "completed", "completed"),
    ("Canceled", "Canceled", "cancelled", "cancelled"),
)
_RETURNED = (
    ("Completed", "", "completed", ""),
    ("In process", "", "in_progress", ""),
    ("To process", "", "awaiting_seller", ""),
    ("Refund rejected", "", "rejected", ""),
    ("Canceled", "", "cancelled", ""),
    ("", "", "", ""),  # an empty request row
)
_TABS = frozenset(
    {"order_id", "sku_id", "package_id", "created_at", "paid_at", "rts_at", "shipped_at", "delivered_at", "cancelled_at"}
)
_BANNER = (
    ["Disclaimer: every amount is an estimate."],
    ["Download time: 2026-04-10"],
    ["Total Transactions: 30"],
    [],
)
_TEMPLATE = (
    ["V4", "All_Information", "metric"],
    ["Mã sản phẩm", "Danh mục", "Thương hiệu"],
    ["Mandatory", "Mandatory", "Optional"],
    ["Do not change this column.", "Choose one of the list.", "The brand of the product, if it has one."],
)


def _day(t: datetime) -> str:
    return f"{t:%Y/%m/%d}"


PLANS: dict[str, Plan] = {
    "uk_orders": Plan(
        site="UK", headers=UK_ORDERS, rows=_orders, zone="Europe/London", money=lambda m: f"GBP {m:,.2f}",
        texts=(("To ship", "Awaiting Packing", "to_ship", "awaiting_packing"), *_ENGLISH),
    ),
    "id_orders": Plan(
        site="ID", headers=ID_ORDERS, rows=_orders, zone="Asia/Jakarta", tabs=_TABS, suffixes=(".csv", ".xlsx"),
        texts=(
            ("Perlu dikirim", "Menunggu pengambilan", "to_ship", "awaiting_collection"),
            ("Dikirim", "Sedang transit", "shipped", "in_transit"),
            ("Selesai", "Selesai", "completed", "completed"),
            ("Dibatalkan", "", "cancelled", ""),
        ),
    ),
    "vn_orders": Plan(
        site="VN", headers=VN_ORDERS, rows=_orders, zone="Asia/Ho_Chi_Minh", tabs=_TABS,
        texts=(
            ("Cần gửi", "", "to_ship", ""),
            ("Đã gửi", "In transit", "shipped", "in_transit"),
            ("Đã hoàn tất", "", "completed", ""),
            ("Đã hủy", "", "cancelled", ""),
        ),
    ),
    "th_orders": Plan(
        site="TH", headers=TH_ORDERS, rows=_orders, zone="Asia/Bangkok", tabs=_TABS, suffixes=(".csv", ".xlsx"),
        texts=(
            ("ที่จะจัดส่ง", "รอเข้ารับ", "to_ship", "awaiting_collection"),
            ("จัดส่งแล้ว", "จัดส่งสำเร็จ", "delivered", "delivered"),
            ("ยกเลิกแล้ว", "ยกเลิกแล้ว", "cancelled", "cancelled"),
        ),
    ),
    "ph_orders": Plan(site="PH", headers=PH_ORDERS, rows=_orders, zone="Asia/Manila", tabs=_TABS, texts=_ENGLISH),
    "my_orders": Plan(site="MY", headers=MY_ORDERS, rows=_orders, zone="Asia/Kuala_Lumpur", texts=_ENGLISH),
    "sg_orders": Plan(
        site="SG", headers=SG_ORDERS, rows=_orders, zone="Asia/Singapore", tabs=_TABS,
        texts=(("Shipped", "运输中", "shipped", "in_transit"), ("Canceled", "Canceled", "cancelled", "cancelled")),
    ),
    "us_orders": Plan(
        site="US", headers=US_ORDERS, rows=_orders, zone="America/Los_Angeles", tabs=_TABS, date=_twelve_hours, money=_dollars,
        texts=_ENGLISH, top=([],), suffixes=(".csv", ".xlsx"),
    ),
    "mx_orders": Plan(
        site="MX", headers=MX_ORDERS, rows=_orders, zone="America/Mexico_City", tabs=_TABS, date=_twelve_hours,
        money=lambda m: f"MXN {m:,.2f}",
        texts=(("Completado", "", "completed", ""), ("Enviado", "Entregado", "delivered", "delivered"), ("Enviado", "", "shipped", "")),
    ),
    "jp_orders": Plan(
        site="JP", headers=JP_ORDERS, rows=_orders, zone="Asia/Tokyo", tabs=_TABS, date=_twelve_hours, bom=False, quoted=True,
        money=lambda m: f"{m:,.0f} JPY", texts=(("未発送", "発送待ち", "to_ship", "awaiting_shipment"),),
    ),
    "returns": Plan(
        site="SG", headers=RETURNS, rows=_returns, zone="Asia/Singapore", money=lambda m: f"S${m:,.2f}", texts=_RETURNED,
        tabs=frozenset({"return_id", "order_id", "requested_at", "refunded_at"}),
    ),
    "us_returns": Plan(
        site="US", headers=RETURNS, rows=_returns, zone="America/Los_Angeles", money=_dollars, texts=_RETURNED,
        date=lambda t: f"{t:%d/%m/%Y} {t.hour % 12 or 12}:{t:%M:%S %p}",
    ),
    "br_returns": Plan(
        site="BR", headers=RETURNS, rows=_returns, zone="America/Sao_Paulo", money=_reais, texts=_RETURNED, suffixes=(".xlsx", ".csv"),
    ),
    "th_returns": Plan(site="TH", headers=RETURNS, rows=_returns, zone="Asia/Bangkok", texts=_RETURNED, suffixes=(".xlsx",)),
    "id_returns": Plan(
        site="ID", headers=RETURNS, rows=_returns, zone="Asia/Jakarta", texts=_RETURNED, date=lambda t: f"{t:%Y-%m-%d %H:%M:%S}",
        money=lambda m: f"Rp{m:,.0f}".replace(",", "."),
    ),
    "ph_income": Plan(site="PH", headers=PH_INCOME, rows=_income, zone="Asia/Manila", date=_day, day_only=True, suffixes=(".xlsx",)),
    "id_income": Plan(site="ID", headers=ID_INCOME, rows=_income, zone="Asia/Jakarta", date=_day, day_only=True, suffixes=(".xlsx",)),
    "th_income": Plan(
        site="TH", headers=TH_INCOME, rows=_income, zone="Asia/Bangkok", date=_day, day_only=True, suffixes=(".xlsx",),
        sheet="Order details",
    ),
    "income": Plan(site="SG", headers=INCOME, rows=_income, zone="Asia/Singapore", date=_day, day_only=True, suffixes=(".xlsx", ".csv")),
    "uk_unsettled": Plan(site="UK", headers=UK_UNSETTLED, rows=_unsettled, zone="Europe/London", date=_day, day_only=True),
    "us_unsettled": Plan(
        site="US", headers=US_UNSETTLED, rows=_unsettled, zone="America/Los_Angeles", date=_day, day_only=True, suffixes=(".xlsx",),
        top=_BANNER, sheet="Unsettled order and adjustment",
    ),
    "th_unsettled": Plan(
        site="TH", headers=TH_UNSETTLED, rows=_unsettled, zone="Asia/Bangkok", date=_day, day_only=True, suffixes=(".xlsx",),
        top=(["On-hold orders"], []),
    ),
    "products": Plan(
        site="VN", headers=PRODUCTS, rows=_products, zone="Asia/Ho_Chi_Minh", suffixes=(".xlsx",), explained=_TEMPLATE, sheet="Template",
    ),
}  # fmt: skip
"""By the id of the format. A workbook of orders also has the platform's row of explanations under its header."""

"""Order exports as Seller Center writes them: the header of a site, a row for each line of an order, ids and times ending in a tab."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

US = (
    "Order ID", "Order Status", "Order Substatus", "Cancelation/Return Type", "Normal or Pre-order", "SKU ID", "Seller SKU",
    "Product ID", "Product Name", "Variation", " Virtual Bundle Seller SKU", "Quantity", "Sku Quantity of return",
    "SKU Unit Original Price", "SKU Subtotal Before Discount", "SKU Platform Discount", "SKU Seller Discount",
    "SKU Subtotal After Discount", "Shipping Fee After Discount", "Original Shipping Fee", "Shipping Fee Seller Discount",
    "Co-Funded Shipping Fee Discount", "Shipping Fee Platform Discount", "Payment platform discount", "Retail Delivery Fee",
    "Taxes", "Order Amount", "Order Refund Amount", "Created Time", "Paid Time", "RTS Time", "Shipped Time", "Delivered Time",
    "Cancelled Time", "Cancel By", "Cancel Reason", "Fulfillment Type", "Warehouse Name", "Tracking ID", "Delivery Option Type",
    "Delivery Option", "Shipping Provider Name", "Buyer Message", "Buyer Nickname", "Buyer Username", "Recipient", "Phone #",
    "Country", "State", "City", "Zipcode", "Address Line 1", "Address Line 2", "Delivery Instruction", "Payment Method",
    "Weight(kg)", "Product Category", "Package ID", "Seller Note", "Shipping Information", "Combined Listing", "Order Channel",
    "Creator Handle",
)  # fmt: skip
TH = (
    "Order ID", "Order Status", "Order Substatus", "Cancelation/Return Type", "Normal or Pre-order", "SKU ID", "Seller SKU",
    "Product Name", "Variation", "Quantity", "Sku Quantity of return", "SKU Unit Original Price",
    "SKU Subtotal Before Discount", "SKU Platform Discount", "SKU Seller Discount", "SKU Subtotal After Discount",
    "Shipping Fee After Discount", "Original Shipping Fee", "Shipping Fee Seller Discount", "Shipping Fee Platform Discount",
    "Payment platform discount", "Taxes", "Small Order Fee", "Order Amount", "Order Refund Amount", "Created Time",
    "Paid Time", "RTS Time", "Shipped Time", "Delivered Time", "Cancelled Time", "Cancel By", "Cancel Reason",
    "Fulfillment Type", "Warehouse Name", "Tracking ID", "Delivery Option", "Shipping Provider Name", "Buyer Message",
    "Buyer Username", "Recipient", "Phone #", "Zipcode", "Country", "Province", "District", "Detail Address",
    "Additional address information", "Payment Method", "Weight(kg)", "Product Category", "Package ID", "Seller Note",
    "Checked Status", "Checked Marked by",
)  # fmt: skip
ID = (
    "Order ID", "Order Status", "Order Substatus", "Cancelation/Return Type", "Normal or Pre-order", "SKU ID", "Seller SKU",
    "Product Name", "Variation", "Quantity", "Sku Quantity of return", "SKU Unit Original Price",
    "SKU Subtotal Before Discount", "SKU Platform Discount", "SKU Seller Discount", "SKU Subtotal After Discount",
    "Shipping Fee After Discount", "Original Shipping Fee", "Shipping Fee Seller Discount", "Shipping Fee Platform Discount",
    "Distance Shipping Fee", "Distance Fee", "Order Refund Amount", "Payment platform discount", "Buyer Service Fee",
    "Handling Fee", "Shipping Insurance", "Item Insurance", "Order Amount", "Created Time", "Paid Time", "RTS Time",
    "Shipped Time", "Delivered Time", "Cancelled Time", "Cancel By", "Cancel Reason", "Fulfillment Type", "Warehouse Name",
    "Tracking ID", "Delivery Option", "Shipping Provider Name", "Buyer Message", "Buyer Username", "Recipient", "Phone #",
    "Zipcode", "Country", "Province", "Regency and City", "Districts", "Villages", "Detail Address",
    "Additional address information", "Payment Method", "Weight(kg)", "Product Category", "Package ID", "Purchase Channel",
    "Seller Note", "Checked Status", "Checked Marked by", "Tokopedia Invoice Number", "Order Channel", "Creator Handle",
)  # fmt: skip
VN = (
    "Order ID", "Order Status", "Order Substatus", "Cancelation/Return Type", "Normal or Pre-order", "SKU ID", "Seller SKU",
    "Product Name", "Variation", "Quantity", "Sku Quantity of return", "SKU Unit Original Price",
    "SKU Subtotal Before Discount", "SKU Platform Discount", "SKU Seller Discount", "SKU Subtotal After Discount",
    "Shipping Fee After Discount", "Original Shipping Fee", "Shipping Fee Seller Discount", "Shipping Fee Platform Discount",
    "Payment platform discount", "Taxes", "Order Amount", "Order Refund Amount", "Created Time", "Paid Time", "RTS Time",
    "Shipped Time", "Delivered Time", "Cancelled Time", "Cancel By", "Cancel Reason", "Fulfillment Type", "Warehouse Name",
    "Tracking ID", "Delivery Option", "Shipping Provider Name", "Buyer Message", "Buyer Username", "Recipient", "Phone #",
    "Country", "Province", "District", "Commune", "Detail Address", "Additional address information", "Payment Method",
    "Weight(kg)", "Product Category", "Package ID", "Seller Note", "Checked Status", "Checked Marked by",
)  # fmt: skip
"""All headers of the sites as public code reads them (order_export_headers)."""

RETURNS = (
    "Return Order ID", "Order ID", "Order Amount", "Order Status", "Order Substatus", "Payment Method", "SKU ID",
    "Seller SKU", "Product Name", "SKU Name", "Buyer Username", "Return Type", "Time Requested", "Return Reason",
    "Return unit price", "Return Quantity", "Return Logistics Tracking ID", "Return Status", "Return Sub Status",
    "Refund Time", "Dispute Status", "Appeal Status", "Compensation Status", "Compensation Amount", "Buyer Note",
)  # fmt: skip
"""The headers that return exports of all sites share (returns_export_headers)."""

UNSETTLED_UK = (
    "Type", "Order/adjustment ID", "Creation date", "Currency", "Total estimated settlement amount", "Estimated Settle time",
    "Unsettled reasons", "Related order ID", "Order created date", "Order shipment date", "Order delivery date", "SKU ID",
    "Quantity", "Product name", "SKU name", "Net sales", "Gross sales", "Gross sales refund", "Seller discount",
    "Seller discount refund", "Fees", "TikTok Shop commission fee", "Est. affiliate commission",
    "Affiliate partner commission", "Affiliate Shop Ads commission", "Co-funded promotion (seller-funded)", "VAT",
    "Shipping service fee", "Affiliate commission deposit", "Affiliate commission refund",
    "Affiliate Partner shop ads commission", "Campaign resource fee", "Smart Promotion fee", "Campaign service fee",
    "Managed service plan (Per order fee)", "GMV Max ad fee", "Shipping", "TikTok Shop shipping fee",
    "Fulfilled by TikTok Shop shipping fee", "Customer-paid shipping fee", "Customer-paid shipping fee refund",
    "TikTok Shop shipping incentive", "TikTok Shop shipping incentive refund", "Shipping fee subsidy", "Return shipping fee",
    "Shipping fee discount", "Fee for FBT free shipping", "Return shipping label fee", "Return shipping fee reimbursement",
    "Adjustment amount", "Adjustment reason", "Related order ID", "Customer payment", "Customer refund",
    "Seller co-funded voucher discount", "Seller co-funded voucher discount refund", "Platform discounts",
    "Platform discounts refund", "Platform co-funded voucher discounts", "Platform co-funded voucher discounts refund",
    "Customer-paid shipping fee before discounts", "Seller shipping fee discount",
    "TikTok Shop shipping fee discount to customer", "Estimated chargeable package weight", "Chargeable package weight",
    "Collection methods", "Delivery option", "Mode of TikTok Shop shipping fee discount to customer", "Order content source",
)  # fmt: skip
"""All headers of one real export of unsettled orders (unsettled_export_headers)."""

_TABBED = frozenset({"Order ID", "SKU ID", "Product ID", "Package ID", "Zipcode"})


def id_state(until: datetime, *, shipped: datetime, delivered: datetime, is_cancelled: bool) -> tuple[str, str]:
    """Status and substatus of an order in the Indonesian export of that hour."""
    if is_cancelled:
        return "Dibatalkan", ""
    if delivered <= until:
        return "Selesai", "Selesai"
    return ("Dikirim", "Sedang transit") if shipped <= until else ("Perlu dikirim", "Menunggu pengambilan")


def one_piece(sku_id: str, seller_sku: str, product: str, price: str) -> dict[str, str]:
    """The cells of an order of one piece at its price, as the order exports of all sites call them."""
    prices = ("SKU Unit Original Price", "SKU Subtotal Before Discount", "SKU Subtotal After Discount", "Order Amount")
    return {
        "Normal or Pre-order": "Normal",
        "SKU ID": sku_id,
        "Seller SKU": seller_sku,
        "Product Name": product,
        "Quantity": "1",
        **dict.fromkeys(prices, price),
    }


def csv_file(headers: Sequence[str], rows: Iterable[Mapping[str, str]], *, newline: str = "\n") -> bytes:
    """The file; a column that a row does not state is empty, an empty time is a lone tab."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=newline)
    writer.writerow(headers)
    writer.writerows([f"{row.get(h, '')}\t" if _is_tabbed(h) else row.get(h, "") for h in headers] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def plain_csv(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table that the seller keeps: no tabs."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([headers, *rows])
    return out.getvalue().encode("utf-8-sig")


def us_time(moment: datetime | None) -> str:
    """Month first on a 12-hour clock, the hour without a nought: 09/17/2026 5:38:12 PM."""
    return f"{moment:%m/%d/%Y} {moment.hour % 12 or 12}:{moment:%M:%S %p}" if moment else ""


def day_first_time(moment: datetime | None) -> str:
    """17/09/2026 17:38:12."""
    return f"{moment:%d/%m/%Y %H:%M:%S}" if moment else ""


def _is_tabbed(header: str) -> bool:
    return header in _TABBED or header.endswith(" Time")

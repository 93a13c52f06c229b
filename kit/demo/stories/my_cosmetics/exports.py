"""The exports of orders and listings, the table of goods, the register of papers and the log of checks."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from kit.demo.exported import csv_file, day_first_time, plain_csv
from kit.demo.listings import Row, template
from kit.demo.stories.my_cosmetics.scenario import AT_FAULT, CATALOGUE, ENDED, NOTICE, Product, Scenario, product, register
from kit.demo.stories.my_cosmetics.shop import Order

HEADERS = (
    "Order ID", "Order Status", "Order Substatus", "Cancelation/Return Type", "Normal or Pre-order", "SKU ID", "Seller SKU",
    "Product Name", "Variation", "Quantity", "Sku Quantity of return", "SKU Unit Original Price",
    "SKU Subtotal Before Discount", "SKU Platform Discount", "SKU Seller Discount", "SKU Subtotal After Discount",
    "Shipping Fee After Discount", "Original Shipping Fee", "Shipping Fee Seller Discount", "Shipping Fee Platform Discount",
    "Payment platform discount", "Taxes", "Order Amount", "Order Refund Amount", "Created Time", "Paid Time", "RTS Time",
    "Shipped Time", "Delivered Time", "Cancelled Time", "Cancel By", "Cancel Reason", "Fulfillment Type", "Warehouse Name",
    "Tracking ID", "Delivery Option", "Shipping Provider Name", "Buyer Message", "Buyer Username", "Recipient", "Phone #",
    "Zipcode", "Country", "State", "Post Town", "Detail Address", "Payment Method", "Weight(kg)", "Product Category",
    "Package ID", "Seller Note", "Checked Status", "Checked Marked by",
)  # fmt: skip
"""33 headers were seen in a fixture; the others are those that its neighbours share, so probable (order_export_headers)."""
_TOWNS = ("Petaling Jaya", "Shah Alam", "Ipoh", "Johor Bahru", "Kuching", "Melaka", "Seremban", "Kota Kinabalu")
BEFORE, AFTER = "products_2026-05-04.xlsx", "products_2026-06-02.xlsx"


def files(s: Scenario, sold: tuple[Order, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    first = [o for o in sold if o.day <= NOTICE]
    second = [o for o in sold if o.day > NOTICE - timedelta(days=3)]
    yield "orders/orders_2026-04-06_to_2026-05-04.csv", csv_file(HEADERS, _rows(s, first, NOTICE + timedelta(days=1)))
    yield "orders/orders_2026-05-02_to_2026-06-01.csv", csv_file(HEADERS, _rows(s, second, date(2026, 6, 2)))
    yield f"listings/{BEFORE}", template(_listings(s, [p for p in CATALOGUE if p.listed <= NOTICE]))
    yield f"listings/{AFTER}", template(_listings(s, [p for p in CATALOGUE if p.relisted or p.code not in AT_FAULT]))
    yield "records/goods.csv", plain_csv(_GOODS, (_good(s, item) for item in CATALOGUE))
    yield "records/certificates.csv", plain_csv(_PAPERS, _papers(s))
    yield "records/pre_listing.csv", plain_csv(_CHECKS, checks(s))


_GOODS = (
    "Seller SKU", "Model", "Goods Category", "Role", "Supplier", "Papers Asked For", "Listed On", "Listing Ended On",
    "Listed Again On", "Evidence",
)  # fmt: skip
_PAPERS = (
    "Document", "Number", "Issuer", "Holder", "Models Named", "SKUs", "Market", "Parameters", "Applied On", "Valid From",
    "Valid To", "Evidence",
)  # fmt: skip
_CHECKS = ("Checked At", "Seller SKU", "Prohibited List", "Papers Checked", "Test", "By Role", "Result")


def sku_id(s: Scenario, item: Product) -> str:
    """The platform's number of a SKU."""
    return str(1_730_114_209_500_000 + s.seed * 1_000 + CATALOGUE.index(item))


def checks(s: Scenario) -> Iterator[tuple[str, ...]]:
    """The log of the check before listing, refusals among it."""
    looked, test, by = "looked up, not on it", "no test asked for this category", "Product Compliance Officer"
    for at, code, paper, result in (
        ("2026-05-21 16:10", "LT-18", "none in the register", "refused"),
        ("2026-05-22 10:05", "MK-01", "NOT250600902K, authorisation of 20 May 2026", "passed"),
        ("2026-05-22 15:30", "CC-01", "NOT260500377K, shade 21 Light", "passed"),
        ("2026-05-27 17:20", "SR-01", "NOT260500612K", "passed"),
        ("2026-05-27 17:25", "SR-02", "NOT260500612K", "passed"),
        ("2026-05-28 11:40", "BL-03", "NOT260500631K, shade 03 Fig", "passed"),
        ("2026-05-28 11:45", "BL-04", "NOT260500631K, shade 04 Clay", "passed"),
        ("2026-05-29 14:15", "LT-14", "receipt of 12 May 2026 only", "refused"),
        ("2026-06-01 17:30", "LT-11", "NOT260600017K, shade 11 Lychee", "passed"),
        ("2026-06-01 17:35", "LT-12", "NOT260600017K, shade 12 Papaya", "passed"),
        ("2026-06-01 17:40", "LT-13", "NOT260600017K, shade 13 Pandan Pink", "passed"),
    ):
        yield at, f"{s.mark}-{code}", looked, paper, test, by, result


def _good(s: Scenario, item: Product) -> tuple[str, ...]:
    ended = ENDED.isoformat() if item.code in AT_FAULT else ""
    again = item.relisted.isoformat() if item.relisted else ""
    return (
        f"{s.mark}-{item.code}", item.model, "Cosmetics", "importer", "", "Cosmetic notification", item.listed.isoformat(),
        ended, again, "",
    )  # fmt: skip


def _papers(s: Scenario) -> Iterator[tuple[str, ...]]:
    for note in register(s):
        issuer = "NPRA" if note.document == "Cosmetic notification" else note.holder
        days = (d.isoformat() if d else "" for d in (note.applied, note.start, note.end))
        models = "; ".join(product(code).model for code in note.named)
        skus = "; ".join(f"{s.mark}-{code}" for code in note.codes)
        yield note.document, note.number, issuer, note.holder, models, skus, "MY", "", *days, note.shown_by


def _listings(s: Scenario, items: Iterable[Product]) -> Iterator[Row]:
    for item in items:
        line = item.code[:2]
        first = next(n for n, p in enumerate(CATALOGUE) if p.code[:2] == line)
        part = "Makeup" if line in {"LT", "BL", "CC"} else "Skincare"
        yield Row(
            product_id=str(1_730_114_209_000_000 + s.seed * 1_000 + first),
            sku_id=sku_id(s, item),
            seller_sku=f"{s.mark}-{item.code}",
            category=f"Beauty & Personal Care/{part} ({601_450 + len(part)})",
            brand=s.shop.split()[0],
            title=f"{s.shop.split()[0]} {item.name}",
            description=f"<p>{item.name}, {item.model}.</p><p>Ingredients and importer stand on the box.</p>",
            variation=item.model,
            price=f"{item.price:.2f}",
            quantity=40 + CATALOGUE.index(item) * 7 % 90,
        )


def _rows(s: Scenario, sold: Iterable[Order], exported: date) -> Iterator[dict[str, str]]:
    for order in sorted(sold, key=lambda o: o.created, reverse=True):
        for item, quantity in order.lines:
            yield _order(s, order, exported) | {
                "SKU ID": sku_id(s, item),
                "Seller SKU": f"{s.mark}-{item.code}",
                "Product Name": f"{s.shop.split()[0]} {item.name}",
                "Variation": item.model,
                "Quantity": str(quantity),
                "SKU Unit Original Price": f"{item.price:.2f}",
                "SKU Subtotal Before Discount": f"{item.price * quantity:.2f}",
                "SKU Subtotal After Discount": f"{item.price * quantity:.2f}",
            }


def _order(s: Scenario, order: Order, exported: date) -> dict[str, str]:
    shipped = order.created + timedelta(hours=20 + order.number % 19)
    delivered = shipped + timedelta(hours=44 + order.number % 31)
    is_gone = shipped.date() < exported and not order.is_cancelled
    is_there = is_gone and delivered.date() < exported
    status = "Cancelled" if order.is_cancelled else "Completed" if is_there else "Shipped" if is_gone else "To ship"
    town = _TOWNS[order.number * 7 % len(_TOWNS)]
    return {
        "Order ID": str(
            577_400_000_000_000_000 + s.seed * 10_000_000_000 + order.number * 7_920 + 311
        ),  # never ends in noughts, as an id that Excel has damaged would
        "Order Status": status,
        "Order Substatus": {"To ship": "Awaiting shipment", "Shipped": "In transit"}.get(status, status),
        "Cancelation/Return Type": "Cancel" if order.is_cancelled else "",
        "Normal or Pre-order": "Normal",
        "Order Amount": f"{order.amount:.2f}",
        "Shipping Fee After Discount": "4.90",
        "Original Shipping Fee": "4.90",
        "Created Time": day_first_time(order.created),
        "Paid Time": day_first_time(order.created + timedelta(minutes=2)),
        "RTS Time": day_first_time(shipped - timedelta(hours=3)) if is_gone else "",
        "Shipped Time": day_first_time(shipped) if is_gone else "",
        "Delivered Time": day_first_time(delivered) if is_there else "",
        "Cancelled Time": day_first_time(order.created + timedelta(hours=3)) if order.is_cancelled else "",
        "Cancel By": "User" if order.is_cancelled else "",
        "Cancel Reason": "No longer needed" if order.is_cancelled else "",
        "Order Refund Amount": f"{order.amount:.2f}" if order.is_cancelled else "",
        "Fulfillment Type": "Fulfillment by seller",
        "Warehouse Name": "Klang",
        "Tracking ID": f"MYX{s.seed % 90 + 10}{order.number:08}" if is_gone else "",
        "Shipping Provider Name": "Selat Parcel" if is_gone else "",
        "Package ID": str(115_200_000_000_000_000 + s.seed * 1_000_000 + order.number) if is_gone else "",
        "Buyer Username": f"user{order.number * 7_177 % 100_000:05}",
        "Country": "Malaysia",
        "Post Town": town,
        "Payment Method": "FPX",
        "Product Category": "Beauty & Personal Care",
        "Checked Status": "Unchecked",
    }

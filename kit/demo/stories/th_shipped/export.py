"""The orders as the Thai export has them: English headers, Thai words for their states, 55 columns."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from kit.demo.exported import TH, csv_file, day_first_time
from kit.demo.stories.th_shipped.scenario import EXPORTED, Scenario
from kit.demo.stories.th_shipped.shop import Order

SKUS = (
    ("1731550072318401", "RM-SET-SPA", "Herbal spa gift set", "5 pieces", 459.0),
    ("1731550072318402", "RM-SET-TEA", "Tea time gift set", "6 pieces", 529.0),
    ("1731550072318403", "RM-SET-BATH", "Bath and candle gift set", "4 pieces", 399.0),
    ("1731550072318404", "RM-201", "Lemongrass room spray", "100 ml", 159.0),
    ("1731550072318405", "RM-202", "Bamboo towel rack", "3 tiers", 349.0),
    ("1731550072318406", "RM-203", "Ceramic oil burner", "White", 189.0),
    ("1731550072318407", "RM-204", "Cotton hand towels", "Pack of 4", 219.0),
    ("1731550072318408", "RM-205", "Coconut wax candle", "Jasmine", 249.0),
)
TO_SHIP, SHIPPED, CANCELLED = "ที่จะจัดส่ง", "จัดส่งแล้ว", "ยกเลิกแล้ว"
AWAITING, DELIVERED = "รอเข้ารับ", "จัดส่งสำเร็จ"


def orders(scenario: Scenario, found: tuple[Order, ...]) -> bytes:
    """Newest first."""
    return csv_file(TH, _rows(scenario, found))


def _rows(scenario: Scenario, found: tuple[Order, ...]) -> Iterator[dict[str, str]]:
    for order in reversed(found):
        yield _row(scenario, order)


def _row(scenario: Scenario, order: Order) -> dict[str, str]:
    sku_id, seller_sku, product, variation, price = SKUS[order.sku]
    chance = Random(order.number)  # noqa: S311 - a seeded example, not a secret
    status, substatus = _status(order)
    is_on = order.cancelled is None
    has_label = is_on and order.labelled <= EXPORTED
    times: dict[str, datetime | None] = {
        "Created Time": order.created,
        "Paid Time": order.created + timedelta(seconds=25 + int(chance.random() * 200)),
        "RTS Time": order.labelled if is_on else None,
        "Shipped Time": order.shipped if is_on else None,
        "Delivered Time": order.delivered if is_on else None,
        "Cancelled Time": order.cancelled,
    }
    return {
        "Order ID": order.order_id,
        "Order Status": status,
        "Order Substatus": substatus,
        "Cancelation/Return Type": "" if is_on else "Cancel",
        "Normal or Pre-order": "Normal",
        "SKU ID": sku_id,
        "Seller SKU": seller_sku,
        "Product Name": product,
        "Variation": variation,
        "Quantity": "1",
        "Sku Quantity of return": "0",
        "SKU Unit Original Price": f"{price:.2f}",
        "SKU Subtotal Before Discount": f"{price:.2f}",
        "SKU Subtotal After Discount": f"{price:.2f}",
        "Small Order Fee": "0.00",
        "Order Amount": f"{price + 35:.2f}",
        **{header: day_first_time(t) for header, t in times.items() if t and t <= EXPORTED},
        "Cancel By": "" if is_on else "BUYER",
        "Cancel Reason": "" if is_on else "No longer needed",
        "Fulfillment Type": "Fulfillment by seller",
        "Warehouse Name": scenario.warehouse,
        "Tracking ID": order.tracking_id if has_label else "",
        "Delivery Option": "Standard shipping",
        "Shipping Provider Name": order.carrier if has_label else "",
        "Buyer Username": f"demo***{int(chance.random() * 100):02}",
        "Recipient": f"{chance.choice('กขคจชดต')}***",
        "Phone #": "(+66)******00",
        "Zipcode": "***",
        "Country": "Thailand",
        "Province": "***",
        "Payment Method": "COD" if chance.random() < 0.4 else "PromptPay",
        "Weight(kg)": "0.8",
        "Product Category": "Home Supplies",
        "Package ID": order.package_id if has_label else "",
        "Checked Status": "Unchecked",
    }


def _status(order: Order) -> tuple[str, str]:
    if order.cancelled:
        return CANCELLED, CANCELLED
    if order.delivered <= EXPORTED:
        return SHIPPED, DELIVERED
    if order.shipped <= EXPORTED:
        return SHIPPED, "In transit"
    return TO_SHIP, AWAITING if order.labelled <= EXPORTED else "Awaiting shipment"

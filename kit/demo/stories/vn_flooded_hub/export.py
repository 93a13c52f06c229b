"""The orders and returns as the Vietnamese site exports them: English headers, Vietnamese words for the states."""

from datetime import timedelta
from random import Random

from kit.demo.exported import RETURNS, VN, csv_file, day_first_time, one_piece
from kit.demo.stories.vn_flooded_hub.scenario import EXPORTED, Scenario
from kit.demo.stories.vn_flooded_hub.shop import WITHOUT_RETURN, Asked, Order

SKUS = (
    ("1733410265870101", "HA-101", "Giỏ mây đựng đồ (rattan storage basket)", "M", 185_000),
    ("1733410265870102", "HA-102", "Khay tre hình chữ nhật (bamboo tray)", "40 cm", 129_000),
    ("1733410265870103", "HA-103", "Đèn mây treo trần (rattan pendant shade)", "35 cm", 420_000),
    ("1733410265870104", "HA-104", "Lót ly mây, bộ 6 (rattan coasters, set of 6)", "Nâu", 89_000),
    ("1733410265870105", "HA-105", "Kệ tre 3 tầng (bamboo shelf, 3 tiers)", "60 cm", 365_000),
    ("1733410265870106", "HA-106", "Thảm cói tròn (round seagrass mat)", "90 cm", 240_000),
    ("1733410265870107", "HA-107", "Hộp tre đựng trà (bamboo tea box)", "S", 110_000),
    ("1733410265870108", "HA-108", "Gương viền mây (rattan mirror)", "45 cm", 315_000),
)
TO_SHIP, SHIPPED, DONE = "Cần gửi", "Đã gửi", "Đã hoàn tất"


def orders(scenario: Scenario, found: tuple[Order, ...]) -> bytes:
    """Newest first."""
    return csv_file(VN, (_order(scenario, order) for order in reversed(found)))


def returns(found: tuple[Order, ...]) -> bytes:
    """Every request made before the export, oldest first."""
    made = sorted(((o.asked, o) for o in found if o.asked and o.asked.asked <= EXPORTED), key=lambda pair: pair[0].asked)
    return csv_file(RETURNS, (_return(order, asked) for asked, order in made))


def _order(scenario: Scenario, order: Order) -> dict[str, str]:
    sku_id, seller_sku, product, variation, price = SKUS[order.sku]
    chance = Random(order.number)  # noqa: S311 - a seeded example, not a secret
    times = {
        "Created Time": order.created,
        "Paid Time": order.created + timedelta(seconds=20 + int(chance.random() * 240)),
        "RTS Time": order.labelled,
        "Shipped Time": order.shipped,
        "Delivered Time": order.delivered,
    }
    has_label = order.labelled <= EXPORTED
    status, substatus = _status(order)
    return {
        "Order ID": order.order_id,
        "Order Status": status,
        "Order Substatus": substatus,
        **one_piece(sku_id, seller_sku, product, str(price)),
        "Variation": variation,
        "Sku Quantity of return": "1" if order.asked and order.asked.asked <= EXPORTED else "0",
        **{header: day_first_time(at) for header, at in times.items() if at <= EXPORTED},
        "Fulfillment Type": "Fulfillment by seller",
        "Warehouse Name": scenario.warehouse,
        "Tracking ID": order.tracking_id if has_label else "",
        "Delivery Option": "Standard shipping",
        "Shipping Provider Name": scenario.carrier if has_label else "",
        "Buyer Username": f"demo***{int(chance.random() * 100):02}",
        "Recipient": f"{chance.choice('BCHLMNPTV')}***",
        "Phone #": "(+84)******00",
        "Country": "Vietnam",
        "Province": "***",
        "Payment Method": "COD" if chance.random() < 0.5 else "ZaloPay",
        "Weight(kg)": "0.9",
        "Product Category": "Home Supplies",
        "Package ID": order.package_id if has_label else "",
        "Checked Status": "Unchecked",
    }


def _status(order: Order) -> tuple[str, str]:
    if order.delivered <= EXPORTED:
        return DONE, ""
    return (SHIPPED if order.shipped <= EXPORTED else TO_SHIP), ""


def _return(order: Order, asked: Asked) -> dict[str, str]:
    sku_id, seller_sku, product, variation, price = SKUS[order.sku]
    is_paid = asked.refunded <= EXPORTED
    return {
        "Return Order ID": asked.return_id,
        "Order ID": order.order_id,
        "Order Amount": str(price),
        "SKU ID": sku_id,
        "Seller SKU": seller_sku,
        "Product Name": product,
        "SKU Name": variation,
        "Return Type": "Refund only" if asked.reason in WITHOUT_RETURN else "Return and refund",
        "Time Requested": day_first_time(asked.asked),
        "Return Reason": asked.reason,
        "Return unit price": str(price),
        "Return Quantity": "1",
        "Return Status": "Completed" if is_paid else "In process",
        "Refund Time": day_first_time(asked.refunded) if is_paid else "",
    }

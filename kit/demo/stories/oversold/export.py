"""The data files: the US order export, and the shop's own log of the incident."""

from datetime import datetime, timedelta
from random import Random

from kit.demo.exported import US, csv_file, one_piece, plain_csv, us_time
from kit.demo.stories.oversold.scenario import (
    BUFFERED,
    CLOSED,
    COMPARED,
    COUNTED,
    EXPORTED,
    FIRST_EMPTY,
    IN_FORCE,
    LINKED,
    NOTICE,
    RENEWED,
    STOPPED,
    Scenario,
)
from kit.demo.stories.oversold.shop import Order

SKUS = (
    ("1730991220455101", "OA-BT10", "Clip speaker", 29.99),
    ("1730991220455102", "OA-BT22", "Shower speaker", 35.5),
    ("1730991220455103", "OA-HP05", "Kids headphones", 24.99),
    ("1730991220455104", "OA-HP11", "Over-ear headphones", 49.99),
    ("1730991220455105", "OA-MIC3", "Lapel microphone", 27.9),
    ("1730991220455106", "OA-MIC7", "Desk microphone", 59.0),
    ("1730991220455107", "OA-CB02", "Braided audio cable", 11.99),
    ("1730991220455108", "OA-CB09", "Optical cable", 13.49),
    ("1730991220455109", "OA-ST01", "Headphone stand", 19.95),
    ("1730991220455110", "OA-BT31", "Waterproof pool speaker", 44.0),
    ("1730991220455111", "OA-CS04", "Hard case", 16.75),
    ("1730991220455112", "OA-RX06", "Bluetooth receiver", 21.99),
)


def orders(scenario: Scenario, found: tuple[Order, ...]) -> bytes:
    """Newest first."""
    return csv_file(US, (_row(scenario, o) for o in reversed(found)), newline="\r\n")


def log() -> bytes:
    """Who did what, as the shop wrote it down."""
    entries = (
        (STOPPED, "Stock tool 库存工具", "Token expired, last sync 02:00 授权过期，最后同步 02:00", "sync_log"),
        (FIRST_EMPTY, "Warehouse Lead 仓库主管", "First order canceled at picking, no piece on the shelf 拣货缺件，首单取消", "sync_log"),
        (NOTICE, "Operations Manager 运营经理", "Notice received 收到违规通知", "notice"),
        (COMPARED, "Stock Controller 库存专员", "Shop and shelf compared, three SKUs differ 核对发现三款 SKU 不符", "stock_before"),
        (CLOSED, "Stock Controller 库存专员", "Three listings set to 0 三款商品库存清零", "listing_zero"),
        (LINKED, "Stock Controller 库存专员", "Tool authorised again, sync running 重新授权，同步恢复", "link_restored"),
        (COUNTED, "Warehouse Lead 仓库主管", "All 12 SKUs counted 12 款 SKU 全部盘点", "count"),
        (BUFFERED, "Stock Controller 库存专员", "Buffer of 5 pieces set, listings opened 设置 5 件安全库存，恢复上架", "count"),
        (IN_FORCE, "Operations Manager 运营经理", "Stock procedure in force, first daily comparison 规程施行，首次每日核对", "procedure"),
        (RENEWED, "Stock Controller 库存专员", "Authorization renewed 续期授权", "daily"),
    )  # fmt: skip
    return plain_csv(
        ("时间", "角色", "事项", "证据"), [(f"{at:%Y-%m-%d %H:%M:%S}", who, what, shown) for at, who, what, shown in entries]
    )


def _row(scenario: Scenario, order: Order) -> dict[str, str]:
    sku_id, seller_sku, product, price = SKUS[order.sku]
    chance = Random(order.number)  # noqa: S311 - a seeded example, not a secret
    is_on = order.cancelled is None
    status, substatus = _status(order)
    times: dict[str, datetime | None] = {
        "Created Time": order.created,
        "Paid Time": order.created + timedelta(seconds=15 + int(chance.random() * 90)),
        "RTS Time": order.labelled if is_on else None,
        "Shipped Time": order.shipped if is_on else None,
        "Delivered Time": order.delivered if is_on else None,
        "Cancelled Time": order.cancelled,
    }
    has_label = is_on and order.labelled <= EXPORTED
    return {
        "Order ID": order.order_id,
        "Order Status": status,
        "Order Substatus": substatus,
        "Cancelation/Return Type": "" if is_on else "Cancel",
        **one_piece(sku_id, seller_sku, product, f"{price:.2f}"),
        "Product ID": f"17309912204{order.sku:02}",
        "Sku Quantity of return": "0",
        "Order Refund Amount": "" if is_on else f"{price:.2f}",
        **{header: us_time(t) for header, t in times.items() if t and t <= EXPORTED},
        "Cancel By": order.cancel_by,
        "Cancel Reason": order.reason,
        "Fulfillment Type": "Fulfillment by seller",
        "Warehouse Name": scenario.warehouse,
        "Tracking ID": order.tracking_id if has_label else "",
        "Delivery Option": "Standard shipping",
        "Shipping Provider Name": "Harbor City Post" if has_label else "",
        "Buyer Username": f"demo***{int(chance.random() * 100):02}",
        "Recipient": f"{chance.choice('ABCDEFGHJKLM')}*** D***",
        "Country": "United States",
        "State": "***",
        "City": "***",
        "Zipcode": "***",
        "Payment Method": "Credit/debit card",
        "Weight(kg)": "0.4",
        "Product Category": "Phones & Electronics",
        "Package ID": order.package_id if has_label else "",
    }


def _status(order: Order) -> tuple[str, str]:
    if order.cancelled:
        return "Canceled", "Canceled"
    if order.delivered + timedelta(days=5) <= EXPORTED:
        return "Completed", "Completed"
    if order.delivered <= EXPORTED:
        return "Delivered", "Delivered"
    if order.shipped <= EXPORTED:
        return "Shipped", "In transit"
    return ("To ship", "Awaiting collection") if order.labelled <= EXPORTED else ("To ship", "Awaiting shipment")

"""The orders and returns as the Indonesian site exports them, and the list of answers that the shop's own tool keeps."""

from datetime import datetime, timedelta
from random import Random

from kit.demo.exported import ID, RETURNS, csv_file, day_first_time, id_state, one_piece, plain_csv
from kit.demo.stories.refund_spike.scenario import EXPORTED, Scenario
from kit.demo.stories.refund_spike.shop import WITHOUT_RETURN, Asked, Order, requests

SKUS = (
    ("1732660184211001", "KT-101", "Tas selempang kanvas (canvas sling bag)", "Hitam", 129_000),
    ("1732660184211002", "KT-114", "Tas pinggang (waist bag)", "Abu-abu", 99_000),
    ("1732660184211003", "KT-220", "Ransel sekolah 22 L (school backpack 22 L)", "Biru tua", 189_000),
    ("1732660184211004", "KT-221", "Ransel laptop 15 inci (laptop backpack)", "Hitam", 259_000),
    ("1732660184211005", "KT-305", "Tas belanja lipat (folding tote)", "Hijau", 59_000),
    ("1732660184211006", "KT-318", "Tas bekal makan (lunch bag)", "Merah muda", 79_000),
    ("1732660184211007", "KT-402", "Dompet panjang (long wallet)", "Cokelat", 89_000),
    ("1732660184211008", "KT-410", "Tas olahraga (gym bag)", "Hitam", 169_000),
)
ANSWERS_FORMAT = """\
# Made by `poa map`; a person may correct it. Fields and layout: see the kit's own formats.
id: after_sales_tool
title: List of the after-sales tool (returns)
source:
  - the client's file 售后处理清单-2026-11-09.csv
grade: derived
seen: 2026-11-10
kind: returns
header_status: all 4 headers as in that file; meanings proposed by `poa map` and confirmed by a person
date_format: YYYY-MM-DD HH:MM:SS
zone: Asia/Jakarta
zone_status: stated by the client
columns:
  - {field: return_id, headers: [售后单号]}
  - {field: order_id, headers: [订单号]}
  - {field: requested_at, headers: [申请时间]}
  - {field: responded_at, headers: [处理时间]}
"""


def orders(scenario: Scenario, found: tuple[Order, ...]) -> bytes:
    """Newest first."""
    return csv_file(ID, (_order(scenario, order) for order in reversed(found)))


def returns(found: tuple[Order, ...]) -> bytes:
    """Every request as the site exports it; the export does not say when the shop answered."""
    return csv_file(RETURNS, (_return(order, asked) for order, asked in requests(found)))


def answers(found: tuple[Order, ...]) -> bytes:
    """The list of the after-sales tool: request, order, when it was made, when it was first answered."""
    rows = (
        (a.return_id, o.order_id, f"{a.asked:%Y-%m-%d %H:%M:%S}", f"{a.answered:%Y-%m-%d %H:%M:%S}")
        for o, a in requests(found)
        if a.answered <= EXPORTED
    )
    return plain_csv(("售后单号", "订单号", "申请时间", "处理时间"), rows)


def _order(scenario: Scenario, order: Order) -> dict[str, str]:
    sku_id, seller_sku, product, variation, price = SKUS[order.sku]
    chance = Random(order.number)  # noqa: S311 - a seeded example, not a secret
    is_on = order.cancelled is None
    status, substatus = id_state(EXPORTED, shipped=order.shipped, delivered=order.delivered, is_cancelled=not is_on)
    times: dict[str, datetime | None] = {
        "Created Time": order.created,
        "Paid Time": order.created + timedelta(seconds=20 + int(chance.random() * 240)),
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
        **one_piece(sku_id, seller_sku, product, str(price)),
        "Variation": variation,
        "Sku Quantity of return": "1" if order.asked and order.asked.asked <= EXPORTED else "0",
        **{header: day_first_time(t) for header, t in times.items() if t and t <= EXPORTED},
        "Cancel By": "" if is_on else "BUYER",
        "Cancel Reason": "" if is_on else "No longer needed",
        "Fulfillment Type": "Dikirim oleh Penjual",
        "Warehouse Name": scenario.warehouse,
        "Tracking ID": order.tracking_id if has_label else "",
        "Shipping Provider Name": order.carrier if has_label else "",
        "Package ID": order.package_id if has_label else "",
        "Country": "Indonesia",
        "Weight(kg)": "0.6",
        "Purchase Channel": "TikTok Shop",
    }


def _return(order: Order, asked: Asked) -> dict[str, str]:
    sku_id, seller_sku, product, variation, price = SKUS[order.sku]
    is_paid = asked.refunded is not None and asked.refunded <= EXPORTED
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
        "Return Status": _state(asked, is_paid=is_paid),
        "Refund Time": day_first_time(asked.refunded) if is_paid else "",
    }


def _state(asked: Asked, *, is_paid: bool) -> str:
    if asked.refunded is None:
        return "Canceled"
    if is_paid:
        return "Completed"
    return "In process" if asked.answered <= EXPORTED else "To process"

"""Makes order exports of millions of rows, whole columns at a time: UK headers, 52 columns, BOM, description row, trailing tabs.

Seeded: the same rows make the same bytes. Newest orders first, as the platform writes them; one order in eight has two
lines, three in a hundred are cancelled, a few buyers write a message with commas and quotes.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

STEP = 100_000
HEADERS = (
    "Order ID,Order Status,Order Substatus,Cancelation/Return Type,Normal or Pre-order,SKU ID,Seller SKU,Product Name,Variation,"
    "Quantity,Sku Quantity of return,SKU Unit Original Price,SKU Subtotal Before Discount,SKU Platform Discount,"
    "SKU Seller Discount,SKU Subtotal After Discount,Shipping Fee After Discount,Original Shipping Fee,"
    "Shipping Fee Seller Discount,Shipping Fee Platform Discount,Taxes,Order Amount,Order Refund Amount,Created Time,Paid Time,"
    "RTH Time,Shipped Time,Delivered Time,Cancelled Time,Cancel By,Cancel Reason,Fulfillment Type,Warehouse Name,Tracking ID,"
    "Delivery Option,Shipping Provider Name,Buyer Username,Recipient,Phone #,Zipcode,Country,Buyer Message,Payment Method,"
    "Weight(kg),Product Category,Package ID,Checked Status,Product Tax Amount,Product Tax Rate,Shipping Tax Amount,"
    "Shipping Tax Rate,Order Channel"
).split(",")
FIRST_DAY = "2026-04-06"  # no clocks change until October
_DAYS = 170
_HOUR = 3_600
_BASE = 576_480_752_303_423_525


def write(path: Path, rows: int, seed: int = 20260705) -> Path:
    """An export of that many order lines."""
    with path.open("wb") as file:
        file.write("\ufeff".encode() + ",".join(HEADERS).encode() + b"\n" + _description())
        for cells in _batches(rows, seed):
            lines = pc.binary_join_element_wise(pc.binary_join_element_wise(*cells, ","), "\n", "")
            file.write(lines.buffers()[2])
    return path


def _description() -> bytes:
    said = {"Order ID": "Platform unique order ID.", "Created Time": "When the order was placed."}
    return ",".join(said.get(header, "") for header in HEADERS).encode() + b"\n"


def _batches(rows: int, seed: int) -> Iterator[list[Any]]:
    """The lines, newest first."""
    dice = np.random.default_rng(seed)
    seconds = _DAYS * 24 * _HOUR
    for start in range(0, rows, STEP):
        count = min(STEP, rows - start)
        second_line = np.arange(start, start + count) % 9 == 8  # the line before it is of the same order
        order = np.arange(start, start + count) - second_line
        created = seconds - order * seconds // rows
        yield _batch(dice, order, second_line, created)


def _batch(dice: np.random.Generator, order: Any, second: Any, created: Any) -> list[Any]:
    count = len(order)
    of_order = np.random.default_rng(order[0]).random(count)
    of_order[1:][second[1:]] = of_order[:-1][second[1:]]  # both lines of an order tell the same of it
    cancelled, waiting = of_order < 0.03, (of_order > 0.99)
    gone = ~cancelled & ~waiting
    paid = created + 60 + (of_order * 5_000).astype(np.int64)
    ready = paid + (of_order * 11 % 1 * 30 * _HOUR).astype(np.int64)
    shipped = ready + (of_order * 17 % 1 * 40 * _HOUR).astype(np.int64)
    delivered = shipped + (of_order * 23 % 1 * 90 * _HOUR).astype(np.int64)
    status = np.where(cancelled, 2, np.where(waiting, 1, 0))
    sku = dice.integers(0, 400, count)
    sku[1:][second[1:]] = (sku[:-1][second[1:]] + 1) % 400
    price = pa.array([f"GBP {4 + n % 60}.{n % 90 + 10}" for n in range(400)]).take(pa.array(sku))
    zero = _same("GBP 0.00", count)
    some = dice.random(count)
    cells = {
        "Order ID": _number(_BASE - 7_919 * order, "\t"),
        "Order Status": _one_of(["Completed", "To ship", "Canceled"], status),
        "Order Substatus": _one_of(["Completed", "Awaiting shipment", "Canceled"], status),
        "Cancelation/Return Type": _where(cancelled, _same("Cancel", count)),
        "Normal or Pre-order": _same("Normal", count),
        "SKU ID": _number(1_729_384_756_102_938_470 + 13 * sku, "\t"),
        "Seller SKU": _one_of([f"LAMP-BRASS-{n:03}" for n in range(400)], sku),
        "Product Name": _one_of([f'"Reading lamp no. {n}, brass, with dimmer"' for n in range(400)], sku),
        "Variation": _one_of(["Default", "Brass", "Black", "White"], sku % 4),
        "Quantity": _one_of(["1", "2", "3"], sku % 3),
        "Sku Quantity of return": _same("0", count),
        "SKU Unit Original Price": price,
        "SKU Subtotal Before Discount": price,
        "SKU Platform Discount": zero,
        "SKU Seller Discount": zero,
        "SKU Subtotal After Discount": price,
        "Shipping Fee After Discount": zero,
        "Original Shipping Fee": _same("GBP 3.99", count),
        "Shipping Fee Seller Discount": zero,
        "Shipping Fee Platform Discount": _same("GBP 3.99", count),
        "Taxes": zero,
        "Order Amount": price,
        "Order Refund Amount": _where(cancelled, price),
        "Created Time": _clock(created),
        "Paid Time": _clock(paid),
        "RTH Time": _where(gone, _clock(ready)),
        "Shipped Time": _where(gone, _clock(shipped)),
        "Delivered Time": _where(gone, _clock(delivered)),
        "Cancelled Time": _where(cancelled, _clock(paid + 5 * _HOUR)),
        "Cancel By": _where(cancelled, _one_of(["User", "Seller", "System"], sku % 3)),
        "Cancel Reason": _where(cancelled, _one_of(["No longer needed", "Out of stock", "Unpaid"], sku % 3)),
        "Fulfillment Type": _same("Fulfillment by seller", count),
        "Warehouse Name": _one_of(["Daventry", "Leeds", "Corby"], sku % 3),
        "Tracking ID": _where(gone, _number(660_001_000_000 + 31 * order, "\t", "NW")),
        "Delivery Option": _same("Standard shipping", count),
        "Shipping Provider Name": _where(gone, _one_of(["Northway Parcels", "Evri", "Royal Mail"], sku % 3)),
        "Buyer Username": _number(10_000 + order * 7 % (max(1, int(order[-1])) // 2 + 1), "", "shopper."),
        "Recipient": _one_of(["A*** B***n", "C*** S***y", "D*** H***m"], sku % 3),
        "Phone #": _same("(+44)77*****123", count),
        "Zipcode": _one_of(["LS1 4AP", "NN11 8QS", "NN17 1AA"], sku % 3),
        "Country": _same("United Kingdom", count),
        "Buyer Message": _where(some < 0.02, _same('"Please ring, ""twice"", then wait"', count)),
        "Payment Method": _one_of(["Credit/debit card", "PayPal"], sku % 2),
        "Weight(kg)": _same("1.25", count),
        "Product Category": _same("Lamps & lighting", count),
        "Package ID": _where(gone, _number(1_152_921_504_606_846_970 + 17 * order, "\t")),
        "Checked Status": _same("Unchecked", count),
        "Product Tax Amount": zero,
        "Product Tax Rate": _same("20%", count),
        "Shipping Tax Amount": zero,
        "Shipping Tax Rate": _same("20%", count),
        "Order Channel": _same("TikTok", count),
    }
    return [cells[header].fill_null("") for header in HEADERS]


def _number(values: Any, after: str = "", before: str = "") -> Any:
    return pc.binary_join_element_wise(before, pa.array(values).cast(pa.string()), after, "")


def _same(text: str, count: int) -> Any:
    return pa.repeat(pa.scalar(text), count)


def _one_of(texts: list[str], which: Any) -> Any:
    return pa.array(texts).take(pa.array(which))


def _where(holds: Any, texts: Any) -> Any:
    return pc.if_else(pa.array(holds), texts, pa.scalar(None, pa.string()))


_DATES = pc.strftime(pa.array(np.datetime64(FIRST_DAY) + np.arange(_DAYS + 30)), format="%d/%m/%Y ")
_CLOCK = pc.strftime(pa.array(np.datetime64(FIRST_DAY, "s") + np.arange(24 * _HOUR)), format="%H:%M:%S\t")


def _clock(seconds: Any) -> Any:
    """A local time of the export, with the tab that it writes after each."""
    days, rest = np.divmod(seconds, 24 * _HOUR)
    return pc.binary_join_element_wise(_DATES.take(pa.array(days)), _CLOCK.take(pa.array(rest)), "")

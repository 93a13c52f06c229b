"""The data files: the US order export, the carrier's scans as 17TRACK answers them, the manifests' lines in the kit's own form."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from random import Random
from typing import Any

from kit.demo.exported import US, csv_file, plain_csv, us_time
from kit.demo.stories.late_scan.parcels import Parcel
from kit.demo.stories.late_scan.scenario import EXPORTED, UNSCANNED, WINDOW, Scenario

SKUS = (
    ("1730880041556201", "TPS-101", "Elevated dog bowl stand", 34.99),
    ("1730880041556202", "TPS-102", "Washable pee pads, 4 pack", 27.5),
    ("1730880041556203", "TPS-103", "Cat window perch", 29.95),
    ("1730880041556204", "TPS-104", "Slow feeder bowl", 14.99),
    ("1730880041556205", "TPS-105", "Reflective dog harness", 22.49),
    ("1730880041556206", "TPS-106", "Airtight kibble container", 31.0),
)
_PDT = timezone(timedelta(hours=-7))


def orders(scenario: Scenario, found: tuple[Parcel, ...]) -> bytes:
    """Newest first; Shipped Time follows the carrier's first scan."""
    return csv_file(US, (_row(scenario, p) for p in reversed(found)), newline="\r\n")


def tracking(scenario: Scenario, found: tuple[Parcel, ...]) -> bytes:
    """Every parcel that has left, as the answer of 17TRACK's API v2.2."""
    accepted = [_answer(scenario, p) for p in found if p.scanned <= EXPORTED]
    return json.dumps({"code": 0, "data": {"accepted": accepted, "rejected": []}}, separators=(",", ":")).encode()


def collections(scenario: Scenario, found: tuple[Parcel, ...]) -> bytes:
    """One row for each line of the manifests since the first day that the notice counts."""
    shown = {signed: f"manifest_{signed:%m%d}" for signed in UNSCANNED.values()}
    lines = sorted(
        (p for p in found if p.manifest and WINDOW[0] <= p.collected.date() and p.collected <= EXPORTED),
        key=lambda p: (p.collected, p.number),
    )
    rows = [
        (
            p.manifest or "",
            p.tracking_id,
            p.order_id,
            f"{p.collected:%Y-%m-%d %H:%M:%S}",
            f"Driver, {scenario.route}",
            shown.get(p.collected, ""),
        )
        for p in lines
    ]
    return plain_csv(("Manifest", "Tracking ID", "Order ID", "Collected", "Collected By", "Evidence"), rows)


def _row(scenario: Scenario, parcel: Parcel) -> dict[str, str]:
    sku_id, seller_sku, product, price = SKUS[parcel.sku]
    chance = Random(parcel.number)  # noqa: S311 - a seeded example, not a secret
    times = {
        "Created Time": parcel.created,
        "Paid Time": parcel.created + timedelta(seconds=20 + int(chance.random() * 60)),
        "RTS Time": parcel.labelled,
        "Shipped Time": parcel.scanned,
        "Delivered Time": parcel.delivered,
    }
    status, substatus = _status(parcel)
    has_label = parcel.labelled <= EXPORTED
    return {
        "Order ID": parcel.order_id,
        "Order Status": status,
        "Order Substatus": substatus,
        "Normal or Pre-order": "Normal",
        "SKU ID": sku_id,
        "Seller SKU": seller_sku,
        "Product ID": f"17308800415{parcel.sku:02}",
        "Product Name": product,
        "Quantity": "1",
        "Sku Quantity of return": "0",
        "SKU Unit Original Price": f"{price:.2f}",
        "SKU Subtotal Before Discount": f"{price:.2f}",
        "SKU Subtotal After Discount": f"{price:.2f}",
        "Order Amount": f"{price + 4.99:.2f}",
        **{header: us_time(t) for header, t in times.items() if t <= EXPORTED},
        "Fulfillment Type": "Fulfillment by seller",
        "Warehouse Name": scenario.warehouse,
        "Tracking ID": parcel.tracking_id if has_label else "",
        "Delivery Option": "Standard shipping",
        "Shipping Provider Name": scenario.carrier if has_label else "",
        "Buyer Username": f"demo***{int(chance.random() * 100):02}",
        "Recipient": f"{chance.choice('ABCDEFGHJKLM')}*** D***",
        "Phone #": "(+1)***-***-**00",
        "Country": "United States",
        "State": "***",
        "City": "***",
        "Zipcode": "***",
        "Payment Method": "Credit/debit card",
        "Weight(kg)": "0.9",
        "Product Category": "Pet Supplies",
        "Package ID": parcel.package_id if has_label else "",
    }


def _status(parcel: Parcel) -> tuple[str, str]:
    if parcel.delivered + timedelta(days=5) <= EXPORTED:
        return "Completed", "Completed"
    if parcel.delivered <= EXPORTED:
        return "Delivered", "Delivered"
    if parcel.scanned <= EXPORTED:
        return "Shipped", "In transit"
    return ("To ship", "Awaiting collection") if parcel.labelled <= EXPORTED else ("To ship", "Awaiting shipment")


# --- scans --------------------------------------------------------------------------------------


def _answer(scenario: Scenario, parcel: Parcel) -> dict[str, Any]:
    events = [_event(*e) for e in reversed(list(_happened(scenario, parcel)))]
    return {
        "number": parcel.tracking_id,
        "track_info": {
            "latest_status": {"status": events[0]["stage"], "sub_status": events[0]["sub_status"]},
            "tracking": {"providers": [{"provider": {"name": scenario.carrier, "country": "US"}, "events": events}]},
        },
    }


def _happened(scenario: Scenario, parcel: Parcel) -> Iterator[tuple[datetime, str, str, str]]:
    yield parcel.labelled, "InfoReceived", "InfoReceived", "Label created"
    if parcel.scanned.date() == parcel.collected.date():
        yield parcel.scanned, "PickedUp", "InTransit_PickedUp", "Picked up"
    else:
        yield parcel.scanned, "InTransit", "InTransit_Arrival", f"Received at {scenario.hub}"
    if parcel.delivered <= EXPORTED:
        yield parcel.delivered, "Delivered", "Delivered_Other", "Delivered"


def _event(moment: datetime, stage: str, sub_status: str, text: str) -> dict[str, str]:
    local = moment.replace(tzinfo=_PDT)
    return {
        "time_iso": local.isoformat(),
        "time_utc": local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "description": text,
        "stage": stage,
        "sub_status": sub_status,
    }

"""The carriers' scans of every twelfth parcel, as the answer of 17TRACK's API v2.2 to a query of these numbers."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from kit.demo.stories.late_dispatch.scenario import EXPORTS
from kit.demo.stories.late_dispatch.warehouse import Order

EVERY = 12
_BST = timezone(timedelta(hours=1))  # UK summer time, all ten weeks


def answer(orders: Iterable[Order]) -> bytes:
    """The saved JSON, compact."""
    asked = [o for o in orders if o.labelled and o.labelled <= EXPORTS[-1] and not o.by_platform][::EVERY]
    accepted = [_parcel(o) for o in asked]
    return json.dumps({"code": 0, "data": {"accepted": accepted, "rejected": []}}, separators=(",", ":")).encode()


def _parcel(order: Order) -> dict[str, Any]:
    events = [_event(*e) for e in reversed(list(_happened(order)))]
    latest = events[0]
    return {
        "number": order.tracking_id,
        "track_info": {
            "latest_status": {"status": latest["stage"], "sub_status": latest["sub_status"]},
            "latest_event": latest,
            "milestone": [_milestone(e) for e in events],
            "tracking": {"providers": [{"provider": {"name": order.carrier, "country": "GB"}, "events": events}]},
        },
    }


def _happened(order: Order) -> Iterator[tuple[datetime, str, str, str, str]]:
    """Moment, stage, sub-status, text and place, oldest first, up to the day of the export."""
    assert order.labelled
    yield order.labelled, "InfoReceived", "InfoReceived", "Shipment information received", order.warehouse
    scans = (
        (order.scanned, "PickedUp", "InTransit_PickedUp", "Parcel accepted by carrier", order.warehouse),
        (order.delivered, "Delivered", "Delivered_Other", "Parcel delivered", "United Kingdom"),
    )
    yield from ((moment, *rest) for moment, *rest in scans if moment and moment <= EXPORTS[-1])  # type: ignore[misc]


def _event(moment: datetime, stage: str, sub_status: str, text: str, place: str) -> dict[str, str]:
    local = moment.replace(tzinfo=_BST)
    return {
        "time_iso": local.isoformat(),
        "time_utc": local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "description": text,
        "location": place,
        "stage": stage,
        "sub_status": sub_status,
    }


def _milestone(event: dict[str, str]) -> dict[str, str]:
    return {"key_stage": event["stage"], "time_iso": event["time_iso"], "time_utc": event["time_utc"]}

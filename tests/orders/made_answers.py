"""Tracking answers of every carrier, made from one list of planted events, each as the carrier would write them."""

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kit.orders.export_format import TrackingFormat, formats

NAME = "KURIR BUDI SANTOSO 081234567890"
"""Stands in every text and in every field of a person; it must appear nowhere."""


@dataclass(frozen=True)
class Planted:
    """A parcel as it truly went: stage and instant of each event, oldest first."""

    number: str
    events: tuple[tuple[str, datetime], ...]
    zone: ZoneInfo


def planted(number: str, stages: list[str], zone: str, start: datetime = datetime(2026, 3, 28, 20, 30, tzinfo=UTC)) -> Planted:
    """Events some hours apart; by default over the night in which Europe's clocks go forward."""
    rng = random.Random(number)
    events, at = [], start
    for stage in stages:
        events.append((stage, at))
        at += timedelta(minutes=rng.randrange(95, 400))
    return Planted(number, tuple(events), ZoneInfo(zone))


def code_of(known: str, stage: str) -> str:
    """A code of the format that means the stage."""
    found = formats()[known]
    assert isinstance(found, TrackingFormat)
    return next(code for code, means in found.codes[0].stages if means == stage)


def _local(parcel: Planted, at: datetime) -> datetime:
    return at.astimezone(parcel.zone)


def _offset(at: datetime) -> str:
    return at.strftime("%z")[:3] + ":" + at.strftime("%z")[3:]


def seventeen_track(p: Planted) -> Any:
    events = [
        {
            "time_iso": _local(p, at).isoformat(),
            "time_utc": f"{at:%Y-%m-%dT%H:%M:%SZ}",
            "description": NAME,
            "location": NAME,
            "stage": None,
            "sub_status": code_of("tracking_17track", stage),
            "address": {"city": "LEEDS", "country": "GB", "street": NAME},
        }
        for stage, at in reversed(p.events)
    ]
    info = {
        "tracking": {"providers": [{"provider": {"name": NAME}, "events": events}]},
        "time_metrics": {"days_after_last_update": 6},
    }
    return {"code": 0, "data": {"accepted": [{"number": p.number, "track_info": info}], "rejected": []}}


def aftership(p: Planted) -> Any:
    points = [
        {
            "checkpoint_time": _local(p, at).isoformat(),
            "created_at": "2030-01-01T00:00:00Z",
            "tag": code_of("tracking_aftership", s),
        }
        | {"message": NAME, "city": "Leeds", "country_name": "United Kingdom", "location": NAME}
        for s, at in p.events
    ]
    return {"meta": {"code": 200}, "data": {"tracking": {"tracking_number": p.number, "slug": "x", "checkpoints": points}}}


def usps(p: Planted) -> Any:
    texts = {
        "info_received": "Pre-Shipment Info Sent to USPS, USPS Awaiting Item",
        "picked_up": "Accepted at USPS Origin Facility&#153;",
        "in_transit": "Arrived  at USPS Regional Facility",
        "out_for_delivery": "Out for Delivery, Expected by 9:00pm",
        "delivered": "DELIVERED, FRONT DOOR",
    }
    events = [
        {"eventType": f"{texts[stage]} {NAME}", "eventTimestamp": f"{_local(p, at):%Y-%m-%dT%H:%M:%SZ}"}  # a Z that is none
        | {
            "GMTOffset": f"{_local(p, at).utcoffset().total_seconds() / 3600:+.0f}:00",
            "eventCode": "",
            "firm": NAME,
            "name": NAME,
        }
        | {"eventCity": "OMAHA", "eventState": "NE", "eventZIP": "68102", "eventCountry": None}
        for stage, at in reversed(p.events)
    ]
    return {"trackingNumber": p.number, "statusSummary": NAME, "trackingEvents": events}


def ups(p: Planted) -> Any:
    activity = [
        {"status": {"type": "I", "code": code_of("tracking_ups", s), "description": NAME}}
        | {"date": f"{_local(p, at):%Y%m%d}", "time": f"{_local(p, at):%H%M%S}", "gmtOffset": _offset(_local(p, at))}
        | {"location": {"address": {"city": "Omaha", "country": "US", "postalCode": NAME}}}
        for s, at in reversed(p.events)
    ]
    return {"trackResponse": {"shipment": [{"package": [{"trackingNumber": p.number, "activity": activity}]}]}}


def fedex(p: Planted) -> Any:
    scans = [
        {"date": _local(p, at).isoformat(), "eventType": code_of("tracking_fedex", s), "eventDescription": NAME}
        | {"scanLocation": {"city": "MEMPHIS", "countryCode": "US", "postalCode": NAME}}
        for s, at in p.events
    ]
    before = [{"date": "2024-01-02T03:04:05-06:00", "eventType": "DL"}]
    uses = [{"scanEvents": scans}, {"scanEvents": before}]
    return {"output": {"completeTrackResults": [{"trackingNumber": p.number, "trackResults": uses}]}}


def dhl_express(p: Planted) -> Any:
    events = [
        {"date": f"{_local(p, at):%Y-%m-%d}", "time": f"{_local(p, at):%H:%M:%S}", "GMTOffset": _offset(_local(p, at))}
        | {"typeCode": code_of("tracking_dhl_express", s), "signedBy": NAME, "description": NAME}
        | {"serviceArea": [{"code": "LEJ", "description": "Leipzig - Germany"}]}
        for s, at in reversed(p.events)
    ]
    return {"shipments": [{"shipmentTrackingNumber": p.number, "receiverDetails": {"name": NAME}, "events": events}]}


def dhl(p: Planted) -> Any:
    events = [
        {"timestamp": _local(p, at).isoformat(), "statusCode": code_of("tracking_dhl", s), "description": NAME}
        | {"location": {"address": {"addressLocality": "Bonn"}}}
        for s, at in reversed(p.events)
    ]
    return {"shipments": [{"id": p.number, "service": "parcel-de", "events": events}]}


def hermes(p: Planted) -> Any:
    status = [
        {"timestamp": _local(p, at).isoformat(), "code": code_of("tracking_hermes_de", s), "description": NAME}
        | {"scanningUnit": {"city": "Hamburg", "name": NAME}}
        for s, at in reversed(p.events)
    ]
    return {"shipmentinfo": [{"shipmentID": p.number, "status": status}]}


def jnt(p: Planted) -> Any:
    details = [
        {"scanTime": f"{_local(p, at):%Y-%m-%d %H:%M:%S}", "scanTypeCode": int(code_of("tracking_jnt", s)), "desc": NAME}
        | {"staffName": NAME, "staffContact": NAME, "scanNetworkCity": "HA NOI", "scanNetworkName": NAME}
        for s, at in p.events
    ]
    return {"code": "1", "data": [{"billCode": p.number, "details": details}]}


MADE = {
    "tracking_17track": (seventeen_track, "Europe/London", ["info_received", "picked_up", "in_transit", "delivered"]),
    "tracking_aftership": (aftership, "Europe/Berlin", ["info_received", "in_transit", "out_for_delivery", "delivered"]),
    "tracking_dhl": (dhl, "Europe/Berlin", ["info_received", "in_transit", "delivered"]),
    "tracking_dhl_express": (dhl_express, "Europe/Berlin", ["picked_up", "in_transit", "out_for_delivery", "delivered"]),
    "tracking_fedex": (fedex, "America/Chicago", ["info_received", "picked_up", "in_transit", "delivered"]),
    "tracking_hermes_de": (hermes, "Europe/Berlin", ["info_received", "in_transit", "out_for_delivery", "delivered"]),
    "tracking_jnt": (jnt, "Asia/Ho_Chi_Minh", ["info_received", "picked_up", "in_transit", "delivered"]),
    "tracking_ups": (ups, "America/New_York", ["info_received", "picked_up", "in_transit", "delivered"]),
    "tracking_usps": (usps, "America/New_York", ["info_received", "picked_up", "in_transit", "out_for_delivery", "delivered"]),
}
"""Maker, zone and stages of each format whose answers state both numbers and codes."""


def text_of(answers: list[Any], shape: str) -> str:
    """The answers as one file: the only one, a list, or one a line."""
    if shape == "lines":
        return "\n".join(json.dumps(answer) for answer in answers) + "\n"
    return json.dumps(answers if shape == "list" else answers[0])

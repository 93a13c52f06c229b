"""Tracking answers: the first time that a carrier had the parcel, and nothing taken for a scan that is none."""

import json
from datetime import UTC, datetime

import pytest

from kit.errors import BadFile
from kit.orders import tracking
from kit.orders.sheet import Request

EVENTS = [
    {"time_utc": "2026-05-06T09:00:00Z", "stage": None, "sub_status": "InTransit_Departure", "location": "LEEDS"},
    {"time_utc": "2026-05-05T18:30:00Z", "time_iso": "2026-05-05T19:30:00+01:00", "stage": "PickedUp"},
    {"time_utc": "2026-05-04T08:00:00Z", "stage": "InfoReceived"},
]


def entry(number="000000000007", events=(), **more):
    return {
        "number": number,
        "track_info": {"tracking": {"providers": [{"provider": {"name": "N"}, "events": list(events)}]}, **more},
    }


def answer(*accepted, rejected=()):
    return {"code": 0, "data": {"accepted": list(accepted), "rejected": list(rejected)}}


def read(tmp_path, document):
    path = tmp_path / "t.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return tracking.read(Request(path=path, file="tracking/t.json", site="UK"))


def refused(tmp_path, document):
    with pytest.raises(BadFile) as error:
        read(tmp_path, document)
    return " ".join(error.value.problems)


def test_the_first_scan_is_the_carriers_not_the_announcement(tmp_path):
    (parcel,) = read(tmp_path, answer(entry(events=EVENTS))).parcels
    assert parcel.number == "000000000007"
    assert parcel.first_scan == datetime(2026, 5, 5, 18, 30, tzinfo=UTC)
    assert parcel.latest == datetime(2026, 5, 6, 9, tzinfo=UTC)


def test_milestones_count_and_offsets_are_converted(tmp_path):
    info = {
        "milestone": [
            {"key_stage": "PickedUp", "time_iso": "2026-05-05T01:00:00+08:00"},
            {"key_stage": "Delivered", "time_utc": None},
        ]
    }
    (parcel,) = read(tmp_path, answer(entry(**info))).parcels
    assert parcel.first_scan == datetime(2026, 5, 4, 17, tzinfo=UTC)


def test_times_without_a_zone_are_not_compared(tmp_path):
    found = read(
        tmp_path,
        answer(
            entry(
                events=[
                    {"time_iso": "2026-05-05T10:00:00", "stage": "PickedUp"},
                    {"time_raw": {"date": "x"}, "stage": "InTransit"},
                ]
            )
        ),
    )
    assert found.parcels[0].first_scan is None
    assert "1 events have a time without a zone; not used (000000000007)" in found.notes
    assert "1 events have no time; not used (000000000007)" in found.notes
    assert any("does not prove them false" in n for n in found.notes)


def test_unknown_codes_are_named_and_are_no_scan(tmp_path):
    found = read(
        tmp_path, answer(entry(events=[{"time_utc": "2026-05-05T10:00:00Z", "sub_status": "InTransit_TransportArrived"}]))
    )
    assert found.parcels[0].first_scan is None
    assert "stage 'InTransit_TransportArrived' is not known (1 events)" in found.notes


def test_rejected_and_shapeless_numbers_are_set_aside(tmp_path):
    found = read(
        tmp_path,
        [
            answer(entry(), {"number": 7}, "x"),
            answer(rejected=[{"number": "A1", "error": {"code": -1, "message": "Not registered"}}]),
        ],
    )
    assert (found.rows_in, len(found.parcels)) == (4, 1)
    assert [(q.line, q.rule) for q in found.quarantined] == [(2, "number"), (3, "no-number"), (4, "rejected")]
    assert "Not registered" in found.quarantined[2].reason


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ({"results": [], "slug": "dhl"}, "expected 17TRACK API v2.2: data.accepted[] with number"),
        ([], "expected 17TRACK"),
        ("7", "found a number"),
        ({"data": {"accepted": {}}}, "expected 17TRACK"),
        ("{oops", "line 1, column 2: is not JSON"),
        ("", "is empty"),
        ("[" * 100_000, "nested too deep"),
        ('{"data": {"accepted": [NaN]}}', "holds NaN, which is not JSON"),
        ('{"data": {"accepted": [], "accepted": []}}', "states the key 'accepted' twice"),
        ('{"data": {"accepted": []}}\n{"data": {"acc', "line 2, column 11: is not JSON"),
        ('{"data": {"accepted": []}}\n{"a": Infinity}', "line 2: holds Infinity"),
        ({"data": {"accepted": [], "tracking": []}}, "has the shape of tracking_17track and tracking_tiktok"),
    ],
)
def test_other_shapes_are_refused_with_what_was_expected(tmp_path, document, says):
    assert says in refused(tmp_path, document)

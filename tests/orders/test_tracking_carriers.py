"""Every carrier's answer tells the same parcel alike; what it cannot tell is said, and no text of it is kept."""

import json
import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from made_answers import MADE, NAME, code_of, jnt, planted, seventeen_track, text_of, ups, usps

from kit.errors import BadFile
from kit.orders import tracking
from kit.orders.export_format import tracking_formats
from kit.orders.sheet import Request
from kit.orders.stages import RANKS, SCANS

ZONES = {"site_zone": "Asia/Ho_Chi_Minh", "site_zone_status": "assumed"}


def read(tmp_path, document, **more):
    path = tmp_path / "t.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return tracking.read(Request(path=path, file="tracking/t.json", site="VN", **more))


def test_every_format_is_made_here_or_has_no_codes():
    assert {f.id for f in tracking_formats()} - set(MADE) == {"tracking_tiktok"}
    assert all(set(f.scans) <= SCANS for f in tracking_formats())
    assert all("info_received" not in f.scans for f in tracking_formats())


@pytest.mark.parametrize("shape", ["one", "list", "lines"])
@pytest.mark.parametrize("known", MADE)
def test_each_carrier_tells_stage_and_instant(tmp_path, known, shape):
    make, zone, stages = MADE[known]
    true = [planted(f"00{n}45678901", stages, zone) for n in range(1 if shape == "one" else 3)]
    found = read(tmp_path, text_of([make(each) for each in true], shape), **ZONES)
    assert found.format == known
    assert [(p.number, sorted((e.stage, e.at) for e in p.events)) for p in found.parcels] == [
        (each.number, sorted(each.events)) for each in true
    ]
    for parcel, each in zip(found.parcels, true, strict=True):
        assert parcel.first_scan == next(at for stage, at in each.events if stage in SCANS)
        assert (parcel.latest_stage, parcel.delivered) == ("delivered", each.events[-1][1])
        assert parcel.idle_days is None  # no meaning after the end
        assert all(event.place for event in parcel.events)
    assert NAME.split()[0] not in repr(found)
    assert "81234" not in repr(found)


@pytest.mark.parametrize("known", MADE)
def test_a_label_alone_is_no_scan(tmp_path, known):
    make, zone, stages = MADE[known]
    if "info_received" not in stages:
        pytest.skip("has no code for a label")
    (parcel,) = read(tmp_path, make(planted("0012345678", ["info_received"], zone)), **ZONES).parcels
    assert (parcel.first_scan, parcel.latest_stage) == (None, "info_received")


@pytest.mark.parametrize("known", MADE)
def test_numbers_that_are_json_numbers_are_set_aside(tmp_path, known):
    make, zone, stages = MADE[known]
    text = json.dumps(make(planted("100000000007", stages, zone))).replace('"100000000007"', "100000000007")
    found = read(tmp_path, text, **ZONES)
    assert (found.rows_in, found.parcels) == (1, ())
    assert "lost zeros" in found.quarantined[0].reason


def test_a_name_of_the_file_or_an_order_of_keys_plays_no_part(tmp_path):
    make, zone, stages = MADE["tracking_ups"]
    path = tmp_path / "usps_fedex.json"
    path.write_text(json.dumps(make(planted("1Z", stages, zone))))
    assert tracking.read(Request(path=path, file="tracking/usps_fedex.json", site="US")).format == "tracking_ups"


# --- times --------------------------------------------------------------------------------------


def test_local_times_of_jnt_need_a_zone_and_it_is_said_aloud(tmp_path):
    answer = jnt(planted("840000000001", ["picked_up", "delivered"], "Asia/Ho_Chi_Minh"))
    with pytest.raises(BadFile, match=r"writes local times without a zone.*declare zone"):
        read(tmp_path, answer)
    assumed = read(tmp_path, answer, **ZONES)
    assert "2 times state no zone and are read as Asia/Ho_Chi_Minh" in assumed.notes
    assert "that zone is the site's (assumed)" in assumed.notes
    declared = read(tmp_path, answer, zone="Asia/Kuala_Lumpur", **ZONES)
    assert declared.parcels[0].first_scan == assumed.parcels[0].first_scan - timedelta(hours=1)
    assert not any("site's" in note for note in declared.notes)


def test_local_times_of_unknown_places_wait_for_a_declared_zone(tmp_path):
    answer = ups(planted("1Z1", ["picked_up", "delivered"], "America/New_York"))
    for event in answer["trackResponse"]["shipment"][0]["package"][0]["activity"]:
        del event["gmtOffset"]
    silent = read(tmp_path, answer, **ZONES)
    assert silent.parcels[0].events == ()
    assert "2 events have a time without a zone; not used (1Z1)" in silent.notes
    assert read(tmp_path, answer, zone="America/New_York").parcels[0].first_scan == datetime(2026, 3, 28, 20, 30, tzinfo=UTC)


def test_a_local_time_that_calls_itself_utc_is_not_believed(tmp_path):
    answer = usps(planted("9400", ["picked_up"], "America/New_York"))
    del answer["trackingEvents"][0]["GMTOffset"]
    found = read(tmp_path, answer, zone="America/New_York")
    assert found.parcels[0].events == ()
    assert "1 events have a time without a zone; not used (9400)" in found.notes


def test_gmt_fields_of_ups_come_first(tmp_path):
    event = {"date": "20260501", "time": "101500", "gmtDate": "20260501", "gmtTime": "14:15:00", "status": {"code": "PU"}}
    answer = {"trackResponse": {"shipment": [{"package": [{"trackingNumber": "1Z1", "activity": [event]}]}]}}
    assert read(tmp_path, answer).parcels[0].first_scan == datetime(2026, 5, 1, 14, 15, tzinfo=UTC)


def test_hours_that_clocks_skip_or_repeat(tmp_path):
    answer = ups(planted("1Z1", ["picked_up", "in_transit"], "America/New_York"))
    activity = answer["trackResponse"]["shipment"][0]["package"][0]["activity"]
    for event, clock in zip(activity, ("20260308 023000", "20261101 013000"), strict=True):
        event["date"], event["time"] = clock.split()
        del event["gmtOffset"]
    found = read(tmp_path, answer, zone="America/New_York")
    assert [event.at for event in found.parcels[0].events] == [datetime(2026, 11, 1, 5, 30, tzinfo=UTC)]
    assert any("never was" in note for note in found.notes)
    assert any("that clocks repeat" in note for note in found.notes)


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        ({}, "have no time"),
        ({"time_utc": "yesterday"}, "have a time that cannot be read"),
        ({"time_utc": "2026-05-05"}, "have a time that cannot be read"),  # a day is no time
        ({"time_utc": "1926-05-05T10:00:00Z"}, "have a time that cannot be read"),
        ({"time_utc": "2026-13-05T10:00:00Z"}, "have a time that cannot be read"),
        ({"time_utc": {"a": 1}, "time_iso": "2026-05-05T10:00:00"}, "have a time without a zone"),
        ({"time_raw": {"date": "2026-05-05", "time": "10:00:00", "timezone": "+99:00"}}, "have a time that cannot be read"),
    ],
)
def test_events_without_a_usable_time_are_counted_and_named(tmp_path, stated, says):
    answer = seventeen_track(planted("A1", ["picked_up"], "UTC"))
    answer["data"]["accepted"][0]["track_info"]["tracking"]["providers"][0]["events"] = [{"stage": "PickedUp", **stated}]
    found = read(tmp_path, answer)
    assert found.parcels[0].first_scan is None
    assert f"1 events {says}; not used (A1)" in found.notes


# --- stages -------------------------------------------------------------------------------------


def test_a_stage_that_goes_back_stays_in_the_events(tmp_path):
    true = planted("Z9", ["picked_up", "delivered", "picked_up"], "Europe/London")
    answers = read(tmp_path, seventeen_track(true))
    events = tracking.tables([("tracking/t.json", answers)])["events"]
    assert events["stage"].tolist() == ["picked_up", "delivered", "picked_up"]
    assert events["rank"].tolist() == [2, 6, 2]
    assert events["listed"].tolist() == [3, 2, 1]  # newest first is no regress


def test_within_one_minute_the_furthest_stage_is_the_latest(tmp_path):
    at = datetime(2026, 5, 1, 10, 0, 40, tzinfo=UTC)
    true = planted("Z9", [], "UTC")
    events = (("delivered", at - timedelta(seconds=30)), ("out_for_delivery", at), ("exception", at))
    answer = seventeen_track(type(true)("Z9", events, true.zone))
    assert read(tmp_path, answer).parcels[0].latest_stage == "delivered"


def test_usps_texts_count_by_how_they_begin(tmp_path):
    answer = usps(planted("9400", ["picked_up"], "America/New_York"))
    texts = {
        "Not delivered, business closed": "unknown",
        "Origin Post is Preparing Shipment": "unknown",
        "delivered&nbsp;to agent": "delivered",
        "Return to Sender Processed": "returning",
    }
    for text, stage in texts.items():
        answer["trackingEvents"][0] |= {"eventType": text, "eventCode": ""}
        assert read(tmp_path, answer).parcels[0].events[0].stage == stage
    answer["trackingEvents"][0] |= {"eventType": "Accepted", "eventCode": "GX"}  # the code is a label, and decides
    assert read(tmp_path, answer).parcels[0].first_scan is None


def test_codes_that_no_document_explains_are_said_aloud(tmp_path):
    answer = jnt(planted("84", ["picked_up"], "Asia/Ho_Chi_Minh"))
    answer["data"][0]["details"][0]["scanTypeCode"] = "10"
    found = read(tmp_path, answer, **ZONES)
    assert found.parcels[0].first_scan
    assert "code '10' stands in no document of the carrier; read as picked_up as in answers seen (1 events)" in found.notes


def test_a_code_that_looks_like_a_text_is_withheld(tmp_path):
    answer = ups(planted("1Z1", ["picked_up"], "UTC"))
    answer["trackResponse"]["shipment"][0]["package"][0]["activity"][0]["status"] = {"code": NAME}
    found = read(tmp_path, answer)
    assert "1 codes look like free text and are withheld" in found.notes
    assert "BUDI" not in repr(found)


def test_an_earlier_use_of_a_number_is_left_out_and_said(tmp_path):
    make, zone, stages = MADE["tracking_fedex"]
    found = read(tmp_path, make(planted("986578788855", stages, zone)))
    assert any("1 earlier uses of a number" in note for note in found.notes)
    assert found.parcels[0].first_scan.year == 2026


# --- whose answer -------------------------------------------------------------------------------


def test_tiktok_tells_when_and_not_what(tmp_path):
    events = [{"description": f"{NAME}\n", "update_time_millis": 1770000000000 + n} for n in range(2)]
    answer = {"code": 0, "data": {"tracking": events}}
    bare = read(tmp_path, answer)
    assert (bare.parcels, bare.quarantined[0].rule) == ((), "no-number")
    assert '{"order_id": "…", "answer": {…}}' in bare.quarantined[0].reason
    found = read(tmp_path, {"order_id": "576460752303423525", "answer": answer})
    (parcel,) = found.parcels
    assert (parcel.number, parcel.order_id, parcel.first_scan) == (None, "576460752303423525", None)
    assert parcel.events[0].at == datetime(2026, 2, 2, 2, 40, tzinfo=UTC)
    assert {event.stage for event in parcel.events} == {"unknown"}
    assert any("no proof that a carrier had the parcel" in note for note in found.notes)
    assert "BUDI" not in repr(found)


def test_an_answer_without_number_may_be_wrapped(tmp_path):
    answer = usps(planted("x", ["picked_up"], "America/New_York"))
    del answer["trackingNumber"]
    found = read(tmp_path, [{"tracking_number": "9400111", "answer": [answer]}, {"order_id": 7, "answer": answer}])
    assert [parcel.number for parcel in found.parcels] == ["9400111"]
    assert [(q.line, q.rule) for q in found.quarantined] == [(2, "no-number")]


def test_answers_of_no_known_shape_are_kept_beside_others(tmp_path):
    known = ups(planted("1Z1", ["picked_up"], "UTC"))
    found = read(tmp_path, "\n".join(map(json.dumps, [{"error": NAME}, known, 5, None, [known], {"shipments": []}])))
    assert (found.rows_in, len(found.parcels)) == (6, 1)
    assert [q.line for q in found.quarantined] == [1, 3, 4, 5, 6]
    assert "BUDI" not in repr(found.quarantined)


def test_a_file_of_several_carriers(tmp_path):
    answers = [make(planted(f"N{n}", stages, zone)) for n, (make, zone, stages) in enumerate(MADE.values())]
    found = read(tmp_path, answers, **ZONES)
    assert found.format.split(", ") == list(MADE)
    assert len(found.parcels) == len(MADE)


def test_the_shape_of_jnt_with_one_event_as_an_object(tmp_path):
    pushed = jnt(planted("84", ["picked_up"], "Asia/Ho_Chi_Minh"))["data"][0]
    pushed["details"] = pushed["details"][0]
    assert read(tmp_path, pushed, **ZONES).parcels[0].first_scan


# --- tables -------------------------------------------------------------------------------------


def test_tables_join_the_files_without_repeating_an_event(tmp_path):
    early = planted("Z9", ["info_received", "picked_up"], "Europe/London")
    late = planted("Z9", ["info_received", "picked_up", "in_transit"], "Europe/London")
    files = [(name, read(tmp_path, seventeen_track(each))) for name, each in (("a.json", early), ("b.json", late))]
    made = tracking.tables(files)
    assert made["events"]["stage"].tolist() == ["info_received", "picked_up", "in_transit"]
    assert made["events"]["source_file"].tolist() == ["b.json"] * 3  # the latest answer states them all
    (row,) = made["parcels"].to_dict("records")
    assert (row["tracking_id"], row["latest_stage"], row["source_file"]) == ("Z9", "in_transit", "b.json")
    assert (row["days_after_last_update"], row["event_count"]) == (6, 3)
    assert str(made["events"]["at"].dtype) == "datetime64[us, UTC]"
    again = tracking.tables(files[::-1])
    assert made["events"].equals(again["events"])
    assert made["parcels"].equals(again["parcels"])


def test_tables_of_nothing_have_all_columns():
    made = tracking.tables([])
    assert list(made["events"]) == [
        "tracking_id",
        "order_id",
        "at",
        "stage",
        "rank",
        "is_scan",
        "code",
        "place",
        "listed",
        "source_file",
    ]
    assert len(made["parcels"]) == 0
    described = set(re.findall(r"^  (\w+(?:, \w+)?)  ", tracking.__doc__, re.MULTILINE))
    assert {name for table in made.values() for name in table} == {n for names in described for n in names.split(", ")}


def test_every_stage_has_a_rank_or_none():
    events = {stage for known in tracking_formats() for _, stage in known.stages}
    assert events <= set(RANKS)


# --- size ---------------------------------------------------------------------------------------


def _many(count):
    events = [
        {"time_utc": f"{datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n):%Y-%m-%dT%H:%M:%SZ}", "stage": "Departure"}
        for n in range(count)
    ]
    answer = seventeen_track(planted("A1", [], "UTC"))
    answer["data"]["accepted"][0]["track_info"]["tracking"]["providers"][0]["events"] = events
    return json.dumps(answer)


@pytest.mark.parametrize("most", [15_000, pytest.param(100_000, marks=pytest.mark.soak)])
def test_events_take_time_in_proportion(tmp_path, most):
    taken = {}
    for count in (most // 5, most):
        text = _many(count)
        began = time.process_time()
        answers = read(tmp_path, text)
        assert len(tracking.tables([("t.json", answers)])["events"]) == count
        taken[count] = time.process_time() - began
    assert taken[most] < max(12 * taken[most // 5], 1)
    assert taken[most] < most / 5_000


@pytest.mark.parametrize("count", [10_000, pytest.param(100_000, marks=pytest.mark.soak)])
def test_many_numbers_in_one_answer(tmp_path, count):
    accepted = [{"number": f"N{n}", "track_info": {}} for n in range(count)]
    began = time.process_time()
    found = read(tmp_path, {"data": {"accepted": accepted}})
    assert len(found.parcels) == count
    assert time.process_time() - began < count / 5_000


def test_codes_of_the_table_are_those_of_the_carrier(tmp_path):
    true = planted("1Z1", ["picked_up"], "UTC")
    events = tracking.tables([("t", read(tmp_path, ups(true)))])["events"]
    assert events["code"].tolist() == [code_of("tracking_ups", "picked_up")]
    assert events["is_scan"].tolist() == [True]

"""Usable numbers and tracking anomalies, each kind planted once and counted by hand; and the innocent cases beside it."""

import json
from datetime import timedelta

import made_orders as made
import numpy as np
import pandas as pd
import pytest

from kit.metrics import analyse
from kit.metrics.measures.tracking_anomalies import BACK, MISFIT, SHARED, SPACED
from kit.metrics.tracks import tracks
from kit.tools.tracking_numbers import shape

CREATED = pd.Timestamp("2026-05-04T09:00Z")
ASKED = "2026-07-05T20:00Z"  # as made.EXPORTED
FACTS = {"tracking.no_update_days": 5, "tracking.node_before_order_hours": 24, "tracking.no_scan_hours": 24}
RANK = {"info_received": 1, "picked_up": 2, "in_transit": 3, "out_for_delivery": 4, "returning": 5, "delivered": 6, "returned": 6}
SILENT, EARLY = "no update for 5 days before the end of the journey", "an event more than 24 hours before the order"
GOOD, BAD = "1Z5R89390357567127", "1Z5R89390357567128"  # UPS: the second has another check digit


def events(*told, file="tracking/a.json"):
    """Rows of (number, stage, time): the table of events."""
    table = pd.DataFrame([(n, s, at) for n, s, at in told], columns=["tracking_id", "stage", "at"])
    table["at"] = pd.to_datetime(table["at"], format="ISO8601").astype(made.UTC_TIMES)
    table["rank"] = table["stage"].map(RANK)
    return table.assign(order_id=None, code="x", place=None, listed=range(len(table)), source_file=file).astype(
        {"tracking_id": "str"}
    )


def shipped(numbers, **columns):
    count = len(numbers)
    given = {"created_at": [CREATED] * count, "paid_at": [CREATED] * count, "tracking_id": numbers}
    given |= {"shipped_at": [CREATED + timedelta(hours=20)] * count, "status": ["shipped"] * count}
    return made.frame(count, **{**given, **columns})


def analysed(table, lines=None, more=FACTS, case=None, **tables):
    orders = made.orders(table, lines, **tables)
    return analyse(case or made.case(), orders, made.policy(more=more), made.logistics())


def anomalies(table, *told, more=FACTS, **kwargs):
    """Counts by kind, without those that are nought."""
    metric = analysed(table, more=more, events=events(*told) if told else None, **kwargs).metric("tracking_anomalies")
    return {kind: count for kind, count in metric.breakdown if count}


def day(number, hour=12):
    return f"2026-05-{number:02}T{hour:02}:00Z"


# --- what the carriers say ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("in_transit", day(5)), ("delivered", day(9))], {}),
        ([("in_transit", day(5)), ("delivered", day(10))], {SILENT: 1}),  # five days to the hour
        ([("in_transit", day(5)), ("delivered", day(10, 11))], {}),
        ([("in_transit", day(5)), ("delivered", day(6)), ("unknown", day(30))], {}),  # after the end nothing counts
        ([("delivered", day(6))], {}),
        ([("in_transit", day(6))], {SILENT: 1}),  # silent until the day of the answer
        ([("in_transit", "2026-07-03T12:00Z")], {}),
        ([("in_transit", day(5)), ("returned", day(8))], {}),
        ([("delivered", day(6)), ("picked_up", day(7))], {BACK: 1}),
        ([("delivered", "2026-05-06T12:00:10Z"), ("picked_up", "2026-05-06T12:00:50Z")], {}),  # one minute has no order
        ([("out_for_delivery", day(6)), ("in_transit", day(7)), ("delivered", day(8))], {}),  # a second scan
        ([("in_transit", day(6)), ("picked_up", day(7)), ("delivered", day(8))], {}),
        ([("out_for_delivery", day(6)), ("picked_up", day(7)), ("delivered", day(8))], {BACK: 1}),
        ([("out_for_delivery", day(6)), ("returning", day(7)), ("in_transit", day(8)), ("returned", day(9))], {}),
        ([("delivered", day(6)), ("exception", day(7))], {}),  # a stage without a rank
        ([("info_received", day(3, 8)), ("delivered", day(7))], {EARLY: 1}),  # 25 hours before the order
        ([("info_received", day(3, 9)), ("delivered", day(7))], {}),  # 24 hours to the hour
        ([("delivered", day(6)), ("returning", "2026-05-07T12:00:50Z"), ("picked_up", "2026-05-07T12:00:10Z")], {}),
    ],
)
def test_each_sign_on_one_parcel(told, expected):
    case = made.case(data={"tracking": [{"file": "tracking/a.json", "exported": ASKED}]})
    assert anomalies(shipped(["A1"]), *(("A1", *event) for event in told), case=case) == expected


def test_without_the_day_of_the_answer_silence_ends_with_its_latest_event():
    told = [("A1", "in_transit", day(6)), ("B2", "delivered", day(10))]
    assert anomalies(shipped(["A1", "B2"]), *told) == {}
    assert anomalies(shipped(["A1", "B2"]), *told, ("B2", "unknown", day(20))) == {SILENT: 1}


def test_two_sources_of_one_parcel_are_not_held_against_each_other():
    first = events(("A1", "delivered", day(6)), file="tracking/a.json")
    second = events(("A1", "picked_up", day(7)), file="tracking/b.json")
    found = analysed(shipped(["A1"]), events=pd.concat([first, second], ignore_index=True)).metric("tracking_anomalies")
    assert dict(found.breakdown)[BACK] == 0
    one = analysed(shipped(["A1"]), events=pd.concat([first, second.assign(source_file="tracking/a.json")], ignore_index=True))
    assert dict(one.metric("tracking_anomalies").breakdown)[BACK] == 1


def test_the_list_order_of_the_events_changes_nothing():
    told = events(*(("A1", s, day(d)) for d, s in ((5, "picked_up"), (6, "delivered"), (9, "in_transit"))))
    told = pd.concat([told, events(("B2", "in_transit", day(4)), ("B2", "delivered", day(20)))], ignore_index=True)
    for seed in range(5):
        mixed = tracks(told.sample(frac=1, random_state=seed), {}).set_index("tracking_id").sort_index()
        assert list(mixed["goes_back"]) == [True, False]
        assert list(mixed["gap"]) == [pd.Timedelta(days=1), pd.Timedelta(days=16)]


def test_an_answer_of_an_order_needs_no_number():
    table = shipped([None, "B2"])
    told = events((None, "delivered", day(6)), (None, "picked_up", day(7)))
    told["order_id"] = table["order_id"].iloc[0]
    metric = analysed(table, events=told).metric("tracking_anomalies")
    assert (metric.rate("before").numerator, metric.rate("before").denominator) == (1, 1)  # nothing was asked of the other
    assert metric.rate("before").excluded == (("no tracking answer for its number", 1),)
    assert "Only the 1 orders that have a tracking answer" in metric.definition


def test_what_no_rule_states_is_not_looked_at_and_said():
    told = [("A1", "info_received", day(1)), ("A1", "delivered", day(30))]
    assert anomalies(shipped(["A1"]), *told, more={}) == {}
    metric = analysed(shipped(["A1"]), more={}, events=events(*told)).metric("tracking_anomalies")
    assert "Not looked at: silence of the carrier (no rule states the days); events before the order" in metric.definition
    assert "there are no tracking answers" in analysed(shipped(["A1"])).metric("tracking_anomalies").definition


def test_thousands_of_parcels_agree_with_a_slow_count():
    rng = np.random.default_rng(5)
    stages = ["info_received", "picked_up", "in_transit", "out_for_delivery", "delivered", "returning"]
    told = [
        (f"N{n:04}", stages[rng.integers(6)], (CREATED + pd.Timedelta(minutes=int(m))).isoformat())
        for n in range(300)
        for m in rng.integers(0, 20_000, rng.integers(1, 6))
    ]
    table = events(*told)
    fast = tracks(table, {}).set_index("tracking_id")
    until = table["at"].max()
    for number, of in table.sort_values("at", kind="stable").groupby("tracking_id"):
        gap, ended, back = timedelta(0), False, False
        rows = list(of.itertuples())
        sent_back = min((r.at.floor("min") for r in rows if r.stage == "returning"), default=None)
        for place, row in enumerate(rows):
            ended |= row.stage == "delivered"
            after = rows[place + 1].at if place + 1 < len(rows) else until
            gap = gap if ended else max(gap, after - row.at)
            if sent_back is None or row.at.floor("min") < sent_back:
                earlier = [r.rank for r in rows if r.at.floor("min") < row.at.floor("min")]
                back |= row.rank <= max(earlier, default=0) - 2
        assert (fast.gap[number], fast.goes_back[number]) == (gap, back), number


# --- what the numbers say -------------------------------------------------------------------------------


def test_one_number_on_orders_of_different_buyers():
    table = shipped(["A1", "A1", "B2", "B2", "C3", "D4", "D4"], buyer=["x", "y", "z", "z", "x", "p", None])
    metric = analysed(table).metric("tracking_anomalies")
    assert dict(metric.breakdown)[SHARED] == 2  # B2 is a combined parcel; of D4 it cannot be told
    assert (metric.rate("before").numerator, metric.rate("before").denominator) == (2, 7)
    assert "Of 2 more orders that share a number it cannot be told" in metric.sentence


def test_without_buyers_a_repeated_number_is_no_anomaly():
    metric = analysed(shipped(["A1", "A1", "C3"])).metric("tracking_anomalies")
    assert dict(metric.breakdown)[SHARED] == 0
    assert "whether orders that share a number have different buyers" in metric.definition
    assert "Of 2 more orders" in metric.sentence


def test_two_lines_of_one_order_share_its_number_rightly():
    table = shipped(["A1", "B2"], buyer=["x", "y"])
    lines = pd.concat([table, table.iloc[:1]], ignore_index=True)
    assert dict(analysed(table, lines).metric("tracking_anomalies").breakdown)[SHARED] == 0
    lines.loc[2, "tracking_id"] = "B2"  # a second package of the first order with the number of the other
    assert dict(analysed(table, lines).metric("tracking_anomalies").breakdown)[SHARED] == 2


def test_blanks_tabs_and_check_digits():
    assert (shape(GOOD, "UPS").verdict, shape(BAD, "UPS").verdict[:11]) == ("shape plausible", "check digit")
    table = shipped(["A 1", "B\t2", GOOD, BAD, BAD, "ZZ-whatever"], carrier=["UPS", "UPS", "UPS", "UPS", "Northway", "UPS"])
    metric = analysed(table).metric("tracking_anomalies")
    assert dict(metric.breakdown) == {SHARED: 0, SPACED: 2, MISFIT: 2}  # 1Z speaks for itself; not recognised is never wrong
    assert metric.rate("before").numerator == 4


# --- usable numbers --------------------------------------------------------------------------------------


def test_a_number_of_the_postal_union_needs_no_carrier_that_is_known():
    for carrier in ("Royal Mail", None):
        assert anomalies(shipped(["RB123456785GB", "RB123456784GB"], carrier=[carrier] * 2)) == {MISFIT: 1}


def test_usable_numbers_by_hand():
    table = shipped(
        ["A1", None, "B 2", BAD, " ", "ZZ-new", "C3", "D4"],
        carrier=["x", "x", "x", "UPS", "x", "UPS", "x", "x"],
        fulfilment=["seller"] * 6 + ["platform", "seller"],
        shipped_at=[CREATED + timedelta(hours=20)] * 7 + [None],
        status=["shipped"] * 7 + ["to_ship"],
    )
    metric = analysed(table).metric("valid_tracking")
    rate = metric.rate("before")
    assert (rate.numerator, rate.denominator, metric.better) == (2, 6, "high")
    assert dict(rate.excluded) == {"fulfilled by the platform": 1, "not shipped when the data were exported": 1}
    assert "2 without a number, 1 with a blank or tab in a number, 1 with a check digit that does not fit" in metric.sentence
    assert "Carrier scans were not looked at" in metric.definition
    assert "Not usable" not in analysed(shipped(["A1"])).metric("valid_tracking").sentence
    assert "cannot be told" in metric.definition


def test_a_scan_is_asked_of_numbers_that_were_looked_up_and_had_time():
    table = shipped(["A1", "B2", "C3", "D4"])
    table.loc[3, "shipped_at"] = pd.Timestamp("2026-05-20T12:00Z")
    scans = pd.to_datetime([day(5), None, None, day(5)], utc=True).astype(made.UTC_TIMES)
    latest = pd.to_datetime([day(20, 23), None, None, day(5)], utc=True).astype(made.UTC_TIMES)
    parcels = pd.DataFrame({"tracking_id": ["A1", "B2", "D4", "C3"], "first_scan": scans, "latest_at": latest})
    found = analysed(table, parcels=parcels)
    metric = found.metric("valid_tracking")
    assert metric.rate("before").numerator == 2  # A1 and C3 are scanned, B2 had its 24 hours, D4 has not had them
    assert (metric.rate("before").denominator, found.judged["valid_tracking"].isna().sum()) == (3, 1)
    assert "where a tracking answer exists (4 orders)" in metric.definition
    assert "It may be missing for 24 hours" in metric.definition
    assert analysed(table, more={}, parcels=parcels).metric("valid_tracking").rate("before").numerator == 2


def test_where_some_numbers_only_were_asked_for_a_missing_scan_is_counted_apart():
    table = shipped(["A1", "B2", "C3", "D4"])
    missing = pd.to_datetime([None], utc=True).astype(made.UTC_TIMES)
    parcels = pd.DataFrame({"tracking_id": ["B2"], "first_scan": missing, "latest_at": missing})
    metric = analysed(table, parcels=parcels).metric("valid_tracking")
    assert (metric.rate("before").numerator, metric.rate("before").denominator) == (4, 4)
    assert metric.sentence.endswith("Of the 1 of 4 orders whose tracking was asked, 1 show no carrier scan.")
    assert "not in this rate" in metric.definition


def test_asking_for_some_orders_does_not_thin_out_what_the_carriers_tell():
    numbers = [f"N{n}" for n in range(10)]
    table = shipped([*numbers[:8], "B 8", "N9"])
    told = [(n, "delivered", day(6)) for n in numbers[:4]] + [(numbers[0], "picked_up", day(7))]
    every = analysed(table, events=events(*told, *[(n, "delivered", day(6)) for n in ("N4", "N5", "N6", "N7", "B 8", "N9")]))
    some = analysed(table, events=events(*told))
    rates = [found.metric("tracking_anomalies").rate("before") for found in (every, some)]
    assert [(r.numerator, r.denominator) for r in rates] == [(2, 10), (1, 4)]
    sentence = some.metric("tracking_anomalies").sentence
    assert f"6 orders are left out, as no tracking answer tells of them; their numbers alone show: {SPACED} 1." in sentence
    assert some.judged["tracking_anomalies"].isna().sum() == 6


def test_numbers_of_the_packages_count_too():
    table = shipped([None, None])
    packages = pd.DataFrame(
        {"package_id": ["1", "2"], "order_id": [table["order_id"][0], "no such order"], "tracking_id": ["A1", "B2"]}
    )
    metric = analysed(table, packages=packages.astype("str")).metric("valid_tracking")
    assert (metric.rate("before").numerator, metric.rate("before").denominator) == (1, 2)


def test_a_cancelled_line_needs_no_number():
    table = shipped(["A1", "B2"])
    extra = table.iloc[[0, 1]].assign(tracking_id=None, status=["cancelled", "shipped"])
    metric = analysed(table, pd.concat([table, extra], ignore_index=True)).metric("valid_tracking")
    assert (metric.rate("before").numerator, metric.rate("before").denominator) == (1, 2)


def test_without_numbers_both_are_unavailable():
    found = analysed(shipped([None, None]))
    assert "Tracking ID" in found.metric("valid_tracking").unavailable
    assert "Tracking ID" in found.metric("tracking_anomalies").unavailable


def test_no_number_and_no_buyer_reaches_a_metric():
    table = shipped(["A1", "A1", "B 2"], buyer=["digest-x", "digest-y", "digest-z"])
    found = analysed(table)
    said = json.dumps([[m.definition, m.sentence, m.breakdown] for m in found.metrics])
    assert "digest" not in said
    assert "A1" not in said

"""Scans and deliveries of a number from before the order are those of another parcel; without a number nothing was scanned."""

from datetime import UTC, datetime

import made_orders as made
import pandas as pd
import pytest

from kit.metrics import analyse
from kit.model import Family
from kit.model.opened import BEFORE_ORDER
from kit.policy import resolve

CREATED = "2026-06-02T09:00Z"  # due by the rule on 4 June
OLD, SOON, DONE = "2026-05-20T12:00Z", "2026-06-01T12:00Z", "2026-06-03T12:00Z"
FAMILY = Family.model_validate(
    {
        "id": "made",
        "title": "Made",
        "subject": "Made",
        "metrics": ["late_dispatch", "label_not_handed_over", "on_time_delivery", "valid_tracking"],
    }
)


def shop(scans, **columns):
    """An order for each first scan of its number, labelled in time; what the reading gives as `scan_at` is worked out alike."""
    count = len(scans)
    given = {"created_at": [CREATED] * count, "paid_at": [CREATED] * count, "rts_at": [CREATED] * count}
    theirs = [at if at and pd.Timestamp(at) >= pd.Timestamp(CREATED) - BEFORE_ORDER else None for at in scans]
    given |= {"status": ["to_ship"] * count, "tracking_id": [f"N{n}" for n in range(count)], "scan_at": theirs}
    table = made.frame(count, **{**given, **columns})
    known = pd.Series(["2026-07-05T12:00Z"] * count, dtype=made.UTC_TIMES)
    parcels = pd.DataFrame({"tracking_id": [f"N{n}" for n in range(count)], "first_scan": pd.Series(scans), "latest_at": known})
    parcels["tracking_id"] = parcels["tracking_id"].astype("str")
    parcels["first_scan"] = pd.to_datetime(parcels["first_scan"], utc=True).astype(made.UTC_TIMES)
    return table, parcels


def analysed(table, parcels, clock="handover", **more):
    case = made.case(metrics=[{"id": "late_dispatch", "clock": clock, "because": "the notice"}])
    return analyse(case, made.orders(table, parcels=parcels), made.policy(clock=clock, **more), FAMILY)


def counts(found, name):
    rate = found.metric(name).rate("during")
    return rate.numerator, rate.denominator, dict(rate.excluded)


SHIPPED = [None, None, DONE]  # one in time, so that the data have the step


def test_an_order_whose_scans_are_older_is_late_by_hand_over_and_by_scan():
    table, parcels = shop([OLD, SOON, DONE], shipped_at=SHIPPED, status=["to_ship", "to_ship", "shipped"])
    by_hand, by_scan = analysed(table, parcels), analysed(table, parcels, "scan")
    assert counts(by_hand, "late_dispatch") == (1, 2, {"time of this step missing": 1})  # the second's scan is a day's work
    assert counts(by_scan, "late_dispatch") == (1, 3, {})
    assert counts(by_hand, "label_not_handed_over") == (1, 3, {})
    said = "1 order carries a number whose scans are more than 24 hours older than the order: not counted as theirs."
    assert by_hand.notes.count(said) == by_scan.notes.count(said) == 1


def test_nothing_is_said_where_every_scan_is_of_its_order():
    table, parcels = shop([SOON, DONE, DONE], shipped_at=[DONE] * 3, status=["shipped"] * 3)
    assert not any("older than the order" in note for note in analysed(table, parcels).notes)


def test_a_delivery_from_before_the_order_proves_nothing_either():
    table, parcels = shop([None, None, DONE], shipped_at=SHIPPED, delivered_at=[OLD, DONE, DONE])
    more = {"on_time_delivery.deadline": (10, "business_days")}
    found = analysed(table, parcels, more=more)
    assert counts(found, "late_dispatch") == (1, 2, {"time of this step missing": 1})
    assert counts(found, "label_not_handed_over") == (1, 3, {})
    assert counts(found, "on_time_delivery") == (2, 3, {})
    assert counts(analysed(table, parcels, "scan"), "late_dispatch")[:2] == (1, 2)


def test_a_shipped_order_with_older_scans_has_no_scan_of_its_own():
    table, parcels = shop([OLD, DONE, DONE], shipped_at=[DONE] * 3, status=["shipped"] * 3)
    found = analysed(table, parcels)
    assert counts(found, "valid_tracking")[:2] == (2, 3)
    assert "without a carrier scan" in found.metric("valid_tracking").sentence


def test_by_scan_an_order_without_a_number_that_never_left_is_late_though_tracking_was_asked_in_part():
    status = ["to_ship", "to_ship", "shipped", "shipped", "shipped"]
    numbers, shipped = [None, "N1", "N2", "N3", None], [None, None, DONE, DONE, DONE]
    table, parcels = shop([None, None, DONE, None, None], status=status, tracking_id=numbers, shipped_at=shipped)
    asked = parcels[parcels["tracking_id"] == "N2"].reset_index(drop=True)  # of the other numbers nobody knows
    found = analysed(table, asked, "scan")
    assert counts(found, "late_dispatch") == (1, 2, {"no tracking answer for its number": 3})
    assert "nothing to ask for, and is late" in found.metric("late_dispatch").definition


@pytest.mark.parametrize("profile", ["official", "seed"])
def test_how_much_older_is_what_the_us_page_calls_an_anomaly(profile):
    policy = resolve("US", profile, seller_type="local", fulfilment="seller", day=datetime(2026, 7, 5, tzinfo=UTC).date())
    fact = policy.get("tracking.node_before_order_hours")
    assert (fact.value, fact.unit) == (BEFORE_ORDER.total_seconds() / 3600, "hours")

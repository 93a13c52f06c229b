"""Each order by one clock: late, in time, or left out for a named reason."""

import made_orders as made
import numpy as np
import pandas as pd
import pytest

from kit.metrics.deadlines import deadlines
from kit.metrics.late_orders import REASONS, judge

CREATED = "2026-05-05T09:00Z"  # Tuesday; due at the end of Thursday 7 May, London
DUE = "2026-05-07T22:59:59.999999Z"
IN_TIME, LATE = "2026-05-07T22:30Z", "2026-05-07T23:30Z"
EXPORTED = pd.Timestamp("2026-07-05T20:00Z")


def verdict(clock="handover", exported=EXPORTED, **columns):
    """'late', 'in time', or why the order is left out."""
    given = {"created_at": [CREATED], "paid_at": [CREATED], "status": ["to_ship"]}
    table = made.frame(1, **{**given, **{name: [value] for name, value in columns.items()}})
    due = deadlines(table, made.policy())
    judged = judge(table, due, exported, clock)
    if judged.counted[0]:
        return "late" if judged.bad[0] else "in time"
    assert not judged.bad[0]
    return judged.reasons[judged.reason[0]]


def test_the_deadline_is_the_end_of_the_second_working_day_at_the_site():
    table = made.frame(1, created_at=[CREATED])
    assert deadlines(table, made.policy()).due_at[0] == pd.Timestamp(DUE)


def test_bank_holidays_and_weekends_do_not_count():
    friday = made.frame(1, created_at=["2026-05-01T09:00Z"])  # Monday 4 May is a holiday
    assert deadlines(friday, made.policy()).due_at[0] == pd.Timestamp("2026-05-06T22:59:59.999999Z")


@pytest.mark.parametrize(
    ("start", "end", "late"),
    [
        ("2026-03-28T12:00", "2026-03-31T12:30", False),  # 72.5 hours on the wall, 71.5 real
        ("2026-10-24T12:00", "2026-10-27T11:30", True),  # 71.5 on the wall, 72.5 real
    ],
)
def test_hours_count_on_utc_across_clock_changes(start, end, late):
    at = [pd.Timestamp(t, tz="Europe/London").tz_convert("UTC") for t in (start, end)]
    table = made.frame(1, created_at=at[:1], paid_at=at[:1], shipped_at=at[1:])
    due = deadlines(table, made.policy(deadline=(72, "hours")))
    assert judge(table, due, pd.Timestamp("2026-12-01T00:00Z"), "handover").bad[0] == late


@pytest.mark.parametrize("clock", ["label", "handover", "scan"])
def test_each_clock_reads_its_own_column(clock):
    own = {"label": "rts_at", "handover": "shipped_at", "scan": "scan_at"}[clock]
    others = {name: LATE for name in ("rts_at", "shipped_at", "scan_at") if name != own}
    assert verdict(clock, **{own: IN_TIME}, **others) == "in time"
    assert verdict(clock, **{own: LATE}) == "late"


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, "late"),  # past due and never handed over
        ({"shipped_at": DUE}, "in time"),
        ({"fulfilment": "platform", "shipped_at": LATE}, "fulfilled by the platform"),
        ({"fulfilment": "platform_tokopedia"}, "fulfilled by the platform"),
        ({"fulfilment": None, "shipped_at": LATE}, "late"),
        ({"paid_at": None, "status": "unpaid"}, "never paid"),
        ({"paid_at": None, "status": "cancelled", "cancelled_at": LATE}, "never paid"),
        ({"paid_at": None}, "late"),  # cash on delivery
        ({"cancelled_at": IN_TIME, "cancel_by": "buyer"}, "cancelled by the buyer before it was due"),
        ({"cancelled_at": IN_TIME, "cancel_by": "seller"}, "cancelled before it was due"),
        ({"cancelled_at": IN_TIME}, "cancelled before it was due"),
        ({"cancelled_at": LATE, "cancel_by": "buyer"}, "late"),
        ({"cancelled_at": IN_TIME, "cancel_by": "buyer", "shipped_at": "2026-05-06T10:00Z"}, "in time"),
        ({"status": "cancelled"}, "time of this step missing"),
        ({"status": "shipped"}, "time of this step missing"),
        ({"delivered_at": LATE}, "time of this step missing"),
        ({"substatus": "in_transit"}, "time of this step missing"),
        ({"created_at": None}, "created time missing"),
    ],
)
def test_who_is_counted(columns, expected):
    assert verdict(**columns) == expected


def test_an_order_not_yet_due_is_left_out_even_if_it_was_early():
    before_due = pd.Timestamp("2026-05-07T12:00Z")
    assert verdict(exported=before_due, shipped_at="2026-05-06T10:00Z") == "not yet due when the data were exported"
    assert verdict(exported=before_due) == "not yet due when the data were exported"


def test_a_label_is_known_to_exist_once_the_order_awaits_collection():
    assert verdict("label", substatus="awaiting_collection") == "time of this step missing"
    assert verdict("handover", substatus="awaiting_collection") == "late"


def test_every_order_is_late_in_time_or_left_out_for_one_reason():
    table = made.planted(lambda f: f.warehouse == "Leeds", rows=3000).orders
    due = deadlines(table, made.policy())
    judged = judge(table, due, EXPORTED, "handover")
    assert not (judged.bad & ~judged.counted).any()
    assert set(np.unique(judged.reason)) <= set(range(-1, len(REASONS)))
    truth = table["shipped_at"].fillna(EXPORTED) > due.due_at
    assert (judged.bad[judged.counted] == truth.to_numpy()[judged.counted]).all()


@pytest.mark.parametrize(("value", "unit"), [(None, ""), (2, "moons"), (True, "hours")])
def test_a_deadline_that_is_not_known_is_said_with_the_fact(value, unit):
    said = deadlines(made.frame(1, created_at=[CREATED]), made.policy(deadline=(value, unit)))
    assert isinstance(said, str)
    assert "late_dispatch.deadline" in said

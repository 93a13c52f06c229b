"""Business days and hours across clock changes, for one instant and for many."""

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.errors import Usage
from kit.model import Calendar
from kit.tools.calendar import add_business_days, business_deadlines, holidays_between, hours_between, is_working_day


def calendar(zone, country, subdivision=None):
    return Calendar(zone=zone, zone_status="stated", holidays=country, subdivision=subdivision)


UK = calendar("Europe/London", "GB", "ENG")
US = calendar("America/Los_Angeles", "US")
KEDAH = calendar("Asia/Kuala_Lumpur", "MY", "02")
VIETNAM = calendar("Asia/Ho_Chi_Minh", "VN")
SAUDI = calendar("Asia/Riyadh", "SA")
SYDNEY = calendar("Australia/Sydney", "AU", "NSW")
CALENDARS = [UK, US, KEDAH, VIETNAM, SAUDI, SYDNEY]
LONDON = ZoneInfo("Europe/London")
LAST = timedelta(microseconds=1)

instants = st.datetimes(datetime(2023, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


def due(start, n=2, site=UK):
    return add_business_days(start, n, site).isoformat(timespec="minutes")


# --- hours ---------------------------------------------------------------------------------------


def test_hours_count_what_passed_not_what_the_clock_shows():
    assert hours_between(london(2026, 3, 28, 12), london(2026, 3, 31, 12, 30)) == 71.5  # 72.5 on the wall: falsely late
    assert hours_between(london(2026, 10, 24, 12), london(2026, 10, 27, 11, 30)) == 72.5  # 71.5 on the wall: missed


@given(instants, st.integers(0, 10**7), st.sampled_from(CALENDARS))
def test_hours_are_those_of_utc(start, seconds, site):
    zone = ZoneInfo(site.zone)
    end = start + timedelta(seconds=seconds)
    assert hours_between(start.astimezone(zone), end.astimezone(zone)) == pytest.approx(seconds / 3600)


# --- which days ----------------------------------------------------------------------------------


def test_uk_bank_holidays_are_listed_by_name():
    found = holidays_between(date(2026, 4, 1), date(2026, 12, 31), UK)
    assert [(h.day.isoformat(), h.name) for h in found] == [
        ("2026-04-03", "Good Friday"),
        ("2026-04-06", "Easter Monday"),
        ("2026-05-04", "May Day"),
        ("2026-05-25", "Spring Bank Holiday"),
        ("2026-08-31", "Late Summer Bank Holiday"),
        ("2026-12-25", "Christmas Day"),
        ("2026-12-28", "Boxing Day (observed)"),  # the 26th is a Saturday and costs no working day
    ]


def test_britain_without_a_part_is_refused():
    """The library then leaves out Easter Monday and the August bank holiday without a word."""
    with pytest.raises(Usage, match="need a subdivision") as error:
        is_working_day(date(2026, 8, 31), calendar("Europe/London", "GB"))
    assert "ENG" in str(error.value)
    assert not is_working_day(date(2026, 8, 31), UK)
    assert is_working_day(date(2026, 8, 31), calendar("Europe/London", "GB", "SCT"))


@pytest.mark.parametrize(
    ("site", "said"),
    [
        (calendar("Europe/London", "UK", "ENG"), "knows no country"),
        (calendar("Europe/London", "GB", "YRK"), "no subdivision"),
        (calendar("Asia/Kuala_Lumpur", "MY"), "need a subdivision"),
    ],
)
def test_unknown_calendar_is_a_clear_error(site, said):
    with pytest.raises(Usage, match=said):
        is_working_day(date(2026, 1, 2), site)


def test_weekends_are_the_countrys_own():
    friday, saturday, sunday = date(2026, 6, 12), date(2026, 6, 13), date(2026, 6, 14)
    assert [is_working_day(d, UK) for d in (friday, saturday, sunday)] == [True, False, False]
    assert [is_working_day(d, SAUDI) for d in (friday, saturday, sunday)] == [False, False, True]
    assert [is_working_day(d, KEDAH) for d in (friday, saturday, sunday)] == [False, False, True]


def test_a_make_up_saturday_is_worked():
    assert is_working_day(date(2026, 8, 22), VIETNAM)
    assert not is_working_day(date(2026, 8, 29), VIETNAM)


# --- deadlines -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "deadline"),
    [
        (london(2026, 5, 12, 9), "2026-05-14T23:59+01:00"),
        (london(2026, 5, 12, 23, 59, 59), "2026-05-14T23:59+01:00"),
        (london(2026, 5, 15, 16), "2026-05-19T23:59+01:00"),  # Friday
        (london(2026, 5, 16, 8), "2026-05-19T23:59+01:00"),  # Saturday
        (london(2026, 5, 17, 8), "2026-05-19T23:59+01:00"),  # Sunday
        (london(2026, 5, 21, 8), "2026-05-26T23:59+01:00"),  # over the holiday of 25 May
        (london(2026, 5, 25, 8), "2026-05-27T23:59+01:00"),  # on it
        (london(2026, 3, 27, 8), "2026-03-31T23:59+01:00"),  # over the change to summer time
        (london(2026, 10, 23, 8), "2026-10-27T23:59+00:00"),
        (london(2026, 12, 24, 8), "2026-12-30T23:59+00:00"),  # Christmas, weekend, Boxing Day observed
    ],
)
def test_two_working_days_end_at_the_sites_midnight(start, deadline):
    assert due(start) == deadline


def test_the_day_is_the_sites_not_the_servers():
    late_evening = datetime(2026, 5, 12, 23, 30, tzinfo=UTC)  # 00:30 of Wednesday in London
    assert due(late_evening) == "2026-05-15T23:59+01:00"
    assert due(late_evening, site=US) == "2026-05-14T23:59-07:00"


def test_zero_days_is_the_day_itself_or_the_next_worked():
    assert due(london(2026, 5, 12, 9), n=0) == "2026-05-12T23:59+01:00"
    assert due(london(2026, 5, 16, 9), n=0) == "2026-05-18T23:59+01:00"


def test_what_has_no_answer_is_refused():
    with pytest.raises(ValueError, match="no zone"):
        add_business_days(datetime(2026, 5, 12), 2, UK)
    with pytest.raises(ValueError, match="cannot go back"):
        add_business_days(london(2026, 5, 12), -1, UK)
    with pytest.raises(TypeError, match="no zone"):
        business_deadlines(pd.Series(pd.to_datetime(["2026-05-12"]), name="created_at"), 2, UK)


@given(instants, st.integers(0, 12), st.sampled_from(CALENDARS))
def test_deadline_is_a_working_day_with_the_right_number_between(start, n, site):
    zone = ZoneInfo(site.zone)
    deadline = add_business_days(start, n, site)
    day, last = start.astimezone(zone).date(), deadline.date()
    assert deadline >= start
    assert is_working_day(last, site)
    after = (deadline.astimezone(UTC) + LAST).astimezone(zone)
    assert (after.date(), after.time()) == (last + timedelta(1), time.min)
    worked = sum(is_working_day(day + timedelta(k), site) for k in range(1, (last - day).days + 1))
    assert worked == (n or (0 if last == day else 1))


@given(instants, instants, st.integers(0, 5), st.sampled_from(CALENDARS))
def test_a_later_order_is_never_due_earlier(a, b, n, site):
    first, second = sorted((a, b))
    assert add_business_days(first, n, site) <= add_business_days(second, n, site)


# --- many at once --------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.none(), instants), max_size=30), st.integers(0, 5), st.sampled_from(CALENDARS))
def test_many_give_what_one_gives(times, n, site):
    series = pd.Series(pd.array(times, dtype="datetime64[us, UTC]"), index=range(5, 5 + len(times)), name="created_at")
    found = business_deadlines(series, n, site)
    assert (found.name, list(found.index), str(found.dtype)) == ("created_at", list(series.index), "datetime64[us, UTC]")
    for start, deadline in zip(times, found, strict=True):
        assert pd.isna(deadline) if start is None else deadline == add_business_days(start, n, site)
    array = business_deadlines(series.dt.tz_localize(None).to_numpy(), n, site)
    assert np.array_equal(array, found.dt.tz_localize(None).to_numpy(), equal_nan=True)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai"])
def test_any_unit_and_zone_is_read(unit, zone):
    series = pd.Series(pd.to_datetime(["2026-05-12T08:00Z", "2026-10-23T07:00Z"])).dt.tz_convert(zone).dt.as_unit(unit)
    assert [d.isoformat() for d in business_deadlines(series, 2, UK)] == [
        "2026-05-14T22:59:59.999999+00:00",
        "2026-10-27T23:59:59.999999+00:00",
    ]


def test_a_million_orders_take_a_moment():
    seconds = np.random.default_rng(7).integers(1_760_000_000, 1_780_000_000, 1_000_000)
    series = pd.Series(pd.to_datetime(seconds, unit="s", utc=True))
    began = process_time()
    found = business_deadlines(series, 2, UK)
    assert process_time() - began < 2
    assert found.notna().all()
    assert ((found - series) > pd.Timedelta(0)).all()


def test_the_libraries_are_loaded_late():
    code = "import sys, kit.tools.calendar, kit.policy; print(sorted({'holidays', 'pandas', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"

"""How a file writes its moments: told by whole columns, by a declaration, or asked with what the events say for each reading."""

from datetime import date, datetime

import pandas as pd
import pyarrow as pa
import pytest
from order_exports import csv_text, row, rows

from kit.errors import BadFile
from kit.orders.date_formats import parsed
from kit.orders.day_order import Within, within
from kit.orders.reading import parse
from kit.orders.sheet import Request

NOON = pd.Timestamp("2026-05-04T11:00Z")


def said(folder, lines, name="orders.csv", **request):
    path = folder / name
    path.write_text(csv_text(lines), encoding="utf-8")
    (found,) = parse(Request(path=path, file=f"orders/{name}", **{"site": "UK"} | request))
    assert found.rows_in == found.table.num_rows + len(found.quarantined) + found.description
    return found


def refused(folder, lines, **request):
    with pytest.raises(BadFile) as error:
        said(folder, lines, **request)
    return " ".join(error.value.problems)


def columns(count=12, **times):
    """Lines whose times are these texts, the others blank."""
    blank = dict.fromkeys(("Paid Time", "RTH Time", "Shipped Time", "Delivered Time", "Cancelled Time"), "")
    named = {name.replace("_", " "): text for name, text in times.items()}
    return [row(n, **{**blank, **named}) for n in range(count)]


def created(found):
    return found.table["created_at"].to_pylist()


# --- ways to write a moment -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-05-04T12:00:00", "YYYY-MM-DDTHH:MM:SS"),
        ("2026-05-04T12:00:00.250", "YYYY-MM-DDTHH:MM:SS"),
        ("2026-05-04T12:00", "YYYY-MM-DDTHH:MM"),
        ("2026-05-04 12:00:00.0", "YYYY-MM-DD HH:MM:SS"),
        ("2026年5月4日 12:00", "YYYY年MM月DD日 HH:MM"),
        ("2026年05月04日12:00:00", "YYYY年MM月DD日 HH:MM:SS"),
        ("2026年5月4日 12时00分", "YYYY年MM月DD日 HH:MM"),
        ("2026-05-04T11:00:00Z", "YYYY-MM-DDTHH:MM:SSZ"),
        ("2026-05-04T19:00:00+08:00", "YYYY-MM-DDTHH:MM:SSZ"),
        ("2026-05-04 07:30:00-0330", "YYYY-MM-DDTHH:MM:SSZ"),
        ("2026-05-04T11:00:00.123Z", "YYYY-MM-DDTHH:MM:SSZ"),
    ],
)
def test_a_column_tells_its_own_way(tmp_path, text, written):
    found = said(tmp_path, columns(Created_Time=text))
    assert found.date_format == written
    assert created(found) == [NOON] * 12  # local in London, or as the offset says


def test_a_moment_with_its_offset_is_moved_by_no_zone(tmp_path):
    lines = columns(Created_Time="2026-05-04T19:00:00+08:00")
    found = said(tmp_path, lines, zone="America/Los_Angeles")
    assert created(found) == [NOON] * 12
    assert found.zone == "UTC"
    assert "Created Time says the moment in UTC; no zone is used" in found.notes
    mixed = said(tmp_path, columns(Created_Time="2026-05-04T11:00:00Z", Paid_Time="2026-05-04 12:30:00"))
    assert mixed.table["paid_at"].to_pylist() == [pd.Timestamp("2026-05-04T11:30Z")] * 12
    assert mixed.zone == "Europe/London"


def test_cells_without_an_offset_among_those_with_one_are_not_guessed(tmp_path):
    some, others = columns(12, Created_Time="2026-05-04T11:00:00Z"), columns(12, Created_Time="2026-05-04T11:00:00")
    assert "mixes YYYY-MM-DDTHH:MM:SSZ and YYYY-MM-DDTHH:MM:SS" in refused(tmp_path, [*some, *others[:4]])
    (odd,) = said(tmp_path, [*some, others[0]]).quarantined
    assert odd.rule == "date"


@pytest.mark.parametrize("text", ["2026-02-30T08:00:00Z", "2026-05-04T08:00:00+15:00", "2026-05-04T25:00:00Z", "2026-05-04Z"])
def test_moments_that_never_were(text):
    assert parsed(pa.chunked_array([pa.array([text])]), "YYYY-MM-DDTHH:MM:SSZ").null_count == 1


@pytest.mark.parametrize("text", ["46146.5", "46146,5", "46146.500000001"])
def test_days_as_excel_counts_them_only_by_declaration(tmp_path, text):
    lines = columns(Created_Time=text)
    told = refused(tmp_path, lines)
    assert f"Created Time holds bare numbers, e.g. '{text}'" in told
    assert "declare date_format: EXCEL SERIAL for this file in case.yaml" in told
    found = said(tmp_path, lines, date_format="EXCEL SERIAL")
    assert (created(found), found.date_format) == ([NOON] * 12, "EXCEL SERIAL")
    old = said(tmp_path, columns(Created_Time="44684.5"), date_format="EXCEL SERIAL 1904")
    assert created(old) == [NOON] * 12


def test_a_later_column_of_numbers_is_asked_too(tmp_path):
    lines = columns(Created_Time="25/05/2026 12:00:00", Shipped_Time="46168.5")
    assert "Shipped Time holds bare numbers" in refused(tmp_path, lines)
    found = said(tmp_path, lines, date_format="DD/MM/YYYY HH:MM:SS or EXCEL SERIAL")
    assert found.table["shipped_at"].to_pylist() == [pd.Timestamp("2026-05-26T11:00Z")] * 12


def test_a_column_half_turned_into_numbers_is_refused(tmp_path):
    lines = [*columns(12, Created_Time="25/05/2026 12:00:00"), *columns(5, Created_Time="46146.5")]
    assert "Created Time mixes DD/MM/YYYY HH:MM:SS and EXCEL SERIAL (5 cells" in refused(tmp_path, lines)


def test_seconds_since_1970_by_declaration_are_moved_by_no_zone(tmp_path):
    lines = columns(Created_Time=str(int(NOON.timestamp())), Paid_Time="0")
    assert "declare date_format: UNIX for this file" in refused(tmp_path, lines)
    found = said(tmp_path, lines, date_format="UNIX", zone="America/Los_Angeles")
    assert created(found) == [NOON] * 12
    assert found.table["paid_at"].null_count == 12


# --- days and months that could be either ---------------------------------------------------------


def quick(day_first, shift=0):
    """Orders of 3 to 8 April, each handed over the next day, written so that nothing tells day from month."""
    stamp = "{0:02d}/{1:02d}/2026 10:00" if day_first else "{1:02d}/{0:02d}/2026 10:00"
    return [
        line
        for n, day in enumerate(range(3, 9))
        for line in columns(1, Created_Time=stamp.format(day, 4), Shipped_Time=stamp.format(day + 1, 4))
        for line in [line | {"Order ID": str(int(line["Order ID"]) + n + shift)}]
    ]


@pytest.mark.parametrize("day_first", [True, False])
def test_both_readings_are_named_and_the_likelier_proposed(tmp_path, day_first):
    told = refused(tmp_path, quick(day_first))
    assert "3 April 2026 as" in told
    assert "4 March 2026 as" in told
    meant = "DD/MM/YYYY HH:MM" if day_first else "MM/DD/YYYY HH:MM"
    assert f"as {meant} 0 events lie before their order was created, the longest wait is 1 days" in told
    assert f"{meant} seems meant, but only a person can say" in told
    assert "declare date_format: DD/MM/YYYY HH:MM or date_format: MM/DD/YYYY HH:MM for this file in case.yaml" in told
    found = said(tmp_path, quick(day_first), date_format=meant)
    assert created(found)[0] == pd.Timestamp("2026-04-03T09:00Z")


def test_nothing_is_proposed_where_nothing_tells(tmp_path):
    told = refused(tmp_path, columns(Created_Time="03/04/2026 10:00"))
    assert "3 April 2026 as DD/MM/YYYY HH:MM or 4 March 2026 as MM/DD/YYYY HH:MM" in told
    assert "nothing in the file tells which" in told


def test_the_days_of_the_file_speak_for_a_reading(tmp_path):
    lines = columns(Created_Time="03/04/2026 10:00")
    named = refused(tmp_path, lines, name="All order-2026-03-31-10_30.csv")
    assert "MM/DD/YYYY HH:MM seems meant" in named
    assert "12 rows lie outside the day in its name" in named
    covered = refused(tmp_path, lines, covers=(date(2026, 4, 1), date(2026, 4, 30)))
    assert "DD/MM/YYYY HH:MM seems meant" in covered
    assert "the days that covers states" in covered


def test_the_exports_own_order_is_asked_where_the_files_days_contradict_it(tmp_path):
    lines = columns(Created_Time="03/04/2026 10:00:00")
    assert created(said(tmp_path, lines))[0].month == 4
    told = refused(tmp_path, lines, covers=(date(2026, 3, 1), date(2026, 3, 10)))
    assert "MM/DD/YYYY HH:MM:SS seems meant" in told
    assert created(said(tmp_path, lines, covers=(date(2026, 4, 1), date(2026, 4, 10))))[0].month == 4


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("orders/All order-2026-05-04-12_30.csv", (None, date(2026, 5, 4))),
        ("orders/20260501_20260531.csv", (date(2026, 5, 1), date(2026, 5, 31))),
        ("2026-01-01/orders.csv", (None, None)),
        ("orders/576460752303423525.csv", (None, None)),
        ("orders/2026-02-31.csv", (None, None)),
    ],
)
def test_the_days_in_a_files_name(name, found):
    days = within(name)
    assert (days.first, days.last) == found


def test_what_the_case_states_comes_before_the_name():
    assert within("2026-05-04.csv", None, datetime(2026, 6, 1)).last == date(2026, 6, 1)
    assert within("orders.csv") == Within()


# --- the hour that clocks repeat ------------------------------------------------------------------

AUTUMN = "25/10/2026 {}"  # in London 01:00 to 02:00 comes twice: 00:00 and 01:00 UTC


def autumn(**times):
    return row(99, **{name.replace("_", " "): text and AUTUMN.format(text) for name, text in times.items()})


QUIET = dict.fromkeys(("RTH_Time", "Shipped_Time", "Delivered_Time"), "")


@pytest.mark.parametrize(
    ("times", "hours", "says"),
    [
        ({"Created_Time": "01:50:00", "Paid_Time": "01:10:00"}, ("00:50", "01:10"), {"Paid Time": "the order of events tells"}),
        ({"Created_Time": "00:30:00", "Paid_Time": "01:10:00"}, ("23:30", "00:10"), {"Paid Time": "1 read as its first passing"}),
        ({"Created_Time": "01:30:00", "Paid_Time": "02:10:00"}, ("00:30", "02:10"), {"Created Time": "1 read as its first"}),
        ({"Created_Time": "01:30:00", "Paid_Time": "01:40:00"}, ("00:30", "00:40"), {"Created Time": "1 read as its first"}),
    ],
)
def test_the_order_of_events_tells_the_passing_where_it_can(tmp_path, times, hours, says):
    found = said(tmp_path, [*rows(20), autumn(**QUIET, **times)])
    last = [found.table[name].to_pylist()[-1] for name in ("created_at", "paid_at")]
    assert [f"{moment:%H:%M}" for moment in last] == list(hours)
    for header, text in says.items():
        (note,) = [n for n in found.notes if f"1 cells of {header} lie in the hour that clocks repeat in Europe/London" in n]
        assert text in note
        assert ("late by less than an hour" in note) == ("read as its first passing" in note)


def test_a_creation_before_a_known_event_is_in_the_first_passing(tmp_path):
    lines = [*rows(20), autumn(**QUIET | {"Shipped_Time": "01:20:00"}, Created_Time="01:40:00", Paid_Time="")]
    found = said(tmp_path, lines)
    assert [f"{found.table[n].to_pylist()[-1]:%H:%M}" for n in ("created_at", "shipped_at")] == ["00:40", "01:20"]


def test_a_delivery_is_never_before_its_dispatch(tmp_path):
    lines = [
        *rows(20),
        autumn(Created_Time="00:10:00", Paid_Time="", RTH_Time="", Shipped_Time="01:45:00", Delivered_Time="01:15:00"),
    ]
    found = said(tmp_path, lines)
    assert f"{found.table['delivered_at'].to_pylist()[-1]:%H:%M}" == "01:15"


def test_times_told_and_not_told_are_counted_apart(tmp_path):
    lines = [autumn(**QUIET, Created_Time=c, Paid_Time=p) | {"Order ID": f"5764607523034290{n}1"} for n, (c, p) in enumerate(
        [("01:50:00", "01:10:00"), ("00:10:00", "01:20:00"), ("00:10:00", "01:20:00")])]  # fmt: skip
    found = said(tmp_path, [*rows(20), *lines])
    (note,) = [n for n in found.notes if "cells of Paid Time lie in the hour" in n]
    assert "3 cells of Paid Time" in note
    assert "1 told by the order of events, 2 read as its first passing (lines 23, 24)" in note

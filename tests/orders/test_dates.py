"""Dates: one format for a column, and instants that agree with the zone's rules."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.orders import date_formats, dates, fixed_width
from kit.orders.date_formats import TEMPLATES, parsed
from kit.orders.dates import to_utc, understand

OWN = "DD/MM/YYYY HH:MM:SS"
WRITTEN = set(TEMPLATES) - date_formats.NUMBERS


def column(*texts):
    return pa.chunked_array([pa.array(texts, pa.string())])


def understood(*, declared=None, **columns):
    return understand({k: column(*v) for k, v in columns.items()}, {k: k for k in columns}, own=OWN, declared=declared)


@settings(deadline=None)
@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2068, 12, 31)), st.sampled_from(sorted(WRITTEN)))
def test_every_format_reads_what_it_writes(moment, template):
    moment = moment.replace(microsecond=0, second=moment.second if "SS" in template else 0)
    moment = moment if "HH" in template else moment.replace(hour=0, minute=0)
    assert parsed(column(moment.strftime(TEMPLATES[template])), template).to_pylist() == [moment]


@pytest.mark.parametrize("template", ["DD/MM/YYYY HH:MM:SS", "MM/DD/YYYY HH:MM:SS AM", "YYYY-MM-DD HH:MM"])
def test_days_that_never_were_are_not_dates(template):
    wrong = [(31, 2), (30, 2), (31, 4), (29, 2), (31, 11)]
    texts = []
    for day, month in wrong:
        text = template.replace("MM:SS", "00:00").replace("HH:MM", "10:00").replace("HH", "10")
        texts.append(text.replace("DD", f"{day:02d}").replace("YYYY", "2026").replace("MM", f"{month:02d}"))
    assert parsed(column(*texts), template).to_pylist() == [None] * len(texts)


@pytest.mark.parametrize(
    "text",
    [
        "01-Sept-06",
        "Date Not Captured",
        "N/A - From RDC",
        "11/05/26 10:00:00",
        "11/05/2026",
        "11/05/2026 24:00:00",
        "11/05/2026 10:00:60",
        "11/13/2026 10:00:00",
        "11/05/2026 10:00:00 AM",
        "1a/05/2026 10:00:00",
        "11/05/9026 10:00:00",
        "46153.4",
    ],
)
def test_what_is_no_such_date_is_null(text):
    assert parsed(column("11/05/2026 10:00:00", text), OWN).null_count == 1


def test_short_and_padded_cells_are_read_alike():
    assert parsed(column("1/5/2026 6:03:56", None), OWN).to_pylist() == [datetime(2026, 5, 1, 6, 3, 56), None]
    assert fixed_width.local_times(column("1/5/2026 6:03:56"), TEMPLATES[OWN]) is None


def test_slices_and_blanks_keep_their_place():
    texts = [None if n % 3 == 0 else f"{n % 28 + 1:02d}/05/2026 10:00:{n % 60:02d}" for n in range(500)]
    whole = parsed(column(*texts), OWN).to_pylist()
    cut = pa.chunked_array([pa.array(texts).slice(0, 123), pa.array(texts).slice(123)])
    assert parsed(cut, OWN).to_pylist() == whole == [t and datetime.strptime(t, TEMPLATES[OWN]) for t in texts]


def test_a_column_takes_the_one_format_that_parses_it_all():
    found = understood(created_at=["05/13/2026 10:00:00", "05/02/2026 10:00:00"])
    assert found.templates == {"created_at": "MM/DD/YYYY HH:MM:SS"}
    assert found.local["created_at"].to_pylist()[1] == datetime(2026, 5, 2, 10)


def test_a_column_that_could_be_either_follows_one_that_cannot():
    found = understood(created_at=["05/13/2026 10:00:00"], paid_at=["05/06/2026 10:00:00"])
    assert found.templates["paid_at"] == "MM/DD/YYYY HH:MM:SS"
    assert not found.problems


def test_a_late_day_past_the_sample_decides():
    early = [f"{n % 12 + 1:02d}/{n % 11 + 1:02d}/2026 10:00:00" for n in range(9_000)]
    found = understood(created_at=[*early, "05/25/2026 10:00:00", *early])
    assert found.templates == {"created_at": "MM/DD/YYYY HH:MM:SS"}
    assert not found.problems


def test_either_way_takes_the_exports_own_and_says_so():
    found = understood(created_at=["03/04/2026 10:00:00"], shipped_at=["04/04/2026 10:00:00"])
    assert found.local["created_at"].to_pylist() == [datetime(2026, 4, 3, 10)]
    assert "either way" in found.notes[0]


def test_either_way_is_refused_where_the_events_contradict_it():
    found = understood(created_at=["05/11/2026 10:00:00"], shipped_at=["06/01/2026 10:00:00"])  # 11 May to 1 June
    assert "ambiguous date" in found.problems[0]
    assert "declare date_format" in found.problems[0]


def test_either_way_in_a_shape_that_is_not_the_exports_is_asked():
    found = understood(created_at=["03/04/2026 10:00"])
    assert "ambiguous date" in found.problems[0]
    assert "declare date_format" in found.problems[0]
    assert "for this file in case.yaml" in found.problems[0]


def test_columns_of_different_orders_are_refused():
    found = understood(created_at=["25/05/2026 10:00:00"], paid_at=["05/25/2026 10:00:00"])
    assert "dates disagree" in found.problems[0]


def test_a_column_that_mixes_both_orders_is_refused():
    found = understood(created_at=[*["25/05/2026 10:00:00"] * 9, *["05/25/2026 10:00:00"] * 4])
    assert "mixes" in found.problems[0]


def test_one_odd_cell_is_left_for_quarantine():
    found = understood(created_at=[*["25/05/2026 10:00:00"] * 9, "01-Sept-06"])
    assert not found.problems
    assert found.local["created_at"].null_count == 1


def test_a_declared_format_decides():
    found = understood(declared="MM/DD/YYYY", created_at=["03/04/2026 10:00:00"])
    assert found.local["created_at"].to_pylist() == [datetime(2026, 3, 4, 10)]
    assert understood(declared="%m/%d/%Y %H:%M", created_at=["03/04/2026 10:00"]).templates["created_at"] == "MM/DD/YYYY HH:MM"
    assert "is not known" in understood(declared="day first", created_at=["03/04/2026 10:00:00"]).problems[0]


def test_nothing_known_is_asked():
    assert "fits no known date format, e.g. 'yesterday'" in understood(created_at=["yesterday", "today"]).problems[0]


def test_a_column_of_words_takes_the_files_format():
    found = understood(created_at=["25/05/2026 10:00:00"], delivered_at=["N/A"])
    assert found.templates["delivered_at"] == OWN
    assert found.local["delivered_at"].null_count == 1


def test_sept_is_september():
    found = understood(created_at=["01-Sep-26", "02-Sept-26", "3-sept-26", "30-Aug-26"])
    assert found.templates["created_at"] == "DD-MON-YY"
    assert found.local["created_at"].to_pylist() == [datetime(2026, 9, d) for d in (1, 2, 3)] + [datetime(2026, 8, 30)]
    assert understood(created_at=["31-Sept-26", "01-Sep-26", "02-Sep-26"]).local["created_at"].to_pylist()[0] is None


def test_words_among_dates_are_left_for_quarantine():
    found = understood(created_at=["Date Not Captured", *["25/05/2026 10:00:00"] * 5, "N/A - From RDC"])
    assert found.local["created_at"].is_null().to_pylist() == [True, *[False] * 5, True]


def test_days_without_a_time_of_day():
    found = understood(created_at=["2026/05/04", "2026/05/25"], settled_at=["2026/06/01", None])
    assert set(found.templates.values()) == {"YYYY/MM/DD"}
    assert found.local["settled_at"].to_pylist() == [datetime(2026, 6, 1), None]


def test_an_hour_needs_no_leading_nought():
    for text, hour in (("05/25/2026 9:05:00 AM", 9), ("05/25/2026 12:05:00 AM", 0), ("5/25/2026 1:05:00 pm", 13)):
        assert understood(created_at=[text]).local["created_at"].to_pylist() == [datetime(2026, 5, 25, hour, 5)]
    assert date_formats.canonical("MM/DD/YYYY H:MM:SS AM") == "MM/DD/YYYY HH:MM:SS AM"


def test_cells_that_a_spreadsheet_turned_into_dates_are_not_trusted():
    made = ["2026-03-04 00:00:00"] * 12  # was 04/03/2026 or 03/04/2026: nobody knows any more
    found = understood(created_at=[*["25/05/2026 10:00:00"] * 20, *made])
    assert "mixes DD/MM/YYYY HH:MM:SS and YYYY-MM-DD HH:MM:SS (12 cells" in found.problems[0]


def test_seconds_and_milliseconds_since_1970():
    moment = int(datetime(2026, 5, 4, 8, 30, tzinfo=UTC).timestamp())
    for own, scale in (("UNIX", 1), ("UNIX MS", 1000)):
        cells = column(str(moment * scale), None, "0", "soon", "17")
        found = understand({"created_at": cells}, {"created_at": "create_time"}, own=own, declared=None)
        assert found.local["created_at"].to_pylist() == [datetime(2026, 5, 4, 8, 30), *[None] * 4]
    assert understood(created_at=[str(moment)]).problems  # never guessed in a table


# --- zones --------------------------------------------------------------------------------------


def instants(zone, *moments):
    return to_utc(pa.chunked_array([pa.array(moments, pa.timestamp("us"))]), zone)


def test_hours_over_the_change_of_clocks_are_real_hours():
    spring = instants("Europe/London", datetime(2026, 3, 28, 12), datetime(2026, 3, 31, 12, 30)).utc.to_pylist()
    autumn = instants("Europe/London", datetime(2026, 10, 24, 12), datetime(2026, 10, 27, 11, 30)).utc.to_pylist()
    assert spring[1] - spring[0] == timedelta(hours=71.5)
    assert autumn[1] - autumn[0] == timedelta(hours=72.5)


def test_an_hour_that_never_was_and_one_that_was_twice():
    found = instants("Europe/London", datetime(2026, 3, 29, 1, 30), datetime(2026, 10, 25, 1, 30), None, datetime(2026, 6, 1))
    assert found.gap.tolist() == [0]
    assert found.fold.tolist() == [1]
    assert found.utc.to_pylist() == [None, datetime(2026, 10, 25, 0, 30, tzinfo=UTC), None, datetime(2026, 5, 31, 23, tzinfo=UTC)]


@pytest.mark.parametrize(
    "zone", ["Europe/London", "Asia/Jakarta", "America/Los_Angeles", "America/Mexico_City", "Asia/Tokyo", "Australia/Lord_Howe"]
)
def test_random_instants_agree_with_the_zone_database(zone):
    dice, rules = random.Random(zone), ZoneInfo(zone)
    moments = [datetime(2024, 1, 1) + timedelta(seconds=dice.randrange(3 * 366 * 86_400)) for _ in range(6_000)]
    found = instants(zone, *moments)
    wanted = [m.replace(tzinfo=rules).astimezone(UTC) for m in moments]
    gone = {i for i, (m, w) in enumerate(zip(moments, wanted, strict=True)) if w.astimezone(rules).replace(tzinfo=None) != m}
    twice = {
        i for i, m in enumerate(moments) if m.replace(tzinfo=rules).utcoffset() != m.replace(tzinfo=rules, fold=1).utcoffset()
    }
    assert set(found.gap.tolist()) == gone
    assert set(found.fold.tolist()) == twice - gone
    assert [u for i, u in enumerate(found.utc.to_pylist()) if i not in gone] == [w for i, w in enumerate(wanted) if i not in gone]


def test_templates_swap_to_templates():
    assert dates._swapped("DD/MM/YYYY HH:MM:SS") == "MM/DD/YYYY HH:MM:SS"
    assert dates._swapped("YYYY-MM-DD HH:MM") is None
    assert dates._swapped("DD.MM.YYYY HH:MM") is None

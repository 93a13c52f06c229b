"""The table of affected orders: what it shows, what it never shows, and the CSV that it names."""

import csv
from dataclasses import replace
from hashlib import sha256
from io import BytesIO, StringIO

import pandas as pd
import pytest
from pypdf import PdfReader

from kit.errors import BadFile, RenderError
from kit.made import KINDS, make
from kit.made.affected_orders import COLUMNS, MAX_ROWS
from kit.model import Analysis, Calendar, Case, FileReading, Metric, Orders, Policy, Rate, SitePack, Window

DURING = Window(start="2026-05-11", end="2026-06-07")
READING = FileReading(
    file="orders/may.csv", sha256="ab12" * 16, format="uk_orders", sheet=None, encoding="utf-8", date_format="%d/%m/%Y %H:%M",
    zone="Europe/London", rows_in=2100, used=2080, quarantined=3, description=1, duplicates=16, merged=0,
    dropped_columns=("Recipient",), unknown_columns=(),
)  # fmt: skip


def late_orders(count, **changes):
    placed = pd.Series(pd.date_range("2026-05-11T15:00Z", periods=count, freq="97min")).astype("datetime64[us, UTC]")
    due = placed + pd.Timedelta(hours=30)
    hours = [float((n * 7) % 53 + 1) for n in range(count)]
    table = {
        "order_id": [str(576933104200000000 + 37061 * n) for n in range(count)],
        "created_at": placed,
        "due_at": due,
        "clock_at": due + pd.to_timedelta(hours, unit="h"),
        "hours_late": hours,
        "warehouse": "Daventry",
        "carrier": "Northway Parcels",
        "status": "delivery_failed",
    }
    return pd.DataFrame({**table, **changes})


def case(**item):
    return Case.model_validate(
        {
            "id": "a",
            "shop": "S",
            "violation": {
                "id": "7529184460371124", "family": "logistics", "site": "UK", "title": "Late", "ticket": "enforced",
                "received": "2026-06-09T10:12+01:00",
            },
            "route": "appeal",
            "stance": "plan",
            "letter": {"date": "2026-07-06"},
            "evidence": [{"id": "orders", "made": "affected_orders", "kind": "order_list", "caption": "Affected orders", **item}],
        }
    )  # fmt: skip


POLICY = Policy(
    site=SitePack(
        code="UK", name="United Kingdom", name_zh="英国", language="en-GB", currency="GBP", paper="A4", date_style="day_first",
        calendar=Calendar(zone="Europe/London", zone_status="stated", holidays="GB"),
    ),
    profile="seed",
    facts=(),
)  # fmt: skip


def analysis(table):
    rate = Rate(
        numerator=len(table), denominator=3926, window=DURING, excluded=(("cancelled by the buyer before it was due", 7),)
    )
    metric = Metric(
        id="late_dispatch", title="Late dispatch", definition="Share of orders handed over too late.", clock="handover",
        unit="%", noun="orders", periods=(("during", rate),), sentence="", reconstructed="The deadline was rebuilt.",
    )  # fmt: skip
    return Analysis(
        main="late_dispatch",
        periods=(("during", DURING),),
        metrics=(metric,),
        drivers=(),
        affected=table,
        notes=("Days are London days.",),
    )


def orders():
    empty = pd.DataFrame()
    return Orders(lines=empty, orders=empty, readings=(READING,), quarantine=(), exported=None)


def made(folder, table, **item):
    done = make(case(**item), orders(), analysis(table), POLICY, folder)
    pages = PdfReader(BytesIO(done["orders"].read_bytes())).pages
    return [" ".join(p.extract_text().split()) for p in pages], (folder / "affected_orders.csv").read_bytes(), pages


def test_kinds_are_known_by_their_file():
    assert KINDS == ("affected_orders", "counter_notice_form")


def test_every_order_stands_on_paper_and_the_csv_is_named_by_its_hash(tmp_path):
    table = late_orders(35)
    pages, content, boxes = made(tmp_path, table)
    assert len(pages) == 3
    assert {(float(p.mediabox.width), float(p.mediabox.height)) for p in boxes} == {(786.0, 503.0)}
    assert all(order in " ".join(pages) for order in table["order_id"])
    assert "Rows 1–30 of 35" in pages[0]
    assert "Handed over" in pages[0]
    assert "11 May, 16:00" in pages[0]  # 15:00 UTC at the site
    assert "Delivery failed" in pages[0]
    how = pages[2]
    assert sha256(content).hexdigest() in how
    assert READING.line in how
    assert READING.sha256 in how
    assert "35 of 3,926 orders" in how
    for text in ("The deadline was rebuilt.", "7 cancelled by the buyer before it was due"):
        assert text in how
    assert "Days are London days." not in how  # notes are ours: they weigh sources that no platform has to read


def test_the_paper_holds_the_longest_delays_and_the_csv_all(tmp_path):
    table = late_orders(200)
    pages, content, _ = made(tmp_path, table)
    paper = " ".join(pages)
    shown = [order for order in table["order_id"] if order in paper]
    assert len(shown) == MAX_ROWS
    kept = table[table["order_id"].isin(shown)]
    left = table[~table["order_id"].isin(shown)]
    assert kept["hours_late"].min() >= left["hours_late"].max()
    places = [paper.index(order) for order in kept["order_id"]]
    assert places == sorted(places)  # still oldest first
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))
    assert [r["order_id"] for r in rows] == list(table["order_id"])
    assert f"the longest delays among {len(table)} late orders" in pages[0]


def test_an_order_that_never_left_is_shown_first_among_the_late(tmp_path):
    table = late_orders(100)
    table.loc[3, "clock_at"] = pd.NaT
    table.loc[3, "hours_late"] = float("nan")
    pages, content, _ = made(tmp_path, table)
    assert table["order_id"][3] in " ".join(pages)
    assert "not yet" in " ".join(pages)
    assert "nan" not in " ".join(pages)
    row = list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))[3]
    assert (row["clock_at"], row["hours_late"]) == ("", "")


def test_a_column_that_is_not_on_the_list_stops_the_exhibit(tmp_path):
    table = late_orders(3, buyer_name="Amelia Wright", phone="0")
    with pytest.raises(RenderError) as caught:
        made(tmp_path, table)
    assert caught.value.problems == ("buyer_name", "phone")
    assert not list(tmp_path.iterdir())
    assert set(COLUMNS).isdisjoint({"buyer_name", "recipient", "address", "phone", "email"})


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_csv_is_a_formula(tmp_path, start):
    _, content, _ = made(tmp_path, late_orders(2, warehouse=f"{start}cmd|' /C calc'!A0"))
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)
    assert rows[1][5].startswith(f"'{start}")


def test_hostile_names_stay_text(tmp_path):
    pages, _, _ = made(tmp_path, late_orders(2, warehouse="<b>X</b>{{ 7*7 }}"))
    assert "<b>X</b>{{ 7*7 }}" in pages[0]


def test_a_name_that_cannot_be_drawn_is_named(tmp_path):
    with pytest.raises(RenderError, match="cannot be printed") as caught:
        made(tmp_path, late_orders(2, warehouse="한국"))
    assert "row 1" in caught.value.problems[0]


def test_the_same_orders_give_the_same_bytes(tmp_path):
    done = [make(case(), orders(), analysis(late_orders(5)), POLICY, tmp_path / n)["orders"].read_bytes() for n in "ab"]
    assert done[0] == done[1]


def test_what_cannot_be_made_is_named_with_its_place(tmp_path):
    with pytest.raises(BadFile) as caught:
        make(case(made="horoscope"), orders(), analysis(late_orders(1)), POLICY, tmp_path)
    assert caught.value.problems == (
        "evidence.0.made: the kit makes no 'horoscope'; known: affected_orders, counter_notice_form",
    )
    with pytest.raises(BadFile) as caught:
        make(case(), None, analysis(late_orders(1)), POLICY, tmp_path)
    assert "put the exports into orders/" in caught.value.problems[0]
    # the evidence room names what could not be made
    assert make(case(), orders(), replace(analysis(late_orders(1)), affected=None), POLICY, tmp_path) == {
        "orders": "its rate could not be computed from the exports; see `poa check`"
    }


def test_no_late_order_is_an_empty_list_that_says_how_it_was_made(tmp_path):
    made = make(case(), orders(), analysis(late_orders(1).iloc[:0]), POLICY, tmp_path)
    (path,) = made.values()
    assert path.stat().st_size > 1000
    assert len((tmp_path / "affected_orders.csv").read_text().splitlines()) == 1


def test_nothing_is_made_where_nothing_is_asked_for(tmp_path):
    assert make(case(status="missing"), None, analysis(late_orders(1)), POLICY, tmp_path) == {}
    assert not list(tmp_path.iterdir())

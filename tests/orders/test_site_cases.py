"""Cases on the further sites: an export of each, read and counted by hand, under the site's own rules."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from made_exports import PLANS, made

from kit import policy
from kit.appeal import Appeal
from kit.cli import main
from kit.errors import Exit
from kit.new import Answers, make_case

DAY = date(2026, 7, 6)


def new_case(folder: Path, site: str, *, family: str = "logistics", seller_type: str = "local", letter: date = DAY) -> Path:
    """A case of that site, as `poa new` makes it, under the official profile."""
    answers = Answers(
        ticket="enforced",
        route="appeal",
        stance="plan",
        attempt="1",
        site=site,
        family=family,
        violation_id="7529184460371124",
        title="Late dispatch",
        clock="site",
        received=f"{min(letter, date(2026, 6, 24))} 10:12",  # its rule is that of this day
        deadline="",
        legal_name="Made Trading",
        shop_code="MADE",
        shop_name="Made",
        seller_type=seller_type,
    )
    make_case(folder, answers, today=letter)
    case = folder / "case.yaml"
    case.write_text(case.read_text(encoding="utf-8").replace("profile: seed", "profile: official"), encoding="utf-8")
    return folder


def order(n: int, zone: str, created: str, shipped: str | None, base: dict) -> dict:
    """One order line: its local times in June 2026, written 12 09:30."""

    def at(text: str | None) -> datetime | None:
        return datetime.strptime(f"2026-06-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(zone)) if text else None

    placed, left = at(created), at(shipped)
    reached = left + timedelta(hours=40) if left else None
    times = {"created_at": placed, "paid_at": placed, "rts_at": left and min(left, placed + timedelta(hours=1))}
    numbers = {
        "order_id": str(576_460_752_303_423_525 + n),
        "sku_id": str(172_938_475_610_293_847 + n),
        "tracking_id": f"{n:012}",
    }
    return {**base, **numbers, **times, "shipped_at": left, "delivered_at": reached, "cancelled_at": None, "package_id": None}


def analysed(tmp_path, monkeypatch, site, times, **kinds):
    """The late dispatch of a case with these orders (created and shipped, local) and whether each is late, in their order."""
    name = f"{site.lower()}_orders"
    plan = PLANS[name]
    bases = {bool(row["shipped_at"]): row for row in plan.rows(plan) if row["status"] != "cancelled"}
    late = [*times, ("29 09:00", "29 09:30")]  # one of the end of the month, so that the others are due when it was exported

    def rows(_plan):
        return [order(n, plan.zone, a, b, bases.get(bool(b), next(iter(bases.values())))) for n, (a, b) in enumerate(late)]

    monkeypatch.setitem(PLANS, name, replace(plan, rows=rows))
    case = new_case(tmp_path / "case", site, **kinds)
    made(name, case / "orders")
    appeal = Appeal.open(case)
    judged = appeal.analysis.judged
    if judged is None or "late_dispatch" not in judged:
        return appeal, []
    found = judged.set_index("order_id")["late_dispatch"].sort_index()
    return appeal, [None if pd.isna(v) else bool(v) for v in found.tolist()][: len(times)]


def test_thailand_counts_shipped_within_two_working_days(tmp_path, monkeypatch):
    times = [  # 8 June 2026 is a Monday
        ("08 09:00", "10 23:59"),
        ("08 23:30", "11 00:01"),  # after the end of the 2nd working day
        ("12 10:00", "16 23:00"),  # Friday: Monday and Tuesday
        ("12 10:00", "17 00:01"),
        ("13 10:00", "16 22:00"),  # Saturday
        ("02 10:00", "05 20:00"),  # the 3rd is a holiday: 4 and 5 June
        ("02 10:00", "06 00:30"),
    ]
    appeal, late = analysed(tmp_path, monkeypatch, "TH", times)
    assert late == [False, True, False, True, False, False, True]
    metric = appeal.analysis.metric("late_dispatch")
    assert metric.clock == "handover"
    assert "2nd working day" in metric.reconstructed
    assert "Asia/Bangkok" in metric.reconstructed
    assert (appeal.orders.readings[0].format, appeal.orders.readings[0].zone) == ("th_orders", "Asia/Bangkok")
    assert {"label_late", "handover_late"} <= {cause.pattern for cause in appeal.causes}


@pytest.mark.parametrize(("site", "of"), [("TH", "orders"), ("MX", "confirmed orders")])
def test_cancellations_are_counted_of_what_the_site_says(tmp_path, site, of):
    case = new_case(tmp_path / "case", site, family="refunds")
    export = made(f"{site.lower()}_orders", case / "orders")
    appeal = Appeal.open(case)
    said = [note for note in appeal.analysis.notes if note.startswith("Cancellations: counted of")]
    assert len(said) == 1
    assert f"counted of {of}" in said[0]
    assert ("knowledge_id=4260207925872400, grade official" if site == "TH" else "the kit's own reading") in said[0]
    metric = appeal.analysis.metric("seller_cancellation")
    assert metric.unavailable is None or "Cancel Reason" in metric.unavailable
    assert all(reading.balances and reading.rows_in == len(export.rows) for reading in appeal.orders.readings)
    assert appeal.causes


def test_viet_nam_counts_the_same_day_before_two_in_the_afternoon(tmp_path, monkeypatch):
    times = [
        ("08 13:59", "08 23:50"),
        ("08 13:59", "09 00:10"),
        ("08 14:00", "09 23:50"),
        ("08 14:00", "10 00:10"),
        ("12 15:00", "15 23:30"),  # Friday afternoon: Monday
        ("13 09:00", "15 23:30"),  # Saturday morning: Monday too
        ("13 15:00", "16 00:10"),  # Saturday afternoon changes nothing
    ]
    appeal, late = analysed(tmp_path, monkeypatch, "VN", times)
    assert late == [False, True, False, True, False, False, True]
    assert "placed before 14:00 on a working day" in appeal.analysis.metric("late_dispatch").reconstructed


def test_indonesia_counts_the_same_day_before_noon_and_leaves_out_a_holiday(tmp_path, monkeypatch):
    times = [
        ("08 11:59", "08 23:50"),
        ("08 12:00", "09 23:50"),
        ("08 11:59", "09 00:10"),
        ("15 13:00", "17 23:00"),  # the 16th is Islamic New Year
        ("16 09:00", "17 23:00"),
        ("16 09:00", "18 00:30"),
        ("08 11:00", None),  # never left
    ]
    _, late = analysed(tmp_path, monkeypatch, "ID", times)
    assert late == [False, False, True, False, False, True, True]


def test_cross_border_counts_calendar_days_since_june_2026(tmp_path, monkeypatch):
    times = [("12 09:00", "15 23:30"), ("12 09:00", "16 00:10"), ("13 23:00", "16 23:00")]
    appeal, late = analysed(tmp_path, monkeypatch, "TH", times, seller_type="cross_border")
    assert late == [False, True, False]
    assert (
        "by the end of day 3 after the day of the order, days off included" in appeal.analysis.metric("late_dispatch").definition
    )


def test_cross_border_counted_96_hours_before(tmp_path, monkeypatch):
    times = [("12 09:00", "16 08:59"), ("12 09:00", "16 09:01")]
    _, late = analysed(tmp_path, monkeypatch, "VN", times, seller_type="cross_border", letter=date(2026, 6, 21))
    assert late == [False, True]


def test_a_site_without_a_deadline_says_so(tmp_path, monkeypatch):
    appeal, _ = analysed(tmp_path, monkeypatch, "PH", [("08 09:00", "10 23:59")])
    assert "no dispatch deadline is known for PH" in appeal.analysis.metric("late_dispatch").unavailable


def test_mexico_reads_the_month_first_and_japan_its_own_headers(tmp_path, monkeypatch):
    appeal, _ = analysed(tmp_path / "mx", monkeypatch, "MX", [("08 09:00", "10 23:59")])
    assert appeal.orders.orders["created_at"].min() == pd.Timestamp("2026-06-08T15:00Z")
    assert "no dispatch deadline is known for MX" in appeal.analysis.metric("late_dispatch").unavailable
    appeal, late = analysed(tmp_path / "jp", monkeypatch, "JP", [("08 09:00", "11 23:59"), ("08 09:00", "12 00:01")])
    assert appeal.orders.orders["created_at"].min() == pd.Timestamp("2026-06-08T00:00Z")
    assert late == [False, True]


@pytest.mark.parametrize("site", sorted(policy.sites()))
def test_a_new_case_opens_with_its_rules(tmp_path, site):
    appeal = Appeal.open(new_case(tmp_path / "case", site, seller_type="cross_border"))
    assert appeal.policy.site.code == site
    assert appeal.case.violation.received.utcoffset() == datetime(2026, 6, 24, tzinfo=appeal.policy.zone).utcoffset()


def test_poa_new_and_policy_know_the_sites(tmp_path, capsys):
    options = "--ticket pending --route appeal --stance plan --attempt 1 --family logistics --violation-id 7529184460371124"
    words = "--received 2026-06-09T10:12 --clock site --deadline 2026-07-09T23:59 --shop-code S --shop-name S --seller-type local --lang en"
    named = ["--title", "Late dispatch", "--legal-name", "Made Trading"]
    assert main(["new", str(tmp_path / "th"), "--site", "TH", *options.split(), *words.split(), *named]) == Exit.CLEAN
    assert "+07:00" in (tmp_path / "th/case.yaml").read_text(encoding="utf-8")
    assert main(["policy", "TH", "--seller-type", "local", "--day", "2026-07-06"]) == Exit.CLEAN
    assert "late_dispatch.deadline\t2 business days\tofficial" in capsys.readouterr().out

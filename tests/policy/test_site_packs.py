"""The packs of the sites: every question answered, in the words that the metrics know, by its days."""

import ast
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import made_orders as made
import pytest

from kit import policy
from kit.errors import Usage
from kit.metrics import analyse
from kit.model import Fact, Site
from kit.paths import PACKAGE
from kit.tools import calendar

SITES = policy.codes()
SEA = ("ID", "TH", "VN", "PH", "MY", "SG")
EU = ("DE", "FR", "IT", "ES")
MOVED = {"US", "UK", *EU}  # the clocks, twice a year
API = "https://github.com/lazykern/ecommerce-api-docs"
LAW = "https://www.legislation.gov.uk/"
DAY = date(2026, 7, 6)
READ = {  # what a metric reads, for all sites
    *(f"late_dispatch.{x}" for x in ("clock", "deadline", "limit", "window_days", "formula", "cutoff_hour", "left_out")),
    *("late_dispatch.preorder_deadline", "late_dispatch.handling_unit"),
    *(f"sfcr.{x}" for x in ("denominator", "excludes", "counts", "window_days", "limit")),
    *(f"return.{x}" for x in ("denominator", "fault_denominator", "fault_parties", "fault_excludes", "window_days")),
    *("dispute.denominator", "chat.response_hours", "chat.machine_answers"),
    *(f"negative_reviews.{x}" for x in ("denominator", "stars", "excludes")),
    *("valid_tracking.limit", "on_time_delivery.deadline", "tracking.no_scan_hours", "tracking.no_update_days"),
    *("tracking.node_before_order_hours", "orders.export_zone", "calendar.business_day", "calendar.holidays_counted"),
}
WORDS = {  # what such a fact may say, where the metric knows a few words only
    "late_dispatch.clock": {"label", "handover", "scan"},
    "sfcr.denominator": {"orders", "confirmed_orders", "delivered_orders"},
    "sfcr.counts": {"seller_fault", "automatic"},
    "return.fault_denominator": {"orders", "confirmed_orders", "delivered_orders"},
    "return.fault_parties": {"seller", "carrier", "platform", "buyer"},
    "return.fault_excludes": {"refused", "withdrawn", "seller_won", "none"},
    "negative_reviews.denominator": {"orders", "confirmed_orders", "delivered_orders"},
    "negative_reviews.excludes": {"logistics", "product"},
    "chat.machine_answers": {"counted", "excluded", "missed"},
}


def resolve(site, *, seller_type="local", day=DAY, profile="official", place=None):
    return policy.resolve(site, profile, seller_type=seller_type, fulfilment="seller", day=day, place=place)


def value(fact_id, site, **kinds):
    fact = resolve(site, **kinds).get(fact_id)
    return None if fact is None else fact.value


# --- the packs -----------------------------------------------------------------------------------


def test_the_sites_are_those_that_the_kit_promises():
    assert set(SITES) == {*"US UK DE FR IT ES SA AE ID TH VN PH MY SG JP MX".split()}


def test_no_module_lists_sites_by_hand():
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if "demo" in path.parts:  # examples are of certain sites
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            things = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", ())
            if len({t.value for t in things if isinstance(t, ast.Constant)} & set(SITES)) >= 3:
                found.append(f"{path.name}:{node.lineno}")
    assert not found, "a new site should be one new file in kit/policy/sites"


@pytest.mark.parametrize("site", SITES)
def test_every_pack_answers_every_question(site):
    answered = {f.id for f in policy.site(site).facts}
    asked = [ask for topic in policy.site_asks().topics for ask in topic.facts]
    assert len(asked) == len(set(asked)) >= 40
    assert [ask for ask in asked if not answered & set(ask.split(" | "))] == []


def test_what_a_metric_reads_is_asked_of_every_site():
    asked = {i for topic in policy.site_asks().topics for ask in topic.facts for i in ask.split(" | ")}
    assert asked >= READ


@pytest.mark.parametrize("site", SITES)
def test_a_pack_says_how_its_site_is_called_and_writes(site):
    head = policy.heads()[site]
    assert head == Site(**{name: getattr(policy.site(site), name) for name in Site.model_fields})
    assert head.name_zh
    assert head.called
    assert head.money.sign
    assert head.money.decimal != head.money.thousands
    assert head.law == ("EU" if site in EU else None)


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("seller_type", ["local", "cross_border"])
def test_every_fact_that_a_metric_reads_is_there_found_or_not(site, seller_type):
    found = resolve(site, seller_type=seller_type)
    assert READ - {f.id for f in found.facts} <= ({"late_dispatch.cutoff_hour"} if seller_type == "cross_border" else set())
    assert found.get("return.response_hours") or found.get("return.response_days")


@pytest.mark.parametrize("site", SITES)
def test_facts_speak_the_words_that_the_metrics_know(site):
    for fact in policy.sites()[site].facts:
        if fact.id in WORDS and fact.value is not None:
            said = fact.value if isinstance(fact.value, tuple) else (fact.value,)
            assert set(said) <= WORDS[fact.id], fact.id
        if fact.id == "late_dispatch.deadline" and fact.value is not None:
            assert fact.unit in {"hours", "business_days", "calendar_days"}


@pytest.mark.parametrize("site", SITES)
def test_nobody_has_confirmed_a_fact_and_a_page_of_another_site_is_not_quoted(site):
    own = "seller-id.tokopedia.com" if site == "ID" else f"seller-{site.lower()}.tiktok.com"
    for fact in policy.sites()[site].facts:
        assert fact.checked is None
        assert fact.says is None or fact.says.en.endswith(".")
        if fact.grade == "official":
            assert own in fact.source or fact.source.startswith((API, LAW)), fact.id
        elif "university/" in fact.source:
            assert fact.grade == "derived", fact.id


@pytest.mark.parametrize("site", SITES)
def test_zone_of_exports_is_that_of_the_calendar_and_holidays_are_known(site):
    pack = policy.sites()[site]
    assert value("orders.export_zone", site) == pack.calendar.zone
    assert calendar.holidays_between(date(2026, 1, 1), date(2026, 12, 31), pack.calendar)
    summer, winter = (datetime(2026, month, 10, tzinfo=ZoneInfo(pack.calendar.zone)).utcoffset() for month in (7, 1))
    assert (summer != winter) == (site in MOVED)


def test_malaysia_rests_on_its_states_days():
    kuala_lumpur = policy.sites()["MY"].calendar
    kedah = kuala_lumpur.model_copy(update={"subdivision": "02"})
    friday, sunday = date(2026, 7, 10), date(2026, 7, 12)
    assert (calendar.is_working_day(friday, kuala_lumpur), calendar.is_working_day(sunday, kuala_lumpur)) == (True, False)
    assert (calendar.is_working_day(friday, kedah), calendar.is_working_day(sunday, kedah)) == (False, True)


@pytest.mark.parametrize(("place", "code"), [("Kedah", "02"), ("kelantan", "03"), ("Kuala Lumpur", "14"), ("11", "11")])
def test_a_case_states_the_state_whose_days_count(place, code):
    found = resolve("MY", place=place).site.calendar
    assert (found.subdivision, found.place) == (code, place)
    assert policy.sites()["MY"].calendar.place is None  # the pack itself is not changed


def test_johor_rested_on_fridays_until_the_end_of_2024():
    johor = resolve("MY", place="Johor").site.calendar
    assert calendar.rest_days(date(2024, 12, 27), johor) == ("Friday", "Saturday")
    assert calendar.rest_days(date(2025, 1, 10), johor) == ("Saturday", "Sunday")
    start = datetime(2024, 12, 5, 10, tzinfo=ZoneInfo("Asia/Kuala_Lumpur"))  # a Thursday
    assert calendar.add_business_days(start, 1, johor).date() == date(2024, 12, 8)  # Sunday


def test_a_place_that_is_none_is_refused_with_all_that_are():
    with pytest.raises(Usage) as caught:
        resolve("MY", place="Kedahh")
    assert "Kedah, Kelantan" in str(caught.value.problems)
    with pytest.raises(Usage, match="no part of TH"):
        resolve("TH", place="Bangkok")


def dispatched(place, days, shipped):
    """The analysis of one Malaysian order of a Tuesday or Thursday with a deadline in working days."""
    rules = resolve("MY", place=place)
    due = Fact(id="late_dispatch.deadline", value=days, unit="business_days", grade="third_party", source="a test")
    rules = replace(rules, facts=(*(f for f in rules.facts if f.id != due.id), due))
    at = ["2026-05-14T05:00Z"]  # Thursday
    orders = made.orders(made.frame(1, created_at=at, paid_at=at, shipped_at=[shipped]))
    return analyse(made.case(), orders, rules, made.logistics())


def test_the_notes_say_whose_days_count_and_that_it_is_assumed_where_nobody_states_it():
    assumed, stated = (" ".join(dispatched(place, 2, "2026-05-15T03:00Z").notes) for place in (None, "Kedah"))
    assert (
        "Working days are those of Wilayah Persekutuan Kuala Lumpur (days of rest: Saturday and Sunday): an assumption" in assumed
    )
    assert "Kedah, Kelantan and Terengganu rest on Friday and Saturday" in assumed
    assert "Working days are those of Kedah, as the case states; its days of rest are Friday and Saturday." in stated


def test_an_order_of_a_thursday_is_due_later_where_friday_is_a_day_of_rest():
    found = {place: dispatched(place, 1, "2026-05-16T05:00Z") for place in ("Selangor", "Kedah")}
    late = {place: one.metric("late_dispatch_handover").rate("during").numerator for place, one in found.items()}
    assert late == {"Selangor": 1, "Kedah": 0}


# --- which rule holds on which day ---------------------------------------------------------------


@pytest.mark.parametrize("site", ["TH", "VN", "PH", "MY", "SG"])
@pytest.mark.parametrize(
    ("day", "deadline", "unit"),
    [
        (date(2024, 12, 22), 120, "hours"),
        (date(2024, 12, 23), 96, "hours"),
        (date(2026, 6, 21), 96, "hours"),
        (date(2026, 6, 22), 3, "calendar_days"),
    ],
)
def test_cross_border_deadlines_follow_one_another(site, day, deadline, unit):
    fact = resolve(site, seller_type="cross_border", day=day).get("late_dispatch.deadline")
    assert (fact.value, fact.unit, fact.grade) == (deadline, unit, "third_party")


@pytest.mark.parametrize(
    ("site", "day", "deadline", "cutoff"),
    [
        ("VN", date(2024, 8, 25), None, None),
        ("VN", date(2024, 8, 26), 0, "14:00"),
        ("ID", date(2025, 8, 26), None, None),
        ("ID", date(2025, 8, 27), 0, "12:00"),
        ("TH", DAY, 2, None),
        ("PH", DAY, None, None),
        ("MY", DAY, None, None),
        ("SG", DAY, None, None),
        ("MX", DAY, None, None),
        ("JP", DAY, 3, None),
    ],
)
def test_a_case_before_the_rules_first_day_is_told_that_nothing_was_found(site, day, deadline, cutoff):
    found = resolve(site, day=day).get("late_dispatch.deadline")
    assert found.value == deadline
    assert deadline is not None or "not found" in found.says.en
    assert value("late_dispatch.cutoff_hour", site, day=day) == cutoff


def test_a_rule_that_changed_holds_from_its_day():
    for site in SEA:
        assert value("chat.response_hours", site, day=date(2025, 8, 14)) == 24
        assert value("chat.response_hours", site, day=date(2025, 8, 15)) == 12
    assert value("late_dispatch.points_from", "ID", day=date(2025, 11, 9)) == 20
    assert value("late_dispatch.points_from", "ID", day=date(2025, 11, 10)) == 10
    assert value("violation_points.reset_days", "PH", day=date(2025, 6, 16)) == 180
    assert value("violation_points.reset_days", "PH", day=date(2025, 6, 17)) == 90
    assert value("violation_points.reset_days", "TH", seller_type="cross_border") == 180
    assert "dispatched or not" in value("late_dispatch.formula", "VN", day=date(2026, 6, 15))


@pytest.mark.parametrize("site", SITES)
def test_only_what_the_sites_own_pages_say_may_be_quoted(site):
    quoted = {f.id for f in resolve(site).facts if f.is_quotable}
    laws = {i for i in quoted if i.startswith(("legal.", "listing."))}
    assert ("late_dispatch.deadline" in quoted) == (site in {"US", "ID", "TH", "VN"})
    assert ("appeal.window_days" in quoted) == (site in {"ID", "TH"})
    assert bool(quoted - laws) == (site in {"US", "ID", "TH", "VN"})
    assert (
        laws == {"legal.statement_of_reasons", "legal.termination_notice_days"}
        if site == "UK"
        else laws <= {"listing.responsible_person"}
    )

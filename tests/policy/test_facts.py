"""Which facts hold for a case, and how they are shown."""

import json
from dataclasses import asdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import policy
from kit.model import Fact

DAY = date(2026, 7, 6)
TODAY = date(2026, 11, 22)


def resolve(site="UK", profile="seed", *, seller_type="cross_border", fulfilment="seller", day=DAY):
    return policy.resolve(site, profile, seller_type=seller_type, fulfilment=fulfilment, day=day)


def value(fact_id, *args, **kinds):
    fact = resolve(*args, **kinds).get(fact_id)
    return None if fact is None else fact.value


def test_uk_counts_the_label_within_two_working_days():
    found = resolve()
    assert [found.get(f"late_dispatch.{x}").value for x in ("clock", "deadline", "limit", "window_days")] == ["label", 2, 4, 30]
    assert found.get("late_dispatch.deadline").unit == "business_days"
    assert found.get("late_dispatch.clock").grade == "third_party"
    assert str(found.zone) == "Europe/London"
    assert (found.site.language, found.site.paper, found.site.date_style) == ("en-GB", "A4", "day_first")


def test_uk_clock_changed_in_november_2024():
    assert value("late_dispatch.clock", day=date(2024, 11, 3)) == "handover"
    assert value("late_dispatch.clock", day=date(2024, 11, 4)) == "label"


@pytest.mark.parametrize(
    ("day", "clock", "limit"),
    [
        (date(2026, 1, 8), "label", None),
        (date(2026, 1, 9), "scan", 4),
        (date(2026, 3, 1), "scan", 4),
        (date(2026, 3, 2), "scan", 10),
    ],
)
def test_us_versions_follow_one_another(day, clock, limit):
    found = resolve("US", "official", day=day)
    assert found.get("late_dispatch.clock").value == clock
    assert (found.get("late_dispatch.limit").value if limit else found.get("late_dispatch.limit")) == limit
    assert found.get("late_dispatch.clock").is_quotable


def test_profile_wins_and_the_site_fills_the_rest():
    assert value("bundle.max_bytes") == 10_000_000
    assert value("bundle.max_bytes", "UK", "official") is None
    assert resolve("UK", "official").get("bundle.max_bytes") is not None, "looked for and not found is a fact too"
    assert value("late_dispatch.clock") == value("late_dispatch.clock", "UK", "official") == "label"
    assert value("points.start", "UK", "official") is None


def test_profile_facts_hold_on_their_own_sites():
    assert value("letter.responsible_person", "US") is True
    assert value("letter.responsible_person", "US", day=date(2024, 3, 31)) is None
    assert value("letter.responsible_person", "UK") is None
    assert value("letter.signature", "UK") is True
    assert value("points.linked_sites.rank_loss", "UK") is None
    assert value("points.deduct.missing_qualification", "UK") == 5
    assert value("points.deduct.missing_qualification", "US") is None


def test_seed_is_complete_and_computable():
    found = resolve()
    numbers = {
        "points.start": 100,
        "points.deduct.late_dispatch": 3,
        "points.deduct.tracking_anomaly": 5,
        "points.deduct.not_as_described": 10,
        "points.deduct.prohibited": 20,
        "points.deduct.late_return_reply": 2,
        "points.deduct.forged_evidence": 20,
        "points.limited.at_most": 85,
        "points.demoted.at_most": 70,
        "points.warned.at_most": 50,
        "points.repeat_factor": 1.5,
        "points.repeat_days": 30,
        "points.observation_hours": 72,
        "points.late_dispatch.deadline": 72,
        "appeal.window_hours": 72,
        "watch.days": 30,
        "review.min_business_days": 3,
        "review.max_business_days": 7,
        "support.ticket_after_hours": 48,
        "points.reset.clean_days": 180,
        "points.reset.fee": 200,
    }
    assert {i: found.get(i).value for i in numbers} == numbers
    for level in ("limited", "demoted", "warned"):
        assert len(found.get(f"points.{level}.costs").value) >= 2
    assert not [f.id for f in found.facts if f.grade == "seed" and f.is_quotable]


def test_seller_type_and_fulfilment_choose():
    assert value("appeal.pre_fine_hours") == 48
    assert value("appeal.pre_fine_hours", seller_type="local") is None
    assert resolve(fulfilment="mixed") == resolve(fulfilment="seller")


def test_the_specific_fact_wins(tmp_path):
    for name in ("sites", "profiles"):
        (tmp_path / name).mkdir()
    (tmp_path / "profiles" / "plain.yaml").write_text("id: plain\ntitle: Plain\n")
    (tmp_path / "sites" / "zz.yaml").write_text(
        "code: ZZ\nname: Z\nname_zh: Z\nlanguage: en\ncurrency: EUR\npaper: A4\ndate_style: day_first\n"
        "calendar: {zone: UTC, zone_status: stated, holidays: US}\nfacts:\n"
        "  - {id: a, value: 1, source: s, grade: seed}\n"
        "  - {id: a, value: 2, source: s, grade: seed, seller_type: local}\n"
        "  - {id: a, value: 3, source: s, grade: seed, fulfilment: platform}\n"
        "  - {id: a, value: 4, source: s, grade: seed, seller_type: local, fulfilment: platform}\n"
    )

    def chosen(seller_type, fulfilment):
        found = policy.resolve("ZZ", "plain", seller_type=seller_type, fulfilment=fulfilment, day=DAY, folder=tmp_path)
        return found.get("a").value

    assert chosen("cross_border", "seller") == 1
    assert chosen("local", "seller") == 2
    assert chosen("cross_border", "platform") == 3
    assert chosen("local", "platform") == 4


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sampled_from(sorted(policy.sites())), st.sampled_from(["seed", "official"])
)
def test_every_fact_given_holds_on_the_day(day, site, profile):
    found = resolve(site, profile, day=day)
    assert all(f.holds_on(day) for f in found.facts)
    assert all(not f.sites or site in f.sites for f in found.facts)


# --- trust ---------------------------------------------------------------------------------------


def fact(**given):
    return Fact(id="a", value=1, grade="official", source="s", **given)


def test_stale_after_180_days_since_anyone_looked():
    assert not policy.stale(fact(seen="2026-01-01"), date(2026, 6, 30))
    assert policy.stale(fact(seen="2026-01-01"), date(2026, 7, 1))
    assert not policy.stale(fact(seen="2026-01-01", checked="2026-03-01"), date(2026, 7, 1))
    assert not policy.stale(fact(), date(2099, 1, 1)), "never seen is unverified, not stale"


def test_unverified_until_a_person_looked():
    assert policy.unverified(fact(seen="2026-01-01"))
    assert not policy.unverified(fact(seen="2026-01-01", checked="2026-03-01"))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2", 2),
        ("2.5", 2.5),
        ("true", True),
        ("false", False),
        ("label", "label"),
        ("3-7", "3-7"),
        ("7529184460371124", "7529184460371124"),
    ],
)
def test_values_are_what_they_say(text, meant):
    read = Fact(id="a", value=text, grade="seed").value
    assert read == meant
    assert type(read) is type(meant)


# --- rows ----------------------------------------------------------------------------------------


def test_rows_show_each_fact_once_and_are_json():
    found = resolve()
    rows = policy.rows(found, TODAY)
    assert [r.id for r in rows] == sorted(f.id for f in found.facts)
    assert json.loads(json.dumps([asdict(r) for r in rows]))[0]["id"] == rows[0].id
    shown = {r.id: r.shown for r in rows}
    assert shown["bundle.max_bytes"] == "10,000,000 bytes"
    assert shown["late_dispatch.limit"] == "4%"
    assert shown["late_dispatch.deadline"] == "2 business days"
    assert shown["bundle.max_pages"] == "not found"
    assert shown["letter.signature"] == "yes"
    assert shown["review.can_be_hastened"] == "no"
    assert shown["letter.sections"].startswith("Root Cause Analysis; ")


def test_rows_say_what_may_be_quoted_and_what_is_old():
    rows = {r.id: r for r in policy.rows(resolve("US", "official"), date(2027, 8, 1))}
    assert rows["late_dispatch.clock"].quotable
    assert rows["late_dispatch.clock"].stale
    assert rows["late_dispatch.clock"].seen == "2026-11-21"
    assert not rows["channel.image.max_bytes"].quotable
    assert all(r.unverified for r in rows.values())
    assert not any(r.stale for r in policy.rows(resolve("US", "official"), TODAY))


def test_conduct_is_judged_by_the_rule_of_its_days_and_an_appeal_by_that_of_the_letter():
    letter, december = date(2026, 1, 20), date(2025, 12, 28)
    then = policy.resolve("US", "official", seller_type="local", fulfilment="seller", day=letter, judged=december)
    now = resolve("US", "official", seller_type="local", day=letter)
    assert (then.get("late_dispatch.clock").value, now.get("late_dispatch.clock").value) == ("label", "scan")
    of_the_letter = [f for f in now.facts if f.id.startswith(("appeal.", "channel.", "letter."))]
    assert of_the_letter
    assert all(then.get(f.id) == f for f in of_the_letter)

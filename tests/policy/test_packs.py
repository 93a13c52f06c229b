"""Every pack on disk loads, and each fact says where it comes from."""

import re
from datetime import date
from pathlib import Path

import pytest

from kit import policy
from kit.errors import BadFile, Usage
from kit.paths import POLICY
from kit.tools.calendar import holidays_between

LAST_READ = date(2026, 11, 22)
SITES, PROFILES, FAMILIES = policy.sites(), policy.profiles(), policy.families()
PACKS = {**SITES, **PROFILES}
FACTS = [(name, fact) for name, pack in PACKS.items() for fact in pack.facts]
ANYWHERE = {"warehouse", "carrier", "sku", "volume_spike", "new_place", "pre_order"}
EXECUTABLE = {
    "logistics": ANYWHERE
    | {"label_late", "handover_late", "scan_late", "weekday", "hour", "holiday", "many_packages", "stock_out", "system_down"}
    | {"number_typed_wrong", "number_repeated", "label_without_parcel", "scanned_late_collected_on_time"},
    "refunds": ANYWHERE
    | {"cancelled_no_stock", "cancelled_price", "cancelled_at_request", "cancelled_ready", "cancelled_address"}
    | {"cancelled_near_deadline", "returned_size", "returned_wrong_item", "returned_not_as_described", "returned_missing_parts"}
    | {"returned_damaged", "defective_batch", "delivered_late", "reviewed_for_logistics", "few_buyers"},
}
PATTERNS = [(name, pattern) for name, family in FAMILIES.items() for pattern in family.patterns]
ASKS = [(name, ask) for name, family in FAMILIES.items() for ask in family.evidence]
NEEDED = {
    "late_dispatch.clock",
    "late_dispatch.deadline",
    "late_dispatch.limit",
    "late_dispatch.window_days",
    "bundle.max_bytes",
    "bundle.max_pages",
    "appeal.max_attempts",
    "appeal.window_days",
    "letter.responsible_person",
    "letter.signature",
    "orders.export_zone",
    "channel.contact_form.max_chars",
    "channel.creator_form.max_chars",
    "channel.appeal_form.max_chars",
    "channel.image.max_bytes",
}

SITE = """
code: ZZ
name: Testland
name_zh: 测试
language: en-GB
currency: EUR
paper: A4
date_style: day_first
calendar: {zone: Europe/London, zone_status: assumed, holidays: GB, subdivision: ENG}
facts:
"""
PROFILE = "id: plain\ntitle: Plain\nfacts:\n"


def named(pair):
    return f"{pair[0]}/{pair[1].id}"


@pytest.fixture
def folder(tmp_path):
    for name in ("sites", "profiles", "families"):
        (tmp_path / name).mkdir()
    (tmp_path / "profiles" / "plain.yaml").write_text(PROFILE.removesuffix("facts:\n"))
    return tmp_path


def site_with(folder: Path, facts: str) -> Path:
    path = folder / "sites" / "zz.yaml"
    path.write_text(SITE + facts)
    return path


def test_each_file_is_a_pack_and_there_are_enough():
    assert {"UK", "US", "ID", "TH", "VN", "PH", "MY", "SG", "MX", "JP"} <= SITES.keys()
    assert {"official", "seed"} <= PROFILES.keys()
    assert {"logistics", "refunds"} <= FAMILIES.keys()
    files = sum(1 for folder in ("sites", "profiles", "families") for _ in (POLICY / folder).glob("*.yaml"))
    assert files == len(SITES) + len(PROFILES) + len(FAMILIES)
    assert len(FACTS) >= 900


@pytest.mark.parametrize("pair", FACTS, ids=named)
def test_fact_says_where_it_comes_from(pair):
    _, fact = pair
    assert fact.source
    for day in (fact.seen, fact.checked):
        assert day is None or day <= LAST_READ
    if fact.grade == "official":
        assert fact.seen
        assert re.match(r"https://\S+$|https://github\.com/\S+, commit \w{7}, \S+$", fact.source), fact.source
    if fact.value is None:
        assert fact.grade == "own_knowledge", "what was not found has no source that could be quoted"
        assert "not found" in fact.says.en
        assert not fact.is_quotable
    assert (fact.grade == "seed") == fact.source.startswith("seed 00")


def test_no_place_of_one_machine_is_a_source():
    assert not [f.id for _, f in FACTS if re.search(r"(^|\s)/\w+/", f.source)]


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("seller_type", ["local", "cross_border"])
def test_resolved_ids_are_unique_and_nest(site, profile, seller_type):
    found = policy.resolve(site, profile, seller_type=seller_type, fulfilment="seller", day=LAST_READ)
    ids = [f.id for f in found.facts]
    assert len(ids) == len(set(ids))
    assert set(ids) >= NEEDED
    for i in ids:
        parts = i.split(".")
        assert not {".".join(parts[:n]) for n in range(1, len(parts))} & set(ids), f"{i} lies under another fact"
        assert not set(parts) & set(dir({})), f"{i}: a placeholder would meet a method of the mapping"


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_site_calendar_is_known_to_the_library(site):
    assert len(holidays_between(date(2026, 1, 1), date(2026, 12, 31), site.calendar)) >= 7


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_family_speaks_english_and_chinese(family):
    said = [
        family.title,
        *family.reviewer,
        *(q.ask for q in family.questions),
        *(q.why for q in family.questions if q.why),
        *(e.what for e in family.evidence),
        *(s for p in family.patterns for s in (p.name, p.asks, p.correction, p.prevention, p.exhibit)),
    ]
    assert len(said) > 60
    for statement in said:
        assert statement.zh, statement.en
        assert re.search(r"[\u4e00-\u9fff]", statement.zh)
        assert not re.search(r"[\u4e00-\u9fff]", statement.en)


@pytest.mark.parametrize("name", EXECUTABLE)
def test_family_has_the_patterns_and_tests_agreed(name):
    patterns = FAMILIES[name].patterns
    assert {p.test for p in patterns if p.test} == EXECUTABLE[name]
    assert len(patterns) >= 20


@pytest.mark.parametrize("pair", PATTERNS, ids=named)
def test_pattern_has_its_prompts_and_its_source(pair):
    _, pattern = pair
    assert pattern.source
    assert all((pattern.asks, pattern.correction, pattern.prevention, pattern.exhibit))
    assert pattern.asks.en.endswith("?"), "prompts ask, they do not write the letter"
    assert pattern.correction.en.endswith("?")
    assert pattern.prevention.en.endswith("?")
    assert pattern.test or pattern.why_not.endswith(".")


@pytest.mark.parametrize("pair", ASKS, ids=named)
def test_ask_says_where_it_comes_from(pair):
    _, ask = pair
    assert ask.source
    if ask.grade == "official":
        assert ask.source.startswith("https://")
        assert ask.read_on, "an official page is one site's"
    assert (ask.grade == "seed") == ask.source.startswith("seed 00")


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
@pytest.mark.parametrize("stance", ["plan", "dispute"])
@pytest.mark.parametrize("site", SITES)
def test_asks_start_with_what_is_required(family, site, stance):
    asked = policy.asks(family, site=site, stance=stance)
    needs = [a.need for a in asked]
    assert needs == sorted(needs, key=lambda n: n != "required")
    about_orders = {"affected_orders"} if family.id in EXECUTABLE else set()  # others are about listings and papers
    assert {"notice", *about_orders} <= {a.id for a in asked if a.need == "required"}
    assert all(a.stance in {None, stance} for a in asked)


def test_grade_falls_where_another_site_said_it():
    ask = next(e for e in FAMILIES["logistics"].evidence if e.id == "manifest")
    assert ask.grade_on("TH") == "official"
    assert ask.grade_on("UK") == "derived"


# --- a pack that is wrong ------------------------------------------------------------------------


def test_new_site_is_one_new_file(folder):
    site_with(folder, "  - {id: a.b, value: 7, unit: days, source: https://x.example, seen: 2026-11-21, grade: official}\n")
    found = policy.resolve("ZZ", "plain", seller_type="local", fulfilment="seller", day=LAST_READ, folder=folder)
    assert found.get("a.b").value == 7
    assert list(policy.sites(folder)) == ["ZZ"]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("  - {id: a, value: 1, grade: third_party}\n", "facts.a: names no source"),
        ("  - {id: a, value: 1, source: s, grade: official}\n", "not on which day it was seen"),
        ("  - {id: a, value: 1, source: s, grade: guessed}\n", "grade"),
        ("  - {id: a, value: 1, source: s, grade: seed, colour: red}\n", "colour"),
        ("  - {id: a, value: 1, source: s, seen: 21/11/2026, grade: seed}\n", "write a date as"),
        ("  - {id: a, value: 1, source: s, grade: seed}\n" * 2, "two values hold"),
        (
            (
                "  - {id: a, value: 1, source: s, grade: seed, valid_to: 2026-03-02}\n"
                "  - {id: a, value: 2, source: s, grade: seed, valid_from: 2026-03-02}\n"
            ),
            "two values hold",
        ),
        (
            (
                "  - {id: a, value: 1, source: s, grade: seed, sites: [UK, US]}\n"
                "  - {id: a, value: 2, source: s, grade: seed, sites: [US]}\n"
            ),
            "two values hold",
        ),
    ],
)
def test_malformed_site_fails_at_load(folder, facts, said):
    site_with(folder, facts)
    with pytest.raises(BadFile, match=r"zz\.yaml") as error:
        policy.sites(folder)
    assert said in str(error.value)


def test_all_problems_at_once(folder):
    site_with(folder, "  - {id: a, value: 1, grade: seed}\n  - {id: b, value: 1, source: s, grade: official}\n")
    with pytest.raises(BadFile) as error:
        policy.sites(folder)
    assert len(error.value.problems) == 2


def test_file_must_be_named_as_its_pack(folder):
    site_with(folder, "  []\n").rename(folder / "sites" / "yy.yaml")
    with pytest.raises(BadFile, match=r"call the file zz\.yaml"):
        policy.sites(folder)


@pytest.mark.parametrize(
    ("patterns", "said"),
    [
        ("  - {id: a, name: A, grade: own_knowledge}\n", "give either test or why_not"),
        ("  - {id: a, name: A, test: t, why_not: w, grade: own_knowledge}\n", "give either test or why_not"),
        ("  - {id: a, name: A, test: t, grade: own_knowledge}\n" * 2, "'a' stands twice"),
    ],
)
def test_malformed_family_fails_at_load(folder, patterns, said):
    (folder / "families" / "odd.yaml").write_text(f"id: odd\ntitle: Odd\nsubject: s\npatterns:\n{patterns}")
    with pytest.raises(BadFile, match=said):
        policy.family("odd", folder)


@pytest.mark.parametrize(
    ("call", "near"),
    [
        (lambda: policy.resolve("UKK", "seed", seller_type="local", fulfilment="seller", day=LAST_READ), "nearest: UK"),
        (lambda: policy.site("GB"), "nearest: UK (United Kingdom)"),  # in a file the code itself is wanted
        (lambda: policy.meant("gulf"), "nearest: AE (United Arab Emirates), SA (Saudi Arabia)"),
        (lambda: policy.meant("Germny"), "nearest: DE (Germany)"),
        (lambda: policy.meant("Atlantis"), "known: AE (United Arab Emirates), DE"),
        (lambda: policy.resolve("UK", "sed", seller_type="local", fulfilment="seller", day=LAST_READ), "nearest: seed"),
        (lambda: policy.family("logistic"), "nearest: logistics"),
        (lambda: policy.family("../families/logistics"), "nearest: logistics"),
    ],
)
def test_unknown_name_gives_the_nearest(call, near):
    with pytest.raises(Usage) as error:
        call()
    assert near in str(error.value)


@pytest.mark.parametrize(
    ("name", "code"),
    [("uk", "UK"), ("GB", "UK"), ("USA", "US"), ("K.S.A.", "SA"), ("vietnam", "VN"), ("泰国", "TH"), ("UAE", "AE")],
)
def test_a_site_goes_by_its_everyday_names(name, code):
    assert policy.meant(name) == code

"""Points by the seeds' system and by the sites' own: counted anew by hand in each test."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kit.cli import main
from kit.desk.points import standings
from kit.model import PointsFile
from kit.tools import yaml_text

TODAY = date(2026, 11, 22)


def shop(site="MX", entries=(), **more):
    return {"site": site, "name": f"Shop {site}", "seller_type": "local", "entries": list(entries), **more}


def stand(*shops, profile="seed", today=TODAY):
    return standings(PointsFile.model_validate({"shops": list(shops)}), profile, today)


def keys(notes):
    return [n.key.removeprefix("points_") for n in notes]


def test_a_shop_without_a_line_has_all_its_points():
    (one,) = stand(shop())
    assert (one.system, one.score, one.clean_since) == ("hundred", 100, None)
    assert not [s for s in one.steps if s.is_reached]


def test_each_kind_costs_what_the_seed_says_and_repeats_half_as_much_more():
    (one,) = stand(
        shop(
            entries=[
                {"on": "2026-09-01", "what": "late_dispatch", "count": "2"},  # 2 x 3
                {"on": "2026-10-02", "what": "late_dispatch"},  # 31 days later: 3
                {"on": "2026-11-01", "what": "late_dispatch"},  # 30 days later: 4.5
                {"on": "2026-11-02", "what": "prohibited"},  # 20
                {"on": "2026-11-03", "what": "tracking_anomaly", "status": "removed"},
            ]
        )
    )
    assert [x.cost for x in one.lines] == [6, 3, Decimal("4.5"), 20, None]
    assert one.score == Decimal("66.5")
    assert [s.is_reached for s in one.steps] == [True, True, False]  # 85, 70, 50
    assert one.steps[2].left == Decimal("16.5")
    assert any("search rank" in cost.values["says"].en for cost in one.steps[1].costs)


def test_one_more_within_thirty_days_is_told_with_the_limit_it_would_reach():
    (one,) = stand(shop(entries=[{"on": "2026-11-10", "what": "not_as_described"}]))
    following = {n.what: n for n in one.following}
    assert (following["not_as_described"].least, following["not_as_described"].after[0]) == (15, 75)
    assert following["not_as_described"].reaches == (85,)
    assert following["late_return_reply"].reaches == ()
    assert "forged_evidence" not in following


@pytest.mark.parametrize(("today", "state", "score"), [("2026-11-12", "observed", 100), ("2026-11-13", "counts", 90)])
def test_a_warning_becomes_a_deduction_after_72_hours(today, state, score):
    entries = [{"on": "2026-11-10", "what": "not_as_described", "status": "observed"}]
    (one,) = stand(shop(entries=entries), today=date.fromisoformat(today))
    assert (one.lines[0].state, one.score) == (state, score)


def test_the_page_decides_where_it_prints_other_points():
    (one,) = stand(shop(entries=[{"on": "2026-11-01", "what": "late_dispatch", "points": "5"}]))
    assert one.score == 95
    assert keys(one.lines[0].notes) == ["printed_otherwise"]


@pytest.mark.parametrize(("site", "profile"), [("MX", "seed"), ("TH", "official"), ("US", "official")])
def test_a_line_after_the_day_is_named_and_not_counted(site, profile):
    entries = [{"on": "2026-11-23", "what": "prohibited", "points": "6"}]
    (one,) = stand(shop(site, entries), profile=profile)
    (none,) = stand(shop(site), profile=profile)
    assert (one.score, keys(one.lines[0].notes)) == (none.score, ["not_yet"])


def test_what_nobody_knows_is_not_counted_as_nothing_in_silence():
    (one,) = stand(shop(entries=[{"on": "2026-11-01", "what": "something_new"}]))
    assert (one.score, one.lines[0].state, keys(one.lines[0].notes)) == (100, "unknown", ["copy"])


@pytest.mark.parametrize(
    ("last", "sales", "expected"),
    [
        ("2026-05-25", "6200", ["reset_open", "sales_enough"]),
        ("2026-05-27", "4100", ["reset_not_before", "sales_low"]),
        ("2026-05-25", None, ["reset_open", "sales_unknown"]),
    ],
)
def test_the_reset_needs_180_quiet_days_and_sales(last, sales, expected):
    (one,) = stand(shop(entries=[{"on": last, "what": "late_dispatch"}], monthly_sales_usd=sales))
    assert [k for k in keys(one.notes) if k.startswith(("reset", "sales"))] == expected


def test_a_mexican_shop_ties_the_others():
    entries = [{"on": "2026-11-01", "what": "late_dispatch"}]
    with_mexico = stand(shop("MX"), shop("TH", entries))
    assert "linked" in keys(with_mexico[0].notes)
    assert "linked" not in keys(with_mexico[1].notes)
    assert not any("linked" in keys(s.notes) for s in stand(shop("VN"), shop("TH", entries)))


def test_violation_points_lapse_after_ninety_days_and_are_held_against_their_range():
    entries = [
        {"on": "2026-08-24", "what": "ip", "points": "12"},  # 90 days before: lapsed today
        {"on": "2026-08-25", "what": "late_dispatch", "points": "4"},
        {"on": "2026-11-01", "what": "sfcr", "points": "9"},
        {"on": "2026-11-02", "what": "prohibited"},
    ]
    (one,) = stand(shop("TH", entries), profile="official")
    assert [x.state for x in one.lines] == ["lapsed", "counts", "counts", "unknown"]
    assert (one.system, one.score, one.lines[1].until) == ("violation_points", 13, date(2026, 11, 23))
    assert keys(one.lines[2].notes) == ["out_of_range"]
    assert [s.at for s in one.steps if s.is_reached] == [12]
    counterfeit = next(n for n in one.following if n.what == "counterfeit")
    assert (counterfeit.after, counterfeit.reaches, counterfeit.may_reach) == ((17, 61), (), (24, 36, 48))


def test_nothing_lapses_once_the_last_sum_was_reached():
    entries = [{"on": "2026-01-01", "what": "counterfeit", "points": "24"}, {"on": "2026-02-01", "what": "ip", "points": "24"}]
    (one,) = stand(shop("ID", entries), profile="official")
    assert ([x.state for x in one.lines], one.score) == (["counts", "counts"], 48)
    entries[1]["on"] = "2026-04-02"  # the first had lapsed by then
    (one,) = stand(shop("ID", entries), profile="official")
    assert ([x.state for x in one.lines], one.score) == (["lapsed", "lapsed"], 0)


def test_a_warning_that_nobody_answered_makes_the_next_a_repeat():
    entries = [{"on": on, "what": "not_as_described", "status": "observed"} for on in ("2026-07-01", "2026-07-09")]
    (one,) = stand(shop(entries=entries), today=date(2026, 7, 20))
    assert one.score == 100 - 10 - 15
    assert next(n for n in one.following if n.what == "not_as_described").least == 15
    (one,) = stand(shop(entries=entries), today=date(2026, 7, 10))
    assert one.score == 90  # the second is still observed


def test_points_of_a_cross_border_shop_lapse_later():
    entries = [{"on": "2026-08-24", "what": "ip", "points": "12"}]
    (one,) = stand(shop("TH", entries, seller_type="cross_border"), profile="official")
    assert (one.lines[0].state, one.lines[0].until) == ("counts", date(2027, 2, 20))
    assert "conflict" in keys(one.notes)


def test_account_health_goes_on_from_the_score_that_the_page_showed():
    entries = [{"on": "2026-10-01", "what": "ip", "points": "30"}, {"on": "2026-11-10", "what": "prohibited", "points": "20"}]
    (one,) = stand(shop("US", entries, shown={"value": "164", "on": "2026-11-01"}), profile="official")
    assert (one.system, one.score) == ("account_health", 144)
    assert [s.at for s in one.steps if s.is_reached] == [150]
    assert one.following == ()
    assert "cost_not_found" in keys(one.notes)
    (today,) = stand(shop("US", entries, shown={"value": "140", "on": str(TODAY)}), profile="official")
    assert today.score == 140
    (later,) = stand(shop("US", entries, shown={"value": "140", "on": str(TODAY + timedelta(1))}), profile="official")
    assert later.score == 150
    assert "shown_later" in keys(later.notes)
    (unseen,) = stand(shop("US", entries), profile="official")
    assert unseen.score == 150
    assert "earned_unknown" in keys(unseen.notes)


def test_a_site_without_rules_is_said_so():
    (one,) = stand(shop("MX"), profile="official")
    assert (one.system, keys(one.notes)) == ("none", ["no_system", "fact", "conflict"])
    shown = {"value": "140", "on": "2026-11-01"}
    (de,) = stand(shop("DE", [{"on": "2026-11-02", "what": "ip", "points": "9"}], shown=shown), profile="official")
    assert (de.score, keys(de.notes)[0]) == (140, "as_shown")
    assert (de.notes[0].values["on"], de.notes[0].values["count"]) == (date(2026, 11, 1), 1)
    (later,) = stand(shop("DE", shown=shown), profile="official", today=date(2026, 10, 1))
    assert (later.score, keys(later.notes)[0]) == (None, "shown_later")


@pytest.mark.parametrize("site", ["UK", "FR"])
def test_a_site_that_is_said_to_use_account_health_is_counted_by_the_scale_of_the_us_page(site):
    entries = [{"on": "2026-10-20", "what": "late_dispatch", "points": "20"}, {"on": "2026-11-10", "what": "ip", "points": "30"}]
    (one,) = stand(shop(site, entries, shown={"value": "160", "on": "2026-11-01"}), profile="official")
    assert (one.system, one.score) == ("account_health", 130)
    assert [s.at for s in one.steps if s.is_reached] == [150]
    assert {s.grade for s in one.steps} == {fact.grade for fact in one.facts} == {"third_party"}
    assert one.lines[1].until == date(2027, 5, 9)
    assert {"fact", "as_elsewhere", "cost_not_found"} <= set(keys(one.notes))
    assert "account health rating" in one.notes[0].values["says"].en
    (us,) = stand(shop("US", entries), profile="official")
    assert "as_elsewhere" not in keys(us.notes)


def test_france_had_no_account_health_before_july_2025():
    (one,) = stand(shop("FR"), profile="official", today=date(2025, 6, 30))
    assert one.system == "none"


def test_a_line_that_lapsed_since_the_shown_day_is_named():
    entries = [{"on": "2025-11-10", "what": "ip", "points": "50"}, {"on": "2026-05-06", "what": "ip", "points": "30"}]
    (one,) = stand(shop("US", entries, shown={"value": "120", "on": "2026-05-01"}), profile="official")
    (told,) = (n for n in one.notes if n.key == "points_lapsed_since")
    assert (told.values["points"], told.values["until"]) == ("50", date(2026, 5, 9))
    (new,) = stand(shop("US", entries, shown={"value": "120", "on": "2026-05-09"}), profile="official")
    assert [n.values["points"] for n in new.notes if n.key == "points_lapsed_since"] == ["30"]


@pytest.mark.parametrize(
    ("site", "profile", "bound"), [("TH", "official", "at_least"), ("US", "official", "less_unknown"), ("TH", "seed", "at_most")]
)
def test_a_score_with_a_line_of_unknown_points_is_a_bound(site, profile, bound):
    known = {"on": "2026-11-01", "what": "late_dispatch", "points": "4"}
    unknown = {"on": "2026-11-02", "what": "umbrella"}
    assert [s.bound for s in stand(shop(site, [known, unknown]), shop(site, [known]), profile=profile)] == [bound, ""]
    past, later = unknown | {"on": "2026-01-02"}, unknown | {"on": "2026-12-01"}
    (one,) = stand(shop(site, [known, later, *([past] if profile == "official" else [])]), profile=profile)
    assert one.bound == ""  # lapsed whatever it was, or not there yet


def test_two_official_pages_of_indonesia_give_two_days_on_which_a_line_lapses():
    entries = [{"on": "2026-09-01", "what": "ip", "points": "9"}]
    (one,) = stand(shop("ID", entries), profile="official")
    assert one.lines[0].until == date(2026, 11, 30)
    (told,) = (n for n in one.lines[0].notes if n.key == "points_lapse_otherwise")
    assert (told.values["days"], told.values["on"]) == (180, date(2027, 2, 28))
    assert not [n for n in one.following if "reset" in n.what]


def test_the_seed_says_that_no_line_lapses_and_knows_no_score_below_zero():
    (one,) = stand(shop(entries=[{"on": "2026-09-01", "what": "prohibited", "count": 6}]))
    assert (one.score, keys(one.notes)[:2]) == (-20, ["below_zero", "never_lapse"])
    (none,) = stand(shop(entries=[{"on": "2026-09-01", "what": "prohibited", "count": 5}]))
    assert (none.score, keys(none.notes)[0]) == (0, "never_lapse")


@pytest.mark.parametrize("site", ["US", "UK", "FR", "TH", "ID", "MY", "PH", "SG", "VN"])
@pytest.mark.parametrize("seller_type", ["local", "cross_border"])
def test_what_is_told_in_chinese_holds_no_english_sentence(tmp_path, capsys, site, seller_type):
    entries = [{"on": "2026-11-01", "what": "ip", "points": 60}]
    path = tmp_path / "points.yaml"
    path.write_text(yaml_text.dump({"shops": [shop(site, entries, seller_type=seller_type)]}))
    assert main(["points", str(path), "--profile", "official", "--day", "2026-11-22", "--lang", "zh"]) == 0
    told = capsys.readouterr().out.replace("cross-border", "")
    assert re.findall(r"[A-Za-z]{2,} [A-Za-z]{2,}", told) == [f"Shop {site}"]


def test_a_score_that_the_lines_do_not_give_is_told():
    entries = [{"on": "2026-11-01", "what": "late_dispatch"}]
    (one,) = stand(shop(entries=entries, shown={"value": "92", "on": "2026-11-05"}))
    told = next(n for n in one.notes if n.key == "points_page_differs")
    assert (told.values["shown"], told.values["then"]) == ("92", "97")


@pytest.mark.parametrize(("site", "profile"), [("MX", "seed"), ("TH", "official")])
def test_a_violation_that_is_no_name_of_the_rules_is_told_the_name_that_comes_near(site, profile):
    entries = [{"on": "2026-11-01", "what": what, "points": "2", "violation_id": "A1"} for what in ("late_dispach", "umbrella")]
    (one,) = stand(shop(site, entries), profile=profile)
    assert [n.values["near"] for x in one.lines for n in x.notes if n.key == "points_misnamed"] == ["late_dispatch"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_command_starts_a_file_and_tells_each_shop(tmp_path, capsys, lang):
    (tmp_path / "client.yaml").write_text(
        "id: aurora\nlegal_name: Aurora Ltd\nshops:\n  - {code: A1, name: 'Aurora: MX', site: MX, seller_type: local}\n"
    )
    assert main(["points", str(tmp_path), "--lang", lang]) == 3
    assert "--new" in capsys.readouterr().err
    assert main(["points", str(tmp_path), "--new", "--lang", lang]) == 0
    assert main(["points", str(tmp_path), "--new", "--lang", lang]) == 2
    capsys.readouterr()
    path = tmp_path / "points.yaml"
    path.write_text(path.read_text().replace("entries: []", "entries: [{on: 2026-11-01, what: late_dispatch}]"))
    assert main(["points", str(tmp_path), "--day", "2026-11-22", "--lang", lang]) == 0
    assert "97" in capsys.readouterr().out
    assert main(["points", str(tmp_path), "--day", "2026-11-22", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["shops"]
    assert (told["score"], told["shop"], told["lines"][0]["points"]) == (97, "Aurora: MX", 3)

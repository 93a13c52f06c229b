"""Points by the seeds' system and by the sites' own: counted anew by hand in each test."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kit.cli import main
from kit.desk.points import standings
from kit.model import PointsFile

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
    assert any("search rank" in cost for cost in one.steps[1].costs)


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
    (uk,) = stand(shop("UK"), profile="official")
    assert "account health rating as in the US is claimed" in str(uk.notes[1].values["says"])


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

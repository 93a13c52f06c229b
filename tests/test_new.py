"""A new case folder: valid as written, commented, never over another."""

from dataclasses import replace
from datetime import date

import pytest

from kit.case import open_case
from kit.errors import Usage
from kit.new import Answers, choices, client_above, folder_name, make_case, of_client

TODAY = date(2026, 6, 10)
ANSWERS = Answers(
    ticket="enforced",
    route="appeal",
    stance="plan",
    attempt="2",
    site="UK",
    family="logistics",
    violation_id="7529184460371124",
    title="Late dispatch: rate over the limit #1",
    received="2026-06-09 10:12",
    clock="site",
    deadline="2026-07-09 23:59",
    legal_name="Lanyu Home (Shenzhen) Trading Co., Ltd.",
    shop_code="0123",
    shop_name="NO",
    seller_type="cross_border",
)


def test_makes_a_case_that_opens(tmp_path):
    make_case(tmp_path / "My Case", ANSWERS, today=TODAY)
    opened = open_case(tmp_path / "My Case")
    case = opened.case
    assert (case.id, case.route, case.stance, case.attempt) == ("my-case", "appeal", "plan", 2)
    assert (case.violation.id, case.violation.ticket) == ("7529184460371124", "enforced")
    assert (opened.shop.code, opened.shop.name) == ("0123", "NO")
    assert case.violation.title == "Late dispatch: rate over the limit #1"
    assert case.violation.received.isoformat() == "2026-06-09T10:12:00+01:00"
    assert case.violation.deadline.isoformat() == "2026-07-09T23:59:00+01:00"
    assert case.letter.date == TODAY
    assert (tmp_path / "My Case" / "evidence").is_dir()


def test_keeps_the_comments(tmp_path):
    make_case(tmp_path / "a", ANSWERS, today=TODAY)
    text = (tmp_path / "a" / "case.yaml").read_text(encoding="utf-8")
    assert "# plan: our fault, put right; dispute: not our fault" in text
    assert text.count("#") > 40


def test_a_notice_may_name_no_deadline(tmp_path):
    make_case(tmp_path / "a", replace(ANSWERS, deadline=""), today=TODAY)
    assert open_case(tmp_path / "a").case.violation.deadline is None


def test_never_over_something(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "case.yaml").write_text("mine")
    with pytest.raises(Usage, match="there already"):
        make_case(tmp_path / "a", ANSWERS, today=TODAY)
    assert (tmp_path / "a" / "case.yaml").read_text() == "mine"


def test_into_an_empty_folder(tmp_path):
    (tmp_path / "a").mkdir()
    make_case(tmp_path / "a", ANSWERS, today=TODAY)
    assert open_case(tmp_path / "a").case.id == "a"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"received": "9 June"}, "is not a time"),
        ({"received": "2026-06-09"}, "no time of day"),
        ({"received": "2026-03-29 01:30"}, "clocks change"),
        ({"received": "2026-10-25 01:30"}, r"01:30\+0100 or 2026-10-25 01:30\+0000"),
        ({"site": "XX"}, "known: "),
        ({"violation_id": "../../etc"}, "violation.id"),
        ({"title": ""}, "title"),
        ({"attempt": "0"}, "attempt"),
        ({"ticket": "NO"}, "ticket"),
    ],
)
def test_an_answer_that_does_not_fit_leaves_nothing(tmp_path, change, said):
    with pytest.raises(Usage, match=said):
        make_case(tmp_path / "a", replace(ANSWERS, **change), today=TODAY)
    assert not list(tmp_path.iterdir())


def test_a_time_with_its_offset_is_taken_as_it_is(tmp_path):
    make_case(tmp_path / "a", replace(ANSWERS, received="2026-10-25T01:30+00:00"), today=TODAY)
    assert open_case(tmp_path / "a").case.violation.received.isoformat() == "2026-10-25T01:30:00+00:00"


def test_whose_clock_a_time_shows_is_asked_and_not_taken_for_granted(tmp_path):
    with pytest.raises(Usage, match="which clock do these times show") as refused:
        make_case(tmp_path / "a", replace(ANSWERS, clock=""), today=TODAY)
    assert "--clock site  # Europe/London" in refused.value.problems
    with pytest.raises(Usage, match="there is no such zone"):
        make_case(tmp_path / "a", replace(ANSWERS, clock="Shanghai"), today=TODAY)
    make_case(tmp_path / "a", replace(ANSWERS, clock="Asia/Shanghai", deadline="2026-07-09T23:59+01:00"), today=TODAY)
    make_case(tmp_path / "b", replace(ANSWERS, clock=" 北京时间 ", deadline="2026-07-09T23:59+01:00"), today=TODAY)
    assert open_case(tmp_path / "b").case.violation == open_case(tmp_path / "a").case.violation
    violation = open_case(tmp_path / "a").case.violation
    assert violation.received.isoformat() == "2026-06-09T10:12:00+08:00"
    assert violation.deadline.isoformat() == "2026-07-09T23:59:00+01:00"


def test_names_the_folder_after_the_violation():
    assert folder_name(ANSWERS) == "uk-logistics-7529184460371124"


def test_a_chinese_folder_name_gets_a_plain_id(tmp_path):
    make_case(tmp_path / "蓝屿", ANSWERS, today=TODAY)
    assert open_case(tmp_path / "蓝屿").case.id == "uk-logistics-7529184460371124"


def test_choices_come_from_the_packs():
    assert "UK" in choices()["site"]
    assert "logistics" in choices()["family"]


CLIENT = """\
id: made
legal_name: Made Trading
shops:
  - {code: GBMADE, name: Made, site: UK, seller_type: local}
  - {code: THMADE, name: Made Thai, site: TH, seller_type: cross_border}
  - {code: THTOYS, name: Made Toys, site: TH, seller_type: cross_border}
people: []
"""


def of(folder, site, **given):
    folder.mkdir(exist_ok=True)
    (folder / "client.yaml").write_text(CLIENT, encoding="utf-8")
    client = client_above(folder / "case")
    return replace(ANSWERS, site=site, client=client.id, **of_client(client, site, given))


def test_in_a_client_s_folder_the_seller_is_not_stated_twice(tmp_path):
    make_case(tmp_path / "acme" / "case", of(tmp_path / "acme", "UK"), today=TODAY)
    opened = open_case(tmp_path / "acme" / "case")
    assert (opened.case.seller, opened.case.client, opened.shop.code) == (None, "made", "GBMADE")
    text = (tmp_path / "acme" / "case" / "case.yaml").read_text(encoding="utf-8")
    assert "legal_name" not in text
    assert "signature.png" not in text
    assert text.count("#") > 40


@pytest.mark.parametrize(
    ("site", "given", "said"),
    [
        ("TH", {}, "which shop of Made Trading on TH"),
        ("MY", {}, "has no shop on MY"),
        ("UK", {"legal_name": "Another Ltd"}, "client.yaml above states the seller"),
        ("UK", {"shop_code": "THMADE"}, "which shop"),
    ],
)
def test_a_client_that_cannot_answer_is_told(tmp_path, site, given, said):
    with pytest.raises(Usage, match=said):
        of(tmp_path, site, **given)


def test_of_several_shops_the_named_one_is_taken(tmp_path):
    assert of(tmp_path, "TH", shop_code="THTOYS").shop_name == "Made Toys"

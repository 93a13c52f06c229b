"""What a notice seems to state, read for a person to confirm."""

import zipfile

import pytest

from kit import policy
from kit.desk.notices import TELLING, notices, read

SCREEN = """Seller Center / Account health / Violations
Account health > Violations > 7501946620083315
Missing product qualification
Enforcement action taken
Violation ID
7501946620083315
Shop
Qingya Beauty MY (MYLCQYB4), Malaysia
Received 4 May 2026, 11:20
Appeal until 3 June 2026, 23:59
Reason Products of a regulated category sold without a valid cosmetic notification
"""
MAIL = """Dear seller,
Violation ID: 7529184460371124
Violation type: Late Dispatch Rate
Notice date: 2026-06-09 10:12
The measure will be taken on 12 June. Please appeal before 2026-07-09.
"""


def test_the_screen_of_a_notice():
    (found,) = read(SCREEN, "notice.png")
    assert (found.violation_id, found.title) == ("7501946620083315", "Missing product qualification")
    assert (found.received, found.deadline) == ("2026-05-04 11:20", "2026-06-03 23:59")
    assert (found.site, found.family, found.ticket) == ("MY", "certification", "enforced")
    assert (found.shop_name, found.shop_code) == ("Qingya Beauty MY", "MYLCQYB4")


def test_a_mail_says_no_more_than_it_says():
    (found,) = read(MAIL, "mail.txt")
    assert (found.title, found.family, found.received) == ("Late Dispatch Rate", "logistics", "2026-06-09 10:12")
    assert (found.deadline, found.ticket) == ("2026-07-09", "pending"), "no time of day is invented"
    assert (found.site, found.shop_code) == ("", "")


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("9 June 2026, 9:12 PM", "2026-06-09 21:12"),
        ("9 June 2026, 12:05:30 a.m. (GMT+8)", "2026-06-09 00:05+08:00"),
        ("9 June 2026, 21:12 by post", "2026-06-09 21:12"),
    ],
)
def test_the_hours_of_a_clock(printed, moment):
    (found,) = read(f"Violation ID: 7529184460371124\nReceived {printed}\n", "mail.txt")
    assert found.received == moment


def test_a_text_without_a_violation_names_none():
    assert list(read("The carrier collects at 15:30. Invoice no. 88120.", "contract.txt")) == []
    several = "Violation ID: 1111111111111111\nViolation ID: 2222222222222222\nReceived 4 May 2026"
    assert [(n.violation_id, n.received) for n in read(several, "list.txt")] == [
        ("1111111111111111", ""),
        ("2222222222222222", ""),
    ]


def test_the_notices_of_a_zip_once_each(tmp_path):
    with zipfile.ZipFile(tmp_path / "client.zip", "w") as archive:
        archive.writestr("a/notice.txt", SCREEN)
        archive.writestr("b/short.txt", "about violation ID 7501946620083315")
        archive.writestr("other.txt", MAIL)
    found = notices([tmp_path / "client.zip"])
    assert [(n.file, n.violation_id) for n in found] == [("notice.txt", "7501946620083315"), ("other.txt", "7529184460371124")]


@pytest.mark.parametrize("title", ["Product not as described", "Goods not as described in the listing"])
def test_goods_that_are_not_as_described_are_content(title):
    (notice,) = read(f"Violation type: {title}\nViolation ID: 7501946620083315\n", "notice.txt")
    assert notice.family == "content"


def test_every_family_can_be_told():
    assert set(TELLING) == set(policy.families())

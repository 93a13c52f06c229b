"""Papers by their end, with a calendar that other programs read, and the log of checks before listing."""

from datetime import date

import pytest
from made_records import case

from kit.tools.ics import Entry, calendar

GOODS = "Seller SKU,Model,Goods Category,Papers Asked For,Listed On\nLAMP-1,L1,Lighting,Declaration of Conformity,{listed}\n"
REGISTER = "Document,Number,SKUs,Applied On,Valid From,Valid To\nDeclaration of Conformity,D-1,LAMP-1,,2025-09-01,{end}\n{more}"
CHECKS = "Checked At,Seller SKU,Prohibited List,Papers Checked,By Role,Result\n{}\n"
CERTIFICATION = {"family: logistics": "family: certification"}


def audits(folder, *, end="2026-08-01", more="", listed="2026-01-05", checks=None):
    files = {"records/goods.csv": GOODS.format(listed=listed), "records/certificates.csv": REGISTER.format(end=end, more=more)}
    if checks:
        files["records/pre_listing.csv"] = CHECKS.format(checks)
    return {a.id: a for a in case(folder / "case", files=files, edits=CERTIFICATION).audits}


def test_what_ends_soon_without_an_application_is_a_gap(tmp_path):
    soon = audits(tmp_path / "soon")["renewals"]
    assert [(gap.id, gap.severity) for gap in soon.gaps] == [("renewals.D-1", "warning")]
    applied = "Declaration of Conformity,,LAMP-1,2026-06-20,,\n"
    assert audits(tmp_path / "applied", more=applied)["renewals"].gaps == ()
    later = audits(tmp_path / "later", end="2026-12-31")["renewals"]
    assert (later.gaps, later.figures["next"]) == ((), "1 November 2026")
    assert later.sentence == "1 paper is in force; 1 has an end. The next renewal is due on 1 November 2026."
    assert "next" not in soon.figures
    assert soon.sentence == "1 paper is in force; 1 has an end. 1 renewal was due already, the first on 2 June 2026."


def test_the_calendar_holds_both_days_of_each_paper(tmp_path):
    audit = audits(tmp_path)["renewals"]
    lines = audit.files["renewals.ics"].decode().split("\r\n")
    assert [line for line in lines if line.startswith("DTSTART")] == [
        "DTSTART;VALUE=DATE:20260602",
        "DTSTART;VALUE=DATE:20260801",
    ]
    assert [line for line in lines if line.startswith("TRIGGER")] == ["TRIGGER:-P60D", "TRIGGER:-P30D"]
    assert lines.count("BEGIN:VALARM") == lines.count("END:VALARM") == lines.count("ACTION:DISPLAY") == 2
    reminders = [line for line in lines if line.startswith("DESCRIPTION:Last day: ")]
    assert [line[-12:] for line in reminders] == ["(in 60 days)", "(in 30 days)"]
    assert audit.drawing
    assert audit.files == audits(tmp_path / "again")["renewals"].files


def test_lines_fold_between_characters_and_texts_are_escaped():
    entry = Entry(day=date(2026, 6, 2), summary="Renew; 备案, " + "证" * 40, description="one\ntwo\\")
    content = calendar("Papers", (entry,), made_on=date(2026, 7, 1))
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    unfolded = content.decode().replace("\r\n ", "")
    assert "SUMMARY:Renew\\; 备案\\, " + "证" * 40 in unfolded
    assert "DESCRIPTION:one\\ntwo\\\\" in unfolded
    assert content == calendar("Papers", (entry,), made_on=date(2026, 7, 1))


def test_a_sku_listed_without_a_passed_check_is_a_gap(tmp_path):
    other = "2026-06-01 10:00,LAMP-0,looked up,D-0,Listing clerk,passed"
    assert audits(tmp_path / "none")["pre_listing"].unavailable
    cases = {
        "passed": ("2026-06-09 10:00,LAMP-1,looked up,D-1,Listing clerk,passed", 0),
        "late": ("2026-06-11 10:00,LAMP-1,looked up,D-1,Listing clerk,passed", 1),
        "refused": ("2026-06-09 10:00,LAMP-1,looked up,,Listing clerk,refused", 1),
        "unclear": ("2026-06-09 10:00,LAMP-1,looked up,D-1,Listing clerk,maybe", 2),
    }
    for name, (entry, gaps) in cases.items():
        audit = audits(tmp_path / name, listed="2026-06-10", checks=f"{other}\n{entry}")["pre_listing"]
        assert len(audit.gaps) == gaps, name
        assert audit.rates["checked"].denominator == 1
    assert audits(tmp_path / "old", checks=other)["pre_listing"].rates["checked"].denominator == 0


def test_capitals_of_a_sku_do_not_part_a_check_from_its_listing(tmp_path):
    entry = "2026-06-01 10:00,Lamp-1,looked up,D-1,Listing clerk,passed"
    assert audits(tmp_path / "case", listed="2026-06-10", checks=entry)["pre_listing"].gaps == ()


@pytest.mark.spread(4)
@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("on it", ["prohibited"]), ("在列", ["prohibited"]), ("found on the list", ["prohibited"]), ("yes", ["prohibited"]),
        ("looked up; not on it", []), ("not listed", []), ("未命中", []), ("looked up", []), ("no match", []),
    ],
)  # fmt: skip
def test_what_the_list_of_prohibited_goods_has_did_not_pass(tmp_path, said, kinds):
    entry = f"2026-06-09 10:00,LAMP-1,{said},D-1,Listing clerk,{{}}"
    passed = audits(tmp_path / "passed", listed="2026-06-10", checks=entry.format("passed"))["pre_listing"]
    assert [(gap.id.rpartition(".")[2], gap.severity) for gap in passed.gaps] == [(kind, "error") for kind in kinds]
    assert passed.rows[0].state == ("gap" if kinds else "good")


def test_a_check_without_a_word_of_the_prohibited_list_is_no_full_check(tmp_path):
    found = audits(tmp_path, listed="2026-06-10", checks="2026-06-09 10:00,LAMP-1,,D-1,Listing clerk,passed")["pre_listing"]
    assert [(gap.id.rpartition(".")[2], gap.severity) for gap in found.gaps] == [("unchecked", "error"), ("list", "warning")]
    assert "passed without a look at the prohibited list" in found.gaps[0].what
    assert found.rows[0].state == "open"
    assert found.rates["checked"].numerator == 0

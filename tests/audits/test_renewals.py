"""Papers by their end, with a calendar that other programs read, and the log of checks before listing."""

from datetime import date

import pytest
from made_records import case

from kit.tools.ics import Entry, calendar

GOODS = "Seller SKU,Model,Goods Category,Papers Asked For,Listed On\nLAMP-1,L1,Lighting,Declaration of Conformity,{listed}\n"
REGISTER = "Document,Number,SKUs,Applied On,Valid From,Valid To\nDeclaration of Conformity,D-1,LAMP-1,,2025-09-01,{end}\n{more}"
CHECKS = "Checked At,Seller SKU,Prohibited List,Papers Checked,Test,By Role,Result\n{}\n"
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
    other = "2026-06-01 10:00,LAMP-0,looked up,D-0,no test asked for this category,Listing clerk,passed"
    assert audits(tmp_path / "none")["pre_listing"].unavailable
    cases = {
        "passed": ("2026-06-09 10:00,LAMP-1,looked up,D-1,no test asked for this category,Listing clerk,passed", 0),
        "late": ("2026-06-11 10:00,LAMP-1,looked up,D-1,no test asked for this category,Listing clerk,passed", 1),
        "refused": ("2026-06-09 10:00,LAMP-1,looked up,,no test asked for this category,Listing clerk,refused", 1),
        "unclear": ("2026-06-09 10:00,LAMP-1,looked up,D-1,no test asked for this category,Listing clerk,maybe", 2),
    }
    for name, (entry, gaps) in cases.items():
        audit = audits(tmp_path / name, listed="2026-06-10", checks=f"{other}\n{entry}")["pre_listing"]
        assert len(audit.gaps) == gaps, name
        assert audit.rates["checked"].denominator == 1
    assert audits(tmp_path / "old", checks=other)["pre_listing"].rates["checked"].denominator == 0


def test_capitals_of_a_sku_do_not_part_a_check_from_its_listing(tmp_path):
    entry = "2026-06-01 10:00,Lamp-1,looked up,D-1,no test asked for this category,Listing clerk,passed"
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
    entry = f"2026-06-09 10:00,LAMP-1,{said},D-1,no test asked for this category,Listing clerk,{{}}"
    passed = audits(tmp_path / "passed", listed="2026-06-10", checks=entry.format("passed"))["pre_listing"]
    assert [(gap.id.rpartition(".")[2], gap.severity) for gap in passed.gaps] == [(kind, "error") for kind in kinds]
    assert passed.rows[0].state == ("gap" if kinds else "good")


def test_a_check_without_a_word_of_the_prohibited_list_is_no_full_check(tmp_path):
    found = audits(
        tmp_path, listed="2026-06-10", checks="2026-06-09 10:00,LAMP-1,,D-1,no test asked for this category,Listing clerk,passed"
    )["pre_listing"]
    assert [(gap.id.rpartition(".")[2], gap.severity) for gap in found.gaps] == [("unchecked", "error"), ("list", "warning")]
    assert "passed without a look at the prohibited list" in found.gaps[0].what
    assert found.rows[0].state == "open"
    assert found.rates["checked"].numerator == 0


CLERK = "no test asked for this category,Listing clerk,passed"


@pytest.mark.spread(4)
@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (f"looked up,,{CLERK}", "nothing of the papers"),
        (f"looked up,-,{CLERK}", "“-” of the papers"),
        (f"looked up,none,{CLERK}", "“none” of the papers"),
        (f"looked up,not looked at,{CLERK}", "“not looked at” of the papers"),
        (f"looked up,no paper asked for,{CLERK}", "“no paper asked for” of the papers (declaration of conformity is asked for)"),
        (f"-,D-1,{CLERK}", "“-” of the prohibited list"),
        (f"n/a,D-1,{CLERK}", "“n/a” of the prohibited list"),
        (f"TBC,D-1,{CLERK}", "“TBC” of the prohibited list"),
        (f"not looked up,D-1,{CLERK}", "“not looked up” of the prohibited list"),
        (f"未查,D-1,{CLERK}", "“未查” of the prohibited list"),
        ("looked up,D-1,,Listing clerk,passed", "nothing of the test"),
        ("looked up,D-1,TBC,Listing clerk,passed", "“TBC” of the test"),
        ("TBC,,,Listing clerk,passed", "“TBC” of the prohibited list, nothing of the papers and nothing of the test"),
        (f"已查，不在清单,No. D-1,{CLERK}", ""),
        (f"searched; not seen on it,D-1,{CLERK}", ""),
        ("未查到,D-1,EN 62471 report SZ-1,Listing clerk,passed", ""),
    ],
)  # fmt: skip
def test_a_cell_that_names_nothing_looked_at_is_no_full_check(tmp_path, entry, says):
    found = audits(tmp_path, listed="2026-06-10", checks=f"2026-06-09 10:00,LAMP-1,{entry}")["pre_listing"]
    assert found.rates["checked"].numerator == (0 if says else 1)
    assert found.rows[0].state == ("open" if says else "good")
    told = [gap.what for gap in found.gaps if gap.severity == "warning"]
    assert told == ([f"the check of LAMP-1 at 2026-06-09 10:00 passed, and says {says}: it is no full check"] if says else [])


def test_a_log_without_a_column_of_the_test_is_told_once_and_not_full(tmp_path):
    goods = GOODS.format(listed="2026-06-10") + "LAMP-2,L2,Lighting,Declaration of Conformity,2026-06-10\n"
    entries = "".join(f"2026-06-09 10:0{n},LAMP-{n},looked up,D-1,Listing clerk,passed\n" for n in (1, 2))
    log = CHECKS.replace("Test,", "").format(entries)
    files = {
        "records/goods.csv": goods,
        "records/certificates.csv": REGISTER.format(end="", more=""),
        "records/pre_listing.csv": log,
    }
    found = next(a for a in case(tmp_path / "case", files=files, edits=CERTIFICATION).audits if a.id == "pre_listing")
    assert (found.rates["checked"].numerator, found.rates["checked"].denominator) == (0, 2)
    assert [(gap.severity, gap.what) for gap in found.gaps] == [
        ("error", "2 SKUs (LAMP-1, LAMP-2) went on sale since the measure began, and each passed without a look at the test"),
        ("warning", "2 checks (LAMP-1, LAMP-2) passed, and say nothing of the test: they are no full checks"),
    ]


@pytest.mark.parametrize(("said", "is_full"), [("SZ-7", True), ("none asked for this category", False), ("not required", False)])
def test_a_test_that_is_asked_for_is_not_said_away(tmp_path, said, is_full):
    goods = GOODS.replace("Declaration of Conformity", "Declaration of Conformity; Test report").format(listed="2026-06-10")
    log = CHECKS.format(f"2026-06-09 10:00,LAMP-1,looked up,D-1,{said},Listing clerk,passed")
    files = {
        "records/goods.csv": goods,
        "records/certificates.csv": REGISTER.format(end="", more=""),
        "records/pre_listing.csv": log,
    }
    found = next(a for a in case(tmp_path / "case", files=files, edits=CERTIFICATION).audits if a.id == "pre_listing")
    assert found.rates["checked"].numerator == is_full
    assert [gap.what.partition("says ")[2] for gap in found.gaps if gap.severity == "warning"] == (
        [] if is_full else [f"“{said}” of the test (test report is asked for): it is no full check"]
    )

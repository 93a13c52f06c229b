"""Pictures by their origin: what has no right must be gone, what stays must be shown, and an original must be older than its use."""

import shutil
from datetime import date

import pytest
from tests_root import ROOT

from kit.appeal import Appeal

HEAD = "Picture,SKU,Origin,Source,Paper,Taken at,Picture listed,Removed at\n"
REGISTER = "records/picture-register.csv"


def told(folder, *lines, edits=()):
    """The audit of the committed case with these lines as its register."""
    shutil.copytree(ROOT / "cases" / "us-agency-pictures", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("build"))
    (folder / REGISTER).write_text(HEAD + "".join(f"{line}\n" for line in lines))
    text = (folder / "case.yaml").read_text()
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    (folder / "case.yaml").write_text(text)
    return next(a for a in Appeal.open(folder).audits if a.id == "picture_origins")


def gaps(audit):
    """All but the SKUs of the notice that the few lines leave out."""
    return [(gap.id.rsplit(".", 1)[1], gap.severity, gap.where) for gap in audit.gaps if gap.id != "picture_origins.skus"]


def test_what_is_another_s_and_still_there_is_an_error_with_its_place(tmp_path):
    audit = told(
        tmp_path,
        "a.jpg,LM-T1,copied,a page,,,2026-07-13,2026-09-03 18:20",
        "b.jpg,LM-T3,盗用,a page,,,2026-07-13,",
        "c.jpg,LM-T1,unknown,,,,2026-07-13,",
    )
    assert gaps(audit) == [("left", "error", f"{REGISTER}, line 3"), ("left", "error", f"{REGISTER}, line 4")]
    assert [row.state for row in audit.rows] == ["good", "gap", "gap"]
    assert {name: audit.figures[name] for name in ("copied", "copied_in_notice", "copied_beyond", "beyond_skus", "removed")} == {
        "copied": "2", "copied_in_notice": "1", "copied_beyond": "1", "beyond_skus": "1", "removed": "1",
    }  # fmt: skip
    assert [fault.kind for fault in audit.faults] == ["copied", "copied", "unknown"]
    assert audit.untold == 1


def test_what_stays_is_shown_by_a_paper_of_the_fitting_kind(tmp_path):
    audit = told(
        tmp_path,
        "a.jpg,LM-T1,own,Studio,contact_sheet,2026-06-01,2026-07-13,",
        "b.jpg,LM-T1,own,Studio,notice,2026-06-01,2026-07-13,",
        "c.jpg,LM-T1,licensed,A photographer,contact_sheet,,2026-07-13,",
        "d.jpg,LM-T1,bought,,,,2026-07-13,",
    )
    assert [name for name, *_ in gaps(audit)] == ["unshown", "unshown", "origin"]
    assert audit.figures["shown"] == "1"


def test_an_original_that_is_younger_than_the_listing_is_an_error(tmp_path):
    audit = told(tmp_path, "a.jpg,LM-T1,own,Studio,contact_sheet,2026-07-20,2026-07-13,")
    assert gaps(audit) == [("after", "error", f"{REGISTER}, line 2")]


@pytest.mark.parametrize(("taken", "names"), [("2026-04-30", []), ("2026-05-02", ["later"])])
def test_in_a_dispute_an_original_is_older_than_the_complainants_publication(tmp_path, taken, names):
    published = f"first_published: {date(2026, 5, 1):%Y-%m-%d}, received:"
    audit = told(
        tmp_path,
        f"a.jpg,LM-T1,own,Studio,contact_sheet,{taken},2026-07-13,",
        edits=(("stance: plan", "stance: dispute"), ("facts: {received:", f"facts: {{{published}")),
    )
    assert [name for name, *_ in gaps(audit)] == names


DISPUTE = (
    ("stance: plan", "stance: dispute"),
    ('    facts: {pictures: "8", taken: "September 8 and 9, 2026"', '    facts: {taken: "June 24, 2026"'),
    ("kind: supplier_letter", "kind: licence"),
    ('facts: {date: "2026-09-05"}', 'facts: {valid_from: "1 July 2026", valid_to: "1 September 2026"}'),
)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("a.jpg,LM-T1,own,Studio,contact_sheet,2026-06-24 11:00,2026-07-13,", []),
        ("a.jpg,LM-T1,own,Studio,contact_sheet,2026-06-20 11:00,2026-07-13,", ["differs"]),
        ("a.jpg,LM-T1,own,Studio,contact_sheet,,2026-07-13,", ["undated"]),
        ("a.jpg,LM-T1,copied,a page,,,2026-07-13,2026-09-03", ["conceded"]),
        ("a.jpg,LM-T9,copied,a page,,,2026-07-13,2026-09-03", []),  # not of the notice
        ("a.jpg,LM-T1,licensed,Kuaitu,agency_letter,,2026-07-13,2026-08-30", []),
        ("a.jpg,LM-T1,licensed,Kuaitu,agency_letter,,2026-07-13,", ["licence"]),
        ("a.jpg,LM-T1,licensed,Kuaitu,agency_letter,,2026-06-13,2026-08-30", ["licence"]),
    ],
)
def test_a_dispute_about_copyright_stands_on_dated_originals_and_licences_of_the_days(tmp_path, line, names):
    audit = told(tmp_path, line, edits=DISPUTE)
    assert [name for name, *_ in gaps(audit)] == names
    absent = [gap for gap in audit.gaps if gap.id == "picture_origins.skus"]
    assert [gap.severity for gap in absent] == ["error"]
    assert "LM-T2" in absent[0].what
    assert any("first_published" in note for note in audit.notes)


def test_where_none_is_another_s_nothing_is_counted_as_removed(tmp_path):
    audit = told(tmp_path, "a.jpg,LM-T1,own,Studio,contact_sheet,2026-06-24 11:00,2026-07-13,")
    assert audit.sentence == "1 of 1 picture is shown by an original or a licence, none is another's."


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-09-03 18:20", False),
        ("2026-09-03 18:12", False),  # people note things after they did them
        ("2026-09-03 20:20", True),
        ("2026-09-05 18:20", True),
    ],
)
def test_the_last_removal_is_when_the_action_that_rests_on_the_register_was_done(tmp_path, at, told):
    audit = told_of(tmp_path, at)
    assert [(gap.severity, gap.where) for gap in audit.gaps if gap.id == "picture_origins.done"] == [
        ("error", f"{REGISTER}, line 3")
    ] * told


def told_of(folder, at):
    return told(folder, "a.jpg,LM-T1,copied,a page,,,2026-07-13,2026-09-03 17:10", f"b.jpg,LM-T3,copied,a page,,,2026-07-13,{at}")

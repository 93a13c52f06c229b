"""Each listing of a removal is clean, mended, ended or open; what equal defects have in common is found among all that were looked at."""

import pytest
from made_records import case

HEAD = "SKU,Supplier,Template,Claim,Category,Certificate,Defect,Where it stands,Mended at,Ended at,Evidence\n"
ROWS = (
    "A1,North,t1,,Lamps,,Wrong plug,text,2026-06-12,,screen\n",
    "A2,South,t1,,Lamps,,wrong plug,text,,2026-06-12,screen\n",
    "A3,North,t2,,Lamps,,none,,,,contract\n",
    "A4,South,t2,,Chairs,,无,,,,contract\n",
)
NAMED = "A1, A2, A3"


def audit(folder, *rows, named=NAMED):
    appeal = case(
        folder / "case",
        files={"records/review.csv": HEAD + "".join(rows)},
        edits={"family: logistics": "family: listing_removal", "  received:": f"  skus: [{named}]\n  received:"},
    )
    return next(a for a in appeal.audits if a.id == "removed_listings")


def faults(found):
    return {(fault.kind, fault.of) for fault in found.faults}


def test_only_clean_and_mended_listings_are_asked_back(tmp_path):
    found = audit(tmp_path, *ROWS)
    assert found.gaps == ()
    assert found.sentence == "SKUs of the notice: 3, of which 1 without a defect, 1 mended and 1 ended. Asked back: 2."
    assert {row.cells[0]: row.cells[-1] for row in found.rows} == {"A1": "yes", "A2": "no", "A3": "yes", "A4": "not removed"}
    assert (found.rates["asked_of_removed"].numerator, found.rates["asked_of_removed"].denominator) == (2, 3)


def test_what_all_defective_and_the_fewest_others_have_is_in_common(tmp_path):
    found = audit(tmp_path, *ROWS)
    assert faults(found) == {("shared_template", "A1"), ("shared_template", "A2")}
    assert (found.figures["shared"], found.figures["shared_by"]) == ("t1", "2")
    assert found.notes == ("All 2 SKUs with “Wrong plug” have the template t1; no other SKU has it.",)


def test_one_other_sku_with_what_is_in_common_has_it_too(tmp_path):
    found = audit(tmp_path, ROWS[0], ROWS[1].replace("Lamps", "Chairs"), ROWS[2], ROWS[3].replace("t2", "t1"))
    assert found.notes == ("All 2 SKUs with “Wrong plug” have the template t1; 1 other SKU has it too.",)


def test_no_defect_and_the_same_defect_are_known_in_other_writings(tmp_path):
    rows = [
        ROWS[0],
        ROWS[1].replace("wrong plug", "Wrong  plug."),
        ROWS[2].replace("none", "No defect."),
        ROWS[3].replace("无", "未发现问题"),
    ]
    found = audit(tmp_path, *rows)
    assert found.gaps == ()
    assert (found.figures["shared"], found.figures["shared_by"]) == ("t1", "2")


def test_what_cannot_be_told_apart_is_said(tmp_path):
    found = audit(tmp_path, ROWS[0], ROWS[1].replace("South", "North"), ROWS[2].replace("North", "South"), ROWS[3])
    assert {kind for kind, _ in faults(found)} == {"shared_template", "shared_supplier"}
    assert "cannot be told apart" in found.notes[0]


def test_a_value_that_all_have_tells_nothing(tmp_path):
    found = audit(tmp_path, *(row.replace("t2", "t1").replace("Chairs", "Lamps") for row in ROWS))
    assert {kind for kind, _ in faults(found)} == {"alone"}


def test_a_defect_outside_the_notice_is_told(tmp_path):
    assert ("beyond", "A2") in faults(audit(tmp_path, *ROWS, named="A1, A3"))


@pytest.mark.parametrize(
    ("old", "new", "gap"),
    [
        ("text,2026-06-12,,screen", "text,,,screen", "A1.open"),
        ("text,2026-06-12,,screen", "text,2026-06-12,2026-06-13,screen", "A1.both"),
        ("text,2026-06-12,,screen", "text,2026-06-12,,", "A1.unshown"),
        ("text,2026-06-12,,screen", "text,2026-06-12,,nothing", "A1.paper"),
        ("none,,,,contract", "none,,2026-06-12,,contract", "A3.no_defect"),
        ("A3,", "A9,", "missing"),
    ],
)
def test_what_is_left_undone_is_named(tmp_path, old, new, gap):
    rows = "".join(ROWS)
    assert old in rows
    assert [g.id.removeprefix("removed_listings.") for g in audit(tmp_path, rows.replace(old, new)).gaps] == [gap]


def test_a_clean_listing_of_the_common_template_needs_a_proof(tmp_path):
    rows = (*ROWS[:2], ROWS[2].replace("t2", "t1").replace("contract", ""), ROWS[3])
    gaps = audit(tmp_path, *rows).gaps
    assert [(gap.id, gap.severity) for gap in gaps] == [("removed_listings.template.clean", "warning")]
    assert gaps[0].what.startswith("A3 share")

"""Each claim is removed and gone, or proved by a paper that states what a proof must; all else is a gap."""

import pytest
from test_listing_text import WORDS, appeal, audit

HEAD = "Claim,SKU,Place,Proof kind,Proof,Removed at\n"
REMOVED = "medical grade,all,description,,,2026-06-12 10:00\n"


def sheet(folder, *lines, facts="", kind="test_report", last="x"):
    made = appeal(folder, more={"records/claims.csv": HEAD + "".join(lines)}, b=[WORDS, "Kills mites"], c=[last, "x"])
    path = folder / "case.yaml"
    text = path.read_text().replace(
        "kind: settings_screenshot, caption: Dispatch settings}", f"kind: {kind}, caption: Paper, facts: {{{facts}}}}}"
    )
    path.write_text(text)
    return audit(type(made).open(folder), "claim_sheet")


WHOLE = "source: Lab, participants: '33', date: 4 May 2026, place: Bangkok"


def test_removed_and_proved_claims_are_good(tmp_path):
    found = sheet(tmp_path / "case", REMOVED, "kills mites,all,title,test,screen,\n", facts=WHOLE)
    assert (found.gaps, found.figures) == ((), {"claims": "2", "removed": "1", "proved": "1", "wanting": "0"})
    assert found.sentence == "Of 2 claims 1 is removed and 1 is proved."
    assert {f.kind for f in found.faults} == {"proved", "unproved"}


@pytest.mark.parametrize("missing", ["source", "participants", "date", "place"])
def test_a_test_that_leaves_out_what_it_must_name_is_no_proof(tmp_path, missing):
    facts = ", ".join(f for f in WHOLE.split(", ") if not f.startswith(missing))
    found = sheet(tmp_path / "case", REMOVED, "kills mites,all,title,test,screen,\n", facts=facts)
    assert [g.id for g in found.gaps] == ["claim_sheet.2.unstated"]
    assert missing in found.gaps[0].what
    assert "proved" not in {f.kind for f in found.faults}


@pytest.mark.parametrize(("stated", "gaps"), [("several", 1), ("'0'", 1), ("33 women", 0)])
def test_the_participants_of_a_test_are_a_number(tmp_path, stated, gaps):
    found = sheet(tmp_path / "case", REMOVED, "kills mites,all,title,test,screen,\n", facts=WHOLE.replace("'33'", stated))
    assert [g.id for g in found.gaps] == ["claim_sheet.2.participants"] * gaps


@pytest.mark.parametrize(
    ("removed", "gaps"),
    [
        ("S0", []),
        ("S1", [("claim_sheet.notice_2.skus", "S0")]),
        ("S0; S9", [("claim_sheet.1.sku", "S9")]),
    ],
)
def test_the_skus_of_the_sheet_are_held_against_notice_and_listings(tmp_path, removed, gaps):
    found = sheet(tmp_path / "case", REMOVED.replace("all", removed, 1), "kills mites,all,title,test,screen,\n", facts=WHOLE)
    assert [g.id for g in found.gaps] == [name for name, _ in gaps]
    assert all(word in g.what for g, (_, word) in zip(found.gaps, gaps, strict=True))


@pytest.mark.parametrize(
    ("line", "gap"),
    [
        ("kills mites,all,title,,,\n", "no_proof"),
        ("kills mites,all,title,test,nothing,\n", "no_paper"),
        ("kills mites,all,title,advice,screen,\n", "kind"),
        ("kills mites,all,title,approval,screen,\n", "paper"),
        ("kills mites,all,title,packaging,contract,\n", "paper"),
    ],
)
def test_a_claim_that_is_neither_is_named(tmp_path, line, gap):
    assert [g.id for g in sheet(tmp_path / "case", REMOVED, line, facts=WHOLE).gaps] == [f"claim_sheet.2.{gap}"]


def test_packaging_must_say_the_same_words(tmp_path):
    lines = (REMOVED, "kills mites,all,title,包装,screen,\n")
    assert sheet(tmp_path / "same", *lines, kind="packaging_photo", facts="claim: Kills mites").gaps == ()
    other = sheet(tmp_path / "other", *lines, kind="packaging_photo", facts="claim: Removes dust")
    assert [g.id for g in other.gaps] == ["claim_sheet.2.other"]


def test_a_claim_stated_as_removed_that_stands_in_the_latest_export_is_named(tmp_path):
    found = sheet(tmp_path / "case", REMOVED, "kills mites,S1,title,,,2026-06-12 10:00\n", last=WORDS)
    assert [(g.id, g.where) for g in found.gaps] == [("claim_sheet.1.stands", "records/claims.csv, line 2")]
    late = sheet(tmp_path / "late", REMOVED, "kills mites,S1,title,,,2026-06-30 10:00\n")
    assert [g.id for g in late.gaps] == ["claim_sheet.2.unseen"]


def test_words_of_the_notice_without_a_line_are_named(tmp_path):
    assert [g.id for g in sheet(tmp_path / "case", REMOVED).gaps] == ["claim_sheet.notice_1"]

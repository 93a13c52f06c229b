"""Words in listings: the planted upload is found, and a shop in which one listing alone holds the words is told from it."""

import re
from dataclasses import replace

import pytest

from kit.appeal import Appeal
from kit.demo.stories import claim_proved, listing_claims


def story(folder, made):
    files = dict(made)
    named = re.findall(r"(?:    file: |signature: )([^\n}]+)", files["case.yaml"].decode())
    for name, content in {**dict.fromkeys(named, b"stands for a paper"), **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return Appeal.open(folder)


@pytest.fixture(autouse=True)
def no_papers(monkeypatch):
    """Papers and pictures are not looked at: they need not be drawn."""
    for module in (listing_claims.pictures, listing_claims.papers):
        monkeypatch.setattr(module, "files", lambda _: iter(()))
    monkeypatch.setattr(claim_proved.pictures, "files", lambda _: iter(()))
    monkeypatch.setattr(claim_proved.papers, "report", lambda _: b"")


def verdicts(appeal):
    return {c.pattern: c.verdict for c in appeal.causes if c.verdict != "not run"}


def test_the_planted_upload_is_found_with_its_counts(tmp_path):
    appeal = story(tmp_path, listing_claims.of(listing_claims.MAIN))
    told = verdicts(appeal)
    assert {p for p, v in told.items() if v == "supported"} == {"one_edit", "supplier_text", "unproved", "beyond"}
    assert told["one_listing"] == told["left"] == told["contact"] == told["proved"] == "denied"
    planted = len(listing_claims.skus(listing_claims.MAIN, 12))
    assert next(c for c in appeal.causes if c.pattern == "one_edit").evidence_for[0].startswith(f"{planted} of 96 SKUs")


def test_words_in_one_listing_are_no_upload(tmp_path):
    appeal = story(tmp_path, listing_claims.of(replace(listing_claims.MAIN, edited=1)))
    told = verdicts(appeal)
    assert {p for p, v in told.items() if v == "supported"} == {"one_listing", "supplier_text", "unproved"}
    assert told["one_edit"] == told["beyond"] == "denied"


def test_claims_with_a_whole_proof_are_no_fault(tmp_path):
    told = verdicts(story(tmp_path, claim_proved.of(claim_proved.MAIN)))
    assert (told["proved"], told["unproved"]) == ("supported", "denied")


def test_a_report_without_the_number_of_participants_proves_nothing(tmp_path):
    appeal = story(tmp_path, claim_proved.of(replace(claim_proved.MAIN, participants=None)))
    assert verdicts(appeal)["unproved"] == "supported"
    (gap,) = next(a for a in appeal.audits if a.id == "claim_sheet").gaps
    assert "participants" in gap.what

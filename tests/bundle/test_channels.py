"""Texts that fit a form's field, and pages as pictures."""

import io

import made_bundle
import pytest
from PIL import Image

from kit import bundle
from kit.bundle.channels import fitting_text, sentences
from kit.model import Letter, Passage

SAID = {
    "letter.summary.happened": "412 of 3,926 orders (10.5%) went out late. The limit is 4%.",
    "letter.summary.why": "Calder Ltd. drove at 15:30 (Exhibit 1). The cut-off stayed at 17:00.",
    "root_causes.0.what": "The van left at 15:30. " * 8,
    "corrective.0.what": "The cut-off was moved on 12 June 2026, 09:40.",
    "preventive.0.measured": "Every day at 16:00.",
}


def letter(stance="plan", **more):
    said = tuple(
        Passage(where=where, text=text.strip(), html="", cites=("contract",) if "corrective" in where else ())
        for where, text in {**SAID, **more}.items()
    )
    return Letter(
        title="Plan of Action", subject="", stance=stance, passages=said, cites=("x", "contract"),
        labels=(("x", "1"), ("contract", "2")), context=None,
    )  # fmt: skip


@pytest.mark.parametrize("most", [60, 120, 200, 333, 500, 800, 1800])
def test_text_fits_and_ends_with_a_sentence(most):
    text = fitting_text(letter(), made_bundle.VIOLATION, most)
    assert len(text.replace("\n", "\r\n")) <= most
    for line in text.splitlines():
        assert line.endswith((".", ")")), line
    if most >= 200:
        assert text.startswith(f"Violation {made_bundle.VIOLATION}: we ask")
        assert "412 of 3,926 orders (10.5%)" in text
    if most >= 500:
        assert "The cut-off was moved on 12 June 2026, 09:40 (Exhibit 2)." in text
        assert "Every day at 16:00" not in text, "says how a measure is checked: not for a short text"


def test_a_dispute_asks_first():
    said = letter("dispute", **{"dispute.asks.0.what": "Please restore 12 points. We also ask for a review."})
    assert fitting_text(said, "7529", 300).startswith("Violation 7529: Please restore 12 points.")


def test_sentences_keep_figures_and_short_forms_whole():
    assert sentences("Rate 1.5%. Calder Ltd. signed (No. 7). See p. 3! “Done.” 12 June") == (
        "Rate 1.5%.", "Calder Ltd. signed (No. 7).", "See p. 3!", "“Done.” 12 June",
    )  # fmt: skip


def test_channels_write_texts_and_captioned_pictures(tmp_path):
    shown = [made_bundle.evidence(made_bundle.text_pdf(tmp_path / f"e{n}.pdf", 1), caption=f"Contract {n}") for n in range(12)]
    built = made_bundle.built(tmp_path, *shown)
    rules = made_bundle.policy(
        channel__contact_form__max_chars=500, channel__appeal_form__max_chars=1800, channel__image__max_bytes=60_000
    )
    out = tmp_path / "build" / "channels"
    out.mkdir()
    (out / "exhibit-99.jpg").write_bytes(b"from an earlier build")
    (out / "my notes.docx").write_bytes(b"somebody's")
    made = bundle.channels(built, letter(), rules, out)
    names = [p.name for p in made]
    assert names == ["contact_form.txt", "appeal_form.txt", "page-1.jpg", *(f"exhibit-{n}.jpg" for n in range(1, 11))]
    assert {p.name for p in out.iterdir()} == {*names, "my notes.docx"}
    assert len((out / "contact_form.txt").read_text().rstrip("\n").replace("\n", "\r\n")) <= 500
    for path in made[2:]:
        content = path.read_bytes()
        assert len(content) <= 60_000
        with Image.open(io.BytesIO(content)) as image:
            assert image.format == "JPEG"
            assert max(image.size) > 400
            assert not image.getexif()


def test_a_drafts_channels_are_named_so(tmp_path):
    built = made_bundle.built(tmp_path, made_bundle.evidence(made_bundle.text_pdf(tmp_path / "e.pdf", 1)), draft="DRAFT")
    made = bundle.channels(built, letter(), made_bundle.policy(channel__contact_form__max_chars=500), tmp_path / "c")
    assert [p.name for p in made] == ["DRAFT-contact_form.txt", "DRAFT-page-1.jpg", "DRAFT-exhibit-1.jpg"]

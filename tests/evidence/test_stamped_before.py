"""What the kit stamped before is not stamped again; a stranger's "Exhibit" is no stamp."""

import hostile_pdfs as hostile
import made_bundle
import made_files
import pikepdf
import pytest
from made_bundle import VIOLATION

from kit.evidence.kind import Seen
from kit.evidence.look import look
from kit.evidence.stamped import of_exhibit

CAPTIONS = (
    "Carrier contract",
    "承运商合同",
    "عقد مع شركة النقل لجمع الطرود كل يوم في المساء",
    "Two lines " + "of a caption " * 20,
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A letter with its index on pages 1 and 2, four exhibits of two pages each behind it."""
    folder = tmp_path_factory.mktemp("before")
    (folder / "evidence").mkdir()
    shown = [
        made_bundle.evidence(made_bundle.text_pdf(folder / "evidence" / f"c{n}.pdf", 2), caption=caption)
        for n, caption in enumerate(CAPTIONS, 1)
    ]
    return made_bundle.built(folder, *shown).path


def taken(built, page, path, turn=0):
    """One page, taken out of the bundle by another program."""
    with pikepdf.open(built) as source, pikepdf.new() as out:
        out.pages.append(source.pages[page - 1])
        out.pages[0].rotate(turn, relative=True)
        out.save(path)
    return path


def test_a_captions_word_is_not_taken_for_the_violation():
    band = "Exhibit 3: img_0001 Violation 7529184460371124 (page 1 of 2) Bundle page 9 of 12"
    assert of_exhibit(band) == ("3", "7529184460371124")
    assert of_exhibit(band.replace("Violation 7529184460371124", "7529184460371124 Violation").replace("img_0001 ", "")) == (
        "3",
        "7529184460371124",
    )


@pytest.mark.parametrize("n", range(1, len(CAPTIONS) + 1))
def test_a_page_of_an_exhibit_is_refused_by_its_number(built, tmp_path, n):
    said = look(taken(built, 2 * n + 2, tmp_path / "a.pdf", turn=90 * (n - 1)), None)
    assert said.startswith(f"is stamped already: page 1 shows Exhibit {n} of the bundle for violation {VIOLATION}")
    assert "; give the file that the exhibit was made from" in said


def test_of_a_whole_bundle_only_the_letter_can_be_shown(built):
    assert look(built, None).startswith("is stamped already: 8 pages, from page 3 on, show Exhibits 1 to 4 of the bundle")
    assert isinstance(look(built, "1-2"), Seen), "an earlier appeal may be evidence"


def test_a_page_that_shows_a_stamped_page_is_found(built, tmp_path):
    """Two on a sheet, as a printer's programme lays them."""
    with pikepdf.open(built) as source, pikepdf.new() as out:
        sheet = out.add_blank_page(page_size=(842, 595))
        for n, left in ((4, 0), (5, 421)):
            sheet.add_overlay(source.pages[n], pikepdf.Rectangle(left, 0, left + 421, 595))
        out.save(tmp_path / "two.pdf")
    assert "shows Exhibit 2" in look(tmp_path / "two.pdf", None)


def test_attached_to_a_message_it_is_named_and_not_shown(built, tmp_path):
    stamped = taken(built, 3, tmp_path / "a.pdf").read_bytes()
    made_files.eml(tmp_path / "mail.eml", attached=[("sent.pdf", stamped, "application/pdf")])
    found = look(tmp_path / "mail.eml", None, tmp_path / "shown")
    assert "sent.pdf: not shown, it is stamped already" in " ".join(" ".join(found.text).split())


@pytest.mark.parametrize(
    "words",
    [
        ["Exhibit 3"],
        ["Exhibit 3: Carrier contract (page 1 of 2)"],
        ["Exhibit 3: Lease (page 1 of 2)", "Bundle page 12 of 200"],  # another firm's bundle
        ["Violation 7529184460371124", "Bundle page 1 of 9", "As Exhibit 2 shows, we moved the cut-off."],  # our own letter
        ["Violation 12", "Bundle", "page 3 of 9", "Exhibit A"],
    ],
)
def test_what_others_call_an_exhibit_is_shown(tmp_path, words):
    drawing = b"".join(hostile.line(text.replace("(", "\\(").replace(")", "\\)"), 280 - 20 * n) for n, text in enumerate(words))
    hostile.pdf(drawing).save(tmp_path / "a.pdf")
    found = look(tmp_path / "a.pdf", None)
    assert isinstance(found, Seen), found
    assert words[0] in found.text[0]


def test_a_text_that_quotes_the_stamp_is_no_stamp(tmp_path):
    (tmp_path / "note.txt").write_text("Exhibit 3: Contract (page 1 of 2) Violation 7529 Bundle page 9 of 12\n")
    assert isinstance(look(tmp_path / "note.txt", None, tmp_path / "shown"), Seen)

"""A letter of any format: the same passages in the same sections, at places that a person finds."""

import zipfile

import made_letters
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import BadFile
from kit.evidence.pages import Flow
from kit.letters_in import read_letter
from kit.letters_in.file import nothing, text_of
from kit.letters_in.paragraph import Line, Paragraph, gathered
from kit.letters_in.sections import _words, opened, placed
from kit.tools import worker


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    """What the worker does is tested with it; here it would only take time."""
    monkeypatch.setattr(worker, "run", lambda func, *args, **_: func(*args))


@pytest.mark.parametrize(
    ("make", "name", "place"),
    [
        (made_letters.text, "letter.txt", "line 7"),
        (made_letters.text, "letter.md", "line 7"),
        (made_letters.docx, "letter.docx", "paragraph 4"),
        (made_letters.pdf, "letter.pdf", "page 1, paragraph 4"),
    ],
    ids=["txt", "md", "docx", "pdf"],
)
def test_every_format_gives_the_same_letter(tmp_path, make, name, place):
    read = read_letter(make(tmp_path / name))
    headings = {2, 4, 7}
    assert [p.text for p in read.letter.passages] == [t for n, t in enumerate(made_letters.PARAGRAPHS) if n not in headings]
    assert [p.where.partition(".")[0] for p in read.letter.passages] == made_letters.SECTIONS
    assert read.letter.passages[2].where == f"root_causes.{place}"
    assert read.letter.passages[2].cites == ("Exhibit 2",)
    assert [words for _, words in read.headings] == [made_letters.PARAGRAPHS[n] for n in sorted(headings)]
    assert read.letter.stance == "plan"


def test_exhibits_of_a_case_are_known_by_their_numbers(tmp_path):
    path = made_letters.text(tmp_path / "letter.txt", ["The contract (Exhibit 2) and the log (Exhibit 9) show it."])
    letter = read_letter(path, numbers={"2": "contract", "3": "photo"}).letter
    assert letter.cites == ("contract",)
    assert letter.labels == (("contract", "2"),)
    assert [(letter.passages[0].text[t.start : t.end], t.ref) for t in letter.passages[0].traces] == [("Exhibit 2", "contract")]


def test_a_table_in_word_is_read_row_by_row_and_what_is_not_read_is_said(tmp_path):
    cell = "<w:tc>{}</w:tc>".format
    row = (
        "<w:tbl><w:tr>"
        + cell(made_letters.paragraph("Moved the cut-off"))
        + cell(made_letters.paragraph("12 June 2026"))
        + "</w:tr></w:tbl>"
    )
    gone = "<w:p><w:del>" + made_letters.run("Deleted words. ") + "</w:del>" + made_letters.run("Kept.") + "</w:p>"
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r>" + made_letters.run("Seen.") + "</w:p>"
    body = made_letters.paragraph("Actions taken", "Heading1") + row + gone + hidden
    read = read_letter(
        made_letters.docx(tmp_path / "a.docx", body, more=[("word/header1.xml", "<h/>"), ("word/media/a.png", "")])
    )
    assert [p.text for p in read.letter.passages] == ["Moved the cut-off | 12 June 2026", "Kept.", "Seen."]
    assert all(p.where.startswith("corrective.paragraph ") for p in read.letter.passages)
    told = " ".join(read.notes)
    assert all(word in told for word in ("tracked changes", "hidden", "Headers", "Pictures"))


def test_lines_that_were_broken_to_fit_are_one_paragraph(tmp_path):
    lines = (
        "On 11 May 2026 the van of Northway Parcels began to leave Daventry\n"
        "at 15:30 instead of 18:00, and nobody moved the order cut-off of\n"
        "17:00 with it.\n"
        "- The first item of a list stands by itself.\n"
        "- So does the second.\n"
    )
    (tmp_path / "a.txt").write_text(lines, encoding="utf-8")
    found = read_letter(tmp_path / "a.txt")
    assert [p.where for p in found.letter.passages] == ["letter.lines 1 to 3", "letter.line 4", "letter.line 5"]
    assert found.letter.passages[0].text.endswith("17:00 with it.")
    assert dict(found.lines)["letter.line 4"] == 4


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Root Cause Analysis", "root_causes"),
        ("一、根本原因分析", "root_causes"),
        ("2) What we have done to resolve the issue", "corrective"),
        ("（二）整改措施：", "corrective"),
        ("PREVENTIVE MEASURES", "preventive"),
        ("Steps to prevent recurrence", "preventive"),
        ("Corrective and preventive actions", "letter"),
        ("Why the decision is wrong", "dispute.wrong"),
        ("Attachments", "letter"),
    ],
)
def test_headings_open_sections(heading, section):
    assert opened(Paragraph(place="line 1", text=heading)) == (section, True)


@pytest.mark.parametrize(
    "text",
    [
        "We found the root cause.",
        "15 June 2026",
        "Dispatch settings of Daventry after the correction, 12 June 2026, 09:41",
        "the corrective actions",
        "Note: the preventive measures of the carrier are in Exhibit 3.",
    ],
)
def test_other_lines_open_none(text):
    assert opened(Paragraph(place="line 1", text=text))[0] is None


def test_a_label_opens_a_section_and_stays_text():
    (part,) = placed((Paragraph(place="line 1", text="Root cause: the van left early."),))
    assert (part.section, part.is_heading) == ("root_causes", False)


def test_a_dispute_is_told_by_its_headings(tmp_path):
    path = made_letters.text(
        tmp_path / "a.txt", ["Facts of the case", "It left in time.", "Grounds for appeal", "The scan was late."]
    )
    assert read_letter(path).letter.stance == "dispute"
    assert read_letter(path, stance="plan").letter.stance == "plan"


def test_heads_and_feet_of_pages_are_left_out_and_said(tmp_path):
    shelves = [f"{a}{b}" for a in "ABCD" for b in "EFGHIJKLMNOPQRS"]
    body = [
        f"{s} is the shelf whose parcels the planner counted, {'and the shift leader signed the sheet, ' * 4}as {s}."
        for s in shelves
    ]
    flow = Flow()
    for n, text in enumerate(body):
        if n % 20 == 0:
            if n:
                flow.turn()
            flow.lines([f"Made Trading, page {n // 20 + 1}"])
            flow.y += 8
        flow.lines([text])
        flow.y += 8
    path = tmp_path / "a.pdf"
    path.write_bytes(flow.pages.pdf())
    read = read_letter(path)
    assert [p.text for p in read.letter.passages] == body
    assert read.letter.passages[20].where == "letter.page 2, paragraph 1"
    assert any("Heads and feet" in note for note in read.notes)


def test_no_words_open_two_sections():
    words = [word for word, _ in _words()]
    assert len(set(words)) == len(words) > 80


# --- hostile files --------------------------------------------------------------------------------

_BOMB = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _deep(path):
    return made_letters.docx(path, "<w:p>" * 1000 + "</w:p>" * 1000)


def _huge(path):
    return made_letters.docx(path, made_letters.paragraph("a" * 1_000_000) * 45)


def _not_word(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    return path


def _bytes(content):
    def make(path):
        path.write_bytes(content)
        return path

    return make


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: made_letters.docx(path, head=_BOMB), "document type"),
        (_deep, "nested"),
        (_huge, "unpacks to more than|has more than"),
        (_not_word, "no Word document"),
        (lambda path: made_letters.docx(path, "<w:p><w:t>a</w:p>"), "damaged"),
        (_bytes(b"PK\x03\x04 cut off"), "damaged"),
        (_bytes(b"%PDF-1.7 and nothing"), "cannot be opened"),
        (_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "save it as DOCX"),
        (_bytes(b"\x89PNG\r\n\x1a\n"), "picture"),
        (_bytes(b"a\x00b"), "no text"),
        (_bytes("The carrier’s café was late.".encode("cp1252")), "cannot be told for sure"),
        (_bytes(b"\xff\xfe\x00"), "damaged at byte"),
        (_bytes(b""), "holds no text"),
        (_bytes(b"a " * 300_000), "characters"),
    ],
    ids=["entities", "deep", "huge", "zip", "xml", "cut", "pdf", "doc", "png", "binary", "western", "mark", "empty", "long"],
)
def test_hostile_files_are_refused_with_what_to_do(tmp_path, make, told):
    with pytest.raises(BadFile, match=told) as refused:
        read_letter(make(tmp_path / "letter"))
    assert len(refused.value.problems) == 1


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "letter.md"
    path.write_bytes(content)
    found = text_of(path, nothing)
    assert isinstance(found, str) or found.paragraphs


def test_a_title_under_the_widest_line_of_a_block_is_a_paragraph():
    wide = Line(text="Dear TikTok team, we attach great importance to this matter. 我们深刻反省。", number=1, fullness=1.0)
    title = Line(text="Root cause", number=2, fullness=0.15)
    assert [len(lines) for lines in gathered([wide, title])] == [1, 1]
    end = Line(text="Then it left.", number=2, fullness=0.2)
    assert [len(lines) for lines in gathered([wide, end])] == [2]
    begun = Line(text="We attach great importance to this matter of the van and the", number=1, fullness=1.0)
    assert [len(lines) for lines in gathered([begun, Line(text="Daventry dock", number=2, fullness=0.2)])] == [2]

"""Headings that only their place and their kinds of words tell, and where a letter closes."""

from datetime import date

import made_letters
import pytest

from kit.letters_in import read_letter
from kit.letters_in import sections as sections_of
from kit.letters_in.paragraph import Paragraph
from kit.letters_in.sections import opened, placed
from kit.letters_in.shape import about
from kit.lint import lint
from kit.model import Subject
from kit.tools import worker

LETTER = """Plan of Action, violation 5512091

How it came to this
On 21 April 2026 the shift lead left the printer on the old roll, and no role looked at it before 14:00 (Exhibit 1).

What I put right
On 5 May 2026 at 08:40 the shift lead handed over the 9 open parcels (Exhibit 2).

{heading}
{text}

We ask that the points be lifted.

For and on behalf of the shop
Jens Wolter
"""


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    monkeypatch.setattr(worker, "run", lambda func, *args, **_: func(*args))


def sections(tmp_path, text, name="letter.txt"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return [(p.where.partition(".")[0], p.text.split()[0]) for p in read_letter(tmp_path / name).letter.passages]


ROLL = "Since 6 May 2026 the shift lead checks the roll at 07:30 on each working day (Exhibit 3)."


@pytest.mark.parametrize("heading", ["Steps ahead", "What I do now", "Staying on time", "The roll", "(3) The roll"])
def test_a_heading_is_told_by_its_place_and_what_stands_under_it(tmp_path, heading):
    found = sections(tmp_path, LETTER.format(heading=heading, text=ROLL))
    assert found == [
        ("letter", "Plan"), ("root_causes", "On"), ("corrective", "On"), ("preventive", "Since"),
        ("letter", "We"), ("letter", "For"), ("letter", "Jens"),
    ]  # fmt: skip


def test_a_heading_about_none_of_them_ends_the_section_before_it(tmp_path):
    found = sections(tmp_path, LETTER.format(heading="Good to know", text="The printer is of 2019."))
    assert ("letter", "Good") in found
    assert ("letter", "The") in found


def test_a_list_of_short_lines_is_no_row_of_headings(tmp_path):
    text = LETTER.format(heading="Next steps", text="- Reprint labels\n- Read the roll\n- Replace the reel")
    assert [word for section, word in sections(tmp_path, text) if section == "preventive"] == ["Reprint", "Read", "Replace"]


def test_a_second_block_that_tells_of_a_measure_stays_in_its_section(tmp_path):
    text = LETTER.format(heading="Next steps", text=f"{ROLL}\n\nFrom 1 June 2026 the planner counts the rolls.")
    assert [word for section, word in sections(tmp_path, text) if section == "preventive"] == ["Since", "From"]


def test_where_sections_have_several_blocks_only_the_signature_closes(tmp_path):
    text = LETTER.format(heading="Next steps", text=ROLL).replace("What I put right\n", "What I put right\nAll is done.\n\n")
    found = sections(tmp_path, text)
    assert ("preventive", "We") in found
    assert found[-2:] == [("letter", "For"), ("letter", "Jens")]


def test_white_space_is_seen_in_word(tmp_path):
    lines = LETTER.format(heading="The roll", text=ROLL).splitlines()
    path = made_letters.docx(tmp_path / "letter.docx", "".join(map(made_letters.paragraph, lines)))
    assert [p.where.partition(".")[0] for p in read_letter(path).letter.passages][-4:] == ["preventive", *3 * ["letter"]]


SPACED = ["Plan of Action", "How it came to this", "The van left early.", "Repairs", "A second van was booked.", "Onwards", ROLL]


@pytest.mark.parametrize(
    ("make", "name"),
    [(made_letters.text, "a.txt"), (made_letters.pdf, "a.pdf"), (made_letters.docx, "a.docx")],
    ids=["txt", "pdf", "docx"],
)
def test_where_space_shows_nothing_a_heading_is_told_by_its_words(tmp_path, make, name):
    is_word = name.endswith("docx")
    path = make(tmp_path / name, "".join(map(made_letters.paragraph, SPACED)) if is_word else SPACED)
    found = [(p.where.partition(".")[0], p.text.split()[0]) for p in read_letter(path).letter.passages]
    assert found == [("letter", "Plan"), ("root_causes", "The"), ("corrective", "A"), ("preventive", "Since")]


@pytest.mark.parametrize("line", ["We fixed it at once", "The shop was closed again", "Our next van"])
def test_a_short_sentence_between_spaces_is_no_heading(tmp_path, line):
    lines = ["Root cause", "The van left early.", line, "The second van came at noon."]
    assert ("root_causes", line.split()[0]) in sections(tmp_path, "\n\n".join(lines))


@pytest.mark.parametrize(
    ("section", "headings"),
    [
        ("root_causes", ["what led to this", "how come", "origin of the late parcels", "where the error was", "how this came about"]),
        ("corrective", ["what we do at once", "repairs", "work completed", "measures we have put into effect", "what was changed"]),
        ("preventive", ["how it stays fixed", "avoiding a repeat", "onwards", "our new process", "no more late parcels"]),
        ("dispute.wrong", ["why the hold should be lifted", "grounds on which we object"]),
        ("letter", ["outcome so far", "list of documents", "actions taken and next steps"]),
        (None, ["the roll", "ann lee"]),
    ],
)  # fmt: skip
def test_classes_of_words_tell_what_a_heading_is_about(section, headings):
    assert {heading: about(heading) for heading in headings} == dict.fromkeys(headings, section)


def test_a_name_and_a_title_are_no_heading():
    lines = ("Root cause", "The van left early on that day.", "Sarah Whitlock", "Operations Manager")
    parts = placed(tuple(Paragraph(place=str(n), text=t, is_apart=n in {0, 2}) for n, t in enumerate(lines)))
    assert [(p.section, p.is_heading) for p in parts] == [("root_causes", True), ("root_causes", False), *2 * [("letter", False)]]


@pytest.mark.parametrize(
    ("title", "stance"),
    [("Dispute of violation 301", "dispute"), ("Objection to the points", "dispute"), ("Appeal for violation 301", "plan")],
)
def test_a_dispute_is_told_by_its_title(tmp_path, title, stance):
    path = made_letters.text(tmp_path / "a.txt", [title, "The carrier scanned the parcel late."])
    assert read_letter(path).letter.stance == stance
    path = made_letters.text(tmp_path / "a.txt", [title, "Root cause", "The van left early.", "Corrective actions", "Moved."])
    assert read_letter(path).letter.stance == "plan"


def test_each_line_is_held_against_the_known_headings_once(monkeypatch):
    held = []
    monkeypatch.setattr(sections_of, "opened", lambda paragraph: held.append(paragraph.place) or opened(paragraph))
    lines = ("Root cause", *("Why it failed", "The roll ran out.") * 20)
    parts = tuple(placed(tuple(Paragraph(place=str(n), text=line) for n, line in enumerate(lines))))
    assert {p.section for p in parts} == {"root_causes"}
    assert held == [p.paragraph.place for p in parts]


def test_a_title_before_the_text_of_a_paragraph_opens_its_section(tmp_path):
    text = (
        "Notice of 4 May 2026\n\n1. Basis. The owner signs this letter.\n\n2. Cause. On 21 April 2026 the roll was old.\nNobody looked.\n\n"
        "3. Corrective actions. On 5 May 2026 the roll was new.\n\n4. Preventive measures. Since 6 May 2026 it is read.\n\n"
        "5. Reservation. All rights stay.\n\nJens Wolter, Owner\n"
    )
    assert [section for section, _ in sections(tmp_path, text)] == [
        "letter", "letter", "root_causes", "root_causes", "corrective", "preventive", "letter", "letter",
    ]  # fmt: skip


def test_one_such_title_alone_is_an_item_of_a_list(tmp_path):
    text = LETTER.format(
        heading="Next steps", text="1. Removal. The roll is thrown away.\n2. Training. The team reads the sheet."
    )
    assert [s for s, _ in sections(tmp_path, text)].count("preventive") == 2


def test_a_label_of_one_word_opens_its_section(tmp_path):
    text = (
        "Cause: on 21 April 2026 the roll was old.\nAction: on 5 May 2026 the roll was new.\nAction: the parcels left.\n"
        "Prevention: since 6 May 2026 it is read.\n\nWe need the money for our workers.\n\nJens Wolter, Owner\n"
    )
    assert [s for s, _ in sections(tmp_path, text)] == [
        "root_causes", "corrective", "corrective", "preventive", "letter", "letter",
    ]  # fmt: skip


LONG_LINE = "On 5 May 2026 at 08:40 the shift lead handed over the 9 open parcels to the driver (Exhibit 2)."


def test_lines_that_all_end_their_sentences_were_not_broken_to_fit(tmp_path):
    assert [w for _, w in sections(tmp_path, f"Plan of Action\n\nActions taken\n{LONG_LINE}\nThe roll was changed.\n")] == [
        "Plan",
        "On",
        "The",
    ]


def test_lines_that_break_within_a_sentence_stay_together(tmp_path):
    text = f"Plan of Action\n\nActions taken\n{LONG_LINE.replace(' to the driver', chr(10) + 'to the driver')}\nThe roll was\nchanged.\n"
    assert [w for _, w in sections(tmp_path, text)][:2] == ["Plan", "On"]


SIGNED = """# Plan of Action

## 1. Root cause

On 4 May 2026 the carrier moved its collection to 16:00. The planner left the cut-off at 17:30 (Exhibit 1).

The log shows it (Exhibit 2).

## 2. Corrective actions

1. The planner moved the cut-off to 15:00 on 8 June 2026 at 10:15 (Exhibit 3).
2. The manager refunded the postage of 187 late orders on 9 June 2026 at 14:00 (Exhibit 4).

## 3. Preventive measures

1. Since 10 June 2026 the shift lead compares labels with hand-overs every working day at 16:30; if more than 4 parcels wait, the shift lead calls the manager, and the log is kept for twelve months (Exhibit 5).

Between 15 June 2026 and 28 June 2026, 8 of 1,050 orders (0.8%) were handed over late (Exhibit 6).

{end}
"""
NAMED = ["Jens Wolter", "Operations Manager, Harrow Lane Ltd", "2 July 2026"]
ENDINGS = {
    "name": NAMED,
    "courtesy": ["Yours faithfully,", "Jens Wolter", "Operations Manager", "Harrow Lane Ltd", "2 July 2026"],
    "sincerely": ["Sincerely,", *NAMED],
    "one_line": ["Jens Wolter, Operations Manager, Harrow Lane Ltd", "2 July 2026"],
    "request": ["We ask for a review of violation 8841220377.", "", *NAMED],
    "short": ["Jens Wolter", "Operations manager", "Dated 2 July 2026"],
    "labels": ["Responsible person: Jens Wolter", "Title: Operations Manager", "Date: 2 July 2026"],
    "long_label": ["Responsible person: Jens Wolter, Operations Manager, Harrow Lane Homeware Co., Ltd.", "July 2, 2026"],
    "chinese": ["签名：Jens Wolter", "日期：2026年7月2日"],
}


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["close", "apart"])
@pytest.mark.parametrize("name", ["letter.txt", "letter.md"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_signature_is_no_measure(tmp_path, ending, name, gap):
    text = SIGNED.format(end=gap.join(ENDINGS[ending]))
    (tmp_path / name).write_text(text if name.endswith("md") else text.replace("## ", "").replace("# ", ""), encoding="utf-8")
    letter = read_letter(tmp_path / name).letter
    told = [p.text.split()[0] for p in letter.passages if p.where.startswith("preventive")]
    assert [word for word in told if word != "We"] == ["1.", "Between"]
    found, _ = lint(Subject(stated=None, letter=letter, today=date(2026, 7, 10)))
    assert not [f.rule for f in found if f.rule.startswith(("M302", "B103", "B105"))]


@pytest.mark.parametrize("ending", [name for name in ENDINGS if name != "request"])
def test_a_signature_is_told_where_no_white_space_parts_it(ending):
    lines = ["Root cause", "The van left early.", "Preventive measures", "- The planner reads the limit.", *ENDINGS[ending]]
    parts = placed(tuple(Paragraph(place=str(n), text=line) for n, line in enumerate(lines)))
    assert [p.section for p in parts][3:] == ["preventive", *len(ENDINGS[ending]) * ["letter"]]


@pytest.mark.parametrize("line", ["The planner reads the limit.", "The planner reads the limit", "Labels reprinted"])
@pytest.mark.parametrize("is_apart", [True, False])
def test_a_short_measure_above_the_signature_stays_one(line, is_apart):
    lines = ["Root cause", "The van left early.", "The log shows it.", "Preventive measures", ROLL, line, *NAMED]
    texts = (Paragraph(place=str(n), text=text, is_apart=is_apart and n != 4) for n, text in enumerate(lines))
    assert [p.section for p in placed(tuple(texts))][4:] == ["preventive", "preventive", *3 * ["letter"]]


def test_the_labels_under_each_measure_are_no_signature():
    rows = ["Responsible person: Jens Wolter", "Date: 8 June 2026"]
    lines = ["Root cause", "The van left early.", "Preventive measures", "1. Read the roll.", *rows, "2. Read the limit.", *rows]
    parts = placed(tuple(Paragraph(place=str(n), text=line) for n, line in enumerate(lines)))
    assert [p.section for p in parts][3:] == 6 * ["preventive"]

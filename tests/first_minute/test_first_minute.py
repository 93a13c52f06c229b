"""A reviewer's first minute: one sheet that shows the chain, its gaps, and what a text box leaves of it."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from kit import cli
from kit.appeal import Appeal
from kit.first_minute import first_minute, page, pdf, text
from kit.first_minute.context import Line, MinuteContext
from kit.first_minute.sheet import EDGE
from kit.tools import thumbnails
from kit.tools.pdf_read import Reading
from kit.tools.templates import names_used
from kit.ui.review import review


def read(content, tmp_path):
    """The text of each page of a PDF, on one line."""
    path = tmp_path / "minute.pdf"
    path.write_bytes(content)
    with Reading.of(path) as reading:
        return [" ".join(reading.text(n).split()) for n in range(1, reading.pages + 1)]


@pytest.fixture
def broken(small):
    """The small case with a cause that nothing answers, an action that nothing proves, and a proof without a file."""
    path = small / "case.yaml"
    case = path.read_text(encoding="utf-8")
    for old, new in {
        "corrective:\n": "  - {id: watch, what: Nobody compared <labels> with parcels., role: Planner, when: 2026-05-11}\ncorrective:\n",
        "The cut-off was moved to an hour before the collection ({{ exhibit.screen }}).": "The cut-off was moved.",
        "    answers: [cutoff]\n    exhibits: [screen]\npreventive": "    answers: [cutoff]\npreventive",
        "file: evidence/screen.png": "status: missing",
    }.items():
        assert old in case
        case = case.replace(old, new)
    path.write_text(case, encoding="utf-8")
    (small / "evidence" / "screen.png").unlink()
    return small


def test_the_template_uses_what_the_context_has():
    assert names_used("first_minute.html.j2") == set(MinuteContext.__slots__)


def test_a_closed_chain_leads_to_pages_of_the_bundle(small):
    context = first_minute(Appeal.open(small), "en").context
    assert context.is_closed
    assert [(line.kind, line.letter, [(t.n, t.page) for t in line.tags]) for line in context.lines] == [
        ("cause", "A", []),
        ("link", "", [("2", 5)]),
        ("link", "", [("2", 5)]),
    ]


def test_a_broken_chain_shows_its_gaps_and_caps(broken):
    minute = first_minute(Appeal.open(broken), "en")
    assert {(g.missing, g.where) for g in minute.chain.gaps} == {
        ("action", "root_causes.1"),
        ("measure", "root_causes.1"),
        ("proof", "corrective.0"),
        ("page", "preventive.0"),
    }
    html, told = page(minute.context), text(minute.context)
    assert "4 gaps on the way to a page" in told
    for said in ("no action answers this cause", "no exhibit proves it", "the exhibit has no page: its file is not there"):
        assert said in told
        assert said in html
    assert minute.score.cap.id == "required_missing"
    assert "Capped at: 55" in told


def test_the_text_box_says_how_much_is_left(small):
    boxes = first_minute(Appeal.open(small), "en").context.boxes
    assert [box.head for box in boxes] == [
        "500 characters (contact form)",
        "800 characters (creator form)",
        "1,800 characters (appeal form)",
    ]
    assert boxes[0].text.startswith("Violation 7529184460371124: we ask you to accept our Plan of Action.")
    assert boxes[-1].told == "causes 1 of 1 · actions 1 of 1 · measures 1 of 1 · exhibits 2 of 2"
    assert all(len(box.text) <= most for box, most in zip(boxes, (500, 800, 1800), strict=True))


def test_the_page_is_one_file_without_scripts_and_escapes_what_people_wrote(broken):
    class Seen(HTMLParser):
        def handle_starttag(self, tag, attrs):
            assert tag not in {"script", "link", "labels", "iframe", "object"}
            for name, value in attrs:
                assert not name.startswith("on")
                assert name not in {"src", "href"} or value.startswith("data:image/jpeg;base64,")

    html = page(first_minute(Appeal.open(broken), "en").context)
    Seen().feed(html)
    assert "&lt;labels&gt;" in html
    assert "url(" not in html


def test_it_says_that_points_are_no_chance(small):
    for lang, words in (("en", "no chance of success"), ("zh", "并非成功率")):
        context = first_minute(Appeal.open(small), lang).context
        assert words in text(context)
        assert words in page(context)


def test_chinese_speaks_of_rules_in_chinese(broken):
    told = text(first_minute(Appeal.open(broken), "zh").context)
    assert "没有纠正措施回应这一根因" in told
    assert "此类违规必备的证据已在附件中" in told
    assert not re.search(r"Missing|Criterion|Computed|gaps", told)


def test_thumbnails_show_what_the_bundle_shows(small):
    from PIL import Image

    appeal = Appeal.open(small)
    screen = next(e for e in appeal.evidence if e.item.id == "screen")
    with Image.open(screen.shown.path) as picture:
        width, height = picture.size
    whole = thumbnails.Page(path=screen.shown.path, page=None)
    half = replace(whole, rows=(0, height // 2))
    for made, share in zip(thumbnails.thumbnails([whole, half], EDGE), (1.0, 0.5), strict=True):
        assert made.startswith(b"\xff\xd8")
        seen = thumb_size(made)
        assert max(seen) == EDGE
        assert seen[1] / seen[0] == pytest.approx(height * share / width, rel=0.03)


def thumb_size(content):
    import io

    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        return picture.size


def test_on_paper_the_sheet_is_one_page_with_the_criteria_behind_it(small, tmp_path):
    context = first_minute(Appeal.open(small), "en").context
    pages = read(pdf(context), tmp_path)
    assert "From cause to page" in pages[0]
    assert "First page of each exhibit" in pages[0]
    assert "Twelve criteria" not in pages[0]
    assert pages[1].startswith("Twelve criteria")


@pytest.mark.slow
def test_the_pdf_has_the_same_bytes_on_every_run(small):
    context = first_minute(Appeal.open(small), "zh").context
    assert pdf(context) == pdf(context)


@pytest.mark.slow
def test_a_long_chain_keeps_its_gaps_on_the_one_page(small, tmp_path):
    context = first_minute(Appeal.open(small), "en").context
    long = [
        Line(
            kind="gap" if n == 57 else "link",
            where=f"corrective.{n if n < 57 else n - 1}",
            letter="",
            text=f"line {n} " + "x " * 60,
        )
        for n in range(60)
    ]
    pages = read(pdf(replace(context, lines=tuple(long))), tmp_path)
    assert "line 57" in pages[0]
    assert "line 56" in pages[0]  # what the gap concerns
    assert "lines more, without a gap" in pages[0]
    assert pages[1].startswith("Twelve criteria")


def test_the_notebook_shows_the_page_in_a_frame(small):
    view = review(Appeal.open(small))
    assert view.html.startswith("<iframe sandbox srcdoc=")
    assert "<script" not in view.html
    assert view.text == text(first_minute(Appeal.open(small), "en").context)


@pytest.mark.slow
def test_the_sheet_of_the_example(built, golden):
    folder, report = built
    context = first_minute(Appeal.open(folder), "en").context
    golden("uk-late-dispatch/first_minute.txt", text(context) + "\n")
    assert [(t.n, t.place.partition("–")[0]) for t in context.thumbs] == [(x.n, str(x.first_page)) for x in report.exhibits]


# --- the command ------------------------------------------------------------------------------------


def test_the_command_prints_and_writes(small, tmp_path, capsys):
    html, paper = tmp_path / "minute.html", tmp_path / "minute.pdf"
    assert cli.main(["review", str(small), "--html", str(html), "--pdf", str(paper), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "From cause to page: No gap on the way to a page" in told
    assert f"wrote {html}" in told
    assert html.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert paper.read_bytes().startswith(b"%PDF")


def test_the_command_as_json(broken, capsys):
    assert cli.main(["review", str(broken), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["closed"] is False
    assert {"missing": "proof", "where": "corrective.0", "says": "no exhibit proves it"} in told["gaps"]
    rubric = told["rubric"]
    assert rubric["of"] + rubric["for_a_person"] == 100
    assert "no chance of success" in rubric["says"]
    assert next(c for c in rubric["criteria"] if c["id"] == "chain")["points"] == 0
    assert {c["id"] for c in rubric["caps"] if c["state"] == "applies"} == {"required_missing"}

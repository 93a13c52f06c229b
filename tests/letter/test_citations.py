"""Several exhibits in the letter's words, by placeholder or typed: each end leads to its exhibit, a wrong number to nothing."""

import re

import pytest
from letter_samples import CASE, analysis, case, evidence, family, opened, places, policy

from kit.letter import typeset, write
from kit.lint import rules
from kit.tools.citations import listed, typed

CAUSE = CASE["root_causes"][0]


def written(folder, text):
    made = case(root_causes=[{**CAUSE, "what": text}, CASE["root_causes"][1]])
    return write(opened(folder, made), policy(), family(), analysis(charts=False), evidence(made))


def said(letter):
    return letter.passage("root_causes.0.what")


def links(html):
    return re.findall(r'<a href="exhibit://(\w+)/\d+">([^<]*)</a>', html.replace("\u00a0", " "))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("See Exhibits 4-7 and 9.", ["4", "7", "9"]),
        ("See Exhibits 4–7, 9, and 12A.", ["4", "7", "9", "12A"]),
        ("Exhibits 1, 2 & 3", ["1", "2", "3"]),
        ("Exhibit 3 and 12 orders", ["3"]),
        ("Exhibit 3, 2 of them", ["3"]),
        ("Exhibits 3 and 12 June 2026", ["3"]),
        ("Exhibits 3 and 10.5% of the orders", ["3"]),
        ("Exhibits 3, 1,204 orders", ["3"]),
        ("exhibit 4a to 6", ["4A", "6"]),
        ("Exhibit 3 | p. 8", ["3"]),
        ("Exhibits and 4 orders", []),
        ("Exhibit 2026", []),
    ],
)
def test_typed_citations_are_found_and_figures_are_not(text, numbers):
    assert [e.number for ends in typed(text) for e in ends] == numbers
    for ends in typed(text):
        assert all(text[e.start : e.end].upper().endswith(e.number) for e in ends)


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ([1], "Exhibit 1"),
        ([1, 2], "Exhibits 1 and 2"),
        ([1, 2, 3], "Exhibits 1–3"),
        ([1, 3, 5], "Exhibits 1, 3 and 5"),
        ([1, 2, 3, 7, 9, 10, 11, 12], "Exhibits 1–3, 7 and 9–12"),
    ],
)
def test_a_list_in_words(places, words):
    assert "".join(p.text for p in listed([str(n) for n in places], places)) == words


def test_a_list_by_placeholder_is_numbered_and_each_end_leads_there(tmp_path):
    letter = written(tmp_path, "It is proved {{ exhibits.log.notice.manifest.orders.contract }}.")
    labels = dict(letter.labels)
    # settings, contract and log are cited on page 1 already: 1, 2, 3; the list brings notice, manifest, orders: 4, 5, 6.
    assert labels == {"settings": "1", "contract": "2", "log": "3", "notice": "4", "manifest": "5", "orders": "6"}
    assert said(letter).text == "It is proved Exhibits 2–6."
    assert links(said(letter).html) == [("contract", "Exhibits 2"), ("orders", "6")]
    assert [(t.kind, t.ref) for t in said(letter).traces] == [("exhibit", "contract"), ("exhibit", "orders")]
    assert set(said(letter).cites) >= {"log", "notice", "manifest", "orders", "contract"}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{{ exhibits }}", "prints nothing by itself"),
        ("{{ exhibits.log.nothing }}", "no further evidence 'nothing'"),
        ("{{ exhibits.log.chat }}", "chat is background"),
        ("{{ exhibits.log.log }}", "no further evidence 'log'"),
    ],
)
def test_a_wrong_list_is_named(tmp_path, text, wrong):
    from kit.errors import BadFile

    with pytest.raises(BadFile) as caught:
        written(tmp_path, text)
    assert wrong in caught.value.problems[0]


def test_typed_numbers_lead_to_their_exhibits_and_still_count_as_typed(tmp_path):
    letter = written(tmp_path, "All of it stands in Exhibits 1-2 and 4, **Exhibit 3** besides {{ exhibit.manifest }}.")
    assert links(said(letter).html) == [
        ("settings", "Exhibits 1"), ("contract", "2"), ("manifest", "4"), ("log", "Exhibit 3"), ("manifest", "Exhibit 4"),
    ]  # fmt: skip
    assert said(letter).text == "All of it stands in Exhibits 1-2 and 4, Exhibit 3 besides Exhibit 4."
    assert "<strong>" in said(letter).html
    assert {"settings", "contract", "log"} <= set(said(letter).cites)


def test_a_typed_number_that_no_exhibit_has_leads_nowhere_and_is_an_error(tmp_path):
    from types import SimpleNamespace

    letter = written(tmp_path, "It stands in Exhibits 1 to 9.")
    assert links(said(letter).html) == [("settings", "Exhibits 1"), ("9", "9")]
    rule = next(r for r in rules() if r.id == "E805")
    hits = list(rule.check(SimpleNamespace(letter=letter)))
    assert [(h.quote, h.severity) for h in hits] == [("Exhibits 1", "warning"), ("9", None)]


def test_lists_are_set_with_a_link_at_each_end(tmp_path):
    from io import BytesIO

    from pypdf import PdfReader

    letter = written(tmp_path, "It is proved {{ exhibits.log.notice.manifest }}, and typed in Exhibits 1 and 77.")
    done = typeset(letter, places(letter, letter_pages=3))
    reader = PdfReader(BytesIO(done.content))
    text = " ".join(" ".join(p.extract_text() for p in reader.pages).replace("\u00a0", " ").split())
    assert "It is proved Exhibits 3–5, and typed in Exhibits 1 and 77." in text
    addresses = [a.get_object()["/A"]["/URI"] for p in reader.pages[: done.index_page - 1] for a in p.get("/Annots", [])]
    assert {"exhibit://log/1", "exhibit://manifest/1", "exhibit://settings/1", "exhibit://77/1"} <= set(addresses)

"""The letter as a PDF, read by another library than the one that set it."""

from dataclasses import replace
from io import BytesIO

import pytest
from letter_samples import CASE, NO_ORDERS, SELLER, analysis, case, evidence, family, opened, places, policy
from pypdf import PdfReader

from kit.errors import RenderError
from kit.letter import press, typeset, write

LONG = " ".join(["The warehouse system kept its old cut-off and promised orders that no van could collect."] * 6)


def written(folder, made=None, found=None, site="UK"):
    made = made or case()
    return write(opened(folder, made), policy(site), family(), found or analysis(charts=False), evidence(made))


def set_in_type(letter, made=None, letter_pages=3):
    gathered = evidence(made or case())
    done = typeset(letter, places(letter, gathered, letter_pages=letter_pages))
    return done, PdfReader(BytesIO(done.content))


def words(page):
    return " ".join(page.extract_text().replace("\u00a0", " ").split())


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    letter = written(tmp_path_factory.mktemp("plan"), found=analysis())
    return letter, *set_in_type(letter)


def links(reader):
    found = []
    for number, page in enumerate(reader.pages, 1):
        for annotation in page.get("/Annots", []):
            action = annotation.get_object().get("/A", {})
            found.append((number, action.get("/URI")))
    return found


def test_pages_carry_the_violation_and_their_number(plan):
    _, done, reader = plan
    assert (done.pages, done.index_page) == (3, 3)
    assert "Bundle page 1 of 15" in words(reader.pages[0])
    assert "7529184460371124" in words(reader.pages[0])
    for n in (1, 2):
        text = words(reader.pages[n])
        assert f"Bundle page {n + 1} of 15" in text
        assert "Violation 7529184460371124" in text


def test_citations_print_and_link_to_the_bundle_page(plan):
    letter, _, reader = plan
    where = places(letter, letter_pages=3)
    first = {e.evidence.item.id: e.first_page for e in where.exhibits}
    text = words(reader.pages[0])
    labels = dict(letter.labels)
    assert f"Exhibit {labels['contract']} p. {first['contract'] + 1}" in text  # page 2 of the contract
    assert f"Exhibit {labels['settings']} p. {first['settings']}" in text
    cited = {uri for n, uri in links(reader) if n < 3}
    assert cited == {"exhibit://contract/2", *(f"exhibit://{i}/1" for i in ("settings", "log", "manifest", "orders", "notice"))}
    assert sum(n == 1 for n, _ in links(reader)) == 2 * words(reader.pages[0]).count(" p. ")  # its two parts, no overlap
    assert {uri for n, uri in links(reader) if n == 3} == {f"exhibit://{i}/1" for i in letter.cites}


def test_the_index_names_every_exhibit_with_its_pages(plan):
    letter, _, reader = plan
    index = words(reader.pages[2])
    for exhibit in places(letter, letter_pages=3).exhibits:
        assert exhibit.caption in index
        assert exhibit.evidence.sha256[:8] in index
    assert "5–9" in index  # the contract, five pages


def test_the_same_letter_gives_the_same_bytes(plan, tmp_path):
    _, done, _ = plan
    press._set.cache_clear()
    again, _ = set_in_type(written(tmp_path, found=analysis()))
    assert again.content == done.content


def test_it_is_tagged_and_dated_by_the_letter(plan):
    _, _, reader = plan
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert reader.metadata["/CreationDate"].startswith("D:20260706")


def test_only_the_kits_faces_are_used(plan):
    _, _, reader = plan
    names = {
        str(font.get_object()["/BaseFont"]).partition("+")[2].lower()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert names
    assert all(name.startswith(("source-sans", "noto-sans", "source-code")) for name in names), names


def test_an_exhibit_that_is_not_in_the_bundle_is_marked_and_not_linked(tmp_path):
    letter = written(tmp_path)
    where = places(letter, letter_pages=3)
    short = replace(where, exhibits=tuple(e for e in where.exhibits if e.evidence.item.id != "log"))
    reader = PdfReader(BytesIO(typeset(letter, short).content))
    assert "Exhibit 3 missing" in words(reader.pages[0])
    assert not any("log" in str(uri) for _, uri in links(reader))


def test_us_letter_paper(tmp_path):
    shops = [{**SELLER["shops"][0], "site": "US"}]
    made = case(violation={**CASE["violation"], "site": "US"}, seller={**SELLER, "shops": shops})
    done, reader = set_in_type(written(tmp_path, made, site="US"), made)
    assert {(float(p.mediabox.width), float(p.mediabox.height)) for p in reader.pages} == {(612.0, 792.0)}
    assert "June 12, 2026, 09:40" in words(reader.pages[0])
    assert done.index_page


def test_one_page(tmp_path):
    made = case(
        letter={"date": "2026-07-06"},
        root_causes=[{"id": "unseen", "what": "Nobody looked."}],
        corrective=[{"id": "look", "what": "Somebody looks.", "done": "2026-06-12", "answers": ["unseen"]}],
        preventive=[{"id": "keep", "what": "Somebody keeps looking.", "since": "2026-06-13"}],
        evidence=[],
    )
    done, _ = set_in_type(written(tmp_path, made, NO_ORDERS), made)
    assert (done.pages, done.index_page) == (1, None)


def test_nine_pages_keep_their_shape(tmp_path):
    made = case(
        root_causes=[
            CASE["root_causes"][0],
            *({"id": f"c{n}", "what": f"{LONG}\n\n{LONG}", "short": f"Cause {n}."} for n in range(9)),
        ],
        corrective=[{**CASE["corrective"][n % 3], "id": f"a{n}", "answers": ["cutoff"], "short": "Done."} for n in range(30)],
        preventive=[{**CASE["preventive"][n % 3], "id": f"p{n}", "answers": []} for n in range(18)],
        letter={**CASE["letter"], "summary": None},
    )
    letter = written(tmp_path, made)
    done, reader = set_in_type(letter, made)
    assert 8 <= done.index_page - 1 <= 10
    pages = [words(p) for p in reader.pages]
    assert all("Bundle page" in text for text in pages)
    assert sum("Done (London time)" in text for text in pages) >= 2  # heads repeat
    last = pages[done.index_page - 2]
    assert "Signature" in last
    assert "Measure" in last or "Ten-day" in last  # the signature never stands alone


def test_names_of_all_scripts_are_drawn(tmp_path):
    people = [{"id": "director", "name": "สมชาย ใจดีวัฒนกุล", "name_zh": "王思涵", "title": "مدير العمليات"}]
    made = case(
        seller={**SELLER, "legal_name": "Công ty Hải Vương", "people": people},
        corrective=[{**CASE["corrective"][0], "owner": "director"}],
    )
    _, reader = set_in_type(written(tmp_path, made), made)
    faces = {str(f.get_object()["/BaseFont"]).replace("-", "") for f in reader.pages[0]["/Resources"]["/Font"].values()}
    for script in ("Source", "SC", "Thai", "Arabic"):
        assert any(script in face for face in faces), (script, faces)


def test_a_character_that_no_face_has_is_named_with_its_place(tmp_path):
    made = case(corrective=[{**CASE["corrective"][0], "what": "Moved by 한국 to 14:30."}])
    letter = written(tmp_path, made)
    with pytest.raises(RenderError, match="cannot be printed") as caught:
        typeset(letter, places(letter))
    assert caught.value.problems[0].startswith("corrective.0.what: no font of the kit has '한' (U+D55C")
    named = case(seller={**SELLER, "legal_name": "한국"})
    letter = written(tmp_path, named)
    with pytest.raises(RenderError, match="cannot be printed") as caught:
        typeset(letter, places(letter))
    assert "head, tables or index" in caught.value.problems[0]


def test_characters_above_an_exhibit_are_named_with_it_and_all_at_once(tmp_path):
    items = [dict(item) for item in CASE["evidence"]]
    first, second = (n for n, item in enumerate(items) if item["id"] in ("contract", "settings"))
    items[first] |= {"caption": "Contract 😀"}
    items[second] |= {"shows": "Kept 👍🏽 by 한국"}
    made = case(evidence=items, seller={**SELLER, "legal_name": "Lanyu 한"})
    letter = written(tmp_path, made)
    numbers = dict(letter.labels)
    with pytest.raises(RenderError, match="cannot be printed") as caught:
        typeset(letter, places(letter, evidence(made)))
    assert sorted(p.partition(" no font")[0] for p in caught.value.problems) == sorted(
        [
            f"Exhibit {numbers[items[first]['id']]} ({items[first]['id']}), caption:",
            f"Exhibit {numbers[items[second]['id']]} ({items[second]['id']}), shows:",
            "head, tables or index of the letter:",
        ]
    )
    said = "\n".join(caught.value.problems)
    assert "'😀' (U+1F600 grinning face)" in said
    assert "thumbs up" in said
    assert "한국" in said


def test_a_line_is_never_ended_after_its_first_word(tmp_path):
    """WeasyPrint ends a line early where only the space before a citation does not fit (see kit.tools.tidy)."""
    from kit.letter.author import tag
    from kit.tools.tidy import tidy_html
    from kit.tools.typeset import pdf

    sentence = "First daily check of unscanned orders at sixteen; made every day since"
    html = tidy_html(f"{sentence} {tag('a', {'a': '3'})}.")
    cells = "".join(f'<p style="width:{280 + n}pt">{html}</p>' for n in range(60))
    made = pdf(f'<html lang="en"><title>t</title><link rel="stylesheet" href="kit:letter.css"><body>{cells}')
    lines = "\n".join(p.extract_text() for p in PdfReader(BytesIO(made.content)).pages).splitlines()
    starts = [line for line in lines if line.startswith("First")]
    assert len(starts) == 60
    assert all(len(line) > 40 for line in starts)

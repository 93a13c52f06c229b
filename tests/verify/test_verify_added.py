"""A forger adds what only a reader's eye would notice: other words over a stamp or the letter, links and bookmarks that mislead."""

import made_bundle
import pikepdf
import pytest
from forging import claims, codes, over, own, with_font
from made_bundle import VIOLATION
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from kit import bundle
from kit.verify import verify
from kit.verify.seen import _Row

PHOTO = 6  # its page


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("added")
    (folder / "evidence").mkdir()
    return made_bundle.built(folder, *made_bundle.contract_and_photo(folder), extra="<p>The rate was 9.6% in May.</p>")


def box_over_the_end_of_a_caption(pdf):
    over(pdf, 4, b"1 g 100 810 40 12 re f 0 g 100 812 20 6 re f")


def words_in_the_band(pdf):
    with_font(pdf, 4)
    over(pdf, 4, b"0.8 0 0 rg BT /Forged 9 Tf 300 783 Td (ACCEPTED BY TIKTOK SHOP) Tj ET")


def words_at_the_foot(pdf):
    with_font(pdf, 4)
    over(pdf, 4, b"0.8 g BT /Forged 8 Tf 100 8 Td (Approved) Tj ET")


def words_that_nobody_sees(pdf):
    with_font(pdf, 4)
    over(pdf, 4, b"BT 3 Tr /Forged 8 Tf 400 200 Td (We admit it all) Tj ET")


def figure_of_the_letter_painted_over(pdf):
    over(pdf, 1, b"1 g 40 600 500 150 re f 0 g 60 620 400 8 re f")


def citation_without_link(pdf):
    own(pdf, 1).Annots = Array(list(own(pdf, 1).Annots)[1:])


def citation_to_the_web(pdf):
    own(pdf, 1).Annots[0].A = Dictionary(S=Name.URI, URI=String("https://example.com/"))


def link_that_does_more(pdf):
    link = own(pdf, 4).Annots[0]
    link.A = Dictionary({**dict(link.A.items()), "/Next": Dictionary(S=Name.URI, URI=String("https://example.com/"))})


def bookmark_to_the_web(pdf):
    with pdf.open_outline() as outline:
        outline.root.append(OutlineItem("See", action=Dictionary(S=Name.URI, URI=String("https://example.com/"))))


def bookmark_of_another_caption(pdf):
    with pdf.open_outline() as outline:
        outline.root[-1].children[0].title = "Exhibit 1: Nothing was late"


def bookmark_to_another_exhibit(pdf):
    with pdf.open_outline() as outline:
        outline.root.append(OutlineItem("Exhibit 1: Carrier contract", PHOTO - 1, "Fit"))


def bookmark_of_words_that_the_letter_does_not_say(pdf):
    with pdf.open_outline() as outline:
        outline.root.append(OutlineItem("We knew of it since 2024", 0, "Fit"))


def names_of_pages(pdf):
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String("Accepted "))]))


def other_words_for_the_letter(pdf):
    over(pdf, 1, b"/Span <</ActualText (The rate was 1.6%)>> BDC EMC")


def other_words_in_the_structure(pdf):
    pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Span, P=pdf.Root.StructTreeRoot, ActualText=String("1.6%")))
    pdf.Root.StructTreeRoot.Forged = pdf.objects[-1]


def drawing_that_no_page_shows(pdf):
    page = own(pdf, 4)
    form = pdf.make_stream(b"0 g 0 0 10 10 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 10, 10]))
    old = page.Resources
    page.Resources = Dictionary({**dict(old.items()), "/XObject": Dictionary({**dict(old.XObject.items()), "/Forged": form})})


def something_in_the_root(pdf):
    pdf.Root.Secret = pdf.make_stream(b"secret")


FORGED = {
    box_over_the_end_of_a_caption: {"V118"},
    words_in_the_band: {"V118"},
    words_at_the_foot: {"V118"},
    words_that_nobody_sees: {"V119"},
    figure_of_the_letter_painted_over: {"V106"},
    citation_without_link: {"V107"},
    citation_to_the_web: {"V107"},
    link_that_does_more: {"V107"},
    bookmark_to_the_web: {"V120"},
    bookmark_of_another_caption: {"V120"},
    bookmark_to_another_exhibit: {"V120"},
    bookmark_of_words_that_the_letter_does_not_say: {"V120"},
    names_of_pages: {"V109"},
    other_words_for_the_letter: {"V119"},
    other_words_in_the_structure: {"V109"},
    drawing_that_no_page_shows: {"V109"},
    something_in_the_root: {"V109"},
}


@pytest.mark.spread(6)
@pytest.mark.parametrize("forge", FORGED, ids=lambda forge: forge.__name__)
def test_what_was_added_is_found(built, tmp_path, forge):
    path = tmp_path / f"{VIOLATION}.pdf"
    with pikepdf.open(built.path) as pdf:
        forge(pdf)
        pdf.save(path)
    assert codes(verify(path, claims(built, path))) >= FORGED[forge]


def test_a_bookmark_below_an_exhibit_is_one_of_its_file(built, tmp_path):
    path = tmp_path / f"{VIOLATION}.pdf"
    with pikepdf.open(built.path) as pdf:
        with pdf.open_outline() as outline:
            outline.root[-1].children[0].children.append(OutlineItem("Late on purpose", 3, "Fit"))
        pdf.save(path)
    found = verify(path, claims(built, path), built.path.parent.parent)
    assert [f.message.partition(" (")[0] for f in found] == ["has a bookmark that its original does not have"]


TITLES = (
    "第一章 合同",
    "Clause ’A’",
    "新增条款\ufffd".encode("gbk", "replace"),
    b"x\x9f\xff two",
    b"a\x00b\tc\nd",
    b"\x7f\x9f\xad",
    "x" * 300,
)


def test_a_file_keeps_its_bookmarks_in_whatever_coding(tmp_path):
    """Chinese programmes write theirs in GBK, which no reader is told."""
    (tmp_path / "evidence").mkdir()
    path = made_bundle.text_pdf(tmp_path / "evidence" / "e.pdf", 1)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        with pdf.open_outline() as outline:
            outline.root.extend(OutlineItem("x", 0, "Fit") for _ in TITLES)
        item = pdf.Root.Outlines.First
        for title in TITLES:
            item.Title, item = String(title), item.get("/Next")
        pdf.save(path)
    made = made_bundle.built(tmp_path, made_bundle.evidence(path))
    assert verify(made.path, bundle.manifest(made), tmp_path) == ()


@pytest.mark.parametrize(("said", "is_given"), [("Registry’s noti", True), ("Registry's noti", True), ("Registrys noti", False)])
def test_the_index_may_curl_an_apostrophe_and_break_a_caption(said, is_given):
    row = _Row("")
    row.said = f"{said}\nce of 18 May\u00a0202612"
    assert row.gives("Registry's notice of 18 May 2026") is is_given


def test_the_index_gives_the_whole_caption(built):
    said = bundle.manifest(built)
    said["exhibits"][1]["caption"] += " of another year"
    assert "the row of Exhibit 2 does not give its caption" in [f.message for f in verify(built.path, said)]


def test_what_stands_behind_the_end_of_the_file_is_found(built, tmp_path):
    path = tmp_path / f"{VIOLATION}.pdf"
    path.write_bytes(built.path.read_bytes() + b"PK\x03\x04 a list of customers")
    found = verify(path, claims(built, path))
    assert [f.rule for f in found] == ["V121 outside"]


def test_the_manifest_gives_the_whole_caption(built):
    said = bundle.manifest(built)
    said["exhibits"][0]["caption"] += " of another year"
    assert codes(verify(built.path, said)) == {"V105", "V112", "V118", "V120"}

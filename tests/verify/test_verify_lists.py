"""Links of a list of exhibits: each end says a number, and leads there or is found out."""

import made_bundle
import pikepdf
import pytest
from forging import claims
from made_bundle import VIOLATION
from pikepdf import Array, Dictionary, Name

from kit import bundle
from kit.tools.citations import listed
from kit.tools.pdf_read import Reading
from kit.verify import verify


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A letter that says "Exhibits 1–3, 5 and 7", each number a link as the letter's author writes it, and seven exhibits."""
    folder = tmp_path_factory.mktemp("lists")
    (folder / "evidence").mkdir()
    shown = [made_bundle.evidence(made_bundle.text_pdf(folder / "evidence" / f"e{n}.pdf", 1)) for n in range(1, 8)]
    cited = [1, 2, 3, 5, 7]
    words = listed([str(n) for n in cited], [n - 1 for n in cited])
    links = "".join(f'<a href="exhibit://e{cited[w.nth]}/1">{w.text}</a>' if w.nth is not None else w.text for w in words)
    return made_bundle.built(folder, *shown, extra=f"<p>As {links} show, 40 of 41 parcels left in time.</p>")


def words(built):
    """What stands under each link of the letter's page that is no tag, and where it leads."""
    with Reading.of(built.path) as reading:
        found = [(reading.text(1, link.area).strip(), link.page) for link in reading.structure.links(1)]
    return [(text, page) for text, page in found if "|" not in text]


def test_each_end_of_a_list_leads_to_its_exhibit(built):
    first = {x.n: x.first_page for x in built.exhibits}
    assert words(built) == [("Exhibits 1", first["1"]), ("3", first["3"]), ("5", first["5"]), ("7", first["7"])]
    assert verify(built.path, bundle.manifest(built)) == ()


@pytest.mark.spread(2)
@pytest.mark.parametrize("end", range(4))
def test_an_end_that_leads_elsewhere_is_found(built, tmp_path, end):
    said = words(built)[end][0].split()[-1]
    path = tmp_path / f"{VIOLATION}.pdf"
    with pikepdf.open(built.path) as pdf:
        link = list(pdf.pages[0].obj.Annots)[len(pdf.pages[0].obj.Annots) - 4 + end]
        link.A = Dictionary(S=Name.GoTo, D=Array([pdf.pages[5].obj, Name.Fit]))  # Exhibit 4
        pdf.save(path)
    found = verify(path, claims(built, path))
    assert [f.message for f in found] == [f"a link says Exhibit {said} and leads to Exhibit 4"]


@pytest.mark.soak
def test_an_index_behind_the_mark_of_a_draft_is_read(tmp_path):
    """The letters of DRAFT lie over some of its numbers."""
    (tmp_path / "evidence").mkdir()
    path = made_bundle.text_pdf(tmp_path / "evidence" / "e.pdf", 2)
    shown = [made_bundle.evidence(path, id=f"e{n}") for n in range(1, 41)]
    draft = made_bundle.built(tmp_path, *shown, draft="DRAFT, not for submission")
    assert verify(draft.path, bundle.manifest(draft)) == ()


@pytest.mark.parametrize(("n", "is_cited"), [(2, True), (4, False)])
def test_a_range_cites_what_lies_between_its_ends(built, tmp_path, n, is_cited):
    path = tmp_path / f"{VIOLATION}.pdf"
    with pikepdf.open(built.path) as pdf:
        page = pdf.pages[built.exhibits[n - 1].first_page - 1].obj
        annots = pdf.pages[0].obj.Annots
        kept = [a for a in annots if a.A.D[0].objgen != page.objgen]
        assert len(kept) < len(annots)
        pdf.pages[0].obj.Annots = pdf.make_indirect(Array(kept))
        pdf.save(path)
    found = [f.message for f in verify(path, claims(built, path))]
    assert (f"no link of the letter leads to Exhibit {n}" not in found) is is_cited


def test_a_line_of_a_caption_that_is_a_number_is_no_page_number(tmp_path):
    (tmp_path / "evidence").mkdir()
    path = made_bundle.text_pdf(tmp_path / "evidence" / "contract.pdf", 1)
    caption = "Carrier contract of the warehouse in Daventry, with the annexes of 2026"
    shows = "The cut-off was 19:30 on each of the 14 days"
    made = made_bundle.built(tmp_path, made_bundle.evidence(path, caption=caption, shows=shows))
    with Reading.of(made.path) as reading:
        assert "2026" in [reading.text(2, link.area).strip() for link in reading.structure.links(2)]
    assert verify(made.path, bundle.manifest(made), tmp_path) == ()


@pytest.mark.parametrize("draft", [None, "DRAFT: two lines are open"])
def test_the_index_gives_what_each_exhibit_shows(tmp_path, draft):
    (tmp_path / "evidence").mkdir()
    files = [made_bundle.text_pdf(tmp_path / "evidence" / f"{name}.pdf", 1) for name in ("first", "second")]
    shows = ("The cut-off was 19:30 on each of the 14 days", "Parcels of 4 June: 333")
    made = made_bundle.built(
        tmp_path, *(made_bundle.evidence(f, shows=s) for f, s in zip(files, shows, strict=True)), draft=draft
    )
    said = bundle.manifest(made)
    assert verify(made.path, said, tmp_path) == ()
    said["exhibits"][1]["shows"] = "Parcels of 4 June: 888"
    message = "the index does not give what Exhibit 2 shows as the manifest does"
    assert message in [f.message for f in verify(made.path, said, tmp_path)]

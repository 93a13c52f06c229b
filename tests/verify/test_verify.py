"""Break a bundle in one way each: the verifier must see it, without the builder's help."""

import made_bundle
import pikepdf
import pytest
from forging import claims
from made_bundle import VIOLATION
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

from kit import bundle
from kit.errors import BadFile
from kit.verify import verify


@pytest.fixture
def broken(built, tmp_path):
    """Change the PDF, and the hash in its manifest too, as a forger would; gives the rules that speak."""

    def judge(change, forge=None):
        path = tmp_path / f"{VIOLATION}.pdf"
        with pikepdf.open(built.path) as pdf:
            change(pdf)
            pdf.save(path)
        return [(f.rule.split()[0], f.where) for f in verify(path, claims(built, path, **(forge or {})))]

    return judge


def band_of(pdf, page):
    return pdf.pages[page - 1].obj.Contents.read_bytes()


def rewrite(pdf, page, content):
    pdf.pages[page - 1].obj.Contents = Stream(pdf, content)


def test_a_sound_bundle_passes(built, broken):
    assert verify(built.path, bundle.manifest(built), built.path.parent.parent) == ()
    assert broken(lambda pdf: None) == []


def test_two_pages_swapped(broken):
    def swap(pdf):
        pages = pdf.pages
        pages[2].obj.Contents, pages[3].obj.Contents = pages[3].obj.Contents, pages[2].obj.Contents

    assert {w for r, w in broken(swap) if r == "V105"} == {"page 3", "page 4"}


def test_a_page_taken_out(broken):
    found = broken(lambda pdf: pdf.pages.__delitem__(3))
    assert ("V103", f"{VIOLATION}.pdf") in found
    assert any(r == "V105" for r, _ in found)


def test_a_page_put_in(broken):
    found = broken(lambda pdf: pdf.pages.insert(2, pdf.pages[2]))
    assert ("V103", f"{VIOLATION}.pdf") in found


def test_a_stamp_removed(broken):
    def strip(pdf):
        rewrite(pdf, 4, band_of(pdf, 4).split(b"BT")[0])

    assert {(r, w) for r, w in broken(strip)} == {("V105", "page 4"), ("V118", "page 4")}


def test_a_stamp_in_white(broken):
    found = broken(lambda pdf: rewrite(pdf, 4, band_of(pdf, 4).replace(b"0.08627 0.09804 0.1137 rg", b"1 1 1 rg")))
    assert ("V106", "page 4") in found


def test_a_stamp_painted_over(broken):
    found = broken(lambda pdf: rewrite(pdf, 4, band_of(pdf, 4) + b"\nq 1 1 1 rg 0 770 700 80 re f Q"))
    assert {(r, w) for r, w in found} == {("V106", "page 4"), ("V118", "page 4"), ("V122", "page 4")}


def test_a_stamp_that_is_invisible_text(broken):
    found = broken(lambda pdf: rewrite(pdf, 4, band_of(pdf, 4).replace(b"BT", b"BT 3 Tr")))
    assert ("V106", "page 4") in found


def test_a_dead_link(broken):
    def kill(pdf):
        link = pdf.pages[0].obj.Annots[0]
        link.A = Dictionary(S=Name.GoTo, D=Array([None, Name.Fit]))

    assert ("V107", "page 1") in broken(kill)


def test_a_link_to_the_wrong_page(broken):
    def bend(pdf):
        pdf.pages[0].obj.Annots[0].A.D[0] = pdf.pages[5].obj

    assert ("V107", "page 1") in broken(bend)


def test_a_link_left_unresolved(broken):
    def leave(pdf):
        pdf.pages[0].obj.Annots[0].A = Dictionary(S=Name.URI, URI=String("exhibit://contract/1"))

    assert ("V107", "page 1") in broken(leave)


def test_no_way_back_to_the_index(broken):
    assert broken(lambda pdf: pdf.pages[4].obj.__delitem__("/Annots")) == [("V107", "page 5")]


def test_an_index_row_that_leads_elsewhere(broken):
    def bend(pdf):
        for link in pdf.pages[1].obj.Annots[-2:]:
            link.A.D[0] = pdf.pages[2].obj

    assert ("V112", "page 2") in broken(bend)


def test_a_wrong_number_in_the_manifest(broken, built):
    entries = bundle.manifest(built)["exhibits"]
    entries[1]["first_page"] = 5
    found = broken(lambda pdf: None, {"exhibits": entries})
    assert ("V104", "manifest.json") in found


@pytest.mark.parametrize(
    "add",
    [
        lambda pdf: pdf.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
        lambda pdf: pdf.pages[3].obj.__setitem__("/AA", Dictionary(O=Dictionary(S=Name.Launch, F=String("x")))),
        lambda pdf: pdf.attachments.__setitem__("x.txt", b"secret"),
        lambda pdf: pdf.Root.__setitem__("/AcroForm", Dictionary(Fields=Array(), XFA=String("x"))),
        lambda pdf: pdf.Root.__setitem__("/Metadata", pdf.make_indirect(Stream(pdf, b"<author/>"))),
    ],
    ids=["script", "launch", "attachment", "form", "metadata"],
)
def test_active_or_foreign_content(broken, add):
    assert {r for r, _ in broken(add)} == {"V109"}


def test_who_made_it_and_pages_that_are_not_shown(broken):
    def author(pdf):
        pdf.docinfo["/Author"] = String("Somebody")

    def stray(pdf):
        pdf.Root.Stray = pdf.make_indirect(Dictionary(Type=Name.Page, Parent=pdf.Root.Pages))

    def camera(pdf):
        image = next(o for o in pdf.objects if isinstance(o, Stream) and o.get("/Filter") == Name.DCTDecode)
        raw = image.read_raw_bytes()
        image.write(raw[:2] + b"\xff\xe1\x00\x10Exif\x00\x00MM\x00*....." + raw[2:], filter=Name.DCTDecode)

    assert [{r for r, _ in broken(change)} for change in (author, stray, camera)] == [{"V109"}] * 3


def test_an_older_version_within(built, tmp_path):
    from kit.tools.atomic import sha256

    path = tmp_path / built.path.name
    whole = built.path.read_bytes()
    path.write_bytes(whole + whole[whole.rindex(b"startxref") :])
    found = verify(path, bundle.manifest(built) | {"sha256": sha256(path)})
    assert "V113 older-version" in [f.rule for f in found]


# --- forged together with its hash ------------------------------------------------------------------


@pytest.fixture
def forged(built, tmp_path):
    """Change the PDF and all that its manifest says of it; gives what is found with the originals at hand."""

    def judge(change, forge=None, alone=()):
        path = tmp_path / f"{VIOLATION}.pdf"
        with pikepdf.open(built.path) as pdf:
            change(pdf)
            pdf.save(path)
        manifest = claims(built, path, **(forge or {}))
        assert tuple(f.rule.split()[0] for f in verify(path, manifest)) == alone, "hashes and stamps alone do not tell more"
        return [(f.rule.split()[0], f.where) for f in verify(path, manifest, built.path.parents[1])]

    return judge


def text_of(pdf, page):
    return next(o for o in pdf.pages[page - 1].obj.Resources.XObject.values() if isinstance(o, Stream))


def test_one_figure_in_small_print(forged):
    def change(pdf):
        form = text_of(pdf, 4)
        form.write(
            form.read_bytes().replace(
                b"Clause 2.7: parcels are collected every day at 19:30", b"Clause 2.7: parcels are collected every day at 19:38"
            )
        )

    assert forged(change) == [("V114", "page 4")]


def test_a_word_blotted_out_or_put_beside(forged):
    def blot(pdf):
        form = text_of(pdf, 3)
        form.write(form.read_bytes() + b" 1 g 60 700 30 10 re f")

    def beside(pdf):
        page = pdf.pages[4].obj
        page.Contents = Stream(pdf, page.Contents.read_bytes() + b"\nq 0 g 5 300 10 4 re f Q")

    assert forged(blot) == [("V114", "page 3")]
    assert forged(beside, alone=("V118",)) == [("V118", "page 5"), ("V114", "page 5")]


def test_two_pages_exchanged_below_their_bands(forged):
    def swap(pdf):
        (one, two) = (pdf.pages[n].obj.Resources.XObject for n in (3, 4))
        one.Body, two.Body = two.Body, one.Body

    assert forged(swap) == [("V114", "page 4"), ("V114", "page 5")]


def test_another_photo(forged, tmp_path):
    def change(pdf):
        other = made_bundle.photo(tmp_path / "other.jpg", (600, 800), seed=9, taken=None)
        image = next(o for o in pdf.objects if isinstance(o, Stream) and o.get("/Filter") == Name.DCTDecode)
        from PIL import Image, ImageDraw

        with Image.open(other) as picture:
            ImageDraw.Draw(picture).text((120, 500), "20:15", fill="black", font_size=30)
            picture.save(tmp_path / "bare.jpg", quality=88)
        image.write((tmp_path / "bare.jpg").read_bytes(), filter=Name.DCTDecode)

    assert forged(change) == [("V114", "page 6")]


def test_a_size_that_is_not_the_originals(forged, built):
    entries = bundle.manifest(built)["exhibits"]
    entries[0]["sizes"][1] = [595.0, 300.0]
    found = forged(lambda pdf: None, {"exhibits": entries}, alone=("V118",))
    assert found == [("V118", "page 4"), ("V114", "page 4")]


def test_what_was_made_of_an_original_is_held_too(tmp_path):
    (tmp_path / "evidence").mkdir()
    made_bundle.screenshot(tmp_path / "evidence" / "a.png")
    with Image.open(tmp_path / "evidence" / "a.png") as image:
        image.save(tmp_path / "evidence" / "a.webp", lossless=True)
    (tmp_path / "evidence" / "b.txt").write_text("Parcels are collected every day at 19:30.\n" * 9)
    shelf = tmp_path / "build" / "shown"
    shown = [made_bundle.evidence(tmp_path / "evidence" / name, shelf=shelf) for name in ("a.webp", "b.txt")]
    built = made_bundle.built(tmp_path, *shown)
    found = verify(built.path, bundle.manifest(built), tmp_path)
    assert [(f.rule, f.where, f.severity) for f in found] == [("V115 held-by-hash", "evidence/b.txt", "info")]
    for one in shown:
        one.shown.path.write_bytes(one.shown.path.read_bytes() + b"\n")
    found = verify(built.path, bundle.manifest(built), tmp_path)
    assert [f.where for f in found if f.rule == "V110 original"] == ["evidence/a.webp", "evidence/b.txt"]


def test_another_file_than_was_built(built, tmp_path):
    path = tmp_path / built.path.name
    path.write_bytes(built.path.read_bytes() + b"\n%more")
    assert [f.rule for f in verify(path, bundle.manifest(built))] == ["V102 changed", "V121 outside"]


def test_too_large(broken):
    assert broken(lambda pdf: None, {"max_bytes": 1000}) == [("V108", f"{VIOLATION}.pdf")]


def test_a_draft_among_final_files(broken):
    found = broken(lambda pdf: None, {"draft": True})
    assert {r for r, _ in found} == {"V111"}
    assert len(found) == 6


def test_an_original_that_changed_or_is_gone(built, tmp_path):
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "contract.pdf").write_bytes(b"other")
    found = verify(built.path, bundle.manifest(built), tmp_path)
    assert [(f.rule, f.where) for f in found] == [
        ("V110 original", "evidence/contract.pdf"),
        ("V110 original", "evidence/photo.jpg"),
    ]


def test_what_is_no_pdf_and_no_manifest(built, tmp_path):
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    assert "V101 unreadable" in [f.rule for f in verify(path, bundle.manifest(built))]
    with pytest.raises(BadFile, match=r"manifest\.json"):
        verify(built.path, {"pages": 3})

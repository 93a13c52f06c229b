"""The bundle as a reader sees it: order, stamps, links, bookmarks, tags, size, the same bytes, all or nothing."""

import hashlib
import io
import shutil

import made_bundle
import numpy as np
import pikepdf
import pypdfium2
import pytest
from made_bundle import VIOLATION
from PIL import Image

from kit import bundle
from kit.errors import RenderError
from kit.model import Finding
from kit.tools.textline import clean
from kit.verify import verify

CAPTIONS = {
    "contract": "Carrier contract, signed 14 June 2026",
    "manifest": "蓝屿家居（深圳）贸易有限公司：发货清单",
    "photo": "บริษัท ไทยโฮมดีไซน์ จำกัด",
    "screen": "شركة النور للأدوات المنزلية 2026",
    "mail": "Email correspondence between the Daventry warehouse manager and the carrier's regional account team about"
    " missed 15:30 collections and about the new evening van that nobody had ordered for that day of the week, the second of that month",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("case")
    (folder / "evidence").mkdir()
    return folder


@pytest.fixture(scope="module")
def shown(folder):
    kept = folder / "evidence"
    files = (
        made_bundle.text_pdf(kept / "contract.pdf", 5),
        made_bundle.text_pdf(kept / "manifest.pdf", 2, size=(842, 595)),
        made_bundle.photo(kept / "photo.jpg", (900, 1200), orientation=6),
        made_bundle.screenshot(kept / "screen.png"),
        made_bundle.text_pdf(kept / "mail.pdf", 1, size=(200, 300)),
    )
    return tuple(
        made_bundle.evidence(p, caption=CAPTIONS[p.stem], shows="Orders 1–30", pages="2-4" if n == 0 else None)
        for n, p in enumerate(files)
    )


@pytest.fixture(scope="module")
def built(folder, shown):
    return made_bundle.built(folder, *shown)


def page_text(path, page, band_only=True):
    with pypdfium2.PdfDocument(path) as pdf:
        height = pdf[page - 1].get_height()
        return pdf[page - 1].get_textpage().get_text_bounded(0, height - 64 if band_only else 0, 2000, height)


def test_exhibits_follow_the_letter_in_order(built):
    assert [(x.n, x.evidence.item.id, x.first_page, x.pages) for x in built.exhibits] == [
        ("1", "contract", 3, 3), ("2", "manifest", 6, 2), ("3", "photo", 8, 1), ("4", "screen", 9, 1), ("5", "mail", 10, 1),
    ]  # fmt: skip
    assert (built.letter_pages, built.pages, built.index_page) == (2, 10, 2)


def test_another_reader_finds_nothing_wrong(built, folder):
    assert verify(built.path, bundle.manifest(built), folder) == ()


@pytest.mark.parametrize("n", range(4))
def test_captions_can_be_copied_in_every_script(built, n):
    exhibit = built.exhibits[n]
    said = clean(page_text(built.path, exhibit.first_page))
    told = f"Exhibit {exhibit.n}: {exhibit.caption}"
    if exhibit.evidence.item.id == "screen":  # a reader may turn a line around in which most words are Arabic
        assert set(told.split()) <= {word.strip("()") for word in said.split()}
    else:
        assert told in said
    assert "Shows: Orders 1–30" in said
    assert f"Violation {VIOLATION}" in said
    assert f"Bundle page {exhibit.first_page} of 10" in said


def test_long_caption_keeps_its_page_count(built):
    said = clean(page_text(built.path, 10))
    assert "… (page 1 of 1)" in said
    assert CAPTIONS["mail"][:60] in said.replace("\r\n", " ")


def test_the_page_shown_is_the_page_picked(built):
    assert "Contract, page 3" in page_text(built.path, 4, band_only=False)


def test_sheet_lies_like_the_page(built):
    with pypdfium2.PdfDocument(built.path) as pdf:
        sizes = [tuple(round(v) for v in pdf.get_page_size(n)) for n in (2, 5, 7, 8, 9)]
    assert sizes == [(595, 842), (842, 595), (595, 842), (842, 595), (595, 842)]


def test_small_page_is_not_enlarged(built):
    with pypdfium2.PdfDocument(built.path) as pdf:
        dark = np.asarray(pdf[9].render(scale=1).to_pil().convert("L"))[66:] < 230
    rows, columns = np.where(dark)
    assert 198 <= np.ptp(columns) <= 204
    assert 298 <= np.ptp(rows) <= 304


def test_photo_is_upright_whole_and_bare(built, shown):
    with pypdfium2.PdfDocument(built.path) as pdf:
        page = np.asarray(pdf[7].render(scale=1).to_pil().convert("RGB"), int)
    red = (page[:, :, 0] > 180) & (page[:, :, 1] < 80)
    rows, columns = np.where(red)
    assert 70 <= rows.min() <= 80
    assert rows.max() < 160
    assert np.ptp(columns) > 500, "the red edge is the upper one and spans the picture"
    original = shown[2].path.read_bytes()
    with pikepdf.open(built.path) as pdf:
        coded = next(
            o.read_raw_bytes()
            for o in pdf.objects
            if isinstance(o, pikepdf.Stream) and o.get("/Filter") == pikepdf.Name.DCTDecode
        )
    assert len(coded) < len(original)
    assert b"Exif" not in coded
    assert b"CANARY" not in coded
    with Image.open(io.BytesIO(original)) as a, Image.open(io.BytesIO(coded)) as b:
        assert a.tobytes() == b.tobytes(), "passed through without loss"
    assert "taken 15 June 2026, 19:42 (camera time)" in page_text(built.path, 8, band_only=False)


def test_letter_keeps_its_tags_and_its_title(built):
    with pikepdf.open(built.path) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.Root.Lang == "en"
        assert str(pdf.docinfo["/Title"]) == f"Plan of Action, violation {VIOLATION}"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260706000000Z"
        assert "/Author" not in pdf.docinfo


def test_citations_and_index_jump_to_the_very_page(built):
    with pikepdf.open(built.path) as pdf:
        number = {page.objgen: n for n, page in enumerate(pdf.pages, 1)}
        targets = [[number[a.A.D[0].objgen] for a in pdf.pages[n].Annots] for n in (0, 1)]
        backs = [number[pdf.pages[n].Annots[0].A.D[0].objgen] for n in range(2, 10)]
    assert targets[0] == [3, 5, 6, 7, 8, 9, 10]
    assert list(dict.fromkeys(targets[1])) == [3, 6, 8, 9, 10]
    assert backs == [2] * 8


def test_bookmarks(built):
    with pypdfium2.PdfDocument(built.path) as pdf:
        marks = [(m.level, m.get_title(), m.get_dest().get_index() + 1) for m in pdf.get_toc()]
    assert marks[:3] == [(0, "Plan of Action", 1), (0, "Exhibits", 2), (1, f"Exhibit 1: {CAPTIONS['contract']}", 3)]
    assert len(marks) == 7


def test_bookmarks_of_the_source_stand_beneath(tmp_path):
    path = made_bundle.text_pdf(tmp_path / "marked.pdf", 4)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        with pdf.open_outline() as outline:
            outline.root += [pikepdf.OutlineItem(f"Clause {n}", n - 1) for n in (1, 3, 4)]
        pdf.save(path)
    built = made_bundle.built(tmp_path, made_bundle.evidence(path, pages="2-4"))
    with pypdfium2.PdfDocument(built.path) as pdf:
        marks = [(m.level, m.get_title(), m.get_dest().get_index() + 1) for m in pdf.get_toc()]
    assert marks[-2:] == [(2, "Clause 3", 4), (2, "Clause 4", 5)]


def test_same_inputs_give_the_same_bytes(built, folder, shown, tmp_path):
    before = built.path.read_bytes()
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(folder / "evidence", elsewhere / "evidence")
    assert made_bundle.built(elsewhere, *shown).sha256 == hashlib.sha256(before).hexdigest() == built.sha256


def test_draft_is_marked_on_every_page(folder, shown, tmp_path):
    draft = made_bundle.built(tmp_path, *shown[2:], draft="DRAFT, not for submission", paper="Letter")
    with pypdfium2.PdfDocument(draft.path) as pdf:
        for page in pdf:
            bar = np.asarray(page.render(scale=1).to_pil().convert("RGB"), int)[:14]
            assert (np.abs(bar - (0x9B, 0x1C, 0x1C)).sum(axis=2) < 30).mean() > 0.8
            assert "DRAFT, not for submission" in page.get_textpage().get_text_range()
    assert verify(draft.path, bundle.manifest(draft)) == ()


def test_over_the_limit_all_pictures_shrink_alike(folder, tmp_path):
    photos = [
        made_bundle.evidence(
            made_bundle.photo(tmp_path / f"p{n}.jpg", (1600, 2100), orientation=6 if n else 1, quality=95, seed=n)
        )
        for n in range(3)
    ]
    scan = tmp_path / "scan.pdf"
    with Image.open(photos[0].path) as image:
        image.save(scan, "PDF", quality=95, resolution=300)
    shown = (*photos, made_bundle.evidence(scan))
    large = made_bundle.built(tmp_path / "large", *shown)
    assert large.bytes > 2_500_000
    small = made_bundle.built(tmp_path / "small", *shown, facts={"bundle__max_bytes": 900_000})
    assert 500_000 < small.bytes <= 900_000
    assert small.bytes == small.path.stat().st_size
    with pikepdf.open(small.path) as pdf:
        edges = {
            max(int(o.Width), int(o.Height))
            for o in pdf.objects
            if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == pikepdf.Name.Image
        }
    assert len(edges) == 1
    assert edges.pop() >= 1300
    again = made_bundle.built(tmp_path / "again", *shown, facts={"bundle__max_bytes": 900_000})
    assert again.sha256 == small.sha256


def test_what_cannot_fit_is_refused_with_the_cost_of_each(folder, tmp_path):
    photos = [
        made_bundle.evidence(made_bundle.photo(tmp_path / f"p{n}.jpg", (1500, 1000 + 300 * n), quality=95, seed=n))
        for n in range(2)
    ]
    with pytest.raises(RenderError, match="the limit is 30,000") as caught:
        made_bundle.built(tmp_path / "x", *photos, facts={"bundle__max_bytes": 30_000})
    assert [p.split(" ")[1] for p in caught.value.problems[:2]] == ["2", "1"], "the largest first"
    assert all(p.endswith(" bytes, 1 page") for p in caught.value.problems[:2])
    assert "pages: 1-3" in caught.value.problems[-1]
    assert caught.value.problems[-1].endswith("pictures are at their smallest already")
    assert not any((tmp_path / "x" / "build").iterdir())


def test_what_no_picture_could_save_is_said(tmp_path):
    """Pages of drawing: making the photo smaller is not tried, and not claimed."""
    path = made_bundle.text_pdf(tmp_path / "plan.pdf", 1)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        lines = np.random.default_rng(3).integers(0, 600, (30_000, 2))
        pdf.pages[0].contents_add(b" ".join(b"%d %d l" % (x, y) for x, y in lines))
        pdf.save(path)
    photo = made_bundle.photo(tmp_path / "photo.jpg", (600, 800), quality=95)
    shown = [made_bundle.evidence(p) for p in (path, photo)]
    with pytest.raises(RenderError, match="the limit is 60,000") as caught:
        made_bundle.built(tmp_path / "x", *shown, facts={"bundle__max_bytes": 60_000})
    assert "bytes are not of pictures that can be smaller" in caught.value.problems[-1]
    assert "smallest already" not in str(caught.value)


def test_a_link_that_leads_nowhere_refuses_the_build(folder, shown, tmp_path):
    extra = '<a href="exhibit://contract/9">Exhibit 1</a> <a href="exhibit://nobody/1">Exhibit 7</a>'
    with pytest.raises(RenderError) as caught:
        made_bundle.built(tmp_path, *shown[:1], extra=extra)
    assert caught.value.problems == ("contract/9", "nobody/1")
    assert not (tmp_path / "build" / f"{VIOLATION}.pdf").exists()
    assert made_bundle.built(tmp_path, *shown[:1], extra=extra, draft="DRAFT").pages == 5


def test_a_cited_exhibit_without_file_refuses_all_but_a_draft(folder, shown, tmp_path):
    said = made_bundle.letter(*shown[:2])
    parts = (said, shown[:1], made_bundle.policy(), made_bundle.typeset, tmp_path / "b.pdf")
    with pytest.raises(RenderError, match="manifest"):
        bundle.build(*parts, violation_id=VIOLATION, draft=None, made_on=made_bundle.MADE_ON)
    draft = bundle.build(*parts, violation_id=VIOLATION, draft="DRAFT", made_on=made_bundle.MADE_ON)
    assert [x.evidence.item.id for x in draft.exhibits] == ["contract"]


def test_a_letter_that_never_settles_is_refused(shown, tmp_path):
    lengths = iter([2, 3, 2, 3, 2, 3])

    def restless(places):
        pages = next(lengths)
        pages += pages == places.letter_pages
        return made_bundle.LetterPdf(content=b"", pages=pages, index_page=1)

    with pytest.raises(RenderError, match="does not settle"):
        bundle.build(
            made_bundle.letter(*shown[:1]), shown[:1], made_bundle.policy(), restless, tmp_path / "b.pdf",
            violation_id=VIOLATION, draft=None, made_on=made_bundle.MADE_ON,
        )  # fmt: skip
    assert not any(tmp_path.iterdir())


def test_what_does_not_pass_the_check_is_not_published(shown, tmp_path):
    target = tmp_path / "build" / f"{VIOLATION}.pdf"
    seen = []

    def fails(path, manifest):
        seen.append((path.stat().st_size, manifest["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest(), target.exists()))
        return (Finding(rule="V105 stamp", severity="error", where="page 3", message="does not say it"),)

    with pytest.raises(RenderError, match="own check"):
        made_bundle.built(tmp_path, *shown[:1], check=fails)
    assert seen[0][1:] == (True, False)
    assert not any(target.parent.iterdir())
    assert made_bundle.built(tmp_path, *shown[:1], check=verify).path == target


def test_a_file_that_changed_since_it_was_looked_at_is_refused(tmp_path):
    path = made_bundle.text_pdf(tmp_path / "a.pdf", 2)
    seen = made_bundle.evidence(path)
    made_bundle.text_pdf(path, 2, title="Another")
    with pytest.raises(RenderError, match="changed while"):
        made_bundle.built(tmp_path, seen)


def test_the_manifest_names_no_path_of_this_machine(built, folder):
    said = str(bundle.manifest(built))
    assert str(folder) not in said
    assert "evidence/contract.pdf" in said

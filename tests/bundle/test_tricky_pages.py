"""Every tricky page stands below its band as its own reader shows it, whole, upright and inside its frame."""

import made_bundle
import numpy as np
import pypdfium2
import pytest
import tricky_pdfs
from PIL import Image

from kit.bundle import manifest
from kit.bundle.sheet import sheet
from kit.verify import verify


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tricky")
    (folder / "evidence").mkdir()
    shown = []
    for make in tricky_pdfs.ALL:
        path = tricky_pdfs.save(make, folder / "evidence")
        shown.append(made_bundle.evidence(path, pages="1"))
    return made_bundle.built(folder, *shown)


def picture(path, page, scale, box=None):
    with pypdfium2.PdfDocument(path) as pdf:
        shown = pdf[page - 1].render(scale=scale).to_pil().convert("RGB")
    return shown.crop(box) if box else shown


@pytest.mark.spread(10)
@pytest.mark.parametrize("make", tricky_pdfs.ALL, ids=lambda make: make.__name__)
def test_page_is_shown_whole_and_upright(bundle, make):
    exhibit = next(x for x in bundle.exhibits if x.evidence.item.id == make.__name__)
    size = exhibit.evidence.pages[0]
    paper = sheet("A4", size)
    left, low, right, high = paper.area
    scale = 2.0
    box = [round(v * scale) for v in (left, paper.size.height - high, right, paper.size.height - low)]
    seen = picture(bundle.path, exhibit.first_page, scale, box)
    own = picture(exhibit.evidence.path, 1, scale * paper.scale).resize(seen.size, Image.Resampling.BOX)
    difference = np.abs(np.asarray(seen, float) - np.asarray(own, float)).mean(axis=2)
    assert difference.mean() < 4, "content is not where or what the file's own reader shows"
    assert (difference > 100).mean() < 0.01
    assert np.asarray(own).std() > 20, "the test page itself must show something"


@pytest.mark.parametrize("make", tricky_pdfs.ALL, ids=lambda make: make.__name__)
def test_nothing_is_drawn_over_the_margins(bundle, make):
    exhibit = next(x for x in bundle.exhibits if x.evidence.item.id == make.__name__)
    paper = sheet("A4", exhibit.evidence.pages[0])
    left, low, right, high = paper.area
    shown = np.asarray(picture(bundle.path, exhibit.first_page, 1.0).convert("L"), float)
    band_end, top, bottom = 65, int(paper.size.height - high) - 2, int(paper.size.height - low) + 3
    assert shown[band_end:top].min(initial=255) > 250, "between band and frame"
    assert shown[bottom:].min(initial=255) > 250, "below the frame"
    assert shown[band_end:, : int(left) - 2].min(initial=255) > 250
    assert shown[band_end:, int(right) + 3 :].min(initial=255) > 250


def test_another_reader_finds_every_stamp_and_nothing_active(bundle):
    assert verify(bundle.path, manifest(bundle), bundle.path.parent.parent) == ()


def test_nothing_private_came_along(bundle):
    import pikepdf

    with pikepdf.open(bundle.path) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Names" not in pdf.Root or "/EmbeddedFiles" not in pdf.Root.Names
        for thing in pdf.objects:
            assert tricky_pdfs.SECRET not in repr(thing)
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") != pikepdf.Name.Image:
                assert tricky_pdfs.SECRET.encode() not in thing.read_bytes()

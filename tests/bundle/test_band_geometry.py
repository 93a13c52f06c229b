"""The band stands in ink above every page as displayed: turns, shifted boxes, units and sizes from a stamp's to a hall's wall."""

import itertools
from functools import cache

import made_bundle
import numpy as np
import pypdfium2
import pytest
import tricky_pdfs
from pikepdf import Array
from PIL import Image

from kit.bundle import manifest
from kit.bundle.band import RULE, SIDE
from kit.bundle.sheet import sheet
from kit.verify import verify

SIZES = {
    "a5": (420, 595),
    "a3": (842, 1191),
    "letter": (612, 792),
    "tiny": (50, 50),
    "huge": (14_400, 14_400),
    "strip": (2_000, 60),
}
TURNS = [f"turned_{turn}_crop_{crop}_unit_{unit}" for turn, crop, unit in itertools.product((0, 90, 180, 270), (0, 1), (1, 2))]
FEW = ("turned_90_crop_1_unit_2", "turned_180_crop_0_unit_1", "tiny", "strip")
SETS = {"few": FEW, "rest": [name for name in (*TURNS, *SIZES) if name not in FEW]}


def made(name):
    """A page by its name: a lone size, or a turn, a crop box off the middle, a media box from below nothing, and a unit."""
    if name in SIZES:
        return tricky_pdfs._pdf(box=(0, 0, *SIZES[name]))
    _, turn, _, crop, _, unit = name.split("_")
    pdf = tricky_pdfs._pdf(tricky_pdfs._drawing(-100, 50, 400, 600), box=(-100, 50, 300, 650))
    page = pdf.pages[0].obj
    if crop == "1":
        page.MediaBox, page.CropBox = Array([-150, -50, 500, 800]), Array([-100, 50, 300, 650])
    page.Rotate, page.UserUnit = int(turn), int(unit)
    return pdf


@pytest.fixture(scope="module")
def bundle_of(tmp_path_factory):
    """The bundle of the pages of a set, by their names, built once."""

    @cache
    def built(kind):
        names = SETS[kind]
        folder = tmp_path_factory.mktemp("geometry")
        (folder / "evidence").mkdir()
        for name in names:
            made(name).save(folder / "evidence" / f"{name}.pdf")
        shown = [made_bundle.evidence(folder / "evidence" / f"{name}.pdf") for name in names]
        bundle = made_bundle.built(folder, *shown)
        assert verify(bundle.path, manifest(bundle), folder) == ()
        return bundle

    return built


def picture(path, page, scale):
    with pypdfium2.PdfDocument(path) as pdf:
        return pdf[page].render(scale=scale).to_pil().convert("RGB")


@pytest.mark.parametrize(
    ("kind", "name"),
    [*(("few", name) for name in FEW), *(pytest.param("rest", name, marks=pytest.mark.slow) for name in SETS["rest"])],
)
def test_band_has_ink_and_the_page_stands_whole_below_it(bundle_of, kind, name):
    built = bundle_of(kind)
    exhibit = next(x for x in built.exhibits if x.evidence.item.id == name)
    seen = picture(built.path, exhibit.first_page - 1, 2.0)
    paper = sheet("A4", exhibit.evidence.pages[0])
    assert seen.size == (round(2 * paper.size.width + 0.49), round(2 * paper.size.height + 0.49))
    pixels = np.asarray(seen.convert("L"))
    band, rule = pixels[: 2 * int(RULE) - 4], pixels[2 * int(RULE) - 2 : 2 * int(RULE)]
    assert (band[:, : len(pixels[0]) // 2] < 100).sum() > 400, "the caption at the left"
    assert (band[:, len(pixels[0]) // 2 :] < 100).sum() > 400, "where in the bundle at the right"
    assert (rule[:, 2 * int(SIDE) + 2 : -2 * int(SIDE) - 2] < 80).all(), "the rule from margin to margin"
    left, low, right, high = paper.area
    box = [round(2 * v) for v in (left, paper.size.height - high, right, paper.size.height - low)]
    here = seen.crop(box)
    scale = max(0.02, 2 * paper.scale)
    own = picture(exhibit.evidence.path, 0, scale).resize(here.size, Image.Resampling.BOX)
    assert np.asarray(own).std() > 10, "the test page itself must show something"
    assert np.abs(np.asarray(here, float) - np.asarray(own, float)).mean() < 5, "not what the file's own reader shows"
    pixels = pixels.copy()
    pixels[max(0, box[1] - 4) : box[3] + 4, max(0, box[0] - 4) : box[2] + 4] = 255
    assert pixels[2 * int(RULE) + 2 :].min() > 250, "nothing is drawn beside the page"

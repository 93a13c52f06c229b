"""A figure or a colour changed within a picture is found at the picture's own size; what coding takes away is not."""

import io
from dataclasses import replace

import made_bundle
import numpy as np
import pikepdf
import pytest
from forging import claims, codes, own
from made_bundle import VIOLATION
from pikepdf import Name, Stream
from PIL import Image, ImageDraw

from kit import bundle
from kit.bundle.fit import LEVELS
from kit.evidence import masked
from kit.model import Mask
from kit.tools import bilevel, images
from kit.verify import verify
from kit.verify.pixels import is_like

SCREEN, PAPER, PLAN = 3, 4, 5  # pages
RED, GREEN = (200, 30, 30), (0, 118, 60)  # as bright as one another


def screenshot(number="333", badge=RED):
    image = Image.new("RGB", (1220, 660), (244, 245, 247))
    draw = ImageDraw.Draw(image)
    for row in range(8):
        draw.text(
            (90, 90 + row * 40), f"Row {row}: settings of the warehouse, cut-off 16:{row}0", fill=(30, 30, 30), font_size=17
        )
    draw.text((90, 430), f"Orders shipped late: {number} of 1400", fill=(30, 30, 30), font_size=17)
    draw.rectangle((90, 480, 260, 520), fill=badge)
    return image


def scan(number="333", tint=0):
    image = Image.new("L", (1654, 2339), 236)
    draw = ImageDraw.Draw(image)
    for row in range(40):
        draw.text(
            (140, 130 + row * 50), f"{row} Parcels left gate 4: {number if row == 20 else '412'}", fill=45 + tint, font_size=28
        )
    return image


def photo(number="333"):
    """A sheet on a table, with a camera's grain."""
    image = Image.new("RGB", (1500, 2000), (150, 140, 120))
    draw = ImageDraw.Draw(image)
    draw.rectangle((90, 90, 1400, 1900), fill=(228, 226, 220))
    for row in range(20):
        draw.text((150, 150 + row * 80), f"{row} Parcels left gate 4: {number}", fill=(40, 40, 60), font_size=34)
    grain = np.random.default_rng(5).normal(0, 6, (2000, 1500, 3))
    return Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype("uint8"))


def coded(image, level):
    """As the bundle would code it."""
    made = images.smaller(images.Original(content=made_bundle.png_bytes(image)), level.edge, level.quality)
    with Image.open(io.BytesIO(made.content)) as picture:
        return picture.convert("RGB")


def is_taken(here, original, **how):
    there = original.convert("RGB").resize(here.size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return is_like(np.asarray(here), np.asarray(there), **how)


@pytest.mark.spread(2, rest="slow")
@pytest.mark.parametrize("made", [screenshot, scan, photo], ids=lambda made: made.__name__)
@pytest.mark.parametrize("level", [LEVELS[0], LEVELS[-1]], ids=lambda level: str(level.quality))
def test_a_picture_coded_anew_is_its_original_and_one_figure_made_another_is_not(made, level):
    assert is_taken(coded(made(), level), made())
    assert not is_taken(coded(made("338"), level), made())
    assert not is_taken(coded(made("888"), level), made())


@pytest.mark.parametrize("row", [511, 527])
def test_a_line_that_coding_moved_by_a_row_is_the_same_wherever_it_lies(row):
    here, there = (np.full((1100, 64, 3), 200, "uint8") for _ in range(2))
    here[row], there[row + 1] = 120, 120
    assert is_like(here, there)
    assert is_like(there, here)


@pytest.mark.parametrize("badge", [GREEN, (30, 90, 150), (80, 80, 80)])
def test_a_badge_of_another_colour_as_bright(badge):
    assert not is_taken(coded(screenshot(badge=badge), LEVELS[-1]), screenshot())


def test_a_screenshot_in_grey_or_with_two_colours_exchanged():
    image = screenshot()
    bright, blue, red = image.convert("YCbCr").split()
    exchanged = Image.merge("YCbCr", (bright, red, blue)).convert("RGB")
    assert not is_taken(image.convert("L").convert("RGB"), image)
    assert not is_taken(exchanged, image)


def test_a_page_in_black_and_white_is_its_original_in_greys_and_one_figure_made_another_is_not():
    def black(image):
        grey = np.asarray(image)
        assert bilevel.coded(grey)
        return Image.fromarray(np.where(grey >= (236 + 45) // 2, 255, 0).astype("uint8")).convert("RGB")

    assert is_taken(black(scan()), scan(), is_single=True)
    assert not is_taken(black(scan("338")), scan(), is_single=True)
    assert not is_taken(Image.new("RGB", scan().size, "white"), scan(), is_single=True)


# --- in a bundle ------------------------------------------------------------------------------------


def plan(path):
    """A page with a coloured field and a line of small coloured print."""
    made_bundle.text_pdf(path, 1)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0].obj
        drawn = b" 0.78 0.12 0.12 rg 60 90 120 30 re f BT /F1 9 Tf 60 60 Td (Passed on all points) Tj ET"
        page.Contents = Stream(pdf, page.Contents.read_bytes() + drawn)
        pdf.save(path)
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pixels")
    (folder / "evidence").mkdir()
    screenshot().save(folder / "evidence" / "screen.png")
    scan().save(folder / "evidence" / "scan.pdf", "PDF", resolution=200, quality=75)
    shown = (folder / "evidence" / "screen.png", folder / "evidence" / "scan.pdf", plan(folder / "evidence" / "plan.pdf"))
    return made_bundle.built(folder, *map(made_bundle.evidence, shown))


def picture_of(pdf, page):
    return own(pdf, page).Resources.XObject.Body.Resources.XObject


def put(pdf, page, image):
    (picture,) = picture_of(pdf, page).values()
    picture.write(image.tobytes())
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceRGB if image.mode == "RGB" else Name.DeviceGray, 8
    picture.Width, picture.Height = image.size
    if "/DecodeParms" in picture:
        del picture.DecodeParms


def figure_of_a_screenshot(pdf):
    put(pdf, SCREEN, screenshot("338"))


def colour_of_a_screenshot(pdf):
    put(pdf, SCREEN, screenshot(badge=GREEN))


def patch_on_a_screenshot(pdf):
    """The picture stays as it is; a little white lies on it."""
    form = own(pdf, SCREEN).Resources.XObject.Body
    form.write(form.read_bytes() + b" 0.96 g 1 1 2 2 re f")


def figure_of_a_scan(pdf):
    put(pdf, PAPER, scan("332"))


def field_in_grey(pdf):
    form = own(pdf, PLAN).Resources.XObject.Body
    form.write(form.read_bytes().replace(b"0.78 0.12 0.12 rg", b"0.317 g"))


def print_in_grey(pdf):
    form = own(pdf, PLAN).Resources.XObject.Body
    form.write(form.read_bytes().replace(b"BT /F1 9 Tf", b"0.317 g BT /F1 9 Tf"))


FORGED = {
    figure_of_a_screenshot: SCREEN,
    colour_of_a_screenshot: SCREEN,
    patch_on_a_screenshot: SCREEN,
    figure_of_a_scan: PAPER,
    field_in_grey: PLAN,
    print_in_grey: PLAN,
}


@pytest.mark.spread(3, rest="slow")
@pytest.mark.parametrize("forge", FORGED, ids=lambda forge: forge.__name__)
def test_a_changed_picture_or_colour_is_found(built, tmp_path, forge):
    path = tmp_path / f"{VIOLATION}.pdf"
    with pikepdf.open(built.path) as pdf:
        forge(pdf)
        pdf.save(path)
    found = verify(path, claims(built, path), built.path.parents[1])
    assert [(f.rule, f.where) for f in found] == [("V114 not-the-original", f"page {FORGED[forge]}")]


def test_the_bundle_as_it_was_built_shows_its_originals(built):
    assert verify(built.path, bundle.manifest(built), built.path.parents[1]) == ()


# --- a page with a covered area ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def covered(tmp_path_factory):
    folder = tmp_path_factory.mktemp("covered")
    (folder / "evidence").mkdir()
    screenshot().save(folder / "evidence" / "screen.png")
    one = made_bundle.evidence(folder / "evidence" / "screen.png")
    mask = Mask(page=1, box=(90, 480, 260, 520), kind="name", by="Li Wei", on="2026-07-06")
    return made_bundle.built(folder, *masked([replace(one, item=one.item.model_copy(update={"masks": (mask,)}))], folder))


@pytest.mark.parametrize("more", [0, 1], ids=["one picture", "another beside it"])
@pytest.mark.parametrize("number", ["333", "338"])
def test_one_figure_made_another_beside_a_covered_area_is_found(covered, tmp_path, number, more):
    path = tmp_path / f"{VIOLATION}.pdf"
    with pikepdf.open(covered.path) as pdf:
        (picture,) = picture_of(pdf, SCREEN).values()
        image = screenshot(number)
        with pikepdf.PdfImage(picture).as_pil_image() as shown:
            place = (80, 470, 270, 530)
            image.paste(shown.convert("RGB").resize(image.size).crop(place), place)
        put(pdf, SCREEN, image)
        form = own(pdf, SCREEN).Resources.XObject.Body
        dot = b" q 0.5 0 0 0.5 2 2 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xf5 EI Q"
        form.write(form.read_bytes() + dot * more)
        pdf.save(path)
    found = verify(path, claims(covered, path), covered.path.parents[1])
    assert ("V114" in codes(found)) is (number == "338" or bool(more))


# --- greys as dots of black -------------------------------------------------------------------------


def dotted(number="333"):
    """A scan of single bits: print, and greys that a machine made dots of."""
    image = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(image)
    for row in range(20):
        draw.text((120, 120 + row * 50), f"{row} Parcels left gate 4: {number if row == 9 else '412'}", fill=0, font_size=32)
    image.paste(Image.linear_gradient("L").resize((400, 300)), (900, 1800))
    draw.rectangle((120, 1250, 1500, 1500), fill=128)
    return image.convert("1")


@pytest.fixture(scope="module")
def dots(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dots")
    (folder / "evidence").mkdir()
    dotted().save(folder / "evidence" / "single.png")
    dotted().convert("L").save(folder / "evidence" / "greys.png")
    dotted().save(folder / "evidence" / "pages.tif", compression="group4", save_all=True, append_images=[dotted("335")])
    shelf = folder / "build" / "shown"
    files = [made_bundle.evidence(folder / "evidence" / name, shelf=shelf) for name in ("single.png", "greys.png", "pages.tif")]
    return made_bundle.built(folder, *files)


def test_greys_as_dots_of_black_are_the_original(dots):
    assert verify(dots.path, bundle.manifest(dots), dots.path.parents[1]) == ()


@pytest.mark.parametrize("page", [3, 6])
def test_one_figure_made_another_among_dots_is_found(dots, tmp_path, page):
    path = tmp_path / f"{VIOLATION}.pdf"
    with pikepdf.open(dots.path) as pdf:
        put(pdf, page, dotted("338").convert("L"))
        pdf.save(path)
    assert [f.where for f in verify(path, claims(dots, path), dots.path.parents[1])] == [f"page {page}"]

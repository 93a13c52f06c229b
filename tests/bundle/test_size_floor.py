"""The smallest level of size and quality, held against a reader of small print: legible there, no longer well below."""

import io

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from kit.bundle import fit
from kit.paths import FONTS
from kit.tools import images, ocr
from kit.tools.pdf_parts import slot

DOTS, POINTS = 300, 6  # dots an inch of the scan, and the size of its print: that of the foot of an invoice
LINES, WORDS_A_LINE = 14, 9
WORDS = (
    "Orders placed after the van had left were packed the same day Seller Lanyu Trading 577702583986651165 tracking"
    " ZTO7788990011 GBP 1,284.50 handed over on 14 June 2026 invoice INV-2026-0381"
).split()
BELOW = fit.Level(900, 35)


def scan():
    """An A4 page of grainy paper with lines of small print, as a JPEG."""
    high, wide = round(11.69 * DOTS), round(8.27 * DOTS)
    grain = np.random.default_rng(5).normal(236, 6, (high, wide))
    page = Image.fromarray(np.clip(grain, 0, 255).astype("uint8"))
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONTS / "SourceSans3_400Regular.ttf"), POINTS * DOTS // 72)
    picked = np.random.default_rng(6)
    for row in range(LINES):
        line = " ".join(picked.choice(WORDS, WORDS_A_LINE))
        draw.text((0.8 * DOTS, DOTS + row * POINTS * 2.2 * DOTS / 72), line, fill=45, font=font)
    out = io.BytesIO()
    page.filter(ImageFilter.GaussianBlur(DOTS / 400)).save(out, "JPEG", quality=90)
    return out.getvalue()


def at_floor(content):
    """What the search makes of a picture for which there is no room at all."""
    with pikepdf.Pdf.new() as pdf:
        stream = pikepdf.Stream(pdf, content)
        with Image.open(io.BytesIO(content)) as image:
            size = {"/Width": image.width, "/Height": image.height}
        for key, value in {**size, "/BitsPerComponent": 8, "/ColorSpace": pikepdf.Name.DeviceGray}.items():
            stream[key] = value
        stream.Filter = pikepdf.Name.DCTDecode
        return fit._fitting((slot(stream, 0),), 0)[0]


def read(content):
    """What the reader makes of the page."""
    pixels = np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))
    return "".join(word.text for word in ocr.read_bitmap(pixels)).replace(" ", "")


def alike(one, other):
    """The share of the first text's characters that the second has, in order, with nothing between: 1 less edits by length."""
    row = list(range(len(other) + 1))
    for n, a in enumerate(one, 1):
        above, row = row, [n]
        for k, b in enumerate(other, 1):
            row.append(min(above[k - 1] + (a != b), above[k] + 1, row[-1] + 1))
    return 1 - row[-1] / len(one)


def test_the_search_never_goes_below_the_floor():
    made = at_floor(scan())
    assert max(made.width, made.height) == fit.LEVELS[-1].edge == 1300
    assert fit.LEVELS[-1].quality == min(level.quality for level in fit.LEVELS) == 40
    assert images.smaller(images.Original(content=scan()), 1300, 40) == made


@pytest.mark.slow
def test_small_print_is_read_at_the_floor_and_not_well_below():
    pytest.importorskip("rapidocr")
    pytest.importorskip("onnxruntime")
    own = scan()
    said = read(own)
    legible = alike(said, read(at_floor(own).content))
    below = alike(said, read(images.smaller(images.Original(content=own), BELOW.edge, BELOW.quality).content))
    print(f"\n{POINTS} pt print of an A4 scan: {legible:.3f} of its characters at the floor, {below:.3f} at {BELOW}")
    assert len(said) > 500
    assert legible >= 0.95
    assert below < 0.85


def test_the_measure_counts_every_edit():
    assert alike("abcd", "abcd") == 1
    assert alike("abcd", "abd") == alike("abcd", "abxd") == alike("abcd", "abcxd") == 0.75
    assert alike("abcd", "") == 0

"""Black and white only where nothing else is on the page; what is coded is what a reader shows."""

import io

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from kit.tools import bilevel
from kit.tools.images import Original


def page(mode="L", paper=235, ink=40, size=(800, 1000)):
    grain = np.random.default_rng(1).normal(paper, 5, size[::-1])
    image = Image.fromarray(np.clip(grain, 0, 255).astype("uint8")).convert(mode)
    draw = ImageDraw.Draw(image)
    for row in range(18):
        draw.text((60, 60 + row * 50), f"{row} Parcels are collected every day at 19:30", fill=(ink,) * len(mode), font_size=28)
    return image, draw


def judged(image, quality=85):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return bilevel.of(Original(content=out.getvalue()))


def in_pdf(made, path):
    pdf = pikepdf.new()
    image = pikepdf.Stream(pdf, made.content)
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height, image.BitsPerComponent = made.width, made.height, 1
    image.ColorSpace, image.Filter = pikepdf.Name.DeviceGray, pikepdf.Name.CCITTFaxDecode
    image.DecodeParms = pikepdf.Dictionary(K=-1, Columns=made.width, Rows=made.height, BlackIs1=False)
    shown = pdf.add_blank_page(page_size=(made.width, made.height))
    shown.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
    shown.Contents = pikepdf.Stream(pdf, b"%d 0 0 %d 0 0 cm /I Do" % (made.width, made.height))
    pdf.save(path)
    with pypdfium2.PdfDocument(path) as read:
        return np.asarray(read[0].render(scale=1).to_pil().convert("L"))


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_print_on_grainy_paper_becomes_clean(tmp_path, mode):
    image, _ = page(mode)
    made = judged(image)
    seen = in_pdf(made, tmp_path / "a.pdf")
    own = np.asarray(image.convert("L")) < 138
    assert len(made.content) < 20_000
    assert set(np.unique(seen)) == {0, 255}
    assert ((seen < 128) == own).mean() > 0.998


@pytest.mark.parametrize("what", ["seal", "signature", "faint", "grey box", "photo", "night", "light print", "second ink"])
def test_what_black_and_white_would_lose_keeps_its_greys(what):
    image, draw = page("RGB", paper=30 if what == "night" else 235, ink=190 if what in ("light print", "night") else 40)
    if what == "seal":
        draw.ellipse((600, 850, 700, 950), outline=(200, 30, 40), width=5)
    elif what == "signature":
        draw.line([(60, 960), (120, 930), (180, 970)], fill=(40, 50, 150), width=2)
    elif what == "faint":
        draw.text((400, 950), "received", fill=(185, 185, 185), font_size=24)
    elif what == "grey box":
        draw.rectangle((500, 900, 700, 980), fill=(170, 170, 170))
    elif what == "second ink":
        for row in range(0, 18, 4):
            draw.text((60, 85 + row * 50), f"{row} Parcels are collected every day at 17:45", fill=(135, 135, 135), font_size=28)
    elif what == "photo":
        image.paste(Image.radial_gradient("L").convert("RGB"), (500, 700))
    assert judged(image) is None


def test_a_page_without_ink_or_colour_is_left_alone():
    assert judged(Image.new("L", (400, 500), 240)) is None
    assert judged(Image.new("RGB", (400, 500), (20, 90, 200))) is None


def test_samples_are_judged_like_a_jpeg():
    image, _ = page("L")
    assert bilevel.of(Original(content=image.tobytes(), width=800, height=1000)) is not None


def test_bits_are_coded_without_loss(tmp_path):
    white = np.random.default_rng(3).random((120, 133)) > 0.2
    bits = np.packbits(white, axis=1).tobytes()
    seen = in_pdf(bilevel.of(Original(content=bits, width=133, height=120)), tmp_path / "b.pdf")
    assert ((seen > 128) == white).all()

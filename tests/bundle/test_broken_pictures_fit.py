"""A picture inside a client's PDF that cannot be decoded, or lacks rows, stays as it is when the others become smaller."""

import io
import zlib

import made_bundle
import numpy as np
import pikepdf
import pytest
from PIL import Image

from kit.errors import RenderError

SIZE = (600, 700)
NOISE = np.random.default_rng(1).integers(0, 255, (SIZE[1], SIZE[0]), dtype="uint8")


def jpeg():
    out = io.BytesIO()
    Image.fromarray(NOISE).save(out, "JPEG", quality=90)
    return out.getvalue()


KINDS = {
    "short": (zlib.compress(NOISE.tobytes()[: SIZE[0] * 300]), "FlateDecode"),
    "long": (zlib.compress(NOISE.tobytes() + bytes(777)), "FlateDecode"),
    "damaged": (zlib.compress(NOISE.tobytes())[2_000:], "FlateDecode"),
    "no_jpeg": (NOISE.tobytes()[:200_000], "DCTDecode"),
    "cut_jpeg": (jpeg()[:100_000], "DCTDecode"),
}


def paper(path, content, coding):
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        image = pikepdf.Stream(pdf, content)
        image.Type, image.Subtype, image.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name(f"/{coding}")
        image.Width, image.Height, image.BitsPerComponent, image.ColorSpace = *SIZE, 8, pikepdf.Name.DeviceGray
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
        page.Contents = pikepdf.Stream(pdf, b"595 0 0 842 0 0 cm /I Do")
        pdf.save(path)
    return path


@pytest.mark.spread(2)
@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_decoded_stays_and_the_rest_becomes_smaller(tmp_path, kind):
    content, coding = KINDS[kind]
    shown = [made_bundle.evidence(paper(tmp_path / f"{kind}.pdf", content, coding))]
    shown.append(made_bundle.evidence(made_bundle.photo(tmp_path / "photo.jpg", (1600, 2100), quality=95)))
    large = made_bundle.built(tmp_path / "large", *shown)
    small = made_bundle.built(tmp_path / "small", *shown, facts={"bundle__max_bytes": large.bytes - 300_000})
    assert small.bytes <= large.bytes - 300_000
    with pikepdf.open(small.path) as pdf:
        held = pdf.pages[2].Resources.XObject.Body.Resources.XObject.I.read_raw_bytes()
    assert held == content or kind == "cut_jpeg", "the very bytes, damaged as they are"


def test_where_nothing_can_become_smaller_the_refusal_is_one(tmp_path):
    shown = made_bundle.evidence(paper(tmp_path / "a.pdf", *KINDS["short"]))
    with pytest.raises(RenderError, match="the limit is 100,000"):
        made_bundle.built(tmp_path / "x", shown, facts={"bundle__max_bytes": 100_000})

"""Pictures of JPEG 2000 in a PDF become smaller like all others."""

import io

import made_bundle
import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf, Stream
from PIL import Image

from kit.bundle import manifest
from kit.verify import verify

LIMIT = 800_000


@pytest.mark.soak
@pytest.mark.parametrize("says_its_colours", [True, False])
def test_jpeg_2000_becomes_smaller(tmp_path, says_its_colours):
    (tmp_path / "evidence").mkdir()
    out = io.BytesIO()
    Image.effect_noise((1400, 1800), 40).save(out, "JPEG2000")
    made = Pdf.new()
    page = made.add_blank_page(page_size=(595, 842)).obj
    image = Stream(made, out.getvalue())
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 1400, 1800
    image.Filter = Name.JPXDecode
    if says_its_colours:
        image.ColorSpace = Name.DeviceGray
    page.Resources = Dictionary(XObject=Dictionary(Im=image))
    page.Contents = Stream(made, b"q 560 0 0 720 17 60 cm /Im Do Q")
    path = tmp_path / "evidence" / "scan.pdf"
    made.save(path)
    assert path.stat().st_size > 3 * LIMIT
    built = made_bundle.built(tmp_path, made_bundle.evidence(path), facts={"bundle__max_bytes": LIMIT})
    assert built.path.stat().st_size <= LIMIT
    with pikepdf.open(built.path) as pdf:
        assert Name.JPXDecode not in [o.get("/Filter") for o in pdf.objects if isinstance(o, Stream)]
    assert verify(built.path, manifest(built), tmp_path) == ()

"""What files say of their own making is read from PDF, JPEG and PNG; damage gives nothing, never an error."""

from datetime import UTC, datetime, timedelta, timezone

import pikepdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from kit.evidence.look import look
from kit.tools.origin import moment

XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="GIMP 2.10"/></rdf:RDF></x:xmpmeta>'
)


def seen(path):
    return look(path, None).origin


def test_pdf(tmp_path):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    pdf.docinfo["/Producer"] = "iLovePDF"
    pdf.docinfo["/CreationDate"] = "D:20260614110500+01'00'"
    pdf.docinfo["/ModDate"] = "D:20260701"
    pdf.Root.Metadata = pikepdf.Stream(pdf, XMP)
    pdf.save(tmp_path / "a.pdf")
    found = seen(tmp_path / "a.pdf")
    assert found.programs == ("iLovePDF", "GIMP 2.10")
    assert found.created == datetime(2026, 6, 14, 11, 5, tzinfo=timezone(timedelta(hours=1)))
    assert found.changed == datetime(2026, 7, 1)


def test_jpeg(tmp_path):
    exif = Image.Exif()
    exif[0x0131], exif[0x0132] = "Adobe Photoshop 25.0 (Windows)", "2026:06:20 10:00:00"
    Image.new("RGB", (40, 30)).save(tmp_path / "a.jpg", exif=exif, xmp=XMP)
    found = seen(tmp_path / "a.jpg")
    assert found.programs == ("Adobe Photoshop 25.0 (Windows)", "GIMP 2.10")
    assert found.changed == datetime(2026, 6, 20, 10)


def test_png(tmp_path):
    told = PngInfo()
    told.add_text("Software", "Meitu")
    Image.new("RGB", (40, 30)).save(tmp_path / "a.png", pnginfo=told)
    assert seen(tmp_path / "a.png").programs == ("Meitu",)


@pytest.mark.parametrize("told", ["", "yesterday", "D:", "D:20261399", "2026", "0000:00:00 00:00:00", "D:20260101999999"])
def test_no_time(told):
    assert moment(told) is None


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("D:20260614110500Z", datetime(2026, 6, 14, 11, 5, tzinfo=UTC)),
        ("2026-06-14T11:05:00.123+00:00", datetime(2026, 6, 14, 11, 5, tzinfo=UTC)),
        ("2026:06:14 11:05:00", datetime(2026, 6, 14, 11, 5)),
        ("D:2026061411", datetime(2026, 6, 14)),
    ],
)
def test_times(told, day):
    assert moment(told) == day


def test_information_that_is_no_dictionary_is_nothing(tmp_path):
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    pdf.trailer["/Info"] = pdf.make_indirect(pikepdf.Array([1]))
    pdf.save(tmp_path / "a.pdf")
    assert seen(tmp_path / "a.pdf").programs == ()

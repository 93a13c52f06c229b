"""What the page's own edge or the part of a tall capture cuts off a picture is no forgery: such a bundle passes its own check."""

import io

import made_bundle
import pikepdf
import pytest
from forging import HELVETICA, claims, own
from made_bundle import VIOLATION
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageDraw

from kit import bundle
from kit.verify import verify

A4 = (0, 0, 595, 842)


def rows(wide, high, step):
    """Lines of print from top to foot."""
    image = Image.new("RGB", (wide, high), "white")
    draw = ImageDraw.Draw(image)
    for n in range(high // step - 1):
        draw.text((wide // 12, 20 + step * n), f"Parcel {n:04d} collected", fill="black", font_size=step // 2)
    return image


def capture(path, high, **kept):
    rows(1_170, high, 70).save(path, **kept)
    return path


def scanned(path, placed, *, box=A4, crop=None, turn=0, clip="", words=""):
    """A page on which a scan is placed by a matrix, within a path, beside live text."""
    out = io.BytesIO()
    rows(1_240, 1_754, 54).save(out, "JPEG", quality=85)
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=box[2:]).obj
        scan = Stream(pdf, out.getvalue(), Type=Name.XObject, Subtype=Name.Image, Filter=Name.DCTDecode)
        scan.Width, scan.Height, scan.ColorSpace, scan.BitsPerComponent = 1_240, 1_754, Name.DeviceRGB, 8
        page.Resources = Dictionary(XObject=Dictionary(Scan=scan), Font=Dictionary(F1=HELVETICA))
        drawn = f"q {clip} {placed} cm /Scan Do Q BT /F1 12 Tf 60 30 Td ({words}) Tj ET"
        page.Contents, page.Rotate = Stream(pdf, drawn.encode()), turn
        if crop:
            page.CropBox = Array(crop)
        pdf.save(path)
    return path


TALL = {
    "tall": lambda p: capture(p.with_suffix(".png"), 3_900),
    "taller": lambda p: capture(p.with_suffix(".jpg"), 6_000, quality=80),
}
WIDER = {
    "a hair": lambda p: scanned(p, "595.6 0 0 842.6 -.3 -.3"),
    "a point": lambda p: scanned(p, "597 0 0 844 -1 -1"),
    "far": lambda p: scanned(p, "640 0 0 900 -20 -30", words="Scanned on 4 June"),
    "crop": lambda p: scanned(p, "595 0 0 842 0 0", crop=(40, 40, 555, 800)),
    "askew": lambda p: scanned(p, "594 10 -10 841 5 -2"),
    "turned": lambda p: scanned(p, "0 844 -597 0 596 -1", turn=90),
    "large": lambda p: scanned(p, "2420 0 0 3420 -20 -20", box=(0, 0, 2380, 3368)),
}


def made(folder, files):
    (folder / "evidence").mkdir()
    shown = [make(folder / "evidence" / f"{name.replace(' ', '_')}.pdf") for name, make in files.items()]
    return made_bundle.built(folder, *map(made_bundle.evidence, shown))


@pytest.fixture(scope="module")
def wider(tmp_path_factory):
    return made(tmp_path_factory.mktemp("wider"), WIDER)


def test_parts_of_tall_captures_are_no_cut_pictures(tmp_path):
    built = made(tmp_path, TALL)
    assert built.pages > 6, "both are shown in parts"
    assert verify(built.path, bundle.manifest(built), tmp_path) == ()


def test_a_scan_that_reaches_beyond_its_page_passes(wider):
    assert verify(wider.path, bundle.manifest(wider), wider.path.parents[1]) == ()


@pytest.mark.parametrize("n", range(len(WIDER)), ids=WIDER)
def test_a_hole_in_such_a_scan_is_found(wider, tmp_path, n):
    path, page = tmp_path / f"{VIOLATION}.pdf", 3 + n
    with pikepdf.open(wider.path) as pdf:
        form = own(pdf, page).Resources.XObject.Body
        form.write(b"-5000 -5000 10000 10000 re 200 300 4 20 re W* n " + form.read_bytes())
        pdf.save(path)
    found = verify(path, claims(wider, path), wider.path.parents[1])
    assert ("V114 not-the-original", f"page {page}") in {(f.rule, f.where) for f in found}
    assert any("draws 1 image" in f.message for f in found)

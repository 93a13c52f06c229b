"""What the page's own edge or the part of a tall capture cuts off a picture is no forgery: such a bundle passes its own check."""

import io

import made_bundle
import numpy as np
import pikepdf
import pytest
from forging import HELVETICA, claims, own
from made_bundle import VIOLATION
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageDraw

from kit import bundle
from kit.tools.pdf_read import Reading
from kit.verify import verify
from kit.verify.alike import keeps_lines

A4 = (0, 0, 595, 842)
ENDS = {"C0": Array([0.9, 0.2, 0.1]), "C1": Array([0.1, 0.3, 0.9])}
RISE = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, **ENDS)
RAMP = Dictionary(
    ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([60, 80, 360, 260]), Function=RISE, Extend=Array([True, True])
)


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


def oval(pdf):
    """A mask that leaves an oval."""
    mask = Image.new("L", (310, 438), 0)
    ImageDraw.Draw(mask).ellipse((20, 30, 280, 398), fill=255)
    kind = {"Type": Name.XObject, "Subtype": Name.Image, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
    return pdf.make_indirect(Stream(pdf, mask.tobytes(), **kind, Width=mask.width, Height=mask.height))


def dots(pdf):
    kind = {"Type": Name.Pattern, "PatternType": 1, "PaintType": 1, "TilingType": 1, "BBox": Array([0, 0, 6, 6])}
    drawn = b"0.2 0.4 0.7 rg 0 0 3 3 re f 3 3 3 3 re f"
    return pdf.make_indirect(Stream(pdf, drawn, **kind, XStep=6, YStep=6, Resources=Dictionary()))


def scanned(path, placed, *, box=A4, crop=None, turn=0, clip="", words="", unit=None, soft=False, more="", within=None):
    """A page on which a scan is placed by a matrix, within a path or the box of a drawing, beside live text and more."""
    out = io.BytesIO()
    rows(1_240, 1_754, 54).save(out, "JPEG", quality=85)
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=box[2:]).obj
        scan = Stream(pdf, out.getvalue(), Type=Name.XObject, Subtype=Name.Image, Filter=Name.DCTDecode)
        scan.Width, scan.Height, scan.ColorSpace, scan.BitsPerComponent = 1_240, 1_754, Name.DeviceRGB, 8
        if soft:
            scan.SMask = oval(pdf)
        shown = f"q {clip} {placed} cm /Scan Do Q"
        parts = Dictionary(Scan=pdf.make_indirect(scan))
        if within:
            kind = {
                "Type": Name.XObject,
                "Subtype": Name.Form,
                "BBox": Array(within),
                "Matrix": Array([1, 0.05, -0.05, 1, 10, 0]),
            }
            form = Stream(pdf, shown.encode(), **kind, Resources=Dictionary(XObject=parts))
            shown, parts = "/Within Do", Dictionary(Within=pdf.make_indirect(form))
        paint = Dictionary(Pattern=Dictionary(Dots=dots(pdf)), Shading=Dictionary(Ramp=RAMP))
        page.Resources = Dictionary(XObject=parts, Font=Dictionary(F1=HELVETICA), **paint)
        drawn = f"{shown} {more} 0 g BT /F1 12 Tf 60 30 Td ({words}) Tj ET"
        page.Contents, page.Rotate = Stream(pdf, drawn.encode()), turn
        if unit:
            page.UserUnit = unit
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
    "two units": lambda p: scanned(p, "595 0 0 842 0 0", unit=2, clip="0.4 0.4 594.2 841.2 re W n"),
    "large": lambda p: scanned(p, "2420 0 0 3420 -20 -20", box=(0, 0, 2380, 3368)),
}

WHOLE, INSET = "595 0 0 842 0 0", "100 100 300 400 re W n"
SLANTED = "100 100 m 480 140 l 450 700 l 80 650 l h W n"
ROUND = "480 420 m 480 520 400 600 300 600 c 200 600 120 520 120 420 c 120 320 200 240 300 240 c 400 240 480 320 480 420 c h W n"
TILTED = ".966 .259 -.259 .966 120 20 cm 60 60 330 560 re W n .966 -.259 .259 .966 -120 12 cm"
LINES = " ".join(f"0.3 w {60 + 7 * n} 70 m {80 + 7 * n} 95 l S" for n in range(40))
LIVE = "Scan of the gate log"
CLIPPED = {
    "inset": lambda p: scanned(p, WHOLE, clip=INSET, words=LIVE),
    "slanted": lambda p: scanned(p, WHOLE, clip=SLANTED, words=LIVE),
    "round": lambda p: scanned(p, WHOLE, clip=ROUND, words=LIVE),
    "tilted": lambda p: scanned(p, WHOLE, clip=TILTED, words=LIVE),
    "drawing": lambda p: scanned(p, WHOLE, within=(83.3, 120.7, 411.2, 640.4), words=LIVE),
    "soft": lambda p: scanned(p, WHOLE, soft=True, words=LIVE),
    "soft turned": lambda p: scanned(p, WHOLE, soft=True, clip=INSET, turn=90, words=LIVE),
    "lines": lambda p: scanned(p, WHOLE, clip=INSET, more=LINES, words=LIVE),
    "dots": lambda p: scanned(p, WHOLE, clip=ROUND, more="/Pattern cs /Dots scn 60 80 300 120 re f", words=LIVE),
    "ramp": lambda p: scanned(p, WHOLE, clip=ROUND, more="q 60 80 300 120 re W n /Ramp sh Q", words=LIVE),
    "quarter": lambda p: scanned(p, WHOLE, clip=SLANTED, turn=90, words=LIVE),
    "unit": lambda p: scanned(p, WHOLE, clip=SLANTED, unit=2, words=LIVE),
    "half unit": lambda p: scanned(p, WHOLE, clip=SLANTED, unit=0.5, words=LIVE),
    "wide": lambda p: scanned(p, "960 0 0 540 0 0", box=(0, 0, 960, 540), clip=SLANTED.replace("700", "500"), words=LIVE),
    "letter": lambda p: scanned(p, "612 0 0 792 0 0", box=(0, 0, 612, 792), clip=INSET, words=LIVE),
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


@pytest.mark.spread(4, rest="slow")
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


@pytest.fixture(scope="module")
def clipped(tmp_path_factory):
    return made(tmp_path_factory.mktemp("clipped"), CLIPPED)


def test_a_scan_that_a_path_or_mask_cuts_beside_live_text_passes(clipped):
    """Its lines come and go along the cut, as a picture goes to whole pixels and the cut does not."""
    assert [f.message for f in verify(clipped.path, bundle.manifest(clipped), clipped.path.parents[1])] == []


def test_a_hole_as_wide_as_a_word_in_such_a_scan_is_found_on_each_page(clipped, tmp_path):
    path = tmp_path / f"{VIOLATION}.pdf"
    with pikepdf.open(clipped.path) as pdf:
        for n in range(len(CLIPPED)):
            form = own(pdf, 3 + n).Resources.XObject.Body
            form.write(b"-5000 -5000 10000 10000 re 130 330 60 40 re W* n " + form.read_bytes())
        pdf.save(path)
    found = verify(path, claims(clipped, path), clipped.path.parents[1])
    assert {f.where for f in found if f.rule == "V114 not-the-original"} == {f"page {3 + n}" for n in range(len(CLIPPED))}


def lined(*rows):
    picture = np.full((64, 64), 255, "uint8")
    for row in rows:
        picture[row : row + 3, 8:40] = 40
    return picture


def test_a_line_counts_as_lost_only_if_each_drawing_of_the_original_has_it():
    assert keeps_lines(lined(10), [lined(10, 40), lined(10)], 20, 20)
    assert not keeps_lines(lined(10), [lined(10, 40), lined(10, 40)], 20, 20)


def test_a_line_counts_as_added_only_if_no_drawing_of_the_original_has_it():
    assert keeps_lines(lined(10, 40), [lined(10), lined(10, 40)], 20, 20)
    assert not keeps_lines(lined(10, 40), [lined(10), lined(10)], 20, 20)


def test_a_field_is_drawn_in_an_area_too(tmp_path):
    made_bundle.text_pdf(tmp_path / "form.pdf", 1)
    with pikepdf.open(tmp_path / "form.pdf", allow_overwriting_input=True) as pdf:
        place = {"/Type": Name.Annot, "/Subtype": Name.Widget, "/Rect": Array([60, 30, 180, 46]), "/F": 4}
        field = {**place, "/FT": Name.Tx, "/T": pikepdf.String("who"), "/V": pikepdf.String("Li Wei")}
        told = pdf.make_indirect(Dictionary({**field, "/DA": pikepdf.String("/F1 9 Tf 0 g")}))
        pdf.pages[0].obj.Annots = Array([told])
        pdf.Root.AcroForm = Dictionary(Fields=Array([told]), DR=Dictionary(Font=Dictionary(F1=HELVETICA)))
        pdf.save(tmp_path / "form.pdf")
    with Reading.of(tmp_path / "form.pdf") as reading:
        whole, part = (reading.pixels(1, (1190, 1684), area) for area in (None, (0.01, 0.01, 595.01, 842.01)))
    foot = slice(1684 - 92, 1684 - 60)
    assert (whole[foot] < 128).any()
    assert ((whole[foot] < 128) == (part[foot] < 128)).all()

"""What a forger puts within the page of an exhibit itself, where nobody sees it or a reader may switch it on, is found."""

import made_bundle
import pikepdf
import pytest
from forging import HELVETICA, claims, own
from made_bundle import VIOLATION
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageDraw

from kit import bundle
from kit.verify import verify

TEXT, NOTES, SCAN, LAYERS, SCREEN, STAMPS = 3, 4, 5, 6, 7, 8  # pages
SEEN_BY_NONE = b" q BT 3 Tr /F1 9 Tf 60 60 Td (all orders were on time) Tj ET Q"
WIDE = (300, 400)


def with_notes(path):
    """A page with a comment that has a look, and a field that has none."""
    made_bundle.text_pdf(path, 1)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        look = pdf.make_stream(b"BT /F1 9 Tf 2 4 Td (Checked on 4 June) Tj ET", Type=Name.XObject, Subtype=Name.Form)
        look.BBox, look.Resources = Array([0, 0, 120, 16]), Dictionary(Font=Dictionary(F1=HELVETICA))
        note = {"/Type": Name.Annot, "/Rect": Array([60, 60, 180, 76])}
        field = {"/Type": Name.Annot, "/Rect": Array([60, 30, 180, 46]), "/FT": Name.Tx, "/T": String("who"), "/F": 4}
        comment = pdf.make_indirect(Dictionary({**note, "/Subtype": Name.FreeText, "/AP": Dictionary(N=look), "/F": 4}))
        told = Dictionary({**field, "/Subtype": Name.Widget, "/V": String("Li Wei"), "/DA": String("/F1 9 Tf 0 g")})
        told = pdf.make_indirect(told)
        pdf.pages[0].obj.Annots = Array([comment, told])
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([told]), DR=Dictionary(Font=Dictionary(F1=HELVETICA)), DA=String("/F1 9 Tf 0 g")
        )
        pdf.save(path)
    return path


def searchable(path):
    """A scan beneath the words that a programme read in it, with a mask that leaves a round corner."""
    image = Image.new("L", (900, 1200), 240)
    ImageDraw.Draw(image).text((80, 100), "Parcels of 4 June: 333", fill=30, font_size=40)
    image.save(path, "PDF", resolution=100)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0].obj
        page.Resources.Font = Dictionary(F1=HELVETICA)
        words = b" BT 3 Tr /F1 20 Tf 60 740 Td (Parcels of 4 June: 333) Tj ET"
        page.Contents = Stream(pdf, b"q " + page.Contents.read_bytes() + b" Q" + words)
        (scan,) = page.Resources.XObject.values()
        scan.SMask = mask(pdf, Image.new("L", (90, 120), 255))
        pdf.save(path)
    return path


def layered(path):
    made_bundle.text_pdf(path, 1)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer])))
        page = pdf.pages[0].obj
        page.Resources.Properties = Dictionary(L1=layer)
        page.Contents = Stream(pdf, page.Contents.read_bytes() + b" /OC /L1 BDC BT /F1 9 Tf 60 60 Td (Draft) Tj ET EMC")
        pdf.save(path)
    return path


def stamped(path):
    """A page with two drawings and two pictures, of which one each can be switched off."""
    made_bundle.text_pdf(path, 1)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page, made, parts = pdf.pages[0].obj, layer(pdf), Dictionary()
        pdf.Root.OCProperties.D.OFF = Array()
        for n in (1, 2):
            kind = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 100, 100])}
            parts[f"/D{n}"] = pdf.make_indirect(pdf.make_stream(b"0 g %d0 10 20 20 re f" % n, **kind))
            parts[f"/P{n}"] = mask(pdf, Image.new("L", (20, 20), 80 * n))
        parts.D1.OC = parts.P1.OC = made
        page.Resources.XObject = parts
        drawn = b" /D1 Do /D2 Do q 20 0 0 20 100 300 cm /P1 Do Q q 20 0 0 20 200 300 cm /P2 Do Q"
        page.Contents = Stream(pdf, page.Contents.read_bytes() + drawn)
        pdf.save(path)
    return path


def screenshot(path):
    image = Image.new("RGB", (600, 400), "white")
    ImageDraw.Draw(image).text((40, 40), "Orders shipped late: 333", fill="black", font_size=20)
    image.save(path)
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("within")
    own = folder / "evidence"
    own.mkdir()
    files = [made_bundle.text_pdf(own / "text.pdf", 1), with_notes(own / "notes.pdf"), searchable(own / "scan.pdf")]
    files += [layered(own / "layers.pdf"), screenshot(own / "screen.png"), stamped(own / "stamps.pdf")]
    return made_bundle.built(folder, *map(made_bundle.evidence, files))


def mask(pdf, image):
    made = Stream(pdf, image.tobytes())
    made.Type, made.Subtype, made.ColorSpace, made.BitsPerComponent = Name.XObject, Name.Image, Name.DeviceGray, 8
    made.Width, made.Height = image.size
    return pdf.make_indirect(made)


def body(pdf, page):
    """What the page of the exhibit draws; below that of a page with notes."""
    form = own(pdf, page).Resources.XObject.Body
    if "/Page" in form.Resources.get("/XObject", {}):
        form = form.Resources.XObject.Page
    form.Resources.Font = Dictionary({**dict(form.Resources.get("/Font", Dictionary()).items()), "/F1": HELVETICA})
    return form


def more(drawing):
    def forge(pdf, page):
        body(pdf, page).write(b"q " + body(pdf, page).read_bytes() + b" Q " + drawing)

    return forge


def layer(pdf):
    made = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("L")))
    held = pdf.Root.get("/OCProperties", Dictionary(OCGs=Array(), D=Dictionary(OFF=Array(), Order=Array())))
    held.OCGs.append(made)
    held.D.OFF.append(made)
    pdf.Root.OCProperties = held
    return made


def words_in_a_layer(pdf, page):
    body(pdf, page).Resources.Properties = Dictionary(L9=layer(pdf))
    more(b"/OC /L9 BDC q BT /F1 20 Tf 100 300 Td (PAID) Tj ET Q EMC")(pdf, page)


def drawing_in_a_layer(pdf, page):
    form = body(pdf, page)
    drawn = pdf.make_stream(b"0 g 10 10 90 90 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100]))
    drawn.OC = layer(pdf)
    form.Resources.XObject = Dictionary({**dict(form.Resources.get("/XObject", Dictionary()).items()), "/X9": drawn})
    more(b"/X9 Do")(pdf, page)


def all_in_a_layer(pdf, page):
    form, made = body(pdf, page), layer(pdf)
    pdf.Root.OCProperties.D.OFF = Array(list(pdf.Root.OCProperties.D.OFF)[:-1])
    form.Resources.Properties = Dictionary({**dict(form.Resources.get("/Properties", Dictionary()).items()), "/L9": made})
    form.write(b"/OC /L9 BDC " + form.read_bytes() + b" EMC")


def switched(name):
    """A drawing or picture that is there already becomes part of a layer that is shown."""

    def forge(pdf, page):
        form, made = body(pdf, page), layer(pdf)
        pdf.Root.OCProperties.D.OFF = Array(list(pdf.Root.OCProperties.D.OFF)[:-1])
        part = form.Resources.XObject[name] if name else next(iter(form.Resources.XObject.values()))
        part.OC = made

    return forge


def the_page_beneath_notes_switched(pdf, page):
    own(pdf, page).Resources.XObject.Body.Resources.XObject.Page.OC = layer(pdf)
    pdf.Root.OCProperties.D.OFF = Array(list(pdf.Root.OCProperties.D.OFF)[:-1])


def look_of_a_note_switched(pdf, page):
    own(pdf, page).Resources.XObject.Body.Resources.XObject.A0.OC = layer(pdf)
    pdf.Root.OCProperties.D.OFF = Array(list(pdf.Root.OCProperties.D.OFF)[:-1])


def other_words_that_nobody_sees(pdf, page):
    form = body(pdf, page)
    form.write(form.read_bytes().replace(b"4 June: 333", b"4 June: 338"))


def figure_masked_out(pdf, page):
    (picture,) = body(pdf, page).Resources.XObject.values()
    left = Image.new("L", (int(picture.Width), int(picture.Height)), 255)
    ImageDraw.Draw(left).rectangle((236, 40, 241, 60), fill=0)
    picture.SMask = mask(pdf, left)


def figure_of_a_scan_masked_out(pdf, page):
    (picture,) = body(pdf, page).Resources.XObject.values()
    left = Image.new("L", (900, 1200), 255)
    ImageDraw.Draw(left).rectangle((470, 100, 482, 140), fill=0)
    picture.SMask = mask(pdf, left)


def figure_clipped_away(pdf, page):
    form = body(pdf, page)
    form.write(b"0 0 1000 1000 re 186 290 4 20 re W* n " + form.read_bytes())


FORGED = [
    (more(SEEN_BY_NONE), TEXT, "unseen"),
    (more(SEEN_BY_NONE), NOTES, "unseen beside notes"),
    (more(SEEN_BY_NONE), SCAN, "unseen on a scan"),
    (more(SEEN_BY_NONE), SCREEN, "unseen on a picture"),
    (more(b"BT /F1 9 Tf 2000 2000 Td (all orders) Tj ET"), TEXT, "off the page"),
    (more(b"BT /F1 9 Tf 2000 2000 Td (all orders) Tj ET"), NOTES, "off the page beside notes"),
    (more(b"0 g 2000 2000 50 50 re f"), LAYERS, "area off the page"),
    (words_in_a_layer, TEXT, "words in a layer"),
    (words_in_a_layer, NOTES, "words in a layer beside notes"),
    (drawing_in_a_layer, TEXT, "drawing in a layer"),
    (drawing_in_a_layer, SCREEN, "drawing in a layer on a picture"),
    (all_in_a_layer, TEXT, "all in a layer"),
    (all_in_a_layer, SCREEN, "a picture in a layer"),
    (switched("/D2"), STAMPS, "a drawing that was there, in a layer"),
    (switched("/P2"), STAMPS, "a picture that was there, in a layer"),
    (switched(None), SCAN, "the scan itself in a layer"),
    (switched(None), SCREEN, "the screenshot itself in a layer"),
    (the_page_beneath_notes_switched, NOTES, "a page beneath its notes in a layer"),
    (look_of_a_note_switched, NOTES, "the look of a note in a layer"),
    (other_words_that_nobody_sees, SCAN, "other words that nobody sees"),
    (figure_masked_out, SCREEN, "figure masked out"),
    (figure_of_a_scan_masked_out, SCAN, "figure of a scan masked out"),
    (figure_clipped_away, SCREEN, "figure clipped away"),
]


def test_the_bundle_as_it_was_built_draws_what_its_originals_draw(built):
    assert verify(built.path, bundle.manifest(built), built.path.parents[1]) == ()


@pytest.mark.spread(6, rest="slow")
@pytest.mark.parametrize(("forge", "page"), [f[:2] for f in FORGED], ids=[f[2] for f in FORGED])
def test_what_was_put_within_a_page_is_found(built, tmp_path, forge, page):
    path = tmp_path / f"{VIOLATION}.pdf"
    with pikepdf.open(built.path) as pdf:
        forge(pdf, page)
        pdf.save(path)
    found = verify(path, claims(built, path), built.path.parents[1])
    assert {(f.rule, f.where) for f in found} == {("V114 not-the-original", f"page {page}")}

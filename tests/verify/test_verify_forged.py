"""A forger changes the bundle, and its hash in the manifest too: what a reader of the file alone finds, and one with the originals."""

import io

import pikepdf
import pytest
from forging import claims, codes, over, own, rewrite, with_font
from made_bundle import VIOLATION
from pikepdf import Array, Dictionary, Name, Stream, String

from kit.verify import verify

INDEX, CONTRACT, PHOTO = 2, 3, 6  # first pages


# --- the forgeries ----------------------------------------------------------------------------------


def pages_swapped(pdf):
    pdf.pages.insert(CONTRACT - 1, pdf.pages[CONTRACT])
    del pdf.pages[CONTRACT + 1]


def stamp_above_the_page(pdf):
    def lifted(content):
        body, _, band = content.partition(b" Do Q\n")
        return body + b" Do Q\nq 1 0 0 1 0 200 cm\n" + band + b"\nQ"

    rewrite(pdf, 4, lifted)


def stamp_cropped_away(pdf):
    left, low, right, high = (float(n) for n in own(pdf, 4).MediaBox)
    own(pdf, 4).CropBox = Array([left, low, right, high - 70])


def stamp_in_white(pdf):
    rewrite(
        pdf, 4, lambda c: c.replace(b"0.08627 0.09804 0.1137 rg", b"1 1 1 rg").replace(b"0.07059 0.2471 0.3882 rg", b"1 1 1 rg")
    )


def stamp_of_another_page(pdf):
    own(pdf, 4).Contents = Stream(pdf, own(pdf, 5).Contents.read_bytes())


def stamp_painted_over_with_another(pdf):
    with_font(pdf, 4)
    over(pdf, 4, b"q 1 g 0 778 700 64 re f 0 g BT /Forged 10 Tf 28 800 Td (Exhibit 9: Something else \\(page 1 of 1\\)) Tj ET Q")


def stamp_in_a_layer_switched_off(pdf):
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("band")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    old = own(pdf, 4).Resources
    own(pdf, 4).Resources = Dictionary({**dict(old.items()), "/Properties": Dictionary(L0=layer)})
    rewrite(pdf, 4, lambda c: c.replace(b" Do Q\n", b" Do Q\n/OC /L0 BDC\n", 1) + b"\nEMC")


def stamp_in_a_layer_that_a_reader_may_switch_off(pdf):
    stamp_in_a_layer_switched_off(pdf)
    pdf.Root.OCProperties.D = Dictionary()


def layer_not_printed(pdf):
    stamp_in_a_layer_that_a_reader_may_switch_off(pdf)
    layer = pdf.Root.OCProperties.OCGs[0]
    layer.Usage = Dictionary(Print=Dictionary(PrintState=Name.OFF))
    pdf.Root.OCProperties.D = Dictionary(
        AS=Array([Dictionary(Event=Name.Print, Category=Array([Name.Print]), OCGs=Array([layer]))])
    )


def picture_printed_as_another(pdf):
    """The photo has another picture that is printed in its place."""
    (photo,) = own(pdf, PHOTO).Resources.XObject.Body.Resources.XObject.values()
    other = pdf.make_stream(bytes(3), Type=Name.XObject, Subtype=Name.Image, ColorSpace=Name.DeviceRGB, BitsPerComponent=8)
    other.Width = other.Height = 1
    photo.Alternates = Array([Dictionary(Image=other, DefaultForPrinting=True)])


def look_alike(pdf):
    """The same page with one figure changed in small print."""
    form = own(pdf, 4).Resources.XObject.Body
    form.write(
        form.read_bytes().replace(
            b"2.7: parcels are collected every day at 19:30", b"2.7: parcels are collected every day at 19:38"
        )
    )


def faint_words(pdf):
    """A line that is hardly darker than the page."""
    form = own(pdf, 4).Resources.XObject.Body
    form.write(form.read_bytes() + b" 0.93 g BT /F1 18 Tf 60 60 Td (No parcel was late) Tj ET")


def page_under_another_picture(pdf):
    """The original stays, covered by a picture of another page as a look at it would be drawn."""
    made = Stream(pdf, bytes([255]) * 100 * 100)
    made.Type, made.Subtype, made.Width, made.Height = Name.XObject, Name.Image, 100, 100
    made.ColorSpace, made.BitsPerComponent = Name.DeviceGray, 8
    own(pdf, 4).Resources.XObject.Im = made
    rewrite(pdf, 4, lambda c: c + b"\nq 500 0 0 300 40 300 cm /Im Do Q")


def link_to_another_page(pdf):
    own(pdf, 1).Annots[0].A = Dictionary(S=Name.GoTo, D=Array([own(pdf, PHOTO), Name.Fit]))


def link_to_a_stranger(pdf):
    own(pdf, 4).Annots[0].A = Dictionary(S=Name.URI, URI=String("https://example.com/"))


def way_back_taken(pdf):
    del own(pdf, 4).Annots


def index_number(pdf):
    """Where a number of the index stands: left, bottom, width and height."""
    left, low, right, high = (float(n) for n in own(pdf, INDEX).Annots[1].Rect)
    return left, min(low, high), right - left, abs(high - low)


def index_number_painted_over(pdf):
    with_font(pdf, INDEX)
    x, y, width, height = index_number(pdf)
    said = b"BT /Forged 9 Tf %.2f %.2f Td (7) Tj ET" % (x + 1, y + 3)
    over(pdf, INDEX, b"q 1 g %.2f %.2f %.2f %.2f re f 0 g %s Q" % (x, y, width, height, said))


def index_number_in_white(pdf):
    x, y, width, height = index_number(pdf)
    over(pdf, INDEX, b"q 1 g %.2f %.2f %.2f %.2f re f Q" % (x - 1, y - 1, width + 2, height + 2))


def attachment(pdf):
    pdf.attachments["x.txt"] = b"secret"


def attachment_on_a_page(pdf):
    spec = pikepdf.AttachedFileSpec(pdf, b"secret", filename="x.txt")
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([10, 10, 30, 30]), FS=spec.obj)
    own(pdf, 4).Annots.append(pdf.make_indirect(note))


def script_of_an_annotation(pdf):
    own(pdf, 4).Annots[0].AA = Dictionary(E=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))


def script_behind_a_link(pdf):
    """A second action that follows the first."""
    link = own(pdf, 4).Annots[0]
    link.A = Dictionary({**dict(link.A.items()), "/Next": Dictionary(S=Name.Launch, F=String("x"))})


def comment_over_the_page(pdf):
    """A note that a viewer draws over the exhibit."""
    look = Stream(pdf, b"1 g 0 0 200 30 re f")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 30])
    note = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([80, 600, 280, 630]), AP=Dictionary(N=look), F=4)
    own(pdf, 4).Annots.append(pdf.make_indirect(note))


FORGED = {  # what it is: rules that speak without the originals, and with them
    pages_swapped: ({"V105", "V107", "V112", "V118", "V120"}, {"V105", "V107", "V112", "V114", "V118", "V120"}),
    stamp_above_the_page: ({"V105", "V106", "V118", "V122"}, {"V105", "V106", "V114", "V118", "V122"}),
    stamp_cropped_away: ({"V105", "V106", "V118", "V122"}, {"V105", "V106", "V114", "V118", "V122"}),
    stamp_in_white: ({"V106"}, {"V106"}),
    stamp_of_another_page: ({"V105", "V118"}, {"V105", "V118"}),
    stamp_painted_over_with_another: ({"V106", "V118", "V122"}, {"V106", "V118", "V122"}),
    stamp_in_a_layer_switched_off: ({"V106", "V122"}, {"V106", "V122"}),
    stamp_in_a_layer_that_a_reader_may_switch_off: ({"V106"}, {"V106"}),
    layer_not_printed: ({"V106", "V109"}, {"V106", "V109"}),
    picture_printed_as_another: ({"V109"}, {"V109"}),
    look_alike: (set(), {"V114"}),
    faint_words: (set(), {"V114"}),
    page_under_another_picture: ({"V118"}, {"V114", "V118"}),
    link_to_another_page: ({"V107"}, {"V107"}),
    link_to_a_stranger: ({"V107"}, {"V107"}),
    way_back_taken: ({"V107"}, {"V107"}),
    index_number_painted_over: ({"V106", "V112", "V122"}, {"V106", "V112", "V122"}),
    index_number_in_white: ({"V106", "V112", "V122"}, {"V106", "V112", "V122"}),
    attachment: ({"V109"}, {"V109"}),
    attachment_on_a_page: ({"V109"}, {"V109"}),
    script_of_an_annotation: ({"V109"}, {"V109"}),
    script_behind_a_link: ({"V107", "V109"}, {"V107", "V109"}),
    comment_over_the_page: ({"V109"}, {"V109", "V114"}),
}


@pytest.mark.spread(7)
@pytest.mark.parametrize("forge", FORGED, ids=lambda forge: forge.__name__)
def test_a_forgery_is_found(built, tmp_path, forge):
    alone, beside_the_originals = FORGED[forge]
    path = tmp_path / f"{VIOLATION}.pdf"
    with pikepdf.open(built.path) as pdf:
        forge(pdf)
        pdf.save(path)
    found = verify(path, claims(built, path))
    assert codes(found) == alone, found
    found = verify(path, claims(built, path), built.path.parents[1])
    assert codes(found) == beside_the_originals, found


def test_a_page_changed_by_an_appended_update_is_found(built, tmp_path):
    from hostile_pdfs import saved_again

    path = tmp_path / f"{VIOLATION}.pdf"
    path.write_bytes(saved_again(built.path.read_bytes(), b"BT ET"))
    assert "V113" in codes(verify(path, claims(built, path)))


def test_nothing_is_found_in_a_file_that_another_program_only_saved_again(built, tmp_path):
    out = io.BytesIO()
    with pikepdf.open(built.path) as pdf:
        pdf.save(out, linearize=True)
    path = tmp_path / f"{VIOLATION}.pdf"
    path.write_bytes(out.getvalue())
    assert verify(path, claims(built, path), built.path.parents[1]) == ()

"""PDFs that lie, hide, loop or explode, one function each; every one is small and always the same. `CANARY` must not get out."""

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

CANARY = b"CANARY-B-4711"
FONT = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def pdf(*drawings, size=(400, 300)):
    """A PDF with a page for each drawing; its font is called F1."""
    made = Pdf.new()
    for drawing in drawings:
        page = made.add_blank_page(page_size=size)
        page.obj.Resources = Dictionary(Font=Dictionary(F1=FONT))
        page.obj.Contents = Stream(made, drawing)
    return made


def line(text, y=200, x=40, size=14):
    return f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET ".encode()


def saved(made, **how):
    """Its bytes; plain objects, so that a test can look at and change them."""
    out = io.BytesIO()
    made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True, **how)
    return out.getvalue()


def raw(*objects, root=1):
    """A PDF from its objects' own words, numbered from 1, with a right table of places."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % n + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % p for p in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(out)


def stream(content, extra=b""):
    return b"<< /Length %d %s >>\nstream\n" % (len(content), extra) + content + b"\nendstream"


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


# --- loops, lies and bombs --------------------------------------------------------------------------


def pages_loop():
    return raw(CATALOG, b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>")


def outline_loop():
    marks = b"<< /Title (a) /Parent 6 0 R /Next 7 0 R /Dest [3 0 R /Fit] >>"
    return raw(
        b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", PAGE,
        stream(line("Clause 1")), HELVETICA, b"<< /First 7 0 R /Last 7 0 R /Count 1 >>", marks,
    )  # fmt: skip


def prev_loop():
    whole = saved(pdf(line("Clause 1")))
    start = whole.rindex(b"startxref")
    place = whole[start:].split()[1]
    return whole.replace(b"trailer <<", b"trailer << /Prev %s" % place)


def flate_bomb(depth=1, megabytes=1_000):
    """A gigabyte of spaces in front of the text."""
    packer = zlib.compressobj(1)
    content = b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes))
    content += packer.compress(line("Clause 1")) + packer.flush()
    for _ in range(depth - 1):
        content = zlib.compress(content, 1)
    coding = b"/Filter [" + b"/FlateDecode " * depth + b"]"
    return raw(CATALOG, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", PAGE, stream(content, coding), HELVETICA)


def xform_exponential(levels=40):
    """Each form draws the next one twice."""
    first = PAGE.replace(b"/Font << /F1 5 0 R >>", b"/XObject << /X 6 0 R >>")
    forms = [
        stream(
            b"/X Do /X Do ", b"/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /XObject << /X %d 0 R >> >>" % n
        )
        for n in range(7, 6 + levels)
    ]
    last = b"/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /Font << /F1 5 0 R >> >>"
    return raw(
        CATALOG, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", first, stream(b"/X Do"), HELVETICA, *forms,
        stream(line("x", size=1), last),
    )  # fmt: skip


def count_lie(kids=100_000):
    """One page, named a hundred thousand times."""
    return raw(
        CATALOG, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (kids, b"3 0 R " * kids), PAGE, stream(line("Clause 1")), HELVETICA
    )


def mediabox(box):
    return raw(
        CATALOG,
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        PAGE.replace(b"[0 0 400 300]", box),
        stream(line("Clause 1")),
        HELVETICA,
    )


def deep_array(depth=100_000):
    return raw(
        b"<< /Type /Catalog /Pages 2 0 R /Deep " + b"[" * depth + b"]" * depth + b" >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", PAGE, stream(line("Clause 1")), HELVETICA,
    )  # fmt: skip


def xmp_laughs():
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(20)
    )
    return raw(
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", PAGE,
        stream(line("Clause 1")), HELVETICA, stream(laughs + b"]><x>&u;</x>", b"/Type /Metadata /Subtype /XML"),
    )  # fmt: skip


# --- hidden things ----------------------------------------------------------------------------------


def incremental_secret():
    """A page was replaced in a later revision; the earlier one is still in the file."""
    first = saved(pdf(line(CANARY.decode()), line("Clause 2")), compress_streams=False)
    place = next(n for n in range(1, 50) if b"%d 0 obj" % n in first and CANARY in _stream_of(first, n))
    content = line("Clause 1, as agreed")
    body = b"%d 0 obj\n" % place + stream(content) + b"\nendobj\n"
    table = b"xref\n%d 1\n%010d 00000 n \n" % (place, len(first))
    before = first[first.rindex(b"startxref") :].split()[1]
    trailer = first[first.rindex(b"trailer") : first.rindex(b"startxref")].replace(
        b"trailer <<", b"trailer << /Prev " + before, 1
    )
    return first + body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(first) + len(body))


def _stream_of(whole, number):
    with pikepdf.open(io.BytesIO(whole)) as made:
        found = made.get_object(number, 0)
        return found.read_bytes() if isinstance(found, Stream) else b""


def black_box():
    """A name under a black box, words on top of another; on page 2 a shaded table that hides nothing."""
    boxes = b"0 g 100 195 120 20 re f "
    table = b"0.9 g 30 190 300 20 re f 0 g " + line("Shaded row with its text", 195)
    return pdf(
        line("Name: Secret Person stays", 200)
        + line("Open words", 100)
        + boxes
        + b"0 g 240 40 90 20 re f 1 g "
        + line("WHITE ON BLACK", 45, 244, 9),
        table,
    )


def white_box():
    return pdf(line("Paid: 1,000.00 GBP", 200) + b"1 g 70 195 150 20 re f")


def box_annotation():
    """The box is a comment, as a viewer's own drawing tools make it."""
    made = pdf(line("Name: Secret Person", 200))
    look = Stream(made, b"0 g 0 0 160 24 re f")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 160, 24])
    box = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([80, 192, 240, 216]), AP=Dictionary(N=look), F=4)
    made.pages[0].obj.Annots = Array([made.make_indirect(box)])
    return made


def cropbox_hidden():
    made = pdf(line("Clause 1", 200) + line("Hidden below", 20))
    made.pages[0].obj.CropBox = Array([0, 100, 400, 300])
    return made


def scanned_with_text():
    """A scan and its invisible text: nothing is hidden here."""
    made = pdf(b"q 300 0 0 100 40 150 cm /Im Do Q BT 3 Tr /F1 14 Tf 60 200 Td (Scanned words) Tj ET")
    image = Stream(made, bytes(range(256)) * 4)
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 32, 32
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    made.pages[0].obj.Resources.XObject = Dictionary(Im=image)
    return made


def two_clients():
    """Page 1 is ours, page 2 another client's, whose drawing, pattern, see-through mask and drawn font stand in shared resources.

    Page 1 draws a form whose own resources are the shared ones too, one that has none, and a mark of marked content.
    """
    made = pdf(
        line("Clause 1") + b" /Own Do /Bare Do /Span /Look BDC EMC",
        line(CANARY.decode()) + b" /Look Do /Pattern cs /Look scn 0 0 9 9 re f /Look gs /Look 9 Tf (a) Tj",
    )
    first, second = made.pages[0].obj, made.pages[1].obj
    shared = made.make_indirect(Dictionary(Font=Dictionary(F1=FONT)))
    look = Stream(made, line(CANARY.decode()))
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 400, 300])
    look.StructParent = 0
    look = made.make_indirect(look)
    tile = Stream(made, line(CANARY.decode()))
    tile.PatternType, tile.PaintType, tile.TilingType, tile.XStep, tile.YStep, tile.BBox = 1, 1, 1, 9, 9, Array([0, 0, 9, 9])
    tile.Resources = Dictionary()
    letter = Stream(made, b"9 0 d0 /Look Do % " + CANARY)
    drawn = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(a=letter), Resources=shared)
    own = Stream(made, line("Drawn with the shared list", 100))
    bare = Stream(made, line("Drawn without a list", 60) + b"/Low Do")
    low = Stream(made, line("Drawn within", 30))
    for form in (own, bare, low):
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 400, 300])
    own.Resources = shared
    shared.XObject = Dictionary(Look=look, Own=own, Bare=bare, Low=low)
    shared.Pattern = Dictionary(Look=tile)
    shared.ExtGState = Dictionary(Look=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=look)))
    shared.Font.Look = made.make_indirect(drawn)
    shared.Other = second
    shared.Back = Dictionary(Deep=Array([Dictionary(Page=second)]))
    first.Resources = second.Resources = shared
    first.B = Array([Dictionary(P=second)])
    made.Root.Dests = Dictionary(x=Array([second, Name.Fit]))
    made.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Dictionary(Pg=second, ActualText=String(CANARY)))
    made.docinfo["/Author"] = String(CANARY)
    return made


def filled_form(value, *, look=True):
    """A form with one field of a name that other forms have too; with its appearance, or only its value."""
    made = pdf(line("Form", 250))
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("f1"), V=String(value), DA=String("/Helv 18 Tf 0 g"),
        Rect=Array([100, 100, 300, 130]), F=4,
    )  # fmt: skip
    if look:
        shown = Stream(made, f"/Tx BMC q BT /Helv 18 Tf 0 g 4 8 Td ({value}) Tj ET Q EMC".encode())
        shown.Type, shown.Subtype, shown.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 30])
        shown.Resources = Dictionary(Font=Dictionary(Helv=FONT))
        field.AP = Dictionary(N=shown)
    field = made.make_indirect(field)
    made.pages[0].obj.Annots = Array([field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]), DR=Dictionary(Font=Dictionary(Helv=FONT)), DA=String("/Helv 0 Tf 0 g"))
    made.Root.AcroForm.NeedAppearances = not look
    return made


def xfa():
    made = filled_form("Shown value")
    made.Root.AcroForm.XFA = made.make_indirect(Stream(made, b"<xdp><field>CANARY-B-4711</field></xdp>"))
    return made


def portfolio():
    made = pdf(line("Please open the attached file"))
    made.attachments["invoice.pdf"] = CANARY
    return made


def damaged_page(*, at=0.5):
    """Its second page's operators are broken from a part of them on."""
    made = pdf(line("Clause 1"), b"")
    drawn = b" ".join(line(f"Clause 2.{n} of {n * 7919 % 1000}", 290 - 7 * n, 40, 6) for n in range(40))
    packed = zlib.compress(drawn)
    kept = int(len(packed) * at)
    made.pages[1].obj.Contents = Stream(made, packed[:kept] + b"\xff" * (len(packed) - kept), Filter=Name.FlateDecode)
    return saved(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def damaged_picture(coding):
    """A form draws a picture whose data end too early or are broken."""
    made = pdf(line("Clause 1") + b" /Form Do")
    noise = bytes((n * n * 31 + n * 17) % 251 for n in range(160 * 160))
    if coding == "DCTDecode":
        out = io.BytesIO()
        Image.frombytes("L", (160, 160), noise).save(out, "JPEG")
        packed = out.getvalue()
    else:
        packed = zlib.compress(noise)
    image = Stream(made, packed[: len(packed) // 2] + b"\xff" * (len(packed) // 3 if coding == "FlateDecode" else 0))
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 160, 160
    image.ColorSpace, image.BitsPerComponent, image.Filter = Name.DeviceGray, 8, Name(f"/{coding}")
    form = Stream(made, b"q 100 0 0 100 40 40 cm /Im Do Q")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 400, 300])
    form.Resources = Dictionary(XObject=Dictionary(Im=image))
    made.pages[0].obj.Resources.XObject = Dictionary(Form=form)
    return saved(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def without_looks():
    """A sticky note, a typed comment, a ticked box and a field in a font that the form does not hold; none has a picture."""
    made = pdf(line("Form", 250))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([300, 250, 320, 270]), Contents=String("Seen"))
    typed = Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([40, 150, 200, 180]), Contents=String("Typed"), DA=String("/Helv 14 Tf 1 0 0 rg")
    )  # fmt: skip
    ticked = Stream(made, b"0 0 1 rg 0 0 20 20 re f")
    ticked.Type, ticked.Subtype, ticked.BBox = Name.XObject, Name.Form, Array([0, 0, 20, 20])
    box = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T=String("agree"), V=Name.Yes, AS=Name.Yes, F=4,
        Rect=Array([300, 150, 320, 170]), AP=Dictionary(N=Dictionary(Yes=ticked)),
    )  # fmt: skip
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("f1"), V=String("Lacking font"), F=4,
        DA=String("/Lost 18 Tf 0 g"), Rect=Array([40, 50, 300, 80]),
    )  # fmt: skip
    made.pages[0].obj.Annots = Array([made.make_indirect(a) for a in (note, typed, box, field)])
    fields = Array(list(made.pages[0].obj.Annots)[2:])
    made.Root.AcroForm = Dictionary(Fields=fields, NeedAppearances=True, DR=Dictionary(Font=Dictionary(Helv=FONT)))
    return made


def lost_page():
    """The tree says three pages, but one of its kids is no more in the file."""
    return raw(CATALOG, b"<< /Type /Pages /Count 3 /Kids [3 0 R 9 0 R 3 0 R] >>", PAGE, stream(line("Clause 1")), HELVETICA)


def without_table():
    """Sound but for its table of places, which points nowhere."""
    whole = saved(pdf(line("Clause 1"), line("Clause 2")))
    start = whole.rindex(b"startxref")
    return whole[:start] + b"startxref\n77\n%%EOF\n"


def truncated():
    whole = saved(pdf(*(line(f"Clause {n}") for n in range(1, 9))))
    return whole[: len(whole) // 2]


def leading_junk():
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + saved(pdf(line("Clause 1")))


def locked(user="4711", owner="boss"):
    return saved(pdf(line("Clause 1")), encryption=pikepdf.Encryption(owner=owner, user=user, R=6))


def signed(change=None):
    """Signed with a key made for this once; `change` alters the bytes of what was signed."""
    from datetime import UTC, datetime

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Example Signer Ltd")])
    until = datetime(2036, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 4711, until.replace(year=2026), until)
    certificate = builder.sign(key, hashes.SHA256())
    signer = signers.SimpleSigner.load_pkcs12_data(_pkcs12(key, certificate), other_certs=())
    writer = IncrementalPdfFileWriter(io.BytesIO(saved(pdf(line("Invoice 1")), compress_streams=False)))
    whole = signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name="Sig1"), signer=signer).getvalue()
    return change(whole) if change else whole


def _pkcs12(key, certificate):
    from cryptography.hazmat.primitives.serialization import NoEncryption
    from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

    return serialize_key_and_certificates(None, key, certificate, None, NoEncryption())


def saved_again(whole, drawing):
    """The same file with its first page's drawing replaced by an incremental save."""
    from pyhanko.pdf_utils.generic import StreamObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(whole))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Contents"] = writer.add_object(StreamObject(stream_data=drawing))
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()

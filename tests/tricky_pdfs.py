"""PDFs on which stampers fail, one function each: turned, cropped, unbalanced, active. Drawn by rule, so always the same."""

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

W, H = 400, 600
SECRET = "CANARY-SECRET"


def _drawing(x0=0, y0=0, w=W, h=H):
    """An F of bars, a red, a green and a blue corner: nothing about it is symmetrical."""
    return f"""1 0 0 rg {x0} {y0 + h - 40} 40 40 re f 0 .6 0 rg {x0 + w - 40} {y0 + h - 40} 40 40 re f
    0 0 1 rg {x0} {y0} 40 40 re f 0 g {x0 + w / 3} {y0 + h / 4} 30 {h / 2} re f
    {x0 + w / 3} {y0 + h * 0.70} {w / 3} 30 re f {x0 + w / 3} {y0 + h * 0.5} {w / 5} 30 re f
    BT /F1 24 Tf {x0 + 60} {y0 + 60} Td (Clause 3.2) Tj ET
    """.encode()


def _pdf(drawing=None, box=(0, 0, W, H), pages=1):
    made = Pdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for _ in range(pages):
        page = made.add_blank_page(page_size=(box[2] - box[0], box[3] - box[1]))
        page.obj.MediaBox = Array(list(box))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        page.obj.Contents = Stream(made, drawing or _drawing(box[0], box[1], box[2] - box[0], box[3] - box[1]))
    return made


def plain():
    return _pdf()


def rotate_90():
    made = _pdf()
    made.pages[0].obj.Rotate = 90
    return made


def rotate_180():
    made = _pdf()
    made.pages[0].obj.Rotate = 180
    return made


def rotate_270():
    made = _pdf()
    made.pages[0].obj.Rotate = -90
    return made


def inherited_rotate():
    made = _pdf()
    page = made.pages[0].obj
    for key in ("/MediaBox", "/Resources"):
        made.Root.Pages[key] = page[key]
        del page[key]
    made.Root.Pages.Rotate = 90
    return made


def crop_offset():
    made = _pdf(_drawing(100, 150, 250, 300))
    made.pages[0].obj.CropBox = Array([100, 150, 350, 450])
    made.pages[0].obj.TrimBox = Array([150, 200, 250, 250])
    return made


def crop_offset_rotated():
    made = crop_offset()
    made.pages[0].obj.Rotate = 270
    return made


def crop_beyond_the_page():
    made = _pdf()
    made.pages[0].obj.CropBox = Array([-50, 300, 900, 900])
    return made


def negative_origin():
    return _pdf(box=(-200, -300, 200, 300))


def user_unit():
    made = _pdf()
    made.pages[0].obj.UserUnit = 2.5
    return made


def unbalanced_q():
    return _pdf(b"q .5 0 0 .5 60 90 cm q 1 0 0 1 20 20 cm " + _drawing())


def extra_restore():
    return _pdf(b"Q Q q 1 0 0 1 0 0 cm Q Q " + _drawing() + b" Q Q Q")


def split_contents():
    made = _pdf()
    half = b"q .8 0 0 .8 30 30"
    made.pages[0].obj.Contents = Array(
        [made.make_indirect(Stream(made, half)), made.make_indirect(Stream(made, b"cm " + _drawing()))]
    )
    return made


def transparency():
    made = _pdf(b"/G gs " + _drawing() + b" 1 1 0 rg 100 100 200 400 re f")
    page = made.pages[0].obj
    page.Resources.ExtGState = Dictionary(G=Dictionary(ca=0.5, BM=Name.Multiply))
    page.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB, I=True)
    return made


def hidden_layer():
    made = _pdf(_drawing() + b" /OC /Off BDC 1 0 1 rg 150 50 100 100 re f EMC /OC /On BDC 0 1 1 rg 260 50 100 100 re f EMC")
    layers = [made.make_indirect(Dictionary(Type=Name.OCG, Name=String(n))) for n in ("off", "on")]
    made.pages[0].obj.Resources.Properties = Dictionary(Off=layers[0], On=layers[1])
    made.Root.OCProperties = Dictionary(OCGs=Array(layers), D=Dictionary(OFF=Array([layers[0]])))
    return made


def form_field():
    """A field with a value and no picture of it."""
    made = _pdf()
    page = made.pages[0].obj
    field = made.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("Filled value"),
            DA=String("/Helv 18 Tf 0 g"), Rect=Array([150, 500, 350, 540]), F=4,
        )
    )  # fmt: skip
    page.Annots = Array([field])
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    made.Root.AcroForm = Dictionary(
        Fields=Array([field]), NeedAppearances=True, DR=Dictionary(Font=Dictionary(Helv=helvetica)), DA=String("/Helv 0 Tf 0 g")
    )
    return made


def drawn_annotation():
    """A rubber stamp with an appearance, turned and stretched into its place, and a hidden one."""
    made = _pdf()
    look = Stream(made, b".8 .2 0 rg 0 0 100 20 re f 1 g 0 0 20 20 re f")
    look.Type, look.Subtype, look.BBox, look.Matrix = Name.XObject, Name.Form, Array([0, 0, 100, 20]), Array([0, 1, -1, 0, 0, 0])
    shown = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([300, 100, 340, 400]), AP=Dictionary(N=look), F=4)
    hidden = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([100, 300, 200, 400]), AP=Dictionary(N=look), F=2)
    made.pages[0].obj.Annots = Array([made.make_indirect(shown), made.make_indirect(hidden)])
    return made


def glyphs_named_like_actions():
    """A Type 3 font with glyphs A and AA, a resource called Metadata: names, not actions."""
    made = _pdf(_drawing() + b" BT /A 120 Tf 60 60 Td (ab) Tj ET /Metadata Do")
    page = made.pages[0].obj
    glyph = {
        n: made.make_indirect(Stream(made, b"1000 0 d0 " + d))
        for n, d in (("A", b"0 0 800 800 re f"), ("AA", b"0 0 400 800 re f"))
    }
    page.Resources.Font.A = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 1000, 1000]), FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(A=glyph["A"], AA=glyph["AA"]), FirstChar=97, LastChar=98, Widths=Array([1000, 1000]),
        Encoding=Dictionary(Differences=Array([97, Name.A, Name.AA])), Resources=Dictionary(),
    )  # fmt: skip
    mark = Stream(made, b".5 0 .5 rg 0 0 50 50 re f")
    mark.Type, mark.Subtype, mark.BBox = Name.XObject, Name.Form, Array([0, 0, 50, 50])
    mark.Metadata = made.make_indirect(Stream(made, SECRET.encode()))
    page.Resources.XObject = Dictionary(Metadata=made.make_indirect(mark))
    return made


def active():
    """Scripts, launches, an attachment, metadata and an author; all of it must stay behind."""
    made = _pdf(pages=2)
    page = made.pages[0].obj
    script = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))
    made.Root.OpenAction = made.make_indirect(script)
    made.Root.AA = Dictionary(WC=script)
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))
    page.AA = Dictionary(O=script)
    page.PieceInfo = Dictionary(App=Dictionary(Private=String(SECRET)))
    launch = Dictionary(S=Name.Launch, F=String("calc.exe"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 100, 100]), A=launch)
    page.Annots = Array([made.make_indirect(note)])
    page.Resources.Properties = Dictionary(MC0=Dictionary(Secret=String(SECRET), Metadata=made.make_indirect(Stream(made, b"x"))))
    page.Resources.Back = made.pages[1].obj  # another page, reached through shared resources
    made.pages[1].obj.Contents = Stream(made, f"BT /F1 12 Tf 50 50 Td ({SECRET}) Tj ET".encode())
    made.attachments["secret.txt"] = SECRET.encode()
    made.docinfo["/Author"] = String(SECRET)
    made.Root.Metadata = made.make_indirect(Stream(made, SECRET.encode()))
    return made


def owner_password():
    return _pdf()


ALL = (
    plain, rotate_90, rotate_180, rotate_270, inherited_rotate, crop_offset, crop_offset_rotated, crop_beyond_the_page,
    negative_origin, user_unit, unbalanced_q, extra_restore, split_contents, transparency, hidden_layer, form_field,
    drawn_annotation, glyphs_named_like_actions, active, owner_password,
)  # fmt: skip


def save(make, folder):
    """Write one of them."""
    path = folder / f"{make.__name__}.pdf"
    locked = pikepdf.Encryption(owner="boss", user="", R=6) if make is owner_password else None
    make().save(path, **({"encryption": locked} if locked else {}), **({} if locked else {"static_id": True}))
    return path

"""A typed comment or field is shown in every reader: what draws it holds each font that it names."""

import hostile_pdfs
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from kit.tools.pdf_source import looked


def names(look):
    return [str(one.operands[0]) for one in pikepdf.parse_content_stream(look, "Tf")]


def looks(path):
    """The operators' fonts and the held ones of each picture with text on the first page."""
    with looked(path, [1]) as pdf:
        found = [a.AP.N for a in pdf.pages[0].obj.Annots if isinstance(a.AP.N, Stream)]
        return [
            (names(one), {k: str(f.get("/BaseFont")) for k, f in one.Resources.Font.items() if isinstance(f, Dictionary)})
            for one in found
            if names(one)
        ]


def drawn(path, *, kept=None, form=None):
    """A comment whose own picture names /Cour and holds these resources; the form's fonts."""
    made = hostile_pdfs.pdf(hostile_pdfs.line("Form", 250))
    look = Stream(made, b"BT /Cour 14 Tf 4 4 Td (Typed) Tj ET")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 160, 30])
    if kept is not None:
        look.Resources = kept
    comment = Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([40, 150, 200, 180]), Contents=String("Typed"), AP=Dictionary(N=look), F=4
    )  # fmt: skip
    made.pages[0].obj.Annots = Array([made.make_indirect(comment)])
    if form is not None:
        made.Root.AcroForm = Dictionary(Fields=Array(), DR=Dictionary(Font=form))
    made.save(path)
    return path


def font(name):
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"))


@pytest.mark.parametrize("has_form", [True, False])
def test_pictures_that_the_kit_has_drawn_hold_their_fonts(tmp_path, has_form):
    made = hostile_pdfs.without_looks()
    if not has_form:
        del made.Root.AcroForm
        made.pages[0].obj.Annots = Array(list(made.pages[0].obj.Annots)[:2])
    made.save(tmp_path / "a.pdf")
    found = looks(tmp_path / "a.pdf")
    assert found, "the typed comment at least"
    assert all(name in held for named, held in found for name in named), found


@pytest.mark.parametrize(
    "kept", [None, Dictionary(), Dictionary(Font=Dictionary(Cour=None)), Dictionary(Font=Dictionary(F1=font("Times-Roman")))]
)
@pytest.mark.parametrize(("form", "base"), [(None, "/Helvetica"), (Dictionary(Cour=font("Courier")), "/Courier")])
def test_a_font_that_is_lacking_is_the_forms_or_helvetica(tmp_path, kept, form, base):
    (named, held), = looks(drawn(tmp_path / "a.pdf", kept=kept, form=form))  # fmt: skip
    assert named == ["/Cour"]
    assert held["/Cour"] == base
    assert ("/F1" in held) is ("F1" in str(kept)), "what it held stays"


def test_a_font_that_is_held_stays(tmp_path):
    path = drawn(
        tmp_path / "a.pdf", kept=Dictionary(Font=Dictionary(Cour=font("Times-Bold"))), form=Dictionary(Cour=font("Courier"))
    )
    ((_, held),) = looks(path)
    assert held["/Cour"] == "/Times-Bold"

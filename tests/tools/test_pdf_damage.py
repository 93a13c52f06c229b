"""Streams that stop before their end are told, however they are written down."""

import base64
import zlib

import pikepdf
import pytest

from kit.tools.pdf_damage import decoded, told

TEXT = b"".join(b"BT /F1 12 Tf 72 %d Td (line %d) Tj ET\n" % (700 - n, n) for n in range(200))
PACKED = zlib.compress(TEXT)


def stream(pdf, data, *filters):
    made = pikepdf.Stream(pdf, b"")
    made.write(data, filter=pikepdf.Array([pikepdf.Name(name) for name in filters]))
    return made


@pytest.mark.parametrize("filters", [("/FlateDecode",), ("/ASCII85Decode", "/FlateDecode")])
@pytest.mark.parametrize(("data", "is_whole"), [(PACKED, True), (PACKED[: len(PACKED) // 2], False)])
def test_a_stream_cut_in_half_is_not_whole(filters, data, is_whole):
    with pikepdf.new() as pdf:
        raw = data if len(filters) == 1 else base64.a85encode(data) + b"~>"
        text, whole = decoded(stream(pdf, raw, *filters))
        assert whole is is_whole
        assert TEXT.startswith(text.rstrip(b"\n")[:40])
        assert (text == TEXT) is is_whole


def cut(pdf, content, **entries):
    packed = zlib.compress(content)
    return pdf.make_stream(packed[: len(packed) // 2], Filter=pikepdf.Name.FlateDecode, **entries)


def look_cut_in_half(pdf, page):
    look = cut(pdf, TEXT, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=pikepdf.Array([0, 0, 200, 30]))
    page.Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Stamp,
                Rect=pikepdf.Array([100, 100, 300, 130]),
                AP=pikepdf.Dictionary(N=look),
            )
        ]
    )


def font_cut_in_half(pdf, page):
    file = cut(pdf, bytes(range(256)) * 400)
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(
            F1=pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.TrueType,
                FontDescriptor=pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor, FontFile2=file),
            )
        )
    )


def sign_cut_in_half(pdf, page):
    signs = pikepdf.Dictionary(a=cut(pdf, TEXT))
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F1=pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3, CharProcs=signs))
    )


def nothing(pdf, page):
    """The page as it is."""


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (look_cut_in_half, ["a picture or drawing on it"]),
        (font_cut_in_half, ["a font of it"]),
        (sign_cut_in_half, ["a font of it"]),
        (nothing, []),
    ],
)
def test_what_stands_on_a_page_or_prints_its_letters_is_told_if_cut_in_half(tmp_path, damage, what):
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(400, 300)).obj
        page.Contents = pdf.make_stream(b"BT /F1 12 Tf 72 100 Td (a) Tj ET")
        damage(pdf, page)
        pdf.save(tmp_path / "a.pdf", compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    said = [sentence.partition(" cannot be read")[0] for sentence in told(tmp_path / "a.pdf", [1])]
    assert said == [f"Page 1 is damaged: {part}" for part in what]

"""Streams that stop before their end are told, however they are written down."""

import base64
import zlib

import pikepdf
import pytest

from kit.tools.pdf_damage import decoded

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

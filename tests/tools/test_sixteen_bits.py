"""Pictures of sixteen bits a tone: nothing lighter than 255 of 65,535 is cut off, and what is see-through is white."""

import struct
import zlib

import made_bundle
import numpy as np
import pypdfium2
import pytest

from kit.bundle import manifest
from kit.tools import images
from kit.verify import verify

SIZE = WIDE, HIGH = 400, 300
RAMP = np.tile(np.linspace(0, 65_535, WIDE).astype("uint16"), (HIGH, 1))
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
CLEAR = struct.pack(">H", int(RAMP[0, 100]))
KINDS = {  # colour kind of PNG, tones, passes, the tone that is see-through
    "grey": (0, RAMP, ((0, 0, 1, 1),), b""),
    "interlaced": (0, RAMP, ADAM7, b""),
    "one tone see-through": (0, RAMP, ((0, 0, 1, 1),), CLEAR),
    "half see-through": (4, np.stack([RAMP, np.full_like(RAMP, 32_768)], axis=-1), ((0, 0, 1, 1),), b""),
}


def png(colour, tones, passes, clear):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = [row for x, y, right, down in passes for row in tones[y::down, x::right]]
    data = b"".join(b"\0" + row.astype(">u2").tobytes() for row in rows)
    head = struct.pack(">IIBBBBB", *SIZE, 16, colour, 0, 0, len(passes) > 1)
    told = chunk(b"tRNS", clear) if clear else b""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + told + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def wanted(name):
    """The row of the ramp as it should be seen, of 255."""
    seen = RAMP[0] / 257.0
    if name == "one tone see-through":
        seen[RAMP[0] == RAMP[0, 100]] = 255
    return (seen + 255) / 2 if name == "half see-through" else seen


@pytest.fixture(params=KINDS)
def given(request, tmp_path):
    path = tmp_path / "evidence" / "ramp.png"
    path.parent.mkdir()
    path.write_bytes(png(*KINDS[request.param]))
    return path, wanted(request.param)


@pytest.mark.spread(2)
def test_the_bundle_shows_every_tone_and_verify_agrees(given, tmp_path):
    path, tones = given
    built = made_bundle.built(tmp_path, made_bundle.evidence(path))
    with pypdfium2.PdfDocument(built.path) as pdf:
        held = next(o for o in pdf[built.exhibits[0].first_page - 1].get_objects(max_depth=5) if o.type == 3)
        row = np.asarray(held.get_bitmap().to_pil().convert("L"), float)[HIGH // 2]
    assert np.abs(row - tones).max() <= 2
    assert verify(built.path, manifest(built), tmp_path) == ()


def test_what_is_covered_or_read_by_ocr_has_every_tone(given):
    path, tones = given
    assert np.abs(images.upright(path).numpy()[HIGH // 2].astype(float) - tones[:, None]).max() <= 2


def test_what_is_coded_again_keeps_all_its_bits():
    made = images.pixels(png(*KINDS["interlaced"]))
    assert (made.bits, made.colours) == (16, 1)

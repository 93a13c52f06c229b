"""Pictures: whole or refused, the same pixels, nothing beside them."""

import io

import made_bundle
import numpy as np
import pytest
from PIL import Image, ImageCms

from kit.tools import images


def coded(image, kind="PNG", **how):
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


@pytest.fixture(scope="module")
def photo(tmp_path_factory):
    return made_bundle.photo(tmp_path_factory.mktemp("p") / "p.jpg", (640, 480), orientation=8).read_bytes()


def test_a_photo_is_measured_as_shown(photo):
    seen = images.examined(photo)
    assert (seen.width, seen.height, seen.orientation, seen.media) == (640, 480, 8, "jpeg")
    assert f"{seen.taken:%Y-%m-%d %H:%M}" == "2026-06-15 19:42"


def test_jpeg_passes_without_its_marks_and_without_loss(photo):
    given = photo + b"PK\x03\x04 what a camera or a forger put behind the end"
    kept = images.pixels(given).content
    assert b"CANARY" not in kept
    assert b"Exif" not in kept
    assert kept.endswith(b"\xff\xd9")
    with Image.open(io.BytesIO(given)) as a, Image.open(io.BytesIO(kept)) as b:
        assert a.tobytes() == b.tobytes()
    assert images.bare_jpeg(kept) is kept


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "I;16", "RGBA", "LA"])
def test_png_pixels_survive(mode):
    given = Image.new("RGBA", (37, 23), (255, 255, 255, 0))
    given.paste((200, 30, 60, 255), (5, 5, 20, 18))
    given = given.convert("RGB" if mode in ("I;16", "1", "P", "L") else "RGBA").convert(
        "L" if mode == "I;16" else mode if mode != "I;16" else "L"
    )
    if mode == "I;16":
        given = Image.fromarray(np.asarray(given, "uint16") * 257)
    pixels = images.pixels(coded(given))
    assert pixels.coding == "FlateDecode"
    assert (pixels.width, pixels.height) == (37, 23)
    assert pixels.bits == {"1": 1, "I;16": 16}.get(mode, 8) or mode == "P"
    assert pixels.colours == (3 if mode in ("RGB", "RGBA", "LA") else 1)
    assert (pixels.palette is not None) == (mode == "P")


def test_see_through_pixels_stand_on_white(tmp_path):
    given = Image.new("RGBA", (40, 30), (0, 0, 0, 0))
    given.paste((200, 30, 60, 255), (10, 10, 20, 20))
    import pypdfium2

    path = tmp_path / "s.png"
    path.write_bytes(coded(given))
    built = made_bundle.built(tmp_path, made_bundle.evidence(path))
    with pypdfium2.PdfDocument(built.path) as pdf:
        page = np.asarray(pdf[2].render(scale=2).to_pil().convert("RGB"))
    assert (page[200:1000] == (200, 30, 60)).all(axis=2).any()
    assert not (page[200:1000] < 20).all(axis=2).any(), "no black where it was see-through"


def test_cmyk_becomes_rgb():
    given = coded(Image.new("CMYK", (20, 20), (0, 255, 255, 0)), "JPEG", quality=95)
    pixels = images.pixels(given)
    assert (pixels.coding, pixels.colours) == ("FlateDecode", 3)


def test_a_wide_colour_profile_is_kept_and_srgb_is_not():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    wide = bytearray(srgb.replace(b"sRGB", b"wide").replace(b"s\0R\0G\0B", b"w\0i\0d\0e"))
    image = Image.new("RGB", (20, 20), "red")
    assert images.pixels(coded(image, "JPEG", icc_profile=srgb)).profile is None
    assert images.pixels(coded(image, "JPEG", icc_profile=bytes(wide))).profile == bytes(wide)


def test_cut_and_damaged_pictures_are_refused(photo):
    for cut in (20, 400, len(photo) // 2, len(photo) - 40):
        with pytest.raises(images.Broken):
            images.examined(photo[:cut])
    png = bytearray(coded(Image.effect_noise((200, 200), 50)))
    png[len(png) // 2] ^= 0xFF
    with pytest.raises(images.Broken):
        images.examined(bytes(png))


def test_smaller_keeps_the_shape_and_loses_the_marks(photo):
    made = images.smaller(images.Original(content=photo), 320, 60)
    assert (made.width, made.height) == (240, 320), "as stored: not turned"
    assert b"CANARY" not in made.content
    grey = images.smaller(images.Original(content=bytes(range(200)) * 100, width=200, height=100), 100, 60)
    with Image.open(io.BytesIO(grey.content)) as image:
        assert (image.mode, image.size) == ("L", (100, 50))


@pytest.mark.parametrize(("side", "has_own"), [(2400, True), (2600, False)])
def test_only_up_to_six_million_pixels_a_code_of_its_own_is_looked_for(side, has_own):
    """To find it, the whole picture's coefficients stand in memory."""
    made = images.smaller(images.Original(content=bytes(side * side), width=side, height=side), 4000, 80).content
    lengths = [end - start for marker, start, end in images._segments(made) if marker == 0xC4]
    assert (sum(lengths) < 100) == has_own, "a plain area needs next to no code; the common one has hundreds of bytes"


def test_a_small_picture_keeps_the_colour_of_each_pixel():
    stripes = np.zeros((300, 400, 3), "uint8")
    stripes[:, ::2], stripes[:, 1::2] = (230, 40, 40), (40, 40, 230)
    out = io.BytesIO()
    Image.fromarray(stripes).save(out, "PNG")
    coded = images.smaller(images.Original(content=out.getvalue()), 400, 60)
    seen = np.asarray(Image.open(io.BytesIO(coded.content)), dtype=int)
    assert (seen[:, ::2, 0] - seen[:, ::2, 2]).mean() > 120
    assert (seen[:, 1::2, 2] - seen[:, 1::2, 0]).mean() > 120


def test_smaller_never_enlarges(photo):
    assert images.smaller(images.Original(content=photo), 3000, 60).height == 640


def test_a_picture_for_a_form_fits():
    noise = Image.effect_noise((1500, 1500), 80)
    assert len(images.jpeg(noise, 200_000)) <= 200_000
    assert len(images.jpeg(noise, None)) > 200_000

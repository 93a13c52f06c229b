"""WebP, GIF, TIFF and HEIC as a reader sees them, and pictures too tall for a page."""

import io
from itertools import pairwise

import made_bundle
import numpy as np
import pillow_heif
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from kit.evidence.kind import Seen
from kit.evidence.look import look
from kit.tools import likeness, tiling

EXIF = Image.Exif()
EXIF[0x0112] = 6
EXIF[0x013B] = "CANARY-OWNER"
EXIF.get_ifd(0x8769)[0x9003] = "2026:06:15 19:42:00"
EXIF.get_ifd(0x8825)[1] = "N"


def coded(image, kind, **how):
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def seen(folder, name, content, pages=None):
    path = folder / name
    path.write_bytes(content)
    found = look(path, pages, folder / "shown")
    assert isinstance(found, Seen), found
    assert path.read_bytes() == content
    return found


def colour(shown, at):
    with Image.open(shown.path) as image:
        return image.convert("RGB").getpixel(at)


def red_top(size=(300, 200)):
    """Stored on its side; upright it is 200 wide, 300 high, with a red upper edge."""
    upright = Image.new("RGB", (size[1], size[0]), "white")
    ImageDraw.Draw(upright).rectangle((0, 0, size[1], 40), fill="red")
    return upright.transpose(Image.Transpose.ROTATE_90)


@pytest.mark.parametrize("lossless", [True, False])
def test_webp_is_shown_upright_and_bare(tmp_path, lossless):
    found = seen(tmp_path, "a.pdf", coded(red_top(), "WEBP", exif=EXIF, lossless=lossless))
    assert (found.media, found.shown.media) == ("webp", "png" if lossless else "jpeg")
    assert (found.pages[0].width, found.pages[0].height) == (150, 225)
    assert found.notes == ("WebP picture 200 × 300, taken 15 June 2026, 19:42 (camera time). Shown whole.",)
    assert found.shown.made_by == "WebP picture, decoded"
    assert found.shown.path == tmp_path / "shown" / f"{found.sha256}.{'png' if lossless else 'jpg'}"
    assert b"CANARY" not in found.shown.path.read_bytes()
    red, green, _ = colour(found.shown, (100, 10))
    assert red > 200 > 60 > green


def test_heic_is_shown_upright_and_bare(tmp_path):
    upright = red_top().transpose(Image.Transpose.ROTATE_270)
    file = pillow_heif.from_pillow(upright)
    file.save(tmp_path / "made.heic", quality=90, exif=EXIF.tobytes())
    found = seen(tmp_path, "IMG_0001.JPG", (tmp_path / "made.heic").read_bytes())
    assert (found.media, found.shown.media, found.shown.made_by) == ("heic", "jpeg", "HEIC photo, decoded")
    assert found.notes[0].startswith("HEIC photo ")
    assert "taken 15 June 2026, 19:42" in found.notes[0]
    assert b"CANARY" not in found.shown.path.read_bytes()
    with Image.open(found.shown.path) as shown:
        assert dict(shown.getexif()) == {}
    again = look(tmp_path / "IMG_0001.JPG", None, tmp_path / "shown")
    assert again == found, "the same bytes again"


def test_of_an_animation_the_first_frame_is_shown_and_that_is_said(tmp_path):
    frames = [Image.new("RGB", (80, 60), c) for c in ("red", "blue", "lime")]
    for kind, how in (("GIF", {}), ("WEBP", {"lossless": True})):
        found = seen(tmp_path, kind, coded(frames[0], kind, save_all=True, append_images=frames[1:], **how))
        assert "first of 3 frames" in found.notes[0]
        assert "first of 3 frames" in found.shown.made_by
        assert found.notes[1:] == ("The picture moves; only the first of its 3 frames is shown.",)
        assert colour(found.shown, (40, 30)) == (255, 0, 0)


def test_a_see_through_picture_stands_on_white(tmp_path):
    found = seen(tmp_path, "a", coded(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "WEBP", lossless=True))
    assert colour(found.shown, (5, 5)) == (255, 255, 255)


def test_each_page_of_a_tiff_is_a_page(tmp_path):
    bilevel = Image.new("1", (800, 1100), 1)
    ImageDraw.Draw(bilevel).rectangle((0, 0, 800, 100), fill=0)
    cmyk = Image.new("CMYK", (400, 300), (0, 255, 255, 0))
    found = seen(tmp_path, "scan.jpg", coded(bilevel, "TIFF", save_all=True, append_images=[cmyk, bilevel], dpi=(100, 100)))
    assert (found.media, found.shown.media) == ("tiff", "pdf")
    assert found.shown.made_by == "3 pages of a TIFF, decoded"
    assert [(p.width, p.height) for p in found.pages] == [(576, 792), (288, 216), (576, 792)]
    with pypdfium2.PdfDocument(found.shown.path) as pdf:
        first, second = (np.asarray(pdf[n].render(scale=0.5).to_pil().convert("RGB")) for n in (0, 1))
    assert first[5, 100].max() < 30 < 225 < first[200, 100].min()
    red, green, blue = second[50, 50]
    assert red > 200 > 80 > max(green, blue)
    picked = look(tmp_path / "scan.jpg", "2", tmp_path / "shown")
    assert (picked.picked, len(picked.pages)) == ((2,), 1)
    single = seen(tmp_path, "one.tif", coded(bilevel, "TIFF", compression="group4"))
    assert (single.shown.media, single.shown.made_by) == ("png", "TIFF picture, decoded")


NOISE = Image.effect_noise((400, 300), 60).convert("RGB")


@pytest.mark.parametrize("kind", ["WEBP", "GIF", "TIFF", "HEIF"])
def test_a_picture_that_is_cut_off_is_refused(tmp_path, kind):
    if kind == "HEIF":
        pillow_heif.from_pillow(NOISE).save(tmp_path / "whole", quality=90)
        whole = (tmp_path / "whole").read_bytes()
    else:
        whole = coded(NOISE, kind)
    for part in (0.5, 0.95):
        (tmp_path / "a").write_bytes(whole[: int(len(whole) * part)])
        said = look(tmp_path / "a", None, tmp_path / "shown")
        assert isinstance(said, str), (kind, part)
        assert "; ask for" in said
    assert not (tmp_path / "shown").exists()


def test_bombs_are_refused_by_their_size(tmp_path):
    (tmp_path / "a").write_bytes(coded(Image.new("1", (14_000, 14_000)), "TIFF", compression="group4"))
    assert "more than 120 million" in look(tmp_path / "a", None, tmp_path / "shown")
    (tmp_path / "b").write_bytes(coded(Image.new("P", (14_000, 14_000)), "GIF"))
    assert "more than 120 million" in look(tmp_path / "b", None, tmp_path / "shown")


def test_without_a_shelf_nothing_is_made(tmp_path):
    (tmp_path / "a").write_bytes(coded(NOISE, "WEBP"))
    assert look(tmp_path / "a", None) == "would have to be converted first; give it as PDF, JPEG or PNG"


def test_bytes_behind_the_picture_do_not_reach_what_is_shown(tmp_path):
    found = seen(tmp_path, "a", coded(NOISE, "WEBP") + b"PK\x03\x04CANARY")
    assert b"CANARY" not in found.shown.path.read_bytes()


# --- tall pictures ----------------------------------------------------------------------------------


def tall(size=(390, 8_000), seed=3):
    image = Image.new("RGB", size, (244, 246, 250))
    draw, rows, y = ImageDraw.Draw(image), [], 12
    steps = np.random.default_rng(seed).integers(20, 36, 1_000)
    for step in steps:
        if y + 20 > size[1]:
            break
        draw.text((20, y), f"{y:05d} parcel collected", fill="black", font_size=14)
        rows.append((y, y + 18))
        y += int(step)
    return image, rows


def test_a_tall_capture_is_cut_between_lines_and_each_line_is_whole_somewhere(tmp_path):
    image, rows = tall()
    found = seen(tmp_path, "tall.png", coded(image, "PNG"))
    tiles = found.tiles
    assert len(tiles) == len(found.pages) == len(found.text) == len(found.picked) == 12
    assert (tiles[0].top, tiles[-1].bottom) == (0, 8_000)
    assert all(b.top < a.bottom for a, b in pairwise(tiles)), "each repeats the end of the one before"
    assert all(any(t.top <= top and bottom <= t.bottom for t in tiles) for top, bottom in rows)
    cuts = {t.bottom for t in tiles[:-1]} | {t.top for t in tiles[1:]}
    assert not [c for c in cuts for top, bottom in rows if top + 3 < c < bottom - 3], "no line is cut"
    assert found.notes == ("Picture 390 × 8000. In 12 parts, each repeating the end of the one before; all are shown.",)
    some = look(tmp_path / "tall.png", "2-3", tmp_path / "shown")
    assert some.tiles == tiles[1:3]
    assert some.notes[0].endswith("2 of them are shown.")


def test_a_tall_capture_stands_on_pages_of_its_own_drawn_from_one_picture(tmp_path):
    image, _ = tall((390, 3_000))
    (tmp_path / "evidence").mkdir()
    path = tmp_path / "evidence" / "tall.png"
    image.save(path)
    shown = made_bundle.evidence(path)
    built = made_bundle.built(tmp_path, shown)
    k = len(shown.tiles)
    assert k > 2
    assert built.exhibits[0].pages == k
    import pypdf

    reader = pypdf.PdfReader(built.path)
    pictures = {
        str(body.raw_get("/Resources")["/XObject"].raw_get("/Im"))
        for page in list(reader.pages)[built.letter_pages :]
        if (body := page["/Resources"]["/XObject"]["/Body"])
    }
    assert len(pictures) == 1, "one picture, however many pages show it"
    with pypdfium2.PdfDocument(built.path) as pdf:
        for n, tile in enumerate(shown.tiles):
            page = pdf[built.letter_pages + n].render(scale=2).to_pil().convert("L")
            mine = image.crop((0, tile.top, 390, tile.bottom)).convert("L")
            area = _area(page, mine)
            ours = np.asarray(page.crop(area).resize((195, 200)), float)
            theirs = np.asarray(mine.resize((195, 200)), float)
            assert np.corrcoef(ours.flatten(), theirs.flatten())[0, 1] > 0.9, f"page {n + 1} shows rows {tile}"


def _area(page, mine):
    """Where the picture stands on the sheet: as the bundle says, below the band and above the note."""
    from kit.bundle.sheet import sheet
    from kit.model import PageSize

    x0, y0, x1, y1 = sheet("A4", PageSize(width=mine.width * 0.75, height=mine.height * 0.75), has_note=True).area
    return tuple(round(v * 2) for v in (x0, page.height / 2 - y1, x1, page.height / 2 - y0))


@pytest.mark.parametrize("size", [(1170, 2532), (1080, 2400), (1440, 3200), (3000, 4000), (100, 400), (4000, 900)])
def test_a_phone_screen_and_a_photo_stay_whole(size):
    assert tiling.planned(coded(Image.new("L", size, 255), "PNG"), *size) == ()


def test_where_no_gap_is_the_cut_is_covered_by_what_repeats():
    noise = Image.effect_noise((300, 3_000), 80)
    tiles = tiling.planned(coded(noise, "PNG"), 300, 3_000)
    assert len(tiles) > 4
    assert all(a.bottom - b.top >= 25 for a, b in pairwise(tiles))


def test_a_tall_photo_that_is_stored_on_its_side_is_cut_as_displayed(tmp_path):
    image, _ = tall((390, 3_000))
    exif = Image.Exif()
    exif[0x0112] = 6
    stored = image.transpose(Image.Transpose.ROTATE_90)
    content = coded(stored, "JPEG", exif=exif, quality=90)
    found = seen(tmp_path, "a.jpg", content)
    assert found.tiles[-1].bottom == 3_000
    assert {p.width for p in found.pages} == {390 * 0.75}


# --- likeness ---------------------------------------------------------------------------------------


def test_the_same_photo_looks_the_same_in_any_format_and_another_does_not(tmp_path):
    with Image.open(made_bundle.photo(tmp_path / "p.jpg", (600, 800))) as opened:
        photo = opened.convert("RGB")
    small = photo.resize((300, 400))
    one = likeness.of(coded(photo, "PNG"))
    assert likeness.is_near(one, likeness.of(coded(small, "JPEG", quality=60)))
    shots = []
    for n in range(4):
        image = Image.new("RGB", (600, 900), "white")
        for k in range(12):
            ImageDraw.Draw(image).text(
                (30, 30 + 70 * k), f"Order {n * 7919 + k * 31}: {'late' * ((n + k) % 4)}", fill="black", font_size=24
            )
        shots.append(likeness.of(coded(image, "PNG")))
    assert not [1 for a in range(4) for b in range(a) if likeness.is_near(shots[a], shots[b])]
    plain = likeness.of(coded(Image.new("RGB", (50, 50), "white"), "PNG"))
    assert not likeness.is_near(plain, plain)

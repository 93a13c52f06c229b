"""Under the limit by one level for all pictures; black on white as G4, colour and greys never."""

import made_bundle
import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from kit.bundle import manifest
from kit.tools import images
from kit.verify import verify


def scan(path, *, seal=False):
    grain = np.random.default_rng(2).normal(236, 5, (1754, 1240))
    image = Image.fromarray(np.clip(grain, 0, 255).astype("uint8")).convert("RGB" if seal else "L")
    draw = ImageDraw.Draw(image)
    for row in range(30):
        draw.text(
            (100, 100 + row * 50),
            f"{row} Parcels are collected every day at 19:30",
            fill=40 if not seal else (40,) * 3,
            font_size=26,
        )
    if seal:
        draw.ellipse((800, 1450, 1000, 1650), outline=(200, 30, 40), width=8)
    image.save(path, "PDF", resolution=150, quality=85)
    return path


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    folder = tmp_path_factory.mktemp("size") / "evidence"
    folder.mkdir()
    return (
        made_bundle.evidence(scan(folder / "plain.pdf")),
        made_bundle.evidence(scan(folder / "sealed.pdf", seal=True)),
        made_bundle.evidence(made_bundle.photo(folder / "photo.jpg", (1600, 2100), quality=95)),
    )


@pytest.fixture(scope="module")
def built(shown):
    return made_bundle.built(shown[0].path.parents[1], *shown, facts={"bundle__max_bytes": 600_000})


def codings(path):
    with pikepdf.open(path) as pdf:
        return sorted(
            str(o.Filter) for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == pikepdf.Name.Image
        )


def test_only_black_on_white_becomes_g4(built):
    assert built.bytes <= 600_000
    assert codings(built.path) == ["/CCITTFaxDecode", "/DCTDecode", "/DCTDecode"]
    assert verify(built.path, manifest(built), built.path.parents[1]) == ()


def test_the_page_still_says_the_same_and_the_seal_its_colour(built, shown):
    with pypdfium2.PdfDocument(built.path) as pdf, pypdfium2.PdfDocument(shown[0].path) as own:
        first, sealed = built.exhibits[0].first_page - 1, built.exhibits[1].first_page - 1
        page = np.asarray(pdf[first].render(scale=2).to_pil().convert("L"))[150:1600, 80:1100]
        colours = np.asarray(pdf[sealed].render(scale=2).to_pil().convert("RGB"), int)
        ink = (np.asarray(own[0].render(scale=1.78).to_pil().convert("L")) < 128).sum()
    assert (page < 128).sum() == pytest.approx(ink, rel=0.25)
    assert ((colours[:, :, 0] - colours[:, :, 2]) > 90).sum() > 500


def test_within_the_limit_nothing_is_touched(shown, tmp_path):
    whole = made_bundle.built(tmp_path, *shown, facts={"bundle__max_bytes": 20_000_000})
    assert codings(whole.path) == ["/DCTDecode"] * 3
    with pikepdf.open(whole.path) as pdf:
        held = {o.read_raw_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"}
    with pikepdf.open(shown[0].path) as pdf:
        own = next(o.read_raw_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Width" in o)
    assert images.bare_jpeg(own) in held


def test_a_limit_with_room_keeps_photos_larger_than_a_tight_one(tmp_path, monkeypatch):
    (tmp_path / "evidence").mkdir()
    photos = [
        made_bundle.evidence(made_bundle.photo(tmp_path / "evidence" / f"p{n}.jpg", (2700, 3600), quality=95, seed=n))
        for n in (1, 2)
    ]
    limit = sum(one.bytes for one in photos) * 6 // 10
    coded, own = [], images.smaller
    monkeypatch.setattr(images, "smaller", lambda *how: coded.append(how[1:]) or own(*how))
    roomy = made_bundle.built(tmp_path, *photos, facts={"bundle__max_bytes": limit})
    with pikepdf.open(roomy.path) as pdf:
        sides = [int(o.Height) for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    assert min(sides) >= 3000
    assert limit // 2 < roomy.bytes <= limit
    assert len(set(coded)) <= 2, "the search begins near the level that fits"


def test_the_same_bytes_again(built, shown, tmp_path):
    assert made_bundle.built(tmp_path, *shown, facts={"bundle__max_bytes": 600_000}).sha256 == built.sha256

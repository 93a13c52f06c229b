"""At each level near the floor the bundle shows what honest pictures show, as its own check judges it."""

from functools import partial

import made_bundle
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from kit.bundle import fit, manifest
from kit.paths import FONTS
from kit.verify import verify

SAID = ("包裹 412 件已交接，承运商签收 17:45", "Parcels 333 of 1400 handed over", "好的，收到", "late: 577702583986651165")


def face(size):
    return ImageFont.truetype(
        str(next(p for p in sorted(FONTS.rglob("*")) if "SC" in p.name and p.suffix in (".otf", ".ttf"))), size
    )


def chat(wide, high, size, until=1.0, inks=("black", "#7f7f7f", "#191919", "#b0b0b0")):
    """Bubbles in white and green on grey, with the hour between them; nothing below a share of the height."""
    image, y = Image.new("RGB", (wide, high), "#ededed"), 20
    draw, rng, edge = ImageDraw.Draw(image), np.random.default_rng(1), wide // 20
    for n in range(1_000):
        rows = int(rng.integers(1, 4))
        if y + (2 + 1.5 * rows) * size > until * high - 20:
            break
        draw.text((wide // 2 - 2 * size, y), f"{n % 24:02d}:45", fill="#b2b2b2", font=face(size * 7 // 10))
        y += size * 7 // 5
        left, foot = (edge, 4 * edge)[n % 2], y + int((1.5 * rows + 1) * size)
        draw.rounded_rectangle((left, y, wide - 5 * edge + left, foot), size // 2, fill=("white", "#95ec69")[n % 2])
        for k in range(rows):
            place = (left + size // 2, y + size // 2 + k * size * 3 // 2)
            draw.text(place, SAID[rng.integers(4)], fill=inks[n % len(inks)], font=face(size))
        y = foot + size
    return image


def table(wide, high, size):
    """A desktop's table of orders: small grey print, faint rules."""
    image = Image.new("RGB", (wide, high), "white")
    draw = ImageDraw.Draw(image)
    for n, y in enumerate(range(10, high - 30, size + 12)):
        for k, said in enumerate((SAID[3], "GBP 1,284.50", "已发货", "2026-06-14")):
            draw.text((10 + k * wide // 4, y + 4), said, fill=("#333333", "#999999")[(n + k) % 2], font=face(size))
        draw.line((0, y + size + 11, wide, y + size + 11), fill="#e5e5e5")
    return image


def scan(wide, high, inks=(45,)):
    """Print on paper with grain, in one grey or several."""
    grain = np.random.default_rng(3).normal(236, 6, (high, wide))
    image = Image.fromarray(np.clip(grain, 0, 255).astype("uint8"))
    draw = ImageDraw.Draw(image)
    for n, y in enumerate(range(130, high - 130, 45)):
        draw.text((100, y), f"{n} Parcels left gate 4: 412 交接记录", fill=inks[n % len(inks)], font=face(24))
    return image


def photo(wide, high):
    """A sheet on a table, with a camera's grain."""
    image = Image.new("RGB", (wide, high), (150, 140, 120))
    draw = ImageDraw.Draw(image)
    draw.rectangle((90, 90, wide - 90, high - 200), fill=(228, 226, 220))
    for n, y in enumerate(range(150, high - 300, 80)):
        draw.text((150, y), f"{n} Parcels left gate 4: 333", fill=(40 + 3 * n,) * 3, font=face(44))
    grain = np.random.default_rng(5).normal(0, 8, (high, wide, 3))
    return Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype("uint8"))


def noise(wide, high):
    return Image.fromarray(np.random.default_rng(2).integers(0, 256, (high, wide, 3), "uint8"))


KINDS = {
    "a short tall chat": partial(chat, 1170, 3_000, 34),
    "a narrow chat": partial(chat, 390, 3_500, 14),
    "a long chat": partial(chat, 1170, 9_000, 34),
    "a chat with small grey print": partial(chat, 1170, 7_000, 24, inks=("#7f7f7f", "#b0b0b0")),
    "a chat with an empty end": partial(chat, 1170, 8_000, 34, until=0.76),
    "a phone's screen": partial(chat, 1080, 2_400, 24),
    "a desktop's long table": partial(table, 1600, 6_000, 17),
    "a scan": partial(scan, 1654, 2_339),
    "a scan in several greys": partial(scan, 1654, 2_339, (45, 70, 95, 120, 145)),
    "a table in large grey print": partial(table, 1600, 4_000, 30),
    "a tall scan": partial(scan, 1000, 4_000),
    "a photo": partial(photo, 2_400, 3_200),
    "noise": partial(noise, 400, 300),
}


@pytest.mark.slow
@pytest.mark.spread(7)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("level", fit.LEVELS[:-5:-1], ids=lambda level: str(level.edge))
def test_an_honest_picture_passes_the_check_at_each_level_near_the_floor(tmp_path, monkeypatch, kind, level):
    (tmp_path / "evidence").mkdir()
    KINDS[kind]().save(tmp_path / "evidence" / "shown.png")
    shown = made_bundle.evidence(tmp_path / "evidence" / "shown.png")
    whole = made_bundle.built(tmp_path, shown)
    monkeypatch.setattr(fit, "LEVELS", (level,))
    built = made_bundle.built(tmp_path, shown, facts={"bundle__max_bytes": whole.bytes - 1})
    assert built.bytes < whole.bytes
    assert verify(built.path, manifest(built), tmp_path) == ()

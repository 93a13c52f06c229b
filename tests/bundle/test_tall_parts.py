"""The parts of a tall capture are alike, so that its type has one size on paper, and none cuts a line."""

import io
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageDraw

from kit.bundle.sheet import sheet
from kit.model import PageSize
from kit.tools import tiling


def capture(wide, high, seed=3, behind=(), kept=("PNG", {"compress_level": 1})):
    """Lines of text at uneven distances, over bars of (left, right, grey) that run down the picture; where each stands."""
    image, rows, y = Image.new("L", (wide, high), 245), [], 12
    draw = ImageDraw.Draw(image)
    for left, right, grey in behind:
        draw.rectangle((left, 0, right, high), fill=grey)
    for step in np.random.default_rng(seed).integers(24, 60, 1_000):
        if y + 24 > high:
            break
        draw.text((20, y), f"{y:05d} parcel collected", fill=0, font_size=18)
        rows.append((y + 3, y + 17))
        y += int(step)
    out = io.BytesIO()
    image.save(out, kept[0], **kept[1])
    return out.getvalue(), rows


@pytest.mark.parametrize(
    ("wide", "high"), [(390, 1_000), (390, 3_100), (390, 7_000), (1_170, 4_700), (1_600, 4_700), (600, 1_600)]
)
def test_parts_are_alike_in_height_and_type(wide, high):
    content, rows = capture(wide, high)
    tiles = tiling.planned(content, wide, high)
    heights = [tile.bottom - tile.top for tile in tiles]
    assert len(tiles) >= 2
    assert (tiles[0].top, tiles[-1].bottom) == (0, high)
    assert min(heights) > 0.65 * max(heights), heights
    scales = [sheet("A4", PageSize(width=wide * 0.75, height=h * 0.75), has_note=True).scale for h in heights]
    assert max(scales) < 1.35 * min(scales), "the type of one part is larger than that of another"
    assert all(0 < a.bottom - b.top < 0.35 * max(heights) for a, b in pairwise(tiles)), "little is shown twice, nothing never"
    assert not [t for t in tiles[:-1] for top, low in rows if top < t.bottom < low], "no line is cut"
    assert all(any(t.top <= top and low <= t.bottom for t in tiles) for top, low in rows)


def test_parts_are_never_more_than_the_most(monkeypatch):
    monkeypatch.setattr(tiling, "MAX_TILES", 5)
    content, _ = capture(300, 6_000)
    assert 2 <= len(tiling.planned(content, 300, 6_000)) <= 5


@pytest.mark.parametrize("kept", [("PNG", {"compress_level": 1}), ("JPEG", {"quality": 60})], ids=["png", "jpeg"])
@pytest.mark.parametrize(
    "behind",
    [[(300, 303, 150)], [(0, 19, 90)], [(370, 389, 255)], [(5, 6, 130), (150, 151, 130), (380, 381, 130)]],
    ids=["a rule", "a side bar", "a faint scroll bar", "columns of a table"],
)
def test_what_runs_down_the_picture_hides_no_gap(behind, kept):
    content, rows = capture(390, 7_000, behind=behind, kept=kept)
    tiles = tiling.planned(content, 390, 7_000)
    cuts = {t.bottom for t in tiles[:-1]} | {t.top for t in tiles[1:]}
    assert len(cuts) >= 16
    assert not [cut for cut in cuts for top, low in rows if top < cut < low], "no line is cut"
    assert all(any(t.top <= top and low <= t.bottom for t in tiles) for top, low in rows)


def test_without_any_gap_the_cut_is_where_least_stands_out():
    """Lines closer together than their blur: a table's photograph."""
    high, wide = 4_000, 400
    y = np.arange(high)[:, None]
    noise = np.random.default_rng(5).integers(0, 2, (high, wide))
    lines = 40 + 160 * (1 + np.cos(2 * np.pi * y / 50)) / 2  # darkest at 25, 75, ...
    out = io.BytesIO()
    Image.fromarray(np.clip(255 - noise * (255 - lines), 0, 255).astype("uint8")).save(out, "PNG")
    cuts = [t.bottom for t in tiling.planned(out.getvalue(), wide, high)[:-1]]
    assert len(cuts) >= 4
    assert all(min(cut % 50, 50 - cut % 50) <= 2 for cut in cuts), cuts

"""Boxes, turns and units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.tools.page_geometry import TURNED, box_of, fitted, moved, upright, visible

numbers = st.floats(-2000, 2000)
sides = st.floats(1, 2000)


@given(numbers, numbers, sides, sides, st.sampled_from([0, 90, 180, 270, 360, -90, 450]), st.sampled_from([1.0, 0.5, 2.5]))
def test_every_corner_lands_on_the_displayed_page(x, y, w, h, turn, unit):
    box = (x, y, x + w, y + h)
    size, matrix = upright(box, turn, unit)
    corners = [moved(matrix, a, b) for a in (box[0], box[2]) for b in (box[1], box[3])]
    xs, ys = sorted(c[0] for c in corners), sorted(c[1] for c in corners)
    assert xs[0] == pytest.approx(0, abs=1e-6)
    assert ys[0] == pytest.approx(0, abs=1e-6)
    assert (xs[-1], ys[-1]) == (pytest.approx(size.width), pytest.approx(size.height))


def test_a_quarter_turn_is_clockwise():
    size, matrix = upright((0, 0, 100, 200), 90, 1)
    assert (size.width, size.height) == (200, 100)
    assert moved(matrix, 0, 200) == (200, 100), "the upper left corner becomes the upper right"


def test_boxes_are_read_kindly():
    assert box_of([200, 300, 100, 0]) == (100, 0, 200, 300)
    assert box_of([0, 0, 0, 5]) is None
    assert box_of([0, 0, float("nan"), 5]) is None
    assert visible(None, None) == (0, 0, 612, 792)
    assert visible((0, 0, 100, 100), (50, 50, 500, 500)) == (50, 50, 100, 100)
    assert visible((0, 0, 100, 100), (300, 300, 500, 500)) == (0, 0, 100, 100)


@given(numbers, numbers, sides, sides)
def test_an_appearance_fills_its_area(x, y, w, h):
    turned = (0.0, 1.0, -1.0, 0.0, 3.0, 4.0)
    placed = fitted((0, 0, 10, 20), turned, (x, y, x + w, y + h))
    ends = [moved(placed, *moved(turned, a, b)) for a, b in ((0, 0), (10, 20))]
    assert sorted(e[0] for e in ends) == pytest.approx([x, x + w], abs=1e-6)
    assert sorted(e[1] for e in ends) == pytest.approx([y, y + h], abs=1e-6)


def test_exif_turns_keep_the_unit_square():
    for matrix in TURNED.values():
        corners = {tuple(round(v) for v in moved(matrix, a, b)) for a in (0, 1) for b in (0, 1)}
        assert corners == {(0, 0), (0, 1), (1, 0), (1, 1)}

"""Lines of text: faces chosen by character, runs in visual order, widths that hold, wrapping at words."""

import pytest

from kit.errors import RenderError
from kit.tools.textline import REGULAR, SEMIBOLD, Faces, clean, joined, shaped, wrapped


def faces(line):
    return [r.face.partition("_")[0] for r in line.runs]


def test_each_script_gets_its_face():
    assert faces(shaped("Exhibit 3", SEMIBOLD)) == ["SourceSans3"]
    assert faces(shaped("蓝屿家居 Ltd", SEMIBOLD)) == ["NotoSansSC", "SourceSans3"]
    assert faces(shaped("บริษัท", REGULAR)) == ["NotoSansThai"]


def test_arabic_runs_stand_right_to_left_with_numbers_as_they_are():
    line = shaped("A شركة 2026 نور B", SEMIBOLD)
    words = [r.spoken.strip() or "".join(g.text for g in r.glyphs).strip() for r in line.runs]
    assert [w for w in words if w] == ["A", "نور", "2026", "شركة", "B"]
    assert shaped("سلام", REGULAR).width < sum(shaped(c, REGULAR).width for c in "سلام"), "letters join"


def test_combined_marks_take_no_room():
    assert shaped("ที่", REGULAR).width == pytest.approx(shaped("ท", REGULAR).width)


def test_figures_are_of_one_width():
    assert shaped("1111", REGULAR).width == shaped("8888", REGULAR).width


def test_a_joined_line_is_as_wide_as_its_parts():
    parts = shaped("Bundle page ", SEMIBOLD), shaped("12", SEMIBOLD)
    assert joined(*parts).width == pytest.approx(sum(p.width for p in parts))
    assert joined(*parts).text == "Bundle page 12"


def test_a_character_that_no_face_draws_is_named():
    with pytest.raises(RenderError, match=r"U\+D55C"):
        shaped("한국", REGULAR)


def test_invisible_characters_are_dropped():
    assert clean("a\u202eb\u200b\n c\ufeff ") == "ab c"


@pytest.mark.parametrize(
    "text", ["word " * 80, "蓝屿家居贸易" * 40, "A" * 400, "مرحبا بكم " * 40, "https://example.com/" + "path/" * 60]
)
@pytest.mark.parametrize("lines", [1, 2])
def test_long_texts_are_cut_with_room_for_what_follows(text, lines):
    suffix = " (page 10 of 99)"
    found = wrapped(text, SEMIBOLD, 10.5, 389, lines=lines, suffix=suffix)
    assert 1 <= len(found) <= lines
    assert found[-1].endswith("…")
    assert all(shaped(line, SEMIBOLD).wide(10.5) <= 389 for line in found)
    assert shaped(found[-1] + suffix, SEMIBOLD).wide(10.5) <= 389.5
    assert clean("".join(found).removesuffix("…")).replace(" ", "") in text.replace(" ", "")
    assert len("".join(found)) > 25 * lines, "as much as fits"


def test_a_text_that_fits_is_left_alone():
    assert wrapped("Carrier contract", SEMIBOLD, 10.5, 389, lines=2, suffix=" (page 1 of 1)") == ("Carrier contract",)


def test_no_line_starts_with_a_closing_mark():
    found = wrapped("蓝屿家居，" * 20, SEMIBOLD, 10.5, 150, lines=9)
    assert not any(line.startswith("，") for line in found)


def test_subsets_hold_only_what_was_drawn():
    drawn = Faces()
    drawn.drawn(shaped("AB 蓝", SEMIBOLD), 10, 0, 0)
    fonts = drawn.subsets()
    assert list(fonts) == ["B0", "B1"]
    assert fonts["B0"].texts == ("", "A", "B", " ")
    assert len(fonts["B1"].content) < 5_000
    assert all(len(f.glyph_of) == len(f.widths) == len(f.texts) for f in fonts.values())


def test_a_suffix_takes_the_last_word_to_the_next_line():
    text = "Exhibit 6: Contract with Northway Parcels, and its notice of change of 27 April 2026"
    assert wrapped(text, SEMIBOLD, 10.5, 389, lines=2, suffix=" (page 1 of 2)") == (
        "Exhibit 6: Contract with Northway Parcels, and its notice of change of 27 April",
        "2026",
    )


def test_a_text_without_spaces_is_cut_between_clusters():
    thai = "ใบรายการส่งมอบพัสดุรอบเย็นครั้งแรกของคลังสินค้าซึ่งยาวมากเพื่อทดสอบการตัดบรรทัดภาษาไทย"
    lines = wrapped(f"Exhibit 4: {thai}", SEMIBOLD, 10.5, 389, lines=2, suffix=" (page 1 of 1)")
    assert "".join(lines) == f"Exhibit 4: {thai}"
    assert wrapped(f"Exhibit 4: {thai * 3}", SEMIBOLD, 10.5, 389, lines=2)[0].startswith("Exhibit 4: ใบรายการส่งมอบ")

"""A table uses the paper that it has: long texts get the spare width, a long head over short values takes two lines."""

from kit.evidence import grid, pages

ROOM = pages.ON_ITS_SIDE[0] - 2 * pages.MARGIN - 30


def block(*rows):
    made = grid.made(list(enumerate(rows, 1)), name=None, letters=[grid.letter(n) for n in range(len(rows[0]))], total=len(rows))
    return list(grid._blocks(made, "Table", "0" * 64))


def test_a_long_text_gets_the_spare_width_and_no_more():
    head = ["Order ID", "Remark", "Carrier and place", "Status of it"]
    (one,) = block(head, ["5777025839866500", "Packed the same day. " * 20, "x" * 30, "y" * 30])
    assert one.is_wide
    assert sum(one.widths) <= ROOM + 0.01
    assert one.widths[1] > 300


def test_a_long_head_over_short_values_takes_two_lines():
    head = ["Order ID", *(f"Number of parcels {n} handed over late" for n in range(5))]
    (one,) = block(head, ["577702", *(str(n) for n in range(5))])
    assert all(len(cell) <= 3 for cell in grid._folded(one, one.rows[0]).cells)


def test_no_short_value_breaks():
    rows = [
        ["ID", "AWB", "Day", "Sum", "Word", "状态"],
        ["WMWM-MWMW-WMWM-MWMWM", "GB%Q@WMWMWM", "2026-06-15 19:30:59", "-12,345,678.90 GBP", "OMNICOMMUNICATIONS", "已发货"],
        ["1", "2", "2026-06-15T19:30+01", "0", "WWWWWWWWWWWWWWWWWWWW", "待处理"],
    ]
    for one in block(*rows):
        for row in one.rows:
            assert all(len(cell) == 1 for cell in grid._folded(one, row).cells), row


def test_short_values_beside_long_texts_do_not_break():
    head = ["Carrier reference", *(f"REMARK{n}" for n in range(6))]
    for one in block(head, ["UKMWMW-77025-MWM-WWM", *("Packed the same day by the night shift. " * 9 for _ in range(6))]):
        assert len(grid._folded(one, one.rows[1]).cells[0]) == 1

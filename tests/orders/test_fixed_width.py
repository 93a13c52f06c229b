"""Dates by their digits keep that way where other texts were taken out of the column."""

from datetime import datetime

import pyarrow as pa
import pytest

from kit.orders import damaged, fixed_width

CODE = "%d/%m/%Y %H:%M:%S"
CELLS = ["When the order was placed.", "11/05/2026 09:40:00", "31/02/2026 09:40:00", "29/02/2028 23:59:59", "11/05/2026 09:40:60"]


@pytest.mark.parametrize(
    "kept", [[False, True, True, True, True], [False, True, False, True, True], [False, True, True, True, False]]
)
def test_texts_that_were_taken_out_do_not_matter(kept):
    kind = pa.string()
    content = pa.array(CELLS, kind).buffers()
    holes = pa.Array.from_buffers(kind, len(CELLS), [pa.array(kept).buffers()[1], *content[1:]])  # their texts still stand there
    found = fixed_width.local_times(holes, CODE)
    assert found is not None
    assert found.to_pylist() == [None, datetime(2026, 5, 11, 9, 40), None, datetime(2028, 2, 29, 23, 59, 59), None]


def test_a_number_written_by_excel_is_told_among_numbers_with_letters():
    column = pa.chunked_array([pa.array(["NW66", "5.76E+17", None]), pa.array(["123.0", "E5", "12", "1Z9", ":9E+17"])])
    assert damaged.as_numbers(column).tolist() == [False, True, False, True, False, False, False, False]

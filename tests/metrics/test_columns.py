"""A column of few texts gives the same answers as one of plain texts, however many are asked for."""

import pandas as pd
import pytest

from kit.metrics.columns import among, begins

TEXTS = [*(f"text {n}" for n in range(12)), None, "other"]


@pytest.mark.parametrize("count", [0, 1, 8, 9, 12])
def test_texts_are_found_among_codes(count):
    plain = pd.Series(TEXTS * 3, dtype="str")
    wanted = {f"text {n}" for n in range(count)}
    assert among(plain.astype("category"), wanted).tolist() == among(plain, wanted).tolist() == [t in wanted for t in TEXTS] * 3


@pytest.mark.parametrize("start", ["text", "text 1", "none"])
def test_beginnings_are_found_among_codes(start):
    plain = pd.Series(TEXTS, dtype="str")
    expected = [bool(t and t.startswith(start)) for t in TEXTS]
    assert begins(plain.astype("category"), start).tolist() == begins(plain, start).tolist() == expected

"""Texts as numbers: equal texts have equal ones in whatever column, unlike texts unlike ones; blanks are seen."""

import random

import pandas as pd
import pyarrow as pa
import pytest

from kit.tools.text_columns import hashes, is_dense, repeated


def texts(count, seed=5):
    dice = random.Random(seed)
    return [
        "".join(dice.choice("abAB1é ") for _ in range(dice.randrange(30))) if dice.random() > 0.05 else None for _ in range(count)
    ]


@pytest.mark.spread(2)
@pytest.mark.parametrize(
    "column",
    [
        pa.array,
        lambda t: pa.array(t, pa.large_string()),
        lambda t: pa.array(["x", *t])[1:],
        lambda t: pa.chunked_array([t[:100], t[100:]]),
        lambda t: pd.Series(t, dtype="str"),
    ],
)
def test_a_text_is_one_number_in_any_column_and_another_text_another(column):
    given = texts(70_000)
    found = hashes(column(given)).tolist()
    of = dict(zip([text or "" for text in given], found, strict=True))
    assert [of[text or ""] for text in given] == found
    assert len(set(of.values())) == len(of)
    assert found == [int(hashes(pa.array([text]))[0]) for text in given[:50]] + found[50:]


def test_numbers_that_stand_more_than_once():
    found = hashes(pa.array(["a", "b", "a", "A", "ab", "", None]))
    assert repeated(found).tolist() == [True, False, True, False, False, True, True]
    assert repeated(hashes(pa.array([], pa.string()))).tolist() == []


@pytest.mark.parametrize("text", ["1 2", "12\t", "1\n2", "\u00a012", "１２", "\x7f"])
def test_what_must_be_looked_at_is_not_dense(text):
    assert is_dense(pa.array(["NW12", "", None]))
    assert not is_dense(pa.array(["NW12", text]))
    assert is_dense(pa.array([text, "NW12"])[1:])

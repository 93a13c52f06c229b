"""Money and counts: exact decimals by the notation of the site, and nothing read that could be two things."""

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.model import Notation
from kit.orders.amounts import counts, money
from kit.orders.sheet import CODED

POINT, COMMA, MACHINE = Notation(), Notation(decimal=",", thousands="."), Notation(thousands="")


def column(*texts):
    return pa.chunked_array([pa.array(texts, pa.string())]).cast(CODED)


def read(*texts, notation=POINT, **more):
    """The amounts, with None where a cell is blank and "?" where it cannot be read."""
    found = money(column(*texts), notation, **more)
    return ["?" if bad else v for v, bad in zip(found.values.to_pylist(), found.unread, strict=True)]


@pytest.mark.parametrize(
    ("text", "notation", "amount"),
    [
        ("Rp1.000.000", COMMA, "1000000"),
        ("฿1,234.50", POINT, "1234.50"),
        ("(12.50)", POINT, "-12.50"),
        ("R$ 62,90", COMMA, "62.90"),
        ("GBP 8.00", POINT, "8"),
        ("MXN 1,234.56", POINT, "1234.56"),
        ("11,000 JPY", POINT, "11000"),
        ("S$5", POINT, "5"),
        ("RM 1,050.20", POINT, "1050.20"),
        ("12.500", COMMA, "12500"),
        ("12.500₫", COMMA, "12500"),
        ("-£3.20", POINT, "-3.20"),
        ("£-3.20", POINT, "-3.20"),
        ("−3.20", POINT, "-3.20"),
        ("$ 0.00", POINT, "0"),
        ("1'234.50", Notation(thousands="'"), "1234.50"),
        ("1 234,50", Notation(decimal=",", thousands=" "), "1234.50"),
        ("1234567.8", MACHINE, "1234567.8"),
        ("0.125", POINT, "0.125"),
        (".50", POINT, "0.50"),
        ("1.234", MACHINE, "1.234"),
        ("2.50000", POINT, "2.5"),
    ],
)
def test_money_by_the_notation_of_the_site(text, notation, amount):
    assert read(text, notation=notation) == [Decimal(amount)]


@pytest.mark.parametrize(
    "text",
    [
        "twelve",
        "1.2E+17",
        "12abc",
        "(12.50",
        "-(3.00)",
        "--3",
        "1,23.00",
        "1.2.3",
        "=1+1",
        "5%",
        "1.23456",
        "9" * 15,
        "GBP",
        "-",
        "1,,000",
    ],
)
def test_money_that_does_not_fit_is_never_guessed(text):
    assert read(text, "7.50") == ["?", Decimal("7.50")]


def test_what_could_be_thousands_or_decimals_is_not_read_by_luck():
    assert read("1.234", "12.500", "9") == ["?", "?", Decimal(9)]  # 1.234 pounds, or 1,234 dong in the wrong notation
    assert read("1.234", "12.50") == ["?", Decimal("12.50")]  # another cell proves the point, and no amount has three decimals
    assert read("12,500", "12.500,00", "12.500", notation=COMMA) == ["?", Decimal(12500), Decimal(12500)]
    assert read("0.125", "12.50") == [Decimal("0.125"), Decimal("12.50")]
    assert read("1.234", "12.500", notation=COMMA) == [Decimal(1234), Decimal(12500)]


def test_cells_of_the_other_notation_make_the_common_ones_doubtful():
    assert read("62.125", "62.90", "100", notation=COMMA) == ["?", "?", Decimal(100)]
    assert read("1,234", "8,50", "1,234.50", "7") == ["?", "?", Decimal("1234.50"), Decimal(7)]


def test_a_column_in_another_notation_is_told_as_a_whole():
    assert money(column("62,90", "8,50", "100"), POINT).is_foreign
    assert not money(column("62,90", "8.50", "100"), POINT).is_foreign


def test_numbers_of_a_workbook_are_written_with_a_point_whatever_the_notation():
    cells = column("62.125", "62.125", "R$ 62,90", "62.9", "0.30000000000000004", None)
    stored = np.array([True, False, False, True, True, False])
    found = money(cells, COMMA, numeric=stored)
    assert found.values.to_pylist() == [
        Decimal("62.125"),
        Decimal(62125),
        Decimal("62.90"),
        Decimal("62.9"),
        Decimal("0.3"),
        None,
    ]
    assert not found.unread.any()


def test_currencies_are_told():
    assert money(column("GBP 8.00", "8.00", "US$ 3.10", "gbp 1.00"), POINT).currencies == ("GBP", "USD")
    assert money(column("₫8", "VND 9", "đ10", "$3"), POINT).currencies == ("$", "VND")


def test_shares_may_end_with_a_per_cent_sign():
    assert read("95.5%", "94", is_share=True) == [Decimal("95.5"), Decimal(94)]


def test_blank_columns_stay_blank():
    assert read(None, None) == [None, None]
    assert money(pa.chunked_array([], CODED), POINT).values.to_pylist() == []


@given(st.decimals(min_value=-(10**13), max_value=10**13, places=2), st.sampled_from([POINT, COMMA]))
def test_every_amount_reads_as_written(amount, notation):
    text = f"{amount:,.2f}"
    if notation is COMMA:
        text = text.translate(str.maketrans(",.", ".,"))
    assert read(text, notation=notation) == [amount]


def test_counts():
    found = counts(column("3", "3.0", "1,200", "two", "-1", None, "1.5", "12345678901"), POINT)
    assert found.values.to_pylist() == [3, 3, 1200, None, None, None, None, None]
    assert found.unread.tolist() == [False, False, False, True, True, False, True, True]
    assert counts(column("1.200", "1.0"), COMMA).values.to_pylist() == [1200, 1]

"""The statistics against R 4.2.2 (orders.md §4), and properties that must hold for all counts."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.tools.statistics import binomial_tail, fisher, holm, newcombe, orders_needed, wilson


@pytest.mark.parametrize(
    ("late", "of", "low", "high"),
    [
        (0, 20, 0, 0.161125158053),
        (1, 20, 0.0088814488008, 0.236131193447),
        (3, 45, 0.0229320325993, 0.178566019636),
        (12, 400, 0.0172430209651, 0.0516985357091),
        (81, 263, 0.255288519878, 0.366209576983),
        (15, 148, 0.0623863995307, 0.160487241723),
        (0, 1, 0, 0.793450685623),
        (5, 5, 0.565517535217, 1),
    ],
)
def test_wilson_is_r(late, of, low, high):
    assert wilson(late, of) == pytest.approx((low, high), abs=1e-12)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((62, 500, 9, 480), 0.0744126256, 0.1382476893),
        ((4, 30, 0, 25), -0.0221598, 0.2968133),
        ((56, 70, 48, 80), 0.0524314724, 0.3338726540),
    ],
)
def test_newcombe_is_r(counts, low, high):
    assert newcombe(*counts) == pytest.approx((low, high), abs=5e-8)


@pytest.mark.parametrize(
    ("counts", "p"),
    [((62, 500, 9, 480), 4.33633780242e-11), ((4, 30, 0, 25), 0.117444400), ((56, 70, 48, 80), 0.0125211297)],
)
def test_fisher_is_r(counts, p):
    assert fisher(*counts) == pytest.approx(p, rel=1e-8, abs=0)


@pytest.mark.parametrize(
    ("at_least", "of", "share", "p"),
    [
        (7, 40, 0.05, 0.00339189757794),
        (21, 140, 0.05, 6.99e-06),
        (0, 10, 0.1, 1),
        (11, 10, 0.5, 0),
        (3, 9, 0.0, 0),
        (3, 9, 1.0, 1),
    ],
)
def test_binomial_tail_is_r(at_least, of, share, p):
    assert binomial_tail(at_least, of, share) == pytest.approx(p, rel=1e-3 if p == 6.99e-06 else 1e-11, abs=0)


@pytest.mark.parametrize(("before", "after", "n"), [(0.12, 0.02, 102), (0.05, 0.02, 588), (0.05, 0.03, 1506)])
def test_orders_needed_is_power_prop_test(before, after, n):
    assert orders_needed(before, after) == n


def test_no_difference_needs_no_number():
    assert orders_needed(0.03, 0.03) is None


def test_holm_is_p_adjust():
    assert holm((0.01, 0.04, 0.03, 0.005)) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm(()) == ()


def test_a_share_of_nothing_is_refused():
    with pytest.raises(ValueError, match="nothing"):
        wilson(0, 0)


def test_a_million_orders_do_not_overflow():
    assert 0 < fisher(1000, 500_000, 1300, 500_000) < 1e-8
    assert fisher(0, 500_000, 0, 500_000) == 1.0
    assert binomial_tail(50_000, 1_000_000, 0.05) == pytest.approx(0.5, abs=0.01)


counts = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts, counts)
def test_fisher_is_the_sum_of_tables_no_likelier(one, two):
    (a, n), (b, m) = one, two
    tables = [comb(n, k) * comb(m, a + b - k) for k in range(max(0, a + b - m), min(a + b, n) + 1)]
    seen = comb(n, a) * comb(m, b)
    assert fisher(a, n, b, m) == pytest.approx(sum(t for t in tables if t <= seen) / sum(tables), rel=1e-6, abs=0)


@given(counts)
def test_wilson_holds_the_share_and_mirrors(pair):
    k, n = pair
    low, high = wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1
    assert wilson(n - k, n) == pytest.approx((1 - high, 1 - low))


@given(counts, counts)
def test_newcombe_turns_its_sign_with_the_sides(one, two):
    low, high = newcombe(*one, *two)
    assert newcombe(*two, *one) == pytest.approx((-high, -low))
    assert low <= one[0] / one[1] - two[0] / two[1] <= high

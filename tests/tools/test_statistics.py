"""The statistics against R 4.2.2 (orders.md §4), and properties that must hold for all counts."""

from math import comb, exp, lgamma, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.tools.statistics import (
    binomial_limits,
    binomial_tail,
    clopper_pearson,
    fisher,
    holm,
    newcombe,
    orders_needed,
    poisson_interval,
    poisson_tail,
    rate_ratio,
    three_sigma,
    wilson,
)


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


@pytest.mark.parametrize(("late", "of", "low", "high"), [(12, 400, 0.0155955529999, 0.0518172154306), (0, 20, 0, 0.168433470983)])
def test_clopper_pearson_is_r(late, of, low, high):
    assert clopper_pearson(late, of) == pytest.approx((low, high), rel=1e-11, abs=0)


def test_three_sigmas_are_the_published_charts():
    assert three_sigma(0.2313, 50) == pytest.approx((0.0524032, 0.4101968), abs=5e-8)  # NIST pmc332: 30 wafers of 50
    low, high = three_sigma(357 / 50 / 200, 200)  # qcc 2.7: 50 lots of 200
    assert (low, 200 * high) == pytest.approx((0, 15.011843367))


@pytest.mark.parametrize(
    ("a_day", "sigmas", "exact", "found"),
    [(3, 0.196, 0.004, 0.008), (8, 0.160, 0.011, 0.056), (40, 0.097, 0.021, 0.56), (200, 0.077, 0.014, 1.0)],
)
def test_the_exact_limit_cries_wolf_less_often_than_three_sigmas(a_day, sigmas, exact, found):
    """orders.md §4, low counts: false alarms in 30 days at 5 %, and the chance to find a jump to 20 % on its day."""

    def alarm(count):
        return 1 - (1 - binomial_tail(count, a_day, 0.05)) ** 30

    highest = binomial_limits(0.05, a_day)[1]
    assert alarm(int(three_sigma(0.05, a_day)[1] * a_day) + 1) == pytest.approx(sigmas, abs=6e-4)
    assert alarm(highest + 1) == pytest.approx(exact, abs=6e-4)
    assert binomial_tail(highest + 1, a_day, 0.2) == pytest.approx(found, abs=5e-3)


def test_eighteen_in_a_week_against_forty_in_eight_is_r():
    found = rate_ratio(18, 7, 40, 56)
    assert found.p_value == pytest.approx(3.62770473e-05, rel=1e-8, abs=0)
    assert found[:3] == pytest.approx((3.6, 1.94266, 6.42590), abs=5e-6)


def test_a_rate_against_no_events_has_no_upper_bound():
    found = rate_ratio(5, 7, 0, 7)
    assert (found.ratio, found.high) == (None, None)
    assert found.low > 0
    assert rate_ratio(0, 7, 5, 7)[:2] == (0, 0)
    assert rate_ratio(0, 7, 0, 7) == (None, 0, None, 1)


def test_poisson_tail_is_r():
    assert poisson_tail(9, 2.5) == pytest.approx(0.0011402528326, rel=1e-10, abs=0)
    assert (poisson_tail(0, 2.5), poisson_tail(3, 0)) == (1, 0)


@pytest.mark.parametrize(("events", "low", "high"), [(0, 0, 3.688879454114), (10, 4.795388696132, 18.390356042018)])
def test_poisson_interval_is_the_published_table(events, low, high):
    """Garwood 1936; as quoted in every table of exact Poisson limits: 0 to 3.69, 4.80 to 18.39."""
    assert poisson_interval(events) == pytest.approx((low, high))


@pytest.mark.parametrize(("before", "after", "n"), [(0.12, 0.02, 102), (0.05, 0.02, 588), (0.05, 0.03, 1506)])
def test_orders_needed_is_power_prop_test(before, after, n):
    assert orders_needed(before, after) == n


def test_no_difference_needs_no_number():
    assert orders_needed(0.03, 0.03) is None


def test_holm_is_p_adjust():
    assert holm((0.01, 0.04, 0.03, 0.005)) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm(()) == ()


def test_a_share_of_nothing_is_refused():
    for interval in (wilson, clopper_pearson):
        with pytest.raises(ValueError, match="nothing"):
            interval(0, 0)


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


@given(counts)
def test_clopper_pearson_is_where_the_tails_are_a_fortieth(pair):
    k, n = pair
    low, high = clopper_pearson(k, n)
    assert 0 <= low <= k / n <= high <= 1
    assert k == 0 or binomial_tail(k, n, low) == pytest.approx(0.025)
    assert k == n or 1 - binomial_tail(k + 1, n, high) == pytest.approx(0.025)


@given(st.integers(1, 400), st.floats(0.001, 0.999))
def test_exact_limits_leave_a_thousandth_on_each_side_and_are_as_tight_as_they_can_be(n, share):
    low, high = binomial_limits(share, n)
    assert 1 - binomial_tail(low, n, share) <= 0.001 + 1e-12
    assert binomial_tail(high + 1, n, share) <= 0.001 + 1e-12
    assert 1 - binomial_tail(low + 1, n, share) > 0.001 - 1e-12
    assert binomial_tail(high, n, share) > 0.001 - 1e-12


@given(st.integers(1, 200), st.floats(0.1, 150))
def test_poisson_tail_is_one_minus_the_rest(n, mean):
    rest = sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(n))
    assert poisson_tail(n, mean) == pytest.approx(1 - rest, abs=1e-11)

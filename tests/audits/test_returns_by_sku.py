"""The run of order days that stand out: found where it was planted, and nowhere where returns come evenly."""

import numpy as np
import pandas as pd
import pytest

from kit.audits.returns_by_sku import _run, _unlikeliest


def orders(days, each, share, rng):
    """So many orders on each day; `share`: of day n that comes back."""
    day = np.repeat(np.arange(days), each)
    bad = rng.random(len(day)) < np.asarray([share(n) for n in day])
    return pd.DataFrame({"day": np.datetime64("2026-09-01") + day, "bad": bad})


@pytest.mark.parametrize(("first", "last"), [(0, 9), (20, 33), (50, 59)])
def test_a_planted_run_is_found_to_the_day(first, last):
    table = orders(60, 8, lambda n: 0.6 if first <= n <= last else 0.01, np.random.default_rng(3))
    run = _run(table, skus=8)
    assert run is not None
    start = np.datetime64("2026-09-01")
    assert abs((np.datetime64(run.inside.window.start) - start).astype(int) - first) <= 1
    assert abs((np.datetime64(run.inside.window.end) - start).astype(int) - last) <= 1
    assert run.inside.denominator + run.outside.denominator == len(table)
    assert run.inside.numerator + run.outside.numerator == table["bad"].sum()


@pytest.mark.parametrize("seed", range(5))
def test_where_returns_come_evenly_no_days_stand_out(seed):
    assert _run(orders(60, 8, lambda _: 0.08, np.random.default_rng(seed)), skus=8) is None


def test_a_run_of_all_days_is_none():
    assert _unlikeliest(np.asarray([3, 3]), np.asarray([3, 3])) is None
    assert _unlikeliest(np.asarray([0, 3, 0]), np.asarray([4, 4, 4])) == (1, 1)

"""A few buyers make up the rise: the same buyers, again and again."""

import numpy as np

from kit.causes.ground import SURE, Ground, Verdict
from kit.causes.shares import of_one_make
from kit.tools import statistics

AGAIN = 3  # bad orders of one buyer


def test(ground: Ground) -> Verdict | str:
    """Whether most of the rise came from buyers with far more bad orders than their number of orders would give."""
    stated = ground.column("buyer")
    if stated is None:
        return "the orders do not tell one buyer from another"
    inside = ground.counted & ground.during & stated.notna().to_numpy(dtype=bool)
    buyers, place = np.unique(stated[inside].to_numpy(dtype=str), return_inverse=True)
    of, bad = np.bincount(place), np.bincount(place, weights=ground.bad[inside])
    usual = float(bad.sum() / of.sum()) if of.sum() else 0.0
    tested = np.flatnonzero(bad >= AGAIN)
    found = [n for n in tested if statistics.binomial_tail(int(bad[n]), int(of[n]), usual) * len(buyers) < SURE]
    here = stated.isin(buyers[found]).to_numpy(dtype=bool)
    return of_one_make(
        ground,
        here,
        how=f"they are of {len(found):,} buyers with {AGAIN} or more and far above the usual share",
        named="Orders of these buyers",
        against=("Orders show who, not why: whether a claim is false is shown order by order.",),
    )

"""Small statistics by hand: intervals and exact tests that a reviewer can check on paper.

Each is held against R 4.2.2 in the tests. Never the Wald interval (0 of 20 would give 0 to 0) and never the
chi-square test at small counts. Counts are whole numbers; shares run from 0 to 1.
"""

from collections.abc import Iterable
from math import ceil, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

_NORMAL = NormalDist()
Z95 = _NORMAL.inv_cdf(0.975)


def wilson(late: int, of: int) -> tuple[float, float]:
    """The 95 % Wilson interval of one share.

    >>> [round(x, 3) for x in wilson(12, 400)]
    [0.017, 0.052]
    """
    if of <= 0:
        raise ValueError("a share of nothing has no interval")
    share, z2 = late / of, Z95**2
    middle = share + z2 / (2 * of)
    half = Z95 * sqrt(share * (1 - share) / of + z2 / (4 * of**2))
    low, high = ((middle - half) / (1 + z2 / of), (middle + half) / (1 + z2 / of))
    return (0.0 if late == 0 else low, 1.0 if late == of else high)


def newcombe(late1: int, of1: int, late2: int, of2: int) -> tuple[float, float]:
    """The 95 % Newcombe interval of the first share minus the second."""
    (low1, high1), (low2, high2) = wilson(late1, of1), wilson(late2, of2)
    p1, p2 = late1 / of1, late2 / of2
    gap = p1 - p2
    return gap - sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2), gap + sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)


def fisher(late1: int, of1: int, late2: int, of2: int) -> float:
    """Two-sided p of Fisher's exact test: tables no likelier than this one, as R's fisher.test sums them."""
    late, total = late1 + late2, of1 + of2
    lowest, highest = max(0, late - of2), min(late, of1)
    k = np.arange(lowest, highest, dtype=float)
    steps = np.log((of1 - k) * (late - k)) - np.log((k + 1) * (total - of1 - late + k + 1))
    masses = _masses(steps)
    seen = masses[late1 - lowest]
    return float(min(1.0, masses[masses <= seen * (1 + 1e-7)].sum()))


def binomial_tail(at_least: int, of: int, share: float) -> float:
    """The chance of that many or more of `of` when each has the given share."""
    if at_least <= 0:
        return 1.0
    if share <= 0 or at_least > of:
        return 0.0
    if share >= 1:
        return 1.0
    k = np.arange(of, dtype=float)
    masses = _masses(np.log((of - k) / (k + 1)) + np.log(share / (1 - share)))
    return float(min(1.0, masses[at_least:].sum()))


def holm(p_values: Iterable[float]) -> tuple[float, ...]:
    """Each p adjusted for all that were tested together, in the order given."""
    p = np.asarray(tuple(p_values), dtype=float)
    order = np.argsort(p, kind="stable")
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1)))
    return tuple(float(x) for x in adjusted)


def orders_needed(share1: float, share2: float, *, power: float = 0.8) -> int | None:
    """Orders per side to show the difference at 5 % with that power; None where there is none to show."""
    gap = abs(share1 - share2)
    if gap == 0:
        return None
    middle = (share1 + share2) / 2
    spread = Z95 * sqrt(2 * middle * (1 - middle))
    spread += _NORMAL.inv_cdf(power) * sqrt(share1 * (1 - share1) + share2 * (1 - share2))
    return ceil((spread / gap) ** 2)


def _masses(log_steps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities from the logs of the ratios of neighbours: no factorials, so millions of orders do not overflow."""
    logs = np.concatenate(([0.0], np.cumsum(log_steps)))
    masses = np.exp(logs - logs.max())
    return np.asarray(masses / masses.sum(), dtype=np.float64)

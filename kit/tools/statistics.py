"""Small statistics by hand: intervals and exact tests that a reviewer can check on paper.

Each is held against R 4.2.2 in the tests. Never the Wald interval (0 of 20 would give 0 to 0) and never the
chi-square test at small counts. Counts are whole numbers; shares run from 0 to 1.
"""

from collections.abc import Callable, Iterable
from math import ceil, lgamma, log, log1p, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NORMAL = NormalDist()
Z95 = _NORMAL.inv_cdf(0.975)
_HALVINGS = 80  # of an interval that a bound is looked for in: more than a float can tell apart


class RateRatio(NamedTuple):
    """How two rates of events per time compare, exactly (Poisson)."""

    ratio: float | None  # None where the second has no events
    low: float  # 95 %
    high: float | None  # None: no upper bound
    p_value: float  # two-sided


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


def clopper_pearson(late: int, of: int) -> tuple[float, float]:
    """The exact 95 % interval of one share: wider than Wilson's, never too narrow.

    >>> [round(x, 4) for x in clopper_pearson(12, 400)]
    [0.0156, 0.0518]
    """
    if of <= 0:
        raise ValueError("a share of nothing has no interval")
    if late > of - late:  # the same seen from the other side, where less is to be summed
        low, high = clopper_pearson(of - late, of)
        return 1 - high, 1 - low
    low = _where(lambda share: 1 - _at_most(late - 1, of, share), 0.025, 0.0, late / of) if late else 0.0
    return low, _where(lambda share: 1 - _at_most(late, of, share), 0.975, late / of, 1.0)


def newcombe(late1: int, of1: int, late2: int, of2: int) -> tuple[float, float]:
    """The 95 % Newcombe interval of the first share minus the second."""
    (low1, high1), (low2, high2) = wilson(late1, of1), wilson(late2, of2)
    p1, p2 = late1 / of1, late2 / of2
    gap = p1 - p2
    return gap - sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2), gap + sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)


def fisher(late1: int, of1: int, late2: int, of2: int) -> float:
    """Two-sided p of Fisher's exact test: tables no likelier than this one, as R's fisher.test sums them."""
    import numpy as np

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
    return float(min(1.0, _binomial_masses(of, share)[at_least:].sum()))


def binomial_limits(share: float, of: int, *, tail: float = 0.001) -> tuple[int, int]:
    """The counts between which a chart leaves a day or week alone: fewer or more come by chance less than `tail` each.

    Exact, so they hold at 3 orders a day too, where the limits of three sigmas cry wolf on one day in a hundred.
    """
    import numpy as np

    masses = _binomial_masses(of, share)
    low = int(np.searchsorted(np.cumsum(masses), tail, side="right"))
    high = of - int(np.searchsorted(np.cumsum(masses[::-1]), tail, side="right"))
    return low, high


def three_sigma(share: float, of: int) -> tuple[float, float]:
    """The shares between which a common p-chart leaves a unit alone. For comparison: at low counts use `binomial_limits`."""
    half = 3 * sqrt(share * (1 - share) / of)
    return max(0.0, share - half), min(1.0, share + half)


def poisson_tail(at_least: int, mean: float) -> float:
    """The chance of that many or more events where `mean` are expected."""
    if at_least <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    import numpy as np

    # Sum the smaller side: one minus a number close to one would leave no digits.
    if at_least > mean:
        k = np.arange(at_least, at_least + 50 + ceil(12 * sqrt(mean + at_least)), dtype=float)
        return float(min(1.0, _poisson_masses(k, mean).sum()))
    return float(1 - _poisson_masses(np.arange(at_least, dtype=float), mean).sum())


def poisson_interval(events: int) -> tuple[float, float]:
    """The exact 95 % interval of the number of events that was to be expected, from the number that came."""
    most = events + 20 + 10 * sqrt(events + 1)
    low = _where(lambda mean: poisson_tail(events, mean), 0.025, 0.0, float(events)) if events else 0.0
    return low, _where(lambda mean: poisson_tail(events + 1, mean), 0.975, float(events), most)


def rate_ratio(events1: int, time1: float, events2: int, time2: float) -> RateRatio:
    """Events per time, the first over the second, as R's poisson.test compares them.

    Given all events, those of the first side are binomial: no rate need be assumed.

    >>> [round(x, 3) for x in rate_ratio(18, 7, 40, 56)[:3]]
    [3.6, 1.943, 6.426]
    """
    events, share = events1 + events2, time1 / (time1 + time2)
    if not events:
        return RateRatio(None, 0.0, None, 1.0)
    masses = _binomial_masses(events, share)
    low, high = clopper_pearson(events1, events)
    return RateRatio(
        ratio=events1 / time1 / (events2 / time2) if events2 else None,
        low=low / (1 - low) * time2 / time1 if low < 1 else 0.0,
        high=high / (1 - high) * time2 / time1 if high < 1 else None,
        p_value=float(min(1.0, masses[masses <= masses[events1] * (1 + 1e-7)].sum())),
    )


def holm(p_values: Iterable[float]) -> tuple[float, ...]:
    """Each p adjusted for all that were tested together, in the order given."""
    import numpy as np

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


def _binomial_masses(of: int, share: float) -> "NDArray[np.float64]":
    """The chance of 0, 1, … `of`."""
    import numpy as np

    if share <= 0 or share >= 1:
        return np.asarray(np.arange(of + 1) == (0 if share <= 0 else of), dtype=np.float64)
    k = np.arange(of, dtype=float)
    return _masses(np.log((of - k) / (k + 1)) + log(share / (1 - share)))


def _at_most(most: int, of: int, share: float) -> float:
    """The chance of that many or fewer of `of`, for few: only they are summed."""
    if not 0 < share < 1:
        return float(share <= 0)
    import numpy as np

    k = np.arange(most, dtype=float)
    steps = np.cumsum(np.log((of - k) / (k + 1)) + log(share / (1 - share)))
    return float(np.exp(of * log1p(-share) + np.concatenate(([0.0], steps))).sum())


def _poisson_masses(k: "NDArray[np.float64]", mean: float) -> "NDArray[np.float64]":
    """The chance of each of these neighbouring counts."""
    import numpy as np

    first = k[0] * log(mean) - mean - lgamma(k[0] + 1)
    return np.asarray(np.exp(first + np.concatenate(([0.0], np.cumsum(log(mean) - np.log(k[1:]))))), dtype=np.float64)


def _where(rising: Callable[[float], float], reaches: float, low: float, high: float) -> float:
    """The point between two at which a rising function takes a value."""
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < reaches else (low, middle)
    return (low + high) / 2


def _masses(log_steps: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Probabilities from the logs of the ratios of neighbours: no factorials, so millions of orders do not overflow."""
    import numpy as np

    logs = np.concatenate(([0.0], np.cumsum(log_steps)))
    masses = np.exp(logs - logs.max())
    return np.asarray(masses / masses.sum(), dtype=np.float64)

"""Exact limits beside Wilson's where few are counted: there an approximation may be too narrow.

The rule is fewer than five in the numerator or fewer than five outside of it, the border below which research/orders.md §4
takes an exact test. Binomial limits are Clopper and Pearson's (Biometrika 1934): NIST's Dataplot, "Exact binomial confidence
limits", gives them for a small number of failures or a small sample, and they never cover less than they say. Poisson limits
are of a number by itself, whatever it is a share of.
"""

from collections.abc import Iterable

from kit.model import Rate
from kit.tools import figures, statistics

FEWER_THAN = 5


def is_small(rate: Rate) -> bool:
    """Whether so few are counted on one side that the exact limits are said too."""
    return rate.denominator > 0 and min(rate.numerator, rate.denominator - rate.numerator) < FEWER_THAN


def exact(rates: Iterable[tuple[str, Rate]]) -> str:
    """The exact limits of the small ones as a sentence; a leading blank, nothing if none is small."""
    said = [f"{name} {_binomial(rate)}" for name, rate in rates if is_small(rate)]
    return f" Few are counted, so the exact 95% limits too (Clopper-Pearson): {', '.join(said)}." if said else ""


def compared(before: Rate, after: Rate) -> str:
    """The exact limits of both sides if one is small, and of their numbers by the week; a leading blank."""
    if not (is_small(before) or is_small(after)):
        return ""
    text = (
        f"{exact((('before', before), ('after', after)))} By number alone (Poisson): {_poisson(before)}, then {_poisson(after)}"
    )
    weeks = before.window.days / 7, after.window.days / 7
    ratio = statistics.rate_ratio(before.numerator, weeks[0], after.numerator, weeks[1])
    if ratio.ratio is None or ratio.high is None:
        return f"{text}."
    return f"{text}; by the week {ratio.ratio:.1f} to 1 ({ratio.low:.1f} to {ratio.high:.1f})."


def _binomial(rate: Rate) -> str:
    return figures.interval(*statistics.clopper_pearson(rate.numerator, rate.denominator))


def _poisson(rate: Rate) -> str:
    low, high = statistics.poisson_interval(rate.numerator)
    return f"{rate.numerator:,} in {rate.window.days} days ({low:.1f} to {high:.1f})"

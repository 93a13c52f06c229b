"""What the orders say: rates, metrics, drivers, causes, spikes, effects of actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kit.model.record import Window

if TYPE_CHECKING:
    import pandas as pd

Clock = Literal["label", "handover", "scan"]
PeriodName = Literal["before", "during", "after"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A share in one window. `value` is None where the denominator is 0: shown as n/a."""

    numerator: int
    denominator: int
    window: Window
    low: float | None = None  # Wilson 95 %
    high: float | None = None
    excluded: tuple[tuple[str, int], ...] = ()  # reason, orders left out

    @property
    def value(self) -> float | None:
        """The share, 0 to 1."""
        return self.numerator / self.denominator if self.denominator else None


def held_against(rates: Mapping[PeriodName, Rate]) -> Rate | None:
    """The rate after, where anything of it is counted, else the rate before: what a fix should bring back."""
    known = (rates[name] for name in _AGAINST if name in rates)
    return next((rate for rate in known if rate.denominator), None)


_AGAINST: tuple[PeriodName, ...] = ("after", "before")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric of a case for each of its periods, with its definition said in words."""

    id: str  # late_dispatch
    title: str
    definition: str
    clock: Clock | None
    unit: str  # "%"
    noun: str  # what is counted: "orders"
    periods: tuple[tuple[PeriodName, Rate], ...]
    sentence: str  # plain English, with the counts
    reconstructed: str | None = None  # how a deadline was rebuilt, if it was
    weekly: tuple[Rate, ...] = ()  # ISO weeks, Monday to Sunday, cut at the ends of the data
    files: tuple[str, ...] = ()  # SHA-256 of the data files
    unavailable: str | None = None  # why it could not be computed
    called: str = "late"  # what the numerator is, as it stands after "were": late, cancelled by the seller, returned
    breakdown: tuple[tuple[str, int], ...] = ()  # parts of the whole numerator by name, over all days of the data
    better: Literal["low", "high"] = "low"  # whether a good rate is a low one
    limit: str | None = None  # id of the fact that states its limit; None: `<id>.limit`

    @property
    def limit_fact(self) -> str:
        """The id of the fact that states its limit."""
        return self.limit or f"{self.id}.limit"

    def rate(self, period: str) -> Rate | None:
        """The rate of a period, or None."""
        return dict(self.periods).get(period)  # type: ignore[call-overload, no-any-return]

    @property
    def against(self) -> Rate | None:
        """What the rate during the violation is held against (`held_against`)."""
        return held_against(dict(self.periods))

    def wrong(self, rate: Rate) -> int:
        """How many of a rate went wrong, whichever way the site counts."""
        return rate.numerator if self.better == "low" else rate.denominator - rate.numerator

    def is_past(self, rate: Rate, limit: float) -> bool:
        """Whether a rate is worse than the limit; one of nothing is not."""
        if rate.value is None:
            return False
        return rate.value > limit if self.better == "low" else rate.value < limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """One value of one column, its late share during the violation against before."""

    column: str  # warehouse, carrier, sku, weekday, hour
    value: str
    before: Rate
    during: Rate
    excess: float  # its part of the rise, in orders: rate_part + mix_part (Kitagawa, see metrics.drivers)
    share: float | None  # of all excess; None where nothing rose
    p_value: float | None = None  # Fisher, during against before, Holm over all values tested; None: too few orders
    rate_part: float = 0.0  # because its own rate changed
    mix_part: float = 0.0  # because more or fewer orders were its


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseFinding:
    """A known cause pattern held against the data."""

    pattern: str
    name: str
    verdict: Literal["supported", "denied", "unclear", "not run"]
    evidence_for: tuple[str, ...] = ()
    evidence_against: tuple[str, ...] = ()
    why_not_run: str | None = None
    is_without_rise: bool = False  # not run because the data show no rise to explain
    strength: float = 0.0  # 0..1, for ranking only, never printed as a chance


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionEffect:
    """One metric before and after one corrective action. It fell after: that is all that is said."""

    action: str  # id of the corrective action
    metric: str
    before: Rate
    after: Rate
    fell: float | None  # before minus after, as a share; None where either is n/a
    low: float | None = None  # Newcombe 95 %
    high: float | None = None
    p_value: float | None = None  # Fisher, two-sided
    sentence: str = ""  # plain English, with the counts
    overlaps: tuple[str, ...] = ()  # actions that these orders cannot tell apart from it
    orders_needed: int | None = None  # per side, to show such a difference with 80 % power; None: shown already


@dataclass(frozen=True, slots=True, kw_only=True)
class Spike:
    """A run of days or weeks far above the four weeks before it, by the definition of research/orders.md §4."""

    metric: str
    unit: Literal["day", "week"]
    window: Window  # from the first to the last unit that stands out
    baseline: Rate
    during: Rate
    expected: float  # cases, had nothing changed
    p_value: float  # exact binomial tail of the most unlikely unit, Holm over the units tested
    sentence: str  # plain English, with the counts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Analysis:
    """What the orders say: the periods, the metrics in them, what drove the rise, which orders were late."""

    periods: tuple[tuple[PeriodName, Window], ...]
    metrics: tuple[Metric, ...]
    drivers: tuple[Driver, ...]  # of the family's main metric; within a column, the largest excess first
    affected: pd.DataFrame | None = field(default=None, repr=False)
    """Late orders of `during`, oldest first, one row an order, times in UTC: order_id, created_at, due_at,
    clock_at (the counting clock's time; missing: not yet), hours_late, warehouse, carrier, status."""
    judged: pd.DataFrame | None = field(default=None, repr=False)
    """One row an order, with the index of `Orders.orders`: order_id, day (local), period (before, during, after, none),
    due_at, and for each metric that counts orders a column of its id: True (in the numerator), False, or missing where
    the metric does not count that order."""
    main: str | None = None  # id of the metric that this violation is about: what drivers, causes and spikes look at
    spikes: tuple[Spike, ...] = ()
    action_effects: tuple[ActionEffect, ...] = ()
    notes: tuple[str, ...] = ()  # assumptions said aloud
    must_know: tuple[str, ...] = ()  # those of the notes that a person can act on, or must know before using a figure

    def metric(self, metric_id: str) -> Metric | None:
        """The metric of that id, or None."""
        return next((m for m in self.metrics if m.id == metric_id), None)

    def top(self, column: str) -> Driver | None:
        """The first driver of a column, or None."""
        return next((d for d in self.drivers if d.column == column), None)

"""What a test stands on: each order of the two periods, in the main metric's numerator or not, and how a verdict is said.

The main metric is the one that the violation is about. Where a good rate is a high one, the tests look at the orders that
its numerator leaves out: those not delivered on time.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.model import Analysis, Case, CauseFinding, CausePattern, Clock, Metric, Orders, Policy, Rate, Window
from kit.tools import figures, statistics

Mask = NDArray[np.bool_]
SURE = 0.01  # p below which a difference is not put down to chance, after Holm over all patterns tested
FEW = 30  # orders or bad orders below which silence proves nothing
ENOUGH = 10  # orders that a group needs before anything is said of it
NOT_STATED = "(not stated)"  # a driver's value where the export leaves the column blank


class NoRise(str):
    """Why there is nothing for a test to explain: the share before and during."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a test found, in plain sentences with the counts."""

    verdict: Literal["supported", "denied", "unclear"]
    evidence_for: tuple[str, ...] = ()
    evidence_against: tuple[str, ...] = ()
    strength: float = 0.0
    p_value: float | None = None  # of what it rests on, corrected for the values that this test looked at

    def of(self, pattern: CausePattern) -> CauseFinding:
        """The finding on that pattern."""
        return CauseFinding(
            pattern=pattern.id,
            name=pattern.name.en,
            verdict=self.verdict,
            evidence_for=self.evidence_for,
            evidence_against=self.evidence_against,
            strength=min(1.0, max(0.0, self.strength)),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """The orders of a case as its main metric judges them. Masks are in the row order of `orders`."""

    case: Case
    data: Orders
    analysis: Analysis
    policy: Policy
    metric: Metric
    judged: pd.DataFrame
    bad: Mask  # counted, and what the metric complains of: late, cancelled by the seller, returned
    counted: Mask
    before: Mask
    during: Mask

    @property
    def orders(self) -> pd.DataFrame:
        """One row an order."""
        return self.data.orders

    @property
    def called(self) -> str:
        """What bad orders are, as it stands after "were"."""
        return self.metric.called if self.metric.better == "low" else f"not {self.metric.called}"

    @cached_property
    def created(self) -> "pd.Series[pd.Timestamp]":
        """When each order was created, on the site's clock."""
        local: pd.Series[pd.Timestamp] = self.orders["created_at"].dt.tz_convert(self.policy.zone.key)
        return local

    @cached_property
    def days(self) -> NDArray[np.datetime64]:
        """The local day of each order's creation; NaT where it is not stated."""
        return self.judged["day"].to_numpy().astype("datetime64[D]")

    def column(self, name: str) -> "pd.Series[str] | None":
        """A column of the orders, or None where no order states it."""
        found = self.orders.get(name)
        return None if found is None or found.isna().all() else found

    def line_column(self, name: str) -> "pd.Series[str] | None":
        """A column of the lines, or None where no line states it."""
        found = self.data.lines.get(name)
        return None if found is None or found.isna().all() else found

    def rows_of(self, order_ids: "pd.Series[str]") -> Mask:
        """Which orders are among those ids."""
        return self.orders["order_id"].isin(order_ids.dropna().unique()).to_numpy(dtype=bool)

    @property
    def several_packages(self) -> Mask | None:
        """Which orders went out in more than one package; None where the lines do not name their packages."""
        packages = self.line_column("package_id")
        if packages is None:
            return None
        number = packages.groupby(self.data.lines["order_id"]).nunique()
        return self.rows_of(number.index[number > 1].to_series())

    def rates(self, where: Mask | None = None, *, bad: Mask | None = None) -> tuple[Rate, Rate]:
        """The bad share of those orders (all, if not said) before and during; `bad` as the main metric says, if not said."""
        chosen = self.counted if where is None else where & self.counted
        marked = self.bad if bad is None else bad
        pairs = ((chosen & self.before, self.window("before")), (chosen & self.during, self.window("during")))
        before, during = (_rate(int((marked & inside).sum()), int(inside.sum()), window) for inside, window in pairs)
        return before, during

    def window(self, period: Literal["before", "during"]) -> Window:
        """The days of a period."""
        return dict(self.analysis.periods)[period]

    def late_by(self, clock: Clock) -> Mask:
        """Orders known to be late by a clock; none where the analysis does not judge by it."""
        return self._clock(clock).fillna(False).to_numpy(dtype=bool)

    def counted_by(self, clock: Clock) -> Mask:
        """Orders that a clock counts."""
        return self._clock(clock).notna().to_numpy(dtype=bool)

    def _clock(self, clock: Clock) -> "pd.Series[bool]":
        found = self.judged.get(f"late_{clock}")
        return pd.Series(pd.NA, index=self.judged.index, dtype="boolean") if found is None else found

    def told(self, what: str, before: Rate, during: Rate) -> str:
        """Two rates of one thing in a sentence."""
        return f"{what}: {self.share(before)} before, {self.share(during)} during."

    def share(self, rate: Rate) -> str:
        """A rate with the metric's word: 41 of 300 orders late (13.7%)."""
        return f"{figures.counts(rate)} {self.called} ({figures.share(rate.value)})" if rate.denominator else "no orders"

    def number(self, bad: int) -> str:
        """So many bad orders: 41 late orders; 41 orders cancelled by the seller."""
        orders = "order" if bad == 1 else "orders"
        return f"{bad:,} {orders} {self.called}" if " " in self.called else f"{bad:,} {self.called} {orders}"


def ground(case: Case, orders: Orders, analysis: Analysis, policy: Policy) -> Ground | str:
    """The ground for the tests, or why there is none."""
    metric = analysis.metric(analysis.main) if analysis.main else None
    if metric is None or analysis.judged is None:
        return "the rate of this violation could not be computed" + (f": {analysis.notes[0]}" if analysis.notes else "")
    if metric.unavailable:
        return f"{metric.title} could not be computed: {metric.unavailable}"
    if metric.id not in analysis.judged:
        return f"{metric.title} counts no orders, so no order can be compared with another"
    if not {"before", "during"} <= dict(analysis.periods).keys():
        return "there are no orders both before and during the violation to compare"
    column = analysis.judged[metric.id]
    there = column if metric.better == "low" else ~column
    place = Ground(
        case=case,
        data=replace(orders, lines=_spelt_out(orders.lines), orders=_spelt_out(orders.orders)),
        analysis=analysis,
        policy=policy,
        metric=metric,
        judged=analysis.judged,
        bad=np.asarray(there.fillna(False), dtype=bool),
        counted=np.asarray(column.notna(), dtype=bool),
        before=np.asarray(analysis.judged["period"] == "before"),
        during=np.asarray(analysis.judged["period"] == "during"),
    )
    return _without_a_rise(place) or place


def _spelt_out(table: pd.DataFrame) -> pd.DataFrame:
    """The table with plain texts: the tests fill, join and count them by others than their categories."""
    coded = [name for name, kind in table.dtypes.items() if isinstance(kind, pd.CategoricalDtype)]
    return table.astype(dict.fromkeys(coded, "str")) if coded else table


def _without_a_rise(place: Ground) -> str | None:
    before, during = place.rates()
    if not (before.denominator and during.denominator):
        return "there are no orders both before and during the violation to compare"
    if rose(before, during):
        return None
    said = [f"{figures.full(rate)} {place.called} {when}" for rate, when in ((before, "before"), (during, "during"))]
    return NoRise(f"the data show no rise to explain: {', '.join(said)}")


def rose(before: Rate, during: Rate) -> bool:
    """Whether the share rose by more than chance would give."""
    if not (before.denominator and during.denominator):
        return False
    return statistics.newcombe(during.numerator, during.denominator, before.numerator, before.denominator)[0] > 0


def chance(one: Rate, other: Rate) -> float:
    """How often so large a difference would come by chance (Fisher); 1 where there is nothing to compare."""
    if not (one.denominator and other.denominator):
        return 1.0
    return statistics.fisher(one.numerator, one.denominator, other.numerator, other.denominator)


def _rate(bad: int, of: int, window: Window) -> Rate:
    low, high = statistics.wilson(bad, of) if of else (None, None)
    return Rate(numerator=bad, denominator=of, window=window, low=low, high=high)

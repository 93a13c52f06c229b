"""What a test stands on: each order of the two periods, late or not, and how a verdict is said."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.model import Analysis, Case, CauseFinding, CausePattern, Clock, Metric, Orders, Policy, Rate, Window
from kit.tools import figures, statistics

Mask = NDArray[np.bool_]
SURE = 0.01  # p below which a difference is not put down to chance
FEW = 30  # orders or late orders below which silence proves nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a test found, in plain sentences with the counts."""

    verdict: Literal["supported", "denied", "unclear"]
    evidence_for: tuple[str, ...] = ()
    evidence_against: tuple[str, ...] = ()
    strength: float = 0.0

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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """The orders of a case as the case's clock judges them. Masks are in the row order of `orders`."""

    case: Case
    orders: pd.DataFrame
    analysis: Analysis
    policy: Policy
    metric: Metric
    clock: Clock
    judged: pd.DataFrame
    late: Mask
    counted: Mask
    before: Mask
    during: Mask

    def rates(self, where: Mask | None = None, *, late: Mask | None = None) -> tuple[Rate, Rate]:
        """The late share of those orders (all, if not said) before and during; `late` as this case counts, if not said."""
        chosen = self.counted if where is None else where & self.counted
        marked = self.late if late is None else late
        pairs = ((chosen & self.before, self.window("before")), (chosen & self.during, self.window("during")))
        before, during = (_rate(int((marked & inside).sum()), int(inside.sum()), window) for inside, window in pairs)
        return before, during

    def window(self, period: Literal["before", "during"]) -> Window:
        """The days of a period."""
        rate = self.metric.rate(period)
        assert rate is not None
        return rate.window

    def late_by(self, clock: Clock) -> Mask:
        """Orders known to be late by another clock."""
        return np.asarray(self.judged[f"late_{clock}"].fillna(False), dtype=bool)

    def counted_by(self, clock: Clock) -> Mask:
        """Orders that another clock counts."""
        return np.asarray(self.judged[f"late_{clock}"].notna(), dtype=bool)


def ground(case: Case, orders: Orders, analysis: Analysis, policy: Policy) -> Ground | str:
    """The ground for the tests, or why there is none."""
    metric = analysis.metric("late_dispatch")
    if metric is None or analysis.judged is None:
        return "late dispatch could not be computed" + (f": {analysis.notes[0]}" if analysis.notes else "")
    if metric.unavailable or metric.clock is None:
        return f"late dispatch could not be computed: {metric.unavailable}"
    before, during = metric.rate("before"), metric.rate("during")
    if not (before and during and before.denominator and during.denominator):
        return "there are no orders both before and during the violation to compare"
    if statistics.newcombe(during.numerator, during.denominator, before.numerator, before.denominator)[0] <= 0:
        return f"the data show no rise to explain: {figures.full(before)} late before, {figures.full(during)} during"
    column = analysis.judged[f"late_{metric.clock}"]
    return Ground(
        case=case,
        orders=orders.orders,
        analysis=analysis,
        policy=policy,
        metric=metric,
        clock=metric.clock,
        judged=analysis.judged,
        late=np.asarray(column.fillna(False), dtype=bool),
        counted=np.asarray(column.notna(), dtype=bool),
        before=np.asarray(analysis.judged["period"] == "before"),
        during=np.asarray(analysis.judged["period"] == "during"),
    )


def rose(before: Rate, during: Rate) -> bool:
    """Whether the share rose by more than chance would give."""
    if not (before.denominator and during.denominator):
        return False
    return statistics.newcombe(during.numerator, during.denominator, before.numerator, before.denominator)[0] > 0


def told(what: str, before: Rate, during: Rate) -> str:
    """Two rates of one thing in a sentence."""
    return f"{what}: {_late(before)} before, {_late(during)} during."


def _late(rate: Rate) -> str:
    return f"{figures.counts(rate)} late ({figures.share(rate.value)})"


def _rate(late: int, of: int, window: Window) -> Rate:
    low, high = statistics.wilson(late, of) if of else (None, None)
    return Rate(numerator=late, denominator=of, window=window, low=low, high=high)

"""What every metric is computed from, and what each gives."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.metrics.counting import Judged
from kit.metrics.deadlines import Deadlines
from kit.metrics.periods import Span
from kit.model import Case, Clock, Metric, Orders, PeriodName, Policy, Window


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measured:
    """A metric, and which orders it counts and finds bad, where it counts orders."""

    metric: Metric
    judged: Judged | None = None  # in the row order of `Material.frame`
    notes: tuple[str, ...] = ()  # what a reader should know of it, for `Analysis.notes`


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Material:
    """The orders of a case with their local days, deadlines and periods."""

    case: Case
    orders: Orders
    policy: Policy
    deadlines: Deadlines
    judged: dict[Clock, Judged]  # late dispatch by each clock that the data have
    days: NDArray[np.datetime64]  # local day of each order's creation
    span: Span
    periods: tuple[tuple[PeriodName, Window], ...]

    @property
    def frame(self) -> pd.DataFrame:
        """One row an order."""
        return self.orders.orders

    @property
    def whole(self) -> Window:
        """All days whose orders are due."""
        return Window(start=self.span.first, end=self.span.last_due)

    @property
    def style(self) -> str:
        """How the site writes days."""
        return self.policy.site.date_style

"""What every metric is computed from, and what each gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.metrics.columns import Mask
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


@dataclass(frozen=True, kw_only=True, eq=False)
class Material:
    """The orders of a case with their local days, deadlines and periods."""

    case: Case
    orders: Orders
    policy: Policy
    clock: Clock  # by which this case counts late dispatch
    kinds: Mapping[str, Mask]  # orders with a line of a special order_kind: pre_order, made_to_order, back_order
    due: Mapping[Clock, Deadlines | str]  # dispatch deadlines for each clock, or why there are none
    judged: Mapping[Clock, Judged]  # late dispatch by each clock that the data have
    days: NDArray[np.datetime64]  # local day of each order's creation
    span: Span
    spanned: str  # which table's times the span is of: orders, returns …
    periods: tuple[tuple[PeriodName, Window], ...]
    exported: pd.Timestamp  # the latest moment that the data can know of, UTC

    @property
    def frame(self) -> pd.DataFrame:
        """One row an order."""
        return self.orders.orders

    @property
    def deadlines(self) -> Deadlines | str:
        """The dispatch deadlines by the clock of this case, or why there are none."""
        return self.due[self.clock]

    @property
    def whole(self) -> Window:
        """All days whose orders are due."""
        return Window(start=self.span.first, end=self.span.last_due)

    @property
    def style(self) -> str:
        """How the site writes days."""
        return self.policy.site.date_style

    @cached_property
    def of_line(self) -> NDArray[np.int64]:
        """For each row of `Orders.lines` the row of its order in `frame`, -1 if it has none."""
        return rows_of(self.frame["order_id"], self.orders.lines["order_id"])

    def any_line(self, lines: Mask) -> Mask:
        """Which orders have at least one of the lines."""
        rows = self.of_line[lines]
        return np.bincount(rows[rows >= 0], minlength=len(self.frame)) > 0


def rows_of(ids: pd.Series, wanted: pd.Series) -> NDArray[np.int64]:
    """For each wanted id its row among the ids, -1 for none. Nearly free where both are the same list."""
    if len(ids) == len(wanted) and ids.array.equals(wanted.array):
        return np.arange(len(ids))
    return np.asarray(pd.Index(ids).get_indexer(pd.Index(wanted)), dtype=np.int64)

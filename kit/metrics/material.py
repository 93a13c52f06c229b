"""What every metric is computed from, and what each gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.metrics.answers import Answers
from kit.metrics.columns import Mask, by_platform, holds, since_order
from kit.metrics.counting import Judged
from kit.metrics.deadlines import Deadlines
from kit.metrics.late_orders import CLOCKS, counting_of, has_gone, judge
from kit.metrics.numbers import Numbers, numbers
from kit.metrics.periods import Span
from kit.metrics.tracks import tracks
from kit.model import Case, Clock, Metric, Orders, PeriodName, Policy, Window
from kit.model.opened import BEFORE_ORDER


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measured:
    """A metric, and which orders it counts and finds bad, where it counts orders."""

    metric: Metric
    judged: Judged | None = None  # in the row order of `Material.frame`
    notes: tuple[str, ...] = ()  # what a reader should know of it, for `Analysis.notes`
    must_know: tuple[str, ...] = ()  # those of the notes that stand in `Analysis.must_know` too


@dataclass(frozen=True, kw_only=True, eq=False)
class Material:
    """The orders of a case with their local days, deadlines and periods."""

    case: Case
    orders: Orders
    policy: Policy
    clock: Clock  # by which this case counts late dispatch
    kinds: Mapping[str, Mask]  # orders with a line of a special order_kind: pre_order, made_to_order, back_order
    due: Mapping[Clock, Deadlines | str]  # dispatch deadlines for each clock, or why there are none
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
    def judged(self) -> Mapping[Clock, Judged]:
        """Late dispatch by each clock that the data have."""
        counting = counting_of(self.policy)
        return {
            clock: judge(self.frame, by, self.exported, clock, counting, answers=self.answers if clock == "scan" else None)
            for clock, by in self.due.items()
            if not isinstance(by, str) and self.frame[CLOCKS[clock].column].notna().any()
        }

    @cached_property
    def answers(self) -> Answers | None:
        """Of which orders tracking answers tell; None where there are none."""
        parcels = self.orders.table("parcels")
        if parcels is None or not len(parcels):
            return None
        size, frame = len(self.frame), self.frame
        order, _ = self.parcels
        by_number = rows_of(parcels["tracking_id"], self.numbers.texts)
        lacking = np.bincount(self.numbers.of[by_number < 0], minlength=size) > 0
        if "order_id" in parcels.columns:  # an answer of the order tells of all its parcels
            lacking &= ~frame["order_id"].isin(parcels["order_id"].where(parcels["tracking_id"].isna()).dropna()).to_numpy()
        declared = [pd.Timestamp(hint.exported) for hint in self.case.data.tracking if hint.exported]
        known = [moment for moment in (*declared, parcels["latest_at"].max()) if pd.notna(moment)]
        return Answers(
            told=(np.bincount(order, minlength=size) > 0) & ~lacking,
            shipped=has_gone(frame) & ~by_platform(frame),
            numbered=self.numbers.any,
            until=min(max(known), self.exported) if known else self.exported,
        )

    @cached_property
    def parcels(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Each pair of an order and a tracking answer of it: rows of `frame`, rows of the table `parcels`."""
        parcels, none = self.orders.table("parcels"), np.zeros(0, dtype=np.int64)
        return (none, none) if parcels is None else self.of_parcels(parcels)

    @cached_property
    def older(self) -> Mask:
        """Orders without a scan of their own, whose number a carrier scanned for another parcel before they existed."""
        parcels, (order, parcel) = self.orders.table("parcels"), self.parcels
        if parcels is None or not len(order):
            return np.zeros(len(self.frame), dtype=bool)
        scanned = parcels["first_scan"].iloc[parcel].reset_index(drop=True)
        created = self.frame["created_at"].iloc[order].reset_index(drop=True)
        before = order[holds(scanned < created - BEFORE_ORDER)]
        return (np.bincount(before, minlength=len(self.frame)) > 0) & ~since_order(self.frame, ("scan_at",))

    @cached_property
    def of_line(self) -> NDArray[np.int64]:
        """For each row of `Orders.lines` the row of its order in `frame`, -1 if it has none."""
        return rows_of_lines(self.orders)

    @cached_property
    def numbers(self) -> Numbers:
        """The tracking numbers of the orders."""
        packages = self.orders.table("packages")
        none = np.zeros(0, dtype=np.int64)
        of_package = none if packages is None else rows_of(self.frame["order_id"], packages["order_id"])
        return numbers(self.orders, self.of_line, of_package)

    @cached_property
    def tracks(self) -> pd.DataFrame | None:
        """What tracking answers say of each parcel that has events, see `kit.metrics.tracks`; None without answers."""
        events = self.orders.table("events")
        if events is None or not len(events):
            return None
        asked = {hint.file: pd.Timestamp(hint.exported) for hint in self.case.data.tracking if hint.exported}
        return tracks(events, asked)

    def of_parcels(self, parcels: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Each pair of an order and a parcel of it: rows of `frame`, rows of `parcels` (by number, else by order id)."""
        by_number = rows_of(parcels["tracking_id"], self.numbers.texts)
        pairs = [np.stack([self.numbers.of, by_number])[:, by_number >= 0]]
        if "order_id" in parcels.columns:
            alone = parcels["order_id"].where(parcels["tracking_id"].isna())
            by_order = rows_of(alone, self.frame["order_id"]) if alone.notna().any() else np.full(len(self.frame), -1)
            pairs.append(np.stack([np.arange(len(self.frame)), by_order])[:, by_order >= 0])
        order, parcel = np.unique(np.concatenate(pairs, axis=1), axis=1)
        return order, parcel

    def any_line(self, lines: Mask) -> Mask:
        """Which orders have at least one of the lines."""
        rows = self.of_line[lines]
        return np.bincount(rows[rows >= 0], minlength=len(self.frame)) > 0


def rows_of(ids: pd.Series, wanted: pd.Series) -> NDArray[np.int64]:
    """For each wanted id the row of its first place among the ids, -1 for none. Nearly free where both are the same list."""
    if len(ids) == len(wanted) and ids.notna().all() and ids.array.equals(wanted.array):
        return np.arange(len(ids))
    found = np.full(len(wanted), -1, dtype=np.int64)
    known = np.flatnonzero((ids.notna() & ~ids.duplicated()).to_numpy())
    there = np.flatnonzero(wanted.isin(ids.iloc[known]).to_numpy(dtype=bool))
    if len(there):
        found[there] = known[pd.Index(ids.iloc[known]).get_indexer(pd.Index(wanted.iloc[there]))]
    return found


def rows_of_lines(orders: Orders) -> NDArray[np.int64]:
    """For each line the row of its order, -1 if it has none. The reader keeps the lines of an order together."""
    ids, wanted = orders.orders["order_id"], orders.lines["order_id"]
    if "line_count" in orders.orders.columns and int(orders.orders["line_count"].sum()) == len(wanted):
        rows = np.repeat(np.arange(len(ids)), orders.orders["line_count"].to_numpy(dtype=np.int64))
        if ids.array.take(rows).equals(wanted.array):
            return rows
    return rows_of(ids, wanted)

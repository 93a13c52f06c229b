"""Orders by day for the order-quality page: who bought, over which days, and the run of days far above a usual one."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kit.audits._returns import named_skus
from kit.audits.request import Request
from kit.model import Window, day_of

if TYPE_CHECKING:
    import pandas as pd

DAYS = 30
"""Of a window, and how far back an earlier order makes a buyer a returning one: the seed asks for the quality of 30 days."""
BUSY = 1.5
"""Times a usual day, as the pattern volume_spike has it; own judgement."""
BEYOND_CHANCE = 3
"""Square roots of a usual day that a busy one is above it too, so that four orders instead of two are no spike; own judgement."""
LEAST_DAYS = 7
"""Days before the notice that a usual day is told from: each day of the week; own judgement."""
_DAY = timedelta(days=1)

Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Daily:
    """The orders with their days. Masks are in the row order of `orders`."""

    orders: "pd.DataFrame"
    days: NDArray[np.datetime64]  # local day of each order; NaT: not stated
    skus: "pd.Series[Any]"  # the first SKU of each order
    notice: Window
    last: date  # the last day that the rates speak of
    told: Window  # the days that the export tells of: a day outside them is unknown, not without orders

    @cached_property
    def before(self) -> Window:
        """As many days as the notice counts, right before them."""
        return Window(start=self.notice.start - _DAY * self.notice.days, end=self.notice.start - _DAY)

    @cached_property
    def since(self) -> Window | None:
        """The latest such days, as far as they lie after those of the notice."""
        start = max(self.notice.end + _DAY, self.last - _DAY * (self.notice.days - 1))
        return Window(start=start, end=self.last) if start <= self.last else None

    def within(self, window: Window) -> Mask:
        """The orders of those days."""
        start, end = np.datetime64(window.start, "D"), np.datetime64(window.end, "D")
        return (self.days >= start) & (self.days <= end)

    def by_day(self, window: Window, where: Mask | None = None) -> NDArray[np.int64]:
        """Orders of each day of a window. Days without orders are days too; of those that the export does not tell, see `known`."""
        inside = self.within(window) if where is None else self.within(window) & where
        at = (self.days[inside] - np.datetime64(window.start, "D")).astype(np.int64)
        return np.bincount(at, minlength=window.days)

    def known(self, window: Window) -> Window | None:
        """The days of a window that the export tells of."""
        start, end = max(window.start, self.told.start), min(window.end, self.told.end)
        return Window(start=start, end=end) if start <= end else None

    @cached_property
    def usual(self) -> float | None:
        """Orders of a usual day before: the median of the days that the export tells of; None where they are too few."""
        known = self.known(self.before)
        return float(np.median(self.by_day(known))) if known and known.days >= LEAST_DAYS else None

    @property
    def usual_shown(self) -> str:
        """The same as said; a median may end in a half."""
        return f"{self.usual:,.1f}".removesuffix(".0")

    @cached_property
    def spikes(self) -> tuple[Window, ...]:
        """Runs of days far above a usual one in the days of the notice, the one with the most orders first."""
        if not self.usual:
            return ()
        counts = self.by_day(self.notice)
        busy = (counts >= BUSY * self.usual) & (counts - self.usual > BEYOND_CHANCE * np.sqrt(self.usual))
        edges = np.flatnonzero(np.diff(np.concatenate([[0], busy.astype(np.int8), [0]])))
        runs = [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
        runs.sort(key=lambda run: -int(counts[run[0] : run[1]].sum()))
        first = self.notice.start
        return tuple(Window(start=first + _DAY * start, end=first + _DAY * (end - 1)) for start, end in runs)

    @cached_property
    def returning(self) -> "pd.Series[Any]":
        """Whether the buyer of each order had ordered in the 30 days before it; missing where buyer or history is not there.

        Of an order in a spike: in the 30 days before the spike began. What the spike itself holds is no history of its buyers.
        """
        import pandas as pd

        table = pd.DataFrame({"buyer": self.orders["buyer"].astype(object), "at": self.orders["created_at"]})
        ordered = table.sort_values("at", kind="stable")
        gap = ordered.groupby("buyer", sort=False)["at"].diff()
        again = (gap <= pd.Timedelta(days=DAYS)).astype("boolean").reindex(table.index)
        known = self.days >= np.datetime64(self.told.start + _DAY * DAYS, "D")
        for spike in self.spikes:
            inside = self.within(spike)
            before = self.within(Window(start=spike.start - _DAY * DAYS, end=spike.start - _DAY))
            again[inside] = table["buyer"].isin(table["buyer"][before].dropna()).to_numpy(dtype=bool)[inside]
            known[inside] = self.has_history(spike)
        return again.where(pd.Series(known & table["buyer"].notna().to_numpy(dtype=bool), index=table.index))

    def has_history(self, window: Window) -> bool:
        """Whether the export tells of the 30 days before those, so that a buyer can be called new."""
        return self.told.start <= window.start - _DAY * DAYS

    @cached_property
    def new(self) -> Mask:
        """The orders of buyers who are not returning, as far as that is known."""
        return (~self.returning).fillna(value=False).to_numpy(dtype=bool)

    @cached_property
    def again(self) -> Mask:
        """The orders of buyers who had."""
        return self.returning.fillna(value=False).to_numpy(dtype=bool)

    def largest(self, column: "pd.Series[Any]", inside: Mask, *, most: int = 1) -> tuple[str, Mask]:
        """The value that most of those orders state, with all orders that state it; of the `most` first values together."""
        stated = column[inside & column.notna().to_numpy(dtype=bool)].astype(str)
        names = list(stated.value_counts().index[:most])
        return (str(names[0]) if names else ""), column.isin(names).to_numpy(dtype=bool)

    def part_of_excess(self, spike: Window, where: Mask) -> float:
        """The part of the orders above a usual day that are among those: they too less their own usual number."""
        before = self.known(self.before)
        assert before  # else no day were a usual one, and there were no spike
        rate = [self.by_day(before, chosen).mean() for chosen in (None, where)]
        above, mine = (
            int((self.within(spike) & chosen).sum()) - usual * spike.days
            for chosen, usual in zip((np.ones(len(self.days), dtype=bool), where), rate, strict=True)
        )
        return float(mine / above) if above > 0 else 0.0


def daily(request: Request) -> Daily | str:
    """The orders by day, or why they cannot be told."""
    orders, judged = request.orders, request.analysis.judged
    if orders is None or judged is None or orders.orders.empty:
        return "there are no orders: put the order export of the 30 days and of the 60 days before them into orders/"
    days = judged["day"].to_numpy().astype("datetime64[D]")
    if np.isnat(days).all():
        return "no order states when it was created"
    received = day_of(request.case.violation.received, request.policy.zone)
    notice = request.case.violation.window or Window(start=received - _DAY * DAYS, end=received - _DAY)
    ends = [window.end for _, window in request.analysis.periods]
    last: date = max([*ends, notice.end]) if ends else np.nanmax(days).astype(object)
    found = Daily(orders=orders.orders, days=days, skus=_skus(request), notice=notice, last=last, told=_told(request, days))
    if not found.within(notice).any():
        return f"the export has no order of {request.day(notice.start)} to {request.day(notice.end)}"
    return found


def _told(request: Request, days: NDArray[np.datetime64]) -> Window:
    """From the first order to the last, further where the case states which days the files cover."""
    stated = [file.covers for file in request.case.data.orders if file.covers]
    first: date = np.nanmin(days).astype(object)
    last: date = np.nanmax(days).astype(object)
    return Window(start=min([first, *(w.start for w in stated)]), end=max([last, *(w.end for w in stated)]))


def _skus(request: Request) -> "pd.Series[Any]":
    """The first SKU of each order, by the seller's own name of it where the export has one."""
    assert request.orders
    first = named_skus(request).drop_duplicates("order_id").set_index("order_id")["sku"]
    found: pd.Series[Any] = request.orders.orders["order_id"].map(first)
    return found

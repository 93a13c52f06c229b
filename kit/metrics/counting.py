"""Orders to rates: who is counted, who is late, in which days. Everything here is whole columns, never row by row."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.model import Clock, Rate, Window
from kit.tools import statistics

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Judged:
    """Each order by one metric, in the row order of `Orders.orders`."""

    bad: Mask  # counted, and in the numerator: late, or past due and still not there; cancelled; returned
    reason: NDArray[np.int8]  # why it is left out: an index into `reasons`, -1 if counted
    reasons: tuple[str, ...]
    clock: Clock | None = None
    due_at: pd.Series | None = None  # UTC, where the metric has a deadline
    at: pd.Series | None = None  # UTC, when it was done; missing: not yet
    until: date | None = None  # the last day whose orders have had the time to be bad; None: any

    @property
    def counted(self) -> Mask:
        """The denominator."""
        return self.reason < 0

    @property
    def missed(self) -> "Judged":
        """The same orders with those in the numerator that were not: what to look at where a good rate is a high one."""
        return replace(self, bad=self.counted & ~self.bad)


def first_that_holds(masks: tuple[Mask, ...]) -> NDArray[np.int8]:
    """For each row the number of the first mask that holds, -1 for none."""
    reason = np.full(len(masks[0]), -1, dtype=np.int8)
    for number, mask in reversed(tuple(enumerate(masks))):
        reason[mask] = number
    return reason


def rate_of(late: int, of: int, window: Window, excluded: tuple[tuple[str, int], ...] = ()) -> Rate:
    """A rate with its Wilson interval; without one where nothing is counted."""
    low, high = statistics.wilson(late, of) if of else (None, None)
    return Rate(numerator=late, denominator=of, window=window, low=low, high=high, excluded=excluded)


def rate(judged: Judged, days: NDArray[np.datetime64], window: Window, where: Mask | None = None) -> Rate:
    """The late share of the orders created in a window, with what was left out and why."""
    inside = within(days, window) if where is None else within(days, window) & where
    left_out = np.bincount(judged.reason[inside] + 1, minlength=len(judged.reasons) + 1)[1:]
    excluded = tuple((why, int(n)) for why, n in zip(judged.reasons, left_out, strict=True) if n)
    return rate_of(int((judged.bad & inside).sum()), int((judged.counted & inside).sum()), window, excluded)


def weekly(judged: Judged, days: NDArray[np.datetime64], span: Window) -> tuple[Rate, ...]:
    """The late share of each ISO week, Monday to Sunday, cut at the ends of the span."""
    monday = span.start - timedelta(days=span.start.weekday())
    inside = judged.counted & within(days, span)
    weeks = (span.end - monday).days // 7 + 1
    day = _numbers(days)[inside] - _number(monday)

    def of_weeks(chosen: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.asarray(np.bincount(chosen, minlength=7 * weeks).reshape(weeks, 7).sum(axis=1))

    late, counted = of_weeks(day[judged.bad[inside]]), of_weeks(day)
    return tuple(rate_of(int(late[n]), int(counted[n]), _cut(monday + timedelta(weeks=n), span)) for n in range(weeks))


def within(days: NDArray[np.datetime64], window: Window) -> Mask:
    """Which orders were created in the window. A missing day is in none."""
    numbers = _numbers(days)
    return np.asarray((numbers >= _number(window.start)) & (numbers <= _number(window.end)))


def local_days(times: pd.Series, zone: str) -> NDArray[np.datetime64]:
    """The calendar day at the site of each UTC time; NaT stays NaT."""
    return local_times(times, zone).astype("datetime64[D]")


def local_times(times: pd.Series, zone: str) -> NDArray[np.datetime64]:
    """The wall clock at the site at each UTC time; NaT stays NaT."""
    return np.asarray(times.dt.tz_convert(zone).dt.tz_localize(None).to_numpy(), dtype="datetime64[us]")


def _numbers(days: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """The days as numbers, which are compared ten times as fast; a missing one lies before all."""
    return days.astype("datetime64[D]", copy=False).view(np.int64)


def _number(day: date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))


def _cut(monday: date, span: Window) -> Window:
    return Window(start=max(monday, span.start), end=min(monday + timedelta(days=6), span.end))

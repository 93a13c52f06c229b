"""The link between systems was down: hours without any label in working time, and a burst of labels after.

What working time is comes from the days before: the usual number of labels for each hour of the week. Nights, weekends and
holidays expect none, so their gaps do not count; nor does a gap that is not clearly longer than the longest one before.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.causes.concentration import places
from kit.causes.ground import ENOUGH, Ground, Mask, Verdict
from kit.causes.group import standing
from kit.tools import figures
from kit.tools.calendar import is_working_day

LONGER = 2.0  # times the longest gap before, in labels that would have been made
BURST = 1.5  # times the usual number of labels after the gap
WEEKS = 2  # of days before, to know the usual week
HOUR = pd.Timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Hours in a row without a label."""

    start: pd.Timestamp
    end: pd.Timestamp
    missed: float  # labels that these hours usually bring
    after: int  # labels made in the working hours that follow, as many as the gap's
    usual: float  # and how many those usually bring


def test(ground: Ground) -> Verdict | str:
    """Whether the rise sits in orders that met such a gap, by the time at which they were created."""
    labels = ground.orders["rts_at"].dropna()
    if labels.empty:
        return "the orders state no time of the label"
    if ground.window("before").days < WEEKS * 7:
        return f"fewer than {WEEKS} weeks before the violation: the usual hours of work are not known"
    gaps = _gaps(ground, labels)
    if not gaps:
        none = "No gap in the label times of working hours is clearly longer than those before the violation."
        return Verdict(verdict="denied", evidence_against=(none,))
    created = ground.created
    usual = (ground.orders["rts_at"] - ground.orders["created_at"])[ground.before & ground.counted].dt.total_seconds()
    lag = pd.Timedelta(seconds=float(usual.median()))  # what was created this long before the gap met it
    here = np.logical_or.reduce([((created >= g.start - lag) & (created < g.end)).to_numpy(dtype=bool) for g in gaps])
    said = tuple(_told(ground, gap) for gap in gaps)
    return standing(ground, here, "Orders that met such a gap", found=said, rivals=lambda: places(ground))


def _gaps(ground: Ground, labels: "pd.Series[pd.Timestamp]") -> list[Gap]:
    """The gaps of the violation's days that the days before do not know, with a burst after and with orders coming in."""
    hours = labels.dt.tz_convert(ground.policy.zone.key).dt.floor("h", ambiguous=True, nonexistent="shift_forward")
    grid = pd.date_range(hours.min(), hours.max(), freq="h")
    counts = hours.value_counts().reindex(grid, fill_value=0).to_numpy().astype(np.int64)
    before = _within(ground, grid, "before")
    expected = _usual(ground, grid, counts, before)
    runs = _runs(counts == 0)
    known = max((float(expected[a:b].sum()) for a, b in runs if before[a:b].all()), default=0.0)
    during, found = _within(ground, grid, "during"), []
    for a, b in runs:
        missed = float(expected[a:b].sum())
        if not during[a:b].any() or missed < max(ENOUGH, LONGER * known):
            continue
        end = min(b + int(np.searchsorted(np.cumsum(expected[b:]), missed)) + 1, len(grid))
        gap = Gap(
            start=grid[a],
            end=grid[b - 1] + HOUR,
            missed=missed,
            after=int(counts[b:end].sum()),
            usual=float(expected[b:end].sum()),
        )
        if gap.after >= BURST * gap.usual and _came_in(ground, gap):
            found.append(gap)
    return found


def _usual(ground: Ground, grid: pd.DatetimeIndex, counts: NDArray[np.int64], before: Mask) -> NDArray[np.float64]:
    """Labels that each hour would bring by its place in the week; none on days without work."""
    days = grid.normalize()
    works = {day: is_working_day(day.date(), ground.policy.site.calendar) for day in days.unique()}
    free = np.array([not works[day] and day.day_of_week < 5 for day in days])  # holidays; weekends speak for themselves
    place = grid.day_of_week.to_numpy() * 24 + grid.hour.to_numpy()
    rows = before & ~free
    sums = np.bincount(place[rows], weights=counts[rows], minlength=168)
    number = np.bincount(place[rows], minlength=168)
    usual = np.divide(sums, number, out=np.zeros(168), where=number > 0)
    return np.asarray(np.where(free, 0.0, usual[place]), dtype=np.float64)


def _within(ground: Ground, grid: pd.DatetimeIndex, period: str) -> Mask:
    window = ground.window("before" if period == "before" else "during")
    days = grid.tz_localize(None).normalize()
    return np.asarray((days >= pd.Timestamp(window.start)) & (days <= pd.Timestamp(window.end)), dtype=bool)


def _runs(empty: Mask) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], empty, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _came_in(ground: Ground, gap: Gap) -> bool:
    """Whether orders kept coming: where none came, there was nothing to label."""
    inside = (ground.created >= gap.start) & (ground.created < gap.end)
    return int(inside.sum()) >= ENOUGH


def _told(ground: Ground, gap: Gap) -> str:
    style = ground.policy.site.date_style
    start, end = (f"{t:%H:%M} on {figures.day(t.date(), style)}" for t in (gap.start, gap.end))
    return (
        f"No label was made from {start} to {end}, hours that usually bring {gap.missed:,.0f};"
        f" the working hours after it brought {gap.after:,} where {gap.usual:,.0f} are usual."
    )

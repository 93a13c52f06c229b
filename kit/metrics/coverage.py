"""Which orders a file of returns or reviews can tell of: one that was exported for some days says nothing of the others.

An export does not state the days it was asked for. Case.yaml may (`covers`); else they are those of its rows, from the first
to the last, unless chance may be all that keeps the file from reaching the first order or the export: orders need their
usual lag until they come back, and there are days on which nothing does. Then the file is taken to be whole.

An order counts only if all the days of its lag are known, up to the end of the file or to the day before the export, and
what comes after its lag counts for none. So old and young orders have the same days to come back, whatever the lag is. The
lag is that of 95 in 100 rows of the older half of the orders told of: theirs had the time to come.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, log
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.metrics.columns import Mask
from kit.metrics.material import Material
from kit.metrics.periods import action_days
from kit.model import DataFile, Window
from kit.tools import figures, statistics

LAG = 0.95  # the part of the rows that come within the lag
_METHOD: Literal["higher"] = "higher"  # a day on which a row did come
UNTIMED = "since the first action, of which it is not known how long they take to come back"
BY_CHANCE = 0.001  # a silence at an end of the file that is less likely than this is not put down to chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The days of a file. An order outside of them is not known to have had no return or review."""

    what: str  # "returns"
    rows: Window  # days of its rows, or those declared
    is_declared: bool
    lag: int  # days from an order to its return; a later return counts for none
    first: date | None  # orders created before are not told of; None: the file reaches back to the first order
    last: date  # orders created after have not all the days of the lag behind them
    reaches_on: bool  # up to the export; else the file ends before
    in_time: Mask  # the rows within the lag, or with a day that is not known

    def left_out(self, days: NDArray[np.datetime64]) -> tuple[tuple[str, Mask], ...]:
        """The orders that the file does not tell of, by the reason; `days`: on which each was created."""
        before = days < np.datetime64(self.first or date.min, "D")
        after = days > np.datetime64(self.last, "D")
        return ((f"created before the {self.what} file begins", before), (self.too_young, after & ~before))

    @property
    def too_young(self) -> str:
        """Why an order is left out that has not had its lag."""
        if self.reaches_on:
            return f"created less than {self.lag} whole days before the data were exported"
        return f"created after the {self.what} file ends, or less than the usual {self.lag} days before"

    @property
    def defined(self) -> str:
        """What of it belongs to the definition of a rate."""
        return (
            f"Counted are {self.what} within {self.lag} days of the order (of the older half of the orders, {LAG:.0%} came in so"
            " many), in every period alike; an order of which fewer days are known is not counted"
        )

    def too_late(self) -> str:
        """How many rows came after the lag; nothing if none did."""
        late = int((~self.in_time).sum())
        return f"{late:,} {self.what} came more than {self.lag} days after the order and count in no period." if late else ""

    def said(self, days: NDArray[np.datetime64], style: str) -> str:
        """What a reader must know of it, with the orders that are left out."""
        held = figures.window(self.rows, style)
        text = (
            f"The {self.what} files were exported for {held}."
            if self.is_declared
            else f"The rows of the {self.what} files are of {held}."
        )
        out = [f"{int(mask.sum()):,} orders {why}" for why, mask in self.left_out(days) if mask.any()]
        if not out:
            return text
        text += f" Not known, so left out: {' and '.join(out)}."
        if self.reaches_on and not (days < np.datetime64(self.first or date.min, "D")).any():
            return f"{text} To count them, export orders and {self.what} again later."
        text += f" Export the {self.what} of these days too"
        return (
            f"{text}." if self.is_declared else f"{text}, or state in case.yaml which days the file covers, if there were none."
        )


def coverage(
    material: Material,
    what: str,
    days: NDArray[np.datetime64],
    orders: NDArray[np.int64],
    files: tuple[DataFile, ...],
    *,
    done: NDArray[np.datetime64] | None = None,
) -> Coverage | None:
    """The days that a table tells of; None where no row has a day.

    `days`: of its rows; `orders`: the row of each one's order, -1 for none; `done`: the days to which the lag runs, if others.
    """
    known, created = days[~np.isnat(days)], material.days[~np.isnat(material.days)]
    declared = [file.covers for file in files if file.covers]
    if not len(created) or not (len(known) or declared):
        return None
    of_order = np.full(len(orders), np.datetime64("NaT"), dtype="datetime64[D]")
    of_order[orders >= 0] = material.days[orders[orders >= 0]]
    lags = (days if done is None else done) - of_order  # NaT is neither early nor late
    usual = _usual(lags)
    rows = _union(declared) if declared else Window(start=_date(known.min()), end=_date(known.max()))
    silence = 0 if declared else _silence(known, rows)
    exported = material.exported.tz_convert(material.policy.zone.key).date()
    reaches_back = (rows.start - _date(created.min())).days <= silence + (0 if declared else usual)
    awaited = exported if declared else min(exported, _date(created.max()) + timedelta(days=usual))  # nothing comes later
    reaches_on = (awaited - rows.end).days <= silence
    first, until = None if reaches_back else rows.start, exported - timedelta(days=1) if reaches_on else rows.end
    lag = _usual(lags[of_order <= _middle(created, first, until)]) or usual
    return Coverage(
        what=what,
        rows=rows,
        is_declared=bool(declared),
        lag=lag,
        first=first,
        last=until - timedelta(days=lag),
        reaches_on=reaches_on,
        in_time=np.asarray(~(lags > np.timedelta64(lag, "D"))),
    )


def stated_files(table: pd.DataFrame, folder: tuple[DataFile, ...]) -> tuple[DataFile, ...]:
    """What the case states of the files that hold rows of a table; its folder may hold other tables too."""
    sources = set(table["source_file"]) if "source_file" in table.columns else set()
    return tuple(file for file in folder if file.file in sources)


def untimed(material: Material) -> tuple[tuple[str, Mask], ...]:
    """The orders left out where no row has a day: those since the first action, which may not have had the time of the others."""
    actions = action_days(material.case, material.policy.zone)
    if not actions:
        return ()
    return ((UNTIMED, material.days > np.datetime64(actions[0][1], "D")),)


def days_told(material: Material, days: NDArray[np.datetime64], files: tuple[DataFile, ...]) -> Window | None:
    """The days that a file of requests or messages tells of: declared, else those of its rows; None where no row has a day.

    Undeclared, an end that chance alone may have left without a row is taken to reach the first order, or the export.
    """
    known, created = days[~np.isnat(days)], material.days[~np.isnat(material.days)]
    declared = [file.covers for file in files if file.covers]
    if declared or not len(known):
        return _union(declared) if declared else None
    rows = Window(start=_date(known.min()), end=_date(known.max()))
    slack, exported = timedelta(days=_silence(known, rows)), material.exported.tz_convert(material.policy.zone.key).date()
    first = min(_date(created.min()), rows.start) if len(created) else rows.start
    return Window(
        start=first if rows.start - first <= slack else rows.start,
        end=max(exported, rows.end) if exported - rows.end <= slack else rows.end,
    )


def untold(material: Material, what: str, told: Mapping[str, int]) -> str:
    """The periods of which files of requests tell some days or none; a leading blank. `told`: days known by period."""
    said = []
    for name, window in material.periods:
        if told[name] < window.days:
            known = f"{told[name]:,} of the {window.days:,} days" if told[name] else "none of the days"
            said.append(f"{known} of {figures.window(window, material.style)} ({name})")
    if not said:
        return ""
    return f" The {what} tell of {', of '.join(said)}: nothing is known of the others, and a period without a day is n/a, not 0."


def told_by_period(material: Material, told: Window | None) -> dict[str, int]:
    """How many days of each period lie in the days that are told of."""
    if told is None:
        return {name: 0 for name, _ in material.periods}
    overlaps = ((name, min(w.end, told.end) - max(w.start, told.start)) for name, w in material.periods)
    return {name: max(0, overlap.days + 1) for name, overlap in overlaps}


def _usual(lags: NDArray[np.timedelta64]) -> int:
    """The days within which nearly all rows came; 0 where none is known."""
    known = lags[~np.isnat(lags)].astype(np.int64)
    known = known[known >= 0]
    return int(np.quantile(known, LAG, method=_METHOD)) if len(known) else 0


def _middle(created: NDArray[np.datetime64], first: date | None, until: date) -> np.datetime64:
    """The day up to which the older half of the orders told of was created."""
    told = created[(created >= np.datetime64(first or date.min, "D")) & (created <= np.datetime64(until, "D"))]
    return np.datetime64("NaT") if not len(told) else np.sort(told)[(len(told) - 1) // 2]


def _silence(days: NDArray[np.datetime64], rows: Window) -> int:
    """The longest run of days without a row that chance may give, at the least share of days with one that fits the file."""
    share = statistics.clopper_pearson(len(np.unique(days)), rows.days)[0]
    return ceil(log(BY_CHANCE) / log(1 - share)) if share < 1 else 0


def _union(windows: list[Window]) -> Window:
    return Window(start=min(w.start for w in windows), end=max(w.end for w in windows))


def _date(day: np.datetime64) -> date:
    found: date = day.astype("datetime64[D]").astype(object)
    return found

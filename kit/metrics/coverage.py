"""Which orders a file of returns or reviews can tell of: one that was exported for some days says nothing of the others.

An export does not state the days it was asked for. Case.yaml may (`covers`); else they are those of its rows, from the first
to the last, unless chance may be all that keeps the file from reaching the first order or the export: orders need their
usual lag until they come back, and there are days on which nothing does. Then the file is taken to be whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, log

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.metrics.columns import Mask
from kit.metrics.material import Material
from kit.model import DataFile, Window
from kit.tools import figures, statistics

LAG = 0.9  # the usual lag is the 90th percentile
BY_CHANCE = 0.001  # a silence at an end of the file that is less likely than this is not put down to chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The days of a file. An order outside of them is not known to have had no return or review."""

    what: str  # "returns"
    rows: Window  # days of its rows, or those declared
    is_declared: bool
    lag: float  # days, from an order to its return
    first: date | None  # orders created before are not told of; None: the file reaches back to the first order
    last: date | None  # orders created after are not told of; None: the file reaches the export

    def left_out(self, days: NDArray[np.datetime64]) -> tuple[tuple[str, Mask], ...]:
        """The orders that the file does not tell of, by the reason; `days`: on which each was created."""
        before = days < np.datetime64(self.first or date.min, "D")
        after = days > np.datetime64(self.last or date.max, "D")
        return ((f"created before the {self.what} file begins", before), (self._too_late, after & ~before))

    @property
    def _too_late(self) -> str:
        return f"created after the {self.what} file ends, or less than the usual {ceil(self.lag)} days before"

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
        text += f" Not known, so left out: {' and '.join(out)}. Export the {self.what} of these days too"
        return (
            f"{text}." if self.is_declared else f"{text}, or state in case.yaml which days the file covers, if there were none."
        )


def coverage(
    material: Material, what: str, days: NDArray[np.datetime64], lags: "pd.Series[float]", files: tuple[DataFile, ...]
) -> Coverage | None:
    """The days that a table tells of; None where no row has a day. `days`: of its rows; `lags`: days from order to row."""
    known, created = days[~np.isnat(days)], material.days[~np.isnat(material.days)]
    declared = [file.covers for file in files if file.covers]
    if not len(created) or not (len(known) or declared):
        return None
    lag = float(lags[lags >= 0].quantile(LAG)) if (lags >= 0).any() else 0.0
    rows = _union(declared) if declared else Window(start=_date(known.min()), end=_date(known.max()))
    slack = 0 if declared else ceil(lag) + _silence(known, rows)
    exported = material.exported.tz_convert(material.policy.zone.key).date()
    reaches_back = (rows.start - _date(created.min())).days <= slack
    reaches_on = (exported - rows.end).days <= slack
    return Coverage(
        what=what,
        rows=rows,
        is_declared=bool(declared),
        lag=lag,
        first=None if reaches_back else rows.start,
        last=None if reaches_on else rows.end - timedelta(days=ceil(lag)),
    )


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


def _silence(days: NDArray[np.datetime64], rows: Window) -> int:
    """The longest run of days without a row that chance may give, at the least share of days with one that fits the file."""
    share = statistics.clopper_pearson(len(np.unique(days)), rows.days)[0]
    return ceil(log(BY_CHANCE) / log(1 - share)) if share < 1 else 0


def _union(windows: list[Window]) -> Window:
    return Window(start=min(w.start for w in windows), end=max(w.end for w in windows))


def _date(day: np.datetime64) -> date:
    found: date = day.astype("datetime64[D]").astype(object)
    return found

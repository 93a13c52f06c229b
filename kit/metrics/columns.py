"""Questions to a whole column at once. A column of few texts is asked once a text, not once a row."""

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.model.opened import BEFORE_ORDER

Mask = NDArray[np.bool_]
_COMPARED = 8  # so few texts are sooner compared than looked up


def among(column: "pd.Series[Any]", values: Collection[str]) -> Mask:
    """Which rows hold one of the texts; a missing one never does."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _of_codes(column, [text in values for text in column.cat.categories])
    return column.isin(list(values)).to_numpy(dtype=bool)


def begins(column: "pd.Series[Any]", start: str) -> Mask:
    """Which rows hold a text that begins so."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _of_codes(column, [str(text).startswith(start) for text in column.cat.categories])
    known = column.notna().to_numpy(dtype=bool)
    return known & column.astype("str").str.startswith(start, na=False).to_numpy(dtype=bool)


def flagged(frame: pd.DataFrame, name: str) -> Mask:
    """Which rows say yes in a column that may be missing as a whole."""
    if name not in frame.columns or not frame[name].notna().any():
        return np.zeros(len(frame), dtype=bool)
    return frame[name].eq(True).fillna(value=False).to_numpy(dtype=bool)


def present(frame: pd.DataFrame, name: str) -> Mask:
    """Which rows state a column that may be missing as a whole."""
    return frame[name].notna().to_numpy(dtype=bool) if name in frame.columns else np.zeros(len(frame), dtype=bool)


def since_order(frame: pd.DataFrame, names: Collection[str]) -> Mask:
    """Which orders state one of these times; one that lies before the order is of another parcel under the same number."""
    earliest = frame["created_at"] - BEFORE_ORDER
    found = np.zeros(len(frame), dtype=bool)
    for name in names:
        if frame[name].notna().any():
            found |= present(frame, name) & ~holds(frame[name] < earliest)
    return found


def by_platform(frame: pd.DataFrame) -> Mask:
    """Orders that the platform itself ships."""
    return begins(frame["fulfilment"], "platform")


def holds(compared: "pd.Series[bool]") -> Mask:
    """Which rows a comparison holds for; with a missing value it does not."""
    return compared.fillna(value=False).to_numpy(dtype=bool)


def _of_codes(column: "pd.Series[Any]", chosen: list[bool]) -> Mask:
    codes = column.cat.codes.to_numpy()
    if sum(chosen) > _COMPARED:
        return np.asarray([*chosen, False], dtype=bool)[codes]  # a missing one has code -1
    found = np.zeros(len(codes), dtype=bool)
    for code in np.flatnonzero(chosen):
        found |= codes == code
    return found

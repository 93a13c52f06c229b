"""Dates of a fixed width, such as `11/05/2026 09:40:00`, by their digits: exact, and several times faster than strptime."""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_FIRST_YEAR, _END_YEAR = 2000, 2100
_MONTHS = np.arange(f"{_FIRST_YEAR}-01", f"{_END_YEAR}-02", dtype="datetime64[M]").astype("datetime64[D]").astype(np.int64)
"""Days from 1970 to the first of each month."""
_CODES = {"%d": "dd", "%m": "mm", "%Y": "yyyy", "%H": "HH", "%M": "MM", "%S": "SS"}
_DIGITS = frozenset("".join(_CODES.values()))
_STEP = 1 << 15  # rows that fit a processor's cache
Bytes = NDArray[np.uint8]


def local_times(texts: Any, code: str) -> Any | None:
    """Local times by a strptime format of fixed width, null where a cell does not fit.

    None if the format or the cells have no fixed width: then another way is needed.
    """
    pattern = code
    for directive, letters in _CODES.items():
        pattern = pattern.replace(directive, letters)
    if "%" in pattern or not pattern.isascii():
        return None
    whole = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    chunks = [_chunk(whole.slice(at, _STEP), pattern) for at in range(0, len(whole), _STEP)]
    return None if any(c is None for c in chunks) else pa.chunked_array(chunks, pa.timestamp("us"))


def _chunk(chunk: Any, pattern: str) -> Any | None:
    width, count = len(pattern), len(chunk)
    if chunk.null_count == count:
        return pa.nulls(count, pa.timestamp("us"))
    _, offsets, content = chunk.buffers()
    ends = np.frombuffer(offsets, np.int32)[chunk.offset : chunk.offset + count + 1]
    filled = np.asarray(chunk.is_valid())
    starts = ends[:-1][filled]
    if not (np.diff(ends)[filled] == width).all():
        return None
    cells = np.frombuffer(content, np.uint8)
    if starts[-1] - starts[0] == (len(starts) - 1) * width:
        rows = cells[starts[0] : starts[-1] + width].reshape(-1, width)
    else:  # texts that were taken out may still stand between
        rows = cells[starts[:, None] + np.arange(width)]
    moments, fits = _moments(np.ascontiguousarray(rows.T), pattern)
    if filled.all():
        return pa.array(moments, mask=None if fits.all() else ~fits).cast(pa.timestamp("us"))
    spread, known = np.zeros(count, np.int64), np.zeros(count, bool)
    spread[filled], known[filled] = moments, fits
    return pa.array(spread, mask=~known).cast(pa.timestamp("us"))


def _moments(cells: Bytes, pattern: str) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Microseconds since 1970 of each column of cells, and whether it is a date that exists."""
    fits = np.ones(cells.shape[1], bool)
    for cell, letter in zip(cells, pattern, strict=True):
        fits &= cell - 48 < 10 if letter in _DIGITS else cell == ord(letter)
    day, month, hour, minute, second, year = (
        _number(cells, pattern, letters) for letters in ("dd", "mm", "HH", "MM", "SS", "yyyy")
    )
    fits &= (year >= _FIRST_YEAR) & (year < _END_YEAR) & (month >= 1) & (month <= 12)
    place = np.where(fits, (year - _FIRST_YEAR) * 12 + month - 1, 0)
    starts = _MONTHS[place]
    fits &= (day >= 1) & (day <= _MONTHS[place + 1] - starts) & (hour < 24) & (minute < 60) & (second < 60)
    seconds = (starts + day - 1) * 86_400 + (hour * 3_600 + minute * 60 + second)
    return seconds * 1_000_000, fits


def _number(cells: Bytes, pattern: str, letters: str) -> NDArray[np.int32]:
    """The number that stands at these letters, 0 if the pattern has none."""
    at = pattern.find(letters)
    value = np.zeros(cells.shape[1], np.int32)
    for place in range(at, at + len(letters)) if at >= 0 else ():
        value = value * 10 + (cells[place].astype(np.int32) - 48)
    return value

"""Questions to a whole column of texts at once, answered from its bytes: which repeat, whether any holds a blank.

Of millions of ids, a table of all of them takes several times as long as the numbers that they are mixed into here.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Mask = NDArray[np.bool_]
MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, so that multiplying by it loses nothing
_WORD = 8  # bytes
_KEPT = np.array([(1 << 8 * n) - 1 for n in range(_WORD + 1)], np.uint64)  # the first n bytes of a word
_ROWS = 1 << 16  # that fit a processor's cache


def hashes(column: Any) -> Hashes:
    """A number for each text of an Arrow column or a Series; equal texts have the same, in any column. Blanks have one too."""
    found = [_hashed(chunk.slice(at, _ROWS)) for chunk in _chunks(column) for at in range(0, len(chunk), _ROWS)]
    return np.concatenate(found) if found else np.array([], np.uint64)


def mixed(found: Hashes, word: Hashes) -> Hashes:
    """The numbers with one more word mixed in."""
    found = (found ^ word) * MIX
    return found ^ (found >> np.uint64(29))


def repeated(numbers: NDArray[Any]) -> Mask:
    """Which of the numbers stand more than once."""
    ordered = np.sort(numbers)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    return np.isin(numbers, twice) if len(twice) else np.zeros(len(numbers), bool)


def is_dense(column: Any) -> bool:
    """Whether all texts are ASCII without any blank, tab or line end: then none need be looked at alone."""
    for chunk in _chunks(column):
        ends, content = _content(chunk)
        cells = content[int(ends[0]) : int(ends[-1])]
        if len(cells) and (int(cells.min()) <= ord(" ") or int(cells.max()) > ord("~")):
            return False
    return True


def _chunks(column: Any) -> list[Any]:
    whole = column.array.__arrow_array__() if hasattr(column, "iloc") else column
    return list(getattr(whole, "chunks", [whole]))


def _content(chunk: Any) -> tuple[NDArray[Any], NDArray[np.uint8]]:
    """Where each text ends in the bytes, the beginning of the first before them; and the bytes."""
    if chunk.null_count == len(chunk):
        return np.zeros(len(chunk) + 1, np.int64), np.array([], np.uint8)
    _, ends, content = chunk.buffers()
    wide = np.int64 if str(chunk.type) == "large_string" else np.int32
    places = np.frombuffer(ends, wide)[chunk.offset : chunk.offset + len(chunk) + 1].astype(np.int64)
    return places, np.frombuffer(content, np.uint8) if content is not None else np.array([], np.uint8)


def _hashed(chunk: Any) -> Hashes:
    ends, content = _content(chunk)
    if content.size < _WORD:
        content = np.concatenate([content, np.zeros(_WORD, np.uint8)])
    words = np.ndarray((content.size - _WORD + 1,), "<u8", content, strides=(1,))
    length = np.diff(ends)
    if chunk.null_count:
        length = np.where(chunk.is_valid().to_numpy(zero_copy_only=False), length, 0)
    found = length.astype(np.uint64) * MIX
    rows, start = np.flatnonzero(length), ends[:-1]
    for done in range(0, int(length.max(initial=0)), _WORD):
        rows = rows[length[rows] > done]
        at = start[rows] + done
        inside = np.minimum(at, len(words) - 1)  # a word may not reach over the end of the bytes
        word = words[inside] >> ((at - inside) * 8).astype(np.uint64)
        found[rows] = mixed(found[rows], word & _KEPT[np.minimum(length[rows] - done, _WORD)])
    return found

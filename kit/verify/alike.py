"""Whether two pictures of the same thing show the same: two renderings never have the same pixels."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW = 9  # pixels
# Of pictures coded anew at the smallest level that the bundle takes, no tile kept less than 0.73 of its range; erased print keeps 0.1.
_TILE, _AROUND = 8, 2  # pixels, at 2 a point; and how far around a tile its lines may have moved
_KEPT = 0.5  # of a tile's range between its darkest and lightest pixel: so much must be there too


def is_alike(here: "NDArray[Any]", there: "NDArray[Any]", limit: int, few: int) -> bool:
    """Whether two pictures differ in no more than how edges are smoothed: each within what the other has close by."""
    return not differing(here, there, limit, few)


def differing(here: "NDArray[Any]", there: "NDArray[Any]", limit: int, few: int) -> list[tuple[int, int]]:
    """Row and column of the upper left pixel of each window in which more than so few pixels differ by more than edges do."""
    import numpy as np

    apart = np.maximum(outside(here, there), outside(there, here)) > limit
    rows = np.add.reduceat(apart.astype(np.int32), range(0, apart.shape[0], WINDOW), axis=0)
    counts = np.add.reduceat(rows, range(0, apart.shape[1], WINDOW), axis=1)
    return [(int(y) * WINDOW, int(x) * WINDOW) for y, x in np.argwhere(counts > few)]


def keeps_lines(here: "NDArray[Any]", drawings: Iterable["NDArray[Any]"], faint: int, ringing: int) -> bool:
    """Whether wherever one picture has lines, if only so faint (of 255), the other has some too, and no picture is flat where the other is not.

    The other comes in several drawings that are no more than a hair apart: what one of them does not show is no line to be held.
    What only the first has may be as strong as the `ringing` of its coding beside an edge.
    """
    lost: Any = True
    for there in drawings:
        lost = lost & _lost(here, there, faint, ringing)
        if not lost.any():
            return True
    return False


def _lost(here: "NDArray[Any]", there: "NDArray[Any]", faint: int, ringing: int) -> "NDArray[Any]":
    """For each tile of both pictures, whole or moved by half a tile, whether one has lines of which the other has none there nor close by."""
    import numpy as np

    one, other = _soft(here), _soft(there)
    starts = (0, _TILE // 2)
    ways = ((one, other, faint), (other, one, ringing))
    return np.concatenate([_is_lost(a[at:, at:], b[at:, at:], least).ravel() for a, b, least in ways for at in starts])


def _is_lost(here: "NDArray[Any]", there: "NDArray[Any]", faint: int) -> "NDArray[Any]":
    """For each tile whether the second picture has lines of which the first has none there nor close by."""
    import numpy as np

    low, high = here, here
    for _ in range(_AROUND):
        low, high = _spread(low, np.minimum), _spread(high, np.maximum)
    had, has = _tiles(there, np.max) - _tiles(there, np.min), _tiles(high, np.max) - _tiles(low, np.min)
    is_lost: NDArray[Any] = (had >= faint) & (has < _KEPT * had)
    return is_lost


def _tiles(picture: "NDArray[Any]", pick: Any) -> "NDArray[Any]":
    """The picked pixel of each whole tile."""
    high, wide = picture.shape[0] // _TILE, picture.shape[1] // _TILE
    tiles = picture[: high * _TILE, : wide * _TILE].reshape(high, _TILE, wide, _TILE)
    picked: NDArray[Any] = pick(pick(tiles, axis=3), axis=1)
    return picked


def _soft(picture: "NDArray[Any]") -> "NDArray[Any]":
    """Each pixel as the mean of itself and its neighbours, so that grain and codes weigh little."""
    import numpy as np

    wide = np.pad(picture.astype(np.int16), 1, mode="edge")
    rows = wide[:-2] + wide[1:-1] + wide[2:]
    soft: NDArray[Any] = (rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) // 9
    return soft


def outside(picture: "NDArray[Any]", other: "NDArray[Any]") -> "NDArray[Any]":
    """How far each pixel lies outside the range of the other's pixels around it."""
    import numpy as np

    low, high = _spread(other, np.minimum), _spread(other, np.maximum)
    beyond: NDArray[Any] = np.maximum(picture.astype(np.int16) - high, low.astype(np.int16) - picture)
    return beyond


def _spread(picture: "NDArray[Any]", pick: Any) -> "NDArray[Any]":
    """The least or greatest of each pixel and its eight neighbours."""
    wide = picture.copy()
    pick(wide[:, 1:], picture[:, :-1], out=wide[:, 1:])
    pick(wide[:, :-1], picture[:, 1:], out=wide[:, :-1])
    high = wide.copy()
    pick(high[1:], wide[:-1], out=high[1:])
    pick(high[:-1], wide[1:], out=high[:-1])
    return high

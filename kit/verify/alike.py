"""Whether two pictures of the same thing show the same: two renderings never have the same pixels."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW = 9  # pixels


def is_alike(here: "NDArray[Any]", there: "NDArray[Any]", limit: int, few: int) -> bool:
    """Whether two pictures differ in no more than how edges are smoothed: each within what the other has close by."""
    import numpy as np

    apart = np.maximum(_outside(here, there), _outside(there, here)) > limit
    rows = np.add.reduceat(apart.astype(np.int32), range(0, apart.shape[0], WINDOW), axis=0)
    return bool(np.add.reduceat(rows, range(0, apart.shape[1], WINDOW), axis=1).max(initial=0) <= few)


def _outside(picture: "NDArray[Any]", other: "NDArray[Any]") -> "NDArray[Any]":
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

"""Where to cut a picture too tall for one page: between its lines of text, each part repeating the end of the one before."""

from math import ceil
from typing import Any

from kit.model import Tile
from kit.tools.images import orientation
from kit.tools.vips import vips

TALL = 2.5  # height by width from which a picture is cut; a phone's screen has up to 2.3 and stays whole
PHONE = 1_440  # pixels; wider captures come from a desktop and have smaller type
_SHAPES = (2.0, 1.36)  # height by width of a part: of a phone's capture, of a desktop's (which then fills the page's width)
_REPEATED = 0.05  # of a part's height stands in the next one too
_SEARCHED = 0.15  # of a part's height in which a gap between lines is looked for
_QUIET = 6  # of 255: rows whose neighbouring pixels differ by less nowhere are a gap
_RUNS = 16  # what stays the same over two such parts of the picture's width is no line of text
_STEADY = 0.6  # of those rows: a table's rule is crossed by others, and JPEG blurs it beside each line
_BLOCK = 8  # pixels of a JPEG's block, over which a sharp edge swings
MAX_TILES = 200


def planned(content: bytes, width: int, height: int) -> tuple[Tile, ...]:
    """The parts of a tall picture in rows of pixels as displayed, top to bottom; () for a picture that is shown whole."""
    if height <= TALL * width or height < 1_000:
        return ()
    step = max(200, round(_SHAPES[width > PHONE] * width))
    step = max(step, ceil(height / MAX_TILES * (1 + 2 * _REPEATED + _SEARCHED)))
    pixels, repeated = _displayed(content), round(step * _REPEATED)
    tiles, top = [], 0
    while height - top > step * (1 + _REPEATED):
        even = _even(height - top, step, 1.5 * repeated)
        bottom = _cut(pixels, top + even - round(step * _SEARCHED), min(top + even, top + step))
        tiles.append(Tile(top=top, bottom=bottom))
        top = _cut(pixels, bottom - 2 * repeated, bottom - repeated)
    return (*tiles, Tile(top=top, bottom=height))


def sheets(width: int, height: int) -> float:
    """How many parts of full height a tall picture has; 1 for a picture that is shown whole.

    >>> sheets(1170, 2532), sheets(1170, 24_000) > 10
    (1.0, True)
    """
    return height / (_SHAPES[width > PHONE] * width) if height > TALL * width > 0 else 1.0


def _even(left: int, step: int, repeated: float) -> int:
    """The height of the next part if all that are needed are alike: a short last one would be shown with larger type."""
    parts = ceil((left - repeated) / (step - repeated))
    return min(step, round((left + (parts - 1) * repeated) / parts + step * _SEARCHED / 2))


def _displayed(content: bytes) -> Any:
    """The picture's pixels in grey as displayed."""
    image = vips().Image.new_from_buffer(content, "")
    grey = (image.autorot() if orientation(content) != 1 else image).colourspace("b-w")
    return grey.extract_band(0).cast("uchar").numpy()


def _cut(pixels: Any, first: int, last: int) -> int:
    """The middle of the widest gap between two rows; the quietest row if there is none.

    A gap is where from left to right nothing stands out, or else nothing but what runs down the picture: a rule, a scroll
    bar, a bubble's edge.
    """
    import numpy as np

    reach = pixels.shape[1] // _RUNS
    above = min(first, 2 * reach)
    rows = pixels[first - above : last + 2 * reach].astype(np.int16)  # of the whole picture it would take many times the memory
    steps = np.abs(np.diff(rows, axis=1))
    searched = slice(above, above + last - first)
    found = _widest(~(steps[searched] >= _QUIET).any(axis=1))
    if found is None:
        steps[_standing(rows, steps >= _QUIET, reach)] = 0
        found = _widest(~(steps[searched] >= _QUIET).any(axis=1))
    return first + (int(steps[searched].sum(axis=1).argmin()) if found is None else found)


def _standing(rows: Any, loud: Any, reach: int) -> Any:
    """The places next to something that stays the same over most of `2 * reach` rows: no line of text does."""
    import numpy as np

    same = np.abs(np.diff(rows, axis=0, prepend=rows[:1])) < _QUIET
    found = loud & same[:, 1:] & same[:, :-1]
    found = _near(found, reach, axis=0) > _STEADY * 2 * reach
    found = _near(found, reach, axis=0) > 0
    return _near(found, _BLOCK, axis=1) > 0


def _near(flags: Any, reach: int, axis: int) -> Any:
    """How many of the flags from `reach` before each to `reach` after it, along the axis, are set."""
    import numpy as np

    sums = np.cumsum(flags, axis=axis, dtype=np.int32)
    size = flags.shape[axis]
    at = np.arange(size)
    before = np.take(sums, np.maximum(at - reach - 1, 0), axis=axis)
    first = np.expand_dims(at > reach, 1 - axis)
    return np.take(sums, np.minimum(at + reach, size - 1), axis=axis) - before * first


def _widest(rows: Any) -> int | None:
    """The middle of the longest run of set rows, if there is one."""
    best, length, start = None, 0, None
    for row, is_gap in enumerate((*rows, False)):
        if is_gap:
            start = row if start is None else start
        elif start is not None:
            if row - start >= length:  # of equal ones the lower
                best, length = (start + row) // 2, row - start
            start = None
    return best

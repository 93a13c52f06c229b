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
MAX_TILES = 200


def planned(content: bytes, width: int, height: int) -> tuple[Tile, ...]:
    """The parts of a tall picture in rows of pixels as displayed, top to bottom; () for a picture that is shown whole."""
    if height <= TALL * width or height < 1_000:
        return ()
    step = max(200, round(_SHAPES[width > PHONE] * width))
    step = max(step, ceil(height / MAX_TILES * (1 + 2 * _REPEATED + _SEARCHED)))
    gaps, repeated = _gaps(content), round(step * _REPEATED)
    tiles, top = [], 0
    while height - top > step * (1 + _REPEATED):
        even = _even(height - top, step, 1.5 * repeated)
        bottom = _cut(gaps, top + even - round(step * _SEARCHED), min(top + even, top + step))
        tiles.append(Tile(top=top, bottom=bottom))
        top = _cut(gaps, bottom - 2 * repeated, bottom - repeated)
    return (*tiles, Tile(top=top, bottom=height))


def _even(left: int, step: int, repeated: float) -> int:
    """The height of the next part if all that are needed are alike: a short last one would be shown with larger type."""
    parts = ceil((left - repeated) / (step - repeated))
    return min(step, round((left + (parts - 1) * repeated) / parts + step * _SEARCHED / 2))


def _gaps(content: bytes) -> Any:
    """Whether each row of the picture as displayed is a gap: from left to right nothing stands out in it."""
    import numpy as np

    image = vips().Image.new_from_buffer(content, "")
    grey = (image.autorot() if orientation(content) != 1 else image).colourspace("b-w")
    pixels = grey.extract_band(0).cast("uchar").numpy()
    quiet = np.empty(len(pixels), bool)
    for start in range(0, len(pixels), 2_000):  # a strip at a time: the differences of all would take twice the memory
        strip = pixels[start : start + 2_000].astype(np.int16)
        quiet[start : start + 2_000] = np.abs(np.diff(strip, axis=1)).max(axis=1, initial=0) < _QUIET
    return quiet


def _cut(gaps: Any, first: int, last: int) -> int:
    """The middle of the widest gap between two rows; the last row if there is none."""
    best, length, start = last, 0, None
    for row in range(first, last + 1):
        if row < last and gaps[row]:
            start = row if start is None else start
        elif start is not None:
            if row - start >= length:  # of equal ones the lower
                best, length = (start + row) // 2, row - start
            start = None
    return best

"""Areas of an exhibit that the manifest says are covered: left out of the comparison, and held to be dark and to hide all."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kit.model import Finding
from kit.tools.page_geometry import Box
from kit.verify.claim import Part, finding

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kit.tools.pdf_read import Reading

_SCALE = 4.0  # pixels a point at which a covered area is looked at
_EDGE = 3  # pixels around an area in which its edge is smoothed
_DARK = 110  # of 255: what a cover may reach, coded anew
_COVERED = 0.55  # of an area: the rest may be the label
_CONTRAST = 12.0  # standard deviation of greys from which the original's area holds something
_RESEMBLES = 0.5  # correlation from which a cover lets the original be seen


def covered(part: Part) -> Iterator[Finding]:
    """What a person should look at: nothing can be compared beneath a cover."""
    for page in sorted({n for n, _ in part.masks}):
        some = [box for n, box in part.masks if n == page]
        share = sum((right - left) * (bottom - top) for left, top, right, bottom in some)
        areas = f"{len(some)} area{'s' if len(some) > 1 else ''}"
        yield finding(
            "V116 masked",
            f"page {part.first + page - 1}",
            f"{areas} of Exhibit {part.n} ({share:.1%} of the page) covered: compared with the original everywhere else",
            "look once beside the original that they hide buyers' data only",
            "info",
        )


def blanked(picture: "NDArray[Any]", masks: Sequence[Box], edge: int = _EDGE) -> "NDArray[Any]":
    """The picture with the areas, and so many pixels around them, in one tone."""
    if not masks:
        return picture
    picture = picture.copy()
    high, wide = picture.shape[:2]
    for left, top, right, bottom in masks:
        rows = slice(max(0, int(top * high) - edge), int(bottom * high) + edge + 1)
        picture[rows, max(0, int(left * wide) - edge) : int(right * wide) + edge + 1] = 0
    return picture


def laid_bare(
    bundle: "Reading", page: int, area: Box, masks: Sequence[Box], drawn: Callable[[tuple[int, int]], "NDArray[Any]"]
) -> Iterator[str]:
    """What a cover does not hide: text beneath it, light through it, or the original itself."""
    if not masks:
        return
    wide, high = area[2] - area[0], area[3] - area[1]
    pixels = (max(1, round(wide * _SCALE)), max(1, round(high * _SCALE)))
    here, there = bundle.pixels(page, pixels, area), drawn(pixels)
    for left, top, right, bottom in masks:
        line = (bottom - top) * high / 3  # only its middle: letters of the lines around it may reach into it
        place = (area[0] + left * wide, area[3] - bottom * high + line, area[0] + right * wide, area[3] - top * high - line)
        if bundle.text(page, place).strip():
            yield "holds text beneath a covered area"
        rows, columns = _inside(top, bottom, pixels[1]), _inside(left, right, pixels[0])
        cover, original = here[rows, columns], there[rows, columns]
        if cover.size and (cover <= _DARK).mean() < _COVERED:
            yield "has an area that is said to be covered and is not"
        elif cover.size and _resembles(cover, original):
            yield "shows the original through a covered area"


def _inside(first: float, last: float, whole: int) -> slice:
    """The pixels that lie well inside."""
    start, end = int(first * whole) + _EDGE, int(last * whole) - _EDGE
    return slice(start, end) if end > start else slice(int(first * whole), int(last * whole) + 1)


def _resembles(cover: "NDArray[Any]", original: "NDArray[Any]") -> bool:
    import numpy as np

    one, other = (picture.astype(np.float64).ravel() for picture in (cover, original))
    if other.std() < _CONTRAST or one.std() < 1:
        return False
    return bool(abs(np.corrcoef(one, other)[0, 1]) > _RESEMBLES)

"""Whether a picture in the bundle is the original's own, coded anew at most: held pixel by pixel on the bundle's own grid.

The look at a whole page is coarse, and allows what coding takes away there. Here a figure changed within a screenshot or
a scan stands out: coding takes a little everywhere, a forger much in one place.
"""

from typing import TYPE_CHECKING, Any, Protocol

from kit.verify.alike import is_alike, outside

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SAME = 3  # of 255: two decoders of one file differ by no more
# Of made screenshots, scans and photos and those of the example cases, at each level of the bundle down to its floor (1,300
# pixels, quality 40), none lay further apart than 24, 9, 12 and 7 (evidence of other bundles: 22). One figure made another lay
# 32 and more apart, but 26 in print of 7 points at the floor: that one is missed.
_APART = 27  # a pixel, each the mean of itself and its neighbours, beyond all that the other has around it
_TONE, _TONE_SIDE = 15.0, 16  # the mean of a square of so many pixels, in any colour
_HUES = ((20.0, 8), (12.0, 16))  # the same of how far each colour lies from the mean of the three
_HUES_DRAWN, _HUES_LOOSE = (24, 4), (60, 6)  # of two drawings of a page: red and blue beside green, and pixels of a window
_OFF, _OFF_MOST, _OFF_SIDE = 0.2, 1, 8  # black on white: of ink to paper beyond the middle, and pixels of a square that may be
_HUE, _HUED = 40, 1e-4  # of 255 between the colours of a pixel, and of all pixels: less is black on white
_HALF = 128
_ROWS, _LAP = 512, 16  # rows looked at together, and those of the next that are too
_RIM = 2  # pixels at the edge of what is looked at together: what would lie around them is not known


class Held(Protocol):
    """A picture: of a page, or an original itself."""

    @property
    def is_single(self) -> bool:
        """Whether it has one bit a pixel."""

    def coded(self) -> bytes:
        """Its data as a file holds them."""

    def pixels(self) -> Any | None:
        """A Pillow image in RGB, not turned; None where it cannot be decoded."""

    def seen(self) -> Any | None:
        """The same as its masks leave it, on white."""


def is_of(here: Held, there: Held, *, is_masked: bool = False) -> bool:
    """Whether the bundle's picture shows what the original's picture shows, at the bundle's own size and through any mask."""
    import numpy as np

    if not is_masked and here.coded() == there.coded():
        return True
    one, other = (here.seen(), there.seen()) if is_masked else (here.pixels(), there.pixels())
    if one is None or other is None:
        return one is other
    return is_like(np.asarray(one), np.asarray(_resized(other, one.size)), is_single=here.is_single)


def _resized(picture: Any, size: tuple[int, int]) -> Any:
    from PIL import Image

    return picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def is_like(here: "NDArray[Any]", there: "NDArray[Any]", *, is_single: bool = False) -> bool:
    """Whether two pictures in RGB of one size differ in no more than what coding takes away."""
    import numpy as np

    if not (np.abs(here.astype(np.int16) - there) > _SAME).any():
        return True
    if is_single and _is_grey(there):
        return _is_its_black(here[:, :, 1], there[:, :, 1])
    rows = range(0, here.shape[0], _ROWS)
    return all(_is_near(here[y : y + _ROWS + _LAP], there[y : y + _ROWS + _LAP]) for y in rows)


def _is_near(here: "NDArray[Any]", there: "NDArray[Any]") -> bool:
    """Whether no line differs by more than coding does, nor any square's tone or hue."""
    import numpy as np

    one, other = _soft(_luma(here)), _soft(_luma(there))
    inner = slice(_RIM, -_RIM)
    if any(outside(*pair)[inner, inner].max(initial=0) > _APART for pair in ((one, other), (other, one))):
        return False
    apart = here.astype(np.int16) - there
    if (np.abs(_means(apart, _TONE_SIDE)) > _TONE).any():
        return False
    return all(_hue(apart, side) <= most for most, side in _HUES)


def keeps_hues(here: "NDArray[Any]", there: "NDArray[Any]", *, is_loose: bool) -> bool:
    """Whether two drawings of a page have the same colours, beside how bright these are; loosely: fields are tinted, pictures coded."""
    import numpy as np

    limit, few = _HUES_LOOSE if is_loose else _HUES_DRAWN
    one, other = ([_soft(picture[:, :, n].astype(np.int16) - picture[:, :, 1]) for n in (0, 2)] for picture in (here, there))
    return all(is_alike(a, b, limit, few) for a, b in zip(one, other, strict=True))


def _hue(apart: "NDArray[Any]", side: int) -> float:
    """How far of any square the mean of a colour differs beyond the mean of all three."""
    import numpy as np

    means = _means(apart, side)
    return float(np.abs(means - means.mean(axis=2, keepdims=True)).max(initial=0.0))


def _is_its_black(here: "NDArray[Any]", there: "NDArray[Any]") -> bool:
    """Whether what is black is what was nearer to ink than to paper, and the rest white."""
    import numpy as np

    black = here < _HALF
    if black.all() or not black.any():
        return False
    ink, paper = (float(np.median(there[where])) for where in (black, ~black))
    beyond = _OFF * (paper - ink)
    off = np.where(black, there > (ink + paper) / 2 + beyond, there < (ink + paper) / 2 - beyond)
    return paper > ink and not (_sums(off[:, :, None], _OFF_SIDE) > _OFF_MOST).any()


def _is_grey(picture: "NDArray[Any]") -> bool:
    import numpy as np

    return bool(((picture.max(axis=2).astype(np.int16) - picture.min(axis=2)) > _HUE).mean() <= _HUED)


def _luma(picture: "NDArray[Any]") -> "NDArray[Any]":
    import numpy as np
    from PIL import Image

    return np.asarray(Image.fromarray(picture).convert("L"))


def _soft(picture: "NDArray[Any]") -> "NDArray[Any]":
    """Each pixel as the mean of itself, twice as heavy, and its neighbours: thin strokes stay, the rings of coding do not."""
    import numpy as np

    wide = np.pad(picture.astype(np.int16), 1, mode="edge")
    rows = wide[:-2] + 2 * wide[1:-1] + wide[2:]
    soft: NDArray[Any] = (rows[:, :-2] + 2 * rows[:, 1:-1] + rows[:, 2:]) // 16
    return soft


def _means(picture: "NDArray[Any]", side: int) -> "NDArray[Any]":
    """Of each whole square the mean of each colour."""
    means: NDArray[Any] = _sums(picture, side) / (side * side)
    return means


def _sums(picture: "NDArray[Any]", side: int) -> "NDArray[Any]":
    import numpy as np

    high, wide = picture.shape[0] // side, picture.shape[1] // side
    whole = picture[: high * side, : wide * side].reshape(high, side, wide, side, picture.shape[2])
    sums: NDArray[Any] = whole.sum(axis=1, dtype=np.int32).sum(axis=2)
    return sums

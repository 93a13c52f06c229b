"""Black and white pages as CCITT G4: about a sixth of a JPEG and sharper, where nothing but black on white is lost.

A page qualifies by its pixels alone: no colour (seals and signatures stay as they are), few greys between ink and paper,
one ink, and no faint mark that would vanish. Whoever is in doubt keeps the greys.
"""

import io
from dataclasses import dataclass
from typing import Any

from kit.tools.images import Broken, Original, of_samples
from kit.tools.vips import vips

MIDDLE_MOST = 0.05  # of all pixels may lie between ink and paper: the blurred edges of print
COLOUR_MOST = 3e-5  # of all pixels may be coloured: specks, not the thinnest signature
LOST_MOST = 2e-4  # of all squares may hold a mark that black and white would lose
_CHROMA = 32  # of 255, between the strongest and the weakest channel of a coloured pixel
_PAPER = 180  # the lightest common grey must be at least this, or the page is dark or a photo
_CONTRAST = 100  # between ink and paper
_SMALL = 256  # pixels: longer side of a page seen small
_SMALL_COLOUR, _SMALL_PAPER = 0.01, 0.5  # of a page seen small: most colour, least paper
_FAINT = 40  # darker than the paper by so much is a mark, not the paper's grain
_MARKED = 4  # pixels of a square of eight by eight make a mark
_EVEN, _APART = 12, 48  # of 255: within a stroke of one ink, and between the palest and the darkest ink of a page
_STROKES = 64  # pixels within strokes that tell the inks
_SOME = 2  # every so manieth row and column tells the tones
_LARGE = 6_000_000  # pixels; above, a page is seen small first
_DENSE = 0.3  # bytes a pixel: a JPEG in colour that takes more has grain or texture all over
_ROWS, _OFFSETS, _COUNTS = 278, 273, 279  # TIFF: rows a strip, where strips lie, their bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A page as one strip of CCITT G4, as wide and high as it was; 0 is black."""

    content: bytes
    width: int
    height: int


def of(original: Original) -> Coded | None:
    """The page in black and white, single bits as they are; None if that would take anything away."""
    if original.width and len(original.content) == (original.width + 7) // 8 * original.height:
        return packed(original.content, original.width, original.height)
    try:
        return _of_greys(original)
    except (vips().Error, Broken):
        return None  # what cannot be decoded stays


def _of_greys(original: Original) -> Coded | None:
    image = _opened(original)
    if image.bands == 3 and len(original.content) > _DENSE * image.width * image.height and not original.width:
        return None
    if image.width * image.height > _LARGE and not _may_be(_opened(original, _SMALL).numpy()):
        return None
    return coded(image.numpy())


def coded(samples: Any) -> Coded | None:
    """The same of an array of 8-bit samples: height × width, then one channel of grey or three of RGB."""
    import numpy as np

    grey = _grey(samples)
    if grey is None:
        return None
    some = grey[::_SOME, ::_SOME]
    paper, ink = _tones(some)
    quarter = (paper - ink) // 4
    if paper < _PAPER or paper - ink < _CONTRAST:
        return None
    if ((some > ink + quarter) & (some < paper - quarter)).mean() >= MIDDLE_MOST:
        return None
    if _has_inks(grey, paper):
        return None
    white = np.packbits(grey >= (paper + ink) // 2, axis=1)
    if _lost(np.packbits(grey < paper - _FAINT, axis=1), ~white) > LOST_MOST:
        return None
    return packed(white.tobytes(), samples.shape[1], samples.shape[0])


def packed(white: bytes, width: int, height: int) -> Coded:
    """G4 of rows of one bit a pixel, each row filled up to a whole byte; 1 is white."""
    import numpy as np
    from PIL import Image, TiffImagePlugin

    rows = TiffImagePlugin.ImageFileDirectory_v2()
    rows[_ROWS] = height  # a PDF takes one strip only
    out = io.BytesIO()
    black = (~np.frombuffer(white, "uint8")).tobytes()  # the fax code's long runs are those of 0
    Image.frombytes("1", (width, height), black).save(out, "TIFF", compression="group4", tiffinfo=rows)
    out.seek(0)
    with TiffImagePlugin.TiffImageFile(out) as made:
        offsets, counts = (made.tag_v2[tag] for tag in (_OFFSETS, _COUNTS))
    assert len(offsets) == 1
    return Coded(content=out.getvalue()[offsets[0] : offsets[0] + counts[0]], width=width, height=height)


def _opened(original: Original, edge: int | None = None) -> Any:
    """The page as libvips sees it, whole or small."""
    library = vips().Image
    if original.width:
        image = of_samples(original)
        return image.thumbnail_image(edge, height=edge, size="down") if edge else image
    if edge:
        return library.thumbnail_buffer(original.content, edge, height=edge, size="down", no_rotate=True)
    return library.new_from_buffer(original.content, "", access="sequential")


def _may_be(samples: Any) -> bool:
    """Whether a page seen small may qualify, which spares the decoding of photos."""
    if samples.ndim == 3 and samples.shape[2] == 3 and _coloured(samples, 2 * _CHROMA) > _SMALL_COLOUR:
        return False
    grey = samples if samples.ndim == 2 else samples[:, :, samples.shape[2] // 2]
    return bool((grey >= _PAPER).mean() >= _SMALL_PAPER)


def _grey(samples: Any) -> Any:
    """The page in grey; None if it holds colour."""
    if samples.ndim == 2:
        return samples
    if samples.shape[2] == 1:
        return samples[:, :, 0]
    return None if _coloured(samples, _CHROMA) > COLOUR_MOST else samples[:, :, 1]


def _coloured(samples: Any, least: int) -> float:
    """The share of pixels whose channels lie further apart than that."""
    import numpy as np

    red, green, blue = (samples[:, :, n] for n in range(3))
    spread = np.maximum(np.maximum(red, green), blue) - np.minimum(np.minimum(red, green), blue)
    return float((spread > least).mean())


def _tones(grey: Any) -> tuple[int, int]:
    """The greys of paper and ink: the commonest one, and the middle of all that is well darker."""
    import numpy as np

    counts = np.bincount(grey.ravel(), minlength=256)
    paper = int(counts.argmax())
    dark = np.cumsum(counts[: max(1, paper - _CONTRAST // 2)])
    return paper, int(np.searchsorted(dark, max(1, dark[-1] / 2)))


def _has_inks(grey: Any, paper: int) -> bool:
    """Whether the page is printed in several greys, which one black would make the same."""
    import numpy as np

    corners = grey[:-1, :-1], grey[1:, :-1], grey[:-1, 1:], grey[1:, 1:]
    high, low = (of(of(*corners[:2]), of(*corners[2:])) for of in (np.maximum, np.minimum))
    inner = high[(high - low <= _EVEN) & (high < paper - _FAINT)]
    if len(inner) < _STROKES:
        return False
    dark, pale = np.percentile(inner, (10, 90))
    return bool(pale - dark > _APART)


def _lost(marks: Any, black: Any) -> float:
    """Of all squares the share that holds a mark and has no black in it or beside it. Both are packed bits."""
    import numpy as np

    marked, kept = _squares(marks) >= _MARKED, np.pad(_squares(black) > 0, 1)
    high, wide = marked.shape
    near = np.zeros_like(marked)
    for down in range(3):
        for right in range(3):
            near |= kept[down : down + high, right : right + wide]
    return float((marked & ~near).mean()) if marked.size else 1.0


def _squares(packed: Any) -> Any:
    """How many pixels of each whole square of eight by eight are set."""
    import numpy as np

    rows = len(packed) // 8 * 8
    counts = np.bitwise_count(packed[:rows])
    return counts.reshape(-1, 8, packed.shape[1]).sum(axis=1, dtype="uint8")

"""Where things stand on a page: from a PDF's boxes, turns and units to what a reader sees. Only arithmetic.

A matrix is six numbers as in PDF: x' = a x + c y + e, y' = b x + d y + f.
"""

from collections.abc import Sequence
from math import isfinite

from kit.model import PageSize

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
LETTER: Box = (0.0, 0.0, 612.0, 792.0)  # what readers take where a page has no usable box
MAX_SIDE = 14_400.0  # points; the format's own limit

TURNED: dict[int, Matrix] = {  # EXIF orientation -> the unit square as it must be drawn
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}


def box_of(numbers: Sequence[float] | None) -> Box | None:
    """Two corners in any order as left, bottom, right, top; None if they span nothing."""
    if numbers is None or len(numbers) != 4 or not all(isfinite(n) for n in numbers):
        return None
    x0, x1 = sorted((numbers[0], numbers[2]))
    y0, y1 = sorted((numbers[1], numbers[3]))
    return (x0, y0, x1, y1) if x1 - x0 > 0 and y1 - y0 > 0 else None


def visible(media: Box | None, crop: Box | None) -> Box:
    """What of a page is shown: the crop box as far as it lies on the page."""
    media = media or LETTER
    if crop is None:
        return media
    cut = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return box_of(cut) if cut[2] > cut[0] and cut[3] > cut[1] and box_of(cut) else media  # type: ignore[return-value]


def upright(box: Box, rotate: float, unit: float) -> tuple[PageSize, Matrix]:
    """Displayed size in points, and the matrix that brings the box's content upright to the origin."""
    x0, y0, x1, y1 = box
    u = unit if isfinite(unit) and 0 < unit <= 1000 else 1.0
    quarter = round(rotate / 90) % 4 if isfinite(rotate) else 0
    wide, high = (x1 - x0) * u, (y1 - y0) * u
    matrix: Matrix = (
        (u, 0, 0, u, -x0 * u, -y0 * u),
        (0, -u, u, 0, -y0 * u, x1 * u),
        (-u, 0, 0, -u, x1 * u, y1 * u),
        (0, u, -u, 0, y1 * u, -x0 * u),
    )[quarter]
    return PageSize(width=high, height=wide) if quarter % 2 else PageSize(width=wide, height=high), matrix


def fitted(box: Box, matrix: Matrix, area: Box) -> Matrix | None:
    """The matrix that brings an annotation's appearance, transformed by its own matrix, onto its area (ISO 32000 §12.5.5)."""
    corners = [moved(matrix, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    low, high = min(y for _, y in corners), max(y for _, y in corners)
    if right <= left or high <= low:
        return None
    sx, sy = (area[2] - area[0]) / (right - left), (area[3] - area[1]) / (high - low)
    return (sx, 0, 0, sy, area[0] - left * sx, area[1] - low * sy)


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point goes."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def behind(first: Matrix, then: Matrix) -> Matrix:
    """Two matrices as one."""
    (e, f), (a, b), (c, d) = moved(then, *first[4:]), moved((*then[:4], 0, 0), *first[:2]), moved((*then[:4], 0, 0), *first[2:4])
    return (a, b, c, d, e, f)


def undone(matrix: Matrix) -> Matrix | None:
    """The matrix that brings everything back; None where nothing can."""
    a, b, c, d, e, f = matrix
    size = a * d - b * c
    if not size:
        return None
    return (d / size, -b / size, -c / size, a / size, (c * f - d * e) / size, (b * e - a * f) / size)

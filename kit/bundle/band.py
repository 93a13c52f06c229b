"""The band above every exhibit page, and the DRAFT bar: what is written where, in points (DESIGN-LOOK, Band)."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from kit.model import Exhibit, PageSize
from kit.tools.page_geometry import Box
from kit.tools.textline import REGULAR, SEMIBOLD, Faces, Line, clean, joined, shaped, wrapped

SIDE = 28.0  # left and right margin
RULE = 64.0  # the band's rule ends here
TOP, FOOT = 72.0, 20.0  # the content area lies between, measured from the top and the bottom
NOTE_FOOT = 36.0  # foot of the content area where a line stands below it
BAR = 15.0  # height of the DRAFT bar
OPACITY = 0.075  # of the DRAFT mark
_RIGHT = 178.0  # captions end here, measured from the right edge
_BETWEEN = 7.0  # the two links of the right block
_CAPTION, _SMALL = 10.5, 8.5  # sizes
_INK, _GREY, _ACCENT = (0x16, 0x19, 0x1D), (0x56, 0x61, 0x6B), (0x12, 0x3F, 0x63)
_HAIR, _RED, _WHITE = (0xC4, 0xCB, 0xD1), (0x9B, 0x1C, 0x1C), (0xFF, 0xFF, 0xFF)
Colour = tuple[int, int, int]


class _Same(NamedTuple):
    """The parts of a band that stay the same, and where the count behind the caption starts."""

    caption: bytes
    x: float
    baseline: float
    middle: bytes
    last: bytes


class Bands:
    """The bands of one bundle. What stays the same on an exhibit's pages is drawn once for each size of sheet."""

    def __init__(
        self, faces: Faces, *, total: int, violation_id: str, index_page: int | None, cited: Mapping[str, int] | None = None
    ) -> None:
        """`cited` is the letter's page on which an exhibit, by its evidence id, is first cited."""
        self._faces = faces
        self._total = total
        self._violation_id = violation_id
        self._index_page = index_page
        self._cited = cited or {}
        self._drawn: dict[tuple[str, PageSize], _Same] = {}

    def band(self, size: PageSize, exhibit: Exhibit, k: int, bundle_page: int) -> bytes:
        """PDF operators of the band of page k of an exhibit."""
        key = (exhibit.n, size)
        if key not in self._drawn:
            self._drawn[key] = self._same(size, exhibit)
        caption, x, baseline, middle, last = self._drawn[key]
        count, page = _Pen(self._faces, size), _Pen(self._faces, size)
        count.write(_count(" (page ", k, f" of {exhibit.pages})"), x, baseline, _CAPTION, _INK)
        self._right(page, size, 1, _count("Bundle page ", bundle_page, f" of {self._total}"), _INK)
        # In the order in which it is read, for those who copy or search it.
        return b"".join((caption, count.drawn(), middle, page.drawn(), last))

    def way_back(self, size: PageSize) -> Box | None:
        """The area of the words that lead to the index."""
        if self._index_page is None:
            return None
        right = size.width - SIDE
        return (right - self._index_line.wide(_SMALL), size.height - 56, right, size.height - 44)

    def way_to_letter(self, size: PageSize, exhibit: Exhibit) -> Box | None:
        """The area of the words that lead to the place where the letter first cites the exhibit; None if they have no room."""
        words, back = self._cited_line(exhibit), self.way_back(size)
        if words is None or back is None:
            return None
        right = back[0] - _BETWEEN
        return (right - words.wide(_SMALL), back[1], right, back[3])

    def _cited_line(self, exhibit: Exhibit) -> Line | None:
        page = self._cited.get(exhibit.evidence.item.id)
        if page is None or self._index_page is None:
            return None
        words = shaped(f"First cited p. {page}", REGULAR)
        room = _RIGHT - SIDE - self._index_line.wide(_SMALL) - _BETWEEN
        return words if words.wide(_SMALL) <= room else None

    def _same(self, size: PageSize, exhibit: Exhibit) -> "_Same":
        """All but the counts."""
        said = exhibit.evidence.item.shows
        width = size.width - _RIGHT - SIDE
        head, shows = _caption(exhibit.n, exhibit.caption, exhibit.pages, said.en if said else "", width)
        caption, middle, last = (_Pen(self._faces, size) for _ in range(3))
        x = caption.write(shaped(f"Exhibit {exhibit.n}: ", SEMIBOLD), SIDE, _baseline(19, 13, _CAPTION), _CAPTION, _ACCENT)
        for n, line in enumerate(head):
            x = caption.write(line, SIDE if n else x, _baseline(19 + 13 * n, 13, _CAPTION), _CAPTION, _INK)
        top = 19 + 13 * len(head)
        for n, line in enumerate(shows):
            middle.write(line, SIDE, _baseline(top + 12 * n, 12, _SMALL), _SMALL, _GREY)
        self._right(middle, size, 0, shaped(f"Violation {self._violation_id}", SEMIBOLD), _INK)
        area, words = self.way_to_letter(size, exhibit), self._cited_line(exhibit)
        if area and words:
            last.write(words, area[0], _baseline(44, 12, _SMALL), _SMALL, _ACCENT)
        if self._index_page is not None:
            self._right(last, size, 2, self._index_line, _ACCENT)
        last.fill((SIDE, RULE - 1, size.width - SIDE, RULE), _INK)
        return _Same(caption.drawn(), x, _baseline(top - 13, 13, _CAPTION), middle.drawn(), last.drawn())

    @property
    def _index_line(self) -> Line:
        return shaped(f"Exhibit index, page {self._index_page}", REGULAR)

    def _right(self, pen: "_Pen", size: PageSize, row: int, line: Line, colour: Colour) -> None:
        """A line of the block at the right."""
        pen.write(line, size.width - SIDE - line.wide(_SMALL), _baseline(20 + 12 * row, 12, _SMALL), _SMALL, colour)


def note(faces: Faces, size: PageSize, text: str) -> bytes:
    """One line below a picture, centred."""
    pen = _Pen(faces, size)
    line = shaped(wrapped(text, REGULAR, _SMALL, size.width - 2 * SIDE, lines=1)[0], REGULAR)
    pen.write(line, (size.width - line.wide(_SMALL)) / 2, size.height - 24, _SMALL, _GREY)
    return pen.drawn()


def frame(area: Box) -> bytes:
    """A hairline just outside an area."""
    x0, y0, x1, y1 = area
    return b"q %s RG 0.5 w %.6g %.6g %.6g %.6g re S Q\n" % (_rgb(_HAIR), x0 - 0.25, y0 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5)


def draft_marks(faces: Faces, size: PageSize, text: str, day: str) -> bytes:
    """The red bar with its words, and DRAFT across the page. On dark pictures only the bar is clear."""
    pen = _Pen(faces, size)
    pen.fill((0, 0, size.width, BAR), _RED)
    right = shaped(day, REGULAR)
    pen.write(shaped(text, SEMIBOLD), SIDE, 10.5, _SMALL, _WHITE)
    pen.write(right, size.width - SIDE - right.wide(_SMALL), 10.5, _SMALL, _WHITE)
    points = 0.27 * min(size.width, size.height)
    word = shaped("DRAFT", SEMIBOLD)
    across = faces.drawn(word, points, -word.wide(points) / 2, -0.33 * points)
    turned = b"0.819152 0.573576 -0.573576 0.819152 %.6g %.6g cm" % (size.width / 2, size.height / 2)  # 35 degrees
    mark = b"q /Dim gs %s rg %s\n%sQ\n" % (_rgb(_INK), turned, across)
    return mark + pen.drawn()


@lru_cache(maxsize=1024)
def _caption(n: str, caption: str, pages: int, shows: str, width: float) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Lines of the caption behind "Exhibit 3:", and of what it shows; the same on every page of an exhibit."""
    label = f"Exhibit {n}: "
    lines = wrapped(label + caption, SEMIBOLD, _CAPTION, width, lines=2, suffix=f" (page {pages} of {pages})")
    head = tuple(shaped(line.removeprefix(label), SEMIBOLD) for line in lines)
    told = wrapped(f"Shows: {shows}", REGULAR, _SMALL, width, lines=3 - len(head)) if clean(shows) else ()
    return head, tuple(shaped(line, REGULAR) for line in told)


def _count(before: str, number: int, behind: str) -> Line:
    return joined(shaped(before, SEMIBOLD), shaped(str(number), SEMIBOLD), shaped(behind, SEMIBOLD))


def _baseline(top: float, leading: float, size: float) -> float:
    """Where the baseline of a line of text lies, as CSS would place it: Source Sans reaches 1.024 up and 0.4 down."""
    return top + (leading - 1.424 * size) / 2 + 1.024 * size


def _rgb(colour: Colour) -> bytes:
    return b" ".join(b"%.4g" % (c / 255) for c in colour)


class _Pen:
    """Draws with y counted from the top of the page."""

    def __init__(self, faces: Faces, size: PageSize) -> None:
        self._faces = faces
        self._height = size.height
        self._out: list[bytes] = []

    def write(self, line: Line, x: float, baseline: float, size: float, colour: Colour) -> float:
        """Write a line; gives where it ends."""
        self._out.append(_rgb(colour) + b" rg\n" + self._faces.drawn(line, size, x, self._height - baseline))
        return x + line.wide(size)

    def fill(self, area: Box, colour: Colour) -> None:
        """Fill an area (left, top, right, bottom)."""
        x0, top, x1, bottom = area
        self._out.append(b"%s rg %.6g %.6g %.6g %.6g re f\n" % (_rgb(colour), x0, self._height - bottom, x1 - x0, bottom - top))

    def drawn(self) -> bytes:
        """All that was drawn."""
        return b"q\n" + b"".join(self._out) + b"Q\n"

"""Whether stamps, letter and index look as their words say: these are set anew in the kit's own fonts and both are compared.

So a font whose signs look otherwise, one covered character, and strokes that look like text are found.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kit.model import Finding
from kit.tools.page_geometry import Box
from kit.tools.pdf_read import Reading
from kit.tools.pdf_redrawn import Sign
from kit.verify.alike import WINDOW, differing
from kit.verify.claim import Claim, finding
from kit.verify.compared import FOOT, NOTE_FOOT
from kit.verify.seen import BAND, BAR
from kit.verify.words import UNORDERED

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Pixels a point. A glyph that lies between two pixels may be drawn on either, so what differs at one scale is drawn at others too.
_SCALES = (3.0, 3.7, 2.6)
_NEAR = 4.0  # points around such a place
# Of two drawings of the same words no pixel lay more than 36 of 255 beyond the other's neighbours.
_APART, _FEW = 48, 1  # of 255, and pixels of a window
_RULE = 2.0  # points at the band's lower end, and at the foot's upper one, where a rule or frame stands
_JOINED = ("NotoSansThai", "NotoSansArabic")  # draw letters as their neighbours want them
_TURNED = "()[]{}<>«»"  # readers turn them around beside Arabic
_REACH = 1.0  # points around joined scripts


def stamps(reading: Reading, claim: Claim) -> Iterator[Finding]:
    """In the band and at the foot of an exhibit page there is nothing but its text, and it looks as the kit's fonts draw it."""
    for page in range(claim.letter_pages + 1, min(reading.pages, claim.pages) + 1):
        part = claim.at(page)
        if part is None:
            continue
        wide, high = reading.size(page)
        top = high - BAR if claim.draft else high
        foot = NOTE_FOOT if part.shown.media != "pdf" else FOOT
        strips = ((0.0, high - BAND + _RULE, wide, top), (0.0, 0.0, wide, foot - _RULE))
        if strange := _strange(reading, page):
            yield finding(
                "V122 other-look", f"page {page}", f"its stamp has characters of a font that is not the kit's (“{strange}”)"
            )
        elif not all(_is_as_said(reading, page, strip, on_its_ground=False) for strip in strips):
            yield finding("V122 other-look", f"page {page}", "its stamp does not look as its words say")


def letter(reading: Reading, claim: Claim) -> Iterator[Finding]:
    """Letter and index look as the kit's fonts draw their words, with nothing over them."""
    for page in range(1, min(reading.pages, claim.letter_pages) + 1):
        if strange := _strange(reading, page):
            yield finding("V122 other-look", f"page {page}", f"has characters of a font that is not the kit's (“{strange}”)")
        elif not _is_as_said(reading, page, (0.0, 0.0, *reading.size(page)), on_its_ground=True):
            yield finding("V122 other-look", f"page {page}", "does not look as its words say")


def _strange(reading: Reading, page: int) -> str:
    """The first characters of a page that are set in another font than the kit's."""
    return "".join(sign.text for sign in reading.signs(page) if sign.face is None)[:20]


def _is_as_said(reading: Reading, page: int, area: Box, *, on_its_ground: bool) -> bool:
    """Whether no place of the area looks otherwise at every scale."""
    signs, joined = _apart(reading, page)
    suspect = [area]
    for scale in _SCALES:
        part = _hull(suspect)
        pixels = (max(1, round((part[2] - part[0]) * scale)), max(1, round((part[3] - part[1]) * scale)))
        here = _blanked(reading.pixels(page, pixels, part), part, joined, scale)
        there = _blanked(reading.redrawn(page, signs, pixels, part, on_its_ground=on_its_ground), part, joined, scale)
        places = [_around(part, row, column, scale) for row, column in differing(here, there, _APART, _FEW)]
        suspect = [place for place in places if any(_meet(place, other) for other in suspect)]
        if not suspect:
            return True
    return False


def _hull(boxes: Sequence[Box]) -> Box:
    """The smallest box around all."""
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _meet(one: Box, other: Box) -> bool:
    """Whether two boxes share a point."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _around(area: Box, row: int, column: int, scale: float) -> Box:
    """A window of the area's picture as a box of the page, with what lies near."""
    left, top = area[0] + column / scale, area[3] - row / scale
    width = WINDOW / scale
    return (
        max(area[0], left - _NEAR),
        max(area[1], top - width - _NEAR),
        min(area[2], left + width + _NEAR),
        min(area[3], top + _NEAR),
    )


def _apart(reading: Reading, page: int) -> tuple[list[Sign], list[Box]]:
    """The signs that look alike wherever they stand, and where others are: of joined scripts no text layer tells which says what."""
    signs = reading.signs(page)
    alone = [s for s in signs if not UNORDERED.search(s.text) and (s.face or "").partition("_")[0] not in _JOINED]
    if len(alone) == len(signs):
        return alone, []
    alone = [s for s in alone if s.text not in _TURNED]
    kept = set(map(id, alone))
    others = [s.box for s in signs if id(s) not in kept]
    texts = [thing for thing in reading.drawn(page) if thing.kind == "text"]
    return alone, others + [t.box for t in texts if not t.letters or any(UNORDERED.search(letter) for letter, _ in t.letters)]


def _blanked(picture: "NDArray[Any]", area: Box, boxes: Sequence[Box], scale: float) -> "NDArray[Any]":
    """The picture with these boxes in one tone."""
    for left, low, right, high in boxes:
        rows = slice(max(0, int((area[3] - high - _REACH) * scale)), max(0, int((area[3] - low + _REACH) * scale)))
        columns = slice(max(0, int((left - area[0] - _REACH) * scale)), max(0, int((right - area[0] + _REACH) * scale)))
        picture[rows, columns] = 255
    return picture

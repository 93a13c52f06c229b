"""What the pages draw beside the exhibits: nothing but the stamp on theirs, and nothing over the text of the letter.

The text layer says which text there is; it is what a reader sees only if nothing was painted over it later.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kit.model import Finding
from kit.tools.page_geometry import Box
from kit.tools.pdf_read import Drawn, Reading
from kit.verify.claim import Claim, Part, finding
from kit.verify.compared import FOOT, NOTE_FOOT, placed
from kit.verify.seen import BAND
from kit.verify.words import SCALE, UNORDERED, contrast, plain

_RULE, _FRAME = 1.6, 2.0  # points: the band's rule is no higher; a frame lies no further outside of the page
_EDGE = 1.0  # points that text may reach beyond the band
_FAINT = 24  # of 255, between ink and ground: less cannot be read
_SPECK = 0.8  # points; smaller characters are dots
_LEAST = 24  # characters that are left of a text which has no room
_OVER = 0.15  # of a character's box: more of it covered is no touch of two lines
_CELL = 16.0  # points
_LETTERS = 2  # so many characters are never there by chance
_MIRRORED = str.maketrans("", "", "()[]{}<>«»")  # readers turn them around beside Arabic
# What a stamp may say besides, of which only the characters are counted: cuts, ways to letter and index, their two numbers.
_MORE = "…" * 3 + "Firstcitedp.Exhibitindex,page" + "0123456789" * 2


def sheets(reading: Reading, claim: Claim) -> Iterator[Finding]:
    """An exhibit page draws the exhibit, a frame, a rule and the text of its stamp; nothing else, and all can be read."""
    for page in range(claim.letter_pages + 1, min(reading.pages, claim.pages) + 1):
        part = claim.at(page)
        if part is not None:
            where = f"page {page}"
            drawn = reading.drawn(page)
            for what in sorted(set(_added(drawn, reading.size(page), _area(reading, part, page), is_draft=claim.draft))):
                yield finding("V118 added", where, f"draws {what} that belongs neither to the exhibit nor to its stamp")
            yield from _texts(reading, claim, part, page, [d for d in drawn if d.kind == "text"])


def _added(drawn: Sequence[Drawn], size: tuple[float, float], area: Box | None, *, is_draft: bool) -> Iterator[str]:
    """Kinds of things that no stamp has."""
    rules = frames = forms = 0
    for thing in drawn:
        if thing.kind == "form" and forms < (2 if is_draft else 1):
            forms += 1
        elif thing.kind == "path" and not rules and _is_rule(thing, size):
            rules += 1
        elif thing.kind == "path" and not frames and forms and _is_frame(thing, area):
            frames += 1
        elif thing.kind != "text":
            yield f"{'an' if thing.kind == 'image' else 'a'} {thing.kind}"


def _is_rule(thing: Drawn, size: tuple[float, float]) -> bool:
    low = size[1] - BAND
    return thing.is_filled and abs(thing.box[1] - low) <= 0.5 and thing.box[3] - thing.box[1] <= _RULE


def _is_frame(thing: Drawn, area: Box | None) -> bool:
    """A hairline around the area of the exhibit's page, with nothing filled."""
    is_around = area is not None and all(abs(one - other) <= _FRAME for one, other in zip(thing.box, area, strict=True))
    return not thing.is_filled and is_around


def _area(reading: Reading, part: Part, page: int) -> Box | None:
    """Where the page of the exhibit stands; None if the manifest does not say its size."""
    if page - part.first >= len(part.sizes):
        return None
    return placed(reading.size(page), part.sizes[page - part.first], FOOT if part.shown.media == "pdf" else NOTE_FOOT)


def _texts(reading: Reading, claim: Claim, part: Part, page: int, texts: Sequence[Drawn]) -> Iterator[Finding]:
    """The stamp says what the manifest says, no more, and each of its characters can be seen where a stamp stands."""
    where = f"page {page}"
    said = [letter for text in texts if not text.is_unseen for letter in text.letters]
    has_marks = UNORDERED.search(part.caption + part.shows + part.note)  # whose marks are drawn apart from their letters
    if not has_marks and any(not t.letters and not t.is_unseen and not _is_speck(t.box) for t in texts):
        yield finding("V118 added", where, "draws signs that stand for no character")
    if why := _unlike(plain("".join(c for c, _ in said)), claim, part, page):
        yield finding("V118 added", where, why)
    high = reading.size(page)[1]
    if any(NOTE_FOOT < box[1] < high - BAND - _EDGE for _, box in said):
        yield finding("V118 added", where, "has text of its own outside of its stamp")
    if (lost := _unread(reading, page, [box for _, box in said])) > _LETTERS:
        yield finding("V106 stamp-unseen", where, f"has {lost} characters in its stamp that cannot be seen")
    if _painted_over([t for t in texts if not t.is_unseen]) > _LETTERS:
        yield finding("V106 stamp-unseen", where, "has text in its stamp that lies over other text of it")
    unseen = [letter for text in texts if text.is_unseen for letter in text.letters]
    if (bare := _unread(reading, page, [box for _, box in unseen])) > max(_LETTERS, len(unseen) // 4):
        yield finding("V119 unseen-text", where, f"holds text that nobody sees where nothing is drawn ({bare} characters)")


def _unlike(said: str, claim: Claim, part: Part, page: int) -> str | None:
    """What is wrong with all that a stamp says, without white space."""
    caption, shows, note = (plain(text) for text in (part.caption, part.shows, part.note))
    head = plain(f"Exhibit {part.n}:")
    count = plain(f"(page {page - part.first + 1} of {part.pages})")
    right = (plain(f"Violation {claim.violation_id}"), plain(f"Bundle page {page} of {claim.pages}"))
    if UNORDERED.search(part.caption + part.shows + part.note):
        most = Counter("".join((head, caption, count, "Shows:" + shows, *right, note, _MORE)))
        more = Counter(said.translate(_MIRRORED)) - most
        return f"says more than its stamp should (“{''.join(more.elements())[:20]}”)" if more else None
    back = rf"(?:Firstcitedp\.\d+)?(?:Exhibitindex,page{claim.index_page})?"
    form = (
        re.escape(head) + "(?P<caption>.*)" + re.escape(count) + "(?:Shows:(?P<shows>.*))?" + re.escape("".join(right))
        + back + "(?P<note>.*)"
    )  # fmt: skip
    found = re.fullmatch(form, said, re.DOTALL)
    if found is None:
        return "says something else, or more, than its stamp should"
    wanted = {"caption": caption, "shows": shows, "note": note}
    wrong = [name for name, text in wanted.items() if not _is_short_of(found[name] or "", text, may_miss=name == "shows")]
    return f"does not give the exhibit's {wrong[0]} as the manifest does" if wrong else None


def _is_short_of(said: str, wanted: str, *, may_miss: bool) -> bool:
    """Whether a text is the one wanted, or its beginning where it had no room."""
    if said == wanted or (may_miss and not said):
        return True
    return said.endswith("…") and len(said) > min(_LEAST, len(wanted) // 2) and wanted.startswith(said[:-1])


def letter(reading: Reading, claim: Claim) -> Iterator[Finding]:
    """Each character of the letter and the index can be seen, and nothing was painted over it."""
    for page in range(1, min(reading.pages, claim.letter_pages) + 1):
        where = f"page {page}"
        drawn = reading.drawn(page)
        if claim.draft and drawn and drawn[-1].kind == "form":
            drawn = drawn[:-1]  # its mark lies over everything
        if (covered := _painted_over(drawn)) > 1:  # marks of Thai and Arabic may touch
            yield finding("V106 painted-over", where, f"has text over which something is painted ({covered} characters)")
        boxes = [box for thing in drawn if thing.kind == "text" and not thing.is_unseen for _, box in thing.letters]
        if (lost := _unread(reading, page, boxes)) > 0:
            yield finding("V106 painted-over", where, f"has text that cannot be seen ({lost} characters)")
        if any(thing.is_unseen and thing.letters for thing in drawn):
            yield finding("V119 unseen-text", where, "holds text that nobody sees")


def _painted_over(drawn: Sequence[Drawn]) -> int:
    """How many characters lie under something that is drawn later: an area, a picture, other text."""
    count = 0
    above: dict[tuple[int, int], list[Box]] = {}  # by the cells of a grid in which they lie
    for thing in reversed(drawn):
        boxes = [box for _, box in thing.letters if not _is_speck(box)]
        count += sum(any(_is_over(other, box) for cell in _cells(box) for other in above.get(cell, ())) for box in boxes)
        for box in boxes or [thing.box]:
            for cell in _cells(box):
                above.setdefault(cell, []).append(box)
    return count


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    """The cells of the grid that a box touches, on any page of paper."""
    left, low, right, high = (int(min(max(edge, -_CELL), 5000.0) // _CELL) for edge in box)
    return ((x, y) for x in range(left, right + 1) for y in range(low, high + 1))


def _is_over(other: Box, box: Box) -> bool:
    wide, high = min(other[2], box[2]) - max(other[0], box[0]), min(other[3], box[3]) - max(other[1], box[1])
    return wide > 0 and high > 0 and wide * high > _OVER * (box[2] - box[0]) * (box[3] - box[1])


def _is_speck(box: Box) -> bool:
    return box[2] - box[0] <= _SPECK or box[3] - box[1] <= _SPECK


def _unread(reading: Reading, page: int, boxes: Sequence[Box]) -> int:
    """How many characters leave no ink that can be read where they stand."""
    boxes = [box for box in boxes if not _is_speck(box)]
    wide, high = reading.size(page)
    count = 0
    for low, top in (
        (high - BAND, high),
        (NOTE_FOOT, high - BAND),
        (0.0, NOTE_FOOT),
    ):  # only strips in which text stands are drawn
        some = [box for box in boxes if low <= (box[1] + box[3]) / 2 < top]
        if some:
            area = (0.0, max(0.0, low - _EDGE), wide, min(high, top + _EDGE))
            picture = reading.image(page, SCALE, area).convert("L")
            count += sum(contrast(picture, box, area[3]) < _FAINT for box in some)
    return count + sum(not 0 <= (box[1] + box[3]) / 2 < high for box in boxes)

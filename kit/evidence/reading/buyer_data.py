"""What of a buyer's the evidence shows, as proposals to a person; nothing is covered by itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kit.evidence.paper import POINTS_PER_PIXEL
from kit.evidence.reading.buyer_marks import Patterns, areas, found_in, is_looked_at, patterns_of, with_spans
from kit.evidence.reading.proposed import MAX_TEXT
from kit.model import BuyerData, Evidence, Mask, MaskProposal, Word
from kit.tools import masking, ocr, worker
from kit.tools.page_geometry import Box

IS_IDENTITY = "not searched: a paper of identity must stay whole"
NO_READER = f"not searched: OCR not installed ({ocr.GET})"
GIVEN_UP = "not searched: its text was given up, see its notes"
BLANK = "no text was found in it"
_ALIKE = 0.6  # of the smaller one: two areas that share so much are the same


Place = tuple[int, str, int, int]
"""A place in one of the texts that the case's own data name: which text, what it is, start and end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The text of a page of evidence in which buyers' data are looked for; `page` counts those chosen, from 0."""

    one: Evidence
    page: int
    text: str

    @property
    def words(self) -> tuple[Word, ...]:
        """What was read in the page's picture; () for a page with text of its own."""
        return self.one.words[self.page] if self.one.words else ()


def searchable(evidence: Iterable[Evidence]) -> tuple[PageText, ...]:
    """Every page with text, but those of papers of identity and of what the kit made."""
    found = [PageText(one=one, page=n, text=told) for one in evidence if is_looked_at(one) for n, told in enumerate(one.text)]
    found = [replace(p, text=with_spans(p.words)[0]) if p.words else replace(p, text=p.text[:MAX_TEXT]) for p in found]
    return tuple(p for p in found if p.text.strip())


def buyer_data(
    evidence: Sequence[Evidence], searched: Sequence[PageText], named: Iterable[Place], site: str, own: Iterable[str] = ()
) -> BuyerData:
    """What is found on the pages, by its look or because the case's data name it, and what could not be searched.

    `own` are names and texts of the seller's side: they are no buyer's.
    """
    known: dict[int, list[tuple[str, str]]] = {}
    for n, kind, start, end in named:
        known.setdefault(n, []).append((kind, searched[n].text[start:end]))
    ours = " ".join(" ".join(own).split()).casefold()
    hits = [(page, patterns_of(site, known.get(n, ()))) for n, page in enumerate(searched)]
    hits = [(page, patterns) for page, patterns in hits if any(True for _ in found_in(page.text, patterns))]
    words = _words([page for page, _ in hits])
    found = [p for page, patterns in hits for p in _proposals(page, patterns, words) if _plain(p.quote) not in ours]
    return BuyerData(
        proposals=tuple(replace(p, n=n) for n, p in enumerate(_once(found), 1)), unsearched=tuple(_unsearched(evidence))
    )


def decided(data: BuyerData, masks: Mapping[str, Sequence[Mask]]) -> BuyerData:
    """The same, each proposal with what a person has decided; `masks` are those of each piece of evidence."""
    return replace(data, proposals=tuple(replace(p, state=_state(p, masks.get(p.evidence, ()))) for p in data.proposals))


def _state(proposal: MaskProposal, masks: Sequence[Mask]) -> Literal["open", "masked", "kept"]:
    said = [_decision(proposal.page, box, masks) for box in proposal.boxes]
    if not said or None in said:
        return "open"
    return "kept" if any(mask and mask.keep for mask in said) else "masked"


def _decision(page: int, box: Box, masks: Sequence[Mask]) -> Mask | None:
    """The last decision on an area of a page."""
    return next((m for m in reversed(masks) if m.page == page and _is_alike(m.box, box)), None)


# --- one page ---------------------------------------------------------------------------------------


def _words(wanted: Sequence[PageText]) -> dict[tuple[str, int], tuple[Word, ...]]:
    """The words of each page with their places, by evidence and page; of a PDF's own text read now, in the bounded worker."""
    found = {(p.one.item.id, p.page): p.words for p in wanted}
    lacking: dict[str, list[PageText]] = {}
    for page in wanted:
        if not page.words:
            lacking.setdefault(page.one.item.id, []).append(page)
    for some in lacking.values():
        one = some[0].one
        numbers = tuple(one.picked[p.page] for p in some)
        try:
            told = worker.run(masking.words, one.shown.path, numbers)
        except worker.Exceeded:
            continue  # then what was found has no place, which is said
        found |= {(p.one.item.id, p.page): words for p, words in zip(some, told, strict=True)}
    return found


def _proposals(page: PageText, patterns: Patterns, words: Mapping[tuple[str, int], tuple[Word, ...]]) -> Iterator[MaskProposal]:
    one, number = page.one, page.one.picked[page.page] if page.one.shown.media == "pdf" else 1
    text, spans = with_spans(words[one.item.id, page.page])
    placed = list(found_in(text, patterns))
    if not placed:  # the words do not stand in the order of the text: said without a place rather than not at all
        text, spans, placed = page.text, (), list(found_in(page.text, patterns))
    for kind, start, end in placed:
        boxes = tuple(_as_displayed(one, page.page, area) for area in areas(spans, start, end))
        yield MaskProposal(n=0, evidence=one.item.id, page=number, kind=kind, boxes=boxes, quote=text[start:end])


def _as_displayed(one: Evidence, page: int, area: Box) -> Box:
    """A share of a chosen page as `Mask.box`, a little larger: letters reach over their places."""
    size = one.pages[page]
    left, top, right, bottom = area[0] * size.width, area[1] * size.height, area[2] * size.width, area[3] * size.height
    thick = min(right - left, bottom - top)
    along, across = 0.12 * thick, 0.04 * thick
    wider, higher = (along, across) if right - left >= bottom - top else (across, along)
    left, top = max(0.0, left - wider), max(0.0, top - higher)
    right, bottom = min(size.width, right + wider), min(size.height, bottom + higher)
    if one.shown.media == "pdf":
        return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)
    down = one.tiles[page].top if one.tiles else 0
    x0, y0, x1, y1 = (round(v / POINTS_PER_PIXEL) for v in (left, top, right, bottom))
    return float(x0), float(y0 + down), float(x1), float(y1 + down)


def _once(found: Sequence[MaskProposal]) -> list[MaskProposal]:
    """Without what a part of a tall picture repeats of the part before it."""
    kept: list[MaskProposal] = []
    for proposal in found:
        if not any(_is_same(proposal, earlier) for earlier in kept):
            kept.append(proposal)
    return kept


def _is_same(one: MaskProposal, other: MaskProposal) -> bool:
    is_near = (one.evidence, one.page, len(one.boxes)) == (other.evidence, other.page, len(other.boxes)) and one.boxes
    return bool(is_near) and all(_is_alike(a, b) for a, b in zip(one.boxes, other.boxes, strict=True))


def _is_alike(one: Box, other: Box) -> bool:
    wide, high = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    least = min((b[2] - b[0]) * (b[3] - b[1]) for b in (one, other))
    return wide > 0 and high > 0 and wide * high >= _ALIKE * least


def _unsearched(evidence: Iterable[Evidence]) -> Iterator[tuple[str, str]]:
    for one in evidence:
        if one.item.made:
            continue
        if not is_looked_at(one):
            yield one.item.id, IS_IDENTITY
        elif why := _unread(one):
            yield one.item.id, why


def unread(evidence: Iterable[Evidence]) -> tuple[tuple[str, str], ...]:
    """Id of each file of the client's with pages that gave no text, and why."""
    return tuple((one.item.id, why) for one in evidence if not one.item.made and (why := _unread(one)))


def _unread(one: Evidence) -> str:
    blank = [n for n, text in enumerate(one.text, 1) if not text.strip()]
    if not blank:
        return ""
    why = NO_READER if not ocr.has_reader() else GIVEN_UP if any("given up" in note for note in one.notes) else BLANK
    some = "" if len(blank) == len(one.text) else f"page {', '.join(map(str, blank))}: "
    return f"{some}{why}"


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()

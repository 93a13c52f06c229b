"""What a reader of the bundle sees: stamps, links, index, draft marks; and what the file holds besides.

Stamps count only if their ink can be seen; a link counts only if it leads to the page that its words name.
"""

import re
from collections import Counter
from collections.abc import Iterator

from kit.model import Finding
from kit.tools.page_geometry import Box
from kit.tools.pdf_read import Reading
from kit.verify.claim import Claim, finding
from kit.verify.words import RIGHT_TO_LEFT, SCALE, UNORDERED, contrast, plain

BAND = 64.0  # points at the top of an exhibit page
BAR = 15.0
_CONTRAST = 70  # of 255, between ink and ground
_LINKED_PAGE = re.compile(r"(?:\bp\.|Exhibit index, page)\s*(\d+)\s*$")
# A tag, the head of a list, or a number that ends one: "Exhibits 4", "7" and "9" are three links.
_EXHIBIT = re.compile(r"\W*(?:Exhibits?\s+(\d+[A-Z]?)\b|(\d{1,3}[A-Z]?)\W*$)", re.IGNORECASE)
_NUMBERS = re.compile(r"\d+(–\d+)?")
_MARK = "DRAFT"


# --- what a reader sees -----------------------------------------------------------------------------


def stamps(reading: Reading, claim: Claim) -> Iterator[Finding]:
    """Each exhibit page says in its band, visibly, which exhibit, which violation and which page it is."""
    for page in range(claim.letter_pages + 1, min(reading.pages, claim.pages) + 1):
        part = claim.at(page)
        if part is None:
            continue
        wanted = (
            f"Exhibit {part.n}:",
            f"page {page - part.first + 1} of {part.pages})",  # readers turn a bracket that stands behind Arabic
            f"Violation {claim.violation_id}",
            f"Bundle page {page} of {claim.pages}",
        )
        yield from _told(reading, page, wanted, BAND)
        if reading.structure.is_layered(page):
            yield finding("V106 stamp-unseen", f"page {page}", "is drawn in a layer, which a reader can switch off")
        if not _gives_caption(_top(reading, page, BAND), part.caption):
            yield finding("V105 stamp", f"page {page}", f"its band does not give the caption of Exhibit {part.n}")


def letter_pages(reading: Reading, claim: Claim) -> Iterator[Finding]:
    """Each page of the letter has its number, and the first one the violation's."""
    for page in range(1, min(reading.pages, claim.letter_pages) + 1):
        yield from _told(reading, page, (f"Bundle page {page} of {claim.pages}",), BAND)
        if claim.violation_id not in reading.text(page):
            yield finding("V105 stamp", f"page {page}", f"does not name violation {claim.violation_id}")


def _told(reading: Reading, page: int, wanted: tuple[str, ...], depth: float) -> Iterator[Finding]:
    """Whether each text stands in the top of the page, and whether its ink can be seen."""
    width, height = reading.size(page)
    area = (0.0, height - depth, width, height)
    if RIGHT_TO_LEFT.search(reading.text(page, area)):  # pdfium turns a line around in which most words are Arabic
        wanted = tuple(dict.fromkeys(word.strip("()") for text in wanted for word in text.split()))
    places = reading.places(page, wanted, area)
    picture = reading.image(page, SCALE, area).convert("L")
    for text, boxes in places.items():
        if not boxes:
            yield finding("V105 stamp", f"page {page}", f"does not say “{text}” at its top")
        elif not all(contrast(picture, box, height) >= _CONTRAST for box in boxes):
            yield finding("V106 stamp-unseen", f"page {page}", f"says “{text}” at its top, but it cannot be seen")


def _top(reading: Reading, page: int, depth: float) -> str:
    width, height = reading.size(page)
    return reading.text(page, (0.0, height - depth, width, height))


def _gives_caption(band: str, caption: str) -> bool:
    """Whether a band says the caption, at least its beginning where it had to be shortened."""
    if RIGHT_TO_LEFT.search(caption):  # pdfium turns words or letters around there, so their order says nothing
        return Counter(plain("".join(caption.split()[:3]))) <= Counter(plain(band))
    return plain(caption)[:24] in plain(band)


def draft(reading: Reading, claim: Claim) -> Iterator[Finding]:
    """A draft says so on every page; a final file on none."""
    for page in range(1, reading.pages + 1):
        is_marked = "DRAFT" in _top(reading, page, BAR)
        if claim.draft and not is_marked:
            yield finding("V111 draft", f"page {page}", "belongs to a draft but is not marked DRAFT")
        elif claim.draft:
            yield from _told(reading, page, ("DRAFT",), BAR)
        elif is_marked:
            yield finding("V111 draft", f"page {page}", "is marked DRAFT in a final bundle")


# --- links and index --------------------------------------------------------------------------------


def links(reading: Reading, claim: Claim) -> Iterator[Finding]:
    """Every link leads to a page, and to the one that its words name; every exhibit page leads back to the index."""
    for page in range(1, min(reading.pages, claim.pages) + 1):
        links = reading.structure.links(page)
        for link in links:
            where = f"page {page}"
            if link.address.startswith(("https://", "http://", "mailto:")) and page <= claim.letter_pages:
                continue
            if link.page is None:
                what = f"leads to {link.address}" if link.address else "leads nowhere"
                yield finding("V107 link", where, f"a link {what}")
            else:
                yield from _named(reading, claim, page, link.area, link.page)
        if page > claim.letter_pages and claim.index_page and claim.index_page not in [k.page for k in links]:
            yield finding("V107 link", f"page {page}", "does not lead back to the index")


def _named(reading: Reading, claim: Claim, page: int, area: Box, target: int) -> Iterator[Finding]:
    """Whether the words under a link name the page that it leads to. In the index they are captions: see `index`."""
    words, part = reading.text(page, area), claim.at(target)
    number = _LINKED_PAGE.search(words)
    if number and int(number[1]) != target:
        yield finding("V107 link", f"page {page}", f"a link says page {number[1]} and leads to page {target}")
    exhibit = _EXHIBIT.match(words) if page < (claim.index_page or claim.pages) else None
    said = (exhibit[1] or exhibit[2]).upper() if exhibit else ""
    if said and (part is None or part.n != said):
        leads = f"Exhibit {part.n}" if part else "the letter"
        yield finding("V107 link", f"page {page}", f"a link says Exhibit {said} and leads to {leads}")


def index(reading: Reading, claim: Claim) -> Iterator[Finding]:
    """The index names each exhibit in its order, with its pages, and leads there."""
    if claim.index_page is None:
        if claim.parts:
            yield finding("V112 index", "manifest.json", "there are exhibits but no index")
        return
    rows: dict[int, _Row] = {}  # by the page that they lead to
    for page in range(claim.index_page, min(reading.pages, claim.letter_pages) + 1):
        for link in reading.structure.links(page):
            if link.page is not None:
                rows.setdefault(link.page, _Row(_MARK if claim.draft else "")).add(reading, page, link.area)
    for part in claim.parts:
        row = rows.get(part.first)
        pages = str(part.first) if part.first == part.last else f"{part.first}–{part.last}"
        where = f"page {row.page if row else claim.index_page}"
        if row is None:
            yield finding("V112 index", where, f"the index does not lead to Exhibit {part.n}")
        elif pages not in row.linked or part.n not in row.words:
            yield finding("V112 index", where, f"the row of Exhibit {part.n} does not say pages {pages}")
        elif not row.gives(part.caption):
            yield finding("V112 index", where, f"the row of Exhibit {part.n} does not give its caption")


def index_shows(reading: Reading, claim: Claim) -> Iterator[Finding]:
    """The index says of each exhibit, in its order, what the manifest says that it proves: in a column of its own."""
    if claim.index_page is None:
        return
    said = "".join(_column(reading, page) for page in range(claim.index_page, min(reading.pages, claim.letter_pages) + 1))
    at = 0
    for part in claim.parts:
        wanted = plain(part.shows)
        if RIGHT_TO_LEFT.search(wanted):  # as of a caption
            wanted = "".join(c for c in wanted if c.isascii() and c.isalnum())
            is_given = Counter(wanted) <= Counter(said)
        elif claim.draft or UNORDERED.search(wanted):  # a draft's mark lies across the words
            is_given = Counter(wanted) <= Counter(said)
        else:
            found = said.find(wanted, at)
            is_given = found >= 0
            at = found + len(wanted) if is_given else at
        if not is_given:
            message = f"the index does not give what Exhibit {part.n} shows as the manifest does"
            yield finding("V112 index", f"page {claim.index_page}", message)


def _column(reading: Reading, page: int) -> str:
    """The words right of the captions and left of the page numbers, which both are links."""
    links = [k.area for k in reading.structure.links(page) if k.page is not None]
    middle = (min((area[0] for area in links), default=0.0) + max((area[2] for area in links), default=0.0)) / 2
    captions, numbers = [a for a in links if a[0] < middle], [a for a in links if a[0] >= middle]
    if not numbers or not captions:
        return ""
    left, right = max(area[2] for area in captions), min(area[0] for area in numbers)
    return plain(reading.text(page, (left + 1, 0.0, right - 1, max(area[3] for area in links) + 1)))


class _Row:
    """What the index says of an exhibit: words in the areas of its links and left of them; whole links that can be seen."""

    def __init__(self, mark: str) -> None:
        """`mark` has the letters that a draft's mark lays across everything."""
        self._mark = mark
        self.page = 0
        self.words: set[str] = set()
        self.said = ""
        self.linked: set[str] = set()

    def add(self, reading: Reading, page: int, area: Box) -> None:
        """One more link of the row, on a page of the index."""
        left, bottom, right, top = area[0] - 1, area[1] + 2, area[2] + 1, area[3] - 2
        linked = reading.text(page, (left, bottom, right, top))
        self.page = page
        self.said += linked
        self.words.update(linked.split(), reading.text(page, (0.0, bottom, left, top)).split())
        number = "".join(c for c in linked if c not in self._mark and not c.isspace())
        if _NUMBERS.fullmatch(number) and _is_seen(reading, page, (left, bottom, right, top)):
            self.linked.add(number)

    def gives(self, caption: str) -> bool:
        """Whether the row's links say the caption, whole; of scripts without an order, and behind a mark, its characters.

        Of Arabic and Hebrew the letter's text layer keeps no letters for some signs: there only digits and Latin are held.
        """
        wanted, said = plain(caption), plain(self.said)
        if RIGHT_TO_LEFT.search(caption):
            wanted = "".join(c for c in wanted if c.isascii() and c.isalnum())
        if self._mark or UNORDERED.search(caption):
            return Counter(wanted) <= Counter(said)
        return wanted in said


def _is_seen(reading: Reading, page: int, area: Box) -> bool:
    """Whether an area holds both ink and ground."""
    darkest, lightest = reading.image(page, SCALE, area).convert("L").getextrema()
    return bool(lightest - darkest >= _CONTRAST)


def content(reading: Reading, claim: Claim) -> Iterator[Finding]:
    """Nothing in the file acts, carries another file, or tells who made the originals."""
    for found in reading.structure.suspicious():
        yield finding("V109 active-content", found.partition(":")[0], f"holds {found.partition(': ')[2]}")
    letter = range(1, min(reading.pages, claim.letter_pages) + 1)
    for pages in (letter, *((page,) for page in range(len(letter) + 1, reading.pages + 1))):
        for name in reading.structure.undrawn(pages):
            yield finding("V109 active-content", f"page {pages[0]}", f"holds a drawing that no page shows ({name})")
    for page in range(1, reading.pages + 1):
        part = claim.at(page)
        is_joined = part and UNORDERED.search(part.caption + part.shows + part.note)  # the stamp itself says its letters
        if not is_joined and reading.structure.says_otherwise(page):
            yield finding("V119 unseen-text", f"page {page}", "gives other words for what it shows")
        for kind in reading.structure.notes(page):
            yield finding("V109 active-content", f"page {page}", f"holds a note that is drawn over it ({kind})")
    for found in reading.structure.strays():
        yield finding("V109 active-content", found.partition(":")[0], f"holds {found.rpartition(': ')[2]}")

"""Where the bundle leads: its citations, its bookmarks, and links that do more than they say."""

import re
from collections.abc import Iterator

from kit.model import Finding
from kit.tools.page_geometry import Box
from kit.tools.pdf_read import Reading
from kit.tools.pdf_structure import ACTIVE, PRIVATE, Bookmark, Jump
from kit.verify.claim import Claim, finding
from kit.verify.seen import BAND
from kit.verify.words import HEAD, UNORDERED, plain

_TAG = re.compile(r"(?:Exhibit\d+[A-Z]?)?\|?p\.\d+")
_NAMED = re.compile(r"Exhibit\d+[A-Z]?")
_RANGE = re.compile(r"(\d+[A-Z]?)\s?–\s?(\d+[A-Z]?)")
_FIRST = re.compile(r"First cited p\. (\d+)")
_LEAST = 4  # characters of an address that say what it is
_ROOT = frozenset(
    "/Type /Pages /Outlines /PageMode /PageLayout /ViewerPreferences /OCProperties /StructTreeRoot /MarkInfo /Lang /Names /Dests"
    " /Version /Extensions".split()
)


def links(reading: Reading, claim: Claim) -> Iterator[Finding]:
    """No link does more than to lead to its page; one that leads out of the letter stands on its own address."""
    for page in range(1, min(reading.pages, claim.pages) + 1):
        for link in reading.structure.links(page):
            if link.does_more:
                yield finding("V107 link", f"page {page}", "a link does more than to lead to its page")
            if link.address and page <= claim.letter_pages and not _says_its_address(reading, page, link):
                yield finding("V107 link", f"page {page}", f"a link leads to {link.address}, which its words do not say")


def _says_its_address(reading: Reading, page: int, link: Jump) -> bool:
    """Whether what stands under a link is its address, or a line of it."""
    left, low, right, high = link.area
    words = plain(reading.text(page, (left - 1, low + 1, right + 1, high - 1)))
    return len(words) >= _LEAST and words in plain(link.address)


def citations(reading: Reading, claim: Claim) -> Iterator[Finding]:
    """Each exhibit is cited by a link of the letter, first on the page that its stamp says; no tag is without a link.

    "Exhibits 4–7" links both its ends, and so cites those between.
    """
    if claim.draft:
        return  # it may lack exhibits, and marks their citations
    pages = range(1, min(reading.pages, (claim.index_page or claim.letter_pages + 1) - 1) + 1)
    leading = {page: reading.structure.links(page) for page in pages}
    between = {page: _between(reading, claim, page, links) for page, links in leading.items()}
    for part in claim.parts:
        citing = [
            page
            for page, links in leading.items()
            if part.n in between[page] or any(k.page and part.first <= k.page <= part.last for k in links)
        ]
        if not citing:
            yield finding("V107 link", "letter", f"no link of the letter leads to Exhibit {part.n}")
        elif part.first <= reading.pages:
            width, high = reading.size(part.first)
            said = _FIRST.search(reading.text(part.first, (0.0, high - BAND, width, high)))
            if said and int(said[1]) != citing[0]:
                message = (
                    f"says that Exhibit {part.n} is first cited on page {said[1]}; the first link to it is on page {citing[0]}"
                )
                yield finding("V107 link", f"page {part.first}", message)
    for page, links in leading.items():
        if bare := _bare(reading, page, links):
            message = f"has {bare} tag{'s' if bare > 1 else ''} of an exhibit without a link"
            yield finding("V107 link", f"page {page}", message)


def _between(reading: Reading, claim: Claim, page: int, links: tuple[Jump, ...]) -> set[str]:
    """The numbers of exhibits within the ranges of a page whose two ends are links to their exhibits."""
    order = [part.n for part in claim.parts]
    led = {part.n for part in claim.parts for k in links if k.page and part.first <= k.page <= part.last}
    ranges = _RANGE.findall(reading.text(page, (0.0, 0.0, *reading.size(page)))) if led else []
    return {n for first, last in ranges if {first, last} <= led for n in order[order.index(first) : order.index(last) + 1]}


def _bare(reading: Reading, page: int, links: tuple[Jump, ...]) -> int:
    """How many tags ("Exhibit 3 | p. 12") have no link where they stand; elsewhere a text may name an exhibit without one."""
    boxes = []
    before: tuple[str, Box | None] = ("", None)
    for thing in reading.drawn(page):
        text = plain("".join(character for character, _ in thing.letters))
        box = thing.letters[-1][1] if thing.letters else None
        if box and _TAG.fullmatch(text):
            boxes += [box, *([before[1]] if before[1] and _NAMED.fullmatch(before[0]) else [])]
        if text.strip("|"):
            before = (text, box)
    middles = [((b[0] + b[2]) / 2, (b[1] + b[3]) / 2) for b in boxes]
    return sum(not any(k.area[0] <= x <= k.area[2] and k.area[1] <= y <= k.area[3] for k in links) for x, y in middles)


def bookmarks(reading: Reading, claim: Claim) -> Iterator[Finding]:
    """Each exhibit has one bookmark with its caption, on its first page; each other leads into the letter or its exhibit."""
    marks = reading.structure.bookmarks()
    titles = {part.n: plain(f"Exhibit {part.n}: {part.caption}") for part in claim.parts}
    held: set[str] = set()
    for mark in marks:
        if why := _wrong(mark, claim, titles, held) or _unsaid(reading, mark, claim):
            yield finding("V120 bookmark", "bookmarks", f"“{mark.title[:60]}” {why}")
    for part in claim.parts:
        if claim.index_page and part.n not in held:
            yield finding("V120 bookmark", "bookmarks", f"none has the caption of Exhibit {part.n} and leads to it")


def _wrong(mark: Bookmark, claim: Claim, titles: dict[str, str], held: set[str]) -> str | None:
    """What is wrong with a bookmark; `held` gathers the exhibits that have theirs."""
    if mark.page is None:
        return "does not lead to a page"
    part = claim.at(mark.page)
    is_own = not any(HEAD.match(title) for title in mark.above)
    head = HEAD.match(mark.title) if is_own else None
    if head:
        n = head[1].upper()
        if n in held or titles.get(n) != plain(mark.title):
            return f"is not the caption of Exhibit {n}" if n not in held else f"is a second bookmark of Exhibit {n}"
        if part is None or part.n != n or mark.page != part.first:
            return f"leads to page {mark.page}, not to Exhibit {n}"
        held.add(n)
    elif is_own and part is not None:
        return f"leads to Exhibit {part.n} and does not name it"
    elif not is_own:
        over = next(h for title in mark.above if (h := HEAD.match(title)))
        if part is None or part.n != over[1].upper():
            return f"stands below Exhibit {over[1]} and leads to page {mark.page}"
    return None


def _unsaid(reading: Reading, mark: Bookmark, claim: Claim) -> str | None:
    """What is wrong with a bookmark of the letter whose words do not stand on its page."""
    if mark.page is None or mark.page > min(claim.letter_pages, reading.pages) or UNORDERED.search(mark.title):
        return None
    said = plain(reading.text(mark.page, (0.0, 0.0, *reading.size(mark.page))))
    return None if plain(mark.title) in said else f"leads to page {mark.page}, which does not say so"


def root(reading: Reading, claim: Claim) -> Iterator[Finding]:  # noqa: ARG001
    """The file's root holds nothing but what a document needs."""
    for name in reading.structure.parts():
        if name not in _ROOT | ACTIVE | PRIVATE:  # `seen.content` tells those
            yield finding("V109 active-content", "root", f"holds {name}, which no page shows")

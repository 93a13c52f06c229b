"""Hold a built bundle against its manifest, as a reader would: another library than the builder's, and none of its code.

Stamps count only if their ink can be seen; a link counts only if it leads to the page that its words name.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.errors import BadFile
from kit.model import Finding
from kit.tools.atomic import sha256
from kit.tools.page_geometry import Box
from kit.tools.pdf_read import Reading, Unreadable

BAND = 64.0  # points at the top of an exhibit page
BAR = 15.0
_SCALE = 2.0  # pixels a point when looking for ink
_CONTRAST = 70  # of 255, between ink and ground
_LINKED_PAGE = re.compile(r"(?:\bp\.|Exhibit index, page)\s*(\d+)\s*$")
_TAG_EXHIBIT = re.compile(r"Exhibit\s+(\w+)")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """An exhibit as the manifest places it."""

    n: str
    id: str
    caption: str
    first: int
    pages: int
    source: str
    sha256: str

    @property
    def last(self) -> int:
        return self.first + self.pages - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """What the manifest says of the file."""

    violation_id: str
    pages: int
    letter_pages: int
    index_page: int | None
    bytes: int
    max_bytes: int | None
    sha256: str
    draft: bool
    parts: tuple[_Part, ...]

    def at(self, page: int) -> _Part | None:
        """The exhibit of a page."""
        return next((p for p in self.parts if p.first <= page <= p.last), None)


def verify(pdf: Path, manifest: dict[str, Any], originals: Path | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong with the file, worst first; nothing found means that all of it was looked at and is right.

    `originals` is the case folder: then each exhibit's file is held against its hash too.
    """
    claim = _claim(pdf, manifest)
    findings = [*_file(pdf, claim), *_plan(claim), *(_originals(originals, claim) if originals else ())]
    try:
        with Reading.of(pdf) as reading:
            if reading.pages != claim.pages:
                message = f"has {reading.pages} pages, the manifest says {claim.pages}"
                findings.append(_finding("V103 page-count", pdf.name, message))
            for look in (_letter_pages, _stamps, _links, _index, _draft, _content):
                findings += look(reading, claim)
    except Unreadable as error:
        findings.append(_finding("V101 unreadable", pdf.name, str(error)))
    return tuple(findings)


def _finding(rule: str, where: str, message: str, fix: str = "build it again; do not send this file") -> Finding:
    return Finding(rule=rule, severity="error", where=where, message=message, fix=fix)


def _claim(pdf: Path, manifest: dict[str, Any]) -> _Claim:
    try:
        parts = tuple(
            _Part(
                n=str(x["n"]),
                id=str(x["id"]),
                caption=str(x["caption"]),
                first=int(x["first_page"]),
                pages=int(x["pages"]),
                source=str(x["source"]),
                sha256=str(x["sha256"]),
            )
            for x in manifest["exhibits"]
        )
        return _Claim(
            violation_id=str(manifest["violation_id"]),
            pages=int(manifest["pages"]),
            letter_pages=int(manifest["letter_pages"]),
            index_page=manifest["index_page"],
            bytes=int(manifest["bytes"]),
            max_bytes=manifest["max_bytes"],
            sha256=str(manifest["sha256"]),
            draft=bool(manifest["draft"]),
            parts=parts,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadFile(pdf.with_name("manifest.json"), [f"is not a manifest of a bundle: {error}; build the case again"]) from None


# --- the file and the plan --------------------------------------------------------------------------


def _file(pdf: Path, claim: _Claim) -> Iterator[Finding]:
    size = pdf.stat().st_size
    if sha256(pdf) != claim.sha256:
        yield _finding("V102 changed", pdf.name, "is not the file that was built: its SHA-256 differs from the manifest's")
    if claim.max_bytes is not None and size > claim.max_bytes:
        yield _finding("V108 too-large", pdf.name, f"has {size:,} bytes; the limit is {claim.max_bytes:,}")


def _plan(claim: _Claim) -> Iterator[Finding]:
    """The manifest's own arithmetic: exhibits follow the letter and one another without a gap."""
    expected = claim.letter_pages + 1
    for part in claim.parts:
        if part.first != expected:
            yield _finding("V104 gap", "manifest.json", f"Exhibit {part.n} should start on page {expected}, not {part.first}")
        expected = part.first + part.pages
    if expected - 1 != claim.pages:
        yield _finding("V104 gap", "manifest.json", f"its exhibits end on page {expected - 1}, the bundle on {claim.pages}")


def _originals(folder: Path, claim: _Claim) -> Iterator[Finding]:
    for part in claim.parts:
        path = folder / part.source
        if not path.is_file():
            yield _finding("V110 original", part.source, f"the original of Exhibit {part.n} is not there", "find it again")
        elif sha256(path) != part.sha256:
            yield _finding("V110 original", part.source, f"is not the file that Exhibit {part.n} was made from", "build it again")


# --- what a reader sees -----------------------------------------------------------------------------


def _stamps(reading: Reading, claim: _Claim) -> Iterator[Finding]:
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
        if not _gives_caption(_top(reading, page, BAND), part.caption):
            yield _finding("V105 stamp", f"page {page}", f"its band does not give the caption of Exhibit {part.n}")


def _letter_pages(reading: Reading, claim: _Claim) -> Iterator[Finding]:
    """Each page of the letter has its number, and the first one the violation's."""
    for page in range(1, min(reading.pages, claim.letter_pages) + 1):
        yield from _told(reading, page, (f"Bundle page {page} of {claim.pages}",), BAND)
        if claim.violation_id not in reading.text(page):
            yield _finding("V105 stamp", f"page {page}", f"does not name violation {claim.violation_id}")


def _told(reading: Reading, page: int, wanted: tuple[str, ...], depth: float) -> Iterator[Finding]:
    """Whether each text stands in the top of the page, and whether its ink can be seen."""
    width, height = reading.size(page)
    area = (0.0, height - depth, width, height)
    if _RIGHT_TO_LEFT.search(reading.text(page, area)):  # pdfium turns a line around in which most words are Arabic
        wanted = tuple(dict.fromkeys(word.strip("()") for text in wanted for word in text.split()))
    places = reading.places(page, wanted, area)
    picture = reading.image(page, _SCALE, area).convert("L")
    for text, boxes in places.items():
        if not boxes:
            yield _finding("V105 stamp", f"page {page}", f"does not say “{text}” at its top")
        elif not all(_has_ink(picture, box, height) for box in boxes):
            yield _finding("V106 stamp-unseen", f"page {page}", f"says “{text}” at its top, but it cannot be seen")


def _has_ink(picture: Any, box: Box, height: float) -> bool:
    """Whether a character's box holds both ink and ground."""
    left, low, right, high = box
    cut = picture.crop(
        (int(left * _SCALE) - 1, int((height - high) * _SCALE) - 1, int(right * _SCALE) + 2, int((height - low) * _SCALE) + 2)
    )
    darkest, lightest = cut.getextrema()
    return bool(lightest - darkest >= _CONTRAST)


def _top(reading: Reading, page: int, depth: float) -> str:
    width, height = reading.size(page)
    return reading.text(page, (0.0, height - depth, width, height))


def _gives_caption(band: str, caption: str) -> bool:
    """Whether a band says the caption, at least its beginning where it had to be shortened."""
    if _RIGHT_TO_LEFT.search(caption):  # pdfium turns words or letters around there, so their order says nothing
        return Counter(_plain("".join(caption.split()[:3]))) <= Counter(_plain(band))
    return _plain(caption)[:24] in _plain(band)


def _plain(text: str) -> str:
    """Without white space and characters that cannot be seen."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


def _draft(reading: Reading, claim: _Claim) -> Iterator[Finding]:
    """A draft says so on every page; a final file on none."""
    for page in range(1, reading.pages + 1):
        is_marked = "DRAFT" in _top(reading, page, BAR)
        if claim.draft and not is_marked:
            yield _finding("V111 draft", f"page {page}", "belongs to a draft but is not marked DRAFT")
        elif claim.draft:
            yield from _told(reading, page, ("DRAFT",), BAR)
        elif is_marked:
            yield _finding("V111 draft", f"page {page}", "is marked DRAFT in a final bundle")


# --- links and index --------------------------------------------------------------------------------


def _links(reading: Reading, claim: _Claim) -> Iterator[Finding]:
    """Every link leads to a page, and to the one that its words name; every exhibit page leads back to the index."""
    for page in range(1, min(reading.pages, claim.pages) + 1):
        links = reading.links(page)
        for link in links:
            where = f"page {page}"
            if link.address.startswith(("https://", "http://", "mailto:")) and page <= claim.letter_pages:
                continue
            if link.page is None:
                what = f"leads to {link.address}" if link.address else "leads nowhere"
                yield _finding("V107 link", where, f"a link {what}")
            else:
                yield from _named(reading, claim, page, link.area, link.page)
        if page > claim.letter_pages and claim.index_page and claim.index_page not in [k.page for k in links]:
            yield _finding("V107 link", f"page {page}", "does not lead back to the index")


def _named(reading: Reading, claim: _Claim, page: int, area: Box, target: int) -> Iterator[Finding]:
    """Whether the words under a link name the page that it leads to. In the index they are captions: see `_index`."""
    words, part = reading.text(page, area), claim.at(target)
    number = _LINKED_PAGE.search(words)
    if number and int(number[1]) != target:
        yield _finding("V107 link", f"page {page}", f"a link says page {number[1]} and leads to page {target}")
    exhibit = _TAG_EXHIBIT.match(words.strip()) if page < (claim.index_page or claim.pages) else None
    if exhibit and (part is None or part.n != exhibit[1]):
        leads = f"Exhibit {part.n}" if part else "the letter"
        yield _finding("V107 link", f"page {page}", f"a link says Exhibit {exhibit[1]} and leads to {leads}")


def _index(reading: Reading, claim: _Claim) -> Iterator[Finding]:
    """The index names each exhibit in its order, with its pages, and leads there."""
    if claim.index_page is None:
        if claim.parts:
            yield _finding("V112 index", "manifest.json", "there are exhibits but no index")
        return
    said: dict[int, set[str]] = {}  # page that a link leads to -> words in its area, and left of it
    for page in range(claim.index_page, min(reading.pages, claim.letter_pages) + 1):
        for link in reading.links(page):
            if link.page is not None:
                left, right = link.area[0], link.area[2]
                bottom, top = sorted((link.area[1], link.area[3]))
                areas = ((left - 1, bottom + 2, right + 1, top - 2), (0.0, bottom + 2, left - 1, top - 2))
                said.setdefault(link.page, set()).update(word for area in areas for word in reading.text(page, area).split())
    for part in claim.parts:
        told = said.get(part.first)
        pages = str(part.first) if part.first == part.last else f"{part.first}–{part.last}"
        if told is None:
            yield _finding("V112 index", f"page {claim.index_page}", f"the index does not lead to Exhibit {part.n}")
        elif pages not in told or part.n not in told:
            yield _finding(
                "V112 index",
                f"page {claim.index_page}",
                f"the row of Exhibit {part.n} does not say pages {pages}",
            )


def _content(reading: Reading, claim: _Claim) -> Iterator[Finding]:  # noqa: ARG001
    """Nothing in the file acts, carries another file, or tells who made the originals."""
    for found in reading.suspicious():
        yield _finding("V109 active-content", found.partition(":")[0], f"holds {found.partition(': ')[2]}")

"""Put the bundle together: the letter as it is, each exhibit page whole below its band, links, bookmarks, one size limit."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from hashlib import sha256 as digest_of
from pathlib import Path
from typing import Any

from kit.bundle.band import OPACITY, Bands, draft_marks, frame, note
from kit.bundle.fit import fit
from kit.bundle.manifest import manifest
from kit.bundle.places import Typeset, numbered, paginate
from kit.bundle.sheet import sheet
from kit.bundle.unseen import unseen
from kit.errors import RenderError
from kit.model import Bundle, Evidence, Exhibit, Finding, Letter, LetterPdf, PageSize, Places, Policy
from kit.tools.atomic import sha256, writing
from kit.tools.pdf_source import Mark, Unreadable
from kit.tools.pdf_write import LINK, Body, Document, Link, Source
from kit.tools.textline import Faces, clean

_ABOVE = 40.0  # points shown above the place of a citation
Progress = Callable[[int, int, str], None]
Check = Callable[[Path, dict[str, Any]], tuple[Finding, ...]]


def build(
    letter: Letter,
    evidence: Iterable[Evidence],
    policy: Policy,
    typeset: Typeset,
    out: Path,
    *,
    violation_id: str,
    draft: str | None,
    made_on: date,
    progress: Progress | None = None,
    check: Check | None = None,
) -> Bundle:
    """The bundle, written whole or not at all; the same inputs give the same bytes.

    `draft` is the text of the bar that marks every page. `check` is run on the file with its manifest before it is
    published; an error finding refuses it. Raises RenderError.
    """
    exhibits = numbered(letter, evidence, is_draft=draft is not None)
    _tell(progress, 0, len(exhibits), "letter")
    set_letter, places = paginate(letter, exhibits, typeset)
    with writing(out) as part:
        with Document(set_letter.content) as document:
            press = _Press(document, policy, places, set_letter, violation_id)
            bodies = press.add_exhibits(progress)
            press.resolve(is_draft=draft is not None)
            if draft:
                press.mark_draft(draft, made_on)
            press.finish(f"{letter.title}, violation {violation_id}", made_on)
            _tell(progress, len(exhibits), len(exhibits), "writing")
            limit = _limit(policy)
            fit(document, part, limit, tuple(zip(places.exhibits, bodies, strict=True)))
        built = Bundle(
            path=part,
            bytes=part.stat().st_size,
            pages=places.total,
            sha256=sha256(part),
            letter_pages=places.letter_pages,
            exhibits=places.exhibits,
            draft=draft is not None,
            index_page=set_letter.index_page,
            violation_id=violation_id,
            max_bytes=limit,
        )
        if check:
            _refuse(check(part, manifest(replace(built, path=out))))
    return replace(built, path=out)


class _Press:
    """One bundle while it is being made."""

    def __init__(self, document: Document, policy: Policy, places: Places, letter: LetterPdf, violation_id: str) -> None:
        self._document = document
        self._paper = policy.site.paper
        self._places = places
        self._index_page = letter.index_page
        self._faces = Faces()
        self._cited = document.cited((letter.index_page or letter.pages + 1) - 1)
        self._bands = Bands(
            self._faces,
            total=places.total,
            violation_id=violation_id,
            index_page=letter.index_page,
            cited={evidence_id: page for evidence_id, (page, _) in self._cited.items()},
        )
        self._marks: list[Mark] = []

    def add_exhibits(self, progress: Progress | None) -> tuple[tuple[Body, ...], ...]:
        """A page for each page of each exhibit; gives what each exhibit brought along."""
        bodies = []
        for n, exhibit in enumerate(self._places.exhibits):
            _tell(progress, n, len(self._places.exhibits), f"Exhibit {exhibit.n}")
            source = _source(self._document, exhibit)
            for k, body in enumerate(source.bodies, 1):
                self._add_page(exhibit, k, body)
            bodies.append(source.bodies)
            under = _moved(source.marks, exhibit.first_page - 1)
            title = clean(f"Exhibit {exhibit.n}: {exhibit.caption}")
            self._marks.append(Mark(title=title, page=exhibit.first_page, under=under))
        return tuple(bodies)

    def resolve(self, *, is_draft: bool) -> None:
        """Let each citation of the letter jump to its page; one that leads nowhere refuses the build."""
        page_of = {
            f"{LINK}{x.evidence.item.id}/{k}": x.first_page + k - 1 for x in self._places.exhibits for k in range(1, x.pages + 1)
        }
        lost = self._document.resolve(page_of, self._places.letter_pages)
        if lost and not is_draft:
            raise RenderError("the letter cites pages that are not in the bundle", [_lost(address) for address in lost])

    def mark_draft(self, text: str, day: date) -> None:
        """Mark every page, letter and exhibits alike."""
        marks: dict[PageSize, bytes] = {}
        for page in range(1, self._document.pages + 1):
            size = self._document.size(page)
            if size not in marks:
                marks[size] = draft_marks(self._faces, size, text, f"{day.day} {day:%B %Y}")
            self._document.overlay(page, marks[size], OPACITY)

    def finish(self, title: str, made_on: date) -> None:
        """Fonts, bookmarks, title and date."""
        self._document.set_fonts(self._faces.subsets())
        self._document.bookmark(self._marks, self._index_page)
        self._document.describe(title, made_on)

    def _add_page(self, exhibit: Exhibit, k: int, body: Body) -> None:
        below = exhibit.evidence.notes[0] if exhibit.evidence.shown.media != "pdf" and exhibit.evidence.notes else ""
        paper = sheet(self._paper, body.size, has_note=bool(below))
        told = self._bands.band(paper.size, exhibit, k, exhibit.first_page + k - 1)
        way_back = self._bands.way_back(paper.size)
        left, low, _, _ = paper.area
        shown = b"q %.6g 0 0 %.6g %.6g %.6g cm /Body Do Q\n" % (paper.scale, paper.scale, left, low)
        edge = b"" if exhibit.evidence.item.made else frame(paper.area)  # the kit's own pages are laid out for the area
        beneath = note(self._faces, paper.size, below) if below else b""
        links = [Link(area=way_back, page=self._index_page)] if way_back and self._index_page else []
        if area := self._bands.way_to_letter(paper.size, exhibit):
            page, top = self._cited[exhibit.evidence.item.id]
            links.append(Link(area=area, page=page, top=top + _ABOVE))
        words = exhibit.evidence.words[k - 1] if exhibit.evidence.words else ()
        self._document.add_page(paper.size, shown + edge + told + beneath + unseen(self._faces, paper.area, words), body, links)


def _source(document: Document, exhibit: Exhibit) -> Source:
    """The exhibit's pages; refused if its file is no longer the one that was looked at."""
    evidence, shown = exhibit.evidence, exhibit.evidence.shown
    name = evidence.item.file or evidence.path.name
    try:
        if shown.media == "pdf":
            digest = sha256(shown.path)
            source = document.pdf(shown.path, evidence.picked)
        else:
            content = shown.path.read_bytes()
            digest = digest_of(content).hexdigest()
            source = document.picture(content, evidence.pages[0], evidence.tiles)
        original = digest if shown.path == evidence.path else sha256(evidence.path)
    except (OSError, Unreadable) as error:
        raise RenderError(f"Exhibit {exhibit.n}: {name} cannot be used", [str(error)]) from None
    if digest != shown.sha256 or original != evidence.sha256:
        raise RenderError(f"Exhibit {exhibit.n}: {name} changed while the bundle was made", ["run it again"])
    return source


def _moved(marks: Iterable[Mark], by: int) -> tuple[Mark, ...]:
    """Bookmarks of an exhibit as those of the bundle."""
    return tuple(replace(m, page=m.page + by, under=_moved(m.under, by)) for m in marks)


def _lost(address: str) -> str:
    """A citation that leads nowhere, in words; numbers are what a person typed."""
    cited, _, page = address.removeprefix(LINK).partition("/")
    return f"Exhibit {cited}: there is no such exhibit" if cited[:1].isdigit() else f"{cited}/{page}"


def _limit(policy: Policy) -> int | None:
    fact = policy.get("bundle.max_bytes")
    return int(fact.value) if fact and isinstance(fact.value, int | float) else None


def _refuse(findings: tuple[Finding, ...]) -> None:
    errors = [f"{f.where}: {f.message}" for f in findings if f.severity == "error"]
    if errors:
        raise RenderError("the built PDF does not pass its own check; it was not kept", errors)


def _tell(progress: Progress | None, done: int, total: int, what: str) -> None:
    if progress:
        progress(done, total, what)

"""What is made of it: evidence, letter, and the one PDF."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from kit.model.case import EvidenceItem

# --- evidence --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSize:
    """Displayed size of a page in points, after rotation and UserUnit."""

    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What of a file stands in the bundle: the file itself, or what the kit made of it to be put on paper."""

    path: Path
    media: Literal["pdf", "jpeg", "png"]
    sha256: str
    made_by: str | None = None  # how it was made of the original, in words; None: it is the original


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """Part of a tall picture on a page of its own: rows of pixels as displayed, from `top` to before `bottom`."""

    top: int
    bottom: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word read in a picture. Its edges are shares of the page as displayed, 0 to 1 from the upper left corner."""

    text: str
    line: int  # words of one line share its number
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a file says of its own making, as anybody can write it. Times have a zone only where it names one."""

    programs: tuple[str, ...] = ()
    created: datetime | None = None
    changed: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An evidence item whose file was opened and measured. Text is empty where a page has none."""

    item: EvidenceItem
    path: Path  # the file as received, or as made by the kit
    sha256: str
    bytes: int
    media: str  # what the file is: pdf, jpeg, png, tiff, heic, table, mail, …
    pages: tuple[PageSize, ...]  # the pages chosen, as shown
    picked: tuple[int, ...]  # page numbers in what is shown, from 1
    text: tuple[str, ...]  # one for each chosen page
    notes: tuple[str, ...] = ()  # e.g. camera time and pixels of a photo
    shown: Shown
    tiles: tuple[Tile, ...] = ()  # one for each chosen page of a tall picture; (): pictures are shown whole
    origin: Origin = Origin()
    words: tuple[tuple[Word, ...], ...] = ()  # one for each chosen page: what was read in its picture; (): nothing was read
    unmasked: Shown | None = None  # what `shown` was before areas of it were covered; None: nothing is covered
    masks: tuple[tuple[tuple[float, float, float, float], ...], ...] = ()
    """One for each chosen page: covered areas as shares of the page, left, top, right, bottom from its upper left corner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskProposal:
    """Something that looks like a buyer's, on a page of evidence: for a person to have it covered, or to leave it."""

    n: int  # from 1; the same as long as the evidence is the same, whatever is decided
    evidence: str
    page: int  # as `Mask.page`
    kind: str  # phone number, e-mail address, address, postcode, name, recipient
    boxes: tuple[tuple[float, float, float, float], ...]  # as `Mask.box`; (): the text has no place that could be covered
    quote: str = field(repr=False)  # as it stands there: for a person's eyes, in no report
    state: Literal["open", "masked", "kept"] = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerData:
    """Where the evidence seems to show buyers' data, and which of it was not searched, with the reason."""

    proposals: tuple[MaskProposal, ...]
    unsearched: tuple[tuple[str, str], ...] = ()  # evidence id, why


Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedFact:
    """Something that a page seems to state. `stated` is what case.yaml says under the same key, if anything."""

    evidence: str
    key: str
    value: str
    page: int  # of those shown, from 1
    around: str  # the words around it, as they stand there
    confidence: Confidence
    why: str  # what the confidence rests on
    stated: str | None = None

    @property
    def agrees(self) -> bool:
        """Whether case.yaml says the same already."""
        return self.stated is not None and " ".join(self.value.split()).casefold() in " ".join(self.stated.split()).casefold()


# --- letter ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where a figure in a passage comes from. `start`/`end` count characters of `Passage.text`."""

    start: int
    end: int
    kind: Literal["metric", "audit", "exhibit", "policy", "evidence", "case"]
    ref: str  # late_dispatch.after, carrier_contract, uk/late_dispatch.limit, …


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One authored text after its placeholders were filled."""

    where: str  # path in case.yaml: corrective.0.what
    text: str  # plain text, citations as "Exhibit 3"
    html: str  # safe HTML
    traces: tuple[Trace, ...] = ()
    cites: tuple[str, ...] = ()  # evidence ids, in order


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The letter before it is set in type: what is said, in order, and what it cites."""

    title: str
    subject: str
    stance: Literal["plan", "dispute"]
    passages: tuple[Passage, ...]  # every authored text, in reading order
    cites: tuple[str, ...]  # evidence ids in the order of first citation: exhibit 1, 2, …
    labels: tuple[tuple[str, str], ...]  # evidence id -> exhibit number as text
    context: Any = field(repr=False)  # kit.letter.LetterContext, what the template sees

    def passage(self, where: str) -> Passage | None:
        """The passage of a place in case.yaml."""
        return next((p for p in self.passages if p.where == where), None)

    @property
    def text(self) -> str:
        """All passages, one a paragraph."""
        return "\n\n".join(p.text for p in self.passages)


# --- bundle ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """Evidence with its number and place in the bundle."""

    n: str  # "3", "4A"
    evidence: Evidence
    caption: str
    first_page: int  # in the bundle, from 1
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where everything stands in the bundle, so that the letter and its index can say it."""

    exhibits: tuple[Exhibit, ...]
    letter_pages: int  # letter and index together; exhibits start on the next page
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPdf:
    """The letter and its index, set in type. Citations are URI links `exhibit://<evidence id>/<page in exhibit>`."""

    content: bytes
    pages: int
    index_page: int | None  # first page of the index, from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The one PDF, built and checked."""

    path: Path
    bytes: int
    pages: int
    sha256: str
    letter_pages: int
    exhibits: tuple[Exhibit, ...]
    draft: bool
    violation_id: str = ""
    index_page: int | None = None  # first page of the index
    max_bytes: int | None = None  # the limit that it was held to

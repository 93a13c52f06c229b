"""What the letter's template sees. Each field says what it holds; a test holds the names against the template."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadFact:
    """A cell of the grid under the title."""

    label: str = field(metadata={"help": "what it is, small and grey"})
    value: str = field(metadata={"help": "the fact"})
    notes: tuple[str, ...] = field(metadata={"help": "lines below it, grey"}, default=())
    is_id: bool = field(metadata={"help": "whether it is the violation ID, set larger"}, default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """One of the three lines at the head."""

    label: str = field(metadata={"help": "What happened, Why, Now"})
    html: Markup = field(metadata={"help": "the line"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An authored text with what stands beside it in a table or section."""

    html: Markup = field(metadata={"help": "the text"})
    letter: str = field(metadata={"help": "A, B, C of the cause that it is about"}, default="")
    when: str = field(metadata={"help": "day or time as the site writes it; empty: none is stated"}, default="")
    who: str = field(metadata={"help": "owner: name, or role where no person is named"}, default="")
    role: str = field(metadata={"help": "title of the person named"}, default="")
    notes: tuple[Markup, ...] = field(metadata={"help": "grey lines below the text"}, default=())
    measured: Markup = field(metadata={"help": "how a measure is checked"}, default=Markup(""))
    tags: tuple[Markup, ...] = field(metadata={"help": "citations beside the text"}, default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseRow:
    """A row of the table on page 1: cause, what answers it, proof."""

    cause: Entry = field(metadata={"help": "the cause, in short"})
    actions: tuple[Entry, ...] = field(metadata={"help": "what was done about it"})
    tags: tuple[Markup, ...] = field(metadata={"help": "the proof of those actions"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A numbered section; `layout` says how its entries stand."""

    number: int = field(metadata={"help": "1, 2 or 3"})
    title: str = field(metadata={"help": "its head"})
    layout: str = field(metadata={"help": "paragraphs, points (each with its date), actions or measures"})
    entries: tuple[Entry, ...] = field(metadata={"help": "what it says, in order"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFigure:
    """A chart with its words. Counts stand in the words, so that the chart can be read without colour."""

    name: str = field(metadata={"help": "file name under which the press serves the drawing"})
    svg: str = field(metadata={"help": "the drawing"}, repr=False)
    title: str = field(metadata={"help": "what it shows, as a sentence"})
    subtitle: str = field(metadata={"help": "measure and unit"})
    notes: tuple[str, ...] = field(metadata={"help": "what the marks mean, the counts"}, default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The metric over time; stands at the end of section 2."""

    title: str = field(metadata={"help": "its head"})
    wide: ChartFigure = field(metadata={"help": "by week"})
    narrow: tuple[ChartFigure, ...] = field(metadata={"help": "beside it"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """A row of the records that an audit looked through."""

    cells: tuple[str, ...] = field(metadata={"help": "as printed, one for each head"})
    state: str = field(metadata={"help": "good, gap, open or plain"})
    tags: tuple[Markup, ...] = field(metadata={"help": "the exhibits that show it"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What the records say: one audit in the letter; stands at the end of section 2."""

    title: str = field(metadata={"help": "its head"})
    html: Markup = field(metadata={"help": "the result in a sentence, with the exhibit that has all rows"})
    heads: tuple[str, ...] = field(metadata={"help": "heads of the columns"})
    rows: tuple[RecordRow, ...] = field(metadata={"help": "the rows that stand in the letter"})
    total: int = field(metadata={"help": "how many rows there are in all"})
    all_in: Markup = field(metadata={"help": "the exhibit that has all rows; empty: none"})
    name: str = field(metadata={"help": "file name under which the press serves the drawing; empty: none"})
    svg: str = field(metadata={"help": "the drawing"}, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who answers for the letter."""

    image: bytes | None = field(metadata={"help": "the scanned signature; None: a line to sign on"}, repr=False)
    name: str = field(metadata={"help": "the person's name"})
    title: str = field(metadata={"help": "title and company"})
    date: str = field(metadata={"help": "date of the letter"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContext:
    """All that `letter.html.j2` sees of a case."""

    language: str = field(metadata={"help": "BCP 47, for readers aloud: en-GB"})
    paper: str = field(metadata={"help": "A4 or Letter"})
    made_on: str = field(metadata={"help": "date of the letter, ISO: the PDF's only date"})
    title: str = field(metadata={"help": "Plan of Action, or Appeal"})
    subject: Markup = field(metadata={"help": "line under the title"})
    running: str = field(metadata={"help": "top left from page 2 on"})
    violation_id: str = field(metadata={"help": "top right from page 2 on"})
    facts: tuple[HeadFact, ...] = field(metadata={"help": "grid under the title, three a row"})
    summary: tuple[SummaryLine, ...] = field(metadata={"help": "three lines"})
    causes: tuple[CauseRow, ...] = field(metadata={"help": "table cause, action, proof; empty in a dispute"})
    sections: tuple[Section, ...] = field(metadata={"help": "the three sections"})
    results: Results | None = field(metadata={"help": "charts; None without order data"})
    restored: tuple[Entry, ...] = field(metadata={"help": "what became of buyers and stock; `letter` is the label"})
    promises: tuple[Entry, ...] = field(metadata={"help": "what became of earlier promises; `letter` is the label"})
    records: tuple[Records, ...] = field(metadata={"help": "what the records say, audit by audit"})
    zone_name: str = field(metadata={"help": "zone of the times in section 2: London time"})
    signature: Signature | None = field(metadata={"help": "None: nobody signs"})
    numbering: str = field(
        metadata={"help": "how the exhibits' numbers follow an earlier appeal's; empty in a first one"}, default=""
    )
    marks: Mapping[str, str] = field(
        metadata={"help": "evidence id: new or changed since the earlier appeal"}, default_factory=dict
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """One exhibit in the index."""

    n: str = field(metadata={"help": "its number"})
    id: str = field(metadata={"help": "evidence id, for the link"})
    caption: str = field(metadata={"help": "caption, whole"})
    shows: str = field(metadata={"help": "what it proves"})
    pages: str = field(metadata={"help": "bundle pages: 8–12"})
    digest: str = field(metadata={"help": "first 8 hex characters of the file's SHA-256"})
    part: str = field(metadata={"help": "pages of the file that are shown, if not all"}, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesContext:
    """What the template sees of the bundle around the letter."""

    total: int = field(metadata={"help": "pages of the bundle"})
    index: tuple[IndexRow, ...] = field(metadata={"help": "the exhibits in order"})
    left_out: tuple[str, ...] = field(metadata={"help": "files that a draft goes without, each with why"}, default=())

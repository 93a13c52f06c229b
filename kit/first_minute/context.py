"""What the template of the first minute sees."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """An exhibit as a line names it, with its page in the bundle; 0: it has none."""

    n: str
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the chain: a cause, what follows from it, or what is missing."""

    kind: str  # cause, link, gap
    where: str
    letter: str
    text: str
    when: str = ""
    tags: tuple[Tag, ...] = ()
    more: str = ""  # how many exhibits beside those


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The metric in one period."""

    label: str
    value: str
    counts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The appeal as one text field of the platform takes it, and how much of the chain is left."""

    name: str
    head: str
    text: str
    told: str
    is_whole: bool = True  # False: the sheet has no room for the text


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumb:
    """The first page of an exhibit."""

    n: str
    caption: str
    place: str  # its pages in the bundle
    picture: bytes = field(repr=False)
    src: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A criterion as the sheet shows it."""

    name: str
    full: str
    points: str
    share: int  # of its points, in percent; -1: not computable
    losses: tuple[tuple[str, str], ...]  # what, where
    why: str
    judge: str
    unseen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A cap as the sheet shows it."""

    when: str
    most: str
    state: str  # applies, clear, open
    label: str
    why: str
    losses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MinuteContext:
    """What the template sees."""

    lang: str = field(metadata={"help": "en or zh"})
    css: str = field(metadata={"help": "style of the page"})
    paper: str = field(metadata={"help": "A4 or Letter"})
    made_on: str = field(metadata={"help": "day of the letter, ISO: the PDF's only date"})
    violation: str = field(metadata={"help": "violation ID"})
    title: str = field(metadata={"help": "the notice's name for the violation"})
    facts: tuple[tuple[str, str], ...] = field(metadata={"help": "label and fact, under the title"})
    asked: str = field(metadata={"help": "what is asked, in one sentence"})
    metric: str = field(metadata={"help": "name of the metric, or why there is none"})
    notice: str = field(metadata={"help": "what the notice says of it; empty: nothing"})
    periods: tuple[Period, ...] = field(metadata={"help": "before, during, after"})
    said: str = field(metadata={"help": "whether the chain closes, in one sentence"})
    is_closed: bool = field(metadata={"help": "whether it does"})
    lines: tuple[Line, ...] = field(metadata={"help": "the chain, a line each"})
    left_out: str = field(metadata={"help": "how many lines the sheet has no room for; empty: none"})
    boxes: tuple[Box, ...] = field(metadata={"help": "the appeal through each text field"})
    thumbs: tuple[Thumb, ...] = field(metadata={"help": "the first page of each exhibit"})
    thumbs_left: str = field(metadata={"help": "how many exhibits the sheet has no room for; empty: none"})
    points: tuple[tuple[str, str], ...] = field(metadata={"help": "sums of the rubric: label, figure"})
    marks: tuple[Mark, ...] = field(metadata={"help": "the twelve criteria"})
    limits: tuple[Limit, ...] = field(metadata={"help": "the caps"})
    apart: str = field(metadata={"help": "findings that cost no criterion anything; empty: none"})
    source: str = field(metadata={"help": "where the rubric comes from"})
    words: dict[str, str] = field(metadata={"help": "the page's own words"})

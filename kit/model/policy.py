"""Facts that carry their source (DESIGN §5), and the packs that hold them."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from kit.model.record import Day, Key, Record, SiteCode, Statement, Text

Grade = Literal["official", "code", "third_party", "seed", "derived", "own_knowledge"]
QUOTABLE: frozenset[Grade] = frozenset({"official"})


def _typed(value: Any) -> Any:
    """A pack's text as what it says: `true`, `2` and `1.5` are a truth and numbers, all else stays text."""
    if not isinstance(value, str):
        return value
    if value in {"true", "false"}:
        return value == "true"
    if re.fullmatch(r"-?\d{1,15}", value):
        return int(value)
    return float(value) if re.fullmatch(r"-?\d{1,15}\.\d{1,15}", value) else value


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"is no pattern: {error}") from None
    return pattern


Pattern = Annotated[Text, AfterValidator(_compiles)]

Value = Annotated[str | bool | int | float | tuple[str, ...] | None, BeforeValidator(_typed)]


class Fact(Record):
    """One value with where it comes from and for whom it holds.

    The letter may quote it as the platform's policy only if its grade is official and it was seen.
    """

    id: Text  # dotted: `late_dispatch.limit`
    value: Value  # None: looked for and not found
    unit: str = ""  # %, hours, business_days, bytes, characters …
    says: Statement | None = None  # the fact as a sentence
    source: str | None = None  # URL or document
    seen: Day | None = None  # the day on which a stored copy was read
    checked: Day | None = None  # the day on which a person confirmed the live page
    grade: Grade
    sites: tuple[SiteCode, ...] = ()  # (): all, or the pack's own
    seller_type: Literal["local", "cross_border"] | None = None  # None: both
    fulfilment: Literal["seller", "platform"] | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    conflicts: Statement | None = None  # what another source says

    @property
    def is_quotable(self) -> bool:
        """Whether the letter may quote it as the platform's policy."""
        return self.grade in QUOTABLE and self.seen is not None

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in its validity."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Calendar(Record):
    """How a site counts days."""

    zone: Text  # IANA name
    zone_status: Text  # stated | assumed, and by whom
    holidays: Text  # country code of the `holidays` library
    subdivision: str | None = None
    place: str | None = None  # the part of the country that the case states; None: `subdivision` is assumed
    note: str | None = None


class Notation(Record):
    """How numbers are written."""

    decimal: Literal[".", ","] = "."
    thousands: Literal[",", ".", " ", "'", ""] = ","


class Money(Notation):
    """How amounts are written on a site."""

    sign: str = ""  # beside the ISO code
    minor: int = 2  # digits after the mark that the currency has, by ISO 4217
    exports: Text = "not seen"  # how they stand in the files that were seen


class BuyerMarks(Record):
    """How a buyer's data look there, as patterns: own knowledge, on purpose narrow."""

    phones: Pattern | None = None
    postcodes: Pattern | None = None


class Site(Record):
    """The head of `policy/sites/xx.yaml`: what a site is, and by which words others know it."""

    code: SiteCode
    name: Text
    name_zh: Text
    language: Text  # BCP 47: en-GB
    currency: Text
    money: Money = Money()
    paper: Literal["A4", "Letter"]
    date_style: Literal["day_first", "month_first"]
    calendar: Calendar
    law: Text | None = None  # the market whose law holds, where several sites share it: EU
    called: tuple[Text, ...] = ()  # how a letter names the site: British
    territory: tuple[Text, ...] = ()  # more words that take its country in: Great Britain, European Union
    papers: tuple[Text, ...] = ()  # papers and authorities of this market: UKCA
    buyers: BuyerMarks = BuyerMarks()


class SitePack(Site):
    """`policy/sites/xx.yaml`: one site under its dated official rules (profile `official`)."""

    facts: tuple[Fact, ...] = ()


class SiteTopic(Record):
    """Some of what every site is asked."""

    id: Key
    title: Statement
    facts: tuple[Text, ...]  # ids of facts; `a | b`: either answers


class SiteAsks(Record):
    """`policy/site_asks.yaml`: what every pack answers, with a value or with null for what was not found."""

    topics: tuple[SiteTopic, ...]


class Profile(Record):
    """`policy/profiles/*.yaml`: a set of rules for all sites, such as the seeds' own."""

    id: Key
    title: Statement
    facts: tuple[Fact, ...] = ()


class EvidenceAsk(Record):
    """One piece of evidence that a family asks for, on a site and stance."""

    id: Key
    kinds: tuple[Key, ...]  # an evidence item of one of these kinds meets it
    what: Statement
    need: Literal["required", "helpful"]
    stance: Literal["plan", "dispute"] | None = None  # None: both
    sites: tuple[SiteCode, ...] = ()  # (): all
    sorts: tuple[Key, ...] = ()  # of the family's sorts; (): all
    repeats: Literal["only", "required"] | None = None  # asked only of a repeated violation; there required, elsewhere helpful
    source: str | None = None
    grade: Grade
    read_on: tuple[SiteCode, ...] = ()  # sites whose own page says so; on others the grade is `derived`

    def holds(self, site: str, stance: str, *, is_repeat: bool = False) -> bool:
        """Whether it is asked for there."""
        return self.stance in {None, stance} and (not self.sites or site in self.sites) and (is_repeat or self.repeats != "only")

    def is_required(self, *, is_repeat: bool = False) -> bool:
        """Whether an appeal goes without it only with a warning."""
        return self.need == "required" or (is_repeat and self.repeats == "required")

    def grade_on(self, site: str) -> Grade:
        """How far to trust it on that site."""
        return "derived" if self.read_on and site not in self.read_on else self.grade


class CausePattern(Record):
    """A known root cause: how it is tested, and what usually answers it (prompts, never ready sentences)."""

    id: Key
    name: Statement
    test: str | None = None  # name of the executable test; None: not run, see `why_not`
    why_not: str | None = None
    asks: Statement | None = None  # what to find out so that the cause is specific
    correction: Statement | None = None  # prompts for what was done, what holds from now on, and what proves it
    prevention: Statement | None = None
    exhibit: Statement | None = None
    source: str | None = None
    grade: Grade


class FamilyAudit(Record):
    """A file of `kit/audits` that a family runs, and how much of it stands in the letter."""

    id: Key
    stances: tuple[Literal["plan", "dispute"], ...] = ("plan", "dispute")  # whose letters show it
    rows: int = 0  # rows in the letter at most, gaps first; 0: not shown there
    sorts: tuple[Key, ...] = ()  # of the family's sorts; (): all


class Sort(Record):
    """One sort of violation within a family, known by words of its code or title: a trade mark, a patent, a counterfeit."""

    id: Key
    title: Statement
    words: tuple[Text, ...]
    rights: tuple[Key, ...] = ()  # kinds of evidence that show such a right; (): any
    by_letters: bool = True  # whether a dispute proves the right to sell by letters; else by a difference or by one's own origin


class SellerNote(Record):
    """What is asked of one type of seller and not of others."""

    says: Statement
    source: str | None = None
    grade: Grade


class Question(Record):
    """Something the kit asks a person."""

    id: Key
    ask: Statement
    why: Statement | None = None


class Family(Record):
    """`policy/families/*.yaml`: one kind of violation, its questions, evidence and causes."""

    id: Key
    title: Statement
    subject: Statement  # the line under the letter's title; may hold placeholders
    sorts: tuple[Sort, ...] = ()
    metrics: tuple[Key, ...] = ()
    audits: tuple[FamilyAudit, ...] = ()
    questions: tuple[Question, ...] = ()
    evidence: tuple[EvidenceAsk, ...] = ()
    by_seller: tuple[SellerNote, ...] = ()  # (): no difference by seller type is known
    patterns: tuple[CausePattern, ...] = ()
    reviewer: tuple[Statement, ...] = Field(default=())  # what a reviewer looks for

    def sort_of(self, *said: str | None) -> Sort | None:
        """The sort that a violation's code or title names, or None."""
        text = " ".join(filter(None, said)).casefold()
        return next((sort for sort in self.sorts if any(word.casefold() in text for word in sort.words)), None)

    def about(self, sort: Sort | None) -> "Family":
        """The family as it asks and looks about that sort; what other sorts ask for is left out, of an unknown one it is only helpful."""
        if not self.sorts:
            return self
        if sort is None:
            asks = [ask.model_copy(update={"need": "helpful"}) if ask.sorts else ask for ask in self.evidence]
        else:
            asks = [ask for ask in self.evidence if not ask.sorts or sort.id in ask.sorts]
        runs = [audit for audit in self.audits if sort is None or not audit.sorts or sort.id in audit.sorts]
        return self.model_copy(update={"evidence": tuple(asks), "audits": tuple(runs)})

"""What people write: the seller, and one case about one Violation ID (DESIGN §6)."""

import hashlib
import re
import unicodedata
from datetime import datetime
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, PlainSerializer, model_validator

from kit.model.record import Day, Key, Moment, Record, SiteCode, Slug, Statement, Text, ViolationId, Window, _moment, instant

_PLACEHOLDER = re.compile(r"\{\{[^{}]{0,200}\}\}")

Pairs = Annotated[
    tuple[tuple[str, str], ...],
    BeforeValidator(lambda v: tuple((str(k), str(x)) for k, x in v.items()) if isinstance(v, dict) else v),
    PlainSerializer(dict),
]
"""A small mapping, kept as pairs so that a record stays frozen all the way down."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"there is no zone {name!r}; write it as Asia/Shanghai") from None
    return name


class Review(Record):
    """The review copy: whether the client signs one before anything is sent, and Chinese for lines that have no `zh` of their own."""

    demanded: bool | None = None  # None: as the client's own file says; nowhere said: no
    words: tuple[Statement, ...] = ()  # English as it is printed or stated, and its Chinese: titles, triggers, results of audits

    @model_validator(mode="after")
    def _says_both(self) -> Self:
        if lacking := [w.en for w in self.words if not w.zh]:
            raise ValueError(f"words: no zh for {lacking[0]!r}")
        return self


class Person(Record):
    """Someone of the seller's, by role; the letter's signer has a signature image."""

    id: Key
    name: Text
    name_zh: str | None = None
    title: Text
    signature: str | None = None  # file, relative to the folder that states it


class Shop(Record):
    """One shop on one site."""

    code: Text
    name: Text
    site: SiteCode
    seller_type: Literal["local", "cross_border"]
    place: Text | None = None  # part of the country whose working days count: Kedah, Scotland; None: the site's


UNNAMED = "seller"
"""The id that the kit once gave to every client whose name has no Latin letters; it tells no client from another."""


def named(legal_name: str) -> str:
    """A hash of a client's name as names are compared, for places where the name itself must not stand.

    Brackets and letters of full width are as those of half width: one name may be typed either way.
    """
    return hashlib.sha256(unicodedata.normalize("NFKC", legal_name).casefold().encode()).hexdigest()


def named_before(legal_name: str) -> str:
    """The hash that an earlier kit kept of the name: by its letters as they are typed."""
    return hashlib.sha256(legal_name.casefold().encode()).hexdigest()


def client_id(legal_name: str) -> str:
    """An id for a client: its name in small Latin letters and digits, and a hash of it where these do not say all of it.

    >>> client_id("Lanyu Home (Shenzhen)"), client_id("深圳蓝屿贸易有限公司"), client_id("广州 ABC 公司")
    ('lanyu-home-shenzhen', 'client-328b455b', 'abc-93561201')
    """
    legal_name = unicodedata.normalize("NFKC", legal_name)
    latin = re.sub(r"[^a-z0-9]+", "-", legal_name.lower()).strip("-")
    is_whole = latin and len(latin) <= _LONGEST and not any(c.isalnum() and not c.isascii() for c in legal_name)
    return latin if is_whole else _hashed(legal_name, latin[:_LONGEST].strip("-"))


def _hashed(legal_name: str, latin: str = "") -> str:
    """What the name says in Latin letters, and the first digits of its hash."""
    return f"{latin or 'client'}-{named(legal_name)[:8]}"


_LONGEST = 70  # characters of the name in an id


class Seller(Record):
    """A client, once: `client.yaml`, or the `seller` part of a case folder that is complete alone.

    The id `seller` of an earlier kit is read as one of the client's own, made from its legal name.
    """

    id: Slug
    legal_name: Text
    legal_name_zh: str | None = None
    shops: tuple[Shop, ...] = Field(min_length=1)
    people: tuple[Person, ...] = ()
    zone: Annotated[str, AfterValidator(_zone)] | None = None  # where the client works; None: Asia/Shanghai
    review: Review = Review()

    @model_validator(mode="before")
    @classmethod
    def _has_an_id_of_its_own(cls, value: Any) -> Any:
        if isinstance(value, dict) and value.get("id") == UNNAMED and isinstance(value.get("legal_name"), str):
            return {**value, "id": _hashed(value["legal_name"])}
        return value


class NoticeFigure(Record):
    """A figure that the notice states, kept as printed there."""

    metric: Key
    value: Text


class EarlierViolation(Record):
    """A violation of the same kind before this one."""

    id: ViolationId
    date: Day
    failed: Statement | None = None  # which measure of that time did not hold, and why


class Violation(Record):
    """The one violation that this case answers, as the notice states it."""

    id: ViolationId
    code: str | None = None
    family: Key
    site: SiteCode
    title: Text  # the notice's own name for it
    ticket: Literal["pending", "enforced"]  # pending: acting before the deadline may stop the enforcement
    received: Annotated[AwareDatetime, BeforeValidator(_moment)]
    deadline: Annotated[AwareDatetime, BeforeValidator(_moment)] | None = None
    enforcement: Statement | None = None
    window: Window | None = None  # the days that the notice counts
    figures: tuple[NoticeFigure, ...] = ()
    orders: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    repeats: tuple[EarlierViolation, ...] = ()  # the same kind before: the platform then asks for more


class Summary(Record):
    """The three lines at the head of the letter."""

    happened: Statement
    why: Statement
    now: Statement


class LetterPlan(Record):
    """How the letter is dated and signed. Findings are computed as of `date`."""

    date: Day
    signer: Key | None = None
    language: str | None = None  # None: the site's
    summary: Summary | None = None


class DataFile(Record):
    """What cannot be read off an export itself: which format, zone, date order or encoding it has."""

    file: Text  # relative to the case folder
    format: str | None = None
    zone: str | None = None
    date_format: str | None = None
    encoding: str | None = None
    exported: Annotated[AwareDatetime, BeforeValidator(_moment)] | None = None
    unzipped_mb: Annotated[int, Field(ge=1)] | None = None  # how large a workbook may unpack; None: 200
    covers: Window | None = None  # the days that were asked for in the export; None: those of its rows


class Data(Record):
    """Hints for data files. Every file in the folders is read, named here or not."""

    orders: tuple[DataFile, ...] = ()
    returns: tuple[DataFile, ...] = ()
    tracking: tuple[DataFile, ...] = ()
    finance: tuple[DataFile, ...] = ()
    listings: tuple[DataFile, ...] = ()
    service: tuple[DataFile, ...] = ()
    records: tuple[DataFile, ...] = ()


class MetricChoice(Record):
    """How one metric is counted in this case where the profile leaves a choice."""

    id: Key
    clock: Literal["label", "handover", "scan"] | None = None
    because: Text  # e.g. the notice's words


class RootCause(Record):
    """What went wrong: which operation, which role, since when, seen in which metric."""

    id: Key
    what: Statement
    short: Statement | None = None  # for the table on page 1
    role: Text | None = None
    when: Moment | None = None
    until: Moment | None = None
    pattern: str | None = None  # executable cause pattern that tests it
    metrics: tuple[Key, ...] = ()
    exhibits: tuple[Key, ...] = ()


class Corrective(Record):
    """What was done, by whom, finished when, against which cause."""

    id: Key
    what: Statement
    short: Statement | None = None  # for the table on page 1
    owner: Text | None = None  # person id or role
    done: Moment | None = None
    answers: tuple[Key, ...] = ()
    exhibits: tuple[Key, ...] = ()


class Preventive(Record):
    """What holds from now on: owner, since or by a date, trigger, limit, how it is measured."""

    id: Key
    what: Statement
    owner: Text | None = None
    since: Day | None = None
    by: Day | None = None
    trigger: str | None = None
    limit: str | None = None
    measured: Statement | None = None
    answers: tuple[Key, ...] = ()
    exhibits: tuple[Key, ...] = ()


class Restored(Record):
    """What became of those whom the violation touched: what was done, for how many, or why there was nothing to do."""

    what: Statement | None = None
    count: Annotated[int, Field(ge=0)] | None = None  # put right so far
    of: Annotated[int, Field(ge=0)] | None = None  # touched in all
    exhibits: tuple[Key, ...] = ()
    not_applicable: Statement | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.what is None) == (self.not_applicable is None):
            raise ValueError("give what was done, or not_applicable with the reason")
        if self.count is not None and self.of is not None and self.count > self.of:
            raise ValueError(f"count: {self.count} were put right, of only {self.of}")
        return self


class PutRight(Record):
    """Buyers and stock after the violation."""

    buyers: Restored | None = None
    stock: Restored | None = None


class Point(Record):
    """One paragraph of a dispute."""

    id: Key
    what: Statement
    when: Moment | None = None
    exhibits: tuple[Key, ...] = ()


class Dispute(Record):
    """The three sections of a dispute: what happened, why the measure is wrong, what we ask."""

    happened: tuple[Point, ...] = ()
    wrong: tuple[Point, ...] = ()
    asks: tuple[Point, ...] = ()


class Mask(Record):
    """An area of a page of which a person has decided: covered on a copy, or, with `keep`, looked at and left readable.

    `box` is left, top, right, bottom from the upper left corner of the page as displayed: points of a PDF's page, pixels of
    a picture (which is one page, however tall).
    """

    page: Annotated[int, Field(ge=1)]
    box: tuple[float, float, float, float]
    kind: Text
    by: Text
    on: Day
    keep: bool = False

    @model_validator(mode="after")
    def _spans_an_area(self) -> Self:
        left, top, right, bottom = self.box
        if not (0 <= left < right and 0 <= top < bottom):
            raise ValueError("box: give left, top, right, bottom from the upper left corner, such as [72, 100, 180, 112]")
        return self


class EvidenceItem(Record):
    """A file as received, what it is and what it shows. `statement` proves nothing by itself."""

    id: Key
    file: str | None = None  # relative to the case folder; None while applying or missing, or made by the kit
    made: Key | None = None  # the kit makes it: `affected_orders`, …
    kind: Key
    caption: Statement
    shows: Statement | None = None
    pages: str | None = None  # e.g. "1-3,5"; None: all
    use: Literal["exhibit", "background"] = "exhibit"
    status: Literal["have", "applying", "missing"] = "have"
    facts: Pairs = ()
    masks: tuple[Mask, ...] = ()  # a buyer's data in its pages, decided by a person

    @model_validator(mode="after")
    def _has_a_source(self) -> Self:
        if self.file and self.made:
            raise ValueError("give either file or made, not both")
        if self.status == "have" and not (self.file or self.made):
            raise ValueError("give the file, or say status: applying or missing")
        return self


class Promise(Statement):
    """What an earlier appeal promised, and what became of it."""

    became: Literal["kept", "replaced", "broken", "open"] | None = None
    because: Statement | None = None  # why it was broken or replaced, and by what; when it will be kept
    exhibits: tuple[Key, ...] = ()


class EarlierAppeal(Record):
    """An appeal of this violation that was sent before."""

    file: str
    manifest: str | None = None  # of that build, so that its exhibits keep their numbers; None: looked for beside the file
    outcome: Literal["rejected", "approved", "closed", "unknown"]
    date: Day  # of the answer, at the site
    at: Annotated[AwareDatetime, BeforeValidator(_moment)] | None = None  # the same to the minute, where it is known
    promises: tuple[Promise, ...] = ()

    def answered(self, zone: ZoneInfo) -> datetime:
        """When the answer came, on the site's clock; the first instant of its day where the minute is not known."""
        return (self.at or instant(self.date, zone)).astimezone(zone)


class Silence(Record):
    """A finding that a person has looked at and accepts, with the reason."""

    rule: Text
    fingerprint: str | None = None  # None: the whole rule
    reason: Text
    exhibits: tuple[Key, ...] = ()  # papers that show why; some rules are silenced by nothing else


class Case(Record):
    """`case.yaml`: all that a person states about one Violation ID."""

    id: Slug
    client: Slug | None = None
    group: str | None = None
    seller: Seller | None = None  # a case folder alone is complete too
    shop: Text
    place: Text | None = None  # part of the country whose working days count, where it is not the shop's
    violation: Violation
    route: Literal["correction", "appeal"]
    stance: Literal["plan", "dispute"]
    attempt: Annotated[int, Field(ge=1)] = 1
    profile: Key = "seed"
    fulfilment: Literal["seller", "platform", "mixed"] = "seller"
    letter: LetterPlan
    review: Review = Review()
    data: Data = Data()
    metrics: tuple[MetricChoice, ...] = ()
    root_causes: tuple[RootCause, ...] = ()
    corrective: tuple[Corrective, ...] = ()
    preventive: tuple[Preventive, ...] = ()
    put_right: PutRight = PutRight()
    dispute: Dispute = Dispute()
    evidence: tuple[EvidenceItem, ...] = ()
    history: tuple[EarlierAppeal, ...] = ()
    silence: tuple[Silence, ...] = ()

    @model_validator(mode="after")
    def _references_hold(self) -> Self:
        problems = [*_repeated(self), *_dangling(self)]
        if problems:
            raise ValueError("\n".join(problems))
        return self

    @property
    def written(self) -> tuple[str, ...]:
        """What people wrote for its letter, without the placeholders."""
        things: tuple[RootCause | Corrective | Preventive | Point, ...] = (
            *self.root_causes,
            *self.corrective,
            *self.preventive,
            *self.dispute.happened,
            *self.dispute.wrong,
        )
        texts = [thing.what.en for thing in things]
        summary = self.letter.summary
        texts += [summary.happened.en, summary.why.en, summary.now.en] if summary else []
        return tuple(_PLACEHOLDER.sub("", text) for text in texts)

    def item(self, evidence_id: str) -> EvidenceItem:
        """The evidence of that id."""
        return next(e for e in self.evidence if e.id == evidence_id)


def _repeated(case: Case) -> list[str]:
    """One line for each id that two things share."""
    found = []
    for name in ("root_causes", "corrective", "preventive", "evidence"):
        ids = [thing.id for thing in getattr(case, name)]
        found += [f"{name}: the id {i!r} stands twice" for i in sorted({i for i in ids if ids.count(i) > 1})]
    return found


def _dangling(case: Case) -> list[str]:
    """One line for each reference that leads nowhere."""
    causes = {c.id for c in case.root_causes}
    evidence = {e.id for e in case.evidence}
    dispute = case.dispute
    groups: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("root_causes", case.root_causes),
        ("corrective", case.corrective),
        ("preventive", case.preventive),
        ("dispute.happened", dispute.happened),
        ("dispute.wrong", dispute.wrong),
        ("dispute.asks", dispute.asks),
    )
    found = [
        f"{where}.exhibits: no evidence {e!r}"
        for where, thing in (
            *((f"put_right.{name}", getattr(case.put_right, name)) for name in ("buyers", "stock")),
            *((f"silence.{n}", silence) for n, silence in enumerate(case.silence)),
            *((f"history.{n}.promises.{k}", p) for n, appeal in enumerate(case.history) for k, p in enumerate(appeal.promises)),
        )
        if thing is not None
        for e in thing.exhibits
        if e not in evidence
    ]
    for name, things in groups:
        for thing in things:
            found += [f"{name}.{thing.id}.exhibits: no evidence {e!r}" for e in thing.exhibits if e not in evidence]
            found += [f"{name}.{thing.id}.answers: no root cause {c!r}" for c in getattr(thing, "answers", ()) if c not in causes]
    return found

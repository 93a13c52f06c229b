"""What a check looks at, and what it reports: findings, with the claims of the letter held against the exhibits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from kit.model.audited import Audit
from kit.model.built import BuyerData, Evidence, Letter, ProposedFact
from kit.model.case import Case, Person, Seller
from kit.model.measured import CauseFinding, Driver, Metric
from kit.model.opened import Orders, Policy
from kit.model.policy import Family

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""Gravest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A page of an exhibit on which a claim or a finding rests."""

    evidence: str  # id
    page: int  # in the exhibit, from 1
    said: str = ""  # what stands there


ClaimKind = Literal["figure", "date", "time", "id", "name"]
ClaimVerdict = Literal["supported", "other_page", "contradicted", "not_found", "unreadable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One fact in a sentence of the letter, held against the exhibits that the sentence cites."""

    where: str  # the passage
    start: int  # the fact in `Passage.text`
    end: int
    sentence: str
    kind: ClaimKind
    text: str
    cites: tuple[str, ...]  # evidence ids
    verdict: ClaimVerdict
    refs: tuple[Ref, ...] = ()  # where it stands, or what stands there instead
    why: str = ""  # of any verdict but "supported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """Words to put in place of others at the finding's place; only from closed sets, never a fact."""

    old: str
    new: str
    is_safe: bool  # the meaning stays for sure; otherwise a person looks first


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLetter:
    """A letter that this one may repeat: an earlier appeal of the violation, or that of a case of the same group."""

    name: str  # the file, or the other case's id
    kind: Literal["earlier", "sister"]
    text: str
    differs: tuple[str, ...] = ()  # what the policies of the two sites say otherwise, of a sister


@dataclass(frozen=True, slots=True)
class Both:
    """The same said in English and in Chinese; words of data (a note on a file, a checker's own) stay as they came."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check reports: where, what is wrong, what to do."""

    rule: str  # id and name: "M301 undated-action"
    severity: Severity
    where: str  # path in case.yaml, or file and page
    message: str
    fix: str | None = None
    fingerprint: str = ""
    quote: str = ""  # the words concerned
    span: tuple[int, int] | None = None  # of the quote in the passage's text, in characters
    refs: tuple[Ref, ...] = ()
    remedy: Remedy | None = None
    message_zh: str = ""  # the same in Chinese; "": only English is there
    fix_zh: str = ""

    def says(self, lang: str) -> str:
        """What is wrong, in the reader's language where it is there."""
        return (self.message_zh if lang == "zh" else "") or self.message

    def next_step(self, lang: str) -> str:
        """What to do, likewise."""
        return (self.fix_zh if lang == "zh" else "") or self.fix or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A rule that could not run."""

    rule: str
    why: str
    applies: bool = True  # False: it is for another kind of letter, so nothing is missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A slip of grammar or spelling in a passage, as a checker sees it. `start`/`end` count characters of `Passage.text`."""

    where: str
    start: int
    end: int
    quote: str
    says: str
    instead: tuple[str, ...] = ()


Part = Literal[
    "case", "orders", "metrics", "drivers", "causes", "audits", "evidence", "letter", "claims", "slips", "others",
    "site", "kind", "language",
]  # fmt: skip
"""A part of a Subject that may not be there."""


class Absent(LookupError):
    """A part of the subject that is not there: the rule that asked for it says so instead of running."""

    def __init__(self, part: Part) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Where a letter without a case goes and in which language: what a person said, or what its words tell; None: not known."""

    site: str | None = None
    kind: str | None = None  # of violation: the family's id
    language: str | None = None  # BCP 47: en-GB
    read: tuple[str, ...] = ()  # those of the three that nobody said: the letter's words tell them


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What people stated in a case, and the policy and family that hold for it."""

    case: Case
    seller: Seller
    signer: Person | None
    policy: Policy
    family: Family


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """All that a rule may look at: a whole case, or a letter alone (`stated` is None).

    A part that is None makes the rules that need it say skipped.
    """

    stated: Stated | None
    aim: Aim = field(default_factory=Aim)  # of a letter alone
    orders: Orders | None = None
    metrics: tuple[Metric, ...] | None = None
    drivers: tuple[Driver, ...] | None = None
    affected: frozenset[str] = (
        frozenset()
    )  # ids of the orders that the made list of affected orders holds, on paper or in its table
    causes: tuple[CauseFinding, ...] | None = None
    audits: tuple[Audit, ...] | None = None
    evidence: tuple[Evidence, ...] | None = None
    buyer_data: BuyerData | None = None
    letter: Letter | None = None
    claims: tuple[Claim, ...] | None = None
    slips: tuple[Slip, ...] | None = None
    proposed: tuple[ProposedFact, ...] = ()  # what the evidence seems to state, accepted by nobody yet
    others: tuple[OtherLetter, ...] | None = None
    unlisted: tuple[str, ...] = ()  # files in evidence/ that case.yaml does not name
    today: date = date.min  # the letter's date

    @property
    def case(self) -> Case:
        """What people stated; raises Absent for a letter alone, as the four below do."""
        return self._stated.case

    @property
    def seller(self) -> Seller:
        """Whose appeal it is."""
        return self._stated.seller

    @property
    def signer(self) -> Person | None:
        """Who signs, if that person is known."""
        return self._stated.signer

    @property
    def policy(self) -> Policy:
        """The facts that hold."""
        return self._stated.policy

    @property
    def family(self) -> Family:
        """What this kind of violation asks for."""
        return self._stated.family

    @property
    def site(self) -> str:
        """The site that the letter goes to; raises Absent where neither a case nor the letter tells."""
        return _known("site", self.stated.case.violation.site if self.stated else self.aim.site)

    @property
    def kind(self) -> str:
        """The kind of violation that it answers, as the id of its family; raises Absent likewise."""
        return _known("kind", self.stated.case.violation.family if self.stated else self.aim.kind)

    @property
    def language(self) -> str:
        """The letter's language: its own, or that of the site; raises Absent likewise."""
        own = self.stated.case.letter.language or self.stated.policy.site.language if self.stated else self.aim.language
        return _known("language", own)

    @property
    def _stated(self) -> Stated:
        if self.stated is None:
            raise Absent("case")
        return self.stated


def _known(part: Part, value: str | None) -> str:
    if value is None:
        raise Absent(part)
    return value

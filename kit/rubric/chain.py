"""The chain that a reviewer follows: cause, action, proof, page; in a dispute point, proof, page. And where it breaks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain as joined
from typing import Literal
from zoneinfo import ZoneInfo

from kit.model import Case, Corrective, EvidenceItem, Letter, Passage, Point, Preventive, RootCause, Statement, Subject, instant
from kit.tools.prose import sentences

_CITED = re.compile(r'href="exhibit://(\w+)/(\d+)"')
_NEVER = datetime.max.replace(tzinfo=UTC)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Tense = Literal["done", "since", "by", "on", "open"]
"""What the moment of an action, measure or point is; open: it has none."""
Missing = Literal["action", "measure", "cause", "proof", "record", "page"]
SAYS: Mapping[Missing, Statement] = {
    "action": Statement(en="no action answers this cause", zh="没有纠正措施回应这一根因"),
    "measure": Statement(en="no measure keeps this cause from coming back", zh="没有预防措施防止这一根因再现"),
    "cause": Statement(en="answers no root cause", zh="未对应任何根因"),
    "proof": Statement(en="no exhibit proves it", zh="没有附件证明"),
    "record": Statement(en="only statements prove it, no record", zh="只有陈述，没有记录作证"),
    "page": Statement(en="the exhibit has no page: its file is not there", zh="附件没有页码：文件不在"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Where the chain breaks."""

    missing: Missing
    where: str  # path in case.yaml

    @property
    def says(self) -> Statement:
        """What is missing, in words."""
        return SAYS[self.missing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """An exhibit that is cited for something, and the page of it that is cited; None: it has none."""

    evidence: str  # id
    n: str  # as the letter numbers it
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An action, a measure or a point, with its proof."""

    kind: Literal["corrective", "preventive", "point"]
    where: str
    text: str
    tense: Tense
    moment: date | None
    proofs: tuple[Proof, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A cause, or a part of a dispute, with what follows from it. A row without a letter holds what answers no cause."""

    letter: str
    where: str
    text: str
    links: tuple[Link, ...]
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The rows in the letter's order."""

    stance: Literal["plan", "dispute"]
    rows: tuple[Row, ...]

    @property
    def links(self) -> tuple[Link, ...]:
        """Each action, measure or point once."""
        return tuple({link.where: link for row in self.rows for link in row.links}.values())

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Where it breaks, each place once."""
        return tuple(dict.fromkeys(joined(*((*row.gaps, *(g for link in row.links for g in link.gaps)) for row in self.rows))))

    @property
    def is_closed(self) -> bool:
        """Whether it leads from something to a page without a break."""
        return bool(self.links) and not self.gaps


def chain(subject: Subject) -> Chain:
    """The chain of a case; raises Absent for a letter alone. Exhibits without an opened file have no page."""
    case, letter = subject.case, subject.letter
    assert letter is not None
    weaver = _Weaver(case, letter, {e.item.id for e in subject.evidence or ()}, subject.policy.zone)
    return Chain(stance=case.stance, rows=tuple(weaver.plan() if case.stance == "plan" else weaver.dispute()))


class _Weaver:
    """Ties the parts of one case together."""

    def __init__(self, case: Case, letter: Letter, opened: set[str], zone: ZoneInfo) -> None:
        self._case = case
        self._zone = zone
        self._letter = letter
        self._opened = opened
        self._numbers = dict(letter.labels)
        self._items = {item.id: item for item in case.evidence}

    def plan(self) -> Iterator[Row]:
        """A row for each cause, then one for what answers none."""
        case = self._case
        links = [
            *((a.answers, self._link("corrective", n, a)) for n, a in self._in_time()),
            *((m.answers, self._link("preventive", n, m)) for n, m in enumerate(case.preventive)),
        ]
        causes = {cause.id for cause in case.root_causes}
        for n, cause in enumerate(case.root_causes):
            yield self._cause(n, cause, tuple(link for answers, link in links if cause.id in answers))
        if loose := tuple(link for answers, link in links if not causes & set(answers)):
            yield Row(letter="", where="", text="", links=loose)

    def dispute(self) -> Iterator[Row]:
        """A row for each part that argues; what is asked needs no proof."""
        for name in ("happened", "wrong"):
            points: Sequence[Point] = getattr(self._case.dispute, name)
            where = f"dispute.{name}"
            yield Row(letter="", where=where, text="", links=tuple(self._link(where, n, p) for n, p in enumerate(points)))

    def _cause(self, n: int, cause: RootCause, links: tuple[Link, ...]) -> Row:
        where, kinds = f"root_causes.{n}", {link.kind for link in links}
        missing: list[Missing] = []
        missing += [] if "corrective" in kinds else ["action"]
        missing += [] if "preventive" in kinds else ["measure"]
        return Row(
            letter=_LETTERS[n] if n < len(_LETTERS) else str(n + 1),
            where=where,
            text=self._said(where, cause),
            links=links,
            gaps=tuple(Gap(missing=m, where=where) for m in missing),
        )

    def _link(self, group: str, n: int, thing: Corrective | Preventive | Point) -> Link:
        where = f"{group}.{n}"
        proofs = tuple(self._proofs(where, thing))
        missing: list[Missing] = [*self._unproved(proofs)]
        missing += ["cause"] if self._is_loose(thing) else []
        tense, moment = _moment(thing)
        return Link(
            kind="point" if isinstance(thing, Point) else "corrective" if isinstance(thing, Corrective) else "preventive",
            where=where,
            text=self._said(where, thing),
            tense=tense,
            moment=moment,
            proofs=proofs,
            gaps=tuple(Gap(missing=m, where=where) for m in missing),
        )

    def _is_loose(self, thing: Corrective | Preventive | Point) -> bool:
        return not isinstance(thing, Point) and not thing.answers

    def _unproved(self, proofs: tuple[Proof, ...]) -> Iterator[Missing]:
        """A statement is no proof by itself, and a record without a page none that can be looked at."""
        records = [p for p in proofs if self._kind(p.evidence) != "statement"]
        if not proofs:
            yield "proof"
        elif not records:
            yield "record"
        elif all(p.page is None for p in records):
            yield "page"

    def _kind(self, evidence: str) -> str:
        item: EvidenceItem | None = self._items.get(evidence)
        return item.kind if item else ""

    def _proofs(self, where: str, thing: Corrective | Preventive | Point) -> Iterator[Proof]:
        """What stands beside it, then what its texts cite, each at the first page that is cited."""
        passages = [p for p in self._letter.passages if p.where.startswith(f"{where}.")]
        cited = dict.fromkeys((*thing.exhibits, *(e for p in passages for e in p.cites)))
        pages = dict(reversed([(i, int(page)) for p in passages for i, page in _CITED.findall(p.html)]))
        for evidence in cited:
            page = pages.get(evidence, 1) if evidence in self._opened else None
            yield Proof(evidence=evidence, n=self._numbers.get(evidence, ""), page=page)

    def _said(self, where: str, thing: RootCause | Corrective | Preventive | Point) -> str:
        """Its short form, else its first sentence; as authored where the letter does not print it."""
        short, whole = self._letter.passage(f"{where}.short"), self._letter.passage(f"{where}.what")
        return _flat(short.text) if short else first_sentence(whole) if whole else _flat(thing.what.en)

    def _in_time(self) -> list[tuple[int, Corrective]]:
        """What was done, in its order; what was not, last."""
        numbered = enumerate(self._case.corrective)
        return sorted(numbered, key=lambda pair: instant(pair[1].done, self._zone) if pair[1].done else _NEVER)


def _moment(thing: Corrective | Preventive | Point) -> tuple[Tense, date | None]:
    """When it was done, since or by when it holds, or when it was."""
    moments: tuple[tuple[Tense, date | None], ...]
    if isinstance(thing, Corrective):
        moments = (("done", thing.done),)
    elif isinstance(thing, Preventive):
        moments = (("since", thing.since), ("by", thing.by))
    else:
        moments = (("on", thing.when),)
    return next(((tense, moment) for tense, moment in moments if moment), ("open", None))


def first_sentence(passage: Passage) -> str:
    """The first sentence of a passage on one line."""
    text = _flat(passage.text)
    return next((text[start:end].strip() for start, end in sentences(text)), text)


def _flat(text: str) -> str:
    return " ".join(text.split())

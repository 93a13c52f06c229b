"""Whether a file, a picture or a number of this case is used in another one: what a reviewer who sees both would ask about.

The marks of each case stand in `ledger.sqlite`, which the first look begins. Of another client only that there is one is told.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Literal

from kit.evidence.intake import likeness
from kit.ledger import connected, ledger_path, told
from kit.lint.papers import as_number, numbers
from kit.model import EvidenceItem, OpenCase, ProposedFact, named
from kit.tools.atomic import sha256
from kit.tools.likeness import same_ones

Sort = Literal["file", "picture", "number"]
_SHORT = 6  # characters; shorter numbers meet by chance
_NUMBERED = re.compile(
    r"(?:\w+_)?(?:certificate|cert|invoice|report|licen[cs]e|notification|permit|declaration|authori[sz]ation|contract)_?(?:number|no|id)"
)
_RANK: dict[str, int] = {"file": 0, "number": 1, "picture": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What tells a piece of evidence again. `file`: SHA-256 of the file that shows it; "" for what case.yaml states."""

    evidence: str
    sort: Sort
    mark: bytes
    said: str
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A mark that another case has too, or an earlier appeal of this one.

    `violation`: which of this client's; "" where it is another client's, of whom nothing is told. `attempt`: which earlier
    appeal of this very violation; 0 for another case.
    """

    evidence: str
    sort: Sort
    said: str
    violation: str
    attempt: int = 0

    @property
    def whose(self) -> Literal["earlier", "own", "other"]:
        """Where it is used: in an earlier appeal of this violation, in another case of this client, or by another client."""
        return "earlier" if self.attempt else "own" if self.violation else "other"


def search(opened: OpenCase, proposed: Iterable[ProposedFact] = ()) -> tuple[Elsewhere, ...]:
    """What of the case is used elsewhere; its own marks are kept for the cases to come. `proposed`: what its papers' text states."""
    with _ledger() as db:
        keep(db, opened, tuple(_marks(db, opened, tuple(proposed))))
        return tuple(_found(db, opened))


def search_all(cases: tuple[OpenCase, ...]) -> tuple[tuple[OpenCase, Elsewhere], ...]:
    """The same for many cases: the marks of all are kept before any is looked for."""
    with _ledger() as db:
        for opened in cases:
            keep(db, opened, tuple(_marks(db, opened, ())))
        return tuple((opened, one) for opened in cases for one in _found(db, opened))


def keep(db: sqlite3.Connection, opened: OpenCase, marks: Sequence[Mark]) -> None:
    """The marks of an appeal in the place of its earlier ones; what a file showed when it was read stays with the file."""
    case, files = opened.case, {m.file for m in marks if m.sort == "file"}
    whose = (case.violation.id, case.attempt, opened.seller.id)
    same = (*whose, named(opened.seller.legal_name), opened.shop.code, case.group or "")
    with told(ledger_path()):
        db.execute("begin immediate")
        kept = db.execute(f"select evidence, sort, mark, said, file from evidence_mark where {_OF_APPEAL}", whose).fetchall()  # noqa: S608 - own terms
        rows = [
            (m.evidence, m.sort, m.mark, m.said, m.file) for m in marks
        ]  # the first of alike ones stays: as case.yaml writes it
        rows += [r for r in kept if r[4] in files and r[1] != "file"]
        db.execute(f"delete from evidence_mark where {_OF_APPEAL}", whose)  # noqa: S608 - own terms
        db.executemany(f"insert or ignore into evidence_mark values ({', '.join('?' * 11)})", [(*same, *row) for row in rows])  # noqa: S608
        db.execute("commit")


_OF_APPEAL = "violation = ? and attempt = ? and client = ?"


@contextmanager
def _ledger() -> Iterator[sqlite3.Connection]:
    with closing(connected(ledger_path())) as db:
        yield db


def _marks(db: sqlite3.Connection, opened: OpenCase, proposed: Sequence[ProposedFact]) -> Iterator[Mark]:
    for item in opened.case.evidence:
        yield from (_number(item, said) for said in _stated(item))
        path = opened.folder / item.file if item.file and item.status == "have" else None
        if path is not None and path.is_file():
            digest = sha256(path)
            yield Mark(evidence=item.id, sort="file", mark=bytes.fromhex(digest), said=digest, file=digest)
            shown = (fact.value for fact in proposed if fact.evidence == item.id and _NUMBERED.fullmatch(fact.key))
            yield from (_number(item, said, digest) for said in shown)
            if look := _known_look(db, digest) or likeness(path):
                yield Mark(evidence=item.id, sort="picture", mark=look, said=digest, file=digest)


def _stated(item: EvidenceItem) -> Iterator[str]:
    """The numbers that case.yaml states of a paper."""
    yield from (value for _, value in numbers(item))
    yield from (value for key, value in item.facts if _NUMBERED.fullmatch(key) and any(c.isdigit() for c in value))


def _number(item: EvidenceItem, said: str, file: str = "") -> Mark:
    return Mark(evidence=item.id, sort="number", mark=as_number(said).encode(), said=said, file=file)


def _known_look(db: sqlite3.Connection, digest: str) -> bytes | None:
    """How a picture looks, small, where any case had that file; it is not opened again."""
    known = db.execute("select mark from evidence_mark where file = ? and sort = 'picture' limit 1", (digest,)).fetchone()
    return bytes(known[0]) if known else None


def _found(db: sqlite3.Connection, opened: OpenCase) -> Iterator[Elsewhere]:
    """Each piece once for each other appeal: by its file, else by a number, else by its look."""
    case = opened.case
    asked = f"select evidence, sort, mark, said from evidence_mark where {_OF_APPEAL} order by evidence"  # noqa: S608 - own terms
    own = db.execute(asked, (case.violation.id, case.attempt, opened.seller.id)).fetchall()
    seen: set[tuple[str, str, int]] = set()
    for evidence, sort, mark, said in sorted(own, key=lambda row: (row[0], _RANK[row[1]])):
        if sort == "number" and len(mark) < _SHORT:
            continue
        for violation, attempt in _others(db, opened, sort, mark):
            if (evidence, violation, attempt) not in seen:
                seen.add((evidence, violation, attempt))
                yield Elsewhere(evidence=evidence, sort=sort, said=said, violation=violation, attempt=attempt)


def _others(db: sqlite3.Connection, opened: OpenCase, sort: str, mark: bytes) -> list[tuple[str, int]]:
    """The appeals with that mark, as `Elsewhere` names them, but for this one, later ones, and those of the same event."""
    case, seller = opened.case, opened.seller
    here = "violation = ? and client = ?"
    asked = f"select violation, attempt, client, named, shop, mark from evidence_mark where sort = ? and not ({here} and attempt >= ?)"  # noqa: S608
    values: list[object] = [sort, case.violation.id, seller.id, case.attempt]
    if sort != "picture":
        asked, values = f"{asked} and mark = ?", [*values, mark]
    if case.group:
        asked, values = (
            f"{asked} and not (client = ? and named in (?, '') and event = ? and violation != ?)",
            [*values, seller.id, named(seller.legal_name), case.group, case.violation.id],
        )
    rows = db.execute(f"{asked} order by violation, attempt", values).fetchall()
    if sort == "picture":
        marks = list(dict.fromkeys(bytes(row[5]) for row in rows))
        same = {marks[n] for n in same_ones(mark, marks)}
        rows = [row for row in rows if bytes(row[5]) in same]
    return [_as_told(opened, row[:5]) for row in rows]


def _as_told(opened: OpenCase, row: tuple[str, int, str, str, str]) -> tuple[str, int]:
    """The violation where it is this client's beyond doubt, by its id and its name or shop; and which attempt of this very one."""
    violation, attempt, client, name, shop = row
    is_own = client == opened.seller.id and (name == named(opened.seller.legal_name) or shop == opened.shop.code)
    if not is_own:
        return "", 0
    return violation, attempt if violation == opened.case.violation.id else 0

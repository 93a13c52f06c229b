"""Whether a file, a picture or a number of this case is used in another one: what a reviewer who sees both would ask about.

The marks of each case stand in `ledger.sqlite`, which the first look begins. Of another client only that there is one is told.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

from kit.evidence.intake import Looks, looks
from kit.ledger import connected, ledger_path, told
from kit.lint.papers import as_number, numbers
from kit.model import EvidenceItem, OpenCase, ProposedFact, named, named_before
from kit.tools.atomic import sha256
from kit.tools.likeness import MOST_PAIRS, same_ones

Sort = Literal["file", "picture", "number"]
_SHORT = 6  # characters; shorter numbers meet by chance
_NUMBERED = re.compile(
    r"(?:\w+_)?(?:certificate|cert|invoice|report|licen[cs]e|notification|permit|declaration|authori[sz]ation|contract)_?(?:number|no|id)"
)
_RANK: dict[str, int] = {"file": 0, "number": 1, "picture": 2}
WAY = 3
"""The way in which files are looked at for pictures. A higher number has all looked at again: change it with what is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What tells a piece of evidence again. `file`: SHA-256 of the file that shows it; "" for what case.yaml states."""

    evidence: str
    sort: Sort
    mark: bytes
    said: str
    file: str = ""
    page: int = 0  # of the file, on which the picture stands; 0: the file itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Pictures of a file that were held against no other. `count` None: the file could not be read."""

    evidence: str
    count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """So many pairs of pictures were too many to be looked at closely this time; the next look goes on with them."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A mark that another case has too, or an earlier appeal of this one.

    `violation`: which of this client's; "" where it is another client's, of whom nothing is told. `attempt`: which earlier
    appeal of this very violation; 0 for another case. `pages`: of the file, that show such pictures; () for the file itself.
    """

    evidence: str
    sort: Sort
    said: str
    violation: str
    attempt: int = 0
    pages: tuple[int, ...] = ()

    @property
    def whose(self) -> Literal["earlier", "own", "other"]:
        """Where it is used: in an earlier appeal of this violation, in another case of this client, or by another client."""
        return "earlier" if self.attempt else "own" if self.violation else "other"


Found = Elsewhere | Missed | Left


def search(opened: OpenCase, proposed: Iterable[ProposedFact] = ()) -> tuple[Found, ...]:
    """What of the case is used elsewhere; its own marks are kept for the cases to come. `proposed`: what its papers' text states."""
    with _ledger() as db:
        missed = _kept(db, opened, tuple(proposed))
        return (*_found(db, opened, _alike(db, (opened,))), *missed)


def search_all(cases: tuple[OpenCase, ...]) -> tuple[tuple[OpenCase, Found], ...]:
    """The same for many cases: the marks of all are kept before any is looked for, and each picture is looked at once."""
    with _ledger() as db:
        missed = [(opened, _kept(db, opened, ())) for opened in cases]
        alike, lines = _alike(db, cases), list[tuple[OpenCase, Found]]()
        for opened, some in missed:
            lines += [(opened, one) for one in (*_found(db, opened, alike), *some)]
        return tuple(lines)


def sharing(cases: Iterable[OpenCase]) -> frozenset[tuple[str, int]]:
    """The appeals, of whomever, that have a mark of one of these, as far as was looked: violation and attempt. For looking, not for telling."""
    with _ledger() as db:
        names = {_name(mark): mark for (mark,) in db.execute("select distinct mark from evidence_mark where sort = 'picture'")}
        own = {(sort, mark) for opened in cases for _, sort, mark, _, _ in _own(db, opened)}
        asked = "select one, other from evidence_pair where (one = ? or other = ?) and way = ? and is_same"
        for mark in [mark for sort, mark in own if sort == "picture"]:
            pairs = db.execute(asked, (_name(mark), _name(mark), WAY))
            own |= {("picture", names[n]) for pair in pairs for n in pair if n in names}
        asked = "select violation, attempt from evidence_mark where sort = ? and mark = ?"
        return frozenset(row for one in own for row in db.execute(asked, one))


def _name(mark: bytes) -> bytes:
    """What a pair of pictures is known by."""
    return blake2b(mark, digest_size=16).digest()


def _kept(db: sqlite3.Connection, opened: OpenCase, proposed: Sequence[ProposedFact]) -> tuple[Missed, ...]:
    """Keep the marks of a case; gives what was not looked at."""
    found = tuple(_marks(db, opened, proposed))
    keep(db, opened, tuple(one for one in found if isinstance(one, Mark)))
    return tuple(one for one in found if isinstance(one, Missed))


def keep(db: sqlite3.Connection, opened: OpenCase, marks: Sequence[Mark]) -> None:
    """The marks of an appeal in the place of its earlier ones; what a file showed when it was read stays with the file."""
    case, files = opened.case, {m.file for m in marks if m.sort == "file"}
    whose = (case.violation.id, case.attempt, opened.seller.id)
    name = named(opened.seller.legal_name)
    same = (*whose, name, opened.shop.code, case.group or "")
    with told(ledger_path()):
        db.execute("begin immediate")
        db.execute("update evidence_mark set named = ? where named = ?", (name, named_before(opened.seller.legal_name)))
        db.execute("delete from evidence_mark where violation = ? and attempt = ? and client != ? and named = ?", (*whose, name))
        asked = f"select evidence, sort, mark, said, file, page from evidence_mark where {_OF_APPEAL}"  # noqa: S608 - own terms
        kept = db.execute(asked, whose).fetchall()
        rows = [
            (m.evidence, m.sort, m.mark, m.said, m.file, m.page) for m in marks
        ]  # the first of alike ones stays: as case.yaml writes it
        rows += [r for r in kept if r[4] in files and r[1] == "number"]
        db.execute(f"delete from evidence_mark where {_OF_APPEAL}", whose)  # noqa: S608 - own terms
        db.executemany(f"insert or ignore into evidence_mark values ({', '.join('?' * 12)})", [(*same, *row) for row in rows])  # noqa: S608
        db.execute("commit")


_FOR_ALL = """
insert or ignore into evidence_mark
select violation, attempt, client, named, shop, event, evidence, 'picture', ?, said, file, ?
from evidence_mark where sort = 'file' and file = ?
"""
_OF_APPEAL = "violation = ? and attempt = ? and client = ?"


@contextmanager
def _ledger() -> Iterator[sqlite3.Connection]:
    with closing(connected(ledger_path())) as db:
        yield db


def _marks(db: sqlite3.Connection, opened: OpenCase, proposed: Sequence[ProposedFact]) -> Iterator[Mark | Missed]:
    for item in opened.case.evidence:
        yield from (_number(item, said) for said in _stated(item))
        path = opened.folder / item.file if item.file and item.status == "have" else None
        if path is not None and path.is_file():
            digest = sha256(path)
            yield Mark(evidence=item.id, sort="file", mark=bytes.fromhex(digest), said=digest, file=digest)
            shown = (fact.value for fact in proposed if fact.evidence == item.id and _NUMBERED.fullmatch(fact.key))
            yield from (_number(item, said, digest) for said in shown)
            seen = _known_looks(db, digest) or _looked(db, digest, path)
            for page, look in seen.pictures:
                yield Mark(evidence=item.id, sort="picture", mark=look, said=digest, file=digest, page=page)
            if seen.missed != 0:
                yield Missed(evidence=item.id, count=seen.missed)


def _stated(item: EvidenceItem) -> Iterator[str]:
    """The numbers that case.yaml states of a paper."""
    yield from (value for _, value in numbers(item))
    yield from (value for key, value in item.facts if _NUMBERED.fullmatch(key) and any(c.isdigit() for c in value))


def _number(item: EvidenceItem, said: str, file: str = "") -> Mark:
    return Mark(evidence=item.id, sort="number", mark=as_number(said).encode(), said=said, file=file)


def _known_looks(db: sqlite3.Connection, digest: str) -> Looks | None:
    """How the pictures of a file look, where any case had it and it was looked at as now; it is not opened again."""
    kept = db.execute("select pictures, missed from evidence_look where file = ? and way = ?", (digest, WAY)).fetchone()
    asked = "select min(page), mark from evidence_mark where file = ? and sort = 'picture' group by mark order by 1"
    known = tuple((page, bytes(mark)) for page, mark in db.execute(asked, (digest,)))
    return Looks(pictures=known, missed=kept[1]) if kept and kept[0] == len(known) else None


def _looked(db: sqlite3.Connection, digest: str, path: Path) -> Looks:
    """Look at a file, and keep that it was; one that could not be read is tried again the next time."""
    found = looks(path)
    if found.missed is not None:
        with told(ledger_path()):
            db.execute("begin immediate")
            row = (digest, WAY, len({look for _, look in found.pictures}), found.missed)
            db.execute("insert or replace into evidence_look values (?, ?, ?, ?)", row)
            db.execute("delete from evidence_mark where file = ? and sort = 'picture'", (digest,))
            db.executemany(_FOR_ALL, [(look, page, digest) for page, look in found.pictures])
            db.execute("commit")
    return found


@dataclass(slots=True)
class _Alike:
    """For each picture those that show the same, and how many pairs of it are still to be looked at; by their small copies."""

    same: dict[bytes, set[bytes]]
    left: dict[bytes, int]


def _alike(db: sqlite3.Connection, cases: Sequence[OpenCase]) -> _Alike:
    """Hold the pictures of the cases against those of others; what came of a close look at a pair is kept."""
    having: dict[bytes, set[tuple[str, int, str]]] = {}
    for mark, *whose in db.execute("select mark, violation, attempt, client from evidence_mark where sort = 'picture'"):
        having.setdefault(bytes(mark), set()).add((whose[0], whose[1], whose[2]))
    ours = {(opened.case.violation.id, opened.case.attempt, opened.seller.id) for opened in cases}
    ones, others = [mark for mark, whose in having.items() if whose & ours], list(having)
    names = {mark: _name(mark) for mark in others}
    before: dict[tuple[bytes, bytes], bool] = {}
    for name in {names[mark] for mark in ones}:
        asked = "select one, other, is_same from evidence_pair where (one = ? or other = ?) and way = ?"
        before |= {(one, other): bool(is_same) for one, other, is_same in db.execute(asked, (name, name, WAY))}
    seen: dict[tuple[bytes, bytes], tuple[int, int]] = {}

    def pair(n: int, at: int) -> tuple[bytes, bytes]:
        one, other = sorted((names[ones[n]], names[others[at]]))
        return one, other

    def known(n: int, at: int) -> bool | None:
        """What is known of a pair; nothing is to be known of one within a case, nor of one twice."""
        is_one_case = len(having[ones[n]] | having[others[at]]) == 1
        if is_one_case or seen.setdefault(pair(n, at), (n, at)) != (n, at):
            return False
        return before.get(pair(n, at))

    found = same_ones(ones, others, known, MOST_PAIRS * len(cases))
    with told(ledger_path()):
        db.execute("begin immediate")
        rows = [(*pair(*at), WAY, is_same) for at, is_same in found.judged.items()]
        db.executemany("insert or replace into evidence_pair values (?, ?, ?, ?)", rows)
        db.execute("commit")
    same: dict[bytes, set[bytes]] = {mark: set() for mark in ones}
    for n, places in enumerate(found.same):
        for at in places:
            same[ones[n]].add(others[at])
            same.setdefault(others[at], set()).add(ones[n])
    return _Alike(same, dict(zip(ones, found.left, strict=True)))


def _own(db: sqlite3.Connection, opened: OpenCase) -> list[Any]:
    """The marks of this appeal."""
    asked = f"select evidence, sort, mark, said, page from evidence_mark where {_OF_APPEAL} order by evidence, page"  # noqa: S608 - own terms
    return db.execute(asked, (opened.case.violation.id, opened.case.attempt, opened.seller.id)).fetchall()


def _found(db: sqlite3.Connection, opened: OpenCase, alike: _Alike) -> Iterator[Elsewhere | Left]:
    """Each piece once for each other appeal: by its file, else by a number, else by its look."""
    own = _own(db, opened)
    seen: set[tuple[str, str, int]] = set()
    for evidence, sort, mark, said, _ in sorted((row for row in own if row[1] != "picture"), key=lambda r: (r[0], _RANK[r[1]])):
        if sort == "number" and len(mark) < _SHORT:
            continue
        for violation, attempt in _others(db, opened, sort, mark):
            if (evidence, violation, attempt) not in seen:
                seen.add((evidence, violation, attempt))
                yield Elsewhere(evidence=evidence, sort=sort, said=said, violation=violation, attempt=attempt)
    pages: dict[tuple[str, str, str, int], list[int]] = {}
    pictures = [row for row in own if row[1] == "picture"]
    for (evidence, _, _, said, page), others in zip(pictures, _same_pictures(db, opened, pictures, alike), strict=True):
        for violation, attempt in others:
            if (evidence, violation, attempt) not in seen:
                pages.setdefault((evidence, said, violation, attempt), []).append(page)
    for (evidence, said, violation, attempt), on in pages.items():
        shown = tuple(sorted(set(on) - {0}))
        yield Elsewhere(evidence=evidence, sort="picture", said=said, violation=violation, attempt=attempt, pages=shown)
    left = sum(alike.left.get(mark, 0) for mark in {bytes(row[2]) for row in pictures})
    if left:
        yield Left(count=left)


def _others(db: sqlite3.Connection, opened: OpenCase, sort: str, mark: bytes) -> list[tuple[str, int]]:
    """The appeals with that mark, as `Elsewhere` names them: but for this one, later ones, and those of the same event."""
    case, seller = opened.case, opened.seller
    name = named(seller.legal_name)
    asked = "select violation, attempt, client, named, shop from evidence_mark where sort = ? and mark = ?"
    asked = f"{asked} and not (violation = ? and (client = ? or named = ?) and attempt >= ?)"
    values = [sort, mark, case.violation.id, seller.id, name, case.attempt]
    if case.group:
        asked = f"{asked} and not ((named = ? or (client = ? and named = '')) and event = ? and violation != ?)"
        values += [name, seller.id, case.group, case.violation.id]
    return [_as_told(opened, row) for row in db.execute(f"{asked} order by violation, attempt", values)]


def _same_pictures(db: sqlite3.Connection, opened: OpenCase, own: Sequence[Any], alike: _Alike) -> list[list[tuple[str, int]]]:
    """For each picture the appeals that have it too, in the same way."""
    found = []
    for row in own:
        same = alike.same.get(bytes(row[2]), ())
        found.append(sorted({one for mark in same for one in _others(db, opened, "picture", mark)}))
    return found


def _as_told(opened: OpenCase, row: tuple[str, int, str, str, str]) -> tuple[str, int]:
    """The violation where it is this client's beyond doubt, by its name, or by its id and shop; and which attempt of this very one."""
    violation, attempt, client, name, shop = row
    is_own = name == named(opened.seller.legal_name) or (client == opened.seller.id and shop == opened.shop.code)
    if not is_own:
        return "", 0
    return violation, attempt if violation == opened.case.violation.id else 0

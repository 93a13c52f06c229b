"""Open the ledger, append to it, and read it. What is acknowledged is on the disk: WAL with synchronous FULL."""

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kit.errors import LedgerError
from kit.ledger.entry import NO_HASH, Entry, Event, digest, written
from kit.ledger.schema import STEPS, VERSION

BUSY_SECONDS = 30
Row = tuple[int, str, str, str, str, str, str, str, int]
_COLUMNS = "id, at, actor, kind, key, body, previous, hash"


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry's number and hash. Kept elsewhere, it proves later that nothing up to it was changed."""

    id: int
    hash: str


class Ledger:
    """The history of one `ledger.sqlite`."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self.path = path

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Nobody else writes until the block ends: what it reads still holds when it appends. An error undoes the block."""
        with told(self.path), _immediate(self._db):
            yield

    def append(self, *events: Event, actor: str, at: datetime | None = None) -> tuple[Entry, ...]:
        """Keep the events, all or none; they are on the disk when this returns, unless inside `changing`."""
        if self._db.in_transaction:
            return tuple(self._append(event, actor, at) for event in events)
        with self.changing():
            return tuple(self._append(event, actor, at) for event in events)

    def entries(
        self, *, kind: str | None = None, key: str | None = None, about: str | None = None, is_held: bool = True
    ) -> tuple[Entry, ...]:
        """The entries in their order: all, of a kind, of a key, or about a Violation ID (the key itself and `ID/…`).

        Each is held against its own hash: raises LedgerError for one that was changed, unless not `is_held`.
        """
        asked = {"kind = ?": kind, "key = ?": key}
        terms, values = [t for t, v in asked.items() if v is not None], [v for v in asked.values() if v is not None]
        if about is not None:
            terms.append("(key = ? or (key >= ? and key < ?))")
            values += [about, f"{about}/", f"{about}0"]  # "0" follows "/"
        where = f"where {' and '.join(terms)} " if terms else ""
        with told(self.path):
            rows = self._db.execute(f"select {_COLUMNS}, {_BEHIND} from history h {where}order by id", values)  # noqa: S608 - own terms
            return tuple(self._entry(row, is_held=is_held) for row in rows)

    def last(self, kind: str, key: str) -> Entry | None:
        """The newest entry of that kind and key."""
        asked = f"select {_COLUMNS}, {_BEHIND} from history h where kind = ? and key = ? order by id desc limit 1"  # noqa: S608 - own
        with told(self.path):
            row = self._db.execute(asked, (kind, key)).fetchone()
        return self._entry(row) if row else None

    @property
    def head(self) -> Head:
        """The last entry; number 0 for an empty ledger."""
        with told(self.path):
            row = self._db.execute("select id, hash from history order by id desc limit 1").fetchone()
        return Head(*row) if row else Head(0, NO_HASH)

    def _entry(self, row: Row, *, is_held: bool = True) -> Entry:
        if is_held and digest(row[:7]) != row[7]:
            raise LedgerError(
                f"{self.path}: row {row[0]} was changed behind the kit's back", ["see all that was: poa ledger check"]
            )
        return _entry(row)

    def _append(self, event: Event, actor: str, at: datetime | None) -> Entry:
        head, moment = self.head, (at or datetime.now(UTC)).astimezone(UTC)
        told_at = moment.isoformat(timespec="milliseconds")
        row = (head.id + 1, told_at, actor, event.kind, event.key, written(event.body), head.hash)
        self._db.execute("insert into history values (?, ?, ?, ?, ?, ?, ?, ?)", (*row, digest(row)))
        kept = self.last(event.kind, event.key)
        if kept is None or kept.id != row[0]:
            raise LedgerError(f"{self.path}: what was written does not stand there", ["see what was changed: poa ledger check"])
        return kept


_BEHIND = "exists (select 1 from history p where p.id = h.id - 1 and p.at > h.at)"


def ledger_path() -> Path:
    """`ledger.sqlite` in POA_HOME, else in the current folder."""
    return Path(os.environ.get("POA_HOME") or ".").resolve() / "ledger.sqlite"


@contextmanager
def opened(path: Path | None = None) -> Iterator[Ledger]:
    """The ledger beside the clients, made if it is not there; raises LedgerError with what to do."""
    path = path or ledger_path()
    with closing(connected(path)) as db:
        yield Ledger(db, path)


@contextmanager
def opened_if_any() -> Iterator[Ledger | None]:
    """The ledger beside the clients; None where the practice keeps none, and none is made."""
    if ledger_path().is_file():
        with opened() as ledger:
            yield ledger
    else:
        yield None


def connected(path: Path) -> sqlite3.Connection:
    """The database at the kit's schema; one of a newer kit is refused before anything in it is touched."""
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            refuse_newer(db, path)
            _durable(db)
            _migrate(db, path)
        except BaseException:
            db.close()
            raise
    return db


def version(db: sqlite3.Connection) -> int:
    """The schema that a database has; 0 before the first step."""
    return int(db.execute("pragma user_version").fetchone()[0])


def refuse_newer(db: sqlite3.Connection, path: Path) -> None:
    """Raise LedgerError for a ledger that a newer kit made."""
    if (found := version(db)) > VERSION:
        fix = "update the kit; the file was not changed"
        raise LedgerError(f"{path}: its schema is {found}, and this kit knows {VERSION} at most", [fix])


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What SQLite or the disk says, as a LedgerError with the next step."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise LedgerError(f"{path}: {error}", [_next_step(str(error))]) from None


def _next_step(error: str) -> str:
    if "locked" in error:
        return f"another program held it for {BUSY_SECONDS} seconds; nothing was written: close that program and run it again"
    if "full" in error or "No space" in error:
        return "the disk is full; nothing was written: free some space and run it again"
    if "I/O" in error:  # also a quota, or a limit on the size of files
        return "the disk does not take it; nothing was written: make room, look for a quota or a limit on file sizes, and run it again"
    if "append-only" in error:
        return "nothing was changed; append what corrects it"
    return "it was not changed; put it right, restore a copy (poa ledger restore FILE), or name another folder in POA_HOME"


def _durable(db: sqlite3.Connection) -> None:
    """Commits that outlast a crash. SQLite does not wait for others while it turns to WAL, so that is tried again."""
    until = time.monotonic() + BUSY_SECONDS
    while db.execute("pragma journal_mode").fetchone()[0] != "wal":
        try:
            db.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
    db.execute("pragma synchronous = full")


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    if version(db) == VERSION:
        return
    with _immediate(db):
        refuse_newer(db, path)  # somebody may have been faster
        for n, step in enumerate(STEPS[version(db) :], start=version(db) + 1):
            for statement in step:
                db.execute(statement)
            db.execute(f"pragma user_version = {n}")


@contextmanager
def _immediate(db: sqlite3.Connection) -> Iterator[None]:
    """A transaction that holds the write lock from its start."""
    db.execute("begin immediate")
    try:
        yield
        db.execute("commit")
    except BaseException:
        if db.in_transaction:  # SQLite itself rolls back when the disk is full
            db.execute("rollback")
        raise


def _entry(row: Row) -> Entry:
    number, at, actor, kind, key, body, _, own, is_behind = row
    return Entry(
        id=number,
        at=datetime.fromisoformat(at),
        actor=actor,
        kind=kind,
        key=key,
        body=json.loads(body),
        hash=own,
        is_behind=bool(is_behind),
    )

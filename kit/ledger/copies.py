"""Copies of the ledger: a backup is one whole file that was checked; a restore keeps what it replaces."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kit.errors import BadFile, LedgerError, Usage
from kit.ledger.check import edits
from kit.ledger.store import BUSY_SECONDS, Head, Ledger, connected, opened, told
from kit.tools.atomic import writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did: the head now, where the ledger of before lies, and how many entries only that one has."""

    head: Head
    kept: Path | None
    behind: int


def backup(target: Path, path: Path) -> Head:
    """Copy the ledger to a new file while others may write; gives the copy's head."""
    if target.exists():
        raise Usage(f"{target} is there already", ["a backup replaces nothing; give a new name"])
    if not path.is_file():
        raise LedgerError(f"{path}: there is no ledger to back up", ["name its folder in POA_HOME"])
    with closing(connected(path)) as db, writing(target) as part, told(target):
        _copy(db, part)
        if found := edits(part):
            raise LedgerError(f"{path}: {len(found)} edits; no backup was made", ["see them with: poa ledger check"])
        with closing(sqlite3.connect(part)) as copy:
            return Ledger(copy, target).head


def restore(source: Path, path: Path, *, now: datetime) -> Restored:
    """Put a backup in the ledger's place. What was there is kept beside it, also where it cannot be read."""
    if not source.is_file():
        raise BadFile(source, ["there is no such file; give one that `poa ledger backup` made"])
    if source.resolve() == path.resolve():
        raise Usage(f"{source} is the ledger itself", ["give a backup"])
    if found := edits(source):
        raise LedgerError(f"{source}: {len(found)} edits; nothing was restored", ["give a backup that was not changed"])
    kept, before = _set_aside(path, now)
    with told(path), closing(sqlite3.connect(source)) as copy, closing(connected(path)) as db:
        copy.backup(db)
    with opened(path) as ledger:
        return Restored(head=ledger.head, kept=kept, behind=max(0, before - ledger.head.id))


def _set_aside(path: Path, now: datetime) -> tuple[Path | None, int]:
    """Where the ledger of before lies now, and its last entry's number."""
    if not path.is_file():
        return None, 0
    aside = path.with_name(f"{path.stem}.before-{now:%Y%m%dT%H%M%S}{path.suffix}")
    if aside.exists():
        raise Usage(f"{aside} is there already", ["wait a second and run it again"])
    if not _is_database(path):
        for end in ("", "-wal", "-shm"):  # it cannot be read: the files themselves are kept
            if (part := path.with_name(path.name + end)).exists():
                part.replace(aside.with_name(aside.name + end))
        return aside, 0
    with closing(connected(path)) as db, writing(aside) as part:
        _copy(db, part)
        return aside, Ledger(db, path).head.id


def _is_database(path: Path) -> bool:
    """Whether SQLite can read it; one that is locked is told as such."""
    with told(path), closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as db:
        try:
            return bool(db.execute("pragma quick_check(1)").fetchone()[0] == "ok")
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            return False


def _copy(db: sqlite3.Connection, target: Path) -> None:
    """The whole database as it stands, in one file without a log beside it."""
    with closing(sqlite3.connect(target)) as copy:
        db.backup(copy)
        copy.execute("pragma journal_mode = delete")

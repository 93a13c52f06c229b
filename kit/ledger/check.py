"""What was changed in a ledger behind the kit's back: each edit once, by its row."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kit.errors import LedgerError
from kit.ledger.entry import NO_HASH, digest
from kit.ledger.schema import STEPS
from kit.ledger.store import Head, refuse_newer, told, version

What = Literal["changed", "rechained", "gone", "head", "schema", "damaged"]
_ROWS = "select id, at, actor, kind, key, body, previous, hash from history order by id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit: the row (`last`: up to which), or the name of what the schema lacks."""

    what: What
    row: int | None = None
    last: int | None = None
    name: str = ""


def edits(path: Path, head: Head | None = None) -> tuple[Edit, ...]:
    """Every edit in the order of rows; (): clean. `head`, exported earlier, also tells a chain that was made anew.

    A head with number 0 is looked for by its hash alone.

    Reads only. Raises LedgerError where there is no ledger, or one of a newer kit.
    """
    if not path.is_file():
        raise LedgerError(f"{path}: there is no ledger", ["name its folder in POA_HOME"])
    with told(path), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as db:
        db.text_factory = lambda text: text.decode("utf-8", "backslashreplace")
        refuse_newer(db, path)
        if version(db) == 0:
            raise LedgerError(f"{path}: it holds no history yet", ["the first `poa submit` begins it"])
        return tuple(_edits(db, head))


def _edits(db: sqlite3.Connection, head: Head | None) -> Iterator[Edit]:
    broken = [str(row[0]) for row in db.execute("pragma integrity_check(10)") if row[0] != "ok"]
    yield from (Edit(what="damaged", name=text) for text in broken)
    yield from _schema(db)
    yield from _chain(db, head)


def _schema(db: sqlite3.Connection) -> Iterator[Edit]:
    """Each table, trigger, index or view that is not as the kit makes it, and each trigger that it does not make."""
    asked = "select name, sql from sqlite_master where sql is not null"
    with closing(sqlite3.connect(":memory:")) as own:
        for step in STEPS[: version(db)]:
            for statement in step:
                own.execute(statement)
        wanted = dict(own.execute(asked).fetchall())
    found = dict(db.execute(asked).fetchall())
    yield from (Edit(what="schema", name=name) for name, sql in wanted.items() if found.get(name) != sql)
    acting = {name for (name,) in db.execute("select name from sqlite_master where type = 'trigger'")}
    yield from (Edit(what="schema", name=name) for name in sorted(acting - wanted.keys()))


def _chain(db: sqlite3.Connection, head: Head | None) -> Iterator[Edit]:
    """Rows in their order: gaps, rows that do not give their hash, rows whose hash is not the one that the next row knew."""
    before, before_hash, is_told = 0, NO_HASH, False
    has_head = head is None or head.hash == NO_HASH
    for *row, own in db.execute(_ROWS):
        number, previous = row[0], row[6]
        is_changed, is_gap = digest(tuple(row)) != own, number != before + 1
        if is_gap:
            yield Edit(what="gone", row=before + 1, last=number - 1)
        elif previous != before_hash and not (is_told or is_changed):
            yield Edit(what="rechained", row=max(before, 1))
        is_told = is_changed
        if is_changed:
            yield Edit(what="changed", row=number)
        if head is not None and (number == head.id or own == head.hash):
            has_head = True
            if own != head.hash and not is_told:
                yield Edit(what="head", row=number)
                is_told = True
        before, before_hash = number, own
    yield from _end(db, before, None if has_head else head)


def _end(db: sqlite3.Connection, last: int, missing: Head | None) -> Iterator[Edit]:
    """Rows that were there: SQLite keeps the highest number that it ever gave, the head another."""
    given = db.execute("select seq from sqlite_sequence where name = 'history'").fetchone()
    highest = max(int(given[0]) if given else 0, missing.id if missing else 0)
    if highest > last:
        yield Edit(what="gone", row=last + 1, last=highest)
    elif missing:
        yield Edit(what="head", row=missing.id or None)

"""What is done, in `ledger.sqlite`: a row is written after the outputs lie in their places, so that a kill loses only what ran."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from kit.batch import inputs
from kit.batch.jobs import Job
from kit.batch.outcome import Outcome
from kit.batch.result import reported
from kit.ledger import connected, ledger_path
from kit.ledger import told as _told
from kit.tools.atomic import sha256

_TABLE = """
create table if not exists batch_case (
    folder text primary key,  -- relative to the ledger where it lies below it
    asked text not null,      -- how it was run
    inputs text not null,
    engine text not null,
    state text not null,
    pdf_sha256 text,
    outcome text not null,
    ended text not null
)
"""
_LEFT = ("notebook.ipynb", "notebook.html", "report.json")


class State:
    """The rows of the cases that ran."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self._path = path

    def note(self, job: Job, outcome: Outcome, told: str) -> None:
        """Keep what came of a case that was run from inputs with that digest."""
        pdf = sha256(job.folder / outcome.pdf) if outcome.pdf else None
        row = (
            self._key(job), _asked(job), told, inputs.engine(), outcome.state, pdf,
            json.dumps(outcome.as_dict(), ensure_ascii=True), datetime.now(UTC).isoformat(timespec="seconds"),
        )  # fmt: skip
        with _told(self._path):
            self._db.execute("insert or replace into batch_case values (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def done(self, job: Job, told: str) -> Outcome | None:
        """The outcome of an earlier run, if inputs, kit, libraries, way of running and output are still the same."""
        row = self._row(job)
        if row is None or tuple(row[:3]) != (_asked(job), told, inputs.engine()) or row[3] == "failed":
            return None
        return self._still(job, row[3], row[4], _kept(row[5]))

    def known(self, job: Job) -> tuple[Outcome, str] | None:
        """The outcome of the last run and the digest of its inputs, whatever has changed since."""
        row = self._row(job)
        if row is None:
            return None
        return _kept(row[5]), row[1] if row[2] == inputs.engine() else ""

    def note_elsewhere(self, job: Job, lines: tuple[str, ...]) -> None:
        """Keep with a case what of its evidence another one uses too, until it is run again."""
        if row := self._row(job):
            text = json.dumps(replace(_kept(row[5]), kept=False, elsewhere=lines).as_dict(), ensure_ascii=True)
            with _told(self._path):
                self._db.execute("update batch_case set outcome = ? where folder = ?", (text, self._key(job)))

    @staticmethod
    def _still(job: Job, state: str, pdf: str | None, before: Outcome) -> Outcome | None:
        build = job.folder / "build"
        if not all((build / name).is_file() for name in _LEFT):
            return None
        outcome = reported(job)  # holds the PDF against the report
        if outcome.state != state or (pdf and (not outcome.pdf or sha256(job.folder / outcome.pdf) != pdf)):
            return None
        return replace(outcome, kept=True, seconds=before.seconds, elsewhere=before.elsewhere)

    def _row(self, job: Job) -> tuple[str, ...] | None:
        asked = "select asked, inputs, engine, state, pdf_sha256, outcome from batch_case where folder = ?"
        with _told(self._path):
            found = self._db.execute(asked, (self._key(job),)).fetchone()
        return tuple(found) if found else None

    def _key(self, job: Job) -> str:
        """A name that JSON and SQLite can hold, also of a folder whose name is no Unicode."""
        folder, home = job.folder.resolve(), self._path.parent
        name = folder.relative_to(home) if folder.is_relative_to(home) else folder
        return os.fsencode(name).decode("utf-8", "backslashreplace")


@contextmanager
def opened(path: Path | None = None) -> Iterator[State]:
    """The state of the ledger beside the clients, made if it is not there; raises LedgerError with what to do."""
    path = path or ledger_path()
    with closing(connected(path)) as db:
        with _told(path):
            db.execute(_TABLE)
        yield State(db, path)


def _kept(text: str) -> Outcome:
    """An outcome as a row holds it."""
    told = json.loads(text)
    used = told.get("elsewhere")  # not there in a row of an earlier kit
    return Outcome(**{**told, "errors": tuple(told["errors"]), "elsewhere": None if used is None else tuple(used), "kept": True})


def _asked(job: Job) -> str:
    return json.dumps({"draft": job.draft, "lang": job.lang})

"""The ledger: what is acknowledged stays, what is changed is named once, a newer one is refused."""

import json
import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kit.cli import main
from kit.desk.steps import standing
from kit.errors import LedgerError, Usage
from kit.ledger import Event, Head, backup, edits, opened, restore
from kit.ledger.entry import digest
from kit.ledger.schema import STEPS, VERSION

NOW = datetime(2026, 6, 16, 9, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A ledger of nine entries, one a minute."""
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    path = tmp_path / "ledger.sqlite"
    with opened(path) as ledger:
        for n in range(9):
            event = Event(kind="submission", key=f"7529184460370912345/{n % 2 + 1}", body={"n": n, "note": "确认"})
            ledger.append(event, actor="an", at=NOW + timedelta(minutes=n))
    return path


def head_of(path):
    with opened(path) as ledger:
        return ledger.head


def forced(path, *statements):
    """Change the file as somebody would who knows SQLite: the triggers go and come back."""
    with closing(sqlite3.connect(path)) as db:
        triggers = db.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _ in triggers:
            db.execute(f"drop trigger {name}")
        for statement in statements:
            db.execute(statement)
        for _, sql in triggers:
            db.execute(sql)
        db.commit()


def rehashed(path, *, only=None):
    """Make the chain anew from the rows as they are, or one row's hash alone."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("select id, at, actor, kind, key, body, previous, hash from history order by id").fetchall()
    statements, before = [], "0" * 64
    for *row, own in rows:
        previous = row[6] if only else before
        new = digest((*row[:6], previous)) if only in {None, row[0]} else own
        statements.append(f"update history set previous = '{previous}', hash = '{new}' where id = {row[0]}")
        before = new
    forced(path, *statements)


def named(path, head=None):
    return [(e.what, e.row or e.name, e.last) for e in edits(path, head)]


def test_a_clean_ledger_is_never_named(path):
    assert named(path) == named(path, head_of(path)) == named(path, Head(0, head_of(path).hash)) == []
    with opened(path) as ledger:
        entries = ledger.entries()
        assert [e.id for e in entries] == list(range(1, 10))
        assert entries[3].body == {"n": 3, "note": "确认"}
        early = head_of(path)
        ledger.append(Event(kind="outcome", key="x"), actor="an")
    assert named(path, early) == []


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("update history set body = '{}' where id = 4", [("changed", 4, None)]),
        ("update history set at = '2026-06-01T00:00:00.000+00:00' where id = 9", [("changed", 9, None)]),
        ("update history set hash = 'x' where id = 1", [("changed", 1, None)]),
        ("update history set previous = 'x' where id = 5", [("changed", 5, None)]),
        ("delete from history where id in (3, 4)", [("gone", 3, 4)]),
        ("delete from history where id = 1", [("gone", 1, 1)]),
        ("delete from history where id > 7", [("gone", 8, 9)]),
        ("delete from history", [("gone", 1, 9)]),
        ("drop view outcomes", [("schema", "outcomes", None)]),
    ],
)
def test_each_edit_is_named_once(path, statement, expected):
    head = head_of(path)
    forced(path, statement)
    assert named(path) == expected
    assert named(path, head) == expected


def test_a_guard_that_was_taken_away_is_named(path):
    with closing(sqlite3.connect(path)) as db:
        db.execute("drop trigger history_no_update")
        db.execute("update history set actor = 'x' where id = 2")
        db.commit()
    assert named(path) == [("schema", "history_no_update", None), ("changed", 2, None)]


def test_a_trigger_that_swallows_rows_is_named_and_nothing_is_acknowledged(path):
    with closing(sqlite3.connect(path)) as db:
        db.execute("create trigger zz before insert on history begin select raise(ignore); end")
    assert named(path) == [("schema", "zz", None)]
    with opened(path) as ledger, pytest.raises(LedgerError, match="does not stand there"):
        ledger.append(
            Event(kind="submission", key="7529184460370912345/1", body={"n": 9}), actor="an", at=NOW + timedelta(hours=1)
        )


def test_two_edits_are_two(path):
    forced(path, "delete from history where id = 3", "update history set key = 'x' where id in (4, 8)")
    assert named(path) == [("gone", 3, 3), ("changed", 4, None), ("changed", 8, None)]


def test_a_hash_made_anew_is_told_by_the_next_row_or_by_the_head(path):
    head = head_of(path)
    forced(path, "update history set body = '{}' where id = 4")
    rehashed(path, only=4)
    assert named(path) == named(path, head) == [("rechained", 4, None)]
    rehashed(path)
    assert named(path) == []  # that is what the head is for
    assert named(path, head) == [("head", 9, None)]
    assert named(path, Head(0, head.hash)) == [("head", "", None)]


def test_the_head_of_a_changed_last_row_names_it_once(path):
    head = head_of(path)
    forced(path, "update history set body = '{}' where id = 9")
    rehashed(path, only=9)
    assert named(path, head) == [("head", 9, None)]


@pytest.mark.parametrize("statement", ["update history set body = '{}'", "delete from history where id = 1"])
def test_the_history_refuses_changes(path, statement):
    with closing(sqlite3.connect(path)) as db, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(statement)


def test_a_newer_schema_is_refused_and_untouched(path):
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"pragma user_version = {VERSION + 1}")
        db.execute("pragma journal_mode = delete")
    before = path.read_bytes()
    for reading in (lambda: head_of(path), lambda: edits(path), lambda: backup(path.with_name("b"), path)):
        with pytest.raises(LedgerError, match=f"schema is {VERSION + 1}"):
            reading()
    assert path.read_bytes() == before


def test_a_ledger_of_a_batch_alone_gets_the_history(tmp_path):
    path = tmp_path / "ledger.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table batch_case (folder text)")
        db.execute("insert into batch_case values ('a')")
        db.commit()
    with opened(path) as ledger:
        ledger.append(Event(kind="message", key="a"), actor="an")
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("select * from batch_case").fetchall() == [("a",)]
    assert named(path) == []


def test_a_ledger_of_the_first_schema_is_brought_up_and_its_marks_stay(tmp_path):
    path = tmp_path / "ledger.sqlite"
    with closing(sqlite3.connect(path)) as db:
        for statement in STEPS[0]:
            db.execute(statement)
        db.execute(
            "create table evidence_use (violation text not null, client text not null, event text not null, evidence text not null, "
            "sort text not null, mark blob not null, said text not null, primary key (violation, evidence, sort, mark)) strict"
        )
        db.execute("insert into evidence_use values ('7', 'made', '', 'paper', 'number', x'30', '0')")
        db.execute("pragma user_version = 1")
        db.commit()
    assert named(path) == []
    with opened(path) as ledger:
        ledger.append(Event(kind="message", key="a"), actor="an")
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("pragma user_version").fetchone() == (VERSION,)
        assert db.execute("select violation, attempt, client, said from evidence_mark").fetchall() == [("7", 1, "made", "0")]
    assert named(path) == []


def test_a_clock_that_was_set_back_is_noted_and_the_order_kept(path, capsys):
    with opened(path) as ledger:
        entry, after = ledger.append(
            Event(kind="message", key="m"), Event(kind="message", key="n"), actor="an", at=NOW - timedelta(days=1)
        )
        assert (entry.id, entry.is_behind, after.is_behind) == (10, True, False)
        assert ledger.entries()[-2] == entry
    assert main(["ledger", "check", "--lang", "en"]) == 0
    assert "row 10: the clock stood earlier" in capsys.readouterr().out


def test_a_failed_block_leaves_nothing(path):
    with opened(path) as ledger:
        with pytest.raises(LedgerError, match="constraint"):  # the second of the two is refused
            ledger.append(Event(kind="message", key="m"), Event(kind="message", key=None), actor="an")
        assert ledger.head.id == 9
    assert named(path) == []


def test_backup_and_restore(path, tmp_path):
    copy = tmp_path / "copy.sqlite"
    head = backup(copy, path)
    assert head == head_of(path)
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(("copy", ".copy"))] == ["copy.sqlite"]
    with pytest.raises(Usage, match="there already"):
        backup(copy, path)
    with opened(path) as ledger:
        ledger.append(Event(kind="message", key="m"), actor="an")
    done = restore(copy, path, now=NOW)
    assert (done.head, done.behind) == (head, 1)
    assert named(path, head) == []
    with opened(done.kept) as kept:
        assert kept.head.id == 10


def test_restore_over_what_is_no_database_keeps_it(path, tmp_path):
    copy = tmp_path / "copy.sqlite"
    head = backup(copy, path)
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(LedgerError, match="not a database"):
        head_of(path)
    done = restore(copy, path, now=NOW)
    assert head_of(path) == head
    assert done.kept.read_bytes().startswith(b"not a database")


def test_a_changed_copy_is_not_restored(path, tmp_path):
    copy = tmp_path / "copy.sqlite"
    backup(copy, path)
    forced(copy, "update history set body = '{}' where id = 2")
    with pytest.raises(LedgerError, match="1 edits"):
        restore(copy, path, now=NOW)


def test_a_changed_ledger_gives_no_backup(path, tmp_path):
    forced(path, "update history set body = '{}' where id = 2")
    with pytest.raises(LedgerError, match="no backup"):
        backup(tmp_path / "copy.sqlite", path)
    assert not (tmp_path / "copy.sqlite").exists()


def test_the_command_says_rows_and_ends_with_its_code(path, tmp_path, capsys):
    assert main(["ledger", "head", "--lang", "en"]) == 0
    head = capsys.readouterr().out.strip()
    assert main(["ledger", "check", "--head", head, "--lang", "en"]) == 0
    assert capsys.readouterr().out == "9 entries, none changed\n"
    forced(path, "update history set body = '{}' where id = 4", "delete from history where id = 6")
    assert main(["ledger", "check", "--head", head, "--lang", "en"]) == 6
    assert capsys.readouterr().out.splitlines() == [
        "row 4: its content was changed after it was written",
        "row 6: it is gone",
    ]
    assert main(["ledger", "check", "--json"]) == 6
    assert [e["row"] for e in json.loads(capsys.readouterr().out)["edits"]] == [4, 6]
    assert main(["ledger", "check", "--head", "abc"]) == 2
    assert main(["ledger", "backup"]) == 2
    assert main(["ledger", "head", "x"]) == 2


def test_without_a_ledger_the_commands_make_none(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    assert [main(["ledger", *args]) for args in (["check"], ["head"], ["show"], ["backup", str(tmp_path / "b")])] == [6] * 4
    assert list(tmp_path.iterdir()) == []


def test_a_locked_ledger_is_one_message(path, monkeypatch):
    monkeypatch.setattr("kit.ledger.store.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        with opened(path) as ledger, pytest.raises(LedgerError, match="locked") as told:
            ledger.append(Event(kind="message", key="m"), actor="an")
    assert "nothing was written" in told.value.problems[0]


def test_a_full_disk_is_one_message_and_nothing_is_lost(path):
    with opened(path) as ledger:
        pages = ledger._db.execute("pragma page_count").fetchone()[0]
        ledger._db.execute(f"pragma max_page_count = {pages}")
        with pytest.raises(LedgerError, match="full") as told:
            ledger.append(*(Event(kind="message", key="m", body={"text": "x" * 3000}) for _ in range(50)), actor="an")
    assert "nothing was written" in told.value.problems[0]
    assert head_of(path).id == 9
    assert named(path) == []


def append_many(path, writer, count):
    with opened(Path(path)) as ledger:
        for n in range(count):
            ledger.append(Event(kind="message", key=f"w{writer}", body={"n": n}), actor=str(writer))


def write_at_once(path, writers, count):
    context = multiprocessing.get_context("spawn")
    running = [context.Process(target=append_many, args=(str(path), n, count)) for n in range(writers)]
    for process in running:
        process.start()
    for process in running:
        process.join()
    assert [p.exitcode for p in running] == [0] * writers
    with opened(path) as ledger:
        assert ledger.head.id == writers * count
        for n in range(writers):
            assert [e.body["n"] for e in ledger.entries(key=f"w{n}")] == list(range(count))
    assert named(path) == []


@pytest.mark.slow
def test_writers_at_once_on_a_new_ledger_lose_nothing(tmp_path):
    write_at_once(tmp_path / "ledger.sqlite", writers=3, count=40)


@pytest.mark.soak
def test_eight_writers_with_a_thousand_updates_each(tmp_path):
    write_at_once(tmp_path / "ledger.sqlite", writers=8, count=1000)


ENDLESS = """
import sys
from pathlib import Path
from kit.ledger import Event, opened
with opened(Path(sys.argv[1])) as ledger:
    n = ledger.head.id
    while True:
        n += 1
        ledger.append(Event(kind="message", key="k", body={"n": n}), actor="an")
        print(n, flush=True)
"""


def kill_at_random(path, rounds):
    """Kill a writer again and again; gives the last number that it acknowledged each time."""
    chance = random.Random(7)
    for _ in range(rounds):
        with subprocess.Popen([sys.executable, "-c", ENDLESS, str(path)], stdout=subprocess.PIPE, text=True) as process:
            first = process.stdout.readline()
            time.sleep(chance.uniform(0, 0.1))
            os.kill(process.pid, signal.SIGKILL)
            yield int(([first, *process.stdout.read().splitlines(keepends=True)])[-1])


@pytest.mark.slow
def test_no_acknowledged_entry_is_lost_to_kill_9(tmp_path):
    path = tmp_path / "ledger.sqlite"
    for acknowledged in kill_at_random(path, 5):
        with opened(path) as ledger:
            assert ledger.head.id in {acknowledged, acknowledged + 1}
            assert [e.body["n"] for e in ledger.entries()] == list(range(1, ledger.head.id + 1))
        assert named(path) == []


@pytest.mark.soak
def test_a_million_rows_answer_in_50_ms(tmp_path):
    path = tmp_path / "ledger.sqlite"
    with opened(path) as ledger, ledger.changing():
        ledger._db.executemany("insert into history values (?, ?, ?, ?, ?, ?, ?, ?)", chained(1_000_000))
    with opened(path) as ledger:
        asks = (
            lambda: ledger.last("submission", "777/1"),
            lambda: ledger.entries(about="777"),
            lambda: ledger.entries(kind="submission", key="49999/1"),
            lambda: ledger.head,
            lambda: standing(ledger, "777/1"),
            lambda: ledger.append(Event(kind="outcome", key="777/1", body={"state": "approved", "on": "2026-06-20"}), actor="an"),
        )
        for ask in asks:
            start = time.perf_counter()
            assert ask()
            assert time.perf_counter() - start < 0.05
    assert named(path) == []


def chained(count):
    """So many rows as the ledger itself would write them."""
    before, body = "0" * 64, '{"sent":"2026-06-12T09:00:00+00:00","state":"submitted"}'
    for n in range(1, count + 1):
        row = (n, "2026-06-12T09:00:00.000+00:00", "an", "submission", f"{n % 50_000}/1", body, before)
        before = digest(row)
        yield (*row, before)


def test_a_changed_row_is_not_read_as_if_it_were_true(path):
    forced(path, "update history set body = '{}' where id = 4")
    with opened(path) as ledger:
        with pytest.raises(LedgerError, match="row 4 was changed") as told:
            ledger.entries(kind="submission")
        assert told.value.problems == ("see all that was: poa ledger check",)
        assert len(ledger.entries(key="7529184460370912345/1")) == 5  # the others still are
        assert len(ledger.entries(is_held=False)) == 9
    assert main(["ledger", "show", "--json"]) == 0


_LIMITED = """
import resource, signal, sys
from pathlib import Path
from kit.ledger import Event, opened
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with opened(Path(sys.argv[1])) as ledger:
    ledger.append(Event(kind="message", key="a"), actor="an")
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 17, resource.RLIM_INFINITY))
    ledger.append(*(Event(kind="message", key=str(n), body={"text": "x" * 9000}) for n in range(40)), actor="an")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_disk_that_takes_no_more_is_told_and_what_was_acknowledged_stays(path):
    with opened(path) as ledger:
        before = [e.hash for e in ledger.entries()]
    run = subprocess.run([sys.executable, "-c", _LIMITED, str(path)], check=False, capture_output=True, text=True)
    assert "LedgerError" in run.stderr
    assert "nothing was written: make room" in run.stderr or "the disk is full; nothing was written" in run.stderr
    with opened(path) as ledger:
        after = ledger.entries()
    assert [e.hash for e in after[:-1]] == before
    assert after[-1].key == "a"
    assert named(path) == []

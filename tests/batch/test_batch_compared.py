"""The evidence of a case is held against that of others once for each run; what was found stands in the summary until then."""

import json
import os
import shutil
import sqlite3
from contextlib import closing

import pytest
import tiny_kit
from PIL import Image

from kit.batch import apart
from kit.batch import execute as room
from kit.batch.compared import compared
from kit.batch.jobs import find
from kit.batch.outcome import about
from kit.cli import main
from kit.commands import elsewhere
from kit.commands.elsewhere import Told
from kit.desk import elsewhere as desk
from kit.tools import worker
from kit.tools.atomic import write_text
from kit.tools.locks import held

SEARCH_ALL = desk.search_all  # as it is: the other tests are without
FIRST = "7529184460000000"


def executed(job, *_):
    """In place of the kernel: what it would have written, and a notebook that has run."""
    told = json.loads((job.folder / "told.json").read_text(encoding="utf-8"))
    write_text(job.folder / told["pdf"]["path"], told["case"])
    write_text(job.folder / "build" / "report.json", json.dumps(told))
    return {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, None


@pytest.fixture
def client(tmp_path, monkeypatch):
    """Three cases whose notebooks take no time."""
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    monkeypatch.setattr(apart, "run", lambda job, limit, _place: room.execute(job, limit))
    monkeypatch.setattr(room, "_executed", executed)
    return tiny_kit.cases(tmp_path / "client", 3)


@pytest.fixture
def asked(monkeypatch):
    """The names of the cases that were looked up, each time: the second shares a file with the first, of the third some is left."""
    seen = []

    def told_of_all(folders, _lang):
        seen.append(sorted(folder.name for folder in folders))
        lines = {"case-0001": (f"warning: paper is a file of this client's case {FIRST} too",), "case-0002": ("note: <unread>",)}
        return {f: Told(lines=lines.get(f.name, ()), is_whole=f.name != "case-0002") for f in folders}, frozenset()

    monkeypatch.setattr(elsewhere, "told_of_all", told_of_all)
    return seen


def batch(root, *more):
    return main(["batch", str(root), "--no-warm", "--lang", "en", *more])


def change(folder):
    text = (folder / "case.yaml").read_text(encoding="utf-8")
    (folder / "case.yaml").write_text(text.replace("title: Late", "title: Very late"), encoding="utf-8")


def test_what_ran_is_looked_up_and_what_is_kept_is_told_again(client, asked, capsys):
    for changed, looked_up in (
        ("", ["case-0000", "case-0001", "case-0002"]),
        ("", ["case-0002"]),  # what was left the last time
        ("case-0001", ["case-0001", "case-0002"]),
        ("case-0000", ["case-0000", "case-0001", "case-0002"]),  # the second was told of the first
    ):
        if changed:
            change(client / changed)
        assert batch(client) == 0
        out, err = capsys.readouterr()
        assert asked[-1] == looked_up
        assert f"the evidence of {len(looked_up)} case{'s' * (len(looked_up) > 1)} " in out
        assert err.splitlines() == [f"poa: warning: paper is a file of this client's case {FIRST} too", "poa: note: <unread>"]
        told = {case["path"]: case["elsewhere"] for case in json.loads((client / "batch.json").read_text())["cases"]}
        assert (told["case-0000"], len(told["case-0001"]), told["case-0002"]) == ([], 1, ["note: <unread>"])
        html = (client / "batch.html").read_text()
        assert f"case {FIRST} too</p>" in html
        assert "note: &lt;unread&gt;" in html


def test_pairs_that_are_left_are_told_once_with_their_sum(client, monkeypatch, capsys):
    monkeypatch.setattr(
        elsewhere, "told_of_all", lambda folders, _: ({f: Told(lines=(), is_whole=False, left=20) for f in folders}, frozenset())
    )
    assert batch(client) == 0
    out, err = capsys.readouterr()
    assert "the evidence of 3 cases" in out
    assert err.count("pairs") == 1
    assert "poa: warning: 60 pairs of pictures of these cases that are roughly alike were too many" in err
    monkeypatch.setattr(
        elsewhere, "told_of_all", lambda folders, _: ({f: Told(lines=(), is_whole=False, left=1) for f in folders}, frozenset())
    )
    assert batch(client / "case-0001") == 0
    out, err = capsys.readouterr()
    assert "the evidence of 1 case is" in out
    assert "1 pair of pictures" in err


@pytest.mark.parametrize("lock", [".batch.lock", ".lock"])
def test_a_case_that_another_batch_runs_is_left_to_it(client, asked, monkeypatch, tmp_path, capsys, lock):
    def rows():
        with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as db:
            return db.execute("select folder, inputs, state, outcome from batch_case order by folder").fetchall()

    monkeypatch.setattr(room, "_ENDING", 0)
    assert batch(client) == 0
    before = rows()
    change(client / "case-0001")
    pdf = (client / "case-0001" / "build" / "report.json").read_text()
    with held(client / "case-0001" / "build" / lock, what="another"):
        assert batch(client) == 1
    told = json.loads((client / "batch.json").read_text())
    assert told["counts"] == {"busy": 1, "ready": 2}
    one = next(case for case in told["cases"] if case["path"] == "case-0001")
    assert one["state"] == "busy"
    assert f"process {os.getpid()}" in one["sentence"]
    assert "case-0001" not in asked[-1]
    assert "1 run by another" in capsys.readouterr().out
    assert rows() == before
    assert (client / "case-0001" / "build" / "report.json").read_text() == pdf
    assert batch(client) == 0
    assert json.loads((client / "batch.json").read_text())["counts"] == {"ready": 3}


def test_a_kept_case_is_told_of_one_that_begins_to_share_its_evidence(small, tmp_path, monkeypatch):
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    monkeypatch.setattr(desk, "search_all", SEARCH_ALL)
    monkeypatch.setattr(worker, "run", lambda what, *given: what(*given))
    root = tmp_path / "client"
    for n in (1, 2, 3):
        folder = shutil.copytree(small, root / f"case-{n}")
        text = (folder / "case.yaml").read_text(encoding="utf-8").replace("7529184460371124", f"752918446037112{n}")
        (folder / "case.yaml").write_text(text, encoding="utf-8")
        for file in (folder / "evidence").iterdir():
            Image.effect_noise((300, 200), 90 + 9 * n).save(file, format="PDF" if file.suffix == ".pdf" else "PNG")
    jobs = find(root)
    first = compared(jobs, {job.name: about(job, "ready") for job in jobs}, "en", lambda _: None).outcomes
    assert [one.elsewhere for one in first.values()] == [(), (), ()]
    shutil.copy(root / "case-1" / "evidence" / "screen.png", root / "case-2" / "evidence" / "screen.png")
    ran = first | {"case-2": about(jobs[1], "ready")}
    second = compared(jobs, ran, "en", lambda _: None).outcomes
    assert sorted(second) == ["case-1", "case-2"]
    assert any(
        "screen: the very file is also in this client's case 7529184460371122" in line for line in second["case-1"].elsewhere
    )
    assert any("7529184460371121" in line for line in second["case-2"].elsewhere)


def test_a_quiet_batch_prints_nothing_of_it_and_keeps_it(client, asked, capsys):
    assert batch(client, "--quiet") == 0
    assert capsys.readouterr() == ("", "")
    assert len(asked) == 1
    assert FIRST in (client / "batch.html").read_text()


def test_a_row_of_an_earlier_kit_is_looked_up(client, asked, tmp_path):
    assert batch(client, "--quiet") == 0
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as db:
        rows = db.execute("select folder, outcome from batch_case").fetchall()
        for folder, text in rows:
            told = json.loads(text)
            del told["elsewhere"]
            db.execute("update batch_case set outcome = ? where folder = ?", (json.dumps(told), folder))
        db.commit()
    assert batch(client, "--quiet") == 0
    assert asked[0] == asked[1]

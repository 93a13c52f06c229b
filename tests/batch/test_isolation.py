"""What one client sent is in nothing that was made for another, nor is what it sent before."""

import json
import os
import subprocess
import sys

import canaries
import pytest

LIMIT = 900


def round_of(home, clients, number, workers):
    """Every client's case as it stands in that round, run side by side; gives the summary's counts."""
    root = home / "clients"
    for n in range(clients):
        canaries.make(root, n, number)
    (home / "t").mkdir(exist_ok=True)
    told = {**os.environ, "POA_HOME": str(home), "TMPDIR": str(home / "t")}
    done = subprocess.run(
        [sys.executable, "-m", "kit.cli", "batch", str(root), "-j", str(workers), "--json", "--limit", str(LIMIT)],
        env=told, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["ready"] == clients
    assert canaries.words(done.stdout) <= {canaries.mark(n, number) for n in range(clients)}


def look(home, clients, number):
    """Each client's outputs, summary and row hold its own marks and colour, all of them of this round, and no other's."""
    for n in range(clients):
        own, build = canaries.mark(n, number), home / "clients" / f"client-{n:02}" / "case" / "build"
        marks, colours = canaries.found(build)
        assert marks == {own}, (n, marks)
        assert colours == {n}, (n, colours)
        text = canaries._of_pdf(next(build.glob("*.pdf")))
        assert not [part for part in ("seller", "text", "caption", "paper") if own + part not in text], (
            "what is looked for is not there"
        )
        assert own + "hidden" not in text, "a hidden sheet is shown"
    rows = canaries.in_rows(home / "ledger.sqlite")
    assert len(rows["batch_case"]) == clients
    assert all(len(marks) <= 1 for of_table in rows.values() for marks in of_table)
    for path, marks in canaries.in_summary(home / "clients").items():
        assert marks <= {canaries.mark(int(path.split("/")[0].removeprefix("client-")), number)}
    assert not list((home / "t").iterdir()), "something is left in the temporary folder"


def rounds(home, *, clients, count, workers):
    for number in range(count):
        round_of(home, clients, number, workers)
        look(home, clients, number)


@pytest.mark.slow
def test_three_clients_side_by_side_see_nothing_of_each_other_nor_of_before(tmp_path):
    """Two at a time, so that a process that has served one client serves another."""
    rounds(tmp_path, clients=3, count=2, workers=2)


@pytest.mark.soak
def test_fifty_clients_on_eight_workers_see_nothing_of_each_other(tmp_path):
    rounds(tmp_path, clients=50, count=20, workers=8)


def test_what_is_looked_for_would_be_found(tmp_path):
    """A mark or a colour of another client in a file of each sort is seen."""
    folder = canaries.make(tmp_path, 5, 0)
    own, other = canaries.mark(5, 0), canaries.mark(6, 1)
    assert canaries.found(folder) == ({own}, {5})
    (folder / "told.json").write_text(json.dumps({"name": other.upper()}), encoding="utf-8")
    assert canaries.found(folder) == ({own, other}, {5})
    (folder / "told.json").unlink()
    canaries._screen(folder / "more.png", other, canaries.colour(6))
    assert canaries.found(folder) == ({own, other}, {5, 6})
    (folder / "more.png").unlink()
    canaries._contract(folder / "more.pdf", other)
    assert canaries.found(folder)[0] == {own, other}

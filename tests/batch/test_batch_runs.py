"""A batch as it runs: kernels that hang, die and complain, and a batch that is killed again and again."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import nbformat
import pytest

from kit.batch import execute as room
from kit.batch.jobs import find
from kit.tools.atomic import sha256

pytestmark = pytest.mark.slow

PARAMETERS = 'case: str = "."\ndraft: bool = False\ninteractive: bool = True\nlang: str = "en"\n'


def cases(small, root, count):
    """So many small cases, each with its own violation and deadline."""
    for n in range(1, count + 1):
        folder = shutil.copytree(small, root / f"case-{n}")
        text = (folder / "case.yaml").read_text(encoding="utf-8")
        text = text.replace("7529184460371124", f"752918446037112{n}").replace("2026-07-09T23:59", f"2026-07-{30 - n}T23:59")
        (folder / "case.yaml").write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def ran(small, tmp_path, monkeypatch):
    """A function that runs a case with a notebook of these cells: (outcome, build folder)."""

    def run(*sources, limit=60):
        books = tmp_path / "books"
        books.mkdir(exist_ok=True)
        cells = [nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})]
        cells += [nbformat.v4.new_code_cell(source) for source in sources]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), books / "logistics.ipynb")
        monkeypatch.setattr(room, "NOTEBOOKS", books)
        monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))  # the run sets another one; put back at the end
        return room.execute(find(small)[0], limit), small / "build"

    return run


OPEN = "from kit import Appeal\nappeal = Appeal.open(case)"


def test_a_good_run_leaves_all_and_names_no_place_of_this_machine(small, ran):
    (small / "build").mkdir(exist_ok=True)
    for name in ("pandas", "ipykernel", "kit"):  # a folder that came from elsewhere
        (small / "build" / f"{name}.py").write_text("open('PWNED', 'w')")
    (small / "build" / ".x.pdf.abc.part").write_text("half")
    outcome, build = ran(OPEN, "import pandas\nappeal.build(draft=draft)")
    assert outcome.state == "ready", outcome
    assert not (build / "PWNED").exists()
    assert not list(build.rglob("*.part"))
    assert (small / outcome.pdf).is_file()
    text = (build / "notebook.ipynb").read_text()
    assert str(small.parent) not in text
    assert "input_path" not in text
    assert (build / "notebook.html").is_file()
    document = json.loads(text)
    assert [c["execution_count"] for c in document["cells"]] == [1, 2, 3, 4]


def test_an_error_names_cell_sentence_and_file(small, ran):
    (small / "evidence" / "contract.pdf").unlink()
    outcome, build = ran("# which\n" + OPEN, "appeal.build()")
    assert outcome.state == "failed"
    assert outcome.cell == "In [3]: appeal = Appeal.open(case)"
    assert outcome.file == "case.yaml"
    assert "evidence.contract.file: there is no file evidence/contract.pdf" in outcome.sentence
    assert (build / "notebook.ipynb").is_file()
    assert not (build / "report.json").exists()


def test_an_earlier_result_is_no_result_of_this_run(small, ran):
    outcome, build = ran(OPEN, "appeal.build()")
    assert outcome.state == "ready"
    outcome, _ = ran("pass")
    assert outcome.state == "failed"
    assert "no report" in outcome.sentence
    assert not list(build.glob("*.pdf"))


def test_a_kernel_that_dies_is_a_failure_though_papermill_calls_its_cells_completed(ran):
    outcome, build = ran(OPEN, "import os\nos._exit(1)", "appeal.build()")
    assert outcome.state == "failed"
    assert outcome.cell == "In [4]: os._exit(1)"
    assert "kernel died" in outcome.sentence
    assert not list(build.glob("*.pdf"))


def test_a_kernel_that_hangs_is_stopped_at_the_limit_and_leaves_no_process(ran, tmp_path, monkeypatch):
    monkeypatch.setenv("POA_HOME", str(tmp_path / "hangs"))
    began = time.monotonic()
    outcome, _ = ran("while True: pass", "1", limit=15)
    assert outcome.state == "failed"
    assert "time limit" in outcome.sentence
    assert "while True" in outcome.cell
    assert time.monotonic() - began < 60
    assert not [pid for pid in ours(tmp_path / "hangs") if "kit.batch.tied" in command(pid)]


def test_a_kernel_that_does_not_start_is_told(ran, monkeypatch):
    from kit.batch import kernels

    monkeypatch.setattr(kernels.TiedKernels, "format_kernel_cmd", lambda *_, **__: [sys.executable, "-c", "raise SystemExit(1)"])
    outcome, _ = ran("1", limit=30)
    assert outcome.state == "failed"
    assert "kernel did not start" in outcome.sentence


# --- whole ----------------------------------------------------------------------------------


def test_a_batch_of_good_and_bad_cases_gives_each_its_due(small, tmp_path, monkeypatch, capsys):
    from kit.appeal import Appeal
    from kit.cli import main

    monkeypatch.setenv("POA_HOME", str(tmp_path / "{home}"))
    root = cases(small, tmp_path / "{home}" / "报告 {0}", 3)
    text = (root / "case-2" / "case.yaml").read_text(encoding="utf-8")
    (root / "case-2" / "case.yaml").write_text(text.replace("    done: ", "    # done: ", 1), encoding="utf-8")
    (root / "case-3" / "case.yaml").write_text("id: [", encoding="utf-8")
    plain = shutil.copytree(root / "case-1", tmp_path / "plain")
    assert Appeal.open(plain).build().status == "ready"

    assert main(["batch", str(root), "-j", "2", "--json"]) == 1
    *told, whole = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {e["path"]: e["state"] for e in told} == {"case-1": "ready", "case-2": "refused", "case-3": "failed"}
    assert [e["done"] for e in told] == [1, 2, 3]
    assert whole == {"event": "batch", "failed": 1, "refused": 1, "ready": 1, "summary": str(root)}
    summary = json.loads((root / "batch.json").read_text())
    assert [c["path"] for c in summary["cases"]] == ["case-2", "case-1", "case-3"]  # the nearest deadline first, none last
    assert "does not say when" in summary["cases"][0]["errors"][0]
    assert summary["cases"][2]["file"] == "case.yaml"
    assert not list((root / "case-2" / "build").glob("*.pdf"))

    reports = [json.loads((folder / "build" / "report.json").read_text()) for folder in (plain, root / "case-1")]
    assert all(report.pop("timings") for report in reports)
    assert reports[0] == reports[1]
    assert main(["status", str(root), "--json"]) == 0
    states = {c["path"]: c["state"] for c in json.loads(capsys.readouterr().out)["cases"]}
    assert states == {"case-1": "ready", "case-2": "refused", "case-3": "unreadable"}


# --- killed ---------------------------------------------------------------------------------


def ours(home):
    """Every process that was told this POA_HOME: the batch, its workers, their kernels and what those started."""
    wanted = f"POA_HOME={home}".encode()
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if wanted in path.read_bytes().split(b"\0") and int(path.parent.name) != os.getpid():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def command(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def rows(home):
    if not (home / "ledger.sqlite").is_file():
        return {}
    with closing(sqlite3.connect(home / "ledger.sqlite")) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        if not db.execute("select 1 from sqlite_master where name = 'batch_case'").fetchone():
            return {}
        return {folder: (ended, state) for folder, ended, state in db.execute("select folder, ended, state from batch_case")}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a kernel ends by its own look at its parent")
def test_killed_at_any_moment_only_what_is_missing_is_done(small, tmp_path):
    home = tmp_path / "home"
    root = cases(small, home / "client", 3)
    started = [sys.executable, "-m", "kit.cli", "batch", str(root), "-j", "2", "--json"]
    told = {**os.environ, "POA_HOME": str(home)}
    chance, known, running = random.Random(20261122), {}, 0
    for _ in range(6):
        process = subprocess.Popen(started, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + chance.uniform(1, 20)
        while time.monotonic() < until and process.poll() is None:
            time.sleep(0.1)
        running += any("kit.batch.tied" in command(pid) for pid in ours(home))
        process.send_signal(signal.SIGKILL)
        process.wait()
        until = time.monotonic() + 5
        while time.monotonic() < until and ours(home):
            time.sleep(0.1)
        assert not [command(pid) for pid in ours(home)], "an orphan is left"
        now = rows(home)
        assert {folder: now.get(folder) for folder in known} == known, "what was done was done again"
        known = now
        if len(known) == 3:
            break
    assert running, "no kill met a kernel"
    done = subprocess.run(started, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    kept = {e["path"] for e in events if e["event"] == "case" and e["kept"]}
    assert kept == {Path(folder).name for folder in known}
    for n in range(1, 4):
        build = root / f"case-{n}" / "build"
        report = json.loads((build / "report.json").read_text())
        assert report["status"] == "ready"
        assert sha256(root / f"case-{n}" / report["pdf"]["path"]) == report["pdf"]["sha256"]
        assert not list(build.rglob("*.part"))
    again = subprocess.run(started, env=told, capture_output=True, text=True, check=True)
    assert all(json.loads(line)["kept"] for line in again.stdout.splitlines()[:-1])

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
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
import tiny_kit

from kit.batch import execute as room
from kit.batch.apart import LOADED
from kit.batch.jobs import find
from kit.tools.atomic import sha256
from kit.warm import Parent, can_fork

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


@pytest.fixture(scope="module")
def place():
    """Where a parent of warm kernels is, as a batch has one; empty where the system does not fork."""
    if not can_fork():
        yield ""
        return
    with Parent(LOADED) as parent:
        yield parent.place
        assert not parent.ended, parent.said


@pytest.fixture
def ran(small, tmp_path, monkeypatch, place):
    """A function that runs a case with a notebook of these cells, its kernel warm or stock: (outcome, build folder)."""

    def run(*sources, limit=60, warm=True):
        books = tmp_path / "books"
        books.mkdir(exist_ok=True)
        cells = [nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})]
        cells += [nbformat.v4.new_code_cell(source) for source in sources]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), books / "logistics.ipynb")
        monkeypatch.setattr(room, "NOTEBOOKS", books)
        return room.execute(find(small)[0], limit, place if warm else ""), small / "build"

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


@pytest.mark.parametrize("warm", [True, False])
def test_a_kernel_that_dies_is_a_failure_though_papermill_calls_its_cells_completed(ran, warm):
    outcome, build = ran("import os", "os._exit(1)", "appeal.build()", warm=warm)
    assert outcome.state == "failed"
    assert outcome.cell == "In [4]: os._exit(1)"
    assert "kernel died" in outcome.sentence
    assert not list(build.glob("*.pdf"))


@pytest.mark.parametrize(("warm", "limit"), [(True, 5), (False, 15)])
def test_a_kernel_that_hangs_is_stopped_at_the_limit_and_leaves_no_process(ran, small, tmp_path, monkeypatch, warm, limit):
    monkeypatch.setenv("POA_HOME", str(tmp_path / "hangs"))
    began = time.monotonic()
    outcome, _ = ran(
        "import os, pathlib\n_ = pathlib.Path('pid').write_text(str(os.getpid()))", "while True: pass", limit=limit, warm=warm
    )
    assert outcome.state == "failed"
    assert "time limit" in outcome.sentence
    assert "while True" in outcome.cell
    assert time.monotonic() - began < 60
    assert not command(int((small / "build" / "pid").read_text())), "the kernel is still there"


def test_a_kernel_that_does_not_start_is_told(ran, monkeypatch):
    from kit.warm import kernels

    monkeypatch.setattr(kernels.TiedKernels, "format_kernel_cmd", lambda *_, **__: [sys.executable, "-c", "raise SystemExit(1)"])
    outcome, _ = ran("1", limit=30, warm=False)
    assert outcome.state == "failed"
    assert "kernel did not start" in outcome.sentence


STEPS = (
    "import random, sys, ipywidgets\nfrom IPython.display import HTML, display",
    "print('said')\nprint('warned', file=sys.stderr)\ndisplay(HTML('<b>shown</b>'))\nslider = ipywidgets.IntSlider(value=7)\nslider",
    "slider.value = 8\n[sys.argv[0].endswith('ipython'), __name__, sys.flags.safe_path, sys.path[0] != '']",
    OPEN,
    "appeal.preview()",
    "appeal.make(draft=draft)",
)


def test_a_warm_kernel_leaves_what_a_stock_one_leaves(small, ran, monkeypatch):
    """Cells with their outputs, widgets, report and PDF."""
    monkeypatch.setattr(room, "shown", lambda notebook: notebook)  # it takes the widgets away
    left = {}
    for warm in (True, False):
        outcome, build = ran(*STEPS, warm=warm)
        assert outcome.state == "ready", outcome
        document = json.loads((build / "notebook.ipynb").read_text())
        widgets = document["metadata"].pop("widgets")["application/vnd.jupyter.widget-state+json"]["state"]
        assert [w["state"]["value"] for w in widgets.values() if w["model_name"] == "IntSliderModel"] == [8]
        document["metadata"].pop("papermill")
        for cell in document["cells"]:
            cell.pop("id")
            cell["metadata"] = {}
            for output in cell.get("outputs", ()):
                if "application/vnd.jupyter.widget-view+json" in output.get("data", ()):
                    output["data"].pop("application/vnd.jupyter.widget-view+json")
        report = json.loads((build / "report.json").read_text())
        report.pop("timings")
        left[warm] = (replace(outcome, seconds=0), document, sorted(w["model_name"] for w in widgets.values()), report)
        shutil.rmtree(build)
    assert left[True] == left[False]


def test_a_kernel_that_cannot_be_forked_is_started_as_a_stock_one(small, ran):
    from kit.warm import Parent

    with Parent(["no_such_module"]) as broken:
        before = dict(os.environ)
        outcome = room.execute(find(small)[0], 60, broken.place)
    assert outcome.state in {"ready", "refused"}, outcome
    assert dict(os.environ) == before  # what follows in this process starts its kernels as ever


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


def test_three_rounds_of_watching_are_each_as_the_first(small, tmp_path):
    """What a round's loaded process forked is not used by what comes after it: the look at the exhibits, the next round."""
    root = cases(small, tmp_path / "client", 1)
    env = {**os.environ, "POA_HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "kit.cli", "batch", str(root), "--json", "--watch"]
    ran = []
    with (
        (tmp_path / "said").open("w") as said,
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=said, text=True) as process,
    ):
        for event in map(json.loads, process.stdout):
            if event["event"] == "case":
                ran.append((event["state"], event["kept"]))
                place = root / "case-1" / "case.yaml"
                text = place.read_text(encoding="utf-8").replace("Dispatch settings", f"Dispatch settings on page {len(ran)}")
                place.write_text(text, encoding="utf-8")
            elif len(ran) == 3:
                break
        process.send_signal(signal.SIGINT)
    assert ran == [("ready", False)] * 3
    assert "could not be read" not in (tmp_path / "said").read_text()


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


def has_kernel(home):
    return sum("kit.warm.parent" in command(pid) for pid in ours(home)) > 1  # the parent, and what it forked


def rows(home):
    if not (home / "ledger.sqlite").is_file():
        return {}
    with closing(sqlite3.connect(home / "ledger.sqlite")) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        if not db.execute("select 1 from sqlite_master where name = 'batch_case'").fetchone():
            return {}
        return {folder: (ended, state) for folder, ended, state in db.execute("select folder, ended, state from batch_case")}


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a kernel ends by its own look at its parent")


def kill(started, env, home, moment):
    """Start the batch and kill it so many seconds after its first kernel; whether one was running."""
    process = subprocess.Popen(started, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 120
    while not has_kernel(home) and time.monotonic() < until and process.poll() is None:
        time.sleep(0.2)  # a look reads the environment of every process
    time.sleep(moment)
    met = has_kernel(home)
    process.send_signal(signal.SIGKILL)
    process.wait()
    until = time.monotonic() + 20
    while time.monotonic() < until and ours(home):
        time.sleep(0.05)
    assert not [command(pid) for pid in ours(home)], "an orphan is left"
    return met


def whole(folder):
    """The report of a case, whose PDF lies beside it as it was written."""
    report = json.loads((folder / "build" / "report.json").read_text())
    assert sha256(folder / report["pdf"]["path"]) == report["pdf"]["sha256"]
    return report


def killed(root, env, home, *, kills, chance):
    """Kill a batch so many times or until all is done, then let it end: nothing is done twice, all is whole; gives kills that met a kernel."""
    known, met, count = {}, 0, len(list(root.iterdir()))
    started = tiny_kit.batch(root, "-j", "2")
    for _ in range(kills):
        met += kill(started, env, home, chance.uniform(0, 1))
        now = rows(home)
        assert {folder: now.get(folder) for folder in known} == known, "what was done was done again"
        known = now
        for report in root.glob("*/build/report.json"):  # never beside a PDF that it does not name
            whole(report.parent.parent)
        if len(known) == count:
            break
    done = subprocess.run(started, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    kept = {e["path"] for e in events if e["event"] == "case" and e["kept"]}
    assert kept == {Path(folder).name for folder in known}
    for folder in root.glob("case-*"):
        assert whole(folder)["status"] == "ready"
        assert not list(folder.rglob("*.part"))
    return met


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    return tiny_kit.make(tmp_path_factory.mktemp("kit"))


@LINUX
def test_killed_at_ten_moments_only_what_is_missing_is_done(kit, tmp_path):
    root = tiny_kit.cases(tmp_path / "client", 30)
    env = tiny_kit.environment(kit, tmp_path)
    assert killed(root, env, tmp_path, kills=10, chance=random.Random(20261122)), "no kill met a kernel"


@LINUX
@pytest.mark.soak
def test_killed_two_hundred_times(kit, tmp_path):
    chance, met = random.Random(20261123), 0
    for n in range(100):
        home = tmp_path / f"home-{n}"
        root = tiny_kit.cases(home / "client", 30)
        met += killed(root, tiny_kit.environment(kit, home), home, kills=10, chance=chance)
        if met >= 200:
            return
    raise AssertionError(f"only {met} kills met a kernel")


@LINUX
@pytest.mark.soak
def test_killed_while_real_cases_are_built(small, tmp_path):
    root = cases(small, tmp_path / "client", 3)
    env = {**os.environ, "POA_HOME": str(tmp_path)}
    assert killed(root, env, tmp_path, kills=6, chance=random.Random(20261124))

"""What a batch costs over the plain function, and how much less than papermill's command line: CPU seconds a case, in one run.

The three take turns on the same small cases: the notebook's own cells as a function in one process, the stock command line one
process a case, and `poa batch`. What they start is counted with them: this process adopts what is left behind, and reaps it.
"""

import ctypes
import os
import resource
import shutil
import subprocess
import sys
import time
from contextlib import suppress

import nbformat
import pytest

from kit.batch.jobs import find
from kit.demo import portfolio as demo
from kit.paths import NOTEBOOKS
from kit.warm import can_fork

CASES = 20
STOCK = 4  # of the command line, which takes as long for each
# CPU seconds a case over the function; in a portfolio up to 24 pairs of pictures a case are looked at closely, once
OVER = {"copies": 0.6, "portfolio": 3.0}
TIMES = {"copies": 3.5, "portfolio": 1.0}  # less than the command line; the function itself takes most of the latter
RESUME = 2.0  # seconds until a batch that is done has told the first case
GROWTH = 1.05  # of memory, from the tenth case on
_PR_SET_CHILD_SUBREAPER = 36

FUNCTION = """
import sys
for case, family in zip(sys.argv[1::2], sys.argv[2::2]):
    given = {"case": case, "draft": False, "interactive": False, "lang": "en"}
    for source in SOURCES[family]:
        exec(source, given)
"""


def cpu():
    """CPU seconds of all that has ended so far."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, 0):
            pass
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def took(*command, env=None):
    before = cpu()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return cpu() - before


def cases(small, root, count):
    """So many small cases, each with its own violation."""
    for n in range(count):
        folder = shutil.copytree(small, root / f"case-{n:04}")
        text = (folder / "case.yaml").read_text(encoding="utf-8")
        (folder / "case.yaml").write_text(text.replace("7529184460371124", f"752918446{n:07}"), encoding="utf-8")
    return root


def portfolio(root, count):
    """So many sound cases of a made practice: every family, papers that cases of a client share, pictures that are like others'."""
    sound = [case for case in demo.planned(3 * count, demo.SEED) if case.flaw is None]
    demo.write(sound[:count], root)
    return root


def cells(family):
    """The code of the family's notebook but its parameters."""
    book = nbformat.read(NOTEBOOKS / f"{family}.ipynb", as_version=4)
    return [c.source for c in book.cells if c.cell_type == "code" and "parameters" not in c.metadata.get("tags", ())]


@pytest.fixture
def counted():
    """What a killed process leaves behind is counted too: it becomes ours."""
    prctl = ctypes.CDLL(None).prctl
    prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    yield
    prctl(_PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


@pytest.mark.bench
@pytest.mark.skipif(not can_fork(), reason="this system does not fork")
@pytest.mark.parametrize("of", ["copies", "portfolio"])
def test_cpu_of_a_case(small, tmp_path, counted, of):
    """What the batch does after its cases is counted with them: their evidence is held against that of one another."""
    root = tmp_path / "client"
    jobs = find(cases(small, root, CASES) if of == "copies" else portfolio(root, CASES))
    families = {job.case.violation.family for job in jobs}
    asked = FUNCTION.replace("SOURCES", repr({family: cells(family) for family in families}))
    folders = [told for job in jobs for told in (str(job.folder), job.case.violation.family)]
    function = took(sys.executable, "-c", asked, *folders) / CASES
    stock = []
    for job in jobs[:: CASES // STOCK][:STOCK]:
        shutil.rmtree(job.folder / "build")
        (job.folder / "build").mkdir()
        given = ["-p", "case", str(job.folder), "-p", "interactive", "False", "--no-progress-bar"]
        book, out = str(NOTEBOOKS / f"{job.case.violation.family}.ipynb"), str(job.folder / "build" / "notebook.ipynb")
        stock.append(took(sys.executable, "-m", "papermill", book, out, *given))
    line = sum(stock) / STOCK
    batch = [sys.executable, "-m", "kit.cli", "batch", str(root), "-j", "2", "--quiet"]
    warm = took(*batch, env={**os.environ, "POA_HOME": str(tmp_path / "warm")}) / CASES
    print(
        f"\nCPU seconds a case, {CASES} cases ({of}), start included: function {function:.2f} | poa batch {warm:.2f}"
        f" (over the function {warm - function:+.2f}, limit {OVER[of]}) | papermill command line {line:.2f}"
        f" ({line / warm:.1f} times poa batch, floor {TIMES[of]}); load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    assert line / warm >= TIMES[of]
    assert warm - function <= OVER[of]


@pytest.mark.bench
@pytest.mark.skipif(not can_fork(), reason="this system does not fork")
def test_what_is_done_is_told_at_once(small, tmp_path):
    root = cases(small, tmp_path / "client", CASES)
    batch = [sys.executable, "-m", "kit.cli", "batch", str(root), "-j", "2", "--json"]
    env = {**os.environ, "POA_HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    subprocess.run(batch, env=env, check=True, stdout=subprocess.DEVNULL)
    began = time.monotonic()
    again = subprocess.Popen(batch, env=env, stdout=subprocess.PIPE)
    again.stdout.readline()
    first = time.monotonic() - began
    again.communicate()
    whole = time.monotonic() - began
    print(f"\n{CASES} cases that are done: the first told after {first:.2f} s (limit {RESUME}), all after {whole:.2f} s")
    assert first < RESUME

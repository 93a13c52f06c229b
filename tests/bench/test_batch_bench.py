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
from pathlib import Path

import nbformat
import pytest

from kit.paths import NOTEBOOKS
from kit.warm import can_fork

CASES = 20
STOCK = 4  # of the command line, which takes as long for each
OVER = 0.6  # CPU seconds a case over the function
TIMES = 3.5  # less than the command line
RESUME = 2.0  # seconds until a batch that is done has told the first case
GROWTH = 1.05  # of memory, from the tenth case on
_PR_SET_CHILD_SUBREAPER = 36

FUNCTION = """
import sys
for case in sys.argv[1:]:
    given = {"case": case, "draft": False, "interactive": False, "lang": "en"}
    for source in SOURCES:
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


def cells():
    """The code of the notebook but its parameters."""
    book = nbformat.read(NOTEBOOKS / "logistics.ipynb", as_version=4)
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
def test_cpu_of_a_case(small, tmp_path, counted):
    root = cases(small, tmp_path / "client", CASES)
    folders = sorted(map(str, root.iterdir()))
    function = took(sys.executable, "-c", FUNCTION.replace("SOURCES", repr(cells())), *folders) / CASES
    stock = []
    for folder in folders[:STOCK]:
        shutil.rmtree(Path(folder) / "build")
        (Path(folder) / "build").mkdir()
        given = ["-p", "case", folder, "-p", "interactive", "False", "--no-progress-bar"]
        book, out = str(NOTEBOOKS / "logistics.ipynb"), str(Path(folder) / "build" / "notebook.ipynb")
        stock.append(took(sys.executable, "-m", "papermill", book, out, *given))
    line = sum(stock) / STOCK
    batch = [sys.executable, "-m", "kit.cli", "batch", str(root), "-j", "2", "--quiet"]
    warm = took(*batch, env={**os.environ, "POA_HOME": str(tmp_path / "warm")}) / CASES
    print(
        f"\nCPU seconds a case, {CASES} cases, start included: function {function:.2f} | poa batch {warm:.2f}"
        f" (over the function {warm - function:+.2f}, limit {OVER}) | papermill command line {line:.2f}"
        f" ({line / warm:.1f} times poa batch, floor {TIMES}); load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    assert line / warm >= TIMES
    assert warm - function <= OVER


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

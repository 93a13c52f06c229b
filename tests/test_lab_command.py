"""JupyterLab opens on a case with its own copy of the notebook, pointed at it."""

import json
import sys
from datetime import date

import pytest
from test_new import ANSWERS

from kit import lab
from kit.errors import BadFile
from kit.new import make_case


@pytest.fixture
def case(tmp_path):
    make_case(tmp_path / "a", ANSWERS, today=date(2026, 6, 10))
    return tmp_path / "a"


def test_the_notebook_points_at_its_folder(case):
    target = lab.notebook(case)
    cells = json.loads(target.read_text(encoding="utf-8"))["cells"]
    parameters = next(c for c in cells if "parameters" in c["metadata"].get("tags", ()))
    assert parameters["source"][0].startswith('case: str = "."')
    assert all("../cases" not in "".join(c["source"]) for c in cells if c["cell_type"] == "code")


def test_a_notebook_that_is_there_is_kept(case):
    (case / "logistics.ipynb").write_text("my own work")
    assert lab.notebook(case).read_text() == "my own work"


def test_the_command(case, tmp_path, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    assert lab.command(case) == [sys.executable, "-m", "jupyter", "lab", *lab.UPLOADS, *lab.QUIET, str(case / "logistics.ipynb")]
    assert lab.command(tmp_path)[-1] == str(tmp_path / "00_portfolio.ipynb")
    cells = json.loads((tmp_path / "00_portfolio.ipynb").read_text(encoding="utf-8"))["cells"]
    assert any(line.startswith('folder: str = "."') for cell in cells for line in cell["source"])
    (tmp_path / "none").mkdir()
    assert lab.command(tmp_path / "none")[-1] == str(tmp_path / "none" / "00_portfolio.ipynb"), "a practice may begin empty"


def test_root_is_let_in(case, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 0, raising=False)
    assert "--allow-root" in lab.command(case)


def test_no_such_folder(tmp_path):
    with pytest.raises(BadFile, match="no such folder"):
        lab.command(tmp_path / "nothing")

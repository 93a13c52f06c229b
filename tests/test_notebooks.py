"""Notebooks are thin, take parameters with help, and give the same report as the command line and the API."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest
from tests_root import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LOGIC = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.Try, ast.With)


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_thin(path):
    for cell in nbformat.read(path, 4).cells:
        if cell.cell_type == "code":
            held = [type(node).__name__ for node in ast.walk(ast.parse(cell.source)) if isinstance(node, LOGIC)]
            assert not held, f"{path.name}: {cell.id} holds {held}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_parameters_say_what_they_are(path):
    declared = papermill.inspect_notebook(str(path))
    assert ({"folder", "lang"} if path.stem == "00_portfolio" else {"case", "draft"}) | {"interactive"} <= set(declared)
    assert all(p["help"] and p["inferred_type_name"] != "None" for p in declared.values())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_no_place_of_this_machine_in_outputs(path):
    assert str(Path.home()) not in path.read_text()
    assert str(ROOT) not in path.read_text()


def same(report):
    return {k: v for k, v in report.items() if k != "timings"}


@pytest.mark.slow
def test_command_line_api_and_notebook_agree(small, tmp_path):
    from kit.appeal import Appeal

    reports = {}
    for door in ("api", "cli", "notebook"):
        folder = shutil.copytree(small, tmp_path / door / small.name)
        if door == "api":
            Appeal.open(folder).build()
        elif door == "cli":
            subprocess.run([sys.executable, "-m", "kit.cli", "build", str(folder)], check=True, capture_output=True)
        else:
            (folder / "build").mkdir()
            papermill.execute_notebook(
                str(ROOT / "notebooks" / "logistics.ipynb"),
                str(folder / "build" / "notebook.ipynb"),
                parameters={"case": str(folder), "interactive": False},
                progress_bar=False,
                cwd=str(tmp_path),
            )
        reports[door] = same(json.loads((folder / "build" / "report.json").read_text()))
    assert reports["api"]["status"] == "ready"
    assert reports["api"] == reports["cli"] == reports["notebook"]


@pytest.mark.slow
def test_working_paper(tmp_path):
    """Nbconvert makes the HTML working paper from an executed notebook."""
    done = shutil.copy(ROOT / "notebooks" / "logistics.ipynb", tmp_path / "done.ipynb")
    command = [sys.executable, "-m", "nbconvert", "--to", "html", str(done)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "JUPYTER_PLATFORM_DIRS": "1"})
    page = (tmp_path / "done.html").read_text()
    assert "Evidence checklist" in page
    assert "Every row is used or named" in page

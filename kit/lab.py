"""JupyterLab on a case: the notebook of its family lies in the case folder, pointed at it."""

import json
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kit.case import open_case
from kit.errors import BadFile, MissingTool
from kit.paths import NOTEBOOKS
from kit.tools.atomic import write_text

_CASE = re.compile(r'^case: str = "[^"]*"')


def command(folder: Path) -> list[str]:
    """The command line that opens JupyterLab; a case gets its family's notebook first, once."""
    if find_spec("jupyterlab") is None:
        raise MissingTool("JupyterLab", install="pip install jupyterlab")
    if not folder.is_dir():
        raise BadFile(folder, ["there is no such folder; give a case folder or a folder of cases"])
    target = notebook(folder) if (folder / "case.yaml").is_file() else folder
    return [sys.executable, "-m", "jupyter", "lab", str(target)]


def notebook(folder: Path) -> Path:
    """The case's own copy of its family's notebook, made if it is not there; the folder if the family has none."""
    family = open_case(folder).case.violation.family
    source, target = NOTEBOOKS / f"{family}.ipynb", folder / f"{family}.ipynb"
    if target.exists():
        return target
    if not source.is_file():
        return folder
    write_text(target, json.dumps(pointed(json.loads(source.read_text(encoding="utf-8"))), ensure_ascii=False, indent=1) + "\n")
    return target


def pointed(document: dict[str, Any]) -> dict[str, Any]:
    """The notebook with its `case` parameter on the folder that it lies in."""
    for cell in document["cells"]:
        if "parameters" in cell["metadata"].get("tags", ()):
            cell["source"] = [_CASE.sub('case: str = "."', line) for line in cell["source"]]
    return document

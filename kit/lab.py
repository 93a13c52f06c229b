"""JupyterLab on a case or on all: the notebook of its family, or the portfolio, lies in the folder and is pointed at it."""

import json
import os
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kit.case import open_case
from kit.errors import BadFile, MissingTool
from kit.paths import NOTEBOOKS
from kit.tools.atomic import write_text

MOST_BYTES = 300_000_000
"""Of one message of the browser: an upload of 200 MB with room. The servers' own limit loses 10 MB without a word."""
_PLACE = re.compile(r'^(case|folder): str = "[^"]*"')


UPLOADS = (f"--ServerApp.tornado_settings={{'websocket_max_message_size': {MOST_BYTES}}}",)
"""What lets an upload over 10 MB arrive."""
QUIET = ("--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate")
"""What keeps JupyterLab from asking other machines."""


def command(folder: Path) -> list[str]:
    """The command line that opens JupyterLab; a case gets its family's notebook first, a folder of cases the portfolio, once."""
    if find_spec("jupyterlab") is None:
        raise MissingTool("JupyterLab", install="pip install jupyterlab")
    if not folder.is_dir():
        raise BadFile(folder, ["there is no such folder; give a case folder or a folder of cases"])
    target = notebook(folder) if (folder / "case.yaml").is_file() else portfolio(folder)
    return [sys.executable, "-m", "jupyter", "lab", *UPLOADS, *QUIET, *_as_root(), str(target)]


def _as_root() -> tuple[str, ...]:
    """The option without which Jupyter ends at once where root runs it, as in a container."""
    return ("--allow-root",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()


def notebook(folder: Path) -> Path:
    """The case's own copy of its family's notebook, made if it is not there; the folder if the family has none."""
    return _laid(folder, open_case(folder).case.violation.family)


def portfolio(folder: Path) -> Path:
    """The folder's own copy of the portfolio, made if it is not there; the folder itself where it holds other things than cases."""
    has_cases = any(True for below in ("*/case.yaml", "*/*/case.yaml") for _ in folder.glob(below))
    is_new = not any(folder.iterdir()) or (folder / "client.yaml").is_file()
    return _laid(folder, "00_portfolio") if has_cases or is_new else folder


def _laid(folder: Path, name: str) -> Path:
    """The kit's notebook of that name in the folder; what is there is kept."""
    source, target = NOTEBOOKS / f"{name}.ipynb", folder / f"{name}.ipynb"
    if target.exists():
        return target
    if not source.is_file():
        return folder
    write_text(target, json.dumps(pointed(json.loads(source.read_text(encoding="utf-8"))), ensure_ascii=False, indent=1) + "\n")
    return target


def pointed(document: dict[str, Any]) -> dict[str, Any]:
    """The notebook with its parameter `case` or `folder` on the folder that it lies in."""
    for cell in document["cells"]:
        if "parameters" in cell["metadata"].get("tags", ()):
            cell["source"] = [_PLACE.sub(r'\1: str = "."', line) for line in cell["source"]]
    return document

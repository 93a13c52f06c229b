"""A copy of the kit whose notebook writes a made PDF and its report at once: a batch that can be run a thousand times over.

All else is the kit's own: cases found, inputs hashed, processes, kernels, locks, writes, ledger, summary.
"""

import json
import os
import shutil
import sys
from hashlib import sha256

import nbformat
import small_case
from tests_root import ROOT

PARAMETERS = 'case: str = "."\ndraft: bool = False\ninteractive: bool = True\nlang: str = "en"\n'
STEP = """
import json, os, time
from pathlib import Path
from kit.tools.atomic import write_bytes, write_json
from kit.tools.locks import held
build = Path(case) / "build"
(build / "begun").write_text(str(os.getpid()))
time.sleep(float(os.environ.get("POA_TINY_SECONDS", "0")))
told = json.loads((Path(case) / "told.json").read_text())
with held(build / ".lock", what="the build"):
    write_bytes(Path(case) / told["pdf"]["path"], told["case"].encode())
    write_json(build / "report.json", told)
with (build / "ran.txt").open("a") as file:
    _ = file.write("ran\\n")
"""
PRELOAD = '''"""What such a notebook needs."""

def load():
    import kit.tools.atomic, kit.tools.locks
    import papermill
    from kit.batch import engine, execute, page, parameters
    from kit.warm import kernels
    from ipykernel import kernelapp
'''
REPORT = {
    "schema_version": 1, "family": "logistics", "site": "UK", "status": "ready", "exhibits": [], "metrics": {}, "audits": {},
    "findings": [], "skipped": [], "policy": {"profile": "seed", "facts": {}, "unverified": []}, "notes": [], "rows": [],
    "timings": {}, "versions": {},
}  # fmt: skip


def make(folder):
    """The folder that goes on PYTHONPATH."""
    ignored = shutil.ignore_patterns("ui", "app", "demo", "*.png")
    for name in ("kit", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    (folder / "kit" / "batch" / "preload.py").write_text(PRELOAD, encoding="utf-8")
    cells = [nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}), nbformat.v4.new_code_cell(STEP)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    (folder / "notebooks").mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / "notebooks" / "logistics.ipynb")
    return folder


def cases(root, count):
    """So many cases that this notebook can run, each with its own violation and what is to come of it."""
    lines = [line for line in small_case.CASE.splitlines() if "file: evidence/" not in line and "    exhibits: [" not in line]
    text = "\n".join(lines).replace("evidence:", "evidence: []").replace(", signature: signature.png", "")
    for n in range(count):
        folder, violation = root / f"case-{n:04}", f"752918446{n:07}"
        folder.mkdir(parents=True)
        (folder / "case.yaml").write_text(text.replace("7529184460371124", violation), encoding="utf-8")
        content = f"case-{n:04}"  # what stands in the PDF
        pdf = {
            "path": f"build/{violation}.pdf",
            "bytes": len(content),
            "pages": 1,
            "sha256": sha256(content.encode()).hexdigest(),
        }
        told = REPORT | {"case": content, "violation_id": violation, "pdf": pdf}
        (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")
    return root


def environment(kit, home, **more):
    """In which the tiny kit is run, with that folder as POA_HOME."""
    return {**os.environ, "POA_HOME": str(home), "PYTHONPATH": str(kit), **more}


def batch(root, *more):
    """The command that runs them; -P: the kit is that of PYTHONPATH, not of the current folder."""
    return [sys.executable, "-P", "-m", "kit.cli", "batch", str(root), "--json", *more]

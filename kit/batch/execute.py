"""One case in a process of its own: its family's notebook, executed by papermill and written whole or not at all.

What came of it is read from the `report.json` that this very run wrote, never from the notebook: papermill marks each cell of
a run whose kernel died as completed.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from html import escape
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic, sleep
from typing import Any

from kit.appeal import withdraw
from kit.batch.jobs import Job
from kit.batch.outcome import Outcome, about, failed
from kit.batch.result import reported
from kit.errors import Busy, KitError
from kit.paths import NOTEBOOKS, PACKAGE
from kit.phrases import say
from kit.tools.atomic import write_text
from kit.tools.locks import held

SCRATCH = "poa-batch-"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_FILE = re.compile(r"^(?P<file>[^\n:]+): (?:\d+ problems?|cannot be written)")
_ENDING = 5.0  # seconds
_PLACE = re.compile(  # the folders before a file of Python, which may have blanks where a frame begins
    r"(?m)(?<=^File )[/~][^\n]*/(?=[^/\n]+:\d+)|(?<![\w.])~?(?:/[^\s/:'\"<>]+)*/(?=[^\s/:'\"<>]+\.py\b)"
)
_OF_FOLDER = re.compile(r"^\.\.: \d+ problems?\n")
_TOLD = {"BadFile", "Usage", "MissingTool", "RenderError", "CannotWrite", "KitError", "Exceeded"}  # whose sentence says all
_BANNER = "papermill-error-cell-tag"


def execute(job: Job, limit: float, place: str = "") -> Outcome:
    """Run the case's notebook for at most `limit` seconds and leave notebook, page, PDF and report in its build folder.

    The kernel is forked from the loaded parent at `place`, if there is one.
    """
    began = monotonic()
    build = job.folder / "build"
    assert job.case
    source = NOTEBOOKS / f"{job.case.violation.family}.ipynb"
    if not source.is_file():
        return failed(job, f"there is no notebook for the family {job.case.violation.family}", file="case.yaml")
    with ExitStack() as stack:
        try:
            stack.enter_context(_alone(build))
            _clear(job.folder)
        except Busy as error:
            return about(job, "busy", sentence=say(job.lang, "batch_busy", who=error.who))
        outcome = _run(job, source, began + limit, place)
    return _timed(outcome, monotonic() - began)


@contextmanager
def _alone(build: Path) -> Iterator[None]:
    """No other batch on this case; one that was killed a moment ago may still be ending."""
    until = monotonic() + _ENDING
    while True:
        with ExitStack() as stack:
            try:
                stack.enter_context(held(build / ".batch.lock", what="a batch of this case"))
            except Busy:
                if monotonic() > until:
                    raise
            else:
                yield
                return
        sleep(0.2)


def _clear(folder: Path) -> None:
    """Take away what earlier runs left, also halves of a run that was killed: what is there afterwards is of this run."""
    build = folder / "build"
    with held(build / ".lock", what="the build of this case"):
        withdraw(folder)
        for name in ("notebook.ipynb", "notebook.html"):
            (build / name).unlink(missing_ok=True)
        for part in build.rglob(".*.part"):
            shutil.rmtree(part) if part.is_dir() else part.unlink(missing_ok=True)


def _run(job: Job, source: Path, until: float, place: str) -> Outcome:
    from kit.batch import page

    with _scratch() as scratch, _nobodys_settings(scratch):
        notebook, problem = _executed(job, source, scratch, until, place)
        if notebook is not None:
            document = shown(notebook)
            write_text(job.folder / "build" / "notebook.ipynb", json.dumps(document, ensure_ascii=False, indent=1) + "\n")
            write_text(job.folder / "build" / "notebook.html", page.page(document, job.case.violation.id if job.case else ""))
        return problem or reported(job)


def _executed(job: Job, source: Path, scratch: Path, until: float, place: str) -> tuple[dict[str, Any] | None, Outcome | None]:
    """The notebook as far as it ran, and why it did not run to its end."""
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    from kit.batch import engine
    from kit.batch.parameters import checked, literal
    from kit.warm import kernels

    done, problem = scratch / "notebook.ipynb", None
    try:
        # `..` as seen from build/: the notebook names no place of this machine and can be run again where it lies
        given = checked(source, {"case": "..", "draft": job.draft, "interactive": False, "lang": job.lang})
        papermill.execute_notebook(
            literal(source),
            literal(done),
            parameters=given,
            engine_name=engine.NAME,
            kernel_name="python3",
            progress_bar=False,
            cwd=str(job.folder / "build"),
            start_timeout=max(1, int(until - monotonic())),
            timeout_func=lambda _cell: max(1, int(until - monotonic())),
            autosave_cell_every=0,
            **kernels.settings(scratch, place),
        )
    except papermill.PapermillExecutionError as error:
        problem = _told(job, error)
    except CellTimeoutError:
        problem = _stopped(job, done, "the time limit of a case was reached; give more with --limit, or look at the cell")
    except DeadKernelError:
        problem = _stopped(job, done, "the kernel died in this cell: too little memory, or a fault in a library")
    except (RuntimeError, TimeoutError) as error:  # what the client raises of a kernel that does not come up
        problem = failed(job, f"the kernel did not start: {error}; run it again, and see `poa doctor`")
    except KitError as error:
        problem = failed(job, str(error), file=source.name)
    return (json.loads(done.read_text(encoding="utf-8")) if done.is_file() else None), problem


def _told(job: Job, error: Any) -> Outcome:
    """The cell, the sentence and the file of an error in a cell."""
    said = _COLOUR.sub("", str(error.evalue)).strip()
    match = _FILE.match(said)
    file = match["file"].removeprefix("../") if match else ""
    return failed(
        job,
        said if error.ename in _TOLD else f"{error.ename}: {said}",
        cell=_cell(error.exec_count, error.source),
        file="." if file == ".." else file,
    )


def _stopped(job: Job, done: Path, why: str) -> Outcome:
    """A run that ended inside a cell: the last one that papermill saw begin."""
    cells = json.loads(done.read_text(encoding="utf-8"))["cells"] if done.is_file() else []
    code = [c for c in cells if c["cell_type"] == "code"]
    ran = [(n, c) for n, c in enumerate(code, 1) if c["metadata"].get("papermill", {}).get("start_time")]
    number, last = ran[-1] if ran else (0, None)
    return failed(job, why, cell=_cell(number, "".join(last["source"])) if last else "", file="notebook.ipynb")


def _cell(number: int | None, source: str) -> str:
    lines = [line for line in source.splitlines() if line.strip() and not line.startswith("#")]
    return f"In [{number}]: {lines[-1][:120] if lines else ''}"


def shown(notebook: dict[str, Any]) -> dict[str, Any]:
    """The executed notebook without places of this machine."""
    told = notebook["metadata"].get("papermill", {})
    for name in ("input_path", "output_path", "environment_variables"):
        told.pop(name, None)
    notebook["metadata"].pop("widgets", None)  # nobody can click, and uploads would lie in it
    said = [_said_first(o) for cell in notebook["cells"] for o in cell.get("outputs", ()) if o["output_type"] == "error"]
    banner = next((cell for cell in notebook["cells"] if _BANNER in cell["metadata"].get("tags", ())), None)
    if said and banner:  # papermill's, at the top: that there is an error, and a link
        banner["source"] = f"{''.join(banner['source'])}\n\n<pre>{escape(said[0])}</pre>"
    return notebook


def _said_first(error: dict[str, Any]) -> str:
    """Put the sentence of an error before its trace, which only a fault of the kit or of a cell keeps; gives the sentence."""
    said = _OF_FOLDER.sub("", _here(error["evalue"])).strip()
    if error["ename"] in _TOLD:
        error["traceback"] = [said]
    else:
        said = f"{error['ename']}: {said}"
        error["traceback"] = [said, *map(_here, error["traceback"])]
    return said


def _here(text: str) -> str:
    """A text without colours; files of the kit as seen from its folder, others by their names."""
    return _PLACE.sub("", _COLOUR.sub("", text).replace(f"{PACKAGE.parent}/", ""))


@contextmanager
def _scratch() -> Iterator[Path]:
    """A private folder for the kernel's sockets, locked while it is in use; those of runs that were killed are swept."""
    from kit.batch.swept import sweep

    scratch = Path(mkdtemp(prefix=SCRATCH))
    sweep(scratch.parent, SCRATCH)
    try:
        with held(scratch / ".lock", what="a kernel"):
            yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def _nobodys_settings(scratch: Path) -> Iterator[None]:
    """Kernels started meanwhile have nobody's start-up files and nobody's history."""
    before = os.environ.get("IPYTHONDIR")
    os.environ["IPYTHONDIR"] = str(scratch / "ipython")
    try:
        yield
    finally:
        if before is None:
            del os.environ["IPYTHONDIR"]
        else:
            os.environ["IPYTHONDIR"] = before


def _timed(outcome: Outcome, seconds: float) -> Outcome:
    return replace(outcome, seconds=round(seconds, 2))

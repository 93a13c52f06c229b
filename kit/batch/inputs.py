"""What a result rests on: the bytes of every input of a case, the kit's own files, and the libraries that are installed."""

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256 as hasher
from pathlib import Path

from kit.batch.jobs import Job
from kit.case import files
from kit.model import DataFile
from kit.paths import NOTEBOOKS, PACKAGE, TEMPLATES
from kit.tools.atomic import sha256


def digest(job: Job) -> str:
    """One digest of all that the case is made from; a file that is added, taken away, renamed or changed gives another."""
    return _of(job.folder, inputs(job))


def inputs(job: Job) -> tuple[Path, ...]:
    """The files of the case but what is made from them, and what it uses beside it: the client's own file, formats, inbox."""
    own = (p for p in files(job.folder) if _is_input(p.relative_to(job.folder)))
    return tuple(dict.fromkeys((*own, *(p for p in _beside(job) if p.is_file()))))


@cache
def engine() -> str:
    """One digest of the kit's files, Python and every installed library with its version."""
    places = {Path(entry) for entry in sys.path if Path(entry).is_dir()}
    installed = sorted(p.name for place in places for p in place.glob("*.dist-info"))  # the name holds the version
    own = [p for root in (PACKAGE, TEMPLATES, NOTEBOOKS) for p in sorted(root.rglob("*")) if p.is_file()]
    kept = (p for p in own if p.suffix != ".pyc" and ".ipynb_checkpoints" not in p.parts)
    told = "\n".join((sys.version, *installed, _of(PACKAGE.parent, kept)))
    return hasher(told.encode()).hexdigest()


def _is_input(name: Path) -> bool:
    """Not what the kit makes, nor a notebook that a person opened in the folder."""
    return name.parts[0] != "build" and not any(part.startswith(".") for part in name.parts) and name.suffix != ".ipynb"


def _beside(job: Job) -> Iterator[Path]:
    above, case = job.folder.resolve().parent, job.case
    if case is None:
        return
    if case.seller is None:
        yield above / "client.yaml"
        yield from sorted(above.glob("*.png"))  # signatures that client.yaml names
    yield from sorted((above / "formats").glob("*.yaml"))
    if case.group:  # letters of one event are held against one another
        yield from (p for p in sorted(above.glob("*/case.yaml")) if p.parent != job.folder)
    hints: tuple[DataFile, ...] = tuple(h for kind in type(case.data).model_fields for h in getattr(case.data, kind))
    named = [*(e.file for e in case.evidence if e.file), *(h.file for h in hints)]
    named += [name for a in case.history for name in (a.file, a.manifest) if name]
    yield from sorted({(job.folder / name).resolve() for name in named if ".." in Path(name).parts})


def _of(root: Path, paths: Iterable[Path]) -> str:
    """Names relative to the root, so that a folder that was moved is still the same."""
    whole = hasher()
    for path in paths:
        whole.update(os.fsencode(os.path.relpath(path, root)) + b"\0" + sha256(path).encode() + b"\n")
    return whole.hexdigest()

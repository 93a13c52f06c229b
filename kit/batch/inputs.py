"""What a result rests on: the bytes of every input of a case, the kit's own files, and the libraries that are installed."""

import sys
from functools import cache
from hashlib import sha256 as hasher
from pathlib import Path

from kit import inputs as of_case
from kit.batch.jobs import Job
from kit.paths import NOTEBOOKS, PACKAGE, TEMPLATES


def digest(job: Job) -> str:
    """One digest of all that the case is made from."""
    return of_case.digest(job.folder, job.case)


def inputs(job: Job) -> tuple[Path, ...]:
    """The files that the case is made from."""
    return of_case.inputs(job.folder, job.case)


@cache
def engine() -> str:
    """One digest of the kit's files, Python and every installed library with its version."""
    places = {Path(entry) for entry in sys.path if Path(entry).is_dir()}
    installed = sorted(p.name for place in places for p in place.glob("*.dist-info"))  # the name holds the version
    own = [p for root in (PACKAGE, TEMPLATES, NOTEBOOKS) for p in sorted(root.rglob("*")) if p.is_file()]
    kept = (p for p in own if p.suffix != ".pyc" and ".ipynb_checkpoints" not in p.parts)
    told = "\n".join((sys.version, *installed, of_case.digest_of(PACKAGE.parent, kept)))
    return hasher(told.encode()).hexdigest()

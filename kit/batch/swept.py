"""A temporary folder of its own for each case; those that a killed run left are known by a lock that nobody holds any more."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kit.errors import CannotWrite
from kit.tools.locks import held

_SETTLED = 60  # seconds: a younger folder may not be locked yet
_OWN = "poa-case-"


@contextmanager
def own_folder() -> Iterator[None]:
    """Until the end of the block processes that are started keep temporary files in a folder that then vanishes.

    A kernel is stopped without being asked, and would leave there what its libraries hold: WeasyPrint alone 22 MB of fonts.
    This process keeps to where it was: the names of a kernel's sockets must stay short.
    """
    before = os.environ.get("TMPDIR")
    folder = Path(tempfile.mkdtemp(prefix=_OWN))
    sweep(folder.parent, _OWN)
    try:
        with held(folder / ".lock", what="the temporary files of a case"):
            os.environ["TMPDIR"] = str(folder)
            yield
    finally:
        os.environ.pop("TMPDIR") if before is None else os.environ.update(TMPDIR=before)
        shutil.rmtree(folder, ignore_errors=True)


def sweep(folder: Path, prefix: str) -> None:
    """Remove every such folder of ours that is not locked."""
    for left in folder.glob(f"{prefix}*"):
        with suppress(OSError, CannotWrite):
            status = left.lstat()
            is_ours = not left.is_symlink() and (not hasattr(os, "getuid") or status.st_uid == os.getuid())
            if is_ours and time.time() - status.st_mtime > _SETTLED:
                with held(left / ".lock", what="a kernel"):
                    pass
                shutil.rmtree(left, ignore_errors=True)

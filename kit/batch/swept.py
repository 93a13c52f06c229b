"""Folders in the system's temporary folder that a killed run left: known by a lock that nobody holds any more."""

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

from kit.errors import CannotWrite
from kit.tools.locks import held

_SETTLED = 60  # seconds: a younger folder may not be locked yet


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

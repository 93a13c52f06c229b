"""One at a time: a lock file that the system frees when its holder ends, however it ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from types import ModuleType

from kit.errors import Busy
from kit.tools.atomic import cannot_write

fcntl: ModuleType | None
try:
    import fcntl  # POSIX
except ImportError:  # pragma: no cover
    fcntl = None

_FAR = 1 << 30  # Windows locks bytes against reading too, so lock one behind the text


@contextmanager
def held(path: Path, what: str) -> Iterator[None]:
    """Hold the lock file `path` for the block; `what` names the work: "a build of this case".

    Raises `Busy` at once when another process or thread holds it, `CannotWrite` when the disk does not take it. The file stays behind
    and means nothing then.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("r+b" if path.exists() else "w+b", buffering=0)
    except OSError as error:
        raise cannot_write(path, error) from None
    with file:
        if not _taken(file):
            who = file.read(200).decode(errors="replace").strip()
            raise Busy(f"{path.parent}: {what} is already running", who or "another program")
        try:
            file.truncate(0)
            file.write(f"process {os.getpid()} at {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n".encode())
        except OSError as error:  # a full disk takes the empty file and not its line
            raise cannot_write(path, error) from None
        yield


def _taken(file: FileIO) -> bool:
    """Whether the lock is ours now. It goes when the file is closed, also by the end of the process."""
    try:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:  # pragma: no cover
            import msvcrt

            file.seek(_FAR)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
            file.seek(0)
    except OSError:
        file.seek(0)
        return False
    return True

"""Writes that are whole or not at all: a temporary file beside the target, fsync, replace."""

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path
from typing import Any

from kit.errors import CannotWrite

_WHY = {
    errno.ENOSPC: "the disk is full; free some space and run it again",
    errno.EDQUOT: "the disk quota is used up; free some space and run it again",
    errno.EFBIG: "the file is larger than this disk or this user's limit allows; raise the limit (ulimit -f), or copy the case elsewhere",
    errno.EROFS: "the folder is read-only; copy the case to a folder that you can write to",
    errno.EACCES: "no permission to write there; copy the case to a folder that you can write to",
    errno.EPERM: "no permission to write there; copy the case to a folder that you can write to",
    errno.ENAMETOOLONG: "the name is too long for this file system",
}


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """A temporary path that becomes `path` when the block ends well and vanishes when it does not."""
    handle = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        if handle is not None:
            os.close(handle)
    part = Path(name)
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.chmod(_mode(path))
        part.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _mode(path: Path) -> int:
    """Who may read and write the file: as it was, else as its folder says of those who may look into it."""
    return path.stat().st_mode & 0o777 if path.is_file() else path.parent.stat().st_mode & 0o666


@contextmanager
def making(folder: Path) -> Iterator[Path]:
    """A temporary folder that becomes `folder` when the block ends well and vanishes when it does not.

    `folder` must not be there yet, or be empty.
    """
    target = folder.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent))
    except OSError as error:
        raise cannot_write(folder, error) from None
    try:
        yield part
        part.chmod(0o755)
        part.replace(target)
    except OSError as error:
        raise cannot_write(folder, error) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write the bytes, whole or not at all."""
    with writing(path) as part:
        part.write_bytes(content)


def write_text(path: Path, content: str) -> None:
    """Write the text as UTF-8 with line feeds, whole or not at all."""
    write_bytes(path, content.encode())


def write_json(path: Path, content: Any) -> None:
    """Write the value as readable JSON, whole or not at all."""
    write_text(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def cannot_write(path: Path, error: OSError) -> CannotWrite:
    """What the system's error means to a person, and the next step."""
    why = _WHY.get(error.errno or 0, error.strerror or str(error))
    return CannotWrite(f"{path}: cannot be written", [why])

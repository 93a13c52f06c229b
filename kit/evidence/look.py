"""Look at one file: what it is, its pages as shown, their text. Runs in the bounded worker, for the file may be hostile."""

import stat
from dataclasses import replace
from pathlib import Path

from kit.evidence.kind import File, Seen, Unusable
from kit.evidence.kinds import kind_of
from kit.evidence.preflight import origin
from kit.evidence.refused import OLE, told
from kit.tools.atomic import sha256

HEAD = 4096  # bytes that suffice to tell most kinds
MAX_BYTES = 200_000_000
_MUCH = 8_000_000  # bytes of an old Office file in which its own names are looked for


def look(path: Path, pages: str | None, shelf: Path | None = None, depth: int = 0) -> Seen | str:
    """The file's facts, for the pages chosen; or what is wrong and what to do, as the end of a sentence.

    What has to be made of the file to put it on paper is written to `shelf`.
    """
    try:
        file = _opened(path, pages, shelf, depth)
        found = seen(file)
        return replace(found, origin=origin(file, found.media))
    except Unusable as error:
        return str(error)


def seen(file: File) -> Seen:
    """What is seen of a file; raises Unusable."""
    kind = kind_of(file)
    if kind is None:
        whole = file.path.read_bytes()[:_MUCH] if file.head.startswith(OLE) else None
        raise Unusable(told(file.head, file.members, whole))
    return kind.see(file)


def _opened(path: Path, pages: str | None, shelf: Path | None, depth: int) -> File:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unusable("is no ordinary file; give the file itself")
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError:
        raise Unusable("is not there; add the file, or say status: missing") from None
    except OSError as error:
        raise Unusable(f"cannot be opened ({error.strerror}); check its permissions") from None
    if status.st_size == 0:
        raise Unusable("is empty (0 bytes); ask for it again")
    if status.st_size > MAX_BYTES:
        raise Unusable(f"has {status.st_size:,} bytes, more than {MAX_BYTES:,}; give only the pages that matter")
    return File(path=path, head=head, bytes=status.st_size, sha256=sha256(path), wanted=pages, shelf=shelf, depth=depth)

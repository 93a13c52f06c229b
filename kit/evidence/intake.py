"""What becomes of each file that is taken in, before anything is stored: opened, unpacked, hashed, looked at."""

import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kit.evidence.kind import Seen, Small
from kit.evidence.look import HEAD, look
from kit.evidence.unpacked import NOISE, is_noise, unpacked
from kit.tools import worker

_STEP = 1 << 20
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A file as it arrived: our own copy of its bytes, hashed once while it was copied, or why there is none."""

    name: str  # as given: a path, or a member's name in an archive
    archive: str | None = None
    copy: Path | None = None
    sha256: str = ""
    bytes: int = 0
    why: str = ""
    is_noise: bool = False


def arrived(paths: Iterable[Path], work: Path) -> Iterator[Arrived]:
    """Each file, folders file by file and archives member by member; copies lie in `work`."""
    given = tuple(paths)
    for n, path in enumerate(_files(given)):
        if path not in given and is_noise(path.name):
            yield Arrived(name=str(path), why=NOISE, is_noise=True)
            continue
        one = _copied(path, str(path), work / f"{n:05}")
        yield from _members(one, work / f"{n:05}.zip") if one.copy and _is_zip(one.copy) else (one,)


def seen(copy: Path, shelf: Path) -> Seen | str:
    """What the copy holds, or what is wrong with it."""
    try:
        return worker.run(look, copy, None, shelf)
    except worker.Exceeded as error:
        return f"was given up: reading it {error.why}; ask for a plain copy, printed to PDF"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """How the pictures of a file look, small, each with its page; page 0 is a file that is a picture itself.

    `missed`: how many pictures of a PDF were beyond a cap or damaged; None where the file could not be read at all.
    """

    pictures: tuple[tuple[int, Small], ...] = ()
    missed: int | None = 0


def likeness(copy: Path) -> Small | None:
    """How a picture looks, small; None for what is no picture."""
    try:
        found = worker.run(_likeness, copy)
    except worker.Exceeded:
        return None
    return found


def looks(copy: Path) -> Looks:
    """How a picture looks, or each picture in a PDF."""
    try:
        return worker.run(_looks, copy)
    except worker.Exceeded:
        return Looks(missed=None)


def _likeness(path: Path) -> Small | None:
    if not _is_picture(_head(path)):
        return None
    with tempfile.TemporaryDirectory() as shelf:
        found = look(path, None, Path(shelf))
    return found.likeness if isinstance(found, Seen) else None


def _looks(path: Path) -> Looks:
    head = _head(path)
    if b"%PDF-" in head:
        return _within(path)
    if not _is_picture(head):
        return Looks()
    with tempfile.TemporaryDirectory() as shelf:
        found = look(path, None, Path(shelf))
        if isinstance(found, str):
            return Looks(missed=None)
        if found.shown.media == "pdf":  # a TIFF of several pages
            return _within(found.shown.path)
        return Looks(pictures=((0, found.likeness),)) if found.likeness else Looks(missed=None)


def _within(path: Path) -> Looks:
    """How each picture in a PDF looks."""
    from kit.tools import pdf_pictures, pdf_read

    try:
        found = pdf_pictures.pictures(path)
    except pdf_read.Unreadable:
        return Looks(missed=None)
    return Looks(pictures=found.looks, missed=found.missed)


def _is_picture(head: bytes) -> bool:
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"GIF8", b"II*\0", b"MM\0*")) or head[4:8] == b"ftyp"


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files themselves; of a folder every file in it, links not followed."""
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            for folder, folders, names in os.walk(path, followlinks=False):
                folders.sort()
                yield from (Path(folder) / name for name in sorted(names))
        else:
            yield path


def _copied(path: Path, name: str, target: Path, archive: str | None = None) -> Arrived:
    """Our own copy, so that what is hashed is what is looked at, whatever happens to the file meanwhile."""
    try:
        # Not through a link, and without waiting for a pipe's other end.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return Arrived(name=name, archive=archive, why="is not there; check its name")
    except OSError as error:
        why = (
            "is a link; give the file itself"
            if path.is_symlink()
            else f"cannot be opened ({error.strerror}); check its permissions"
        )
        return Arrived(name=name, archive=archive, why=why)
    with os.fdopen(handle, "rb") as source:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return Arrived(name=name, archive=archive, why="is no ordinary file; give the file itself")
        digest, size = sha256(), 0
        with target.open("wb") as out:
            while chunk := source.read(_STEP):
                digest.update(chunk)
                size += out.write(chunk)
    return Arrived(name=name, archive=archive, copy=target, sha256=digest.hexdigest(), bytes=size)


def _is_zip(copy: Path) -> bool:
    """Whether it is a ZIP that is no Office file."""
    from kit.evidence.kind import File
    from kit.evidence.refused import told

    with copy.open("rb") as file:
        head = file.read(HEAD)
    if not head.startswith(_ZIPS):
        return False
    names = File(path=copy, head=head, bytes=0, sha256="").members
    office = {"xl/workbook.xml", "word/document.xml"}
    return not office & set(names) and "a ZIP archive" in told(head, names)


def _members(archive: Arrived, folder: Path) -> Iterator[Arrived]:
    assert archive.copy is not None
    folder.mkdir()
    try:
        found = worker.run(unpacked, archive.copy, folder)
    except worker.Exceeded as error:
        found = f"was given up: unpacking it {error.why}; give the files themselves"
    if isinstance(found, str):
        yield Arrived(name=archive.name, sha256=archive.sha256, bytes=archive.bytes, why=found)
        return
    for n, member in enumerate(found):
        if member.path is None:
            yield Arrived(name=member.name, archive=archive.name, why=member.why, is_noise=member.is_noise)
            continue
        one = _copied(member.path, member.name, folder / f"copy{n:04}", archive.name)
        member.path.unlink()
        if one.copy and _is_zip(one.copy):
            yield Arrived(
                name=one.name,
                archive=archive.name,
                sha256=one.sha256,
                bytes=one.bytes,
                why="is an archive in an archive; unpack it and give the files",
            )
        else:
            yield one

"""What every kind of file shares: a file as it is first looked at, what is seen in it, and what makes it unusable."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kit.model import Origin, PageSize, Shown, Tile, Word

Small = bytes  # a picture, small and grey: see kit.tools.likeness
DEEPEST = 3  # messages within messages
PICTURE_ENDS = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp"})
"""How the name of a picture ends; what it is, its content tells."""


class Unusable(ValueError):
    """A file that cannot be shown: what is wrong and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file as received, its first bytes read. `depth` says in how many messages it lies."""

    path: Path
    head: bytes
    bytes: int
    sha256: str
    wanted: str | None = None  # pages as a person chose them: 1-3,5
    shelf: Path | None = None  # the folder for what is made of it; None: nothing may be made
    depth: int = 0

    @property
    def members(self) -> tuple[str, ...]:
        """Names in a ZIP; () for any other file."""
        return _members(self.path) if self.head.startswith(b"PK\x03\x04") else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a file holds."""

    media: str
    sha256: str
    bytes: int
    pages: tuple[PageSize, ...]
    picked: tuple[int, ...]
    text: tuple[str, ...]
    notes: tuple[str, ...]
    shown: Shown
    tiles: tuple[Tile, ...] = ()
    likeness: Small | None = None  # of a picture: see kit.tools.likeness
    origin: Origin = field(default_factory=Origin)
    words: tuple[tuple[Word, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file: how its content tells that it is one, and how its pages are seen.

    `is_one` looks at content alone. `see` raises Unusable. Kinds that any text could be are asked last.
    """

    name: str
    is_one: Callable[[File], bool]
    see: Callable[[File], Seen]
    last: int = 0  # the higher, the later it is asked


@cache
def _members(path: Path) -> tuple[str, ...]:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ()

"""Look at one file: what it is, its pages as shown, their text. Runs in the bounded worker, for the file may be hostile."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kit.evidence.kinds import HEAD, Media, media_of, told
from kit.evidence.selection import picked
from kit.model import PageSize, Shown, Tile

POINTS_PER_PIXEL = 0.75  # a picture's size on paper where nothing limits it: 96 pixels an inch
MAX_BYTES = 200_000_000


class Unusable(ValueError):
    """A file that cannot be shown: what is wrong and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a file holds."""

    media: Media
    sha256: str
    bytes: int
    pages: tuple[PageSize, ...]
    picked: tuple[int, ...]
    text: tuple[str, ...]
    notes: tuple[str, ...]
    shown: Shown
    tiles: tuple[Tile, ...] = ()


def look(path: Path, pages: str | None) -> Seen | str:
    """The file's facts, for the pages chosen; or what is wrong and what to do, as the end of a sentence."""
    try:
        return _seen(path, pages)
    except Unusable as error:
        return str(error)


def _seen(path: Path, pages: str | None) -> Seen:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError:
        raise Unusable("is not there; add the file, or say status: missing") from None
    except OSError as error:
        raise Unusable(f"cannot be opened ({error.strerror}); check its permissions") from None
    if size == 0:
        raise Unusable("is empty (0 bytes); ask for it again")
    if size > MAX_BYTES:
        raise Unusable(f"has {size:,} bytes, more than {MAX_BYTES:,}; give only the pages that matter")
    media = media_of(head)
    if media is None:
        raise Unusable(told(head))
    return _pdf(path, pages) if media == "pdf" else _picture(path, pages, media)


def _pdf(path: Path, pages: str | None) -> Seen:
    from kit.tools import pdf_read, pdf_source
    from kit.tools.atomic import sha256

    digest = sha256(path)
    try:
        shown = pdf_source.shown(path)
        chosen = _chosen(pages, len(shown.pages))
        text = pdf_read.texts(path, chosen)
    except pdf_source.Locked:
        raise Unusable("opens only with a password; ask for a copy without one") from None
    except pdf_source.Unreadable as error:
        raise Unusable(f"{error}; ask for it again, or print it to PDF") from None
    except pdf_read.Unreadable as error:
        raise Unusable(f"{error}; print it to PDF again, and give that") from None
    return Seen(
        media="pdf",
        sha256=digest,
        bytes=path.stat().st_size,
        pages=tuple(shown.pages[n - 1] for n in chosen),
        picked=chosen,
        text=text,
        notes=shown.notes,
        shown=Shown(path=path, media="pdf", sha256=digest),
    )


def _picture(path: Path, pages: str | None, media: Media) -> Seen:
    from hashlib import sha256

    from kit.tools import images

    content = path.read_bytes()
    try:
        picture = images.examined(content)
    except images.Broken as error:
        raise Unusable(f"{error}; ask for the picture again") from None
    chosen = _chosen(pages, 1)
    size = PageSize(width=picture.width * POINTS_PER_PIXEL, height=picture.height * POINTS_PER_PIXEL)
    digest = sha256(content).hexdigest()
    return Seen(
        media=media,
        sha256=digest,
        bytes=len(content),
        pages=(size,),
        picked=chosen,
        text=("",),
        notes=(_told(picture.width, picture.height, picture.taken),),
        shown=Shown(path=path, media="jpeg" if media == "jpeg" else "png", sha256=digest),
    )


def _told(width: int, height: int, taken: datetime | None) -> str:
    """One line under the picture. No word on whether it was edited: the kit cannot know."""
    if taken is None:
        return f"Picture {width} × {height}. Shown whole."
    return f"Photo {width} × {height}, taken {taken.day} {taken:%B %Y, %H:%M} (camera time). Shown whole."


def _chosen(pages: str | None, total: int) -> tuple[int, ...]:
    try:
        return picked(pages, total)
    except ValueError as error:
        raise Unusable(f"{error}; correct `pages`") from None

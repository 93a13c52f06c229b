"""How a file stands on paper: as a PDF's pages, as a picture shown whole or in parts, or as what was made of it."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Literal

from kit.evidence import stamped
from kit.evidence.kind import File, Seen, Unusable
from kit.evidence.selection import picked
from kit.model import PageSize, Shown, Tile

POINTS_PER_PIXEL = 0.75  # a picture's size on paper where nothing limits it: 96 pixels an inch
_SUFFIX = {"pdf": "pdf", "jpeg": "jpg", "png": "png"}
Media = Literal["pdf", "jpeg", "png"]


def kept(file: File, content: bytes, media: Media) -> Path:
    """Where what was made of the file now lies: on the shelf, under the original's hash."""
    from kit.tools.atomic import write_bytes

    if file.shelf is None:
        raise Unusable("would have to be converted first; give it as PDF, JPEG or PNG")
    target = file.shelf / f"{file.sha256}.{_SUFFIX[media]}"
    write_bytes(target, content)
    return target


def pdf(
    file: File, media: str = "pdf", *, path: Path | None = None, made_by: str | None = None, notes: Iterable[str] = ()
) -> Seen:
    """The chosen pages of a PDF: the file itself, or the one at `path` that was made of it."""
    from kit.tools import pdf_damage, pdf_read, pdf_source
    from kit.tools.atomic import sha256

    path = path or file.path
    try:
        shown = pdf_source.shown(path)
        chosen = _chosen(file.wanted, len(shown.pages))
        damage = tuple(pdf_damage.told(path, chosen))
        text = pdf_read.texts(path, chosen)
    except pdf_source.Locked as error:
        raise Unusable(str(error)) from None
    except (pdf_source.Unreadable, pdf_damage.Nothing) as error:
        raise Unusable(f"{error}; ask for it again, or print it to PDF") from None
    except pdf_read.Unreadable as error:
        raise Unusable(f"{error}; print it to PDF again, and give that") from None
    if made_by is None and (wrong := stamped.told(chosen, text)):
        raise Unusable(wrong)
    return Seen(
        media=media,
        sha256=file.sha256,
        bytes=file.bytes,
        pages=tuple(shown.pages[n - 1] for n in chosen),
        picked=chosen,
        text=text,
        notes=(*notes, *shown.notes, *damage, *pdf_read.hidden(path, chosen)),
        shown=Shown(path=path, media="pdf", sha256=sha256(path) if made_by else file.sha256, made_by=made_by),
    )


def picture(
    file: File,
    media: str,
    *,
    path: Path | None = None,
    made_by: str | None = None,
    what: str = "",
    taken: datetime | None = None,
    notes: Iterable[str] = (),
) -> Seen:
    """A JPEG or PNG: the file itself, or the one at `path` that was made of it. A tall one in parts, a page each."""
    from hashlib import sha256

    from kit.tools import images, likeness, tiling

    path = path or file.path
    content = path.read_bytes()
    try:
        found = images.examined(content)
        parts = tiling.planned(content, found.width, found.height)
    except images.Broken as error:
        raise Unusable(f"{error}; ask for the picture again") from None
    whole = (Tile(top=0, bottom=found.height),)
    chosen = _chosen(file.wanted, len(parts or whole))
    tiles = tuple((parts or whole)[n - 1] for n in chosen)
    wide = found.width * POINTS_PER_PIXEL
    return Seen(
        media=media,
        sha256=file.sha256,
        bytes=file.bytes,
        pages=tuple(PageSize(width=wide, height=(t.bottom - t.top) * POINTS_PER_PIXEL) for t in tiles),
        picked=chosen,
        text=("",) * len(chosen),
        notes=(_told(what, f"{found.width} × {found.height}", taken or found.taken, _how(len(parts), len(chosen))), *notes),
        shown=Shown(path=path, media=found.media, sha256=sha256(content).hexdigest(), made_by=made_by),
        tiles=tiles if parts else (),
        likeness=likeness.of(content),
    )


def _told(what: str, size: str, taken: datetime | None, how: str) -> str:
    """One line under the picture. No word on whether it was edited: the kit cannot know."""
    at = f", taken {taken.day} {taken:%B %Y, %H:%M} (camera time)" if taken else ""
    return f"{what or ('Photo' if taken else 'Picture')} {size}{at}. {how}"


def _how(parts: int, chosen: int) -> str:
    if not parts:
        return "Shown whole."
    all_or_some = "all are shown" if chosen == parts else f"{chosen} of them are shown"
    return f"In {parts} parts, each repeating the end of the one before; {all_or_some}."


def _chosen(pages: str | None, total: int) -> tuple[int, ...]:
    try:
        return picked(pages, total)
    except ValueError as error:
        raise Unusable(f"{error}; correct `pages`") from None

"""TIFF: every page of it; one page as a picture, several as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kit.evidence import paper
from kit.evidence.kind import File, Kind, Seen, Unusable
from kit.model import PageSize

if TYPE_CHECKING:
    from kit.tools.decoding import Decoded


def _see(file: File) -> Seen:
    from kit.tools import decoding
    from kit.tools.images import Broken

    try:
        pages = decoding.tiff(file.path.read_bytes())
    except Broken as error:
        raise Unusable(f"{error}; ask for it again, or save it as PDF") from None
    if len(pages) == 1:
        made = paper.kept(file, pages[0].content, pages[0].media)
        return paper.picture(file, "tiff", path=made, made_by="TIFF picture, decoded", what="TIFF picture")
    return paper.pdf(
        file, "tiff", path=_joined(file, pages), made_by=f"{len(pages)} pages of a TIFF, decoded", notes=_notes(pages)
    )


def _joined(file: File, pages: tuple[Decoded, ...]) -> Path:
    from kit.tools.pdf_join import Part, joined

    return paper.kept(file, joined([Part(content=p.content, media=p.media, pages=(_size(p),)) for p in pages]), "pdf")


def _size(page: Decoded) -> PageSize:
    points = 72 / page.dots if page.dots else paper.POINTS_PER_PIXEL
    return PageSize(width=page.width * points, height=page.height * points)


def _notes(pages: tuple[Decoded, ...]) -> tuple[str, ...]:
    return (f"TIFF of {len(pages)} pages, {pages[0].width} × {pages[0].height} pixels. Shown whole.",)


KIND = Kind(name="tiff", is_one=lambda file: file.head.startswith((b"II*\x00", b"MM\x00*")), see=_see)

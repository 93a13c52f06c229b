"""Pages of several sources as one PDF, each page as it is displayed and nothing but what is drawn."""

import io
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kit.model import PageSize, Tile
from kit.tools.pdf_objects import Pdf
from kit.tools.pdf_write import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A PDF's pages, or a picture whole or in tiles. `pages` are their displayed sizes."""

    content: bytes
    media: Literal["pdf", "jpeg", "png"]
    pages: tuple[PageSize, ...]
    tiles: tuple[Tile, ...] = ()


def joined(parts: Iterable[Part], first: bytes | None = None) -> bytes:
    """One PDF: the pages of the PDF `first`, then those of the parts; the same bytes for the same content."""
    with tempfile.TemporaryDirectory() as kept, Document(first or _empty()) as document:
        for n, part in enumerate(parts):
            path = Path(kept) / f"{n}.pdf"
            if part.media == "pdf":
                path.write_bytes(part.content)
                source = document.pdf(path, range(1, len(part.pages) + 1))
            else:
                source = document.picture(part.content, part.pages[0], part.tiles)
            for body in source.bodies:
                document.add_page(body.size, b"/Body Do\n", body)
        target = Path(kept) / "joined.pdf"
        document.save(target)
        return target.read_bytes()


def _empty() -> bytes:
    out = io.BytesIO()
    with Pdf.new() as blank:
        blank.save(out, deterministic_id=True)
    return out.getvalue()

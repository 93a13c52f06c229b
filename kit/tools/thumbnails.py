"""Small pictures of pages, as a reviewer's list of exhibits shows them (libvips)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.tools import images
from kit.tools.vips import vips


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a PDF (from 1), or a picture (`page` None), of which `rows` may be the part that is shown."""

    path: Path
    page: int | None
    rows: tuple[int, int] | None = None  # from, and to before


class Undrawable(ValueError):
    """A file of which no picture can be made."""


def of_first(path: Path, page: int, edge: int) -> bytes:
    """A JPEG of a picture, or of that page of a PDF, told by content; for the bounded worker. Raises Undrawable."""
    from kit.tools.pdf_read import Unreadable

    try:
        with path.open("rb") as file:
            is_pdf = b"%PDF-" in file.read(1024)
        return thumbnails([Page(path=path, page=page if is_pdf else None)], edge)[0]
    except (Unreadable, images.Broken, vips().Error, OSError, IndexError, RuntimeError) as error:
        raise Undrawable(type(error).__name__) from None


def thumbnails(pages: Sequence[Page], edge: int) -> tuple[bytes, ...]:
    """A JPEG of each page, at most so many pixels wide and high; for the bounded worker."""
    return tuple(_jpeg(_shown(page, edge), edge) for page in pages)


def _shown(page: Page, edge: int) -> Any:
    """The page as displayed, somewhat larger than it is needed."""
    if page.page is None:
        whole = images.upright(page.path)
        return whole if page.rows is None else whole.crop(0, page.rows[0], whole.width, page.rows[1] - page.rows[0])
    import numpy as np

    from kit.tools.pdf_read import Reading

    with Reading.of(page.path) as reading:
        scale = min(4.0, 3 * edge / max(reading.size(page.page)))
        return vips().Image.new_from_array(np.asarray(reading.image(page.page, scale).convert("RGB")), interpretation="srgb")


def _jpeg(image: Any, edge: int) -> bytes:
    small = image.thumbnail_image(edge, height=edge, size="down")
    return bytes(small.jpegsave_buffer(Q=82, optimize_coding=True, keep="none"))

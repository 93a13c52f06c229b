"""Areas of a page made unreadable on a copy: painted over in its pixels, and no text, metadata or older version left behind."""

import io
from collections.abc import Mapping, Sequence
from functools import cache
from math import ceil, floor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.model import Word
from kit.paths import FONTS
from kit.tools import images
from kit.tools.page_geometry import Box
from kit.tools.vips import vips

if TYPE_CHECKING:
    from kit.tools.pdf_objects import Pdf

VERSION = 1  # of the look of a covered area: what was made by another is made anew
_SCALE = 200 / 72  # pixels a point at which a masked page is kept: what faxes and scanners take as fine
_MOST_PIXELS = 6_000  # on its longer side
_QUALITY = 92  # of a photo that is coded again
_INK, _PAPER = 40, 255
_LABEL = "masked"
_LEAST_LABEL = 9  # pixels of height below which it could not be read
_SEEN = 420  # pixels of width of a picture that is shown to a person
_AROUND = 3.0  # heights of the area that are shown around it


def picture(path: Path, areas: Sequence[Box], *, as_jpeg: bool = False) -> bytes:
    """A PNG or JPEG of the picture as shown upright, with the areas covered and labelled.

    Areas are shares of the picture: left, top, right, bottom from the upper left corner. Nothing else of the file stays.
    """
    covered = _covered(images.upright(path), areas)
    if not as_jpeg:
        return _png(covered)
    coded: bytes = covered.jpegsave_buffer(Q=_QUALITY, optimize_coding=True, keep="none")
    return coded


def pdf(path: Path, areas: Mapping[int, Sequence[Box]]) -> bytes:
    """A PDF of the same pages; those with areas (pages from 1) are pictures of themselves with the areas covered.

    A covered page keeps its size as displayed; text, links and layers beneath are gone with all that it drew.
    """
    from kit.tools.pdf_objects import ObjectStreamMode, Page, Pdf, Stream
    from kit.tools.pdf_parts import image_keys
    from kit.tools.pdf_read import Reading
    from kit.tools.pdf_source import opened, shown

    sizes = shown(path).pages
    with opened(path) as source, Pdf.new() as copy, Reading.of(path) as reading:
        for number, size in enumerate(sizes, 1):
            if number not in areas:
                copy.pages.append(source.pages[number - 1])
                continue
            coded = images.pixels(_png(_covered(_page_pixels(reading, number), areas[number])))
            image = Stream(copy, coded.content)
            for key, value in image_keys(copy, coded).items():
                image[key] = value
            copy.pages.append(Page(_page(copy, image, (size.width, size.height))))
        for key in ("/Metadata", "/AcroForm", "/Outlines", "/Names"):
            if key in copy.Root:
                del copy.Root[key]
        out = io.BytesIO()
        copy.remove_unreferenced_resources()
        copy.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
        return out.getvalue()


def height(path: Path) -> int:
    """Rows of pixels of a picture as shown upright."""
    return int(vips().Image.new_from_file(str(path)).autorot().height)


def words(path: Path, pages: Sequence[int], *, seen: bool = False) -> tuple[tuple[Word, ...], ...]:
    """The words of each of these pages of a PDF with their places, or those alone that leave ink; for the bounded worker."""
    from kit.tools.pdf_read import Reading

    with Reading.of(path) as reading:
        return tuple(reading.words(n, seen=seen) for n in pages)


def crop(path: Path, page: int | None, box: Box) -> bytes:
    """A PNG of the surroundings of an area with a frame around it, for a person to look at. `page` is None for a picture.

    The area is left, top, right, bottom from the upper left corner: points of a page, pixels of a picture.
    """
    if page is None:
        whole, scale = images.upright(path), 1.0
    else:
        from kit.tools.pdf_read import Reading
        from kit.tools.pdf_source import shown

        with Reading.of(path) as reading:
            whole = _page_pixels(reading, page)
        scale = whole.width / shown(path).pages[page - 1].width
    left, top, right, bottom = (v * scale for v in box)
    around = _AROUND * (bottom - top)
    x, y = max(0, floor(left - around)), max(0, floor(top - around))
    wide, high = min(whole.width - x, ceil(right + around) - x), min(whole.height - y, ceil(bottom + around) - y)
    part = whole.crop(x, y, wide, high)
    line = max(2, round((bottom - top) * 0.08))
    for n in range(line):
        part = part.draw_rect(
            [200, 20, 20], floor(left - x) - n, floor(top - y) - n, ceil(right - left) + 2 * n, ceil(bottom - top) + 2 * n, fill=False
        )  # fmt: skip
    return _png(part if part.width <= _SEEN else part.resize(_SEEN / part.width))


def _page_pixels(reading: Any, number: int) -> Any:
    """A page as displayed, at the resolution at which a covered one is kept."""
    import numpy as np

    scale = min(_SCALE, _MOST_PIXELS / max(reading.size(number)))
    return vips().Image.new_from_array(np.asarray(reading.image(number, scale).convert("RGB")), interpretation="srgb")


def _page(target: "Pdf", image: Any, size: tuple[float, float]) -> Any:
    from kit.tools.pdf_objects import Dictionary, Name, Stream
    from kit.tools.pdf_parts import array, numbers

    drawing = b"q %s cm /Im Do Q" % numbers((size[0], 0, 0, size[1], 0, 0))
    return target.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=array((0, 0, *size)),
            Resources=Dictionary(XObject=Dictionary(Im=target.make_indirect(image))),
            Contents=Stream(target, drawing),
        )
    )


def _covered(image: Any, areas: Sequence[Box]) -> Any:
    for left, top, right, bottom in areas:
        x0, y0 = floor(max(left, 0) * image.width), floor(max(top, 0) * image.height)
        x1, y1 = ceil(min(right, 1) * image.width), ceil(min(bottom, 1) * image.height)
        image = image.draw_rect([_INK] * 3, x0, y0, x1 - x0, y1 - y0, fill=True)
        label = _label(min(round((y1 - y0) * 0.7), image.height // 40))
        if label is not None and label.width < 0.96 * (x1 - x0):
            at = (x0 + (x1 - x0 - label.width) // 2, y0 + (y1 - y0 - label.height) // 2)
            image = image.insert(label, *at)
    return image


@cache
def _label(high: int) -> Any:
    """The word that says what was done, light on dark, so many pixels high; None where it could not be read."""
    if high < _LEAST_LABEL:
        return None
    drawn = vips().Image.new_from_buffer(images.lettered(_LABEL, high, FONTS / "SourceSans3_600SemiBold.ttf"), "")
    toned = (drawn.cast("float") / 255 * (_PAPER - _INK) + _INK).cast("uchar")
    return toned.bandjoin([toned, toned]).copy(interpretation="srgb").copy_memory()


def _png(image: Any) -> bytes:
    coded: bytes = image.pngsave_buffer(compression=6, keep="none")
    return coded

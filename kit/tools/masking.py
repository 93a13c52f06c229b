"""Areas of a page made unreadable on a copy: painted over in its pixels, and no text, metadata or older version left behind."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kit.tools.page_geometry import Box
from kit.tools.pdf_objects import Dictionary, Name, ObjectStreamMode, Page, Pdf, Stream
from kit.tools.pdf_parts import array, image_keys, numbers
from kit.tools.vips import vips

_SCALE = 200 / 72  # pixels a point at which a masked page is kept
_MOST_PIXELS = 6_000  # on its longer side
_MARGIN = 0.002  # of the page, around each area: letters reach over their boxes
_INK = [40, 40, 40]


def picture(path: Path, areas: Sequence[Box]) -> bytes:
    """A PNG of the picture as shown upright, with the areas painted over.

    Areas are shares of the picture: left, top, right, bottom from the upper left corner. Nothing else of the file stays.
    """
    image = vips().Image.new_from_file(str(path)).autorot()
    if image.hasalpha():
        image = image.flatten(background=255)
    return _png(_painted(image.colourspace("srgb").cast("uchar"), areas))


def pdf(path: Path, areas: Mapping[int, Sequence[Box]]) -> bytes:
    """A PDF of the same pages; those with areas (pages from 1) are pictures of themselves with the areas painted over."""
    import numpy as np

    from kit.tools import images
    from kit.tools.pdf_read import Reading
    from kit.tools.pdf_source import opened

    with opened(path) as source, Pdf.new() as copy, Reading.of(path) as reading:
        for number in range(1, len(source.pages) + 1):
            if number not in areas:
                copy.pages.append(source.pages[number - 1])
                continue
            width, height = reading.size(number)
            scale = min(_SCALE, _MOST_PIXELS / max(width, height))
            shown = vips().Image.new_from_array(np.asarray(reading.image(number, scale).convert("RGB")), interpretation="srgb")
            coded = images.pixels(_png(_painted(shown, areas[number])))
            image = Stream(copy, coded.content)
            for key, value in image_keys(copy, coded).items():
                image[key] = value
            copy.pages.append(Page(_page(copy, image, (width, height))))
        for key in ("/Metadata", "/AcroForm", "/Outlines", "/Names"):
            if key in copy.Root:
                del copy.Root[key]
        out = io.BytesIO()
        copy.remove_unreferenced_resources()
        copy.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
        return out.getvalue()


def _page(target: Pdf, image: Any, size: tuple[float, float]) -> Any:
    drawing = b"q %s cm /Im Do Q" % numbers((size[0], 0, 0, size[1], 0, 0))
    return target.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=array((0, 0, *size)),
            Resources=Dictionary(XObject=Dictionary(Im=target.make_indirect(image))),
            Contents=Stream(target, drawing),
        )
    )


def _painted(image: Any, areas: Sequence[Box]) -> Any:
    for left, top, right, bottom in areas:
        x0, y0 = int(max(left - _MARGIN, 0) * image.width), int(max(top - _MARGIN, 0) * image.height)
        x1, y1 = int(min(right + _MARGIN, 1) * image.width) + 1, int(min(bottom + _MARGIN, 1) * image.height) + 1
        image = image.draw_rect(_INK, x0, y0, min(x1, image.width) - x0, min(y1, image.height) - y0, fill=True)
    return image


def _png(image: Any) -> bytes:
    coded: bytes = image.pngsave_buffer(compression=6, keep="none")
    return coded

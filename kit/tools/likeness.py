"""Whether two pictures look the same, whatever their format, size or quality."""

from typing import Any

from kit.tools.vips import vips

SIDE = 32
NEAR = 16  # of 255: where a small copy of one differs from that of the other by more, something else stands there
_PLAIN = 12  # of 255: a picture with less light and dark is like any other


def of(content: bytes) -> bytes:
    """32 × 32 grey pixels of the picture, upright."""
    image = vips().Image.thumbnail_buffer(content, SIDE, height=SIDE, size="force")
    if image.hasalpha():
        image = image.flatten(background=255)
    return bytes(image.colourspace("b-w").extract_band(0).cast("uchar").write_to_memory())


def is_near(one: bytes, other: bytes) -> bool:
    """Whether two such copies are of pictures that look the same. A plain picture is like no other."""
    a, b = _pixels(one), _pixels(other)
    return bool(a.max() - a.min() > _PLAIN and abs(a - b).max() <= NEAR)


def _pixels(small: bytes) -> Any:
    import numpy as np

    return np.frombuffer(small, np.uint8).astype(np.int16)

"""libvips, imported only here and late."""

from functools import cache
from typing import Any


@cache
def vips() -> Any:
    """The pyvips package. It keeps nothing: a client's picture is not kept for the next client's."""
    import pyvips

    pyvips.cache_set_max(0)
    return pyvips


def on_white(image: Any) -> Any:
    """The picture on white where it is see-through: white is 65535 of sixteen bits, of which 255 is nearly black."""
    return image.flatten(background=255 if image.format == "uchar" else 65535) if image.hasalpha() else image

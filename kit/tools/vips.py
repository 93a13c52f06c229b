"""libvips, imported only here and late."""

from functools import cache
from typing import Any


@cache
def vips() -> Any:
    """The pyvips package. It keeps nothing: a client's picture is not kept for the next client's."""
    import pyvips

    pyvips.cache_set_max(0)
    return pyvips

"""Words as the text layer of a page has them, so that they can be held against those of the manifest; and whether they leave ink."""

import re
import unicodedata
from typing import Any

from kit.tools.page_geometry import Box

SCALE = 2.0  # pixels a point when looking for ink
_ARABIC = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"  # and Hebrew
RIGHT_TO_LEFT = re.compile(f"[{_ARABIC}]")
HEAD = re.compile(r"Exhibit\s*(\d+[A-Z]?)\s*:", re.IGNORECASE)  # of an exhibit's bookmark
UNORDERED = re.compile(f"[\u0e00-\u0e7f{_ARABIC}]")  # scripts of which the text layer keeps no order


def plain(text: str) -> str:
    """Without white space and characters that cannot be seen, each in one way of writing it."""
    plain = unicodedata.normalize("NFKC", text.replace("\x02", "-").replace("’", "'").replace("…", "\x00"))
    return "".join(c for c in plain if c == "\x00" or (not c.isspace() and unicodedata.category(c)[0] != "C")).replace(
        "\x00", "…"
    )


def contrast(picture: Any, box: Box, top: float) -> int:
    """The difference, of 255, between ink and ground where a character stands; `top` is the picture's upper edge on the page."""
    left, low, right, high = box
    cut = (
        max(0, int(left * SCALE) - 1),
        max(0, int((top - high) * SCALE) - 1),
        min(picture.width, int(right * SCALE) + 2),
        min(picture.height, int((top - low) * SCALE) + 2),
    )
    if cut[0] >= cut[2] or cut[1] >= cut[3]:
        return 0
    darkest, lightest = picture.crop(cut).getextrema()
    return int(lightest - darkest)

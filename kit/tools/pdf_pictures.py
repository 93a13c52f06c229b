"""How the pictures in a PDF look, small, each with its page: to be held against those of other files. For the bounded worker."""

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kit.tools import likeness
from kit.tools.pdf_read import Embedded, Reading

MOST = 24  # pictures of a file
MOST_PIXELS = 80_000_000  # of a picture
MOST_PIXELS_IN_ALL = 300_000_000
MOST_PAGES = 400
_SHORT = 120  # pixels of the shorter side; what has fewer is an ornament
_FEW = 40_000  # pixels
_SPOT = 0.03  # of the page; what takes less is a logo, a stamp or a signature
_BAND = 4.0  # longer than wide; a letterhead, or a strip of a scan
_OFTEN = 3  # pages; what stands on so many and on half of all is a letterhead
_MOSTLY = 0.5  # of the page; strips that take more are one scan
_EDGE = 500  # pixels of a page that is looked at whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The first page on which each stands and how it looks; `missed`: how many, too large, too many or damaged, were not looked at."""

    looks: tuple[tuple[int, bytes], ...]
    missed: int


def pictures(path: Path) -> Pictures:
    """The pictures of a PDF, without small, plain, repeated and cut-out ones. Raises Unreadable."""
    looks: dict[str, tuple[int, bytes]] = {}
    pages: dict[str, set[int]] = defaultdict(set)
    missed: set[str] = set()
    left = MOST_PIXELS_IN_ALL
    with Reading.of(path) as reading:
        for page in range(1, min(reading.pages, MOST_PAGES) + 1):
            drawn = [one for one in reading.embedded(page) if not one.is_mask]
            if sum(one.share or 0 for one in drawn if _is_band(one)) > _MOSTLY:
                if len(looks) < MOST:
                    looks[f"page {page}"] = page, likeness.of_pixels(reading.image(page, _EDGE / max(reading.size(page))))
                else:
                    missed.add(f"page {page}")
            for one in (one for one in drawn if _is_large(one)):
                key = sha256(one.coded()).hexdigest()
                pages[key].add(page)
                if key in looks or key in missed:
                    continue
                pixels = one.width * one.height
                look = _look(one) if len(looks) < MOST and pixels <= min(MOST_PIXELS, left) else None
                if look is None:
                    missed.add(key)
                else:
                    looks[key], left = (page, look), left - pixels
        total, beyond = reading.pages, max(0, reading.pages - MOST_PAGES)
    often = {key for key, on in pages.items() if len(on) >= max(_OFTEN, total / 2)}
    kept = {look: page for key, (page, look) in reversed(looks.items()) if key not in often and not likeness.is_plain(look)}
    return Pictures(looks=tuple(sorted((page, look) for look, page in kept.items())), missed=len(missed - often) + beyond)


def _is_large(one: Embedded) -> bool:
    is_spot = one.share is not None and one.share < _SPOT
    return min(one.width, one.height) >= _SHORT and one.width * one.height >= _FEW and not is_spot and not _is_band(one)


def _is_band(one: Embedded) -> bool:
    return max(one.width, one.height) > _BAND * min(one.width, one.height)


def _look(one: Embedded) -> bytes | None:
    """How it looks; None for one that cannot be decoded."""
    pixels = one.pixels()
    return None if pixels is None else likeness.of_pixels(pixels)

"""The sheet of paper under an exhibit page: its size, its orientation, and where the page stands on it."""

from dataclasses import dataclass

from kit.bundle.band import FOOT, NOTE_FOOT, SIDE, TOP
from kit.model import PageSize
from kit.tools.page_geometry import Box

PAPER = {"A4": PageSize(width=595.28, height=841.89), "Letter": PageSize(width=612.0, height=792.0)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page of the bundle and the area on it that the exhibit's page takes, scaled evenly."""

    size: PageSize
    area: Box
    scale: float


def sheet(paper: str, page: PageSize, *, has_note: bool = False) -> Sheet:
    """The sheet for a page as displayed: upright or on its side like the page, which is never enlarged."""
    size = PAPER[paper]
    if page.width > page.height:
        size = PageSize(width=size.height, height=size.width)
    foot = NOTE_FOOT if has_note else FOOT
    wide, high = size.width - 2 * SIDE, size.height - TOP - foot
    scale = min(1.0, wide / page.width, high / page.height)
    left = SIDE + (wide - page.width * scale) / 2
    low = foot + (high - page.height * scale) / 2
    return Sheet(size=size, area=(left, low, left + page.width * scale, low + page.height * scale), scale=scale)

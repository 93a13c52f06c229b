"""Pieces of the drawings that audits make, as SVG in the letter's type and colours."""

from collections.abc import Iterable
from html import escape

WIDE = 540  # points, the letter's text
INK, GREY, ACCENT, ALARM, HAIR = "#16191D", "#56616B", "#123F63", "#A63A00", "#C4CBD1"


def drawing(parts: Iterable[str], high: float, *, family: str = "Source Sans 3") -> str:
    """The whole drawing."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{high}" viewBox="0 0 {WIDE} {high}" font-family="{family}">'
    return f"{head}{''.join(parts)}</svg>"


def text(said: str, x: float, y: float, colour: str, *, size: float = 8.5, weight: int = 400, anchor: str = "start") -> str:
    """A line of text; what people wrote is escaped."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{colour}" text-anchor="{anchor}">'
        f"{escape(said)}</text>"
    )

"""Plain papers and screens of a portfolio's cases, drawn in hundredths of a second: a heading, facts, lines of text."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from kit.demo import ink
from kit.demo import paper as typeset
from kit.demo.paper import INVENTED, png
from kit.evidence.pages import Flow
from kit.tools.pdf_read import Reading

_SHEET, _SCREEN = (539.0, 749.0), (420.0, 300.0)  # points
_SCALE = 2.6  # pixels a point: small print stays legible on the exhibit


def paper(title: str, day: str, lines: Sequence[str]) -> bytes:
    """A PDF of one page."""
    return _drawn(title, day, lines, _SHEET)


def screen(title: str, day: str, lines: Sequence[str]) -> bytes:
    """The same as a PNG, as of a screen."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "screen.pdf"
        path.write_bytes(_drawn(title, day, lines, _SCREEN))
        with Reading.of(path) as reading:
            return png(reading.image(1, scale=_SCALE).convert("L"), colours=16)


def signature(name: str) -> bytes:
    """A signature as a PNG, another hand for each name."""
    drawn = typeset.screen("Signature", ink.signature(name), "svg { width: 190pt; height: 60pt }", width=190, height=60)
    return png(drawn, colours=16)


def _drawn(title: str, day: str, lines: Sequence[str], size: tuple[float, float]) -> bytes:
    page = Flow(size)
    page.head(title)
    page.small(day)
    for line in lines:
        page.lines([line, ""])
    page.small(INVENTED)
    return page.pages.pdf()

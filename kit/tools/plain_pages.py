"""Pages of plain lines and rules in the kit's own faces. Unlike HTML it holds nothing that a client's text could steer.

For thousands of lines it takes a twentieth of WeasyPrint's time. Lengths are points; y counts from the top of the page.
"""

import io
import re
from collections.abc import Iterator

from kit.tools.pdf_objects import Dictionary, Name, ObjectStreamMode, Page, Pdf, Stream
from kit.tools.pdf_parts import array, font
from kit.tools.textline import REGULAR, Faces, Line, Weight, shaped

_WORD = re.compile(
    r"[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF][\u3001\u3002\uFF01\uFF09\uFF0C\uFF1A\uFF1B\uFF1F]*|\s+|[^\s\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]+"
)
_PIECE = 400  # characters that are shaped at once


class Pages:
    """A document while it is drawn, page by page."""

    def __init__(self) -> None:
        self._faces = Faces()
        self._pages: list[tuple[float, float, list[bytes]]] = []

    @property
    def count(self) -> int:
        """Pages so far."""
        return len(self._pages)

    def start(self, width: float, height: float) -> None:
        """Go on with a new page."""
        self._pages.append((width, height, []))

    def write(self, line: Line, x: float, baseline: float, size: float, *, grey: float = 0.09) -> None:
        """A line of text; 0 is black."""
        _, height, drawn = self._pages[-1]
        drawn.append(b"%.3g g\n" % grey + self._faces.drawn(line, size, x, height - baseline))

    def rule(self, x0: float, x1: float, y: float, *, weight: float = 0.5, grey: float = 0.78) -> None:
        """A level line."""
        _, height, drawn = self._pages[-1]
        drawn.append(b"%.3g g %.6g %.6g %.6g %.6g re f\n" % (grey, x0, height - y, x1 - x0, weight))

    def pdf(self) -> bytes:
        """The pages so far; the same bytes for the same drawing."""
        out = io.BytesIO()
        with Pdf.new() as made:
            fonts = made.make_indirect(Dictionary())
            for name, subset in self._faces.subsets().items():
                fonts[f"/{name}"] = font(made, subset)
            for width, height, drawn in self._pages:
                page = Dictionary(
                    Type=Name.Page,
                    MediaBox=array((0, 0, width, height)),
                    Resources=Dictionary(Font=fonts),
                    Contents=Stream(made, b"".join(drawn)),
                )
                made.pages.append(Page(made.make_indirect(page)))
            made.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
        return out.getvalue()


def folded(text: str, size: float, width: float, weight: Weight = REGULAR) -> list[str]:
    """One line of text in as many as it needs at that width: broken at spaces, between Chinese characters, else anywhere."""
    if len(text) <= _PIECE and shaped(text, weight).wide(size) <= width:
        return [text]
    lines, line, used = [], "", 0.0
    for word in _words(text, size, width, weight):
        wide = shaped(word, weight).wide(size)
        if line and used + wide > width and word.strip():
            lines.append(line.rstrip())
            line, used = "", 0.0
        if line or word.strip():
            line, used = line + word, used + wide
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _words(text: str, size: float, width: float, weight: Weight) -> Iterator[str]:
    """Words, those that are wider than a line in pieces that are not."""
    for found in _WORD.finditer(text):
        word = found[0]
        if len(word) <= _PIECE and shaped(word, weight).wide(size) <= width:
            yield word
            continue
        piece, used = "", 0.0
        for character in word:
            wide = shaped(character, weight).wide(size)
            if piece and used + wide > width:
                yield piece
                piece, used = "", 0.0
            piece, used = piece + character, used + wide
        yield piece

"""Text over a picture that nobody sees: it makes the bundle searchable, and nothing is drawn (text render mode 3)."""

from collections.abc import Iterable

from kit.errors import RenderError
from kit.model import Word
from kit.tools.page_geometry import Box
from kit.tools.textline import REGULAR, Faces, Line, joined, shaped

_RISE = 0.22  # of a word's height: from its lower edge to the baseline
_LEAST, _MOST = 10.0, 500.0  # percent to which a word is pressed or stretched to fit its place


def unseen(faces: Faces, area: Box, words: Iterable[Word]) -> bytes:
    """PDF operators that lay each word over its place in the area; characters that no face has are left out."""
    left, low, right, high = area
    drawn = []
    told = tuple(words)
    for word, following in zip(told, (*told[1:], None), strict=False):
        line, tall = _line(word.text), (word.bottom - word.top) * (high - low)
        if line is None or tall <= 0:
            continue
        size, end = max(round(tall * 0.8, 2), 0.5), word.right
        if following and _has_blank(word, following):
            line, end = joined(line, shaped(" ", REGULAR)), following.left  # a reader drops a blank that the next word covers
        percent = min(max(100 * (end - word.left) * (right - left) / line.wide(size), _LEAST), _MOST)
        x, y = left + word.left * (right - left), high - word.bottom * (high - low) + _RISE * tall
        drawn.append(b"%.4g Tz\n" % percent + faces.drawn(line, size, x, y))
    return b"q 3 Tr\n" + b"".join(drawn) + b"Q\n" if drawn else b""


def _has_blank(word: Word, following: Word) -> bool:
    """Whether a blank stands between two words of a line; Chinese writes none."""
    is_latin = word.text[-1].isascii() or following.text[0].isascii()
    return following.line == word.line and following.left > word.left and is_latin


def _line(text: str) -> Line | None:
    try:
        line = shaped(text, REGULAR)
    except RenderError:
        return _line("".join(c for c in text if _is_drawable(c))) if len(text) > 1 else None
    return line if line.width > 0 else None


def _is_drawable(character: str) -> bool:
    try:
        return shaped(character, REGULAR).width > 0
    except RenderError:
        return False

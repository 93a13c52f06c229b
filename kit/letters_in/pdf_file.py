"""PDF: paragraphs from where the lines stand on the page."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import median

from kit.letters_in.paragraph import MAX_CHARACTERS, Line, Paragraph, Text, Unreadable, gathered, joined
from kit.model import Word
from kit.tools import pdf_read

MAX_PAGES = 300
_AT_EDGE = 2  # lines at the top and at the foot of a page that may be its head or foot
_MOST = 0.6  # of the pages: what stands on so many is a head or foot
_APART = 1.45  # of the usual distance between lines: a new paragraph
_GAP, _SAME, _HANGS = 0.02, 0.01, 0.06  # of the page's width: between cells, between edges that are one, behind a mark
_DIGITS = re.compile(r"\d+")
_END = re.compile(r"[.!?:;。！？：；]\W?$")


@dataclass(frozen=True, slots=True)
class _Row:
    """Words side by side, with their edges as shares of the page."""

    text: str
    left: float
    right: float
    top: float
    height: float

    @classmethod
    def of(cls, words: list[Word]) -> "_Row":
        text = " ".join(w.text for w in words)
        top = min(w.top for w in words)
        return cls(text, min(w.left for w in words), max(w.right for w in words), top, max(w.bottom for w in words) - top)


def read(path: Path, is_left_out: Callable[[str], object]) -> Text:
    """The paragraphs of the pages; those whose text `is_left_out` are named in a note. Raises Unreadable."""
    try:
        with pdf_read.Reading.of(path) as reading:
            if reading.pages > MAX_PAGES:
                raise Unreadable(f"has {reading.pages:,} pages, more than {MAX_PAGES}; give the letter without its exhibits")
            pages = {n: _rows(reading.words(n)) for n in range(1, reading.pages + 1) if not is_left_out(reading.text(n))}
            left_out = reading.pages - len(pages)
    except pdf_read.Unreadable as error:
        raise Unreadable(f"{error}; print it anew to PDF, or paste its text into a .txt file") from None
    if sum(len(line.text) for lines in pages.values() for line in lines) > MAX_CHARACTERS:
        raise Unreadable(f"has more than {MAX_CHARACTERS:,} characters; give the letter without its exhibits")
    if not any(pages.values()):
        raise Unreadable("holds no text that can be read: it is scanned; give the text itself as DOCX or TXT")
    heads = _repeated(pages)
    return Text(media="pdf", paragraphs=tuple(_paragraphs(pages, heads)), notes=tuple(_notes(pages, heads, left_out)))


def _notes(pages: dict[int, list[_Row]], heads: set[str], left_out: int) -> Iterator[str]:
    if left_out:
        yield f"{left_out} pages of exhibits are not read as the letter."
    if heads:
        yield "Heads and feet that are repeated on the pages are not read."
    if blank := [str(n) for n, lines in pages.items() if not lines]:
        yield f"Without text that can be read: page {', '.join(blank)}."


def _paragraphs(pages: dict[int, list[_Row]], heads: set[str]) -> Iterator[Paragraph]:
    """The paragraphs of all pages; one that goes on overleaf stands where it begins."""
    last: Paragraph | None = None
    for page, rows in pages.items():
        left_out = {row for row in _edges(rows) if _folded(row.text) in heads}
        texts = _texts([row for row in rows if row not in left_out])
        for n, (text, is_apart) in enumerate(texts, 1):
            if n == 1 and last and text[:1].islower() and not _END.search(last.text):
                last = replace(last, text=joined((last.text, text)))
                continue
            if last:
                yield last
            last = Paragraph(place=f"page {page}, paragraph {n}", text=text, is_apart=is_apart)
    if last:
        yield last


def _texts(rows: list[_Row]) -> list[tuple[str, bool]]:
    """The paragraphs of a page, those that begin higher first, and whether white space stands above each."""
    blocks = sorted(_blocks(rows), key=lambda block: (round(block[0].top, 2), block[0].left))
    return [(joined(x.text for x in found), n == 0) for block in blocks for n, found in enumerate(gathered(_lines(block)))]


def _blocks(rows: list[_Row]) -> Iterator[list[_Row]]:
    """Rows that stand below one another in one column, as near as lines of a text are."""
    steps = [b.top - a.top for a, b in pairwise(rows) if b.top > a.top and abs(a.left - b.left) < _SAME]
    usual = median(steps or [0.0])
    block: list[_Row] = []
    for row in rows:
        if block and not (_goes_on(block, row) and 0 < row.top - block[-1].top <= _APART * max(usual, row.height)):
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _goes_on(block: list[_Row], row: _Row) -> bool:
    """Whether a row begins where the one above does, or hangs behind the first one's mark."""
    is_hanging = len(block) == 1 and 0 < row.left - block[0].left < _HANGS
    return abs(row.left - block[-1].left) < _SAME or is_hanging or (len(block) == 1 and 0 < block[0].left - row.left < _HANGS)


def _lines(block: list[_Row]) -> Iterator[Line]:
    """A block's rows as lines; how full each is is told by the widest of them."""
    left, edge = block[-1].left, max(row.right for row in block)
    for n, row in enumerate(block, 1):
        yield Line(text=row.text, number=n, fullness=(row.right - left) / max(edge - left, 0.01))


def _rows(words: tuple[Word, ...]) -> list[_Row]:
    """The words of a page as rows; cells of a table that stand side by side are rows of their own."""
    found: list[list[Word]] = []
    for word in words:
        last = found[-1][-1] if found else None
        height = (last.bottom - last.top) if last else 0.0
        is_beside = last and word.line == last.line and abs(word.top - last.top) < 0.6 * height
        if last and is_beside and -0.01 < word.left - last.right < _GAP:
            found[-1].append(word)
        else:
            found.append([word])
    return [_Row.of(row) for row in found]


def _repeated(pages: dict[int, list[_Row]]) -> set[str]:
    """Rows at the edges of pages that stand on most of them but for their numbers."""
    found = Counter(text for rows in pages.values() for text in {_folded(row.text) for row in _edges(rows)})
    return {text for text, count in found.items() if count > 1 and count >= _MOST * len(pages)}


def _edges(rows: list[_Row]) -> list[_Row]:
    """The highest and the lowest rows of a page."""
    down = sorted(rows, key=lambda row: row.top)
    return [*down[:_AT_EDGE], *down[-_AT_EDGE:]]


def _folded(text: str) -> str:
    return _DIGITS.sub("0", text)

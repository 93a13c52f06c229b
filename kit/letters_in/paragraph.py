"""What is read of a letter before it is known what it says: paragraphs with the places where a person finds them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

MAX_CHARACTERS = 400_000  # some 130 pages; nobody writes such a letter


class Unreadable(ValueError):
    """A file that cannot be read as a letter: what is wrong and what to do, as the end of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph as a reader sees it."""

    place: str  # page 2, paragraph 3; line 12; paragraph 7
    text: str
    is_heading: bool = False  # the file's own style or mark says so
    is_apart: bool = False  # white space stands above it
    line: int | None = None  # first line, of a text file


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A letter's paragraphs, and what of the file they leave out."""

    media: str  # docx, pdf, markdown, text
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as it was set. `fullness` is its share of the widest line around it."""

    text: str
    number: int  # in the file, or on the page
    fullness: float
    is_apart: bool = False  # white space stands above it
    is_heading: bool = False


ITEM = re.compile(
    r"\s{0,8}(?:[-*•●▪◦·–—]\s|\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z]|[ivx]{1,4})[.)、]\s|[（(]?[一二三四五六七八九十]{1,3}[）)、])"
)
ENDED = re.compile(r"[.!?:;。！？：；][\"'”’)）]?\s*$")
FULL = 0.75  # a line shorter than this was ended by its writer
_MOST = 0.9  # likewise one that ends a sentence before one that begins another
_SHORT, _WORDS = 0.4, 4  # of a title: a line that ends no sentence under the end of one, though the line above it is full
_CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")


def gathered(lines: Iterable[Line]) -> Iterator[tuple[Line, ...]]:
    """The lines of each paragraph: lines that were only broken to fit stay together."""
    block: list[Line] = []
    for line in lines:
        if block and (line.is_apart or line.is_heading or block[-1].is_heading or _begins(block[-1], line)):
            yield tuple(block)
            block = []
        block.append(line)
    if block:
        yield tuple(block)


def _begins(last: Line, line: Line) -> bool:
    """Whether a line begins a paragraph, with the one above it as last."""
    is_title = line.fullness < _SHORT and len(line.text.split()) <= _WORDS and not ENDED.search(line.text)
    is_ended = (last.fullness < _MOST or is_title) and bool(ENDED.search(last.text)) and line.text[:1].isupper()
    return bool(ITEM.match(line.text)) or last.fullness < FULL or is_ended


def joined(texts: Iterable[str]) -> str:
    """Lines as one text: a space between them, none between Chinese characters, none after a broken word's hyphen."""
    found = ""
    for text in (" ".join(t.split()) for t in texts):
        is_close = not found or (_CHINESE.match(found[-1]) and _CHINESE.match(text[:1] or " "))
        found += text if is_close else f" {text}"
    return found.strip()

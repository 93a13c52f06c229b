"""Plain text and Markdown: paragraphs by blank lines, list marks, and lines that were only broken to fit."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from kit.letters_in.paragraph import ENDED, FULL, ITEM, MAX_CHARACTERS, Line, Paragraph, Text, Unreadable, gathered, joined
from kit.tools import encodings

_WRAPPED = (50, 120)  # characters: the widest line of a text that was broken to fit
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?P<text>.*?)\s*#*\s*$")
_RULE = re.compile(r"\s{0,3}(?:[-*_=]\s*){3,}$|\s*\|?[\s:|-]{3,}\|?\s*$")
_MARKS = re.compile(r"\*\*|__|`|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|^\s{0,3}>\s?")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}\)")
_CELLS = re.compile(r"^\s*\||\|\s*$")


def read(path: Path) -> Text:
    """The paragraphs of a text file; raises Unreadable."""
    is_markdown = path.suffix.lower() in {".md", ".markdown"}
    try:
        text, _ = encodings.decoded(path.read_bytes())
    except encodings.Undecodable as error:
        raise Unreadable(str(error)) from None
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(f"has {len(text):,} characters, more than {MAX_CHARACTERS:,}; give the letter without its exhibits")
    lines = tuple(_lines(text, is_markdown=is_markdown))
    found = tuple(_paragraph(block) for block in gathered(lines))
    return Text(media="markdown" if is_markdown else "text", paragraphs=found)


def _lines(text: str, *, is_markdown: bool) -> Iterator[Line]:
    """The lines that say something. Where no line was broken to fit, each ends its paragraph; in Markdown none does."""
    raw = text.splitlines()
    widest = max(map(len, raw), default=0)
    is_wrapped, is_apart = _WRAPPED[0] <= widest <= _WRAPPED[1] and _has_broken_line(raw, widest), False
    for number, line in enumerate(raw, 1):
        heading = _HEADING.match(line) if is_markdown else None
        said = _plain(heading["text"] if heading else line) if is_markdown else line
        is_row = is_markdown and line.lstrip().startswith("|")
        if not said.strip() or (_RULE.match(line) and not heading):
            is_apart = True
            continue
        fullness = 1.0 if is_markdown else len(line) / widest if is_wrapped else 0.0
        yield Line(text=said.strip(), number=number, fullness=fullness, is_apart=is_apart or is_row, is_heading=bool(heading))
        is_apart = False


def _has_broken_line(raw: list[str], widest: int) -> bool:
    """Whether a line as long as others ends within a sentence that the next one goes on with; else each was ended by its writer."""
    return any(
        len(line) >= FULL * widest and not ENDED.search(line) and below.strip() and not ITEM.match(below)
        for line, below in pairwise(raw)
    )


def _plain(line: str) -> str:
    """A line of Markdown without its marks."""
    return _CELLS.sub("", _MARKS.sub("", _LINK.sub(r"\1", line)))


def _paragraph(block: tuple[Line, ...]) -> Paragraph:
    first, last = block[0].number, block[-1].number
    place = f"line {first}" if first == last else f"lines {first} to {last}"
    return Paragraph(
        place=place, text=joined(x.text for x in block), is_heading=block[0].is_heading, is_apart=block[0].is_apart, line=first
    )

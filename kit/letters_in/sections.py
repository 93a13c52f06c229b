"""To which section of an appeal each paragraph belongs, told by the headings of the letter."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict

from kit.letters_in import shape
from kit.letters_in.paragraph import Paragraph
from kit.model import Record
from kit.model.record import Text as Words
from kit.tools import yaml_text

ELSEWHERE = "letter"
_LONGEST, _WORDS = 90, 14  # a heading is no longer
_NEAR, _PART = 4, 0.3  # characters before a section's name, and its share of the heading
_NUMBER = re.compile(
    r"^\W{0,4}(?:(?:section|part|step)\s{1,2})?(?:\(?(?:\d{1,2}(?:\.\d{1,2}){0,2}|[ivxIVX]{1,4}|[A-Ha-h])\)?\s?[.):、–-]\s{0,3}"
    r"|(?:section|part|step)\s{1,2}\w{1,4}\W{1,3}|第?[一二三四五六七八九十]{1,3}(?:部分|步|[、.：:）)])\s?)"
    r"|^[（(][一二三四五六七八九十\d]{1,3}[）)]\s?",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"^\d{1,2}\s{1,3}(?=[A-Z])")  # "2 Corrective actions"; before other words it may be a day
_MARKS = re.compile(r"^#{1,6}\s{1,3}|^(?:\*\*|__)(?=\S)|(?:\*\*|__)(?=:?\s*$)")  # Markdown pasted into plain text
_OVER = re.compile(r"[.!?;,。！？；，]\s*$")
_WE, _OURS = re.compile(r"\b(?:i|he|she|they)\b"), re.compile(r"\b(?:my|his|her|their)\b")
_LABEL = re.compile(r"(?P<label>[^:：]{2,60})[:：]\s*(?P<rest>\S.*)?$", re.DOTALL)
_RUN_IN = re.compile(r"(?P<label>[^\W\d][^.!?:;,\n]{2,40})(?:\.|\s[–—-])\s{1,3}(?=[A-Z\d“\"])")  # 2. Root cause. On 5 May …
_RUN_WORDS = 4


class Headings(Record):
    """The words of `headings.yaml`, by section."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, Annotated[tuple[Words, ...], BeforeValidator(lambda v: v or ())]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph with its section; a heading that only opens one is no text of the letter's own."""

    paragraph: Paragraph
    section: str
    is_heading: bool = False


def placed(paragraphs: tuple[Paragraph, ...]) -> Iterator[Placed]:
    """Each paragraph with its section, in order."""
    opens = tuple(_opens(paragraphs))
    heads = [n for n, (named, _) in enumerate(opens) if named is not None]
    first = next((n for n in heads if opens[n][0] != ELSEWHERE), len(paragraphs))
    ends = (*(n for n in heads if n >= first), len(paragraphs))
    close = shape.close(paragraphs, [range(n + opens[n][1], end) for n, end in pairwise(ends)])
    section = ELSEWHERE
    for n, (paragraph, (named, is_alone)) in enumerate(zip(paragraphs, opens, strict=True)):
        section = ELSEWHERE if n >= close else section if named is None else named
        yield Placed(paragraph, section, is_alone and named is not None and section != ELSEWHERE)


def _opens(paragraphs: tuple[Paragraph, ...]) -> Iterator[tuple[str | None, bool]]:
    """Of each paragraph the section that it opens where it stands, if it opens one, and whether it does nothing else.

    A heading of unknown words is about what they say, or, below one that is known, about what stands under it.
    """
    by_words = tuple(_with_run_ins(paragraphs))
    marked = frozenset(n for n, (named, _) in enumerate(by_words) if named is not None)
    is_below = False
    for n, paragraph in enumerate(paragraphs):
        named, is_alone = by_words[n]
        if named is None or (is_alone and not _is_known(paragraph, named)):
            named, is_alone = _by_shape(paragraphs, marked, n, is_below=is_below)
        is_below |= named not in {None, ELSEWHERE}
        yield named, is_alone


def _with_run_ins(paragraphs: tuple[Paragraph, ...]) -> Iterator[tuple[str | None, bool]]:
    """What the words of each paragraph open. Where two say their section by a title before their text, one of other words ends it."""
    titles = tuple(map(_run_in, paragraphs))
    is_usual = sum(bool(title and _named(title)) for title in titles) > 1
    for paragraph, title in zip(paragraphs, titles, strict=True):
        if title is None or not is_usual:
            yield opened(paragraph)
        else:
            yield _named(title) or ELSEWHERE, False


def _run_in(paragraph: Paragraph) -> str | None:
    """The title that stands behind a number and before the text of the same paragraph."""
    text = _MARKS.sub("", paragraph.text)
    number = _NUMBER.match(text)
    title = _RUN_IN.match(text, number.end()) if number else None
    return _bare(title["label"]) if title and len(title["label"].split()) <= _RUN_WORDS else None


def _is_known(paragraph: Paragraph, named: str) -> bool:
    return named != ELSEWHERE or _named(_bare(paragraph.text)) is not None


def _by_shape(paragraphs: tuple[Paragraph, ...], marked: Collection[int], n: int, *, is_below: bool) -> tuple[str | None, bool]:
    """The section that a line opens which only its mark, its number or its place shows to be a heading.

    `marked` are the places of the lines that their words, their mark or their number show to be one.
    """
    line = paragraphs[n]
    about = shape.about(_bare(line.text))
    is_marked = n in marked and shape.is_over_text(paragraphs, n)
    if not (is_marked or shape.is_heading(paragraphs, n, is_named=about is not None)):
        return (ELSEWHERE, True) if line.is_heading else (None, False)
    if about is None and is_below:
        end = next((m for m in range(n + 2, len(paragraphs)) if paragraphs[m].is_apart or m in marked), len(paragraphs))
        about = shape.under(paragraphs[n + 1 : end])
    return about or ELSEWHERE, True


def opened(paragraph: Paragraph) -> tuple[str | None, bool]:
    """The section that a paragraph opens, if it opens one, and whether it does nothing else."""
    text = _MARKS.sub("", paragraph.text)
    label = _LABEL.match(text)
    if label and label["rest"] and not paragraph.is_heading:
        said = _bare(label["label"])
        words = _named(said)
        return (words, False) if words and _is_all(said, words) else (None, False)
    if len(text) > _LONGEST or len(text.split()) > _WORDS or (_OVER.search(text) and not paragraph.is_heading):
        return None, False
    named = _named(_bare(text))
    if named is None and (paragraph.is_heading or (_NUMBER.match(text) and _is_title(text))):
        return ELSEWHERE, True
    if named is None or not (paragraph.is_heading or _is_title(text)):
        return None, False
    return named, True


def _is_title(text: str) -> bool:
    """Whether a short line without a mark at its end reads as a title and not as part of a sentence."""
    bare = _BARE_NUMBER.sub("", _NUMBER.sub("", text))
    return bare[:1].isupper() or bare[:1] > "\u2e7f"


def _is_all(said: str, section: str) -> bool:
    """Whether a label before a colon says little more than the section's name: "Our corrective actions: …"."""
    longest = max((w for w, s in _words() if s == section and _stands(w, said)), key=len)
    return len(said) - len(longest) <= 25


def _named(said: str) -> str | None:
    """The section named; a heading that names corrective and preventive measures at once opens neither."""
    found = {(len(w), s) for w, s in _words() if _stands(w, said)}
    if {"corrective", "preventive"} <= {s for _, s in found}:
        return ELSEWHERE
    return max(found)[1] if found else None


def _stands(words: str, said: str) -> bool:
    """Whether the words are what the heading is about: they begin it, or are a good part of it; after “=” they are all of it."""
    if words[0] == "=":
        return words[1:] == said.rstrip(" 0123456789")
    if words[0] > "\u2e7f":
        return words in said
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", said)
    return found is not None and (found.start() <= _NEAR or len(words) >= _PART * len(said))


def _bare(text: str) -> str:
    bare = " ".join(_BARE_NUMBER.sub("", _NUMBER.sub("", text)).strip(" :：*#?？").lower().replace("’", "'").split())
    bare = bare.replace("'ve ", " have ").replace("'re ", " are ").replace("'ll ", " will ")
    return _OURS.sub("our", _WE.sub("we", bare))


@cache
def _words() -> tuple[tuple[str, str], ...]:
    read = yaml_text.read(Headings, Path(__file__).with_name("headings.yaml"))
    return tuple((word, section) for section, words in (read.__pydantic_extra__ or {}).items() for word in words)

"""To which section of an appeal each paragraph belongs, told by the headings of the letter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict

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
_LABEL = re.compile(r"(?P<label>[^:：]{2,60})[:：]\s*(?P<rest>\S.*)?$", re.DOTALL)


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
    section = ELSEWHERE
    for paragraph in paragraphs:
        named, is_alone = opened(paragraph)
        section = section if named is None else named
        yield Placed(paragraph, section, is_alone and named is not None and section != ELSEWHERE)


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
    longest = max((w for w, s in _words() if s == section and w in said), key=len)
    return len(said) - len(longest) <= 25


def _named(said: str) -> str | None:
    """The section named; a heading that names corrective and preventive measures at once opens neither."""
    found = {(len(w), s) for w, s in _words() if _stands(w, said)}
    if {"corrective", "preventive"} <= {s for _, s in found}:
        return ELSEWHERE
    return max(found)[1] if found else None


def _stands(words: str, said: str) -> bool:
    """Whether the words are what the heading is about: they begin it, or are a good part of it."""
    if words[0] > "\u2e7f":
        return words in said
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", said)
    return found is not None and (found.start() <= _NEAR or len(words) >= _PART * len(said))


def _bare(text: str) -> str:
    bare = " ".join(_BARE_NUMBER.sub("", _NUMBER.sub("", text)).strip(" :：*#?？").lower().replace("’", "'").split())
    return bare.replace("'ve ", " have ").replace("'re ", " are ").replace("'ll ", " will ")


@cache
def _words() -> tuple[tuple[str, str], ...]:
    read = yaml_text.read(Headings, Path(__file__).with_name("headings.yaml"))
    return tuple((word, section) for section, words in (read.__pydantic_extra__ or {}).items() for word in words)

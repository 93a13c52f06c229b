"""What a letter without its case says in a section: told by its headings, since no field states it."""

import re
from collections.abc import Callable, Iterator

from kit.lint.rule import Hit
from kit.model import Both, Passage, Subject
from kit.tools.prose import sentences
from kit.tools.written_dates import MONTH, written

_MONTH = re.compile(rf"\b{MONTH}\s\d{{4}}\b")
Tells = Callable[[str], bool]  # whether a sentence tells something that should name its day


def section(subject: Subject, name: str) -> tuple[Passage, ...]:
    """The passages under the headings of that section, in order."""
    assert subject.letter is not None
    return tuple(p for p in subject.letter.passages if p.where.startswith(f"{name}."))


def undated(subject: Subject, name: str, message: Both, fix: Both) -> Iterator[Hit]:
    """One hit at the head of the section if no day or month stands anywhere in it; none for a section that is not there."""
    passages = section(subject, name)
    if passages and not any(map(_is_dated, passages)):
        yield Hit(where=passages[0].where, message=message, fix=fix, quote=passages[0].text)


def undated_items(subject: Subject, name: str, tells: Tells, message: Both, fix: Both) -> Iterator[Hit]:
    """One hit for each paragraph or item of a list that tells something and names no day, under no line that names it for all.

    The head of a section without any day is always one.
    """
    passages = section(subject, name)
    has_day = any(map(_is_dated, passages))
    is_open = False
    for n, passage in enumerate(passages):
        if _is_dated(passage):
            is_open = passage.text.rstrip().endswith(":")
            continue
        is_head = n == 0 and not has_day
        if is_head or (not is_open and (told := next((s for s in said(passage) if tells(s)), ""))):
            yield Hit(where=passage.where, message=message, fix=fix, quote=passage.text if is_head else told)


def undated_sentences(subject: Subject, name: str, tells: Tells, message: Both, fix: Both) -> Iterator[Hit]:
    """One hit for each sentence that tells something beside the day of another, in a paragraph that names one."""
    for passage in filter(_is_dated, section(subject, name)):
        for sentence in said(passage):
            if not _names_a_day(sentence) and tells(sentence):
                yield Hit(where=passage.where, message=message, fix=fix, quote=sentence)


def said(passage: Passage) -> Iterator[str]:
    """Its sentences, as they stand there."""
    return (passage.text[start:end].strip() for start, end in sentences(passage.text))


def _is_dated(passage: Passage) -> bool:
    return _names_a_day(passage.text)


def _names_a_day(text: str) -> bool:
    return bool(written(text)) or bool(_MONTH.search(text))

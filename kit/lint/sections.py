"""What a letter without its case says in a section: told by its headings, since no field states it."""

import re
from collections.abc import Iterator

from kit.lint.rule import Hit
from kit.model import Passage, Subject
from kit.tools.written_dates import MONTH, written

_MONTH = re.compile(rf"\b{MONTH}\s\d{{4}}\b")


def section(subject: Subject, name: str) -> tuple[Passage, ...]:
    """The passages under the headings of that section, in order."""
    assert subject.letter is not None
    return tuple(p for p in subject.letter.passages if p.where.startswith(f"{name}."))


def undated(subject: Subject, name: str, message: str, fix: str) -> Iterator[Hit]:
    """One hit at the head of the section if no day or month stands anywhere in it; none for a section that is not there."""
    passages = section(subject, name)
    if passages and not any(written(p.text) or _MONTH.search(p.text) for p in passages):
        yield Hit(where=passages[0].where, message=message, fix=fix, quote=passages[0].text)

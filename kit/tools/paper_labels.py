"""The words before and behind a value on a paper, read once from `paper_labels.yaml`, as one pattern for all."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from kit.model import Grade, Key, Record
from kit.model.record import Text
from kit.tools import yaml_text

ValueKind = Literal["code", "date", "name", "money"]


class Label(Record):
    """Words that name a fact, and what kind of value they stand beside."""

    key: Key
    value: ValueKind
    words: tuple[Text, ...]  # before the value
    behind: tuple[Text, ...] = ()


class Labels(Record):
    """All labels, and what they rest on."""

    source: Text
    grade: Grade
    labels: tuple[Label, ...]


@cache
def labels() -> tuple[Label, ...]:
    """Every label, in the order of the file."""
    return yaml_text.read(Labels, Path(__file__).with_name("paper_labels.yaml")).labels


@cache
def before() -> re.Pattern[str]:
    """Every word that stands before a value; longer ones win."""
    return _pattern(label.words for label in labels())


@cache
def behind() -> re.Pattern[str]:
    """Every word that stands behind a value."""
    return _pattern(label.behind for label in labels())


def label_of(words: str) -> Label:
    """The label that has these words."""
    return _by_word()[" ".join(words.split()).casefold()]


@cache
def _by_word() -> dict[str, Label]:
    return {word.casefold(): label for label in labels() for word in (*label.words, *label.behind)}


def _pattern(groups: Iterable[tuple[str, ...]]) -> re.Pattern[str]:
    """One linear pattern; the look ahead at the first letter fails fastest."""
    words = sorted({word for group in groups for word in group}, key=lambda w: (-len(w), w))
    spelled = (rf"(?<![A-Za-z]){_spelled(w)}(?![A-Za-z])" if w[0].isascii() else _spelled(w) for w in words)
    first = re.escape("".join(sorted({word[0] for word in words})))
    return re.compile(rf"(?=[{first}])(?:{'|'.join(spelled)})", re.IGNORECASE)


def _spelled(word: str) -> str:
    return r"\s{1,3}".join(map(re.escape, word.split()))

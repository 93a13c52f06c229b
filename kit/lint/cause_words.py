"""A root cause in its author's own words: whether they tell a known cause, whatever pattern the case names for it."""

import re
from functools import cache
from pathlib import Path

from kit.lint.words import pattern
from kit.model import Record, Statement
from kit.model.record import Key, Text
from kit.tools import yaml_text
from kit.tools.prose import sentences
from kit.tools.wording import words

_SHORT = 3  # letters of words that tell no event from another
_BEGINS = 5  # letters by which a word is the same in another form
_CHECKED = pattern(
    (
        "nobody|no_one|no .. counted|compared|looked|checked|saw|watched",
        "did|had|was|were not|never .. count|compare|look|check|checked|see|seen|told|asked",
        "report|reports|rule|rules|check|checks|procedure .. counted|asked|said|named",
    )
)
"""Sentences about a check that was missing: they name what it should have seen, which is no claim that this happened."""


class _Cause(Record):
    """The phrases of one cause, and the tests of the patterns that are it."""

    tests: tuple[Key, ...]
    words: tuple[Text, ...]


class _Sheet(Record):
    causes: tuple[_Cause, ...]


def tells(cause: Statement, name: str, test: str | None) -> bool:
    """Whether the cause is worded as that pattern: by every word of its name, or by a phrase that people use for it.

    >>> tells(Statement(en="A live stream brought four times the usual orders."), "More orders than the team can pack", "volume_spike")
    True
    >>> tells(Statement(en="Nobody checked whether the van was late."), "One carrier is late", "carrier")
    False
    """
    english, chinese = _phrases().get(test or "", ((), ()))
    said = [cause.en[start:end] for start, end in sentences(cause.en)]
    claimed = " ".join(sentence for sentence in said if not _CHECKED.search(sentence))
    stems = _stems(name)
    return (
        (len(stems) > 1 and stems <= _stems(claimed))
        or bool(english and pattern(english).search(claimed))
        or bool(chinese and _chinese(chinese).search(cause.zh or ""))
    )


def touches(cause: Statement, name: str, other: str) -> bool:
    """Whether the cause has a word of a pattern's name that is not also one of the other pattern's name.

    >>> touches(Statement(en="Labels came late, and a live stream."), "Labels were made late", "Parcels are late")
    True
    >>> touches(Statement(en="All came late."), "Labels were made late", "Parcels are late")
    False
    """
    return bool((_stems(name) - _stems(other)) & _stems(cause.en))


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_BEGINS] for word in words(text) if len(word) > _SHORT)


@cache
def _chinese(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for phrases as they stand, `..` being a few characters of the same clause."""
    gap = r"[^，。；！？,;\n]{0,12}"
    return re.compile("|".join(gap.join(map(re.escape, phrase.split(".."))) for phrase in phrases))


@cache
def _phrases() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """English and Chinese phrases of each test."""
    stated = yaml_text.read(_Sheet, Path(__file__).with_name("cause_words.yaml")).causes
    return {
        test: (tuple(p for p in cause.words if p.isascii()), tuple(p for p in cause.words if not p.isascii()))
        for cause in stated
        for test in cause.tests
    }

"""A root cause in its author's own words: where they tell a known cause, whatever pattern the case names for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kit.lint.words import pattern
from kit.model import Record, Statement
from kit.model.record import Key, Text
from kit.tools import yaml_text
from kit.tools.prose import masked, sentences

_SHORT = 3  # letters of words that tell no event from another
_BEGINS = 5  # letters by which a word is the same in another form
_NEAR = 6  # words that may stand among those of a pattern's name
_CHECKED = pattern(
    (
        "nobody|no_one|no .. counted|compared|looked|checked|saw|watched",
        "did|had|was|were not|never .. count|compare|look|check|checked|see|seen|told|asked",
        "report|reports|rule|rules|check|checks|procedure .. counted|asked|said|named",
    )
)
"""Words about a check that was missing: what they say it should have seen is no claim that this happened."""
_ELSE = re.compile(r";|,\s(?:and|but|so|yet)\b|\b(?:because|but|although|while)\b", re.IGNORECASE)
_DENIED_BEFORE = re.compile(
    r"(?:\b(?:not|never|neither|nor|no|none\sof|hardly\sany|without|whether|if|rather\sthan|instead\sof|ruled\sout|excluded)|n['’]t)"
    r"(?:\s(?:have|see|receive|get|face|find|record)(?:\s(?:an?|any))?"
    r"|(?:\s(?:because\sof|due\sto|caused\sby|by|from|in))?(?:\s(?:an?|any|the|our|that))?)\s$",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"\s(?:\w{1,20}\s){0,3}?(?:(?:was|were|is|are|has\sbeen|have\sbeen|can\sbe)\s(?:\w{1,20}\s)?(?:ruled\sout|excluded)"
    r"|(?:was|were|is|are)\s(?:not|no)\s(?:the\s|a\s|our\s)?(?:cause|reason|problem|part)|did\snot\s(?:happen|occur))\b",
    re.IGNORECASE,
)
_DENIED_WITHIN = re.compile(r"(?:\b(?:not|never)|n['’]t)\s(?:(?!and\b|but\b|or\b)\w{1,20}\s){0,2}\S{1,20}$", re.IGNORECASE)
_DENIES = re.compile(
    r"\b(?:not|never|no|nobody|none|nor|neither|without|whether)\b|n['’]t\b|\bruled\sout|\bexcluded", re.IGNORECASE
)
_ZH_BEFORE = re.compile(
    r"(?:不是|并非|不因|非因|而非|没有|未出现|未发生|不存在|并无|排除|是否|[未没无][有人]?(?:核对|检查|登记|统计|比对))[^，。；！？]{0,6}$"
)
_ZH_AFTER = re.compile(r"[^，。；！？]{0,6}(?:已排除|不成立|不存在|未发生|并非原因|不是原因)")


class _Cause(Record):
    """The phrases of one cause, and the tests of the patterns that are it."""

    tests: tuple[Key, ...]
    words: tuple[Text, ...]


class _Sheet(Record):
    causes: tuple[_Cause, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a cause some words stand."""

    language: str
    start: int
    end: int
    is_name: bool = False  # the words of a name stand near one another, and others among them

    def holds(self, other: "Place") -> bool:
        """Whether the other's words are all of the phrase that stands here."""
        return not self.is_name and self.language == other.language and self.start <= other.start and other.end <= self.end


def told(cause: Statement, name: str, test: str | None) -> tuple[Place, ...]:
    """Where the cause states that pattern: by every word of its name, near one another, or by a phrase that people use for it.

    Words that it denies or rules out, and those of a check that was missing, state nothing.

    >>> bool(told(Statement(en="A live stream brought four times the usual orders."), "More orders", "volume_spike"))
    True
    >>> told(Statement(en="Nobody checked whether the van was late."), "One carrier is late", "carrier")
    ()
    >>> told(Statement(en="This was not because of a surge in orders."), "More orders", "volume_spike")
    ()
    """
    english, chinese = _phrases().get(test or "", ((), ()))
    claimed = _claimed(cause.en)
    return (
        *_by_name(claimed, name),
        *(place for phrase in english for place in _by_phrase(claimed, phrase)),
        *(_by_chinese(cause.zh or "", chinese) if chinese else ()),
    )


def _claimed(text: str) -> str:
    """The text, with what a missing check should have seen blotted out; all places stay."""
    spans = []
    for start, end in sentences(text):
        for found in _CHECKED.finditer(text, start, end):
            other = _ELSE.search(text, found.end(), end)
            spans.append((found.start(), other.start() if other else end))
    return masked(text, spans, by="|")


def _by_phrase(text: str, phrase: str) -> Iterator[Place]:
    for found in pattern((phrase,)).finditer(text):
        is_within = not _DENIES.search(phrase.replace("|", " ").replace("_", " ")) and _DENIED_WITHIN.search(found.group())
        before = text[max(0, found.start() - 60) : found.start()]
        if not (is_within or _DENIED_BEFORE.search(before) or _DENIED_AFTER.match(text, found.end())):
            yield Place("en", *found.span())


def _by_name(text: str, name: str) -> Iterator[Place]:
    stems = frozenset(stem for _, stem in _stems(name))
    if len(stems) < 2:
        return
    for start, end in sentences(text):
        held = [(found, stem) for found, stem in _stems(text[start:end]) if stem in stems]
        if {stem for _, stem in held} != stems:
            continue
        first, last = held[0][0].start(), held[-1][0].end()
        said = text[start + first : start + last]
        is_near = len(said.split()) <= len(name.split()) + _NEAR
        if is_near and (_DENIES.search(name) or not _DENIES.search(text[start:end])):
            yield Place("en", start + first, start + last, is_name=True)


def _by_chinese(text: str, phrases: tuple[str, ...]) -> Iterator[Place]:
    for found in _chinese(phrases).finditer(text):
        if not (_ZH_BEFORE.search(text[max(0, found.start() - 16) : found.start()]) or _ZH_AFTER.match(text, found.end())):
            yield Place("zh", *found.span())


def _stems(text: str) -> list[tuple[re.Match[str], str]]:
    """The words that tell one event from another, each with the beginning that it shares with its other forms."""
    return [(found, found.group().lower()[:_BEGINS]) for found in re.finditer(r"[^\W_]+", text) if len(found.group()) > _SHORT]


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

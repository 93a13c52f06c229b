"""G605: a long word that is one letter away from a word of appeals, and is no word itself."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from kit.lint.parts import found
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Record, Remedy, Subject
from kit.model.record import Text
from kit.tools import yaml_text
from kit.tools.prose import excerpt

SHORTEST = 7  # shorter words have neighbours that are words too
_LONG = re.compile(rf"(?<![\w@./'’-])[a-z]{{{SHORTEST},24}}(?![\w@/'’]|\.\w)")
_ENDINGS = (
    "",
    "s",
    "es",
    "d",
    "ed",
    "ing",
    "ly",
    "er",
    "ers",
    "al",
    "able",
    "ment",
    "ments",
    "ness",
    "ion",
    "ions",
    "or",
    "ors",
    "ance",
    "ative",
)


class LongWords(Record):
    """The words of `long_words.yaml`, and those that are no slip although they stand near one."""

    words: Text
    also: Text


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    for passage, match, sentence in found(subject.letter.passages, _LONG):
        word = match.group()
        right = meant(word)
        if right:
            yield Hit(
                where=passage.where,
                message=Both(
                    f"“{word}” is one letter from “{right}”: “{excerpt(sentence)}”",
                    f"“{word}”与“{right}”只差一个字母：“{excerpt(sentence)}”",
                ),
                fix=Both(f"write “{right}” if that is meant", f"若是此意，请写“{right}”"),
                quote=word,
                remedy=Remedy(old=word, new=right, is_safe=False),
            )


@cache
def meant(word: str) -> str | None:
    """The known word from which this one differs by a letter too many, too few, another, or two that changed places."""
    words, near = _known()
    if word in words:
        return None
    return next((right for form in (word, *_less(word)) for right in near.get(form, ()) if _is_one_slip(word, right)), None)


@cache
def _known() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    stated = yaml_text.read(LongWords, Path(__file__).parents[1] / "long_words.yaml")
    right = tuple(sorted(set(stated.words.split())))
    near: dict[str, list[str]] = defaultdict(list)
    for word in right:
        for form in (word, *_less(word)):
            near[form].append(word)
    forms = {form for word in (*right, *stated.also.split()) for form in _inflected(word)}
    return frozenset(forms), {form: tuple(words) for form, words in near.items()}


def _inflected(word: str) -> Iterator[str]:
    """The word with its usual endings, British and American."""
    roots = {word, *(word.removesuffix(ending) for ending in ("s", "es", "d", "ed", "ing", "ion", "ly", "al"))}
    stems = {stem for root in roots for stem in (root, root.removesuffix("e"), root.removesuffix("y") + "i", root + root[-1])}
    for stem in sorted(stems):
        for ending in _ENDINGS:
            form = stem + ending
            yield from (form, form.replace("is", "iz"), form.replace("iz", "is"), form.replace("our", "or"))


def _less(word: str) -> set[str]:
    return {word[:n] + word[n + 1 :] for n in range(len(word))}


def _is_one_slip(wrong: str, right: str) -> bool:
    if wrong[0] != right[0]:
        return False
    if len(wrong) != len(right):
        longer, shorter = sorted((wrong, right), key=len, reverse=True)
        return len(longer) - len(shorter) == 1 and shorter in _less(longer)
    places = [n for n in range(len(wrong)) if wrong[n] != right[n]]
    if len(places) == 2:
        a, b = places
        return b == a + 1 and wrong[a] == right[b] and wrong[b] == right[a]
    return len(places) == 1


RULE = Rule(
    id="G605",
    name="slip-of-a-letter",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("Long words of appeals are spelt right.", "申诉常用长词要拼写正确。"),
    why=said(
        "A slip in each line reads as a machine's translation, and a wrong word in a fact as a wrong fact.",
        "处处错字像是机翻；事实里的错字会被当作错的事实。",
    ),
    source="seed 000: 未校验英文语法及专业术语; research/lint.md §1",
    grade="seed",
    check=check,
    bad=(
        "The catagory was changed.",
        "The planner corected the setting.",
        "The certificte of the lamp was uploaded.",
    ),
    good=(
        "The categories were corrected, and the certificates uploaded.",
        "Labelled and labeled parcels were cancelled or canceled.",
        "The catalogue of Corected Ltd was organised by the organizer.",
    ),
)

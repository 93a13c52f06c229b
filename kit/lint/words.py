"""Word rules: a YAML file in `kit/lint/rules/` that lists phrases a letter should not hold.

A phrase is matched without regard to case. A space stands for any white space, a `*` at the end of a word for any
ending and at its beginning for any beginning, `|` between words of one place for a choice (`strengthen*|improve* management`), `_` for a space within a choice, `<others>` for a choice of
`choices.yaml`. A place that ends in `?` may be absent, `..` stands for up to three words and `#` for a number. Nothing else is special,
so a pattern cannot be slow. `reads` names kinds of sentences by classes of words (`kit.lint.sense`). `instead` maps a phrase to the right words: its findings carry a remedy.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, ConfigDict, model_validator

from kit.lint.rule import Hit, Rule
from kit.lint.sense import Read, readers
from kit.model import Both, Grade, Record, Remedy, Severity, Statement, Subject
from kit.model.case import Pairs
from kit.model.record import Text
from kit.tools import yaml_text
from kit.tools.prose import excerpt, sentence_around

_BEGINS = re.compile(r"(?:[.!?][\"'”’)]?\s{1,3}|[。！？\n])[\"'“‘(]?$")
_QUOTED = re.compile(r"[“\"][^“”\"]{1,200}[”\"]")
Phrases = Annotated[tuple[Text, ...], BeforeValidator(lambda v: v or ())]


class WordRule(Record):
    """What such a file states. `fix` says what to write instead."""

    id: Text
    name: Text
    severity: Severity
    what: Statement
    why: Statement
    source: Text
    grade: Grade
    stance: Literal["plan", "dispute"] | None = None
    message: Statement  # {0} is what was found
    fix: Statement
    words: Phrases = ()
    instead: Pairs = ()  # phrases with what to write; a closed set, never a fact
    is_safe: bool = False  # whether `instead` keeps the meaning for sure
    unless: Phrases = ()  # in the same sentence: no finding
    reads: tuple[Read, ...] = ()  # kinds of sentences, told by their words
    spares_quotes: bool = False  # words in quotation marks are another's, a listing's or a notice's
    places: tuple[Text, ...] = ()  # only passages whose place starts so; (): all
    bad: tuple[str, ...]
    good: tuple[str, ...]

    @model_validator(mode="after")
    def _has_phrases(self) -> Self:
        if not self.phrases:
            raise ValueError("give words, or instead")
        if not (self.message.zh and self.fix.zh):
            raise ValueError("message and fix need Chinese too: {en: …, zh: …}")
        return self

    @property
    def phrases(self) -> tuple[str, ...]:
        """All that it looks for."""
        return (*self.words, *(phrase for phrase, _ in self.instead))


def read(path: Path) -> Rule:
    """The rule that the file states."""
    words = yaml_text.read(WordRule, path)
    speaks = pattern(words.phrases)
    kinds = readers(words.reads, pattern, spares_quotes=words.spares_quotes)
    fix = Both(words.fix.en, words.fix.zh or "")

    def is_spared(sentence: str) -> bool:
        return bool(words.unless and pattern(words.unless).search(sentence))

    def check(subject: Subject) -> Iterable[Hit]:
        assert subject.letter is not None
        for passage in subject.letter.passages:
            if words.places and not passage.where.startswith(words.places):
                continue
            for found in speaks.finditer(passage.text):
                sentence = sentence_around(passage.text, found.start())
                if words.spares_quotes and _is_quoted(passage.text, found.span()):
                    continue
                if not is_spared(sentence):
                    yield Hit(
                        where=passage.where,
                        message=_message(words, found.group(), excerpt(sentence)),
                        fix=fix,
                        quote=sentence,
                        remedy=_remedy(found, words),
                    )
        yield from _of_kinds(subject)

    def _of_kinds(subject: Subject) -> Iterable[Hit]:
        for passage, found, sentence in kinds(subject):
            if not (speaks.search(sentence) or is_spared(sentence)):
                message = _message(words, found, excerpt(sentence))
                yield Hit(where=passage.where, message=message, fix=fix, quote=sentence, is_by_kind=True)

    return Rule(
        id=words.id, name=words.name, severity=words.severity, what=words.what, why=words.why, source=words.source,
        grade=words.grade, stance=words.stance, needs=frozenset({"letter"}), check=check, bad=words.bad, good=words.good,
    )  # fmt: skip


def _is_quoted(text: str, span: tuple[int, int]) -> bool:
    """Whether the words stand in quotation marks."""
    return any(quoted.start() < span[0] and span[1] < quoted.end() for quoted in _QUOTED.finditer(text))


def _message(words: WordRule, found: str, sentence: str) -> Both:
    """What is wrong with the words that were found, and the sentence around them."""
    quote = f"“{' '.join(found.split())}”"
    return Both(f"{words.message.en.format(quote)}: “{sentence}”", f"{(words.message.zh or '').format(quote)}：“{sentence}”")


def _remedy(found: re.Match[str], words: WordRule) -> Remedy | None:
    """What to write instead of what was found, with its capital; that of an abbreviation only where a sentence begins."""
    old = found.group()
    new = next((new for wrong, new in words.instead if pattern((wrong,)).fullmatch(old)), None)
    if new is None:
        return None
    before = found.string[: found.start()]
    is_first = not before.strip(" “‘(\"'") or bool(_BEGINS.search(before[-8:]))
    has_capital = old[0].isupper() and (old[1:2].islower() or is_first)
    return Remedy(old=old, new=new[0].upper() + new[1:] if has_capital else new, is_safe=words.is_safe)


@cache
def pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One linear pattern for all phrases, the longest first. A phrase of letters stands as whole words."""
    ordered = sorted(phrases, key=lambda p: (-len(p), p))
    if wrong := [p for p in ordered if p.endswith(("?", " ..")) or p.split()[0].endswith(("?", ".."))]:
        raise ValueError(f"a phrase begins and ends with a word that must be there: {wrong}")
    spelled = [_phrase(p) for p in ordered if _is_word(p)]
    first = re.escape("".join(sorted({word[0] for p in ordered for word in _alternatives(p.split()[0]) if word[0].isalnum()})))
    is_open = any(word[0] == "*" for p in ordered for word in _alternatives(p.split()[0]))
    head = "" if is_open else f"(?=[{first}])"  # the first letter fails fastest
    whole = rf"{head}(?<!\w)(?:{'|'.join(spelled)})(?!\w)" if spelled else ""
    return re.compile("|".join(filter(None, (whole, *(_phrase(p) for p in ordered if not _is_word(p))))), re.IGNORECASE)


def _is_word(phrase: str) -> bool:
    """Whether the phrase begins with letters, and so stands as whole words."""
    return _begins(phrase).removeprefix("*")[0].isalnum()


_GAP = r"(?:(?:[\w'’-]{1,20}(?:,\d{3}){0,2},?|&)\s{1,4}){0,3}"


def _begins(phrase: str) -> str:
    return next(iter(_alternatives(phrase.split(maxsplit=1)[0])))


def _phrase(phrase: str) -> str:
    *places, last = phrase.split()
    return "".join(map(_place, places)) + _choice(last)


def _place(place: str) -> str:
    """A place that others follow."""
    if place == "..":
        return _GAP
    return rf"(?:{_choice(place[:-1])}\s{{1,4}})?" if place.endswith("?") else rf"{_choice(place)}\s{{1,4}}"


def _choice(place: str) -> str:
    return r"\d[\d,.]{0,9}" if place == "#" else f"(?:{'|'.join(map(_words, _alternatives(place)))})"


def _alternatives(place: str) -> tuple[str, ...]:
    """The words of one place, with those of a choice in place of its name; the longest first."""
    found = [word for part in place.split("|") for word in (_choices()[part[1:-1]] if part.startswith("<") else (part,))]
    return tuple(sorted(set(found), key=lambda w: (-len(w), w)))


class Choices(Record):
    """The words of `choices.yaml`, by name."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, Annotated[tuple[Text, ...], BeforeValidator(lambda v: tuple(w.strip() for w in v.split("|")))]]


@cache
def _choices() -> dict[str, tuple[str, ...]]:
    return yaml_text.read(Choices, Path(__file__).with_name("choices.yaml")).__pydantic_extra__ or {}


def _words(words: str) -> str:
    return r"\s{1,4}".join(map(_word, words.replace("_", " ").split()))


def _word(word: str) -> str:
    stem = re.escape(word.removesuffix("*").removeprefix("*")).replace("'", "['’]")
    return (r"\w{1,12}" if word.startswith("*") else "") + stem + (r"\w{0,12}" if word.endswith("*") else "")

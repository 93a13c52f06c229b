"""What a listing must not say (`claim_words.yaml`, read once): words of a notice and of forbidden classes of claims, found in a text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from pydantic import AfterValidator

from kit.model import Case, Grade, Record, Statement
from kit.model.record import Key, SiteCode, Text
from kit.paths import POLICY
from kit.tools import yaml_text
from kit.tools.prose import sentence_around
from kit.tools.word_edges import joined_to
from kit.tools.word_forms import alike

COMPLAINED = "complained"  # the class of the notice's own words
CHANGED = "changed"  # the class of the notice's words in another form: a person has to look
_AROUND = 36  # characters shown on either side


def _compiles(shape: str) -> str:
    re.compile(shape)
    return shape


class ClaimClass(Record):
    """One class of claims that a page forbids, with words that show it; `shapes` are regular expressions without nested repeats."""

    id: Key
    name: Statement
    source: Text
    grade: Grade  # of the class; the words are own judgement
    read_on: tuple[SiteCode, ...] = ()
    en: tuple[Text, ...] = ()
    zh: tuple[Text, ...] = ()
    marks: tuple[Text, ...] = ()  # one of them stands in whatever fits a shape
    shapes: tuple[Annotated[str, AfterValidator(_compiles)], ...] = ()


class _Sheet(Record):
    classes: tuple[ClaimClass, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words found in a text: which class, as they stand there, and the words around."""

    kind: str  # COMPLAINED, CHANGED, or the id of a class
    phrase: str  # of the notice or of the sheet; what was found, for a shape
    words: str  # as they stand in the text
    around: str
    sentence: str  # the whole of it, up to 300 characters


@cache
def classes() -> tuple[ClaimClass, ...]:
    """Every class of claims."""
    return yaml_text.read(_Sheet, POLICY / "claim_words.yaml").classes


def complained(case: Case) -> tuple[str, ...]:
    """The words to which the notice objects: fact `claims` of the evidence of kind notice, parted by semicolons."""
    stated = [value for item in case.evidence if item.kind == "notice" for key, value in item.facts if key == "claims"]
    return tuple(dict.fromkeys(part.strip(" “”\"'") for text in stated for part in text.split(";") if part.strip()))


def said(text: str, phrases: Iterable[str]) -> Iterator[Said]:
    """Each of the notice's phrases, as it is or in another form, and each forbidden claim in the text, once a phrase."""
    read = _read(text)
    low = read.lower()
    exact: list[re.Match[str]] = []
    other: list[str] = []
    for phrase in phrases:
        plain = _read(phrase)
        if _longest(plain) in low and (found := _pattern(plain).search(read)):
            exact.append(found)
            yield _said(COMPLAINED, phrase, read, found)
        else:
            other.append(phrase)
    for phrase in other:
        close = alike(read, _read(phrase))
        if close and not any(one.start() < close.end() and close.start() < one.end() for one in exact):
            yield _said(CHANGED, phrase, read, close)
    for kind in classes():
        for phrase in (*kind.en, *kind.zh):
            if _longest(phrase) in low and (found := _pattern(phrase).search(read)):
                yield _said(kind.id, phrase, read, found)
        for shape in kind.shapes if any(mark in low for mark in kind.marks) else ():
            if found := re.search(shape, read):
                yield _said(kind.id, found[0], read, found)


def named(text: str, kind: str, phrases: Iterable[str]) -> Iterator[Said]:
    """Each of the phrases that stands in the text, told as of this class."""
    read = _read(text)
    low = read.lower()
    for phrase in phrases:
        if _longest(phrase) in low and (found := _pattern(phrase).search(read)):
            yield _said(kind, phrase, read, found)


@cache
def _longest(phrase: str) -> str:
    """The word of a phrase that is looked for first: most texts lack it, and it is found a hundred times as fast as the whole."""
    return max((word for word in phrase.lower().split() if "#" not in word), key=len, default="")


def _read(text: str) -> str:
    """The text as a reader takes it: wide letters as plain ones, one kind of apostrophe, nothing that does not show."""
    return unicodedata.normalize("NFKC", text).replace("’", "'").replace("‐", "-").replace("&", " and ").translate(_UNSEEN)


_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def _said(kind: str, phrase: str, text: str, found: "re.Match[str]") -> Said:
    return Said(
        kind=kind,
        phrase=phrase,
        words=" ".join(found[0].split()),
        around=_around(text, found),
        sentence=sentence_around(text, found.start()),
    )


def nearly_holds(text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text, as it is or in another form."""
    return holds(text, phrase) or alike(_read(text), _read(phrase)) is not None


def holds(text: str, phrase: str) -> bool:
    r"""Whether the phrase stands in the text, in whatever case, spacing, hyphens and commas, with & for "and".

    >>> holds("Kills  99.9%\nof dust mites", "kills 99.9% of dust mites")
    True
    >>> holds("The secures", "cures"), holds("เพลงdetoxครีม", "detox")
    (False, True)
    """
    return _pattern(_read(phrase)).search(_read(text)) is not None


_BREAK = re.compile(r"\s+|(?<!\d)[-,]|[-,](?!\d)")  # between words; within a figure these marks belong to it


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """A phrase as whole words; a script without spaces has no edges of words, nor parts it the word that stands in it."""
    words = filter(None, _BREAK.split(re.sub(r"\s+%", "%", phrase)))
    inner = r"[\s,-]+".join(re.escape(word).replace(r"\#", r"\d[\d.,]{0,6}").replace("%", r"\s?%") for word in words)
    left = rf"(?<!{joined_to(phrase[0])})(?<!\d)" if re.match(r"[!-~]", phrase) and phrase[0].isalnum() else ""
    left += r"(?<!\d[.,])" if phrase[:1].isdigit() else ""  # 5 m does not stand in 4.5 m
    right = rf"(?!{joined_to(phrase[-1])})(?!\d)" if re.search(r"[!-~]$", phrase) and phrase[-1].isalnum() else ""
    return re.compile(left + inner + right, re.IGNORECASE)


def _around(text: str, found: "re.Match[str]") -> str:
    """The words with a few of their line on either side, cut at blanks."""
    first, last = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
    text, at = text[first : None if last < 0 else last], (found.start() - first, found.end() - first)
    start, end = max(0, at[0] - _AROUND), min(len(text), at[1] + _AROUND)
    left, right = text[start : at[0]], text[at[1] : end]
    if start and " " in left:
        left = "… " + left.partition(" ")[2]
    if end < len(text) and " " in right:
        right = right.rpartition(" ")[0] + " …"
    return " ".join(f"{left}{found[0]}{right}".split())

"""What kind of sentence it is, told by classes of words and by what in it could be checked; no phrase has to be known.

A word rule names such kinds under `reads`. A sentence is of a kind if it `opens` with one of these words, holds a word of each line of `holds`, none of `lacks`, stands in
one of the sections `among`, and is as `bare` as is said:

- `figures`: it names no exhibit, no time of day, no frequency, and no number but a day's;
- `sentence`: not even a day;
- `section`: nor does the whole section name a day. Only in letters without a case: elsewhere the fields say it.
"""

import re
from collections.abc import Callable, Iterator
from typing import Literal

from kit.lint.statements import states_cause, states_measure
from kit.model import Letter, Passage, Record, Subject
from kit.model.record import Text
from kit.tools.prose import sentences
from kit.tools.written_dates import MONTH, written

Bareness = Literal["", "figures", "sentence", "section"]
Phrased = Callable[[tuple[str, ...]], re.Pattern[str]]

_CHECKABLE = re.compile(
    r"\d|[%€£$¥]|\b(?:exhibits?|annex|appendix|daily|weekly|monthly|quarterly|hourly|twice)\b"
    r"|\b(?:each|every|per|any)\s(?:\w{1,12}\s)?(?:day|week|month|quarter|year|hour|shift|morning|evening|night|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|parcel|package|order|batch|carton|lot|delivery|listing|product|video|script|item|sku|model|label|pallet|return|refund|invoice)s?\b",
    re.IGNORECASE,
)
_STATES: dict[str, Callable[[str], bool]] = {"": bool, "cause": states_cause, "measure": states_measure}
_FIRST_WORDS = 40  # characters
_ORDINAL = re.compile(r"^\W{0,4}(?:\d{1,2}(?:\.\d{1,2}){1,3}[.)、]?(?=\s)|\d{1,2}[.)、]|\(\d{1,2}\))\s{0,3}")
_LABEL = re.compile(
    r"^(?:root\s)?(?:causes?|actions?|measures?|(?:corrective|preventive|preventative)\s\w{4,10})\s?[:.–-](?:\s|$)", re.IGNORECASE
)
_QUOTED = re.compile(r"[“\"][^“”\"]{1,200}[”\"]")
_MONTH = re.compile(rf"\b{MONTH}\s\d{{4}}\b")


class Read(Record):
    """A kind of sentence, as the file of a word rule states it: phrases of one line of `holds` are parted by `;`."""

    among: tuple[Text, ...] = ()  # beginnings of places; (): all
    opens: Text | None = None  # what stands in its first words: who acts
    holds: tuple[Text, ...]
    lacks: tuple[Text, ...] = ()
    bare: Bareness = ""
    alone: bool = False  # only in a letter without a case: in a case the fields say when and who, and a sentence may be short
    most: int = 0  # words; 0: any number
    tells: Literal["", "cause", "measure"] = ""  # what the sentence has to state (`kit.lint.statements`)


def readers(
    reads: tuple[Read, ...], pattern: Phrased, *, spares_quotes: bool = False
) -> Callable[[Subject], Iterator[tuple[Passage, str, str]]]:
    """A function that gives each sentence of one of the kinds: its passage, the words that told it, and the sentence."""

    def first(line: str, text: str) -> re.Match[str] | None:
        return pattern(tuple(phrase.strip() for phrase in line.split(";"))).search(text)

    def told(sentence: str, kind: Read) -> str:
        """The words of the first line, if the sentence holds all and lacks what it should; few patterns are made in vain."""
        found = first(kind.holds[0], sentence)
        if not found or (kind.most and sentence.count(" ") >= kind.most):
            return ""
        if kind.opens and not first(kind.opens, sentence[:_FIRST_WORDS]):
            return ""
        if not all(first(line, sentence) for line in kind.holds[1:]) or any(first(line, sentence) for line in kind.lacks):
            return ""
        return found.group() if _STATES[kind.tells](sentence) else ""

    def found(subject: Subject) -> Iterator[tuple[Passage, str, str]]:
        assert subject.letter is not None
        undated = _undated(subject.letter) if subject.stated is None else frozenset()
        for passage in subject.letter.passages:
            own = [k for k in reads if (not k.among or passage.where.startswith(k.among)) and not (k.alone and subject.stated)]
            for start, end in sentences(passage.text) if own else ():
                sentence = " ".join(passage.text[start:end].split())
                own_words = _LABEL.sub("", _QUOTED.sub("“…”", sentence) if spares_quotes else sentence)
                bare = _bareness(sentence, is_undated=section(passage) in undated)
                words = next((w for kind in own if kind.bare in bare and (w := told(own_words, kind))), "")
                if words:
                    yield passage, words, sentence

    return found


def _bareness(sentence: str, *, is_undated: bool) -> tuple[Bareness, ...]:
    """All that is true of the sentence."""
    days = written(sentence)
    if _CHECKABLE.search(_ORDINAL.sub("", _without(sentence, [(d.start, d.end) for d in days]))):
        return ("",)
    if days:
        return "", "figures"
    return ("", "figures", "sentence", "section") if is_undated else ("", "figures", "sentence")


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text


def section(passage: Passage) -> str:
    """The part of the letter in which a passage stands: `preventive`, `dispute.wrong`."""
    place = passage.where.split(".")
    return ".".join(place[:2]) if place[0] == "dispute" else place[0]


def _undated(letter: Letter) -> frozenset[str]:
    """The sections in which no day and no month stands."""
    dated = {section(p) for p in letter.passages if written(p.text) or _MONTH.search(p.text)}
    return frozenset({section(p) for p in letter.passages} - dated)

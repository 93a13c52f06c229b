"""Sentences, figures and exhibit numbers in a text, with their places. All patterns are linear."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from kit.tools.citations import typed

_BREAK = re.compile(r"[.!?]['\"”)\]]?\s{1,3}(?=[A-Z0-9\"'“(])|[。！？]|\n")
_SHORT = re.compile(r"(?:\b(?:Co|Ltd|Inc|No|no|Nos|p|pp|vs|Mr|Mrs|Ms|Dr|St|approx|e\.g|i\.e|a\.m|p\.m|Art|Sec|Exh|cf)|\b[A-Z])$")


@lru_cache(maxsize=256)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence, in order; blank ones are left out."""
    ends = (f.end() for f in _BREAK.finditer(text) if not _is_short(text, f.start()))
    return tuple((a, b) for a, b in pairwise((0, *ends, len(text))) if text[a:b].strip())


def _is_short(text: str, dot: int) -> bool:
    """Whether the full stop belongs to a short form (Co., No., p.)."""
    return text[dot] == "." and bool(_SHORT.search(text[max(0, dot - 8) : dot]))


def sentence_around(text: str, at: int) -> str:
    """The sentence in which the character stands, at most 300 characters of it."""
    spans = sentences(text)
    start, end = spans[max(0, bisect_right(spans, (at, len(text) + 1)) - 1)] if spans else (0, len(text))
    if end - start > 300:
        start, end = max(start, at - 150), min(end, at + 150)
    return " ".join(text[start:end].split())


_UNFINISHED = re.compile(r"(?<![!-~À-ɏ])[!-~À-ɏ]+$")  # the run of Latin letters, digits and marks at the end: part of a word


def excerpt(text: str, most: int = 160) -> str:
    """The text, or at most so many characters of it: it ends with a whole word and "…". Chinese may be cut at any character."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    if not text[most - 1].isspace() and (part := _UNFINISHED.search(head + text[most - 1])) and part.start():
        head = head[: part.start()]
    return head.rstrip(" \t\n,;:，、；：—–-") + "…"


# --- exhibits -----------------------------------------------------------------------------------


def exhibits(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and number of each "Exhibit 3" in a text, and of each number in "Exhibits 4–7 and 9"."""
    for ends in typed(text):
        yield from ends


# --- figures ------------------------------------------------------------------------------------

_NUMBER = re.compile(
    r"(?:(?<![\w.])|(?<=\bGBP)|(?<=\bUSD)|(?<=\bEUR)|(?<=\bCNY)|(?<=\bRMB))(?:[£$€¥₫฿₱]\s?)?"
    r"(?P<number>\d{1,3}(?:[,\u00a0\u202f]\d{3}){1,5}(?:\.\d{1,6})?|\d{1,30}(?:\.\d{1,6})?)"
    r"(?P<percent>\s?(?:%|percent\b|per\scent\b|pct\b))?"
)
_UNIT = re.compile(r"\d(?:h|hrs?|kg|g|cm|mm|m|ml|l|k|x|mb|kb|d|pcs|days?|min|s)$", re.IGNORECASE)
_TOKEN = re.compile(r"[^\s,;()\[\]{}“”\"'’‘!?|<>]+")
_REFERENCE = re.compile(
    r"\b(?:EN|ISO|IEC|ISO/IEC|UN|ASTM|BS|DIN|UL|GB|CFR|Regulation|Directive|Annex|Article|Class|[Vv]ersion"
    r"|[Pp]ages?|[Tt]able|[Ss]tep|[Ll]ine|[Ff]igure|[Ss]tation|[Gg]ate|[Dd]ock|[Bb]ay|[Bb]elt|[Aa]isle|[Uu]nit|[Bb]uilding|pp?\.)\s?(?:\([A-Z]{2,3}\)\s?)?\d[\w./:()-]{0,30}"
    r"|\b[Ss]ections?\s\d{1,2}\b(?!\.\d)"  # of this letter; a "section 7.2" of some policy is a claim
    r"|(?<![\w.])\d{1,3}\s(?=CFR\b)|(?m:^)\s{0,4}\d{1,2}[.)]\s"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as written, and what it says."""

    start: int
    end: int
    written: str
    value: Decimal
    is_percent: bool
    after: str  # the words that follow, for units

    @property
    def decimals(self) -> int:
        """Digits after the point."""
        exponent = self.value.as_tuple().exponent
        return -exponent if isinstance(exponent, int) and exponent < 0 else 0

    @property
    def key(self) -> tuple[Decimal, bool]:
        """What two writings of one figure share."""
        return self.value.normalize(), self.is_percent


def figures(text: str) -> Iterator[Figure]:
    """The numbers of a text. Mask first what is not one: `masked(text, spans)`."""
    for found in _NUMBER.finditer(text):
        if "0" <= text[found.end() : found.end() + 1] <= "9":
            continue  # a run of digits that no person wrote as a number
        value = Decimal(found["number"].replace(",", "").replace("\u00a0", "").replace("\u202f", ""))
        written = found.group().strip()
        yield Figure(found.start(), found.end(), written, value, bool(found["percent"]), text[found.end() : found.end() + 40])


def masked(text: str, spans: Iterable[tuple[int, int]], *, by: str = " ") -> str:
    """The same text with blanks, or that character, in the spans, so that all places stay."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        if end > at:
            pieces += [text[at : max(at, start)], by * (end - max(at, start))]
            at = end
    return "".join((*pieces, text[at:]))


def codes(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and text of each word that holds a digit: ids, SKUs, figures, as written without end punctuation."""
    for found in _TOKEN.finditer(text):
        word = found.group().rstrip(".:-–/")
        if any(c.isdigit() for c in word):
            yield found.start(), found.start() + len(word), word


def is_name(word: str) -> bool:
    """Whether a word with a digit in it is a name or code (SKU-12, 3PL, 2nd, A4), not a figure."""
    if "@" in word or "://" in word or word == "24/7":
        return True
    has_letters = any(c.isalpha() for c in word)
    return has_letters and not _UNIT.search(word) and not _is_money(word)


_DESIGN_PATENT = re.compile(r"USD\d{6,7}(?:S\d?)?")  # of the United States, as registers write it: no sum, which has its commas


def _is_money(word: str) -> bool:
    return (
        not _DESIGN_PATENT.fullmatch(word)
        and len(word) > 3
        and word[:3] in {"GBP", "USD", "EUR", "CNY", "RMB"}
        and word[3].isdigit()
    )


def references(text: str) -> Iterator[tuple[int, int]]:
    """Spans of numbers that name a place or a standard: EN 71-1, page 2, the number of a list item."""
    for found in _REFERENCE.finditer(text):
        yield found.start(), found.end()

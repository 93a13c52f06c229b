"""Buyers' data in texts by their look, so that a person can have them masked on a copy.

Conservative patterns: what a person would call a phone number, an e-mail address or a recipient. A name is found where a label
says that it is one, or where the caller knows it; addresses and postcodes, which companies have too, only near a name.
Papers of identity are never looked at: they must stay whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kit import policy
from kit.evidence.reading.proposed import MAX_TEXT
from kit.model import BuyerMarks, Evidence, Word
from kit.tools.page_geometry import Box

Patterns = tuple[tuple[str, re.Pattern[str]], ...]
Spans = tuple[tuple[Word, int, int], ...]
KNOWN = "known "  # before the kind of what the case's own data name
IDENTITY = (
    "identity",
    "passport",
    "id_card",
    "business_licence",
    "business_license",
    "driving_licence",
    "residence_permit",
    "licence",
    "account_profile",
    "business_registration",
    "bank_statement",
    "utility_bill",
    "tax_letter",
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,4}")
_PHONES = r"\(?\+\d{1,3}\)?(?:[ .-]?\(?[\d*]{1,5}\)?){2,6}|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)1[3-9]\d[ -]\d{4}[ -]\d{4}"
"""Of every site: with a country's +, and mobile numbers of China. The site's own are in its pack."""
_STREETS = (
    r"\d{1,4}[A-Za-z]?,? (?:[A-Z][a-z]{1,20} ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Close|Drive|Dr|Way|Court|Crescent|Gardens"
    r"|Terrace|Boulevard|Blvd)\b"
    r"|[A-ZÄÖÜ][a-zäöüß-]{2,30}(?:straße|strasse|str\.|weg|platz|allee|gasse) \d{1,4}[a-z]?\b"
    r"|\d{1,4}(?: bis)?,? (?:rue|avenue|boulevard|place|chemin|impasse|allée) [^\n,]{3,40}"
    r"|(?:Calle|Avenida|Via|Viale|Piazza|Corso) [A-Z][^\n,]{2,40},? \d{1,4}\b"
    r"|[\u4e00-\u9fff]{2,12}[省市区县][\u4e00-\u9fff\d]{2,20}[路街道巷]\d{1,5}号[^\n]{0,20}"
)
NAMES = ("recipient", "name")
NEAR = 5  # lines from a name within which its address stands; a turned page may be read from its end
_LABEL = re.compile(
    r"(?<![A-Za-z])(?P<label>recipient(?:'s)?(?: name)?|ship to|deliver to|delivered to|consignee|buyer(?: name)?|customer name"
    r"|shipping address|delivery address|signed for by|收件人|收货人|买家姓名|买家|收件地址|收货地址|联系电话|手机号)"
    r"[ \t]{0,3}[:：][ \t]{0,3}(?P<value>[^\n]{2,80})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerMark:
    """Something of a buyer's on a page. Areas are shares of the page from its upper left corner; () where text has no place."""

    evidence: str
    page: int  # of those shown, from 1
    what: str  # phone number, e-mail address, postcode, recipient, name
    quote: str
    areas: tuple[Box, ...]


def buyer_marks(evidence: Iterable[Evidence], site: str, names: Iterable[str] = ()) -> tuple[BuyerMark, ...]:
    """Each place where a buyer's data seem to stand. `names` are known buyers' names; they are not kept."""
    patterns = patterns_of(site, [("name", name) for name in names])
    return tuple(mark for one in evidence if is_looked_at(one) for mark in _of_file(one, patterns))


def is_looked_at(one: Evidence) -> bool:
    """Whether the evidence may be masked at all: not papers of identity, nor what the kit made."""
    return not one.item.made and not any(word in one.item.kind for word in IDENTITY)


def patterns_of(site: str, known: Iterable[tuple[str, str]] = ()) -> Patterns:
    """What is looked for on a site; `known` are texts that are a buyer's, each with what it is."""
    marks = policy.site(site).buyers if site in policy.codes() else BuyerMarks()
    phones = "|".join(filter(None, (_PHONES, marks.phones)))
    found = [("e-mail address", _EMAIL), ("phone number", re.compile(rf"(?<![\w.,/+-])(?:{phones})(?![\w*-])"))]
    found.append(("address", re.compile(rf"(?<![\w,.])(?:{_STREETS})")))
    if marks.postcodes:
        found.append(("postcode", re.compile(rf"(?<![\w-])(?:{marks.postcodes})(?![\w-])")))
    by_kind: dict[str, set[str]] = {}
    for what, text in known:
        by_kind.setdefault(what, set()).update({text.strip()} if len(text.strip()) >= 2 else ())
    for what, texts in sorted(by_kind.items()):
        spelled = "|".join(map(_spelled, sorted(texts, key=lambda n: (-len(n), n))))
        found.append((f"{KNOWN}{what}", re.compile(spelled, re.IGNORECASE)))
    return tuple(found)


def _spelled(name: str) -> str:
    """A name as whole words; Chinese writes no blanks around it."""
    inner = r"\s{0,3}".join(map(re.escape, name.split()))
    return rf"(?<!\w){inner}(?!\w)" if name[0].isascii() and name[-1].isascii() else inner


def _of_file(one: Evidence, patterns: Patterns) -> Iterator[BuyerMark]:
    for n, told in enumerate(one.text, 1):
        words = one.words[n - 1] if one.words else ()
        text, spans = with_spans(words) if words else (told[:MAX_TEXT], ())
        for what, start, end in found_in(text, patterns):
            yield BuyerMark(evidence=one.item.id, page=n, what=what, quote=text[start:end], areas=areas(spans, start, end))


def areas(spans: Spans, start: int, end: int) -> tuple[Box, ...]:
    """One area for each line on which the words from `start` to `end` stand."""
    return tuple(_merged([w for w, a, b in spans if a < end and start < b]))


def found_in(text: str, patterns: Patterns) -> Iterator[tuple[str, int, int]]:
    """What is found, none inside another; a whole labelled line first."""
    found = [("recipient", m.start("value"), m.end("value")) for m in _LABEL.finditer(text)]
    found += [(what, m.start(), m.end()) for what, p in patterns for m in p.finditer(text) if _holds(what, m.group())]
    end = 0
    for what, start, stop in sorted(_with_names(text, found), key=lambda f: (f[1], -f[2])):
        if stop > end:
            yield what, max(start, end), stop
            end = stop


def _with_names(text: str, found: list[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """The same without addresses and postcodes that stand near no name."""
    names = [text.count("\n", 0, end) for what, _, end in found if what.removeprefix(KNOWN) in NAMES]
    for what, start, end in found:
        line = text.count("\n", 0, start)
        if what not in ("address", "postcode") or any(abs(line - name) <= NEAR for name in names):
            yield what.removeprefix(KNOWN), start, end


def _holds(what: str, quote: str) -> bool:
    return what != "phone number" or 8 <= sum(c.isdigit() or c == "*" for c in quote) <= 15


def with_spans(words: Sequence[Word]) -> tuple[str, Spans]:
    """The words as text, a blank between those of a line unless Chinese, and where in it each stands."""
    pieces: list[str] = []
    spans: list[tuple[Word, int, int]] = []
    at, line = 0, 0
    for word in words:
        gap = "" if not spans else "\n" if word.line != line else _gap(spans[-1][0].text, word.text)
        pieces += [gap, word.text]
        at += len(gap)
        spans.append((word, at, at + len(word.text)))
        at, line = at + len(word.text), word.line
    return "".join(pieces), tuple(spans)


def _gap(before: str, after: str) -> str:
    return "" if not before[-1:].isascii() and not after[:1].isascii() else " "


def _merged(words: Sequence[Word]) -> Iterator[Box]:
    """One area for the words of each line."""
    for line in dict.fromkeys(w.line for w in words):
        of_line = [w for w in words if w.line == line]
        yield (
            min(w.left for w in of_line),
            min(w.top for w in of_line),
            max(w.right for w in of_line),
            max(w.bottom for w in of_line),
        )

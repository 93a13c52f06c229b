"""Buyers' data that evidence shows: where it stands, so that a person can have it masked on a copy.

Conservative patterns: what a person would call a phone number, an address line or a recipient. A name is found where a label
says that it is one, or where the caller knows it. Papers of identity are never looked at: they must stay whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kit.evidence.reading.proposed import MAX_TEXT
from kit.model import Evidence, Word
from kit.tools.page_geometry import Box

IDENTITY = (
    "identity",
    "passport",
    "id_card",
    "business_licence",
    "business_license",
    "driving_licence",
    "residence_permit",
    "licence",
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,4}")
_PHONES = {  # by site; numbers of other countries need their +
    "": r"\(?\+\d{1,3}\)?(?:[ .-]?\(?[\d*]{1,5}\)?){2,6}|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)1[3-9]\d[ -]\d{4}[ -]\d{4}",
    "UK": r"0(?:7\d{3} ?\d{3} ?\d{3}|[12]\d{2,4} \d{3,4} ?\d{3,4})",
    "US": r"\(\d{3}\) ?\d{3}-\d{4}|\d{3}[-.]\d{3}[-.]\d{4}",
    "DE": r"01[567]\d[ /-]?\d{7,8}|0\d{2,4}[ /-]\d{5,8}",
    "FR": r"0[1-9](?:[ .]\d{2}){4}",
    "IT": r"3\d{2} \d{6,7}|3\d{2} \d{3} \d{3,4}",
    "ES": r"[67]\d{2} \d{3} \d{3}",
    "SA": r"05\d[ -]?\d{3}[ -]?\d{4}",
    "AE": r"05\d[ -]?\d{3}[ -]?\d{4}",
    "ID": r"08\d{2}[ -]\d{4}[ -]\d{3,5}|08\d{9,11}",
    "TH": r"0[689]\d[ -]\d{3}[ -]\d{4}",
    "VN": r"0[35789]\d{2}[ .]\d{3}[ .]\d{3}",
    "PH": r"09\d{2}[ -]?\d{3}[ -]?\d{4}",
    "MY": r"01\d-\d{3,4} ?\d{4}",
    "SG": r"[89]\d{3} \d{4}",
    "JP": r"0[789]0-\d{4}-\d{4}",
    "MX": r"\d{2} \d{4} \d{4}",
}
_POSTCODES = {
    "UK": r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}",
    "US": r"[A-Z]{2} \d{5}(?:-\d{4})?",
    "DE": r"\d{5} [A-ZÄÖÜ][a-zäöüß]{2,30}",
    "FR": r"\d{5} [A-Z][A-Za-zéèçôî-]{2,30}",
    "IT": r"\d{5} [A-Z][a-zàèìòù]{2,30}",
    "ES": r"\d{5} [A-Z][a-záéíóúñ]{2,30}",
    "JP": r"〒\d{3}-\d{4}",
    "SG": r"Singapore \d{6}",
    "MX": r"C\.?P\.? \d{5}",
}
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
    patterns = _patterns(site, names)
    return tuple(mark for one in evidence if is_looked_at(one) for mark in _of_file(one, patterns))


def is_looked_at(one: Evidence) -> bool:
    """Whether the evidence may be masked at all: not papers of identity, nor what the kit made."""
    return not one.item.made and not any(word in one.item.kind for word in IDENTITY)


def _patterns(site: str, names: Iterable[str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    phones = "|".join(_PHONES[key] for key in ("", site) if key in _PHONES)
    found = [("e-mail address", _EMAIL), ("phone number", re.compile(rf"(?<![\w.,/+-])(?:{phones})(?![\w*-])"))]
    if site in _POSTCODES:
        found.append(("postcode", re.compile(rf"(?<![\w-])(?:{_POSTCODES[site]})(?![\w-])")))
    known = sorted({n.strip() for n in names if len(n.strip()) >= 2}, key=lambda n: (-len(n), n))
    if known:
        found.append(("name", re.compile("|".join(map(_spelled, known)), re.IGNORECASE)))
    return tuple(found)


def _spelled(name: str) -> str:
    """A name as whole words; Chinese writes no blanks around it."""
    inner = r"\s{1,3}".join(map(re.escape, name.split()))
    return rf"(?<!\w){inner}(?!\w)" if name.isascii() else inner


def _of_file(one: Evidence, patterns: Sequence[tuple[str, re.Pattern[str]]]) -> Iterator[BuyerMark]:
    for n, told in enumerate(one.text, 1):
        words = one.words[n - 1] if one.words else ()
        text, spans = _with_spans(words) if words else (told[:MAX_TEXT], ())
        for what, start, end in _of_text(text, patterns):
            areas = tuple(_merged([w for w, a, b in spans if a < end and start < b]))
            yield BuyerMark(evidence=one.item.id, page=n, what=what, quote=text[start:end], areas=areas)


def _of_text(text: str, patterns: Sequence[tuple[str, re.Pattern[str]]]) -> Iterator[tuple[str, int, int]]:
    """What is found, none inside another; a whole labelled line first."""
    found = [("recipient", m.start("value"), m.end("value")) for m in _LABEL.finditer(text)]
    found += [(what, m.start(), m.end()) for what, p in patterns for m in p.finditer(text) if _holds(what, m.group())]
    end = 0
    for what, start, stop in sorted(found, key=lambda f: (f[1], -f[2])):
        if stop > end:
            yield what, max(start, end), stop
            end = stop


def _holds(what: str, quote: str) -> bool:
    return what != "phone number" or 8 <= sum(c.isdigit() or c == "*" for c in quote) <= 15


def _with_spans(words: Sequence[Word]) -> tuple[str, tuple[tuple[Word, int, int], ...]]:
    """The words as text, a blank between those of a line, and where in it each stands."""
    pieces: list[str] = []
    spans: list[tuple[Word, int, int]] = []
    at, line = 0, 0
    for word in words:
        gap = "" if not spans else "\n" if word.line != line else " "
        pieces += [gap, word.text]
        at += len(gap)
        spans.append((word, at, at + len(word.text)))
        at, line = at + len(word.text), word.line
    return "".join(pieces), tuple(spans)


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

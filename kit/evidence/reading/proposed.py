"""Facts that the text of evidence seems to state: proposed to a person, who may take them into `evidence[].facts`."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from kit.evidence.reading.known import Known
from kit.model import Confidence, Evidence, ProposedFact
from kit.tools import paper_labels as labels
from kit.tools import tracking_numbers
from kit.tools.written_dates import Written, long, written

MOST_ALIKE = 4  # of one key in a file; more are counted instead of listed
MAX_TEXT = 200_000  # characters of a page that are read
_MAX_SHAPED = 200  # numbers of a page whose shape is looked at
_AROUND = 40  # characters shown on each side
_LEAD = re.compile(r"[ \t]{0,4}(?:(?:is|of|on|was)\b)?[ \t]{0,4}[.:：#]{0,2}\s{0,4}")
_CODE = re.compile(r"(?=[A-Z0-9/_.()-]{0,39}\d)[A-Z0-9][A-Z0-9/_()-]{3,39}(?:\.\d{1,6})?", re.IGNORECASE)
_FORM = r"(?:Ltd|Limited|Inc|Incorporated|LLC|L\.L\.C|LLP|PLC|Corp|Corporation|Co|GmbH|S\.[ALpr]|S\.?L|Lda|Pte|Pty|Pvt|Sdn)\b"
_NAME = re.compile(rf"[^\W\d_](?:[^\n\r\v\f\u2028\t,;:，。；：|]|[,，](?=[ ]?{_FORM})){{1,118}}", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w&'.-]{0,30} ){0,4}[A-Z][\w&'.-]{0,30}\s?$|[\u4e00-\u9fff（）()]{4,30}$")
_CURRENCY = r"(?:GBP|USD|EUR|CNY|RMB|HK\$|US\$|[£$€¥￥])"
_DIGITS = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,2})?"
_MONEY = re.compile(rf"{_CURRENCY}\s?(?:{_DIGITS})|(?:{_DIGITS})\s?(?:GBP|USD|EUR|CNY|RMB|元|万元)")
_ORDER = re.compile(r"(?<!\w)5[78]\d{16,17}(?!\w)")  # the platform's order ids as its exports show them
_PARCEL = re.compile(r"(?<![\w-])(?=[A-Z]{0,4}\d)[A-Z0-9]{10,34}(?![\w-])")
_GAP = re.compile(r"\s{3,}|\u3000")
_MARKED = re.compile(r"\b([A-Z][\w&'-]{1,24})\s?[®™]")
_RANK: dict[Confidence, int] = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    key: str
    value: str
    start: int
    end: int
    confidence: Confidence
    why: str


def proposed(evidence: Iterable[Evidence], known: Known | None = None) -> tuple[ProposedFact, ...]:
    """What the pages of each piece of evidence seem to state, in the order of the case, the surest first."""
    known = known or Known()
    return tuple(fact for one in evidence if not one.item.made for fact in _of_file(one, known))


def _of_file(one: Evidence, known: Known) -> Iterator[ProposedFact]:
    facts = dict(one.item.facts)
    found = [
        _told(one, page, text[:MAX_TEXT], f, facts)
        for page, text in enumerate(one.text, 1)
        for f in _of_page(text[:MAX_TEXT], known)
    ]
    found = [_misreadable(f) if one.words and one.words[f.page - 1] else f for f in found]
    labelled = {f.value for f in found if f.key != "date"}
    found = [f for f in found if f.key != "date" or f.value not in labelled]
    distinct = list({(f.key, f.value): f for f in reversed(found)}.values())
    distinct.sort(key=lambda f: (f.key, _RANK[f.confidence], f.page))
    kept = [f for _, alike in groupby(distinct, key=lambda f: f.key) for f in _few(list(alike))]
    yield from sorted(kept, key=lambda f: (_RANK[f.confidence], f.page, f.key))


def _few(alike: list[ProposedFact]) -> list[ProposedFact]:
    """The proposals of one key; a list of numbers or days becomes its count, or its first and last day."""
    if len(alike) <= MOST_ALIKE:
        return alike
    first = alike[0]
    if first.key == "date":
        sure = sorted((w.days[0], n) for n, f in enumerate(alike) for w in written(f.value) if len(w.days) == 1)
        ends = (("first_day", sure[0]), ("last_day", sure[-1])) if sure else ()
        return [replace(alike[n], key=key, why=f"the {key[:-4]} of {len(alike)} days on these pages") for key, (_, n) in ends]
    if first.key in ("order_number", "tracking_number"):
        known = sum(f.confidence == "high" for f in alike)
        why = f"{known:,} of them are in the case's order data" if known else "none of them is in the case's order data"
        return [replace(first, key=f"{first.key}s", value=f"{len(alike):,}", why=why, stated=None)]
    return alike[:MOST_ALIKE]


def _misreadable(fact: ProposedFact) -> ProposedFact:
    """The same where the text was read in a picture: never quite sure."""
    return replace(
        fact, confidence="medium" if fact.confidence == "high" else fact.confidence, why=f"{fact.why}; read in a picture"
    )


def _told(one: Evidence, page: int, text: str, found: _Found, facts: dict[str, str]) -> ProposedFact:
    around = " ".join(text[max(0, found.start - _AROUND) : found.end + _AROUND].split())
    confidence, why = found.confidence, found.why
    return ProposedFact(
        evidence=one.item.id, key=found.key, value=found.value, page=page, around=around, confidence=confidence, why=why,
        stated=facts.get(found.key) or _under_another_name(found, facts),
    )  # fmt: skip


def _under_another_name(found: _Found, facts: dict[str, str]) -> str | None:
    """The stated value that is the same, whatever its key: people name facts as they like."""
    return next((v for v in facts.values() if _plain(found.value) in _plain(v)), None) if len(found.value) > 5 else None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


# --- one page -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's text, the dates in it, and what the case knows."""

    text: str
    known: Known
    days: tuple[Written, ...]

    def day_from(self, at: int) -> Written | None:
        """The date that starts there, or a few characters on (“from Monday 15 June 2026”)."""
        n = bisect_left(self.days, at, key=attrgetter("start"))
        near = n < len(self.days) and self.days[n].start < at + 12 and "\n\n" not in self.text[at : self.days[n].start]
        return self.days[n] if near else None

    def day_to(self, at: int) -> Written | None:
        """The date that ends there, or before a blank there."""
        n = bisect_left(self.days, at - 1, key=attrgetter("end"))
        return self.days[n] if n < len(self.days) and self.days[n].end <= at else None


def _of_page(text: str, known: Known) -> Iterator[_Found]:
    """Everything found, what a label names first."""
    page = _Page(text, known, written(text))
    labelled = [*_before(page), *_behind(page)]
    yield from labelled
    yield from (_date("date", day, "stands alone, without a word that says what it is", "low") for day in page.days if day.days)
    taken = {f.value for f in labelled}
    yield from _numbers(page, taken)
    yield from _names(page, taken)


def _before(page: _Page) -> Iterator[_Found]:
    """Values that stand behind their label. A name needs a colon, for “carrier” is a plain word too."""
    for found in labels.before().finditer(page.text):
        label, why = labels.label_of(found.group()), f"stands after “{' '.join(found.group().split())}”"
        lead = _LEAD.match(page.text, found.end())
        assert lead
        value = _VALUES[label.value](page, label.key, lead.end(), why)
        if value and (label.value != "name" or any(c in ":：" for c in lead.group())):
            yield value


def _date_at(page: _Page, key: str, at: int, why: str) -> _Found | None:
    day = page.day_from(at)
    return _date(key, day, why) if day else None


def _money_at(page: _Page, key: str, at: int, why: str) -> _Found | None:
    money = _MONEY.match(page.text, at)
    return _Found(key=key, value=money.group(), start=at, end=money.end(), confidence="high", why=why) if money else None


def _code_at(page: _Page, key: str, at: int, why: str) -> _Found | None:
    code, day = _CODE.match(page.text, at), page.day_from(at)
    is_date = day is not None and day.start == at and day.names_a_day
    return _code(key, code, page.known, why) if code and not is_date else None


def _name_at(page: _Page, key: str, at: int, why: str) -> _Found | None:
    name = _NAME.match(page.text, at)
    if not name:
        return None
    is_headed = page.text[name.end() : name.end() + 1] in (":", "：")  # then the last word is the next label
    return _name(key, _ended(name.group(), is_headed=is_headed), at, page.known, why)


_VALUES: dict[labels.ValueKind, Callable[[_Page, str, int, str], _Found | None]] = {
    "date": _date_at,
    "money": _money_at,
    "code": _code_at,
    "name": _name_at,
}


def _behind(page: _Page) -> Iterator[_Found]:
    """Values that stand before their label: Calder Express (the Carrier); 自 2026 年 6 月 15 日起施行."""
    for found in labels.behind().finditer(page.text):
        label, why = labels.label_of(found.group()), f"stands before “{' '.join(found.group().split())}”"
        if label.value == "date" and (day := page.day_to(found.start())):
            yield _date(label.key, day, why)
        elif label.value == "name" and (name := _NAME_BEFORE.search(page.text[max(0, found.start() - 80) : found.start()])):
            yield _name(label.key, name.group().strip(), found.start() - len(name.group()), page.known, why)


def _numbers(page: _Page, taken: set[str]) -> Iterator[_Found]:
    """Order and tracking numbers that no label names: by what the case knows, then by their shape."""
    for match in _ORDER.finditer(page.text):
        if match.group() not in taken:
            yield _code("order_number", match, page.known, "has the shape of the platform's order ids", "medium")
    looked = 0
    for match in _PARCEL.finditer(page.text):
        if match.group() in taken or _ORDER.fullmatch(match.group()):
            continue
        if match.group() in page.known.tracking:
            yield _code("tracking_number", match, page.known, "stands alone")
        elif looked < _MAX_SHAPED:
            looked += 1
            yield from _shaped(match)


def _shaped(match: re.Match[str]) -> Iterator[_Found]:
    """A number whose shape speaks for one carrier and whose check digit holds; anything else is left alone."""
    fits = tracking_numbers.shape(match.group()).fits
    fit = next((fit for fit in fits if fit.is_telling and fit.check == "holds"), None)
    if fit:
        why = f"has the shape of {fit.carrier}, and its check digit holds"
        yield _Found(
            key="tracking_number", value=match.group(), start=match.start(), end=match.end(), confidence="medium", why=why
        )


def _names(page: _Page, taken: set[str]) -> Iterator[_Found]:
    """Carriers and brands of the case, and words with a trade mark's sign, that no label names."""
    known = page.known
    for key, names in (("carrier", known.carriers), ("brand", known.brands)):
        for name in sorted(names - taken):
            at = page.text.find(name)
            if len(name) > 2 and at >= 0:
                yield _Found(key=key, value=name, start=at, end=at + len(name), confidence="medium", why=f"a {key} of this case")
    for match in _MARKED.finditer(page.text):
        if match[1] not in taken | known.brands:
            yield _name("brand", match[1], match.start(), known, "carries the sign of a trade mark")


# --- one value ----------------------------------------------------------------------------------------


def _date(key: str, day: Written, why: str, sure: Confidence = "high") -> _Found:
    value = long(day.days[0]) if len(day.days) == 1 else day.text
    if day.is_ambiguous:
        why, sure = f"{why}; it can be {' or '.join(long(d) for d in day.days)}", "low"
    elif not day.days:
        why, sure = f"{why}; it does not name a whole day", "low"
    return _Found(key=key, value=value, start=day.start, end=day.end, confidence=sure, why=why)


def _code(key: str, code: re.Match[str], known: Known, why: str, sure: Confidence = "high") -> _Found:
    number = code.group().rstrip("-_/(")
    held = {"order_number": known.orders, "tracking_number": known.tracking}.get(key)
    if held:
        is_held = number in held
        sure = "high" if is_held else "medium"
        why += "; it is in the case's order data" if is_held else "; it is not in the case's order data"
    return _Found(key=key, value=number, start=code.start(), end=code.end(), confidence=sure, why=why)


def _name(key: str, name: str, at: int, known: Known, why: str) -> _Found:
    held = {"carrier": known.carriers, "brand": known.brands, "seller": known.own}.get(key, frozenset())
    is_known = any(_plain(name) in _plain(k) or _plain(k) in _plain(name) for k in held)
    if held:
        why += f"; a {key} of this case" if is_known else f"; no {key} that this case names"
    return _Found(key=key, value=name, start=at, end=at + len(name), confidence="high" if is_known else "medium", why=why)


def _ended(name: str, *, is_headed: bool) -> str:
    """A name up to the next label on the same line, or to a gap."""
    if is_headed and " " in name.strip():
        name = name.rstrip().rpartition(" ")[0]
    following = labels.before().search(name, 2)
    return _GAP.split(name[: following.start()] if following else name, maxsplit=1)[0].strip(" .·-–(（")

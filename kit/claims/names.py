"""Names that a letter and an exhibit may say: carriers and brands that are known, and firms by the words that firms end in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from kit.model import Case, Grade, Orders, Record, Seller
from kit.model.record import Text
from kit.tools import yaml_text
from kit.tools.trade_marks import unsigned

Sort = Literal["carrier", "brand", "firm"]
_KEYS: dict[str, Sort] = {
    "carrier": "carrier", "courier": "carrier", "brand": "brand", "trade_mark": "brand", "trademark": "brand", "issuer": "firm",
    "supplier": "firm", "laboratory": "firm", "manufacturer": "firm", "importer": "firm", "insurer": "firm", "auditor": "firm",
}  # fmt: skip
_SHORT = 4  # capitals of so few letters are read only as written: UPS is not "ups"
_END = (
    "Ltd|Limited|LLP|PLC|Inc|LLC|Corp|Corporation|GmbH|AG|SARL|SAS|BV|Logistics|Couriers?|Freight|Fulfilment|Fulfillment"
    "|Laboratory|Laboratories|Testing|Certification|Inspection"
)
_FIRM = re.compile(rf"(?<![\w&'’.-])(?:[A-Z][\w&'’-]{{1,30}}\.?,?\s){{1,5}}(?:{_END})\b")
_FIRST = re.compile(
    r"(?:(?:On|The|Our|From|At|In|When|With|By|Since|After|Before|An|And|But|For|To|As|We|It|This|That|Both|Until|Under)\s)+"
)


class Carriers(Record):
    """The file of carriers: the names of a line are one carrier."""

    source: Text
    grade: Grade
    carriers: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in a text. All names of one firm share `who`."""

    start: int
    end: int
    text: str
    who: str
    sort: Sort


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a case knows, to be found in any text."""

    own: tuple[str, ...]  # the seller's and its shops', folded
    known: dict[str, tuple[str, Sort]]  # folded name: who it is
    pattern: re.Pattern[str]
    as_written: frozenset[str]  # short ones in capitals

    def within(self, text: str) -> Iterator[Name]:
        """The known names in a text, none inside another."""
        for found in self.pattern.finditer(text):
            name = _folded(found.group())
            if name not in self.as_written or found.group().isupper():
                who, sort = self.known[name]
                yield Name(found.start(), found.end(), found.group(), who, sort)

    def told(self, text: str) -> Iterator[Name]:
        """The names in a letter's text that are not the seller's own."""
        known = [name for name in self.within(text) if not self._is_own(name.text)]
        yield from known
        for found in _FIRM.finditer(text):
            lead = _FIRST.match(found.group())
            start = found.start() + (lead.end() if lead else 0)
            name = text[start : found.end()]
            is_known = any(n.start < found.end() and start < n.end for n in known)
            if " " in name and not is_known and not self._is_own(name):
                yield Name(start, found.end(), name, _folded(name), "firm")

    def others(self, who: str, sort: Sort) -> dict[str, str]:
        """Every known name of the sort that is another's, folded, with whose it is."""
        return {name: other for name, (other, its) in self.known.items() if its == sort and other != who}

    def aliases(self, who: str) -> tuple[str, ...]:
        """All folded names of one firm."""
        return tuple(name for name, (other, _) in self.known.items() if other == who)

    def _is_own(self, name: str) -> bool:
        return any(_folded(name) in own or own in _folded(name) for own in self.own)


def names(case: Case, seller: Seller, orders: Orders | None) -> Names:
    """The carriers that the kit knows, and the carriers, brands and firms of the case's evidence and data."""
    stated = [(unsigned(value), _KEYS[key]) for item in case.evidence for key, value in item.facts if key in _KEYS]
    stated += [(name, "carrier") for name in _column(orders.lines if orders else None, "carrier")]
    stated += [(unsigned(name), "brand") for name in _column(orders.table("products") if orders else None, "brand")]
    lines = [(name, line[0], "carrier") for line in _carriers() for name in line]
    written = {name: _folded(name) for name in [*(n for n, _, _ in lines), *(n for n, _ in stated)] if _is_a_name(name)}
    known: dict[str, tuple[str, Sort]] = {_folded(name): (_folded(first), "carrier") for name, first, _ in lines}
    for name, sort in stated:
        known.setdefault(_folded(name), (_folded(name), sort))
    own = (seller.legal_name, seller.legal_name_zh, *(shop.name for shop in seller.shops))
    return Names(
        own=tuple(_folded(name) for name in own if name),
        known=known,
        pattern=_any_of(written),
        as_written=frozenset(folded for name, folded in written.items() if len(name) <= _SHORT and name.isupper()),
    )


@cache
def _carriers() -> tuple[tuple[str, ...], ...]:
    return yaml_text.read(Carriers, Path(__file__).with_name("carriers.yaml")).carriers


def _column(table: object, name: str) -> tuple[str, ...]:
    """The different texts of a column, if it is there."""
    if table is None or name not in table:  # type: ignore[operator]
        return ()
    return tuple(sorted({str(v).strip() for v in table[name].dropna().unique()}))  # type: ignore[index]


def _is_a_name(name: str) -> bool:
    return len(name) > 1 and any(c.isalpha() for c in name)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _any_of(known: Iterable[str]) -> re.Pattern[str]:
    """One linear pattern, longer names first; a name of letters stands as whole words."""
    ordered = sorted(known, key=lambda n: (-len(n), n))
    spelled = (r"\s{1,3}".join(map(re.escape, name.split())) for name in ordered)
    whole = [rf"(?<![A-Za-z0-9]){s}(?![A-Za-z0-9])" if n.isascii() else s for n, s in zip(ordered, spelled, strict=True)]
    first = re.escape("".join(sorted({name[0] for name in ordered})))
    return re.compile(rf"(?=[{first}])(?:{'|'.join(whole)})", re.IGNORECASE)

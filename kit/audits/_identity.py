"""The entry in Seller Center, the papers of the business, and each field of the one held against the other.

All is read from the facts that people state of papers: company, registration_number, tax_number, legal_person, id_number, address,
warehouse_address, account_holder, account_number; `issued` and `valid_to` are days. The entry is evidence of kind `account_profile` with the
day on which it was `taken`. A paper that another has replaced names it as fact `replaced_by`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kit.audits.request import Request
from kit.model import EvidenceItem, day_of
from kit.policy.papers import age
from kit.tools.firm_names import folded
from kit.tools.written_dates import first_day

PROFILE = "account_profile"
_SHORT = {
    "suite": "ste", "street": "st", "avenue": "ave", "road": "rd", "drive": "dr", "lane": "ln", "boulevard": "blvd", "building": "bldg",
    "floor": "fl", "apartment": "apt", "court": "ct", "highway": "hwy", "parkway": "pkwy", "place": "pl", "square": "sq",
}  # fmt: skip
"""Words of an address that are also written short."""
_MASKED = re.compile(r"[*•·…xX#]{2,}|…")
_END = 4  # digits by which a number is shown

_STREET_ENDS = {"strasse": "str", "platz": "pl"}
"""Ends of a German street's name that are also written short, ß folded: Königstraße, Königstr."""
_STREETS_ABROAD = {
    "rue": "r", "bd": "blvd", "bld": "blvd", "bvd": "blvd", "av": "ave", "chemin": "ch", "impasse": "imp", "route": "rte", "faubourg": "fbg",
    "via": "v", "viale": "vle", "vle": "vle", "piazza": "pza", "corso": "cso", "largo": "lgo", "vicolo": "vlo",
    "calle": "c", "cl": "c", "avenida": "ave", "avda": "ave", "paseo": "pso", "carretera": "ctra", "plaza": "pza", "colonia": "col",
    "jalan": "jl", "jln": "jl", "lorong": "lrg", "thanon": "thn", "soi": "s", "đường": "đ",
}  # fmt: skip
"""The same of words that stand alone, in the languages of the sites."""

Kind = Literal["name", "number", "place"]
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_EAST = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
State = Literal["equal", "form", "differs", "unstated", "not on file", "in force", "ended", "fresh", "old"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """How a field is called and compared; `else_as`: the entry's field that it must equal where the entry has none of its own."""

    title: str
    name: str
    kind: Kind
    else_as: str = ""
    is_private: bool = False  # shown by its end


FIELDS = {
    "company": Field(title="Company", name="the company's name", kind="name"),
    "registration_number": Field(title="Registration number", name="the registration number", kind="number"),
    "tax_number": Field(title="Tax number", name="the tax number", kind="number"),
    "legal_person": Field(title="Legal person", name="the legal person", kind="name"),
    "id_number": Field(title="Identity number", name="the identity number", kind="number", is_private=True),
    "address": Field(title="Address", name="the address", kind="place"),
    "warehouse_address": Field(title="Warehouse", name="the warehouse", kind="place"),
    "account_holder": Field(title="Account holder", name="the account holder", kind="name", else_as="company"),
    "account_number": Field(title="Account number", name="the account number", kind="number", is_private=True),
    "issued": Field(title="Issued", name="the day of issue", kind="name"),
    "valid_to": Field(title="Valid until", name="the last day of validity", kind="name"),
}
_COMPARED = tuple(name for name in FIELDS if name not in {"issued", "valid_to"})
_ISSUED, _ENDS = ("issued", "dated", "date"), ("valid_to", "valid_until", "expires")

STATES: dict[str, tuple[str, ...]] = {
    "business_registration": ("company", "registration_number", "legal_person", "address"),
    "business_licence": ("company", "registration_number", "legal_person", "address"),
    "identity_document": ("legal_person", "valid_to"),
    "passport": ("legal_person", "valid_to"),
    "driving_licence": ("legal_person", "valid_to"),
    "bank_statement": ("account_holder", "account_number", "issued"),
    "utility_bill": ("company", "address", "issued"),
    "address_proof": ("company", "address", "issued"),
    "tax_letter": ("company", "tax_number", "issued"),
    "lease": ("company", "warehouse_address"),
    "warehouse_contract": ("company", "warehouse_address"),
}
"""The fields that a kind of paper should state; own judgement. What it states besides is compared too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One field of one paper."""

    item: EvidenceItem
    field: str
    shown: str  # as the paper has it, a private number by its end
    entry: str  # what Seller Center has, where it differs
    state: State
    said: str  # in words, without a point at its end

    @property
    def is_wrong(self) -> bool:
        """Whether the paper contradicts the entry, or does not count any more."""
        return self.state in {"form", "differs", "ended", "old"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The papers that count now, those that counted when the notice came, and the entry at both moments."""

    request: Request
    first: EvidenceItem
    last: EvidenceItem
    held: tuple[EvidenceItem, ...]
    held_then: tuple[EvidenceItem, ...]

    @property
    def first_day(self) -> date:
        """The day of the screenshot that shows the entry as the notice found it."""
        return _day(self.first, ("taken", *_ISSUED)) or self._noticed

    @property
    def last_day(self) -> date:
        """The day of the latest screenshot."""
        return _day(self.last, ("taken", *_ISSUED)) or self.request.today

    def then(self) -> tuple[Check, ...]:
        """Each field as the notice found it."""
        return tuple(check for item in self.held_then for check in self._of(item, self.first, self._noticed))

    def now(self) -> tuple[Check, ...]:
        """Each field on the letter's day."""
        return tuple(check for item in self.held for check in self._of(item, self.last, self.request.today))

    def unproved(self, *, now: bool = True) -> tuple[str, ...]:
        """The fields of the entry that no paper states."""
        entry, held = (self.last, self.held) if now else (self.first, self.held_then)
        own = _stated(entry)
        covered = {name for item in held for name in _stated(item)}
        return tuple(name for name in _COMPARED if own.get(name) and name not in covered | {"account_holder"})

    @property
    def _noticed(self) -> date:
        return day_of(self.request.case.violation.received, self.request.policy.zone)

    def _of(self, item: EvidenceItem, entry: EvidenceItem, day: date) -> Iterator[Check]:
        stated, own = _stated(item), _stated(entry)
        asked = STATES.get(item.kind, ())
        for name in _COMPARED:
            if name in stated or name in asked:
                yield self._compared(item, name, stated.get(name, ""), own)
        yield from self._dates(item, asked, day)

    def _compared(self, item: EvidenceItem, name: str, said: str, own: dict[str, str]) -> Check:
        field = FIELDS[name]
        mine = own.get(name) or own.get(field.else_as, "")
        shown, entry = (_end(text) if field.is_private else text for text in (said, mine))
        state: State = "unstated" if not said else "not on file" if not mine else compared(said, mine, field.kind)
        words = {
            "unstated": f"{item.id} does not state {field.name}",
            "not on file": f"the screenshot of Seller Center does not state {field.name}",
            "differs": f"{item.id} has {field.name} as “{shown}”, Seller Center as “{entry}”",
        }
        words["form"] = f"{words['differs']}: the same but for the way of writing"
        return Check(
            item=item,
            field=name,
            shown=shown,
            entry=entry if state in {"form", "differs"} else "",
            state=state,
            said=words.get(state, ""),
        )

    def _dates(self, item: EvidenceItem, asked: tuple[str, ...], day: date) -> Iterator[Check]:
        ends, issued = _day(item, _ENDS), _day(item, _ISSUED)
        limit = age(item.kind, self.request.case.violation.site)
        if ends or "valid_to" in asked:
            state: State = "unstated" if ends is None else "ended" if ends < day else "in force"
            shown = self.request.day(ends) if ends else ""
            said = f"{item.id} ended on {shown}" if ends else f"{item.id} does not state until when it is valid"
            yield Check(item=item, field="valid_to", shown=shown, entry="", state=state, said=said)
        if issued and limit:
            old = (day - issued).days
            said = f"{item.id} is {old} days old, and {limit.max_days} are accepted ({limit.grade}: {limit.source})"
            state = "old" if old > limit.max_days else "fresh"
            yield Check(item=item, field="issued", shown=self.request.day(issued), entry="", state=state, said=said)
        elif issued is None and "issued" in asked:
            yield Check(
                item=item, field="issued", shown="", entry="", state="unstated", said=f"{item.id} does not state its day of issue"
            )


def papers(request: Request) -> Papers | str:
    """The papers and both screenshots of the entry, or why nothing can be compared."""
    entries = [item for item in request.papers(PROFILE) if item.status == "have"]
    if not entries:
        return (
            "there is no screenshot of the entry in Seller Center (evidence of kind account_profile) to hold the papers against"
        )
    entries.sort(key=lambda item: _day(item, ("taken", *_ISSUED)) or date.max)
    here = [item for item in request.case.evidence if _is_paper(item)]
    if not here:
        return f"no paper of the business is among the evidence; known kinds: {', '.join(STATES)}"
    noticed = day_of(request.case.violation.received, request.policy.zone)
    return Papers(
        request=request,
        first=entries[0],
        last=entries[-1],
        held=tuple(item for item in here if "replaced_by" not in dict(item.facts)),
        held_then=tuple(item for item in here if (_day(item, _ISSUED) or noticed) <= noticed),
    )


def compared(one: str, other: str, kind: Kind) -> State:
    """Equal letter by letter, the same but for the way of writing, or different.

    >>> compared("12 Mill Road, Suite 4", "12 Mill Rd., Ste 4", "place"), compared("12 Mill Road", "21 Mill Road", "place")
    ('form', 'differs')
    >>> compared("88-3150462", "883150462", "number"), compared("****6308", "4402 1196 6308", "number")
    ('equal', 'equal')
    """
    if " ".join(unicodedata.normalize("NFKC", one).split()) == " ".join(unicodedata.normalize("NFKC", other).split()):
        return "equal"
    if kind == "number":
        return _numbers(one, other)
    fold = folded if kind == "name" else _place
    return "form" if _latin(_unspaced(fold(one))) == _latin(_unspaced(fold(other))) else "differs"


def _unspaced(folded_text: str) -> str:
    """Without blanks where it is written in Chinese or Japanese, which part no words by them."""
    return folded_text.replace(" ", "") if _EAST.search(folded_text) else folded_text


def _latin(text: str) -> str:
    """In letters without marks, as papers that pass through a bank have them: ü is ue, é is e."""
    spelt = "".join(_UMLAUTS.get(c, c) for c in unicodedata.normalize("NFC", text))
    return "".join(c for c in unicodedata.normalize("NFD", spelt) if not "\u0300" <= c <= "\u036f")


def _numbers(one: str, other: str) -> State:
    if _MASKED.search(one) or _MASKED.search(other):
        ends = [_bare(_MASKED.split(text)[-1]) for text in (one, other)]
        length = min(map(len, ends))
        return "equal" if length and ends[0][-length:] == ends[1][-length:] else "differs"
    return "equal" if _bare(one) == _bare(other) else "differs"


def _bare(number: str) -> str:
    return "".join(c for c in number.casefold() if c.isalnum())


def _place(address: str) -> str:
    plain = unicodedata.normalize("NFKC", address).casefold()
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return " ".join(_street(word) for word in words)


def _street(word: str) -> str:
    """A word of an address as it is written short; a name before the end of a street stays."""
    if short := _SHORT.get(word) or _STREETS_ABROAD.get(word):
        return short
    return next((word.removesuffix(end) + to for end, to in _STREET_ENDS.items() if word.endswith(end)), word)


def _end(number: str) -> str:
    bare = _bare(_MASKED.split(number)[-1])
    return f"…{bare[-_END:]}" if bare else ""


def _stated(item: EvidenceItem) -> dict[str, str]:
    return {key: said.strip() for key, said in item.facts if key in _COMPARED and said.strip()}


def _day(item: EvidenceItem, keys: tuple[str, ...]) -> date | None:
    return first_day(dict(item.facts), keys)


def _is_paper(item: EvidenceItem) -> bool:
    return item.status == "have" and not item.made and item.kind in STATES

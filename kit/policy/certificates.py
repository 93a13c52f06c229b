"""What each market asks for, by category and role: `certificates.yaml`, read once, record by record with source and grade.

The platform's own list (Category Requirements in Seller Center) comes first wherever a case states it; this is what is left
where it does not. Shapes of numbers say *plausible* or *not recognised*, never valid or false.
"""

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from typing import Literal

from kit.model import Grade, Record, Statement
from kit.model.record import Day, Key, Text
from kit.paths import POLICY
from kit.policy.claim_words import holds
from kit.policy.packs import heads
from kit.tools import yaml_text

Role = Literal["manufacturer", "importer", "repacker", "reseller"]
ROLES: tuple[Role, ...] = ("manufacturer", "importer", "repacker", "reseller")


class PaperKind(Record):
    """A kind of paper, and how people call it."""

    id: Key
    name: Statement
    words: tuple[Text, ...]


class Category(Record):
    """A category of goods, and words by which a listing's own category is taken for it (own judgement)."""

    id: Key
    name: Statement
    words: tuple[Text, ...]


class Requirement(Record):
    """What one market asks for in one category; `papers`: every one of these kinds."""

    id: Text
    market: Text  # a site, EU, or *
    category: Text  # or *
    document: Text
    need: Literal["legal", "marketplace", "customary"]
    papers: tuple[Key, ...] = ()
    prohibited: bool = False  # no paper cures it
    words: tuple[Text, ...] = ()  # holds only for goods that are called so; (): for the whole category
    roles: tuple[Role, ...] = ()  # (): whoever sells
    only_if: str | None = None
    issuer: Text
    holder: Text
    valid_days: int | None = None
    expiry: str | None = None
    misnomers: tuple[Text, ...] = ()
    source: str | None = None
    grade: Grade
    supports: str | None = None

    @property
    def is_verified(self) -> bool:
        """Whether somebody looked it up at all."""
        return self.grade != "own_knowledge"


class NumberShape(Record):
    """How the numbers of a paper look in a market."""

    id: Key
    market: Text
    paper: Key | None = None
    categories: tuple[Key, ...] = ()  # (): whatever the category
    pattern: str | None = None  # None: such papers carry no number
    fits: tuple[Text, ...] = ()
    misses: tuple[Text, ...] = ()
    check: str | None = None
    source: str | None = None
    grade: Grade


class Matrix(Record):
    """The whole file."""

    seen: Day
    kinds: tuple[PaperKind, ...]
    categories: tuple[Category, ...]
    requirements: tuple[Requirement, ...]
    numbers: tuple[NumberShape, ...]


@cache
def matrix() -> Matrix:
    """The matrix, read once."""
    return yaml_text.read(Matrix, POLICY / "certificates.yaml")


def market(site: str) -> str:
    """The market whose law a site is under."""
    head = heads().get(site)
    return (head and head.law) or site


def asked(site: str, category: str | None, role: str | None = None, called: str = "") -> tuple[Requirement, ...]:
    """Everything that the matrix has for a category on a site, in that role if it is stated: its own before what is general.

    `called`: what the goods are called, for records of certain goods of a category.
    """
    where = market(site)
    fitting = (r for r in matrix().requirements if r.market in {where, "*"} and r.category in {category, "*"})
    mine = (r for r in fitting if not r.roles or role is None or role in r.roles)
    meant = (r for r in mine if not r.words or any(holds(called, word) for word in r.words))
    return tuple(sorted(meant, key=lambda r: (r.market == "*", r.category == "*")))


def demanded(site: str, category: str | None, role: str | None = None, called: str = "") -> tuple[Requirement, ...]:
    """What the law asks for without an if, or the one prohibition: all that can be missing where the case states no list."""
    found = asked(site, category, role, called)
    prohibited = tuple(r for r in found if r.prohibited)
    return prohibited[:1] or tuple(r for r in found if r.need == "legal" and r.papers and not r.only_if)


def of_marketplace(site: str, category: str | None, role: str | None, called: str = "") -> tuple[Requirement, ...]:
    """What the marketplace, not the law, asks for in this role without an if: helpful where Category Requirements do not name it."""
    found = asked(site, category, role, called)
    if any(r.prohibited for r in found):
        return ()
    return tuple(r for r in found if r.need == "marketplace" and role in r.roles and r.papers and not r.only_if)


def prohibitions(site: str, category: str | None = None) -> tuple[Requirement, ...]:
    """The goods that no paper makes saleable on a site and that are known by what they are called, of that category or of any."""
    meant = (r for r in matrix().requirements if r.prohibited and r.words and r.category in {"*", category})
    return tuple(r for r in meant if r.market in {market(site), "*"})


def kind_of(words: str) -> str | None:
    """The kind of paper that a register or a list means: `NPRA notification note` is a product_notification."""
    return _first(words, ((k.id, (k.id.replace("_", " "), *k.words)) for k in matrix().kinds))


def kind_name(kind: str, language: Literal["en", "zh"] = "en") -> str:
    """How the kind is called."""
    found = next((k.name for k in matrix().kinds if k.id == kind), None)
    return (getattr(found, language) or found.en) if found else kind.replace("_", " ")


def category_name(category: str) -> str:
    """How the category is called."""
    return next((c.name.en for c in matrix().categories if c.id == category), category.replace("_", " "))


def category_of(words: str) -> str | None:
    """The category that a listing's own category is taken for, by its name here or its most special words; None: not recognised."""
    parts = [part.strip() for part in re.split(r"[/>＞|]", re.sub(r"\(\d+\)", "", words)) if part.strip()]
    known = [(c.id, (c.id.replace("_", " "), *c.words)) for c in matrix().categories]
    return next((found for part in reversed(parts) if (found := _called().get(_folded(part)) or _first(part, known))), None)


def shape(number: str, site: str, paper: str, category: str | None) -> Literal["plausible", "not recognised"] | None:
    """Whether a number looks like those of that market's papers; None where no shape is known."""
    fitting = [
        s
        for s in matrix().numbers
        if s.pattern and s.paper == paper and s.market == market(site) and (not s.categories or category in s.categories)
    ]
    if not fitting:
        return None
    return "plausible" if any(re.match(s.pattern or "", number.strip()) for s in fitting) else "not recognised"


@cache
def _called() -> dict[str, str]:
    """The categories by their English and Chinese names."""
    return {_folded(name): c.id for c in matrix().categories for name in (c.name.en, c.name.zh) if name}


def _folded(words: str) -> str:
    return " ".join(words.casefold().replace("’", "'").replace("_", " ").split())


def _first(words: str, known: Iterable[tuple[str, tuple[str, ...]]]) -> str | None:
    """The id whose words fit, the longest word first."""
    text = _folded(words)
    pairs = ((word, name) for name, all_words in known for word in all_words)
    fitting = [(len(word), name) for word, name in pairs if fnmatchcase(text, word.casefold())]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None

"""What a shop's points come to, as values that a shell can print in its language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Literal

from kit.model import Deduction, Fact, ShopPoints

Facts = Mapping[str, Fact]
System = Literal["hundred", "account_health", "violation_points", "none"]
State = Literal["counts", "lapsed", "removed", "observed", "unknown", "apart", "later"]
"""`unknown`: it counts, with points that nobody copied; `apart`: taken from another score; `later`: of a day still to come."""
Bound = Literal["", "at_least", "at_most", "less_unknown"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something to say: a key of the phrases, and what fills it. A statement is said in the reader's language."""

    key: str
    values: Mapping[str, object]


def note(key: str, **values: object) -> Note:
    """A note of that key."""
    return Note(key, values)


def number(fact: Fact) -> Decimal:
    """What a fact says, as a number."""
    return Decimal(str(fact.value))


def plain(points: Decimal) -> str:
    """Points as people write them: 4.5, 3, 20."""
    return f"{points.normalize():f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One line of the page and what it costs. `cost` is None where neither the page nor the profile gives points."""

    entry: Deduction
    cost: Decimal | None
    state: State
    until: date | None = None  # the day on which it lapses, or a warning becomes a deduction
    notes: tuple[Note, ...] = ()


def not_yet(entry: Deduction) -> Scored:
    """A line of a day after the one that is told of."""
    return Scored(entry=entry, cost=None, state="later", notes=(note("points_not_yet"),))


def misnamed(what: str, begin: str, facts: Facts) -> Iterator[Note]:
    """One note where a line's violation is no name of the rules and comes near one: it would not be told as a repeat."""
    names = [name.removeprefix(begin) for name in facts if name.startswith(begin)]
    near = () if what in names else get_close_matches(what, names, n=1, cutoff=0.8)
    yield from (note("points_misnamed", what=what, near=name) for name in near)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A score at which something happens. `left` is how many points are between it and the score; 0 once reached."""

    at: Decimal
    left: Decimal
    costs: tuple[Note, ...]
    grade: str

    @property
    def is_reached(self) -> bool:
        """Whether the score has come there."""
        return not self.left


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What one more violation would cost: between `least` and `most`, the scores after it, and the steps it would reach."""

    what: str
    least: Decimal
    most: Decimal
    after: tuple[Decimal, Decimal]
    reaches: tuple[Decimal, ...]  # in any case
    may_reach: tuple[Decimal, ...]  # at its most
    grade: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One shop on one day. System `none`: no rules of points were found for its site."""

    shop: ShopPoints
    system: System
    score: Decimal | None
    scale: tuple[Decimal, Decimal] | None  # where a shop starts, and where it ends
    bound: Bound = ""  # the score is no more than a bound while points of some line are unknown
    lines: tuple[Scored, ...] = ()
    steps: tuple[Step, ...] = ()
    following: tuple[Next, ...] = ()
    clean_since: date | None = None  # the last day with a deduction
    notes: tuple[Note, ...] = ()
    facts: tuple[Fact, ...] = ()  # all that were used, each with source and grade

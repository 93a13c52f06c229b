"""One sentence, one reproach: what was told by the kind of a sentence gives way to what its very words told; so do lookers at one word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kit.model import Finding

JUDGES = ("A202", "A203", "A206", "B101", "B102", "B103", "B104", "B107", "E851", "M311", "S703")
"""Rules that say what a sentence is. One that knows its words takes the place of one that only sees its kind."""
BROADEST = "B103"
"""Almost any sentence without a figure may be an empty measure: by its kind it is one only if no other rule knows better."""
ALSO = ("E827", "F907", "M303", "T501", "T503")
"""Rules that name what such a sentence lacks, or the paper that it speaks of: it is no wish to be better."""
SPELLERS = ("G602", "G605", "G606")
"""Rules that tell of a misspelt word, the surest first: a list of slips, a likeness to a known word, a checker."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding, and whether only the kind of its sentence told it."""

    finding: Finding
    is_by_kind: bool = False

    @property
    def rule(self) -> str:
        """The id of its rule."""
        return self.finding.rule.split()[0]


def surest(told: Iterable[Told]) -> Iterator[Finding]:
    """All findings but those by kind on a sentence that a rule of `JUDGES` tells by its words; the broadest gives way to any.

    A misspelt word is told once.
    """
    told = tuple(_spelt_once(tuple(told)))
    judged: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        if one.rule in (*JUDGES, *ALSO):
            judged[one.finding.where].append(one)
    for one in told:
        if not one.is_by_kind or not any(_is_over(other, one) for other in judged[one.finding.where]):
            yield one.finding


def _spelt_once(told: tuple[Told, ...]) -> Iterator[Told]:
    """Without the words that a surer of the `SPELLERS` tells at the same place."""
    by_word = [{_word(one.finding) for one in told if one.rule == speller} for speller in SPELLERS]
    for one in told:
        surer = by_word[: SPELLERS.index(one.rule)] if one.rule in SPELLERS else []
        if not any(_word(one.finding) in words for words in surer):
            yield one


def _word(finding: Finding) -> tuple[str, str]:
    """The place, and the word that is misspelt there."""
    return finding.where, (finding.remedy.old if finding.remedy else finding.quote).casefold()


def _is_over(other: Told, one: Told) -> bool:
    """Whether the other speaks of the same sentence and is the surer of both."""
    if (
        one.rule not in JUDGES
        or other.rule == one.rule
        or not (one.finding.quote in other.finding.quote or other.finding.quote in one.finding.quote)
    ):
        return False
    if one.rule == BROADEST:
        return not (other.is_by_kind and other.rule == "B102")
    return other.rule in JUDGES and not other.is_by_kind and (one.rule, other.rule) != ("B104", "B101")

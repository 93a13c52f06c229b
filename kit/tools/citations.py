"""Exhibits as a letter names them, one or several: "Exhibit 3", "Exhibits 4–7 and 9". Only words, no links."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_N = r"\d{1,3}[A-Z]?"
_UNIT = (
    "January|February|March|April|May|June|July|August|September|October|November|December|of|orders?|parcels?|items?|units?"
    "|days?|hours?|minutes?|weeks?|months?|pages?|percent|points?|am|pm|kg|g|cm|mm|m"
)
_COUNTED = rf"(?![%:/]|[.,]\d|\s(?:{_UNIT})\b)"  # "Exhibits 4 and 12 June" names one exhibit
_RANGE = r"\s?[-–—]\s?|\s(?:to|through)\s"
_MORE = rf"{_RANGE}|\s?,\s?(?:and\s|or\s)?|\s(?:and|or|&)\s"
_TYPED = re.compile(
    rf"\bExhibits\s{{1,3}}{_N}\b(?:(?:{_MORE}){_N}\b{_COUNTED}){{0,60}}"
    rf"|\bExhibit\s{{1,3}}{_N}\b(?:(?:{_RANGE}){_N}\b{_COUNTED})?(?:\s{{0,2}}\|\s{{0,2}}p\.\s?\d{{1,4}})?",
    re.IGNORECASE,
)
_END = re.compile(rf"(?:\bExhibits?\s{{1,3}}|(?<![.\d])\b){_N}\b", re.IGNORECASE)


class End(NamedTuple):
    """A number where it stands in a text; the first of a list begins with the word Exhibit."""

    start: int
    end: int
    number: str


class Piece(NamedTuple):
    """Words of a list, and which of the named exhibits they stand for; None between them."""

    text: str
    nth: int | None = None


def typed(text: str) -> Iterator[tuple[End, ...]]:
    """The ends of each citation in a text.

    >>> [[e.number for e in ends] for ends in typed("See Exhibits 4-7 and 9; the van (Exhibit 2) left.")]
    [['4', '7', '9'], ['2']]
    """
    for found in _TYPED.finditer(text):
        words = found[0].partition("|")[0]
        yield tuple(
            End(found.start() + e.start(), found.start() + e.end(), e[0].split()[-1].upper()) for e in _END.finditer(words)
        )


def listed(numbers: Sequence[str], places: Sequence[int]) -> tuple[Piece, ...]:
    """The numbers in words; three or more whose places follow one another become a range. Both are in order.

    >>> "".join(p.text for p in listed(["4", "5", "6", "9"], [3, 4, 5, 8]))
    'Exhibits 4–6 and 9'
    """
    runs: list[list[int]] = []
    for n, place in enumerate(places):
        if runs and place == places[runs[-1][-1]] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    parts = [part for run in runs for part in ([(run[0], run[-1])] if len(run) > 2 else [(n, n) for n in run])]
    said = "Exhibits " if len(numbers) > 1 else "Exhibit "
    pieces = []
    for k, (first, last) in enumerate(parts):
        if k:
            pieces.append(Piece(" and " if k == len(parts) - 1 else ", "))
        pieces.append(Piece(("" if k else said) + numbers[first], first))
        if last > first:
            pieces += [Piece("–"), Piece(numbers[last], last)]
    return tuple(pieces)

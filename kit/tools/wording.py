"""How alike the wording of two texts is: the share of sentences that one takes over from the other, in whatever order of words."""

from collections import Counter
from collections.abc import Iterable, Sequence

ALIKE = 0.75  # of the words; a test holds light rewording above it and a new letter on the same case far below
SHORTEST = 5  # words; shorter sentences say the same in any letter
MOST = 300  # words of a sentence, and sentences of a text, that are looked at


def words(text: str) -> tuple[str, ...]:
    """The words in small letters, without punctuation."""
    return tuple(filter(None, ("".join(c for c in word if c.isalnum()) for word in text.lower().split()[:MOST])))


def alike(one: str, other: str) -> float:
    """Share of words that two sentences have in common, 0 to 1, in whatever order.

    >>> alike("The planner moved the cut-off.", "The planner moved the cut-off!")
    1.0
    """
    return _alike(words(one), words(other))


def reworded(new: Iterable[str], old: Iterable[str]) -> tuple[float, tuple[tuple[str, str], ...]]:
    """The share of sentences of the new text that stand in the old one in nearly the same words, and the pairs."""
    ours = [(s, w) for s in new if len(w := words(s)) >= SHORTEST][:MOST]
    theirs = [(s, w) for s in old if len(w := words(s)) >= SHORTEST][:MOST]
    pairs = [(s, match) for s, w in ours if (match := _match(w, theirs)) is not None]
    return (len(pairs) / len(ours) if ours else 0.0), tuple(pairs)


def _match(sentence: tuple[str, ...], among: Sequence[tuple[str, tuple[str, ...]]]) -> str | None:
    return next((text for text, other in among if _alike(sentence, other) >= ALIKE), None)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if not one or not other:
        return 0.0
    return 2 * (Counter(one) & Counter(other)).total() / (len(one) + len(other))

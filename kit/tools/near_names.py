"""How nearly a name stands in a text, 0 to 100: the best window of the name's length, by the characters that both have in order.

The measure is that of rapidfuzz's partial ratio (research/lint.md §4), in forty lines instead of twelve megabytes.
"""

from collections import Counter
from functools import lru_cache

MATCH = 85  # research/lint.md §4: recall 90 % at one misread character in twenty, no false match
LOOK = 70  # from here a person should look
_PIECE = 3  # a window worth measuring shares a piece of this length with the name, at the same place
_MOST = 64  # windows of a text that are measured


@lru_cache(maxsize=4096)
def nearest(name: str, text: str) -> tuple[int, int]:
    """Score of the window of the text that is most like the name, and where it starts. Both are given in one case.

    >>> nearest("calder express", "signed with ca1der express ltd")
    (93, 12)
    """
    places = _starts(name, text)
    scored = [(_alike(name, text[at : at + len(name)]), -at) for at in places]
    score, at = max(scored, default=(0, 0))
    return score, -at


def _starts(name: str, text: str) -> list[int]:
    """Where windows may begin that share most pieces with the name."""
    votes: Counter[int] = Counter()
    for offset in range(0, len(name) - _PIECE + 1, _PIECE):
        piece, at = name[offset : offset + _PIECE], -1
        while (at := text.find(piece, at + 1)) >= 0:
            votes[max(0, at - offset)] += 1
    return [at for at, _ in votes.most_common(_MOST)]


def _alike(name: str, window: str) -> int:
    """Twice the longest common run of characters in order, of all characters of both; bit by bit (Hyyrö 2004)."""
    where: dict[str, int] = {}
    for n, character in enumerate(name):
        where[character] = where.get(character, 0) | 1 << n
    full = (1 << len(name)) - 1
    left = full
    for character in window:
        shared = left & where.get(character, 0)
        left = ((left + shared) | (left - shared)) & full
    common = len(name) - left.bit_count()
    return round(200 * common / (len(name) + len(window))) if name else 0

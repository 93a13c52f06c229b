"""The only door to RapidFuzz: how nearly a name stands in a text, 0 to 100, at the place where it stands best."""

from functools import lru_cache

MATCH = 85  # research/lint.md §4: recall 90 % at one misread character in twenty, no false match
LOOK = 70  # from here a person should look


@lru_cache(maxsize=4096)
def nearest(name: str, text: str) -> tuple[int, int]:
    """Score of the part of the text that is most like the name, and where it starts. Both are given in one case.

    >>> nearest("calder express", "signed with ca1der express ltd")
    (93, 12)
    """
    if not name or len(text) < len(name):  # the measure would look for the text in the name
        return 0, 0
    from rapidfuzz import fuzz  # late: only a build and a check compare names

    found = fuzz.partial_ratio_alignment(name, text)
    return (round(found.score), found.dest_start) if found else (0, 0)

"""Numbers of a list as a person types them: all, 3, 1,4-6."""

import re
from collections.abc import Sequence

from kit.errors import Usage

_PART = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")


def chosen(option: str, text: str, known: Sequence[int], *, word: str = "all") -> tuple[int, ...]:
    """The numbers of the list that are meant; `word` stands for all of `known`. Raises Usage with each that is not in it."""
    if text.strip().lower() == word:
        return tuple(known)
    found: list[int] = []
    wrong: list[str] = []
    for part in filter(None, re.split(r"[,\s]+", text.strip())):
        match = _PART.fullmatch(part)
        wanted = range(int(match[1]), int(match[2] or match[1]) + 1) if match else ()
        if not wanted or len(wanted) > len(known) or any(n not in known for n in wanted):
            wrong.append(f"{part} is not in the list" if match else f"{part} is no number")
        else:
            found += wanted
    if wrong or not found:
        listed = f"it has {known[0]} to {known[-1]}" if known else "it is empty"
        raise Usage(f"{option} {text}: give {word} or numbers of the list such as 1,4-6; {listed}", wrong)
    return tuple(dict.fromkeys(found))

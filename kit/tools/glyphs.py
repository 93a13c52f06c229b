"""Which characters the kit's faces can draw. A missing one would print as an empty box, in silence."""

import unicodedata
from collections.abc import Iterable
from functools import cache

from kit.errors import RenderError
from kit.paths import FONTS
from kit.tools import textline

STACK = ("SourceSans3", "NotoSansSC", "NotoSansThai", "NotoSansArabic")  # in the order of the style sheet's stack
_NEVER_DRAWN = {"Cc", "Cf", "Zl", "Zp"}  # controls, joiners, direction marks


def uncovered(text: str) -> tuple[str, ...]:
    """The characters of a text that no face draws, each once, in order.

    >>> uncovered("Plan 蓝屿 한국")
    ('한', '국')
    """
    return tuple(c for c in dict.fromkeys(text) if not _is_drawn(c))


def named(character: str) -> str:
    """A character so that a person can find it: `'한' (U+D55C hangul syllable han)`."""
    name = unicodedata.name(character, "").lower()
    return f"{character!r} (U+{ord(character):04X}{' ' + name if name else ''})"


def problems(texts: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """One line for each (place, text) that holds a character which no face draws."""
    found = []
    for where, text in texts:
        missing = uncovered(text)
        if missing:
            what = ", ".join(named(c) for c in missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
            found.append(f"{where}: no font of the kit has {what}, in “{_around(text, missing[0])}”; write it otherwise")
    return tuple(found)


def check(texts: Iterable[tuple[str, str]]) -> None:
    """Raise RenderError with every place that would print an empty box."""
    found = problems(texts)
    if found:
        raise RenderError("some characters cannot be printed", found)


def _around(text: str, character: str) -> str:
    at = text.index(character)
    return " ".join(text[max(0, at - 20) : at + 20].split())


def _is_drawn(character: str) -> bool:
    if unicodedata.category(character) in _NEVER_DRAWN:
        return True
    point = ord(character)
    # The next face is opened only if the ones before lack the character: most texts need only the first.
    return any(point in _covered(face) for face in STACK)


@cache
def _covered(face: str) -> frozenset[int]:
    """Code points that both weights of a face draw."""
    return frozenset.intersection(*(textline.characters(path.stem) for path in sorted(FONTS.glob(f"{face}_*.ttf"))))

"""Trade marks as words: without the signs beside it, accents, wide letters and what does not show."""

import re
import unicodedata
from html import unescape

_SIGNS = re.compile(r"[®™℠]|\((?:r|tm|sm)\)|（(?:r|tm|sm)）", re.IGNORECASE)
"""Said of a mark and no part of it; NFKD would make letters of ™ and ℠."""


def unsigned(text: str) -> str:
    """The text without the signs of a mark.

    >>> unsigned("TORVHALD®"), unsigned("Torvhald (TM)")
    ('TORVHALD', 'Torvhald')
    """
    return _SIGNS.sub("", text).strip()


def plain(text: str) -> str:
    """The text as a mark is recognised in it, capitals kept.

    >>> plain("TORVHÅLD® & ＡＵＲＡ™")
    'TORVHALD & AURA'
    """
    folded = unicodedata.normalize("NFKD", _SIGNS.sub("", text))
    return "".join(c for c in folded if unicodedata.category(c) not in {"Mn", "Cf"})


PARTING = r"[\s\-‐-―−'’‘´`ʼ′.·_]"
"""What may part the letters of a mark, or be left out of it: blanks, hyphens and dashes, apostrophes, points."""
_PARTING = re.compile(PARTING)


def joined(text: str) -> str:
    """The letters of the mark alone, as it is looked for in a text: one writes it parted, another not.

    >>> joined("Levi’s"), joined("Dr. Martens"), joined("Coca‑Cola"), joined("Smith &amp; Wesson"), joined("L'Oréal")
    ('Levis', 'DrMartens', 'CocaCola', 'Smith&Wesson', 'LOreal')
    """
    return _PARTING.sub("", plain(unescape(text)))


def mark(text: str) -> str:
    """The mark for comparison: also without capitals and blanks at its ends.

    >>> mark("TORVHALD®") == mark("Torvhald ™")
    True
    """
    return " ".join(plain(text).casefold().split())

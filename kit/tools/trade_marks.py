"""Trade marks as words: without the signs beside it, accents, wide letters and what does not show."""

import re
import unicodedata
from html import unescape

from kit.tools import look_alikes

_SIGNS = re.compile(r"[®™℠]|\((?:r|tm|sm)\)|（(?:r|tm|sm)）", re.IGNORECASE)
"""Said of a mark and no part of it; NFKD would make letters of ™ and ℠."""


def unsigned(text: str) -> str:
    """The text without the signs of a mark.

    >>> unsigned("TORVHALD®"), unsigned("Torvhald (TM)")
    ('TORVHALD', 'Torvhald')
    """
    return _SIGNS.sub("", text).strip()


_WHOLE = str.maketrans(
    {
        "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
        "þ": "th", "Þ": "TH", "ß": "ss", "ẞ": "SS", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ŋ": "n", "Ŋ": "N", "ı": "i",
    }
)  # fmt: skip
"""Latin letters that NFKD leaves whole, as the transform Latin-ASCII of Unicode's CLDR writes them."""


def plain(text: str) -> str:
    """The text as a mark is recognised in it, capitals kept.

    >>> plain("TORVHÅLD® & ＡＵＲＡ™"), plain("Ørsted & Næss")
    ('TORVHALD & AURA', 'Orsted & Naess')
    """
    folded = unicodedata.normalize("NFKD", _SIGNS.sub("", text))
    return "".join(c for c in folded if unicodedata.category(c) not in {"Mn", "Cf"}).translate(_WHOLE)


_SPELLED = str.maketrans(
    {"ä": "ae", "Ä": "AE", "ö": "oe", "Ö": "OE", "ü": "ue", "Ü": "UE", "ø": "oe", "Ø": "OE", "å": "aa", "Å": "AA"}
)
"""German and Nordic letters as they are spelled where the keyboard has none."""


def likely(text: str) -> str:
    """The text as a person may read it for the mark: umlauts spelled, letters of other scripts that look alike as Latin ones.

    >>> likely("Müller"), likely("Aur\N{CYRILLIC SMALL LETTER A}vane")
    ('Mueller', 'Auravane')
    """
    return plain(unicodedata.normalize("NFC", text).translate(_SPELLED)).translate(look_alikes.LATIN)


PARTING = r"[\s\-‐-―−'’‘´`ʼ′.·_]"
"""What may part the letters of a mark, or be left out of it: blanks, hyphens and dashes, apostrophes, points."""
_PARTING = re.compile(PARTING)
_AND = re.compile(r"\s+and\s+|\s*&\s*", re.IGNORECASE)


def joined(text: str) -> str:
    """The letters of the mark alone, as it is looked for in a text: one writes it parted, another not.

    >>> joined("Levi’s"), joined("Dr. Martens"), joined("Coca‑Cola"), joined("Smith &amp; Wesson"), joined("L'Oréal")
    ('Levis', 'DrMartens', 'CocaCola', 'Smith&Wesson', 'LOreal')
    >>> joined("Smith and Wesson")
    'Smith&Wesson'
    """
    return _PARTING.sub("", _AND.sub("&", plain(unescape(text))))


def mark(text: str) -> str:
    """The mark for comparison: also without capitals and blanks at its ends.

    >>> mark("TORVHALD®") == mark("Torvhald ™"), mark("Ørsted & Næss") == mark("Orsted and Naess")
    (True, True)
    """
    return " ".join(_AND.sub("&", plain(text)).casefold().split())

"""A client's text made fit for print: in a known encoding, what no face draws or what steers the line shown by its code."""

import unicodedata

from kit.evidence.kind import Unusable
from kit.tools import encodings
from kit.tools.glyphs import uncovered

_PLAIN = {"\n", "\t"}


def read(content: bytes) -> tuple[str, str]:
    """The text and its encoding: by its mark, or UTF-8, or GB 18030 where every character is one of everyday Chinese."""
    try:
        text, encoding = encodings.decoded(content)
    except encodings.Undecodable as error:
        raise Unusable(str(error)) from None
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd"), encoding


def is_text(head: bytes) -> bool:
    """Whether a file's first bytes can be text at all."""
    for mark, name in encodings.MARKS[1:]:
        if head.startswith(mark):
            return "\x00" not in head[len(mark) :].decode(name, "replace")
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return controls == 0 and bool(head.strip())


def printable(text: str) -> str:
    """The text with a code such as [U+1F600] in place of each character that would print as nothing, as a box, or turned."""
    lacking = set(uncovered(text))
    steering = {
        c
        for c in set(text) - _PLAIN
        if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and c not in "\u200c\u200d\ufeff\u00ad"
    }
    codes = str.maketrans({c: f"[U+{ord(c):04X}]" for c in lacking | steering} | dict.fromkeys("\ufeff\u00ad", ""))
    return text.translate(codes) if codes else text


def coded(text: str) -> int:
    """How many kinds of characters `printable` shows by their code."""
    return sum(printable(c).startswith("[U+") for c in set(text))

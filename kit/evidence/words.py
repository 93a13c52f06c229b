"""A client's text made fit for print: in a known encoding, what no face draws or what steers the line shown by its code."""

import codecs
import unicodedata

from kit.evidence.kind import Unusable
from kit.tools.glyphs import uncovered

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_PLAIN = {"\n", "\t"}


def read(content: bytes) -> tuple[str, str]:
    """The text and its encoding: by its mark, or UTF-8, or GB 18030 where every character is one of everyday Chinese."""
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], name), name
    try:
        return _lines(content.decode()), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("gb18030")
        text.encode("gb2312")  # another encoding read as GB 18030 gives rare characters
    except UnicodeError:
        raise Unusable("is text in an encoding that cannot be told for sure; save it as UTF-8 and give that") from None
    return _lines(text), "gb18030"


def is_text(head: bytes) -> bool:
    """Whether a file's first bytes can be text at all."""
    for mark, name in _BOMS[1:]:
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


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return _lines(content.decode(encoding))
    except UnicodeDecodeError as error:
        raise Unusable(f"is text that is damaged at byte {error.start:,} ({encoding}); save it as UTF-8 and give that") from None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")

"""No-break spaces where a line must not end: dates, numbers with their unit, citations, a short last word."""

import re

NBSP = "\u00a0"
BREAK = "\u200b"
"""Stands between a space and an inline element: where only that space does not fit on the line, WeasyPrint 70 ends the
line after its first word, unless the text ends in something else than a space. It has no width and no glyph."""
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_TIES = (
    re.compile(rf"(\d) (?={_MONTH})"),
    re.compile(rf"\b({_MONTH}) (?=\d)"),
    re.compile(r"(\d) (?=(?:orders|parcels|days?|hours?|minutes?|weeks?|pages?|kg|mm|cm|g|MB|kB|pt)\b)"),
    re.compile(r"\b(at) (?=\d\d:)"),
    re.compile(r"\b(Exhibits?|page|week|step) (?=\d)"),
)
_TAG = re.compile(r"(<[^>]*>)")
_BEFORE_INLINE = re.compile(r"(?<=[^>\s]) (?=<(?:span|strong|em)\b)")
_LAST_WORD = re.compile(r"(?<=[^\s>]) ([^\s<>]{1,7})(?=</(?:p|li)>)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def tidy(text: str) -> str:
    """The same text with spaces that must not break made no-break, and apostrophes curled.

    >>> tidy("signed on 12 June 2026, see Exhibit 3").replace(NBSP, "_")
    'signed on 12_June_2026, see Exhibit_3'
    """
    for tie in _TIES:
        text = tie.sub(r"\1" + NBSP, text)
    return _APOSTROPHE.sub("’", text)


def tidy_html(html: str) -> str:
    """`tidy` for the text between tags, each of which may begin a line."""
    html = _BEFORE_INLINE.sub(" " + BREAK, _LAST_WORD.sub(NBSP + r"\1", html))
    return "".join(piece if piece.startswith("<") else tidy(piece) for piece in _TAG.split(html))

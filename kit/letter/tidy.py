"""No-break spaces where a line must not end: dates, numbers with their unit, citations, a short last word."""

import re

NBSP = "\u00a0"
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_TIES = (
    re.compile(rf"(\d) (?={_MONTH})"),
    re.compile(rf"\b({_MONTH}) (?=\d)"),
    re.compile(r"(\d) (?=(?:orders|parcels|days?|hours?|minutes?|weeks?|pages?|kg|mm|cm|g|MB|kB|pt)\b)"),
    re.compile(r"\b(Exhibit|page|week|step) (?=\d)"),
)
_TAG = re.compile(r"(<[^>]*>)")
_LAST = re.compile(r" (\S{1,6})(?=\s*$)")
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
    """`tidy` for the text between tags."""
    return "".join(piece if piece.startswith("<") else tidy(piece) for piece in _TAG.split(html))


def tied_end(text: str) -> str:
    """A short last word kept with the one before, so that it does not stand alone on a line."""
    return _LAST.sub(NBSP + r"\1", text) if text.count(" ") > 2 else text

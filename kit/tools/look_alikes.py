"""Signs that look like plain Latin ones, one for one, so that every place in a text stays: of other scripts, and full-width ones."""

LATIN = str.maketrans(
    "авеһіјӏкмнорсѕтухԁԛԝАВЕНІЈКМНОРЅСТУХԚԜαβεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "abehijlkmhopcstyxdqwABEHIJKMHOPSCTYXQWabeikvoptuxABEZHIKMNOPTYX",
)
"""Cyrillic and Greek letters beside the Latin ones that they look like: by Unicode's confusables (UTS #39), small and capital alike."""
PLAIN = str.maketrans({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " ", 0x202F: " "})
"""Full-width signs and hard blanks beside the plain ones."""


def latin(text: str) -> str:
    """The text as an id is read that was typed in another script.

    >>> latin("\N{CYRILLIC CAPITAL LETTER IE}\N{CYRILLIC CAPITAL LETTER HA}-4471-\N{FULLWIDTH LATIN CAPITAL LETTER A}B")
    'EX-4471-AB'
    """
    return text.translate(PLAIN).translate(LATIN)

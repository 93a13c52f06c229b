"""A text of people without its placeholders, for where nothing fills them."""

import re

_AROUND = re.compile(r"\s*[(（][^()（）]*\{\{[^{}]*\}\}[^()（）]*[)）]")
_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")


def unfilled(text: str) -> str:
    """The text on one line; brackets that hold a placeholder are left out, any other placeholder is a dot-dot-dot.

    >>> unfilled("The cut-off is held ({{ exhibit.sop }}), under clause {{ evidence.new.clause }}.")
    'The cut-off is held, under clause ….'
    """
    return " ".join(_PLACEHOLDER.sub("…", _AROUND.sub("", text)).split())

"""What a cell of a table says, and what it may say in a file that people open in a spreadsheet."""

import re
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # how a spreadsheet knows one
_BETWEEN = re.compile(r"[;,，；、]")


def is_there(value: Any) -> bool:
    """Whether a cell holds anything: None, NaN, NaT and NA are nothing."""
    import pandas as pd

    return not bool(pd.isna(value))


def text(value: Any) -> str:
    """A cell without the blanks around it; nothing where it holds nothing."""
    return str(value).strip() if is_there(value) else ""


def several(said: str) -> tuple[str, ...]:
    """The names that one cell or fact holds, parted by commas or semicolons.

    >>> several("TH-1, TH-2；TH-3;")
    ('TH-1', 'TH-2', 'TH-3')
    """
    return tuple(filter(None, (part.strip() for part in _BETWEEN.split(said))))


def harmless(said: str) -> str:
    """The text as no spreadsheet takes it for a formula."""
    return f"'{said}" if said.startswith(_FORMULA) else said

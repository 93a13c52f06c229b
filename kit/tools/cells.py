"""What a cell of a table says, and what it may say in a file that people open in a spreadsheet."""

from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # how a spreadsheet knows one


def is_there(value: Any) -> bool:
    """Whether a cell holds anything: None, NaN, NaT and NA are nothing."""
    import pandas as pd

    return not bool(pd.isna(value))


def text(value: Any) -> str:
    """A cell without the blanks around it; nothing where it holds nothing."""
    return str(value).strip() if is_there(value) else ""


def harmless(said: str) -> str:
    """The text as no spreadsheet takes it for a formula."""
    return f"'{said}" if said.startswith(_FORMULA) else said

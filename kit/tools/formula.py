"""Cells that no spreadsheet takes for a formula."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # how a spreadsheet knows one


def harmless(text: str) -> str:
    """The text as it may stand in a CSV that people open in a spreadsheet."""
    return f"'{text}" if text.startswith(_FORMULA) else text

"""Firms by their names: one form of Ltd and the like, no marks, no capitals."""

import unicodedata

_FORMS = {
    "limited": "ltd", "company": "co", "incorporated": "inc", "corporation": "corp", "aktiengesellschaft": "ag",
    "aksjeselskap": "as", "aktieselskab": "as", "aktiebolag": "ab",
}  # fmt: skip
_BROKEN = {("a", "s"): "as", ("s", "a"): "sa", ("l", "l", "c"): "llc", ("p", "l", "c"): "plc", ("g", "m", "b", "h"): "gmbh"}
"""Forms that are also written with points or strokes between their letters."""


def folded(name: str) -> str:
    """The name without marks and capitals, with one form of Ltd and the like.

    >>> folded("LANYU HOME (SHENZHEN) TRADING COMPANY LIMITED") == folded("Lanyu Home (Shenzhen) Trading Co., Ltd.")
    True
    >>> folded("Torvhald A/S") == folded("Torvhald AS")
    True
    >>> folded("Tarn and Thistle Limited") == folded("Tarn & Thistle Ltd")
    True
    """
    plain = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ")
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    for letters, form in _BROKEN.items():
        if tuple(words[-len(letters) :]) == letters:
            words[-len(letters) :] = [form]
    return " ".join(_FORMS.get(word, word) for word in words)

"""Small numbers as papers write them in words: two, twelve, thirty, 二十一."""

import re

VALUE = {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen twenty".split(),
        1,
    )
} | {word: n * 10 for n, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)}  # fmt: skip
WORD = re.compile(rf"\b(?:{'|'.join(sorted(VALUE, key=len, reverse=True))})\b", re.IGNORECASE)

_DIGITS = {digit: n for n, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
EASTERN = "".join((*_DIGITS, "十"))
"""The signs of a Chinese number below a hundred."""


def eastern(said: str) -> int | None:
    """The value of a Chinese number below a hundred, or of a row of digits; None for what is neither.

    >>> eastern("二十一"), eastern("十"), eastern("二〇二六"), eastern("十十")
    (21, 10, 2026, None)
    """
    tens, ten, ones = said.partition("十")
    if not ten:
        return int("".join(str(_DIGITS[c]) for c in said)) if said and all(c in _DIGITS for c in said) else None
    if len(tens) > 1 or len(ones) > 1 or not all(c in _DIGITS for c in tens + ones):
        return None
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)

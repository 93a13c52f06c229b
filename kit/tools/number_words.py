"""Small numbers as papers write them in words: two, twelve, thirty."""

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

"""Where a word ends that stands in a text of other scripts: beside Chinese or Thai no blank parts a Latin word from them."""

import re

_LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_NO_BLANKS = (  # Thai, Lao, Burmese, Khmer; kana, Bopomofo and Chinese; Hangul, whose particles are written onto the word
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
)
_IS_LATIN, _HAS_NO_BLANKS = re.compile(f"[{_LATIN}]"), re.compile(f"[{_NO_BLANKS}]")


def joined_to(letter: str) -> str:
    """The letters, as a class of a regular expression, beside which a word that begins or ends with this one is a part of a longer word.

    >>> [bool(re.search(f"(?<!{joined_to('A')})Aura", text)) for text in ("适用Aura", "เพลงAura", "LAura", "5Aura")]
    [True, True, False, True]
    """
    if _HAS_NO_BLANKS.match(letter):
        return r"[^\W\w]"
    if _IS_LATIN.match(letter):
        return f"[{_LATIN}]"
    return rf"[^\W\d_{_NO_BLANKS}]" if letter.isdigit() else rf"[^\W\d_{_NO_BLANKS}{_LATIN}]"

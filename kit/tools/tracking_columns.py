"""A whole column of tracking numbers at once: which hold a blank, which break the check digit of every shape of their carrier.

`tracking_numbers.shape` decides; here its question is only kept from numbers whose answer is sure. Most fit no shape with a
check digit, and of the others most have one that holds, which is computed for all numbers of one layout together.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kit.tools import text_columns
from kit.tools.tracking_numbers import _Format, _formats, _of_carrier, shape

if TYPE_CHECKING:
    import pandas as pd

Mask = NDArray[np.bool_]
Digits = NDArray[np.int64]  # one row a number, one column a character
_BLANK = "[ \t\n\r\x0b\x0c\u00a0\u3000\u200b-\u200d\ufeff]"  # one by one: for the class of all blanks pandas would go row by row
_WRONG = "check digit wrong for every known shape"
_NAMED = re.compile(r"\(\?P<\w+>")


def spaced(numbers: "pd.Series[str]") -> Mask:
    """Which of the numbers hold a blank, a tab or a character of no width."""
    if text_columns.is_dense(numbers):
        return np.zeros(len(numbers), dtype=bool)
    return np.asarray(numbers.str.contains(_BLANK, regex=True).to_numpy(dtype=bool))


def misfits(numbers: "pd.Series[str]", carriers: "pd.Series[str]") -> Mask:
    """For each number whether its check digit is wrong for every shape of its carrier; see `misfits_of`."""
    import pandas as pd

    wrong = np.zeros(len(numbers), dtype=bool)
    codes, names = pd.factorize(carriers)
    for code, carrier in ((-1, None), *enumerate(map(str, names))):  # -1: no carrier is named
        rows = np.flatnonzero(codes == code)
        wrong[rows] = misfits_of(numbers.iloc[rows], carrier)
    return wrong


def misfits_of(numbers: "Sequence[str] | pd.Series[str]", carrier: str | None) -> Mask:
    """For each number whether its check digit is wrong for every shape that speaks of it.

    Those are the shapes of the carrier; where none of its own is known, or none is named, those unlike any other (UPS 1Z,
    postal union). It agrees with `tracking_numbers.check_digit_wrong`.
    """
    speaking = _of_carrier(carrier or "") or tuple(known for known in _formats() if known.is_telling)
    checked = tuple(known for known in speaking if known.check is not None)
    wrong = np.zeros(len(numbers), dtype=bool)
    if not checked or not len(numbers):
        return wrong
    rows, plain = _fitting(numbers, checked)
    unsure = ~_holds(plain, checked)
    wrong[rows[unsure]] = [shape(plain[n], carrier).verdict == _WRONG for n in np.flatnonzero(unsure)]
    return wrong


def _fitting(numbers: "Sequence[str] | pd.Series[str]", checked: Sequence[_Format]) -> tuple[NDArray[np.int64], list[str]]:
    """The numbers that fit one of the shapes: where they stand, and their texts in capitals without blanks."""
    import pandas as pd

    texts = pd.Series(numbers, dtype="str", copy=False)
    bare = texts if text_columns.is_dense(texts) else pd.Series(["".join(text.split()).upper() for text in texts], dtype="str")
    size = bare.str.len().to_numpy(dtype=np.int64)
    rows = np.flatnonzero(np.any([(size >= known.length[0]) & (size <= known.length[1]) for known in checked], axis=0))
    fits = re.compile("|".join(f"(?:{_NAMED.sub('(?:', known.pattern.pattern)})" for known in checked), re.ASCII).fullmatch
    plain = [text.upper() for text in bare.iloc[rows]]  # most numbers are of another length
    fitting = [fits(text) is not None for text in plain]
    return rows[fitting], [text for text, found in zip(plain, fitting, strict=True) if found]


def _holds(plain: Sequence[str], checked: Sequence[_Format]) -> Mask:
    """Numbers whose check digit surely holds for one shape; False where this quick look cannot tell."""
    sure = np.zeros(len(plain), dtype=bool)
    lengths = np.asarray([len(text) if text.isascii() else 0 for text in plain])
    for length in np.unique(lengths[lengths > 0]):
        rows = np.flatnonzero(lengths == length).tolist()
        characters = np.frombuffer("".join(plain[n] for n in rows).encode(), dtype=np.uint8).reshape(len(rows), length)
        for known in checked:
            found = known.pattern.fullmatch(plain[rows[0]])
            if found and known.check and known.prepend is None and known.check["name"] in _DIGITS:
                serial, last = slice(*found.span("SerialNumber")), found.start("CheckDigit")
                expected = _DIGITS[known.check["name"]](_values(characters[:, serial]), known.check)
                sure[rows] |= expected == characters[:, last].astype(np.int64) - ord("0")
    return sure


def _values(characters: NDArray[np.uint8]) -> Digits:
    """A digit as itself; a letter as its place in ASCII less three, its last digit."""
    codes = characters.astype(np.int64)
    return np.where((codes >= ord("0")) & (codes <= ord("9")), codes - ord("0"), (codes - 3) % 10)


def _mod10(values: Digits, check: Mapping[str, Any]) -> Digits:
    values = values[:, ::-1] if check["reverse"] else values
    even, odd = values[:, ::2].sum(axis=1), values[:, 1::2].sum(axis=1)
    return np.asarray(-(even * check["evens_multiplier"] + odd * check["odds_multiplier"]) % 10)


def _s10(values: Digits, check: Mapping[str, Any]) -> Digits:
    left = values @ np.asarray(check["weightings"]) % check["modulo"]
    return np.select([left == 1, left == 0], [0, 5], check["modulo"] - left)


def _weighted(values: Digits, check: Mapping[str, Any]) -> Digits:
    return np.asarray(values @ np.asarray(check["weightings"]) % check["modulo1"] % check["modulo2"])


_DIGITS: Mapping[str, Callable[[Digits, Mapping[str, Any]], Digits]] = {
    "mod10": _mod10,
    "s10": _s10,
    "sum_product_with_weightings_and_modulo": _weighted,
}

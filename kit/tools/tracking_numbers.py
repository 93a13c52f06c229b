"""Whether a tracking number has the shape that some carrier's numbers have, and whether its check digit holds.

The shapes are those of `tracking_numbers.json` (github jkeen/tracking_number_data, MIT), with a few that were seen in files.
Most carriers publish none: a number that fits nothing is `not recognised`, and that says nothing against it.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Verdict = Literal["shape plausible", "check digit wrong for every known shape", "not recognised"]
Check = Literal["holds", "wrong", "none"]
_DATA = Path(__file__).with_name("tracking_numbers.json")
_ANY_CARRIER = "s10"  # numbers of the postal union: each national post uses them


class Fit(NamedTuple):
    """A known shape that a number has."""

    format: str
    carrier: str
    check: Check  # none: the shape has no check digit
    is_telling: bool  # unlike any other shape: it speaks for its carrier even where none is named


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What can be said of a number from its characters alone.

    Plain digits fit the shapes of carriers that never saw them: count a wrong check digit only where `of_carrier` holds.
    """

    number: str  # without blanks
    verdict: Verdict
    fits: tuple[Fit, ...]
    has_blanks: bool  # a blank or tab stood inside the number
    of_carrier: bool  # the shapes tried are those of the carrier that was named


def key(number: object) -> str:
    """What two writings of one number share, whatever their blanks, hyphens and case.

    >>> key("kp 0000-0001") == key("KP00000001")
    True
    """
    return "".join(c for c in str(number).casefold() if c.isalnum())


def shape(number: str, carrier: str | None = None) -> Shape:
    """The shapes that a number fits: those of the named carrier if any of its are known, else of all."""
    inner = number.strip()
    plain = re.sub(r"\s+", "", inner).upper()
    own = _of_carrier(carrier or "")
    fits = tuple(_fits(plain, own or _formats())) if plain.isascii() else ()
    return Shape(
        number=plain,
        verdict=_verdict(fits),
        fits=fits,
        has_blanks=plain != inner.upper(),
        of_carrier=bool(own),
    )


def check_digit_wrong(numbers: Iterable[str | None], carriers: Iterable[str | None] | None = None) -> "NDArray[np.bool_]":
    """For each number whether its check digit is wrong for every shape that speaks of it.

    Those are the shapes of the carrier that is named with it; where none is named, or no shape of it is known, only shapes
    that are unlike any other (UPS 1Z, postal union). What is not recognised is never wrong.
    """
    import numpy as np
    import pandas as pd

    plain = pd.Series(numbers, dtype="str").str.replace(r"\s+", "", regex=True).str.upper()
    of, names = pd.factorize(pd.Series(carriers if carriers is not None else [None] * len(plain), dtype="str"))
    shapes = [*(_of_carrier(name) for name in names), ()]  # the last, at -1: no carrier is named
    told = plain.str.fullmatch(_telling()).to_numpy(dtype=bool, na_value=False)
    checked = np.array([any(known.check and not known.is_telling for known in own) for own in shapes])
    rows = np.flatnonzero((told | checked[of]) & plain.notna().to_numpy())
    found = np.zeros(len(plain), dtype=bool)
    for row, number in zip(rows.tolist(), plain.iloc[rows], strict=True):
        fits = tuple(_fits(number, shapes[of[row]] or _formats()))
        found[row] = _verdict(fits) == "check digit wrong for every known shape"
    return found


@cache
def _telling() -> str:
    """The shapes that are unlike any other, as one pattern without groups of a name."""
    patterns = (re.sub(r"\?P<\w+>", "?:", known.pattern.pattern) for known in _formats() if known.is_telling)
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def _verdict(fits: tuple[Fit, ...]) -> Verdict:
    if not fits:
        return "not recognised"
    wrong = all(fit.check == "wrong" for fit in fits)
    return "check digit wrong for every known shape" if wrong else "shape plausible"


# --- shapes -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Format:
    id: str
    carrier: str
    names: frozenset[str]  # by which an order file may call the carrier
    pattern: re.Pattern[str]
    length: tuple[int, int]
    is_telling: bool  # unlike any other shape
    check: Mapping[str, Any] | None
    prepend: Mapping[str, str] | None
    group: str | None  # of the pattern, whose text must be one of `codes`
    codes: Mapping[str, str]


@cache
def _formats() -> tuple[_Format, ...]:
    return tuple(_format(entry) for entry in json.loads(_DATA.read_text(encoding="utf-8"))["formats"])


def _format(entry: Mapping[str, Any]) -> _Format:
    codes = entry.get("codes") or {}
    return _Format(
        id=entry["id"],
        carrier=entry["carrier"],
        names=frozenset({_words(entry["carrier"]), _words(entry["code"].replace("_", " "))}),
        pattern=re.compile(entry["pattern"], re.ASCII),
        length=(entry["length"][0], entry["length"][1]),
        is_telling=entry.get("telling", False),
        check=entry.get("check"),
        prepend=entry.get("prepend"),
        group=codes.get("group"),
        codes=codes.get("known") or {},
    )


def _words(text: str) -> str:
    """Words between blanks, for finding one name inside another."""
    words = " ".join(re.findall(r"[^\W_]+", text.casefold()))
    return f" {words} "


@cache
def _of_carrier(carrier: str) -> tuple[_Format, ...]:
    """The shapes of the carrier, and those that any post may use; none if none of its own is known."""
    named = _words(carrier)
    own = [f for f in _formats() if any(name in named for name in f.names if name.strip())]
    posts = [f for f in _formats() if any(_words(post) in named for post in f.codes.values())]
    if not own and not posts:
        return ()
    return tuple(dict.fromkeys([*own, *posts, *(f for f in _formats() if f.id == _ANY_CARRIER)]))


def _fits(plain: str, formats: tuple[_Format, ...]) -> list[Fit]:
    found = []
    for known in formats:
        match = known.pattern.fullmatch(plain) if known.length[0] <= len(plain) <= known.length[1] else None
        if match and (known.group is None or match[known.group] in known.codes):
            carrier = known.codes[match[known.group]] if known.group else known.carrier
            found.append(Fit(known.id, carrier, _checked(known, match), known.is_telling))
    return found


# --- check digits -------------------------------------------------------------------------------


def _checked(known: _Format, match: re.Match[str]) -> Check:
    if known.check is None:
        return "none"
    serial = match["SerialNumber"]
    if known.prepend and re.search(known.prepend["matches_regex"], serial):
        serial = known.prepend["content"] + serial
    return "holds" if _DIGITS[known.check["name"]](serial, known.check) == match["CheckDigit"] else "wrong"


def _mod10(serial: str, check: Mapping[str, Any]) -> str:
    """Weighted by turns; a letter counts as its place in ASCII less three, its last digit."""
    values = [int(c) if c.isdecimal() else (ord(c) - 3) % 10 for c in (reversed(serial) if check["reverse"] else serial)]
    total = sum(v * check["odds_multiplier" if i % 2 else "evens_multiplier"] for i, v in enumerate(values))
    return str(-total % 10)


def _mod7(serial: str, _check: Mapping[str, Any]) -> str:
    return str(int(serial) % 7)


def _s10(serial: str, check: Mapping[str, Any]) -> str:
    left = sum(int(c) * w for c, w in zip(serial, check["weightings"], strict=True)) % check["modulo"]
    return str({1: 0, 0: 5}.get(left, check["modulo"] - left))


def _weighted(serial: str, check: Mapping[str, Any]) -> str:
    total = sum(int(c) * w for c, w in zip(serial, check["weightings"], strict=True))
    return str(total % check["modulo1"] % check["modulo2"])


def _mod37(serial: str, check: Mapping[str, Any]) -> str:
    """ISO 7064, modulo 37 and 36."""
    alphabet, modulo = check["alphabet"], check["modulo"]
    left = modulo
    for character in serial:
        left = (left + alphabet.index(character)) % modulo or modulo
        left = left * 2 % (modulo + 1)
    return str(alphabet[(modulo + 1 - left) % modulo])


_DIGITS: dict[str, Callable[[str, Mapping[str, Any]], str]] = {
    "mod10": _mod10,
    "mod7": _mod7,
    "s10": _s10,
    "sum_product_with_weightings_and_modulo": _weighted,
    "mod_37_36": _mod37,
}

__all__ = ["Check", "Fit", "Shape", "Verdict", "check_digit_wrong", "shape"]

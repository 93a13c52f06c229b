"""Every way in which an export may write a moment, by its name; and a whole column of texts read in one of them."""

import re
from collections.abc import Mapping
from datetime import datetime
from itertools import product
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kit.orders import fixed_width

_DAYS = {
    "DD/MM/YYYY": "%d/%m/%Y",
    "MM/DD/YYYY": "%m/%d/%Y",
    "YYYY-MM-DD": "%Y-%m-%d",
    "YYYY/MM/DD": "%Y/%m/%d",
    "DD-MM-YYYY": "%d-%m-%Y",
    "MM-DD-YYYY": "%m-%d-%Y",
    "DD.MM.YYYY": "%d.%m.%Y",
    "DD MON YYYY": "%d %b %Y",
    "DD-MON-YYYY": "%d-%b-%Y",
    "DD-MON-YY": "%d-%b-%y",
    "MON DD, YYYY": "%b %d, %Y",
    "YYYY年MM月DD日": "%Y年%m月%d日",
}
_CLOCKS = {"HH:MM:SS": "%H:%M:%S", "HH:MM": "%H:%M", "HH:MM:SS AM": "%I:%M:%S %p", "HH:MM AM": "%I:%M %p"}
_ISO = {"YYYY-MM-DDTHH:MM:SS": "%Y-%m-%dT%H:%M:%S", "YYYY-MM-DDTHH:MM": "%Y-%m-%dT%H:%M"}
_STATED = "YYYY-MM-DDTHH:MM:SSZ"
"""ISO 8601 with `Z` or an offset in every cell, with a blank for the `T` and without seconds too."""
_UNIX = {"UNIX": 1_000_000, "UNIX MS": 1_000}
"""Moments as whole seconds or milliseconds since 1970, with their microseconds."""
_EXCEL = {"EXCEL SERIAL": 25_569, "EXCEL SERIAL 1904": 24_107}
"""Local times as Excel counts days, with its number of 1 January 1970; the second in workbooks of old Macs."""
NUMBERS = frozenset((*_UNIX, *_EXCEL))
"""Ways that are bare numbers: never guessed, a format or a person declares them."""
INSTANTS = frozenset((*_UNIX, _STATED))
"""Ways that say the moment in UTC: no zone is needed."""
TEMPLATES: Mapping[str, str] = (
    {f"{day} {clock}": f"{_DAYS[day]} {_CLOCKS[clock]}" for day, clock in product(_DAYS, _CLOCKS)}
    | _DAYS
    | _ISO
    | {_STATED: "%Y-%m-%dT%H:%M:%SZ"}
    | {name: name for name in (*_UNIX, *_EXCEL)}
)
"""Every way by its name, as a strptime format; hours and days need no leading nought."""
GUESSED = tuple(name for name in TEMPLATES if name not in NUMBERS)
"""Those that the texts of a column tell by themselves."""

_MOMENT = pa.timestamp("us")
_NOTHING = pa.scalar(None, pa.string())
_YEARS = (datetime(2000, 1, 1), datetime(2100, 1, 1))  # noqa: DTZ001 - local times; a year such as 26 is a cut one
_LATE_DAY = {"D": r"^(29|30|31)\D", "M": r"^\w+\D(29|30|31)\D", "Y": r"^\d+\D\d+\D(29|30|31)(\D|$)"}
_ZONED = (
    r"^(?P<day>\d{4}-\d{2}-\d{2})[T ](?P<clock>\d{2}:\d{2})(?P<second>:\d{2})?(?:[.,]\d+)?"
    r" ?(?P<zone>[Zz]|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)$"
)


def canonical(name: str) -> str:
    """A way by the name that it has in `TEMPLATES`: an hour without a leading nought is read all the same."""
    return re.sub(r"(?<![%H])H:", "HH:", " ".join(name.split()))


def declared_templates(text: str) -> tuple[str, ...]:
    """The ways that a person's `date_format` allows: a name, its beginning (`DD/MM/YYYY`), or a strptime format.

    A file whose columns are written in several ways is declared so: `DD/MM/YYYY HH:MM:SS or EXCEL SERIAL`.
    """
    wanted = [canonical(part) for part in text.split(" or ")]
    found = [name for part in wanted for name in TEMPLATES if _is_meant(part, name)]
    return tuple(dict.fromkeys(found)) if all(any(_is_meant(part, name) for name in TEMPLATES) for part in wanted) else ()


def _is_meant(wanted: str, name: str) -> bool:
    begins = name.startswith((f"{wanted} ", f"{wanted}T")) and name not in NUMBERS
    return wanted in {name, TEMPLATES[name]} or begins


def numbers_like(texts: Any) -> str | None:
    """The way in which most of the texts, all bare numbers, could be moments if a person says so."""
    filled = texts.drop_null()
    shares = {name: len(filled) - parsed(filled, name).null_count for name in (*_EXCEL, *_UNIX)}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] * 2 > len(filled) else None


def parsed(texts: Any, template: str) -> Any:
    """Local times of the cells (in UTC for `INSTANTS`), null where a cell does not fit.

    31 February and second 60 do not; fractions of a second are left out.
    """
    if template in _UNIX:
        return _within_years(_since_1970(texts, _UNIX[template]))
    if template in _EXCEL:
        return _within_years(_serials(texts, _EXCEL[template]))
    if template == _STATED:
        return _with_offsets(texts)
    if "MON" in template:  # strptime knows Sep alone
        texts = pc.replace_substring_regex(texts, r"(?i)\bsept\b\.?", "Sep")
    if (local := fixed_width.local_times(texts, TEMPLATES[template])) is not None:
        return local
    return _by_strptime(_plain(texts, template), template)


def _plain(texts: Any, template: str) -> Any:
    """The texts without what strptime does not know."""
    if template.startswith("YYYY年"):
        for pattern, plain in ((r"日\s*", "日 "), ("[时時点點：]", ":"), (r"分(\d)", r":\1"), (r"[分秒]?\s*$", "")):
            texts = pc.replace_substring_regex(texts, pattern, plain)
    if template.startswith("YYYY") and template.endswith("SS"):
        return pc.replace_substring_regex(texts, r"(:\d\d)[.,]\d{1,9}$", r"\1")
    return texts


def _by_strptime(texts: Any, template: str) -> Any:
    local = pc.strptime(texts, format=TEMPLATES[template], unit="us", error_is_null=True)
    first, end = (pa.scalar(year, _MOMENT) for year in _YEARS)
    wrong = pc.or_(pc.less(local, first), pc.greater_equal(local, end))
    if not pc.any(wrong).as_py() and not _overflowed(texts, local, template):
        return local
    spilt = pc.and_(pc.less_equal(pc.day(local), 3), pc.match_substring_regex(texts, _LATE_DAY[template[0]]))
    leap = pc.match_substring_regex(texts, r":60\b")
    return pc.if_else(pc.or_(pc.or_(wrong, spilt), leap), pa.scalar(None, _MOMENT), local)


def _overflowed(texts: Any, local: Any, template: str) -> bool:
    """Whether a day or second of the text spilt over into the next month or minute (strptime lets it)."""
    early = texts.filter(pc.less_equal(pc.day(local), 3))
    if pc.any(pc.match_substring_regex(early, _LATE_DAY[template[0]])).as_py():
        return True
    return bool(pc.any(pc.match_substring(texts.filter(pc.equal(pc.second(local), 0)), ":60")).as_py())


# --- numbers and offsets --------------------------------------------------------------------------


def _since_1970(texts: Any, micros: int) -> Any:
    """Moments in UTC."""
    whole = pc.if_else(pc.match_substring_regex(texts, r"^\d{9,14}$"), texts, _NOTHING)
    return pc.multiply(whole.cast(pa.int64()), micros).cast(_MOMENT)


def _serials(texts: Any, epoch: int) -> Any:
    """Local times of days as Excel counts them, to the second, which is what an export states."""
    fits = pc.match_substring_regex(texts, r"^\d{5}([.,]\d{1,17})?$")
    days = pc.replace_substring(pc.if_else(fits, texts, _NOTHING), ",", ".").cast(pa.float64())
    seconds = pc.round(pc.multiply(pc.subtract(days, epoch), 86_400.0)).cast(pa.int64())
    return pc.multiply(seconds, 1_000_000).cast(_MOMENT)


def _within_years(moments: Any) -> Any:
    first, end = (pa.scalar(year, _MOMENT) for year in _YEARS)
    within = pc.and_(pc.greater_equal(moments, first), pc.less(moments, end))
    return pc.if_else(within, moments, pa.scalar(None, _MOMENT))


def _with_offsets(texts: Any) -> Any:
    """Moments in UTC of times that say how far ahead of UTC their clock is."""
    found = pc.extract_regex(texts, _ZONED)
    piece = {name: pc.struct_field(found, name) for name in ("day", "clock", "second", "zone")}
    second = pc.if_else(pc.equal(piece["second"], ""), ":00", piece["second"])
    clock = pc.binary_join_element_wise(pc.binary_join_element_wise(piece["day"], piece["clock"], " "), second, "")
    local = parsed(clock, "YYYY-MM-DD HH:MM:SS").cast(pa.int64())
    digits = pc.utf8_rpad(pc.replace_substring_regex(piece["zone"], r"[Zz:+-]", ""), width=4, padding="0")
    hours, minutes = (pc.utf8_slice_codeunits(digits, at, at + 2).cast(pa.int64()) for at in (0, 2))
    size = pc.multiply(pc.add(pc.multiply(hours, 60), minutes), 60_000_000)
    ahead = pc.if_else(pc.starts_with(piece["zone"], "-"), pc.negate(size), size)
    return pc.subtract(local, ahead).cast(_MOMENT)

"""Dates of an export: one explicit format for each column, never a guess for a cell; local times to UTC."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kit.orders import fixed_width

T = TypeVar("T")
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
}
_CLOCKS = {"HH:MM:SS": "%H:%M:%S", "HH:MM": "%H:%M", "HH:MM:SS AM": "%I:%M:%S %p", "HH:MM AM": "%I:%M %p"}
UNIX = {"UNIX": 1_000_000, "UNIX MS": 1_000}
"""Moments as whole seconds or milliseconds since 1970, with their microseconds: no zone is needed."""
TEMPLATES = (
    {f"{day} {clock}": f"{_DAYS[day]} {_CLOCKS[clock]}" for day, clock in product(_DAYS, _CLOCKS)}
    | _DAYS
    | dict.fromkeys(UNIX, "%s")
)
"""Every date format that is known, by its name, as a strptime format; hours and days need no leading nought."""

_TRIED = tuple(name for name in TEMPLATES if name not in UNIX)  # what is a moment since 1970 is never guessed
_THREADS = 2
_SAMPLE = 2_000
_FITS = 0.5  # a format that parses less than this share of a column is not the column's
_MIXED = 0.01  # more cells than this that fit only the other order of day and month: the column mixes both
_YEARS = (datetime(2000, 1, 1), datetime(2100, 1, 1))  # noqa: DTZ001 - local times; a year such as 26 is a cut one
_LATE_DAY = {"D": r"^(29|30|31)\D", "M": r"^\w+\D(29|30|31)\D", "Y": r"^\d+\D\d+\D(29|30|31)\b"}


def canonical(name: str) -> str:
    """A date format by the name that it has in `TEMPLATES`: an hour without a leading nought is read all the same."""
    return re.sub(r"(?<![%H])H:", "HH:", " ".join(name.split()))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Understood:
    """The date columns of one file: format and local times by field; cells that do not fit are null there."""

    templates: Mapping[str, str]
    local: Mapping[str, Any]
    notes: tuple[str, ...]
    problems: tuple[str, ...]


def parsed(texts: Any, template: str) -> Any:
    """Local times of the cells, null where a cell does not fit; 31 February and second 60 do not."""
    if template in UNIX:
        return _since_1970(texts, UNIX[template])
    if "MON" in template:  # strptime knows Sep alone
        texts = pc.replace_substring_regex(texts, r"(?i)\bsept\b\.?", "Sep")
    if (local := fixed_width.local_times(texts, TEMPLATES[template])) is not None:
        return local
    local = pc.strptime(texts, format=TEMPLATES[template], unit="us", error_is_null=True)
    first, end = (pa.scalar(year, pa.timestamp("us")) for year in _YEARS)
    wrong = pc.or_(pc.less(local, first), pc.greater_equal(local, end))
    if not pc.any(wrong).as_py() and not _overflowed(texts, local, template):
        return local
    spilt = pc.and_(pc.less_equal(pc.day(local), 3), pc.match_substring_regex(texts, _LATE_DAY[template[0]]))
    leap = pc.match_substring_regex(texts, r":60\b")
    return pc.if_else(pc.or_(pc.or_(wrong, spilt), leap), pa.scalar(None, pa.timestamp("us")), local)


def _since_1970(texts: Any, micros: int) -> Any:
    """Moments in UTC."""
    whole = pc.if_else(pc.match_substring_regex(texts, r"^\d{9,14}$"), texts, pa.scalar(None, pa.string()))
    local = pc.multiply(whole.cast(pa.int64()), micros).cast(pa.timestamp("us"))
    first, end = (pa.scalar(year, pa.timestamp("us")) for year in _YEARS)
    within = pc.and_(pc.greater_equal(local, first), pc.less(local, end))
    return pc.if_else(within, local, pa.scalar(None, pa.timestamp("us")))


def _overflowed(texts: Any, local: Any, template: str) -> bool:
    """Whether a day or second of the text spilt over into the next month or minute (strptime lets it)."""
    early = texts.filter(pc.less_equal(pc.day(local), 3))
    if pc.any(pc.match_substring_regex(early, _LATE_DAY[template[0]])).as_py():
        return True
    return bool(pc.any(pc.match_substring(texts.filter(pc.equal(pc.second(local), 0)), ":60")).as_py())


def declared_templates(text: str) -> tuple[str, ...]:
    """The formats that a person's `date_format` allows: a name, its beginning (`DD/MM/YYYY`), or a strptime format."""
    wanted = canonical(text)
    return tuple(name for name, code in TEMPLATES.items() if wanted in {name, code} or name.startswith(f"{wanted} "))


def understand(
    columns: Mapping[str, Any],
    headers: Mapping[str, str],
    *,
    own: str,
    declared: str | None,
    decides: bool = True,
    starts: str | None = "created_at",
) -> Understood:
    """Choose one format for each column so that all its values parse, and parse them.

    `columns` are texts with blanks as null; `own` is the export format's template, which (if it `decides`) is taken
    when both orders of day and month fit; `declared` is what the case states. Nothing is decided by a single cell.
    `starts` is the column that should lie before the others, the first if there is none such.
    """
    candidates = declared_templates(declared) if declared else (own, *(t for t in _TRIED if t != own and own not in UNIX))
    if not candidates:
        text = f"date_format {declared!r} is not known; write one of {', '.join(TEMPLATES)} in case.yaml"
        return Understood(templates={}, local={}, notes=(), problems=(text,))
    filled = {field: texts for field, texts in columns.items() if texts.null_count < len(texts)}
    options = _each(filled, lambda field: _options(filled[field].drop_null(), candidates))
    anchor = starts if starts in filled else next(iter(filled), None)
    chosen, notes, problems = _decided(filled, options, headers, own, anchor, decides=decides)
    if notes and not problems and (backwards := _backwards(filled, chosen, options, starts)):
        problems = [backwards]
    local = _each(filled, lambda field: parsed(filled[field], chosen[field])) if not problems else {}
    if not declared:
        problems += [p for field in local if (p := _mixed(filled[field], local[field], chosen[field], headers[field]))]
    return Understood(templates=chosen, local=local, notes=tuple(notes), problems=tuple(problems))


def _each(fields: Iterable[str], found: Callable[[str], T]) -> dict[str, T]:
    """What is found for each of the fields, two at a time."""
    names = list(fields)
    with ThreadPoolExecutor(_THREADS) as pool:
        return dict(zip(names, pool.map(found, names), strict=True))


def _options(texts: Any, candidates: Sequence[str]) -> tuple[str, ...]:
    """The formats that parse all values, or the one that parses most of them, or none."""
    if candidates[0] in UNIX:
        return (candidates[0],)
    step = max(1, len(texts) // _SAMPLE)
    sample = texts.take(pa.array(np.arange(0, len(texts), step)))
    shares: dict[str, float] = {}
    for template in candidates:
        shares[template] = _share(sample, template)
        if shares[template] == 1.0:  # no other can fit too, but the one with day and month changed
            other = _swapped(template)
            if other is None or other not in candidates or _share(sample, other) < 1.0:
                return (template,)
            shares = {t: _share(texts, t) for t in (template, other)}
            whole = tuple(t for t in shares if shares[t] == 1.0)
            return whole or (max(shares, key=lambda t: shares[t]),)
    best = max(candidates, key=lambda t: shares[t])  # the first, the export's own, where several are equal
    return (best,) if shares[best] >= _FITS else ()


def _share(texts: Any, template: str) -> float:
    return 1 - float(parsed(texts, template).null_count) / len(texts)


def _decided(
    columns: Mapping[str, Any],
    options: Mapping[str, tuple[str, ...]],
    headers: Mapping[str, str],
    own: str,
    anchor: str | None,
    *,
    decides: bool,
) -> tuple[dict[str, str], list[str], list[str]]:
    """One format for each column; an open one follows the columns that are decided, else the export's own format."""
    sure = {field: found[0] for field, found in options.items() if len(found) == 1}
    orders = {_order(t): field for field, t in sure.items() if _order(t)}
    if len(orders) > 1:
        said = " and ".join(f"{headers[field]} has {sure[field]}" for field in orders.values())
        return {}, [], [f"dates disagree: {said}; {_ASK}"]
    if anchor is not None and not options[anchor]:
        return {}, [], [f"{headers[anchor]} fits no known date format, e.g. {_examples(columns[anchor])}; {_ASK}"]
    chosen, notes = dict(sure), []
    opened = {field: found for field, found in options.items() if len(found) > 1}
    for field, found in opened.items():
        follow = [t for t in found if _order(t) in orders] if orders else [t for t in found if t == own and decides]
        if len(follow) != 1:
            return {}, [], [f"ambiguous date in {headers[field]}, e.g. {_examples(columns[field])}: {' or '.join(found)}; {_ASK}"]
        chosen[field] = follow[0]
    if opened and not orders:
        notes.append(f"days and months could be read either way; read as {own}, as this export writes them")
    fallback = chosen[anchor] if anchor is not None else own
    chosen |= {field: fallback for field, found in options.items() if not found}
    return chosen, notes, []


_ASK = "declare date_format (such as DD/MM/YYYY HH:MM:SS) for this file in case.yaml"


def _order(template: str) -> str | None:
    """Which of day and month comes first, or None where both are told apart."""
    return None if template.startswith("YYYY") or "MON" in template or template in UNIX else template[:2]


def _swapped(template: str) -> str | None:
    pairs = {"DD": "MM", "MM": "DD"}
    other = f"{pairs[template[:2]]}{template[2]}{pairs[template[3:5]]}{template[5:]}" if _order(template) else ""
    return other if other in TEMPLATES else None


def _mixed(texts: Any, local: Any, template: str, header: str) -> str | None:
    """Say so if many cells fit only another order of day, month and year."""
    if template in UNIX or local.null_count == texts.null_count:
        return None
    failing = texts.filter(pc.and_(texts.is_valid(), local.is_null()))
    few = max(3, _MIXED * (len(texts) - texts.null_count))
    if len(failing) < few:
        return None
    for other in (t for t in _TRIED if t[:4] != template[:4]):
        fits = len(failing) - parsed(failing, other).null_count
        if fits >= few:
            return f"{header} mixes {template} and {other} ({fits:,} cells fit only the second); export it again, or {_ASK}"
    return None


def _backwards(
    columns: Mapping[str, Any], chosen: Mapping[str, str], options: Mapping[str, tuple[str, ...]], starts: str | None
) -> str | None:
    """Say so if the export's own order puts events before the creation of their order where the other order does not."""
    opened = {field for field, found in options.items() if len(found) > 1}
    if starts is None or starts not in chosen or starts not in opened:
        return None
    other = {field: _swapped(t) or t if field in opened else t for field, t in chosen.items()}
    wrong, otherwise = _out_of_order(columns, chosen, starts), _out_of_order(columns, other, starts)
    if wrong <= otherwise:
        return None
    return f"ambiguous date: read as {chosen[starts]}, {wrong:,} events lie before their order was created; {_ASK}"


def _out_of_order(columns: Mapping[str, Any], templates: Mapping[str, str], starts: str) -> int:
    created = parsed(columns[starts], templates[starts])
    return sum(
        pc.sum(pc.less(parsed(columns[field], template), created)).as_py() or 0
        for field, template in templates.items()
        if field != starts
    )


def _examples(texts: Any) -> str:
    return ", ".join(repr(text[:40]) for text in pc.unique(texts.drop_null().slice(0, 100)).to_pylist()[:3])


# --- zones --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Instants:
    """Times in UTC. `gap`: rows whose local time never was (null in `utc`); `fold`: those whose was twice, read as the first."""

    utc: Any
    gap: NDArray[np.int64]
    fold: NDArray[np.int64]


def to_utc(local: Any, zone: str) -> Instants:
    """The instants of local times in a zone."""
    known = np.array(local.is_valid(), bool)
    if not known.any():
        return Instants(utc=pa.chunked_array([pa.nulls(len(local), _UTC)]), gap=_NO_ROWS, fold=_NO_ROWS)
    offsets = _offsets(local, zone)
    micros = np.asarray(local.cast(pa.int64()).fill_null(offsets.first).to_numpy())
    utc = micros - offsets.at(micros)
    near = np.flatnonzero(offsets.near_changes(micros) & known)
    some = local.take(pa.array(near))
    first = pc.assume_timezone(some, zone, ambiguous="earliest", nonexistent="earliest")
    last = pc.assume_timezone(some, zone, ambiguous="latest", nonexistent="latest")
    apart = np.asarray(pc.not_equal(first, last).to_numpy(), bool)
    # A local time that exists comes back from UTC as it was written; one in a gap does not.
    lost = apart & np.asarray(pc.not_equal(pc.local_timestamp(first), some).to_numpy(), bool)
    gap, fold = near[lost], near[apart & ~lost]
    utc[near] = first.cast(pa.int64()).to_numpy()
    known[gap] = False
    return Instants(utc=pa.chunked_array([pa.array(utc, mask=~known).cast(_UTC)]), gap=gap, fold=fold)


_UTC = pa.timestamp("us", "UTC")
_NO_ROWS = np.array([], np.int64)
_DAY = 86_400_000_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Offsets:
    """What a zone's clocks are ahead of UTC, day by day from `first`, in microseconds."""

    first: int
    days: NDArray[np.int64]

    def at(self, micros: NDArray[np.int64]) -> Any:
        """The offset of local times that are not near a change."""
        return self.days[0] if (self.days == self.days[0]).all() else self.days[(micros - self.first) // _DAY]

    def near_changes(self, micros: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Local times within a day of a change of the offset."""
        near = np.zeros(len(micros), bool)
        for day in np.flatnonzero(np.diff(self.days)).tolist():
            start = self.first + day * _DAY
            near |= (micros > start - _DAY) & (micros < start + 2 * _DAY)
        return near


def _offsets(local: Any, zone: str) -> _Offsets:
    """The offsets from the day before the earliest of the times to two days after the latest."""
    ends = pc.min_max(local).as_py()
    rules = ZoneInfo(zone)
    midnight = ends["min"].replace(hour=0, minute=0, second=0, microsecond=0)
    days = [midnight + timedelta(days=n) for n in range(-1, (ends["max"] - midnight).days + 3)]
    offsets = [round((rules.utcoffset(day) or timedelta(0)).total_seconds() * 1e6) for day in days]
    return _Offsets(first=round((days[0] - _EPOCH).total_seconds()) * 1_000_000, days=np.array(offsets, np.int64))


_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - local times


def clock(moment: datetime) -> str:
    """A moment in UTC as notes write it."""
    return re.sub(r":00$", "", f"{moment:%Y-%m-%d %H:%M:%S}") + " UTC"

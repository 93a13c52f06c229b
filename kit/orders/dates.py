"""Dates of an export: one explicit format for each column, never a guess for a cell; local times to UTC."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kit.orders import day_order
from kit.orders.date_formats import GUESSED, INSTANTS, NUMBERS, TEMPLATES, declared_templates, numbers_like, parsed
from kit.orders.day_order import Within

T = TypeVar("T")
_THREADS = 2
_SAMPLE = 2_000
_FITS = 0.5  # a format that parses less than this share of a column is not the column's
_MIXED = 0.01  # more cells than this that fit only the other order of day and month: the column mixes both


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Understood:
    """The date columns of one file: format and local times by field; cells that do not fit are null there."""

    templates: Mapping[str, str]
    local: Mapping[str, Any]
    notes: tuple[str, ...]
    problems: tuple[str, ...]


def understand(
    columns: Mapping[str, Any],
    headers: Mapping[str, str],
    *,
    own: str,
    declared: str | None,
    decides: bool = True,
    starts: str | None = "created_at",
    days: Within = Within(),  # noqa: B008 - frozen
) -> Understood:
    """Choose one format for each column so that all its values parse, and parse them.

    `columns` are texts with blanks as null; `own` is the export format's template, which (if it `decides`) is taken
    when both orders of day and month fit; `declared` is what the case states. Nothing is decided by a single cell.
    `starts` is the column that should lie before the others, the first if there is none such; `days` are those that the
    file should hold.
    """
    candidates = declared_templates(declared) if declared else _candidates(own)
    if not candidates:
        text = f"date_format {declared!r} is not known; write one of {', '.join(TEMPLATES)} in case.yaml"
        return Understood(templates={}, local={}, notes=(), problems=(text,))
    filled = {field: texts for field, texts in columns.items() if texts.null_count < len(texts)}
    if not declared and candidates == (own,):
        options: dict[str, tuple[str, ...]] = dict.fromkeys(filled, candidates)
    else:
        options = _each(filled, lambda field: _options(filled[field].drop_null(), candidates))
    sheet = _Columns(texts=filled, headers=headers, options=options, starts=starts, days=days)
    chosen, notes, problems = _decided(sheet, own, decides=decides)
    if notes and not problems and (doubtful := _doubtful(sheet, chosen)):
        problems = [doubtful]
    local = _each(filled, lambda field: parsed(filled[field], chosen[field])) if not problems else {}
    if not declared:
        problems += [p for field in local if (p := _mixed(filled[field], local[field], chosen[field], headers[field]))]
    return Understood(templates=chosen, local=local, notes=tuple(notes), problems=tuple(problems))


def _candidates(own: str) -> tuple[str, ...]:
    """The ways that a column may be written in, the export's own first; one of a machine's moments has no other."""
    return (own,) if own in NUMBERS & INSTANTS else (own, *(t for t in GUESSED if t != own))


def _each(fields: Iterable[str], found: Callable[[str], T]) -> dict[str, T]:
    """What is found for each of the fields, two at a time."""
    names = list(fields)
    with ThreadPoolExecutor(_THREADS) as pool:
        return dict(zip(names, pool.map(found, names), strict=True))


def _options(texts: Any, candidates: Sequence[str]) -> tuple[str, ...]:
    """The formats that parse all values, or the one that parses most of them, or none."""
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Columns:
    """The filled columns of dates, and the formats that each could have."""

    texts: Mapping[str, Any]
    headers: Mapping[str, str]
    options: Mapping[str, tuple[str, ...]]
    starts: str | None
    days: Within

    @property
    def anchor(self) -> str | None:
        """The column by which the others are judged."""
        return self.starts if self.starts in self.texts else next(iter(self.texts), None)

    @property
    def opened(self) -> dict[str, tuple[str, ...]]:
        """The columns whose days and months can be read either way."""
        return {field: found for field, found in self.options.items() if len(found) > 1}


def _decided(sheet: _Columns, own: str, *, decides: bool) -> tuple[dict[str, str], list[str], list[str]]:
    """One format for each column; an open one follows the columns that are decided, else the export's own format."""
    options, headers, anchor = sheet.options, sheet.headers, sheet.anchor
    sure = {field: found[0] for field, found in options.items() if len(found) == 1}
    orders = {_order(t): field for field, t in sure.items() if _order(t)}
    if len(orders) > 1:
        said = " and ".join(f"{headers[field]} has {sure[field]}" for field in orders.values())
        return {}, [], [f"dates disagree: {said}; {_ASK}"]
    if wrong := list(_of_no_format(sheet)):
        return {}, [], wrong
    chosen, notes = dict(sure), []
    for field, found in sheet.opened.items():
        follow = [t for t in found if _order(t) in orders] if orders else [t for t in found if t == own and decides]
        if len(follow) != 1:
            return {}, [], [_asked(sheet, sure)]
        chosen[field] = follow[0]
    if sheet.opened and not orders:
        notes.append(f"days and months could be read either way; read as {own}, as this export writes them")
    fallback = chosen[anchor] if anchor is not None else own
    chosen |= {field: fallback for field, found in options.items() if not found}
    return chosen, notes, []


def _of_no_format(sheet: _Columns) -> Iterator[str]:
    """Columns of bare numbers, which only a declaration makes times; and the first event's, if it fits nothing."""
    for field in (name for name, found in sheet.options.items() if not found):
        texts, header = sheet.texts[field], sheet.headers[field]
        if way := numbers_like(texts):
            counts = "as Excel counts days" if way.startswith("EXCEL") else f"in {way} (seconds or milliseconds since 1970)"
            yield (
                f"{header} holds bare numbers, e.g. {_examples(texts)}, which may be times {counts}; if so declare "
                f"date_format: {way} for this file in case.yaml (several ways: {way} or DD/MM/YYYY HH:MM:SS), else export it again"
            )
        elif field == sheet.anchor:
            yield f"{header} fits no known date format, e.g. {_examples(texts)}; {_ASK}"


_ASK = "declare date_format (such as DD/MM/YYYY HH:MM:SS) for this file in case.yaml"


def _order(template: str) -> str | None:
    """Which of day and month comes first, or None where both are told apart."""
    return None if template.startswith("YYYY") or "MON" in template or template in NUMBERS else template[:2]


def _swapped(template: str) -> str | None:
    pairs = {"DD": "MM", "MM": "DD"}
    other = f"{pairs[template[:2]]}{template[2]}{pairs[template[3:5]]}{template[5:]}" if _order(template) else ""
    return other if other in TEMPLATES else None


def _mixed(texts: Any, local: Any, template: str, header: str) -> str | None:
    """Say so if many cells fit only another order of day, month and year, or another clock."""
    if template in NUMBERS or local.null_count == texts.null_count:
        return None
    failing = texts.filter(pc.and_(texts.is_valid(), local.is_null()))
    few = max(3, _MIXED * (len(texts) - texts.null_count))
    if len(failing) < few:
        return None
    for other in (t for t in (*GUESSED, *sorted(NUMBERS)) if t[:4] != template[:4] or (t in INSTANTS) != (template in INSTANTS)):
        fits = len(failing) - parsed(failing, other).null_count
        if fits >= few:
            return f"{header} mixes {template} and {other} ({fits:,} cells fit only the second); export it again, or {_ASK}"
    return None


def _doubtful(sheet: _Columns, chosen: Mapping[str, str]) -> str | None:
    """Say so if the export's own order contradicts the events of the file or its days where the other order does less."""
    if sheet.anchor not in sheet.opened:
        return None
    mine, other = _ways(sheet, chosen)
    return _asked(sheet, chosen) if mine.contradictions > other.contradictions else None


def _asked(sheet: _Columns, chosen: Mapping[str, str]) -> str:
    """A question that names both readings, and what the events say for each."""
    field = sheet.anchor if sheet.anchor in sheet.opened else next(iter(sheet.opened))
    assert field is not None
    mine, other = _ways(sheet, chosen)
    texts = pc.unique(sheet.texts[field].drop_null())
    unlike = texts.filter(pc.not_equal(parsed(texts, mine.template), parsed(texts, other.template)))
    example = (unlike if len(unlike) else texts)[0].as_py()
    either = f"declare date_format: {mine.template} or date_format: {other.template} for this file in case.yaml"
    return day_order.question(example, sheet.headers[field], (mine, other), sheet.days, either)


def _ways(sheet: _Columns, chosen: Mapping[str, str]) -> tuple[day_order.Judged, day_order.Judged]:
    """The chosen reading of the open columns (day first, where none is chosen) and the other one, judged by the events."""
    field = sheet.anchor if sheet.anchor in sheet.opened else next(iter(sheet.opened))
    assert field is not None
    mine = {f: chosen.get(f) or min(found) for f, found in sheet.opened.items()}
    other = {f: _swapped(t) or t for f, t in mine.items()}
    known = {f: found[0] for f, found in sheet.options.items() if len(found) == 1}
    if sheet.starts is None or sheet.starts not in known | mine:  # then nothing should lie before anything
        known, mine, other = {}, {field: mine[field]}, {field: other[field]}
    starts = sheet.starts if sheet.starts in known | mine else field
    ways = [day_order.judged(sheet.texts, known | way, field, starts, sheet.days) for way in (mine, other)]
    return ways[0], ways[1]


def _examples(texts: Any) -> str:
    return ", ".join(repr(text[:40]) for text in pc.unique(texts.drop_null().slice(0, 100)).to_pylist()[:3])


# --- zones --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Instants:
    """Times in UTC. `gap`: rows whose local time never was (null in `utc`); `fold`: those whose was twice, read as the first.

    `later`: by how many microseconds the second passing of each of those is later.
    """

    utc: Any
    gap: NDArray[np.int64]
    fold: NDArray[np.int64]
    later: NDArray[np.int64]


def to_utc(local: Any, zone: str) -> Instants:
    """The instants of local times in a zone."""
    known = np.array(local.is_valid(), bool)
    if not known.any():
        return Instants(utc=pa.chunked_array([pa.nulls(len(local), _UTC)]), gap=_NO_ROWS, fold=_NO_ROWS, later=_NO_ROWS)
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
    later = (last.cast(pa.int64()).to_numpy() - utc[near])[apart & ~lost]
    return Instants(utc=pa.chunked_array([pa.array(utc, mask=~known).cast(_UTC)]), gap=gap, fold=fold, later=later)


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

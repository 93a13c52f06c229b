"""A sheet understood: ids checked, values named, times in UTC; every row that cannot be is quarantined with its reason."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kit.errors import BadFile
from kit.model import Quarantined
from kit.orders import dates
from kit.orders.export_format import folded
from kit.orders.fields import DUE, TableName
from kit.orders.rules import QUANTITY, Rule, broken, described_rows, row_rules, said, set_aside, shown
from kit.orders.sheet import CODED, TEXT, Lines, Mask, Request, Sheet, mask, recoded, texts

UTC_TIME = pa.timestamp("us", "UTC")
_LISTED = 3  # lines named in a note


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Typed:
    """What one sheet says. `table`: the fields of `TABLES[kind]` that it states, and `line`."""

    kind: TableName
    sheet: str | None
    encoding: str
    format: str
    date_format: str
    zone: str
    table: pa.Table
    rows_in: int
    description: int
    quarantined: tuple[Quarantined, ...]
    dropped: tuple[str, ...]
    unknown: tuple[str, ...]
    notes: tuple[str, ...]
    exported: datetime | None
    is_export_declared: bool


def typed(sheet: Sheet, request: Request) -> Typed:
    """The rows that can be used and those that cannot; raises BadFile where a whole column cannot be understood."""
    notes = list(sheet.notes)
    described = described_rows(sheet)
    rules = row_rules(sheet, described)
    keep = ~described & ~broken(rules, len(sheet.lines))
    times = _times(sheet, request, keep, notes)
    values = _values(sheet, keep, notes)
    rules += times.rules
    keep &= ~broken(times.rules, len(keep))
    quarantined = set_aside(sheet, request, rules, described)
    rows_in = len(sheet.lines) + len(sheet.ragged)
    if rows_in > described.sum() and not keep.any():
        first = quarantined[0]
        raise BadFile(request.file, [f"none of its {rows_in:,} rows can be used; line {first.line}: {first.reason}"])
    table = _table(sheet, times.columns | values, keep)
    exported = request.exported or _latest(table, sheet)
    if request.exported is None and exported is not None:
        notes.append(f"time of export assumed: the latest time in the file, {dates.clock(exported)}")
    return Typed(
        kind=sheet.format.kind,
        sheet=sheet.name,
        encoding=sheet.encoding,
        format=sheet.format.id,
        date_format=times.written,
        zone=times.zone,
        table=table,
        rows_in=rows_in,
        description=int(described.sum()),
        quarantined=tuple(quarantined),
        dropped=sheet.format.buyer_headers(sheet.headers),
        unknown=sheet.format.unknown_headers(sheet.headers),
        notes=(*notes, *_missing(sheet), *_disorder(table, sheet)),
        exported=exported,
        is_export_declared=request.exported is not None,
    )


# --- times --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Times:
    columns: dict[str, Any]
    rules: list[Rule]
    written: str  # the date format, or formats, in words
    zone: str


def _times(sheet: Sheet, request: Request, keep: Mask, notes: list[str]) -> _Times:
    """Every time column in UTC; raises BadFile where a column's dates are ambiguous."""
    names = sheet.of_kind("time")
    own = sheet.format.date_format
    cells = {name: _only(sheet.table[name], keep) for name in names}
    headers = {n: sheet.header(n) for n in names}
    borrowed = _is_borrowed(sheet, request)
    found = dates.understand(cells, headers, own=own, declared=request.date_format, decides=not borrowed)
    if found.problems:
        raise BadFile(request.file, found.problems)
    notes += found.notes
    written = list(dict.fromkeys(found.templates.values()))
    if written and written != [own]:
        notes.append(f"dates are written {' and '.join(written)}; {sheet.format.id} has {own}")
    zone = _zone(sheet, request, notes)
    columns: dict[str, Any] = {name: pa.chunked_array([pa.nulls(len(keep), UTC_TIME)]) for name in names}
    rules: list[Rule] = []
    for name, local in found.local.items():
        instants = dates.to_utc(local, zone)
        columns[name] = instants.utc
        unread = mask(pc.and_(cells[name].is_valid(), local.is_null()))
        rules.append(Rule(name="date", rows=unread, reason=said(sheet, name, f"{{}} does not fit {found.templates[name]}")))
        if instants.gap.size:
            text = f"{{}} never was in {zone}: clocks went forward over it"
            rules.append(Rule(name="no-such-time", rows=_rows(instants.gap, len(keep)), reason=said(sheet, name, text)))
        if instants.fold.size:
            notes.append(
                f"{instants.fold.size:,} cells of {sheet.header(name)} lie in the hour that clocks repeat in {zone}; "
                f"read as its first passing ({_at_lines(sheet.lines, instants.fold)})"
            )
    return _Times(columns=columns, rules=[r for r in rules if r.rows.any()], written=" and ".join(written) or own, zone=zone)


def _rows(places: Lines, count: int) -> Mask:
    rows = np.zeros(count, bool)
    rows[places] = True
    return rows


def _only(column: Any, keep: Mask) -> Any:
    """The texts of the rows that are orders; null elsewhere."""
    return column if keep.all() else pc.if_else(pa.array(keep), column, pa.scalar(None, TEXT))


def _is_borrowed(sheet: Sheet, request: Request) -> bool:
    """Whether the case declares a format of another market for this file."""
    return request.format is not None and sheet.format.market not in {request.site, None}


def _zone(sheet: Sheet, request: Request, notes: list[str]) -> str:
    """The zone of the export's times: stated by the case, else by the policy for its site, else the format's own.

    A format of another market that the case declares tells what the columns mean, not which clock wrote them.
    """
    market, own = sheet.format.market, sheet.format.zone
    borrowed = _is_borrowed(sheet, request)
    if borrowed:
        notes.append(f"read as {sheet.format.id}, a format of {market}, as case.yaml says; the case is on {request.site}")
    if request.zone:
        return request.zone
    of_site = borrowed or market == request.site or (market is None and own is None)
    if request.site_zone and of_site:
        notes.append(f"times are read as {request.site_zone} ({request.site_zone_status})")
        return request.site_zone
    if borrowed or own is None:
        why = (
            f"{sheet.format.id} is of {market}, the case is on {request.site}" if borrowed else f"{sheet.format.id} does not say"
        )
        text = f"the zone of its times is not known: {why}; declare zone (such as America/Los_Angeles)"
        raise BadFile(request.file, [f"{text} in case.yaml data.{request.folder}"])
    notes.append(f"times are read as {own} ({sheet.format.zone_status})")
    if market not in {request.site, None}:
        notes.append(f"this is an export of {market}, the case is on {request.site}")
    return own


# --- values -------------------------------------------------------------------------------------


def _values(sheet: Sheet, keep: Mask, notes: list[str]) -> dict[str, Any]:
    """Every field of known values by its meaning; a text that is not known is named in a note and left out."""
    found: dict[str, Any] = {}
    for name in sheet.of_kind("value"):
        meanings = sheet.format.meanings(name)
        column = sheet.table[name]
        found[name] = recoded(column, lambda text, known=meanings: known.get(folded(text)))  # type: ignore[misc]
        for text in sorted(t for t in _distinct(column) if folded(t) not in meanings):
            count = int((mask(pc.equal(texts(column), text)) & keep).sum())
            if count:
                notes.append(f"{sheet.header(name)} {shown(text)!r} is not known ({count:,} rows): left blank")
    return found | _finer(sheet, found, keep, notes)


def _finer(sheet: Sheet, values: Mapping[str, Any], keep: Mask, notes: list[str]) -> dict[str, Any]:
    """The order status where the substatus says more."""
    if "substatus" not in values or "status" not in values:
        return {}
    implied = texts(recoded(values["substatus"], sheet.format.finer.get))
    stated = texts(values["status"])
    if changed := int((mask(pc.not_equal(implied, stated)) & keep).sum()):
        notes.append(f"{changed:,} rows: the substatus says more than the status, and decides")
    return {"status": pc.coalesce(implied, stated).cast(CODED)}


def _distinct(column: Any) -> list[str]:
    return list(dict.fromkeys(text for chunk in column.chunks for text in chunk.dictionary.to_pylist()))


# --- notes and columns --------------------------------------------------------------------------


def _missing(sheet: Sheet) -> list[str]:
    expected = {column.field for column in sheet.format.columns}
    missing = [sheet.header(name) for name in sheet.rules.fields if name in expected and not sheet.has(name)]
    return [f"the file has no column {', '.join(missing)}"] if missing else []


def _disorder(table: pa.Table, sheet: Sheet) -> list[str]:
    """A note for each time that lies before the creation of what the row speaks of."""
    found: list[str] = []
    starts = sheet.rules.starts
    if starts is None or not sheet.has(starts):
        return found
    for name in (n for n in sheet.of_kind("time") if n != starts):
        rows = np.flatnonzero(mask(pc.less(table[name], table[starts])))
        if rows.size:
            at = _at_lines(table["line"].to_numpy(), rows)
            found.append(f"{rows.size:,} rows have a {sheet.header(name)} before their creation ({at})")
    return found


def _at_lines(lines: Lines, rows: Any) -> str:
    first = ", ".join(str(int(lines[row])) for row in rows[:_LISTED])
    return f"line{'s' if rows.size > 1 else ''} {first}" + (" …" if rows.size > _LISTED else "")


def _table(sheet: Sheet, understood: Mapping[str, Any], keep: Mask) -> pa.Table:
    """The usable rows with their physical lines."""
    columns: dict[str, Any] = {}
    for name in sheet.table.column_names:
        column = understood.get(name, sheet.table[name])
        columns[name] = _number(column) if sheet.rules.fields[name].kind == "count" else column
    columns["line"] = pa.chunked_array([pa.array(sheet.lines)])
    if keep.all():
        return pa.table(columns)
    return pa.table({name: column.filter(pa.array(keep)) for name, column in columns.items()})


def _number(column: Any) -> Any:
    """Whole numbers; what is none (its row is quarantined) is null."""
    plain = recoded(column, lambda text: text.split(".")[0] if re.match(QUANTITY, text) else None)
    return texts(plain).cast(pa.int64())


def _latest(table: pa.Table, sheet: Sheet) -> datetime | None:
    """The latest time in the rows of what has happened."""
    latest = [pc.max(table[name]).as_py() for name in sheet.of_kind("time") if name not in DUE]
    return max((moment for moment in latest if moment is not None), default=None)

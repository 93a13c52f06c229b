"""The times of a sheet in UTC: how each column is written, and by which clock."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kit.errors import BadFile
from kit.orders import date_formats, dates, day_order, repeated_hour
from kit.orders.rules import Rule, said
from kit.orders.sheet import TEXT, UTC_TIME, Lines, Mask, Request, Sheet, mask

_LISTED = 3  # lines named in a note
_NOTHING = pa.scalar(None, TEXT)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Times:
    """Every time column in UTC, and the rows whose cells cannot be read."""

    columns: dict[str, Any]
    rules: list[Rule]
    written: str  # the date format, or formats, in words
    zone: str


def times(sheet: Sheet, request: Request, keep: Mask, notes: list[str]) -> Times:
    """The times of the rows to keep; raises BadFile where a column's dates are ambiguous. Adds to the notes."""
    names = sheet.of_kind("time")
    own = sheet.format.date_format
    if not names:
        return Times(columns={}, rules=[], written=own, zone=request.zone or request.site_zone or sheet.format.zone or "UTC")
    cells = {name: _cells(sheet, request, name, keep) for name in names}
    found = dates.understand(
        cells,
        {name: sheet.header(name) for name in names},
        own=own,
        declared=request.date_format,
        decides=not _is_borrowed(sheet, request),
        starts=sheet.rules.starts,
        days=day_order.within(request.file, request.covers, request.exported),
    )
    if found.problems:
        raise BadFile(request.file, found.problems)
    notes += found.notes
    notes += _how_written(sheet, found)
    is_told = own in date_formats.INSTANTS if not found.templates else set(found.templates.values()) <= date_formats.INSTANTS
    zone = "UTC" if is_told else _zone(sheet, request, notes)
    clocks = {name: _clock(sheet, name, template, zone) for name, template in found.templates.items()}
    instants = {name: dates.to_utc(local, clocks[name]) for name, local in found.local.items()}
    in_utc, unsure = repeated_hour.told(instants, sheet.rules.starts)
    columns: dict[str, Any] = {name: pa.chunked_array([pa.nulls(len(keep), UTC_TIME)]) for name in names} | in_utc
    rules: list[Rule] = []
    for name, local in found.local.items():
        rules += _unread(sheet, name, cells[name], local, found.templates[name])
        if instants[name].gap.size:
            text = f"{{}} never was in {clocks[name]}: clocks went forward over it"
            rules.append(Rule(name="no-such-time", rows=_rows(instants[name].gap, len(keep)), reason=said(sheet, name, text)))
        if instants[name].fold.size:
            notes.append(_repeated(sheet, name, clocks[name], instants[name].fold, unsure[name]))
    written = " and ".join(dict.fromkeys(found.templates.values())) or own
    return Times(columns=columns, rules=[r for r in rules if r.rows.any()], written=written, zone=zone)


def _clock(sheet: Sheet, name: str, template: str, zone: str) -> str:
    """The zone of one column: UTC where its cells say so themselves, else by its header, else that of the file."""
    return "UTC" if template in date_formats.INSTANTS else _said_zone(sheet.header(name)) or zone


def _repeated(sheet: Sheet, name: str, zone: str, fold: Lines, unsure: Lines) -> str:
    """A note on times in the hour that clocks repeat."""
    found = f"{fold.size:,} cells of {sheet.header(name)} lie in the hour that clocks repeat in {zone}"
    if not unsure.size:
        return f"{found}; the order of events tells in which passing ({at_lines(sheet.lines, fold)})"
    told = f"{fold.size - unsure.size:,} told by the order of events, " if unsure.size < fold.size else ""
    return (
        f"{found}: {told}{unsure.size:,} read as its first passing ({at_lines(sheet.lines, unsure)}); in the second they would be "
        "an hour later, so what is late by less than an hour, or just in time, may be otherwise"
    )


def _cells(sheet: Sheet, request: Request, name: str, keep: Mask) -> Any:
    """The texts of the rows to keep; null elsewhere."""
    column = sheet.table[name]
    if (request.date_format or sheet.format.date_format) in date_formats.NUMBERS:  # 0 stands for none
        column = pc.if_else(pc.equal(column, "0"), _NOTHING, column)
    if keep.all():
        return column
    kept = np.split(keep, np.cumsum([len(chunk) for chunk in column.chunks])[:-1])
    chunks = [
        chunk if some.all() else pc.if_else(pa.array(some), chunk, _NOTHING)  # most are whole: a copy of all takes much memory
        for chunk, some in zip(column.chunks, kept, strict=True)
    ]
    return pa.chunked_array(chunks, TEXT)


def _how_written(sheet: Sheet, found: dates.Understood) -> list[str]:
    """Notes on formats that are not the export's own, and on days without a time."""
    notes = []
    own = sheet.format.date_format
    written = list(dict.fromkeys(found.templates.values()))
    if written and written != [own]:
        notes.append(f"dates are written {' and '.join(written)}; {sheet.format.id} has {own}")
    if days := [sheet.header(n) for n, t in found.templates.items() if "HH" not in t and t not in date_formats.NUMBERS]:
        notes.append(f"{', '.join(days)} state{'s' if len(days) == 1 else ''} a day without a time; read as the day's beginning")
    if stated := [
        sheet.header(n) for n, t in found.templates.items() if t in date_formats.INSTANTS and own not in date_formats.INSTANTS
    ]:
        notes.append(f"{', '.join(stated)} say{'s' if len(stated) == 1 else ''} the moment in UTC; no zone is used")
    return notes


def _unread(sheet: Sheet, name: str, cells: Any, local: Any, template: str) -> list[Rule]:
    rows = mask(pc.and_(cells.is_valid(), local.is_null()))
    return [Rule(name="date", rows=rows, reason=said(sheet, name, f"{{}} does not fit {template}"))]


def _rows(places: Lines, count: int) -> Mask:
    rows = np.zeros(count, bool)
    rows[places] = True
    return rows


def at_lines(lines: Lines, rows: Any) -> str:
    """The first lines of some rows, in words."""
    first = ", ".join(str(int(lines[row])) for row in rows[:_LISTED])
    return f"line{'s' if rows.size > 1 else ''} {first}" + (" …" if rows.size > _LISTED else "")


# --- zones --------------------------------------------------------------------------------------


def _is_borrowed(sheet: Sheet, request: Request) -> bool:
    """Whether the case declares a format of another market for this file."""
    return request.format is not None and sheet.format.market not in {request.site, None}


def _zone(sheet: Sheet, request: Request, notes: list[str]) -> str:
    """The zone of the export's times: stated by the case, else by the file's name, by the policy for its site, by the format.

    A format of another market that the case declares tells what the columns mean, not which clock wrote them.
    """
    market, own = sheet.format.market, sheet.format.zone
    borrowed = _is_borrowed(sheet, request)
    if borrowed:
        notes.append(f"read as {sheet.format.id}, a format of {market}, as case.yaml says; the case is on {request.site}")
    if request.zone:
        return request.zone
    if stated := _said_zone(request.file):
        notes.append(f"times are read as {stated}, as the name of the file says")
        return stated
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


def _said_zone(text: str) -> str | None:
    """The zone that a header or a file's name states, such as `Order created time(UTC)` or `…(UTC-7).xlsx`."""
    found = re.search(r"\((?:UTC|GMT)(?:([+-])(\d{1,2}))?\)", text, re.IGNORECASE)
    if found is None or int(found[2] or 0) > 14:
        return None
    if not int(found[2] or 0):
        return "UTC"
    return f"Etc/GMT{'-' if found[1] == '+' else '+'}{int(found[2])}"  # the zone database counts to the west

"""A sheet understood: ids checked, values named, times in UTC; every row that cannot be is quarantined with its reason."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kit.errors import BadFile
from kit.model import Quarantined
from kit.orders import buyers, dates, origin
from kit.orders.export_format import folded
from kit.orders.fields import DUE, TableName
from kit.orders.numbers import Numbers, numbers
from kit.orders.rules import broken, described_rows, row_rules, set_aside, shown
from kit.orders.sheet import CODED, UTC_TIME, Mask, Request, Sheet, mask, recoded, texts, where
from kit.orders.times import at_lines, times

__all__ = ["UTC_TIME", "Typed", "typed"]

_LISTED = 8  # unknown texts named in a note


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
    origin.refuse_foreign(sheet, request)
    notes = [*sheet.notes, *origin.assumed(sheet, request)]
    described = described_rows(sheet)
    rules = row_rules(sheet, described)
    keep = ~described & ~broken(rules, len(sheet.lines))
    with ThreadPoolExecutor(1) as beside:
        others = beside.submit(_others, sheet, request, described, keep)
        told = times(sheet, request, keep, notes)
        counted, named, more = others.result()
    notes += more
    rules += [*told.rules, *counted.rules]
    keep &= ~broken([*told.rules, *counted.rules], len(keep))
    quarantined = set_aside(sheet, request, rules, described)
    rows_in = len(sheet.lines) + len(sheet.ragged)
    if rows_in > described.sum() and not keep.any():
        first = quarantined[0]
        raise BadFile(request.file, [f"none of its {rows_in:,} rows can be used; line {first.line}: {first.reason}"])
    table = _table(sheet, told.columns | counted.columns | named, keep)
    exported = request.exported or _latest(table, sheet)
    if request.exported is None and exported is not None:
        notes.append(f"time of export assumed: the latest time in the file, {dates.clock(exported)}")
    return Typed(
        kind=sheet.format.kind,
        sheet=sheet.name,
        encoding=sheet.encoding,
        format=sheet.format.id,
        date_format=told.written,
        zone=told.zone,
        table=table,
        rows_in=rows_in,
        description=int(described.sum()),
        quarantined=tuple(quarantined),
        dropped=sheet.format.buyer_headers(sheet.headers),
        unknown=sheet.format.unknown_headers(sheet.headers),
        notes=(*notes, *_missing(sheet), *_formulas(sheet), *_disorder(table, sheet)),
        exported=exported,
        is_export_declared=request.exported is not None,
    )


# --- values -------------------------------------------------------------------------------------


def _others(sheet: Sheet, request: Request, described: Mask, keep: Mask) -> tuple[Numbers, dict[str, Any], list[str]]:
    """All that is understood but times: numbers, the other columns by their names, and notes."""
    notes: list[str] = []
    counted = numbers(sheet, request, ~described, notes)
    return counted, _values(sheet, keep, notes) | _flags(sheet, keep, notes) | _buyers(sheet, request, notes), notes


def _values(sheet: Sheet, keep: Mask, notes: list[str]) -> dict[str, Any]:
    """Every field of known values by its meaning; a text that is not known is named in a note and left out."""
    found: dict[str, Any] = {}
    for name in sheet.of_kind("value"):
        meanings = sheet.format.meanings(name)
        found[name] = recoded(sheet.table[name], lambda text, known=meanings: known.get(folded(text)))  # type: ignore[misc]
        notes += _unknown(sheet, name, meanings, keep)
    return found | _finer(sheet, found, keep, notes)


def _unknown(sheet: Sheet, name: str, meanings: Mapping[str, Any], keep: Mask) -> list[str]:
    """Notes on texts that mean nothing known."""
    column = sheet.table[name]
    if all(folded(text) in meanings for text in _distinct(column)):
        return []
    counts = pc.value_counts(texts(column).filter(pa.array(keep)).drop_null()).to_pylist()
    unknown = {found["values"]: found["counts"] for found in counts if folded(found["values"]) not in meanings}
    notes = [
        f"{sheet.header(name)} {shown(text)!r} is not known ({unknown[text]:,} rows): left blank"
        for text in sorted(unknown)[:_LISTED]
    ]
    if len(unknown) > _LISTED:
        notes.append(f"{len(unknown) - _LISTED:,} more texts of {sheet.header(name)} are not known: left blank")
    return notes


_FLAGS = dict.fromkeys(("true", "yes", "y", "1"), True) | dict.fromkeys(("false", "no", "n", "0"), False)


def _flags(sheet: Sheet, keep: Mask, notes: list[str]) -> dict[str, Any]:
    """Every yes or no."""
    found: dict[str, Any] = {}
    for name in sheet.of_kind("flag"):
        column = texts(sheet.table[name])
        folds = pc.utf8_lower(column)
        yes, no = ([text for text, said in _FLAGS.items() if said is wanted] for wanted in (True, False))
        is_yes, is_no = (pc.is_in(folds, pa.array(known)) for known in (yes, no))
        found[name] = pc.if_else(is_yes, True, pc.if_else(is_no, False, pa.scalar(None, pa.bool_())))
        notes += _unknown(sheet, name, _FLAGS, keep)
    return found


def _buyers(sheet: Sheet, request: Request, notes: list[str]) -> dict[str, Any]:
    """Every buyer as a keyed digest."""
    found = {name: buyers.digests(sheet.table[name], request.secret) for name in sheet.of_kind("person")}
    for name in found:
        kept = (
            "kept as a keyed digest, which does not tell who it is" if request.secret else "not kept: there is no key for digests"
        )
        notes.append(f"{sheet.header(name)} is {kept}")
    return found


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


def _formulas(sheet: Sheet) -> list[str]:
    """A note for each column of text in which cells begin as a formula does; ids that do are set aside."""
    found = []
    for name in sheet.of_kind("text"):
        if any(text.startswith("=") for text in _distinct(sheet.table[name])):
            count = int(where(sheet.table[name], lambda text: text.startswith("=")).sum())
            found.append(f"{count:,} cells of {sheet.header(name)} begin with '=': kept as text, never worked out")
    return found


def _disorder(table: pa.Table, sheet: Sheet) -> list[str]:
    """A note for each time that lies before the creation of what the row speaks of."""
    found: list[str] = []
    starts = sheet.rules.starts
    if starts is None or not sheet.has(starts):
        return found
    for name in (n for n in sheet.of_kind("time") if n != starts):
        rows = np.flatnonzero(mask(pc.less(table[name], table[starts])))
        if rows.size:
            at = at_lines(table["line"].to_numpy(), rows)
            found.append(f"{rows.size:,} rows have a {sheet.header(name)} before their creation ({at})")
    return found


def _table(sheet: Sheet, understood: Mapping[str, Any], keep: Mask) -> pa.Table:
    """The usable rows with their physical lines."""
    columns = {name: understood.get(name, sheet.table[name]) for name in sheet.table.column_names}
    columns["line"] = pa.chunked_array([pa.array(sheet.lines)])
    rows = np.flatnonzero(keep)
    first, end = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, 0)
    if end - first == len(rows):  # all but the description, which stands before them: nothing is copied
        return pa.table(columns).slice(first, len(rows))
    return pa.table({name: column.filter(pa.array(keep)) for name, column in columns.items()})


def _latest(table: pa.Table, sheet: Sheet) -> datetime | None:
    """The latest time in the rows of what has happened."""
    latest = [pc.max(table[name]).as_py() for name in sheet.of_kind("time") if name not in DUE]
    return max((moment for moment in latest if moment is not None), default=None)

"""Rows whose cells do not stand under their headers, though there are as many as headers: none of them can be believed.

What is certain is enough alone: an address or a telephone number where none can stand, an id that is none. What is odd
(a text that no format knows, a row without a package id) counts only with another oddity of the same row.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kit.orders.displaced import displaced
from kit.orders.export_format import folded
from kit.orders.sheet import Mask, Sheet, mask, texts, where

_MAIL = r"[^@\s]+@[^@\s]+\.\w{2,}"
_PHONE = r"\(?\+\(?\d[\d\s().*-]{5,}"
_DIGITS_ONLY = r"\(?[\d*][\d\s()*-]{3,15}"  # a telephone number without its country or starred, a postcode: no carrier
_POSTCODE = r"[A-Za-z]{1,2}\d[A-Za-z\d]?\s?\d[A-Za-z]{2}|\d{5}-\d{4}|〒?\d{3}-\d{4}"  # of UK, US and JP
_USUAL = 0.8  # of a column's filled cells: what so many are, the others should be
_WITHHELD = "cells do not stand under their headers ({}); export the file again, or repair this row in a copy"


def shifted(sheet: Sheet, keep: Mask) -> tuple[Mask, Callable[[int], str]]:
    """The rows, and what to say of one; its cells are not quoted, a buyer's may be among them."""
    signs: dict[int, list[str]] = {}
    if sheet.format.layout.records is None:  # in an answer each cell stands beside its name
        told = (*_contacts(sheet), *_no_ids(sheet), *_unknown_beside_a_misfit(sheet), *_no_carriers(sheet))
        for header, what, rows in (*told, *_displaced(sheet, keep)):
            for row in np.flatnonzero(rows & keep).tolist():
                signs.setdefault(row, []).append(f"{header} holds {what}")
    found = np.zeros(len(keep), bool)
    found[list(signs)] = True
    return found, lambda row: _WITHHELD.format("; ".join(dict.fromkeys(signs[row])))


Sign = tuple[str, str, Mask]  # header, what its cell holds, rows


def _displaced(sheet: Sheet, keep: Mask) -> Iterator[Sign]:
    for header, rows in displaced(sheet, keep):
        yield header, "a text of its own, and other cells of the row are those of the columns beside them", rows


def _contacts(sheet: Sheet) -> Iterator[Sign]:
    """Telephone numbers, addresses and postcodes where none can stand."""
    always = rf"{_MAIL}|{_PHONE}"
    patterns = {"seller_sku": always, "warehouse": f"{always}|{_POSTCODE}", "carrier": f"{always}|{_POSTCODE}|{_DIGITS_ONLY}"}
    for name in sheet.of_kind("text", "value"):
        pattern = patterns.get(name) if sheet.rules.fields[name].kind == "text" else patterns["carrier"]
        if pattern is not None:
            rows = where(sheet.table[name], lambda text, pattern=pattern: re.fullmatch(pattern, text) is not None)  # type: ignore[misc]
            yield from _unusual(sheet, name, rows, "what looks like a telephone number, an address or a postcode")
    for name in sheet.of_kind("id", "tracking"):
        column = sheet.table[name]
        rows = _fitting(column, ~mask(pc.ascii_is_alnum(column)), f"^(?:{always})$")  # most need no pattern
        yield from _unusual(sheet, name, rows, "what looks like a telephone number or an address")


def _no_ids(sheet: Sheet) -> Iterator[Sign]:
    """Package ids that are none, and other ids without a digit, where the others are numbers."""
    for name in (n for n in sheet.of_kind("id") if n in {"package_id", "sku_id"}):
        column = sheet.table[name]
        rows = ~mask(pc.ascii_is_decimal(column)) & mask(column.is_valid())
        odd = r"^[^\d=]{5,}$" if name == "sku_id" else r"^[^=]*[^\d.,eE+=-][^=]*$"
        if name == "package_id":
            short = mask(pc.less(pc.utf8_length(column), 10))
            yield from _unusual(sheet, name, short & ~rows, "a short number where the others are long")
        yield from _unusual(sheet, name, _fitting(column, rows, odd), "a text where the others are numbers")


def _unusual(sheet: Sheet, name: str, rows: Mask, what: str) -> Iterator[Sign]:
    """The sign, if most filled cells of the column are not so."""
    column = sheet.table[name]
    if rows.any() and rows.sum() <= (1 - _USUAL) * (len(column) - column.null_count):
        yield sheet.header(name), what, rows


def _fitting(column: Any, rows: Mask, pattern: str) -> Mask:
    """Those of the rows whose cell fits the pattern."""
    found = rows.copy()
    if rows.any():
        found[rows] = mask(pc.match_substring_regex(column.filter(pa.array(rows)), pattern))
    return found


# --- what is odd only together --------------------------------------------------------------------


def _unknown_beside_a_misfit(sheet: Sheet) -> Iterator[Sign]:
    """Texts of a known list that are not known, where the others' are, in rows with a cell that does not fit either."""
    for name in sheet.of_kind("value"):
        known = sheet.format.meanings(name)
        rows = where(sheet.table[name], lambda text, known=known: folded(text) not in known)  # type: ignore[misc]
        for _, what, unknown in _unusual(sheet, name, rows, "no known text"):
            unknown[unknown] = [_has_misfit(sheet, row) for row in np.flatnonzero(unknown).tolist()]
            yield sheet.header(name), what, unknown


def _has_misfit(sheet: Sheet, row: int) -> bool:
    """Whether a number, date or tracking number of the row is a text, a number is a date, or a text is one of another column.

    A status that is known as a substatus has not moved, nor the other way: exports say either in the place of the other.
    """
    numbers, values = sheet.of_kind("count", "money"), sheet.of_kind("value")
    others = [sheet.cell(name, row) for name in (*sheet.of_kind("time", "tracking"), *numbers)]
    if any(cell and not re.search(r"\d", cell) for cell in others):
        return True
    if any(re.search(r"\d[-/:]\d", sheet.cell(name, row)) for name in numbers):
        return True
    cells = {name: folded(sheet.cell(name, row)) for name in values}
    meanings = {name: sheet.format.meanings(name) for name in values}
    strange = {name: cell for name, cell in cells.items() if cell and cell not in meanings[name]}
    pairs = ((cell, {name, other}, meanings[other]) for name, cell in strange.items() for other in values)
    return any(cell in known for cell, places, known in pairs if places != {"status", "substatus"})


def _no_carriers(sheet: Sheet) -> Iterator[Sign]:
    """Carriers that only stand in shipped rows without a package id, where shipped rows have one: another column's text."""
    if not all(sheet.has(name) for name in ("carrier", "package_id", "shipped_at")):
        return
    shipped = mask(sheet.table["shipped_at"].is_valid())
    without = shipped & mask(sheet.table["package_id"].is_null())
    if not without.any() or without.sum() > (1 - _USUAL) * shipped.sum():
        return
    carrier = sheet.table["carrier"]
    usual = set(pc.unique(texts(carrier.filter(pa.array(~without)))).to_pylist())
    rows = without & where(carrier, lambda text: text not in usual)
    if rows.any():
        yield sheet.header("carrier"), "a text that no row with a package id has", rows

"""Which rows are no usable orders, and why: each rule is a mask over the rows of a sheet and a reason for one row."""

import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kit.model import Quarantined
from kit.orders import damaged, shifted
from kit.orders.damaged import BY_EXCEL
from kit.orders.export_format import folded
from kit.orders.sheet import THREADS, Mask, Ragged, Request, Sheet, mask, swallows, texts, where
from kit.orders.stripped import NUL

_ID_DIGITS = (10, 25)
_SHOWN = 40  # characters of a cell in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Rows that break a rule, and what to say of each."""

    name: str
    rows: Mask
    reason: Callable[[int], str]


def broken(rules: Iterable[Rule], rows: int) -> Mask:
    """Rows that break any of the rules."""
    found = np.zeros(rows, bool)
    for rule in rules:
        found |= rule.rows
    return found


def said(sheet: Sheet, field: str, text: str) -> Callable[[int], str]:
    """A message about a cell, made when it is needed: `{}` becomes the header and the cell."""
    return lambda row: text.format(f"{sheet.header(field)} {shown(sheet.cell(field, row))!r}")


def shown(cell: str) -> str:
    """A cell as it may be shown: one that spans lines may hold other rows."""
    return "… withheld, spans lines" if "\n" in cell or "\r" in cell else cell.strip()[:_SHOWN]


# --- rules --------------------------------------------------------------------------------------


def described_rows(sheet: Sheet) -> Mask:
    """Rows that describe the columns: by a known text, by repeating the header, or as prose right under it."""
    found = np.zeros(len(sheet.lines), bool)
    for row in np.flatnonzero(_may_describe(sheet)).tolist():
        found[row] = _is_description(sheet, row)
    return found


def _may_describe(sheet: Sheet) -> Mask:
    """Rows whose first id is none: at the top, or anywhere if it is the header again or a known text."""
    ids = texts(sheet.table[main_id(sheet)])  # a word may be coded where no id is needed
    rows = ~_is_id(ids)
    if main_id(sheet) not in _DIGITS:  # ids that may be any text
        words = [sheet.header(main_id(sheet)), *(text for _, text in sheet.format.description)]
        known = mask(pc.is_in(pc.utf8_lower(ids), pa.array([word.lower() for word in words])))
        rows &= known | (np.arange(len(rows)) < max(1, sheet.explained))
    return rows


def main_id(sheet: Sheet) -> str:
    """The id by which a row of such a table is told, the first of those that it needs."""
    return next((name for name in sheet.rules.needed if sheet.rules.fields[name].kind == "id"), sheet.rules.needed[0])


def row_rules(sheet: Sheet, described: Mask) -> list[Rule]:
    """The rules on ids and cells that some row breaks."""
    with ThreadPoolExecutor(THREADS) as pool:
        looks = (_no_ids, _differing, _damaged_ids, _formulas, _odd_cells, _moved)
        found = pool.map(lambda look: look(sheet, described), looks)
        return [rule for rules in found for rule in rules if rule.rows.any()]


def _is_id(ids: Any) -> Mask:
    """Whether each text is a plain number of a platform id's length; blanks are not."""
    size = pc.utf8_length(ids)
    fits = pc.and_(pc.greater_equal(size, _ID_DIGITS[0]), pc.less_equal(size, _ID_DIGITS[1]))
    return mask(pc.and_(pc.ascii_is_decimal(ids), fits))


def _is_description(sheet: Sheet, row: int) -> bool:
    if row < sheet.explained:
        return True
    names = {folded(header): column.field for column in sheet.format.columns for header in column.headers}
    for header, text in sheet.format.description:
        name = names.get(folded(header))
        if name and sheet.has(name) and folded(sheet.cell(name, row)) == folded(text):
            return True
    name = main_id(sheet)
    cell = sheet.cell(name, row)
    if folded(cell) == folded(sheet.header(name)):
        return True
    is_prose = len(re.findall(r"[^\W\d_]{2,}", cell)) >= 3 and not re.search(r"\d{6}", cell)
    times = [sheet.cell(name, row) for name in sheet.of_kind("time")]
    explained = any(times) and re.search(r"[^\W\d_]{2,}", cell) is not None and not re.search(r"\d", cell)
    has_prose = is_prose and sheet.rules.folder != "records"  # the kit's own forms explain nothing, and words stand there
    return row == 0 and (has_prose or explained) and not any(re.search(r"\d", text) for text in times)


_DIGITS = ("order_id",)  # the ids that are always a number


def _no_ids(sheet: Sheet, described: Mask) -> list[Rule]:
    """What a row needs and has not."""
    orders = _no_order(sheet, described)
    return [*orders, *_blanks(sheet, described | broken(orders, len(described)))]


def _no_order(sheet: Sheet, described: Mask) -> list[Rule]:
    """Order ids that are no number of such a length, where the table needs one."""
    return [
        Rule(
            name="order-id",
            rows=~_is_id(sheet.table[name]) & ~described,
            reason=lambda row, name=name: _why_no_id(sheet.header(name), sheet.cell(name, row)),  # type: ignore[misc]
        )
        for name in _DIGITS
        if name in sheet.rules.needed
    ]


def _blanks(sheet: Sheet, described: Mask) -> list[Rule]:
    """Needed cells that are blank."""
    rules = []
    for name in (n for n in sheet.rules.needed if n not in _DIGITS):
        blank = mask(sheet.table[name].is_null()) & ~described
        text = f"has no {sheet.header(name)}"
        rule = f"no-{name.removesuffix('_at').replace('_', '-')}" + ("-time" if name.endswith("_at") else "")
        rules.append(Rule(name=rule, rows=blank, reason=lambda _row, text=text: text))  # type: ignore[misc]
    return rules


def _moved(sheet: Sheet, described: Mask) -> list[Rule]:
    """Rows whose cells do not stand under their headers."""
    rows, why = shifted.shifted(sheet, ~described)
    return [Rule(name="shifted", rows=rows, reason=why)]


def _differing(sheet: Sheet, _described: Mask) -> list[Rule]:
    """Fields that stand in several columns which disagree: nothing tells which is meant."""
    return [
        Rule(name="columns-disagree", rows=rows, reason=said(sheet, name, "{} stands in another column with another text"))
        for name, rows in sheet.differing.items()
    ]


def _why_no_id(header: str, cell: str) -> str:
    if not cell:
        return f"has no {header}"
    if re.match(damaged.WRITTEN, cell):
        return f"{header} {cell!r} {BY_EXCEL}"
    if cell.startswith("="):
        return (
            f"{header} {shown(cell)!r} is a formula, which is not worked out, so it is not a number; export the file again as CSV"
        )
    return f"{header} {shown(cell)!r} is not a number of 10 digits or more"


def _damaged_ids(sheet: Sheet, _described: Mask) -> list[Rule]:
    """Ids that went through a number: `9.43E+17`, numeric cells of more than 15 digits, columns that end in zeros."""
    rules = []
    ending = {name: damaged.ending_in_noughts(sheet.table[name]) for name in sheet.of_kind("id", "tracking")}
    together = _rounded_together(sheet, ending)
    for name, ends in ending.items():
        column = sheet.table[name]
        found = damaged.rounded(column, ends) | damaged.as_numbers(column)
        if numbers := sheet.numeric.get(name):
            numeric = np.zeros(len(column), bool)
            numeric[list(numbers)] = True
            found |= numeric & mask(pc.greater(pc.utf8_length(column), 15))
        if name == "order_id":
            found |= together
        if name in _DIGITS and name in sheet.rules.needed:  # a text that is no id is said once
            found &= _is_id(column)
        rules.append(Rule(name="damaged-id", rows=found, reason=said(sheet, name, f"{{}} {BY_EXCEL}")))
    return rules


def _rounded_together(sheet: Sheet, ending: Mapping[str, Mask]) -> Mask:
    """Rows whose order id must be a rounded one by what else the row, or another of the same id, states."""
    found = np.zeros(len(sheet.lines), bool)
    if sheet.has("order_id") and sheet.has("package_id"):
        both = ending["order_id"] & ending["package_id"]
        found |= damaged.rounded_together(sheet.table["order_id"], sheet.table["package_id"], both)
    if sheet.format.kind == "orders" and sheet.rules.starts and sheet.has(sheet.rules.starts):
        found |= damaged.collapsed(sheet.table["order_id"], sheet.table[sheet.rules.starts], ending["order_id"])
    return found


def _formulas(sheet: Sheet, _described: Mask) -> list[Rule]:
    """Ids that are formulas, such as `="00123"`: what a formula would give is never worked out."""
    return [
        Rule(
            name="formula",
            rows=mask(pc.starts_with(sheet.table[name], "=")),
            reason=said(sheet, name, "{} is a formula, which is not worked out; export the file again"),
        )
        for name in sheet.of_kind("id", "tracking")
        if name not in _DIGITS or name not in sheet.rules.needed  # a text that is no id is said once
    ]


def _odd_cells(sheet: Sheet, _described: Mask) -> list[Rule]:
    """Rows in which a stray quote swallowed others, and cells that span lines where they never do."""
    rules = []
    if sheet.swallowed:
        rows = np.zeros(len(sheet.lines), bool)
        rows[list(sheet.swallowed)] = True
        rules.append(Rule(name="open-quote", rows=rows, reason=sheet.swallowed.__getitem__))
    for name in sheet.table.column_names if sheet.spans_lines else ():
        spans = _spans_lines(sheet.table[name])
        if spans.any():
            text = f"{sheet.header(name)} spans lines; a quote may not be closed"
            rules.append(Rule(name="line-in-cell", rows=spans, reason=lambda _row, text=text: text))  # type: ignore[misc]
    for name in sheet.of_kind("id", "tracking") if sheet.spans_lines else ():
        torn = mask(pc.match_substring(sheet.table[name], NUL))
        if torn.any():
            rules.append(Rule(name="nul", rows=torn, reason=said(sheet, name, "{} has a NUL byte inside; export the file again")))
    return rules


def _spans_lines(column: Any) -> Mask:
    if pa.types.is_dictionary(column.type):
        return where(column, lambda text: "\n" in text or "\r" in text)
    return mask(pc.or_(pc.match_substring(column, "\n"), pc.match_substring(column, "\r")))


# --- rows set aside -----------------------------------------------------------------------------


def set_aside(sheet: Sheet, request: Request, rules: Iterable[Rule], described: Mask) -> list[Quarantined]:
    """Every row that breaks a rule, once, with all its reasons; and every row that does not fit the header."""
    found: dict[int, list[Rule]] = {}
    for rule in rules:
        for row in np.flatnonzero(rule.rows & ~described).tolist():
            found.setdefault(row, []).append(rule)
    rows = [
        Quarantined(
            file=request.file,
            sheet=sheet.name,
            line=int(sheet.lines[row]),
            rule=", ".join(dict.fromkeys(rule.name for rule in why)),
            reason=_reason(row, why),
            raw=_raw(sheet, row, [main_id(sheet)] if _SHIFTING & {r.name for r in why} else sheet.table.column_names),
        )
        for row, why in found.items()
    ]
    return sorted([*rows, *(_ragged(row, sheet, request) for row in sheet.ragged)], key=lambda q: q.line)


_SHIFTING = {"open-quote", "line-in-cell", "shifted"}  # what stands in a column then may belong to another


def _reason(row: int, why: Iterable[Rule]) -> str:
    """All that is wrong with a row; of cells that may belong under another header none is quoted."""
    moved = [rule for rule in why if rule.name == "shifted"]
    return "; ".join(dict.fromkeys(rule.reason(row) for rule in moved or why))


def _raw(sheet: Sheet, row: int, names: Iterable[str]) -> str:
    """Cells that were read, with their headers. Buyer columns were not read, or are left out."""
    cells = [(sheet.header(name), sheet.cell(name, row)) for name in names if sheet.rules.fields[name].kind != "person"]
    return " | ".join(f"{header}: {shown(cell)}" for header, cell in cells if cell)


def _ragged(row: Ragged, sheet: Sheet, request: Request) -> Quarantined:
    """A row with too few or too many cells; only cells that cannot have been a buyer's are kept.

    Where quotes joined cells, nothing is known of their places: then no more than the order id is shown.
    """
    width, count = len(sheet.headers), len(row.cells)
    persons = {sheet.header(name) for name in sheet.of_kind("person")}
    private = {*persons, *sheet.format.buyer_headers(sheet.headers), *sheet.format.unknown_headers(sheet.headers)}
    first = next((i for i, header in enumerate(sheet.headers) if header in private or not header), width)
    safe = max(0, first - max(0, width - count))  # a lost cell moves those after it forward, at most by as many
    is_id = bool(row.cells) and re.fullmatch(r"\d{16,25}", row.cells[0].strip()) is not None  # too long for a phone number
    if any(re.search(r"[,;|\t\r\n\"]", cell.strip()) for cell in row.cells):
        safe = 0
    safe = max(safe, int(is_id))
    swallowed = swallows(row.cells)
    kept = [shown(cell) for cell in row.cells[:safe]]
    withheld = count - len(kept)
    return Quarantined(
        file=request.file,
        sheet=sheet.name,
        line=row.line,
        rule="record" if row.why else "open-quote" if swallowed else "ragged",
        reason=row.why or "; ".join(filter(None, [swallowed, f"has {count} cells, the header has {width}"])),
        raw=" | ".join([*kept, *([f"… {withheld} cells withheld, buyer data may be among them"] if withheld else [])]),
    )

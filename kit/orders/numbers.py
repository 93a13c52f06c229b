"""The money and counts of a sheet, by the notation of its format."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from kit.errors import BadFile
from kit.orders import amounts
from kit.orders.amounts import Amounts
from kit.orders.rules import Rule, said, shown
from kit.orders.sheet import Mask, Request, Sheet, coded

_BY_CHANCE = 3  # cells; so few that cannot be read are odd cells, not another way of writing


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Numbers:
    """Every column of money or counts, and the rows whose cells cannot be read."""

    columns: dict[str, Any]
    rules: list[Rule]


def numbers(sheet: Sheet, request: Request, keep: Mask, notes: list[str]) -> Numbers:
    """The numbers of the rows to keep; raises BadFile where a needed column is not written as the format says.

    Another column that is not is left blank, with a note.
    """
    columns: dict[str, Any] = {}
    rules: list[Rule] = []
    for name in sheet.of_kind("count", "money"):
        found = _read(sheet, name, keep)
        columns[name] = found.values
        if found.is_foreign and found.unread.sum() >= _BY_CHANCE:
            why = _why(sheet, name, found)
            if name in sheet.rules.needed:
                raise BadFile(request.file, [f"{why}; if the file is right, `poa map` makes a format with its own notation"])
            notes.append(f"{why}; the column is left blank")
            columns[name] = pa.chunked_array([pa.nulls(len(keep), found.values.type)])
        elif found.unread.any():
            rules.append(Rule(name=_rule(sheet, name), rows=found.unread, reason=said(sheet, name, _reason(sheet, name))))
        if len(found.currencies) > 1:
            notes.append(f"{sheet.header(name)} is in several currencies ({', '.join(found.currencies)}); do not add it up")
    return Numbers(columns=columns, rules=rules)


def _read(sheet: Sheet, name: str, keep: Mask) -> Amounts:
    column = sheet.table[name] if keep.all() else _standing(sheet.table[name], keep)
    if sheet.rules.fields[name].kind == "count":
        return amounts.counts(column, sheet.format.notation)
    numeric = np.zeros(len(keep), bool)
    numeric[list(sheet.numeric.get(name, ()))] = True
    return amounts.money(column, sheet.format.notation, numeric=numeric, is_share=name.endswith("_share"))


def _standing(column: Any, keep: Mask) -> Any:
    """The coded column with blanks in the other rows, and without the texts that stand in them alone."""
    found, texts = coded(column)
    codes = np.where(keep, found.fill_null(-1).to_numpy(zero_copy_only=False), -1)
    stands = np.bincount(codes + 1, minlength=len(texts) + 1)[1:] > 0
    moved = np.append(np.cumsum(stands, dtype=np.int32) - 1, -1)[codes]
    indices = pa.array(moved, pa.int32(), mask=moved < 0)
    return pa.chunked_array([pa.DictionaryArray.from_arrays(indices, texts.filter(pa.array(stands)))])


def _rule(sheet: Sheet, name: str) -> str:
    return "money" if sheet.rules.fields[name].kind == "money" else name


def _reason(sheet: Sheet, name: str) -> str:
    if sheet.rules.fields[name].kind == "count":
        return "{} is not a whole number"
    return f"{{}} is no amount with {_written(sheet)}, or could be read in two ways"


def _written(sheet: Sheet) -> str:
    marks = {".": "a point", ",": "a comma", " ": "a space", "'": "an apostrophe"}
    notation = sheet.format.notation
    thousands = f" and {marks[notation.thousands]} between thousands" if notation.thousands else ""
    return f"{marks[notation.decimal]} before decimals{thousands}"


def _why(sheet: Sheet, name: str, found: Amounts) -> str:
    rows = np.flatnonzero(found.unread)
    examples = dict.fromkeys(repr(shown(sheet.cell(name, row))) for row in rows[:100].tolist())
    kind = "whole numbers" if sheet.rules.fields[name].kind == "count" else f"amounts with {_written(sheet)}"
    first = ", ".join(list(examples)[:3])
    return f"{len(rows):,} cells of {sheet.header(name)} (such as {first}) are no {kind}, as {sheet.format.id} has them"

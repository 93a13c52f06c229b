"""Answers of TikTok Shop's Open API as sheets: one row a record, or one for each of its lines, texts by field.

Which format an answer is of is told by where its records stand (`layout.records`). In a format for JSON a header is a path:
`create_time`         of the record
`.status`             the same; for a text that states two fields
`/sku_id`             of the line (`layout.lines`)
`packages[].id`       of the entry of that list whose `id` is the line's package id; else what all its entries agree in
`@support_date_ge`    of the object around the answer, where a person wrote it down: `{"support_date_ge": …, "answer": {…}}`
Of several headers of one field the first that is filled counts; a flag is true if one of them is. The line of a row is the
place of its record in the file, from 1.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

import numpy as np
import pyarrow as pa

from kit.errors import BadFile
from kit.orders import json_answers, json_paths, stripped
from kit.orders.export_format import TableFormat, client_formats, table_formats
from kit.orders.fields import TABLES, Field
from kit.orders.json_answers import Number
from kit.orders.sheet import CODED, TEXT, Ragged, Request, Sheet, cleaned
from kit.orders.stripped import NUL

_EXACT = 2**53  # above it most programs, which keep numbers as floats, lose digits
_ID_DIGITS = 25
_SHOWN = 40
Row = dict[str, str | None]


def read(request: Request) -> list[Sheet]:
    """A sheet for each kind of records in the file; raises BadFile naming the shapes that were expected."""
    formats = _candidates(request)
    answers = [_unwrapped(answer) for answer in json_answers.read(request)]
    told = [(answer, _recognised(answer.body, formats)) for answer in answers]
    found = list(dict.fromkeys(f.id for _, f in told if f))
    if not found:
        raise BadFile(request.file, [_nothing_known(answers, formats)])
    readers = {f.id: _Reader(f) for f in formats if f.id in found}
    line = 0
    for answer, known in told:
        line = readers[known.id if known else found[0]].add(answer, line, is_known=known is not None)
    return [reader.sheet() for reader in readers.values()]


# --- answers ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    body: Any
    around: Mapping[str, Any] = field(default_factory=dict)


def _unwrapped(answer: Any) -> _Answer:
    if isinstance(answer, dict) and isinstance(answer.get("answer"), dict):
        return _Answer(body=answer["answer"], around=answer)
    return _Answer(body=answer)


def _candidates(request: Request) -> list[TableFormat]:
    """The formats of JSON answers that the folder may hold."""
    known = [*client_formats(request.client_formats).values(), *table_formats()]
    fits = [f for f in known if f.layout.records is not None and TABLES[f.kind].folder == request.folder]
    return [f for f in fits if request.format in {None, f.id}]


def _recognised(body: Any, formats: Sequence[TableFormat]) -> TableFormat | None:
    """The first format whose records stand in the answer, with the fields that they need in one of them."""
    for found in formats:
        records = _records(body, found)
        if records is not None and (not records or any(_has_needed(record, found) for record in records)):
            return found
    return None


def _records(body: Any, found: TableFormat) -> list[Any] | None:
    """The records of an answer: a list, or one object."""
    at = json_paths.every(body, str(found.layout.records))
    if not at or not isinstance(at[0], list | dict):
        return None
    return at[0] if isinstance(at[0], list) else [at[0]]


def _has_needed(record: Any, found: TableFormat) -> bool:
    """Whether the record states each needed field that is not one of its lines or of what stands around the answer."""
    columns = {c.field: c.headers for c in found.columns}
    own = [[h for h in columns[name] if h[0] not in "/@"] for name in TABLES[found.kind].needed]
    return isinstance(record, dict) and all(any(json_paths.is_stated(record, h.lstrip(".")) for h in hs) for hs in own if hs)


def _nothing_known(answers: Sequence[_Answer], formats: Sequence[TableFormat]) -> str:
    body = answers[0].body if answers else None
    expected = "; ".join(f"{f.title} ({f.layout.records})" for f in formats) or "none is known for this folder"
    keys = ", ".join(repr(str(key)[:_SHOWN]) for key in list(body)[:8]) if isinstance(body, dict) else "no object"
    return f"is no known answer of the Open API{_error(body)}; found {keys}; expected {expected}"


def _error(body: Any) -> str:
    """What an answer says of its own failure; its message is not shown, it may hold anything."""
    code = json_paths.text(body, "code")
    return f": it reports an error, code {code[:_SHOWN]}" if code not in {None, "0"} else ""


# --- rows ---------------------------------------------------------------------------------------


class _Reader:
    """Collects the rows of one format."""

    def __init__(self, found: TableFormat) -> None:
        self.format = found
        self.fields = TABLES[found.kind].fields
        self.columns = {c.field: tuple(_Place(header) for header in c.headers) for c in found.columns}
        shared = {n for n, places in self.columns.items() if not any(p.root == "/" or p.is_list for p in places)}
        self.of_record = {n: places for n, places in self.columns.items() if n in shared}
        self.of_line = {n: places for n, places in self.columns.items() if n not in shared}
        self.of_one_of_several = {n: self._without_totals(n) for n in self.of_line}
        self.rows: list[Row] = []
        self.lines: list[int] = []
        self.ragged: list[Ragged] = []
        self.records = 0
        self.line = 0
        self.keys: tuple[dict[str, None], dict[str, None], dict[str, None]] = ({}, {}, {})  # of records, lines, around
        self.odd: set[tuple[str, int]] = set()  # header and line
        self.zeros: set[tuple[str, int]] = set()
        self.nul: set[tuple[str, int]] = set()
        self.trimmed: set[tuple[str, int]] = set()
        self.units = 0
        self.rounded: dict[int, str] = {}  # line: why its id may have lost digits
        self.has_exact = False  # whether an id was seen that no float can hold: then its writer rounds none
        self.counted = 0
        self.has_more = False

    def add(self, answer: _Answer, line: int, *, is_known: bool) -> int:
        """Take the records of an answer, the first of them at the line after this; gives the last line."""
        records = _records(answer.body, self.format) if is_known else None
        if records is None:
            self.ragged.append(
                Ragged(line=line + 1, cells=(), why=f"is no answer with {self.format.layout.records}{_error(answer.body)}")
            )
            return line + 1
        self._page(answer.body)
        self.keys[2].update(dict.fromkeys(answer.around))
        for record in records:
            line += 1
            self.records, self.line = self.records + 1, line
            self._record(record, answer.around, line)
        return line

    def _without_totals(self, name: str) -> tuple["_Place", ...]:
        """The places that count for one of several lines: a sum of all lines is the amount of none of them."""
        is_amount = self.fields[name].kind == "money" and self.fields[name].level == "line"
        return tuple(place for place in self.columns[name] if not is_amount or place.root == "/")

    def _page(self, body: Any) -> None:
        """Whether the answer is but one page of several."""
        above = str(self.format.layout.records).rpartition(".")[0]
        parent = next(iter(json_paths.every(body, above)), None)
        total = json_paths.text(parent, "total_count") or "0"
        self.counted = max(self.counted, int(total) if total.isdecimal() and len(total) < 10 else 0)
        self.has_more = json_paths.text(parent, "next_page_token") is not None

    def _record(self, record: Any, around: Mapping[str, Any], line: int) -> None:
        if not isinstance(record, dict):
            self.ragged.append(Ragged(line=line, cells=(), why="is no object"))
            return
        self.keys[0].update(dict.fromkeys(record))
        path = self.format.layout.lines
        entries = json_paths.every(record, f"{path}[]") if path else []
        rows: list[Row] = []
        try:
            shared = self._cells(self.of_record, {"": record, "/": {}, "@": around})
            for entry in entries or [{}]:
                if not isinstance(entry, dict):
                    self.ragged.append(Ragged(line=line, cells=(), why=f"has an entry in {path} that is no object"))
                    continue
                self._entry(rows, shared, entry, record, alone=len(entries) < 2)
        except _UnfitError as error:
            self.ragged.append(Ragged(line=line, cells=(), why=str(error)))
        merged = self._united(rows) if entries and "quantity" in self.fields and "quantity" not in self.columns else rows
        self.rows += merged
        self.lines += [line] * len(merged)

    def _entry(self, rows: list[Row], shared: Row, entry: Mapping[str, Any], record: Mapping[str, Any], *, alone: bool) -> None:
        """Add the row of one line, or keep why it is none."""
        try:
            own = self.of_line if alone else self.of_one_of_several
            rows.append({**shared, **self._cells(own, {"": record, "/": entry, "@": {}})})
            self.keys[1].update(dict.fromkeys(entry))
        except _UnfitError as error:
            self.ragged.append(Ragged(line=self.line, cells=(), why=str(error)))

    def _cells(self, columns: Mapping[str, Sequence["_Place"]], sources: Mapping[str, Any]) -> Row:
        """The text of each of the fields."""
        row: Row = {}
        for name, places in columns.items():
            kind = self.fields[name]
            value = None
            for place in places:
                found = self._value(place, sources, kind)
                value = found if value is None or (found == "true" and kind.kind == "flag") else value
            row[name] = value
        return row

    def _value(self, place: "_Place", sources: Mapping[str, Any], kind: Field) -> str | None:
        """The text at one place, or None; raises for an id that a number has damaged."""
        source = sources[place.root]
        value = _of_list(source, place, sources["/"]) if place.is_list else _plain(source, place.steps)
        if value is None or value == "":
            return None
        if isinstance(value, bool):
            return "true" if value else "false"
        if not isinstance(value, str):
            self.odd.add((place.header, self.line))
            return None
        if isinstance(value, Number) and kind.kind in {"id", "tracking"}:
            self._number(value, place.header, kind)
        if kind.kind == "time" and value == "0":
            self.zeros.add((place.header, self.line))
            return None
        if kind.kind == "tracking" and value != value.strip():
            self.trimmed.add((place.header, self.line))
        if NUL in value:
            value = self._without_nul(value, place.header, kind)
        is_day = place.root == "@" and kind.kind == "time" and len(value) == 10
        return f"{value} 00:00:00" if is_day else str(value)

    def _without_nul(self, value: str, header: str, kind: Field) -> str:
        """The text without NUL; raises for one inside an id, where it may stand for a lost digit."""
        if kind.kind in {"id", "tracking"} and NUL in value.strip(NUL):
            raise _UnfitError(f"{header} has a NUL byte inside; save the answer again")
        self.nul.add((header, self.line))
        return value.replace(NUL, "")

    def _number(self, value: Number, header: str, kind: Field) -> None:
        """Judge an id that is a JSON number; raises where it is surely none any more."""
        shown = f"{header} {str(value)[:_SHOWN]} is a JSON number"
        if kind.kind == "tracking":
            raise _UnfitError(f"{shown} and may have lost zeros; save it as text")
        if not value.isdecimal() or len(value) > _ID_DIGITS:
            raise _UnfitError(f"{shown} that has lost its last digits; save ids as text")
        if _is_rounded(int(value)):
            self.rounded.setdefault(self.line, f"{shown} that may have lost its last digits; save ids as text")
        elif int(value) > _EXACT:
            self.has_exact = True

    def _set_rounded_aside(self) -> None:
        """Keep no row of a record whose id may be rounded, unless another id proves that the writer rounds none."""
        if self.has_exact or not self.rounded:
            return
        self.ragged += [Ragged(line=line, cells=(), why=self.rounded[line]) for line in self.lines if line in self.rounded]
        kept = [n for n, line in enumerate(self.lines) if line not in self.rounded]
        self.rows, self.lines = [self.rows[n] for n in kept], [self.lines[n] for n in kept]

    def _united(self, rows: list[Row]) -> list[Row]:
        """Rows of one record that say the same are units of one line: their count is its quantity, their money its sum."""
        money = [n for n in self.columns if self.fields[n].kind == "money" and self.fields[n].level == "line"]
        groups: dict[tuple[str | None, ...], list[Row]] = {}
        for row in rows:
            groups.setdefault(tuple(v for n, v in row.items() if n not in money), []).append(row)
        self.units += len(rows) - len(groups)
        return [
            {**same[0], **{n: _sum([row[n] for row in same]) for n in money}, "quantity": str(len(same))}
            for same in groups.values()
        ]

    def sheet(self) -> Sheet:
        """The rows as text columns, with what was assumed."""
        self._set_rounded_aside()
        names = {name: places[0].header for name, places in self.columns.items()}
        if "quantity" not in names and any("quantity" in row for row in self.rows):
            names["quantity"] = str(self.format.layout.lines)
        headers = tuple(self._headers())
        needed = {*TABLES[self.format.kind].needed, "quantity"}
        stated = [n for n in names if n in needed or any(place.header in headers for place in self.columns[n])]
        columns = {name: _column([row.get(name) for row in self.rows], self.fields[name]) for name in stated}
        return Sheet(
            name=None,
            encoding="utf-8",
            headers=headers,
            format=self.format,
            names={name: names[name] for name in stated},
            table=pa.table(columns),
            lines=np.array(self.lines, np.int64),
            ragged=tuple(self.ragged),
            notes=tuple(self._notes()),
        )

    def _headers(self) -> Iterator[str]:
        """The paths that the file states: those of the format, and every key of which the format knows nothing."""
        found = self.format
        known = [*(h for c in found.columns for h in c.headers), *found.known, *found.buyer]
        for keys, root in zip(self.keys, ("", "/", "@"), strict=True):
            mine = [h for h in known if _root(h) == root]
            for key in keys:
                here = [h for h in mine if h.lstrip("./@").partition(".")[0].removesuffix("[]") == key]
                yield from here
                if not here and root != "@" and not (root == "" and key == found.layout.lines):
                    yield f"{root}{key}"

    def _notes(self) -> Iterator[str]:
        if self.units:
            yield f"{self.units:,} entries of {self.format.layout.lines} are further units of a line; counted as its quantity"
        if self.zeros:
            yield f"{len(self.zeros):,} times are 0: read as not stated"
        for header, count in sorted(Counter(header for header, _ in self.odd).items()):
            yield f"{header}: {count:,} values are no text; left blank"
        for header, count in sorted(Counter(header for header, _ in self.nul).items()):
            yield f"{count:,} values of {header} have NUL bytes in them: left out"
        for header, count in sorted(Counter(header for header, _ in self.trimmed).items()):
            yield stripped.blanks_at_ends(count, f"values of {header}")
        if self.counted > self.records:
            yield f"the answer counts {self.counted:,} records, the file holds {self.records:,}: pages are missing"
        elif self.has_more:
            yield "the last answer names a further page, which the file does not hold"


class _Place:
    """A header of the format, taken apart."""

    __slots__ = ("header", "is_list", "path", "root", "steps")

    def __init__(self, header: str) -> None:
        self.header = header
        self.root = _root(header)
        self.path = header.lstrip("./@")
        self.steps = tuple(self.path.split("."))
        self.is_list = "[]." in header


def _root(header: str) -> str:
    return header[0] if header[0] in "/@" else ""


class _UnfitError(Exception):
    """A row that is set aside; its text says why."""


def _plain(source: Any, steps: tuple[str, ...]) -> Any:
    for name in steps:
        if not isinstance(source, dict):
            return None
        source = source.get(name)
    return source


def _of_list(source: Any, place: _Place, entry: Mapping[str, Any]) -> Any:
    """Of a list: the value of the entry that is the line's package; else the one in which all entries agree."""
    name, _, rest = place.path.partition("[].")
    entries = [each for each in json_paths.every(source, f"{name}[]") if isinstance(each, dict)]
    own = [each for each in entries if each.get("id") and each.get("id") == entry.get("package_id")]
    values = [_plain(each, tuple(rest.split("."))) for each in own or entries]
    return values[0] if values and all(value == values[0] for value in values) else None


def _is_rounded(number: int) -> bool:
    """Whether a program that keeps numbers as floats could have written it: of longer ids about one in 60 by chance."""
    return number > _EXACT and int(Decimal(repr(float(number)))) == number


def _sum(texts: list[str | None]) -> str | None:
    """The sum of amounts; the first where there is but one, or one that is no amount."""
    try:
        amounts = [Decimal(text) for text in texts if text is not None]
    except InvalidOperation:
        return next(text for text in texts if text is not None)
    return None if not amounts else texts[0] if len(texts) == 1 else str(sum(amounts))


def _column(texts: list[str | None], kind: Field) -> Any:
    plain = pa.chunked_array([pa.array(texts, TEXT)])
    return cleaned(plain if kind.kind in {"id", "tracking", "time"} else plain.cast(CODED))

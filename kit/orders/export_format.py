"""Export formats: each is a YAML file in `formats/`, registered by being there and held against a record at load."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from kit.errors import BadFile
from kit.model import Day, Grade, Key, Record
from kit.model.case import Pairs
from kit.model.record import SiteCode, Text
from kit.orders import dates
from kit.orders.fields import TABLES, TableName
from kit.paths import FORMATS, VOCABULARIES
from kit.tools import yaml_text

_FIELDS = sorted({name for table in TABLES.values() for name in table.fields})


def _known_field(name: str) -> str:
    if name not in _FIELDS:
        raise ValueError(f"no field {name!r}; fields are {', '.join(_FIELDS)}")
    return name


def _known_template(text: str) -> str:
    if text not in dates.TEMPLATES:
        raise ValueError(f"no date format {text!r}; formats are {', '.join(dates.TEMPLATES)}")
    return text


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError):
        raise ValueError(f"no zone {name!r}; write one such as Europe/London") from None
    return name


FieldName = Annotated[Key, AfterValidator(_known_field)]


class Column(Record):
    """A field and the headers under which an export states it."""

    field: FieldName
    headers: tuple[Text, ...] = Field(min_length=1)


class Value(Record):
    """A text in a cell and what it means; `evidence` says where the text was seen."""

    text: Text
    means: Key
    evidence: Literal["sample", "parser", "ui", "official"]


class Values(Record):
    """The known texts of one field, compared without case."""

    field: FieldName
    texts: tuple[Value, ...]

    @model_validator(mode="after")
    def _one_meaning_each(self) -> Self:
        meanings: dict[str, str] = {}
        for value in self.texts:
            if meanings.setdefault(folded(value.text), value.means) != value.means:
                raise ValueError(f"{value.text!r} means two things")
        return self


class Format(Record):
    """What every format states: its name and where it comes from."""

    id: Key
    title: Text
    source: tuple[Text, ...] = Field(min_length=1)
    grade: Grade
    seen: Day
    checked: Day | None = None
    notes: tuple[Text, ...] = ()


class Vocabulary(Record):
    """`vocabulary/*.yaml`: texts that several formats share, such as the English status values."""

    id: Key
    title: Text
    source: tuple[Text, ...] = Field(min_length=1)
    values: tuple[Values, ...]
    substatus_first: Pairs = ()  # the finer status decides: substatus meaning to status meaning


class Layout(Record):
    """Where in a file the rows stand, if not right under a header in one of the first rows."""

    sheets: tuple[Text, ...] = ()  # names of the sheets of a workbook that hold it; (): any
    header_within: int = Field(default=5, ge=1, le=20)  # rows in which the header is looked for
    data_after: int = Field(default=1, ge=1, le=20)  # rows from the header to the first row of data
    records: Text | None = None  # JSON: path of the list of records, such as data.orders
    lines: Text | None = None  # JSON: path inside a record of the list of which each entry is a row; None: one row a record


class Notation(Record):
    """How numbers are written."""

    decimal: Literal[".", ","] = "."
    thousands: Literal[",", ".", " ", "'", ""] = ","


class TableFormat(Format):
    """An export of one kind: its headers, how it writes dates, money and values, which columns hold buyer data."""

    kind: TableName
    market: SiteCode | None = None  # None: of every site
    header_status: Text
    date_format: Annotated[str, AfterValidator(_known_template)]
    zone: Annotated[str, AfterValidator(_known_zone)] | None = None  # None: that of the case's site
    zone_status: Text
    notation: Notation = Notation()
    layout: Layout = Layout()
    hints: tuple[Text, ...] = ()
    description: Pairs = ()
    columns: tuple[Column, ...]  # headers; of a JSON answer dotted paths, from the record or (after "/") from the line
    known: tuple[Text, ...] = ()
    buyer: tuple[Text, ...] = ()
    vocabulary: tuple[Key, ...] = ()
    substatus_first: Pairs = ()
    values: tuple[Values, ...] = ()

    @model_validator(mode="after")
    def _each_header_once(self) -> Self:
        table = TABLES[self.kind]
        stated = [folded(h) for c in self.columns for h in c.headers] + [folded(h) for h in (*self.known, *self.buyer)]
        if twice := sorted({h for h in stated if stated.count(h) > 1}):
            raise ValueError(f"headers stated twice: {', '.join(twice)}")
        if foreign := [c.field for c in self.columns if c.field not in table.fields]:
            raise ValueError(f"{self.kind} has no field {', '.join(foreign)}; fields are {', '.join(table.fields)}")
        if missing := [f for f in table.needed if f not in {c.field for c in self.columns}]:
            raise ValueError(f"no column for {', '.join(missing)}")
        if unknown := [name for name in self.vocabulary if name not in vocabularies()]:
            raise ValueError(f"no vocabulary {', '.join(unknown)}; there are {', '.join(vocabularies())}")
        return self

    def fields(self, headers: Sequence[str]) -> dict[str, list[int]]:
        """Positions of the columns that state each field."""
        names = {folded(h): c.field for c in self.columns for h in c.headers}
        found: dict[str, list[int]] = {}
        for position, header in enumerate(headers):
            if field := names.get(folded(header)):
                found.setdefault(field, []).append(position)
        return found

    def buyer_headers(self, headers: Iterable[str]) -> tuple[str, ...]:
        """Those of the headers that hold buyer data."""
        names = {folded(h) for h in self.buyer}
        return tuple(h for h in headers if folded(h) in names)

    def unknown_headers(self, headers: Iterable[str]) -> tuple[str, ...]:
        """Those of the headers that the format does not list; treated as if they held buyer data."""
        names = {folded(h) for h in (*self.buyer, *self.known, *(h for c in self.columns for h in c.headers))}
        return tuple(h for h in headers if h and folded(h) not in names)

    def header_of(self, field: str) -> str:
        """The usual header of a field, for messages."""
        return next((c.headers[0] for c in self.columns if c.field == field), field)

    def meanings(self, field: str) -> dict[str, str]:
        """Folded text to meaning, for a field of kind `value`."""
        groups = [g for name in self.vocabulary for g in vocabularies()[name].values] + list(self.values)
        return {folded(v.text): v.means for group in groups if group.field == field for v in group.texts}

    @property
    def finer(self) -> dict[str, str]:
        """Substatus meaning to the status that it implies."""
        shared = [pair for name in self.vocabulary for pair in vocabularies()[name].substatus_first]
        return dict([*shared, *self.substatus_first])


class TrackingFormat(Format):
    """A carrier's or aggregator's answer: which stages its codes mean, which of them are carrier scans."""

    kind: Literal["tracking"]
    expects: Text
    scans: tuple[Key, ...]
    stages: Pairs


_KINDS: dict[str, type[TableFormat] | type[TrackingFormat]] = {
    **dict.fromkeys(TABLES, TableFormat),
    "tracking": TrackingFormat,
}


def folded(text: str) -> str:
    """A header or value as it is compared: NFC, no BOM, single spaces, no case."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).replace("\ufeff", "")).strip().casefold()


@cache
def vocabularies(folder: Path = VOCABULARIES) -> dict[str, Vocabulary]:
    """Every vocabulary of the folder by its id, in name order."""
    return {path.stem: yaml_text.read(Vocabulary, path) for path in sorted(folder.glob("*.yaml"))}


@cache
def formats(folder: Path = FORMATS) -> dict[str, TableFormat | TrackingFormat]:
    """Every format of the folder by its id, in name order."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.yaml"))}


def table_formats(*kinds: str) -> tuple[TableFormat, ...]:
    """The formats of these tables; of all, if none is named."""
    return tuple(f for f in formats().values() if isinstance(f, TableFormat) and (not kinds or f.kind in kinds))


def tracking_formats() -> tuple[TrackingFormat, ...]:
    """The formats of tracking answers."""
    return tuple(f for f in formats().values() if isinstance(f, TrackingFormat))


def _read(path: Path) -> TableFormat | TrackingFormat:
    kind = re.search(r"^kind: *(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    if kind is None or kind[1] not in _KINDS:
        raise BadFile(path, [f"kind: write one of {', '.join(_KINDS)}"])
    found: TableFormat | TrackingFormat = yaml_text.read(_KINDS[kind[1]], path)
    if found.id != path.stem:
        raise BadFile(path, [f"id: {found.id!r}, but the file is named {path.stem!r}"])
    return found


def fitting(headers: Sequence[str], *, site: str, declared: str | None) -> TableFormat | str:
    """The format of an order export with these headers, or why there is none, with the next step."""
    known = {f.id: f for f in table_formats("orders")}
    if declared is not None:
        if declared not in known:
            return f"format {declared!r} is not known; write one of {', '.join(known)} in case.yaml data.orders"
        return _complete(known[declared], headers)
    best = max(known.values(), key=lambda f: _fit(f, headers, site))
    hints, at_site, matched = _fit(best, headers, site)
    if not best.fields(headers).get("order_id"):
        return f"no order id column, so no order export; its headers are {_shown(headers)}; known formats: {', '.join(known)}"
    if not (hints or at_site):
        return (
            f"no format of site {site} is known; {matched} of {len(headers)} headers are those of {best.id}, which is of site "
            f"{best.market}. If they mean the same, state for this file in case.yaml data.orders all three: format: {best.id}, "
            f"zone: (of its times, such as America/Los_Angeles) and date_format: (such as MM/DD/YYYY HH:MM:SS); its zone and "
            f"dates are not taken from {best.id}; known formats: {', '.join(known)}"
        )
    return _complete(best, headers)


def _fit(candidate: TableFormat, headers: Sequence[str], site: str) -> tuple[int, bool, int]:
    stated = {folded(h) for h in headers}
    matched = len(headers) - len(candidate.unknown_headers(headers))
    return sum(folded(h) in stated for h in candidate.hints), candidate.market == site, matched


def _complete(found: TableFormat, headers: Sequence[str]) -> TableFormat | str:
    fields = found.fields(headers)
    if missing := [found.header_of(f) for f in TABLES[found.kind].needed if f not in fields]:
        return f"no column {' or '.join(missing)}, which {found.id} needs; its headers are {_shown(headers)}"
    if twice := [f"{f} in columns {', '.join(str(p + 1) for p in at)}" for f, at in fields.items() if len(at) > 1]:
        return f"states a field more than once: {'; '.join(twice)}; export it again, or delete the wrong column in a copy"
    return found


def _shown(headers: Sequence[str], most: int = 12) -> str:
    shown = ", ".join(repr(h[:40]) for h in headers[:most])
    return shown + (f" and {len(headers) - most} more" if len(headers) > most else "")

"""Export formats: each is a YAML file in `formats/`, registered by being there and held against a record at load."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from kit.errors import BadFile
from kit.model import Day, Grade, Key, Notation, Record
from kit.model.case import Pairs
from kit.model.record import SiteCode, Text
from kit.orders import date_formats
from kit.orders.fields import TABLES, TableName
from kit.orders.stages import RANKS
from kit.paths import FORMATS, VOCABULARIES
from kit.tools import yaml_text

_FIELDS = sorted({name for table in TABLES.values() for name in table.fields})


def _known_field(name: str) -> str:
    if name not in _FIELDS:
        raise ValueError(f"no field {name!r}; fields are {', '.join(_FIELDS)}")
    return name


def _known_template(text: str) -> str:
    if (name := date_formats.canonical(text)) not in date_formats.TEMPLATES:
        raise ValueError(f"no date format {text!r}; formats are {', '.join(date_formats.TEMPLATES)}")
    return name


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


class TableFormat(Format):
    """An export of one kind: its headers, how it writes dates, money and values, which columns hold buyer data."""

    kind: TableName
    market: SiteCode | None = None  # None: of every site
    header_status: Text
    date_format: Annotated[str, AfterValidator(_known_template)]
    zone: Annotated[str, AfterValidator(_known_zone)] | None = None  # None: that of the case's site
    zone_status: Text
    encoding: Text | None = None  # of a client's text files that are not UTF-8; None: as the case declares
    notation: Notation = Notation()
    layout: Layout = Layout()
    hints: tuple[Text, ...] = ()
    description: Pairs = ()
    columns: tuple[Column, ...]  # headers; of a JSON answer dotted paths, from the record or (after "/") from the line
    known: tuple[Text, ...] = ()  # one that ends with * stands for all that begin so
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
        begins = tuple(name.removesuffix("*") for name in names if name.endswith("*"))
        return tuple(h for h in headers if h and folded(h) not in names and not folded(h).startswith(begins))

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


class EventTime(Record):
    """One way in which an answer states the time of an event: texts that together are a day and a clock, and their zone.

    `stated`: the text says its offset. `utc`: it is UTC by the name of its field. `offset`: the last field is the offset.
    `site`: local time of the carrier's country, which is the site's. `place`: local time of a place that is not known, not
    used unless the case declares a zone.
    """

    fields: tuple[Text, ...] = Field(min_length=1)
    zone: Literal["stated", "utc", "offset", "site", "place"]
    written: Literal["iso", "unix_ms"] = "iso"  # ISO 8601, in its short form too; or milliseconds since 1970


def _known_stages(pairs: Pairs) -> Pairs:
    if unknown := sorted({means for _, means in pairs if means not in RANKS}):
        raise ValueError(f"no stage {', '.join(unknown)}; stages are {', '.join(RANKS)}")
    return pairs


StagePairs = Annotated[Pairs, AfterValidator(_known_stages)]


class Codes(Record):
    """What the codes in some fields of an event mean; of several groups the first that knows its code decides."""

    fields: tuple[Text, ...] = Field(min_length=1)  # the first that is filled and known counts
    stages: StagePairs = ()
    doubtful: StagePairs = ()  # codes that no document explains, seen in answers; said aloud where they are used
    begins: StagePairs = ()  # for texts: how one begins, in small letters; the text itself is never kept

    @cached_property
    def known(self) -> dict[str, str]:
        """Stage of each code that a document explains."""
        return dict(self.stages)

    @cached_property
    def guessed(self) -> dict[str, str]:
        """Stage of each code that none explains."""
        return dict(self.doubtful)


class TrackingFormat(Format):
    """A carrier's or aggregator's answer: where parcels and events stand in it, how times are written, what codes mean.

    Paths are those of `kit.orders.json_paths`. The shape alone tells whose answer it is, never the name of the file.
    """

    kind: Literal["tracking"]
    expects: Text  # the shape, for messages
    recognised: tuple[Text, ...] = Field(min_length=1)  # paths in an answer; any of them tells that it is of this format
    parcels: tuple[str, ...]  # where the parcels stand; "" is the answer itself
    number: tuple[Text, ...] = ()  # of a parcel; () where the answer does not state it
    uses: Text | None = None  # list in a parcel, each entry one use of its number: the one with the latest event counts
    events: tuple[Text, ...]
    summary: tuple[Text, ...] = ()  # moments of the parcel that repeat some of its events
    times: tuple[EventTime, ...] = Field(min_length=1)  # the first that can be read counts
    codes: tuple[Codes, ...] = ()
    place: tuple[Text, ...] = ()  # of an event: towns and countries, no streets and no free text
    idle_days: Text | None = None  # of a parcel: days since its last event, as stated
    rejected: Text | None = None  # numbers that were not accepted
    rejected_why: Text | None = None
    scans: tuple[Key, ...]  # stages that show the parcel in a carrier's hands

    @model_validator(mode="after")
    def _scans_are_stages(self) -> Self:
        _known_stages(tuple((stage, stage) for stage in self.scans))
        return self

    @property
    def stages(self) -> Pairs:
        """Every code and the stage that it means."""
        return tuple(pair for codes in self.codes for pair in (*codes.stages, *codes.doubtful, *codes.begins))


_KINDS: dict[str, type[TableFormat] | type[TrackingFormat]] = {
    **dict.fromkeys(TABLES, TableFormat),
    "tracking": TrackingFormat,
}


@lru_cache(50_000)
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


def client_formats(paths: Sequence[Path]) -> dict[str, TableFormat]:
    """Formats that were made for one client, by id; raises BadFile naming the file of one that is malformed."""
    found: dict[str, TableFormat] = {}
    for path in paths:
        try:
            one = _read(path)
        except BadFile as error:
            raise BadFile(path, [f"format {path.name}: {problem}" for problem in error.problems]) from None
        except OSError as error:
            raise BadFile(path, [f"format {path.name} cannot be read: {error.strerror}"]) from None
        if one.id in formats() or one.id in found:
            raise BadFile(path, [f"format {path.name}: the id {one.id!r} is taken; name the file and its id otherwise"])
        if not isinstance(one, TableFormat):
            raise BadFile(path, [f"format {path.name}: of {one.kind}; a client's own formats are of tables"])
        found[one.id] = one
    return found

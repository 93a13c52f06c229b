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
from kit.model import Day, Grade, Key, Record
from kit.model.case import Pairs
from kit.model.record import SiteCode, Text
from kit.orders import dates
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
    if (name := dates.canonical(text)) not in dates.TEMPLATES:
        raise ValueError(f"no date format {text!r}; formats are {', '.join(dates.TEMPLATES)}")
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


# --- which format fits --------------------------------------------------------------------------

_LOOKED_AT = 20  # rows from the top in which a header may stand


def headed(
    rows: Sequence[Sequence[str]],
    *,
    site: str,
    declared: str | None,
    folder: str = "orders",
    client: Sequence[Path] = (),
    sheet: str | None = None,
) -> tuple[int, TableFormat] | str:
    """Which of the first filled rows is the header, and of which format; or why none is, with the next step."""
    known = candidates(folder, client, sheet)
    closest: tuple[int, str] = (-1, "it is empty")
    for at, headers in enumerate(rows[:_LOOKED_AT]):
        found = _chosen(headers, known, site=site, declared=declared, folder=folder)
        if isinstance(found, TableFormat) and at < found.layout.header_within:
            return at, found
        matched = max((_matched(f, headers) for f in known.values()), default=0)
        if isinstance(found, str) and matched > closest[0]:
            closest = (matched, found)
    return closest[1]


def fitting(
    headers: Sequence[str], *, site: str, declared: str | None, folder: str = "orders", client: Sequence[Path] = ()
) -> TableFormat | str:
    """The format of an export with these headers, or why there is none, with the next step."""
    found = headed([headers], site=site, declared=declared, folder=folder, client=client)
    return found if isinstance(found, str) else found[1]


def candidates(folder: str, client: Sequence[Path] = (), sheet: str | None = None) -> dict[str, TableFormat]:
    """The formats of tables that a folder of a case may hold, by id: the client's own, then the kit's.

    Those of JSON answers are left out, and those that stand in a sheet of another name.
    """
    own = client_formats(client)
    known = [*own.values(), *table_formats()]
    return {
        f.id: f
        for f in known
        if TABLES[f.kind].folder == folder and f.layout.records is None and _may_stand_in(f.layout.sheets, sheet)
    }


def _may_stand_in(sheets: Sequence[str], sheet: str | None) -> bool:
    return sheet is None or not sheets or folded(sheet) in {folded(name) for name in sheets}


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
        if isinstance(one, TableFormat):
            found[one.id] = one
    return found


def _chosen(
    headers: Sequence[str], known: dict[str, TableFormat], *, site: str, declared: str | None, folder: str
) -> TableFormat | str:
    if declared is not None:
        if declared not in known:
            return f"format {declared!r} is not known; write one of {', '.join(known)} in case.yaml data.{folder}"
        return _complete(known[declared], headers)
    whole = [f for f in known.values() if not _lacking(f, headers)]
    if not whole:
        return _none_fits(headers, known, site)
    best = max(whole, key=lambda f: _fit(f, headers, site))
    if not _is_of_site(best, headers, site):
        return (
            f"no format of site {site} is known; {_matched(best, headers)} of {len(headers)} headers are those of {best.id}, which "
            f"is of site {best.market}. If they mean the same, state for this file in case.yaml data.{folder} all three: "
            f"format: {best.id}, zone: (of its times, such as America/Los_Angeles) and date_format: (such as MM/DD/YYYY "
            f"HH:MM:SS); its zone and dates are not taken from {best.id}; known formats: {', '.join(known)}; {_MAP}"
        )
    return _complete(best, headers)


_MAP = "or let `poa map FILE` propose what its columns mean"


def _none_fits(headers: Sequence[str], known: dict[str, TableFormat], site: str) -> str:
    """No candidate has all that it needs: what the closest lacks, or that there is none."""
    best = max(known.values(), key=lambda f: (bool(_first_id(f, headers)), *_fit(f, headers, site)), default=None)
    if best is None:
        return f"no format is known for it; {_MAP}"
    if _first_id(best, headers):
        return f"{_complete(best, headers)}; {_MAP}"
    kinds = " or ".join(dict.fromkeys(f.kind for f in known.values()))
    wanted = " or ".join(dict.fromkeys(_said_of(TABLES[f.kind].needed[0]) for f in known.values()))
    return f"no {wanted} column, so no export of {kinds}; its headers are {_shown(headers)}; known formats: {', '.join(known)}; {_MAP}"


def _said_of(field: str) -> str:
    return field.replace("_", " ")


def _first_id(found: TableFormat, headers: Sequence[str]) -> list[int] | None:
    return found.fields(headers).get(TABLES[found.kind].needed[0])


def _fit(candidate: TableFormat, headers: Sequence[str], site: str) -> tuple[bool, bool, int, int, int]:
    """How well a format fits, most telling first: made for the client, hints of its market, the site, headers it knows."""
    hints = _hints(candidate, headers)
    place = 2 if candidate.market == site else 1 if candidate.market is None else 0
    return candidate.id not in formats(), hints > 0, place, hints, _matched(candidate, headers)


def _is_of_site(candidate: TableFormat, headers: Sequence[str], site: str) -> bool:
    """Whether the file is of the case's site, of any site, or says itself of which it is."""
    return candidate.market in {site, None} or candidate.id not in formats() or _hints(candidate, headers) > 0


def _hints(candidate: TableFormat, headers: Sequence[str]) -> int:
    stated = {folded(h) for h in headers}
    return sum(folded(h) in stated for h in candidate.hints)


def _matched(candidate: TableFormat, headers: Sequence[str]) -> int:
    return sum(1 for h in headers if h) - len(candidate.unknown_headers(headers))


def _lacking(found: TableFormat, headers: Sequence[str]) -> list[str]:
    fields = found.fields(headers)
    return [found.header_of(f) for f in TABLES[found.kind].needed if f not in fields]


def _complete(found: TableFormat, headers: Sequence[str]) -> TableFormat | str:
    if missing := _lacking(found, headers):
        return f"no column {' or '.join(missing)}, which {found.id} needs; its headers are {_shown(headers)}"
    return found


def _shown(headers: Sequence[str], most: int = 12) -> str:
    """Headers as a message may name them: what may be a buyer's row is not quoted."""
    if looks_like_data(headers):
        return "not there: its first row looks like data; export it again with its header row"
    plain = [h for h in headers if folded(h) in _header_words() or not re.search(r"\d", h)]
    shown = ", ".join(repr(h[:40]) for h in plain[:most])
    return shown + (f" and {len(headers) - most} more" if len(headers) > most else "")


_DATA = r"@|\d{5,}|\d[-/.:]\d+[-/.:]\d|^[^\w\s]{0,3}[\d.,]+$"  # an address, a long number, a date, an amount: no header


def looks_like_data(row: Sequence[str], known: int | None = None) -> bool:
    """Whether a row is no header: more of its cells hold what only data does than are known headers."""
    if known is None:
        known = sum(folded(cell) in _header_words() for cell in row if cell.strip())
    return sum(re.search(_DATA, cell.strip()) is not None for cell in row) > known


@cache
def _header_words() -> frozenset[str]:
    """Every header that a format of the kit knows."""
    stated = [h for f in table_formats() for h in (*f.known, *f.buyer, *(h for c in f.columns for h in c.headers))]
    return frozenset(folded(header) for header in stated)

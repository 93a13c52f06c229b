"""What the columns of an unknown export seem to mean, and the format that follows: a proposal that a person confirms.

A header counts if it is a synonym (`synonyms.yaml`) or stands in one of the kit's formats, in any language; then the values
must fit the field. What holds buyer data, or looks like it, is held back: never read, never shown.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

import pyarrow as pa

from kit.model import Notation
from kit.orders import date_formats, dates, synonyms
from kit.orders.column_values import FITS, ORDER_ID, SHAPES, fit, middle_time, share_like, share_of_times
from kit.orders.export_format import TableFormat, folded, table_formats
from kit.orders.fields import STATUS_ORDER, TABLES, TableName
from kit.orders.first_rows import LOOKED_AT, FirstRows, Row
from kit.orders.fitting import looks_like_data

Confidence = Literal["stated", "sure", "likely", "guess"]
KINDS: tuple[TableName, ...] = ("orders", "returns", "packages", "reviews", "chats", "income", "unsettled", "products")
_RANK: dict[Confidence | None, int] = {"stated": 4, "sure": 3, "likely": 2, "guess": 1, None: 0}
_KNOWN = 0.8  # of the texts of a column: then they tell the field without its header
_SHORTEST = {True: 2, False: 5}  # characters of a synonym that may stand inside a longer header; Chinese: True
_ISO = "YYYY-MM-DD HH:MM:SS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person has decided; all else is proposed."""

    kind: TableName | None = None
    fields: Mapping[str, str | None] = field(default_factory=dict)  # field: its header; None: none
    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)  # field and text: the meaning
    date_format: str | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """One column: the field that it seems to state, how sure that is, and why."""

    header: str
    position: int
    field: str | None
    confidence: Confidence | None
    reason: str
    is_buyer: bool = False  # held back: not shown; not read, but for the digest in the field `buyer`


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A proposal for one sheet. It can be saved where `lacking` is empty and the dates are decided."""

    kind: TableName
    top: FirstRows
    header: int  # place of the header among the first rows
    guesses: tuple[Guess, ...]
    date_format: str | None
    date_problem: str | None  # why no date format could be decided
    zone: str | None  # None: not known, to be asked
    zone_status: str
    notation: Notation
    texts: tuple[tuple[str, str, str], ...]  # field, text, meaning
    unknown: tuple[tuple[str, str, int], ...]  # field, text, rows: no meaning is known

    @property
    def chosen(self) -> dict[str, Guess]:
        """The column of each field."""
        return {g.field: g for g in self.guesses if g.field}

    @property
    def lacking(self) -> tuple[str, ...]:
        """Fields that such a table needs and no column states."""
        return tuple(name for name in TABLES[self.kind].needed if name not in self.chosen)


# --- the proposal -------------------------------------------------------------------------------


def proposed(top: FirstRows, settings: Settings, *, site_zone: str | None = None) -> Draft:
    """What the columns of a sheet seem to mean, with what a person has decided already."""
    header = _header(top)
    columns = top.columns(header)
    kind = settings.kind or _kind(top.rows[header], columns, settings)
    guesses = tuple(_guesses(kind, top.rows[header], columns, settings))
    times = {g.field: columns[g.position] for g in guesses if g.field and TABLES[kind].fields[g.field].kind == "time"}
    written, problem, is_told = _dates(kind, times, {g.field: g.header for g in guesses if g.field}, settings.date_format)
    needs_zone = bool(times) or any(TABLES[kind].fields[name].kind == "time" for name in TABLES[kind].needed)
    told = ("UTC", "the cells say the moment themselves")
    zone, why = told if is_told else _zone(top.rows[header], settings, site_zone, needs_zone=needs_zone)
    draft = Draft(
        kind=kind,
        top=top,
        header=header,
        guesses=guesses,
        date_format=written,
        date_problem=problem,
        zone=zone,
        zone_status=why,
        notation=_notation(
            v for g in guesses if g.field and TABLES[kind].fields[g.field].kind == "money" for v in columns[g.position]
        ),
        texts=(),
        unknown=(),
    )
    return _with_texts(draft, columns, settings)


def meanings(kind: TableName, name: str) -> tuple[str, ...]:
    """What a text of a field can mean."""
    known = [*synonyms.meanings(kind, name).values(), *(STATUS_ORDER if (kind, name) == ("orders", "status") else ())]
    return tuple(dict.fromkeys(known))


def could_be(draft: Draft, name: str) -> tuple[str, ...]:
    """Headers of columns that are not taken and hold what the field would: long numbers for ids; dates, the earliest first."""
    columns = draft.top.columns(draft.header)
    free = {g.header: [v for v in columns[g.position] if v] for g in draft.guesses if g.field is None and not g.is_buyer}
    kind = TABLES[draft.kind].fields[name].kind
    if kind == "time":
        times = {header: middle_time(values) for header, values in free.items() if values and share_of_times(values) >= _KNOWN}
        return tuple(sorted(times, key=lambda header: times[header]))
    shape = ORDER_ID if name == "order_id" else SHAPES.get(kind)
    if kind != "id" or shape is None:
        return ()
    return tuple(
        h
        for h, vs in free.items()
        if vs and share_like(vs, shape) == 1 and len(set(vs)) > _KNOWN * len(vs) and re.search(r"\d", vs[0])
    )


def header_row(top: FirstRows) -> Row:
    """The row that seems to hold the headers."""
    return top.rows[_header(top)]


def _header(top: FirstRows) -> int:
    """The row with the most cells that are known headers; the first, if several are equal."""
    scores = [_known_headers(row) for row in top.rows[:LOOKED_AT]]
    return scores.index(max(scores)) if scores else 0


def _known_headers(row: Row) -> int:
    words = {word for kind in KINDS for word in synonyms.fields(kind)}
    return sum(synonyms.bare(cell) in words for cell in row if cell.strip())


def has_header(top: FirstRows) -> bool:
    """Whether some row of the sheet may be its header; a row that looks like data may be a buyer's."""
    row = top.rows[_header(top)] if top.rows else ()
    return not looks_like_data(row, _known_headers(row))


def _kind(headers: Row, columns: Sequence[Row], settings: Settings) -> TableName:
    """The table of which most is found; one that lacks nothing first."""

    def score(kind: TableName) -> tuple[bool, int]:
        found = [g for g in _guesses(kind, headers, columns, settings) if g.field]
        return set(TABLES[kind].needed) <= {g.field for g in found}, sum(_RANK[g.confidence] for g in found)

    return max(KINDS, key=score)


def _guesses(kind: TableName, headers: Row, columns: Sequence[Row], settings: Settings) -> Iterator[Guess]:
    """One for each column; a field stands once, with the column that fits it best."""
    single = [_guess(kind, n, header, columns[n]) for n, header in enumerate(headers)]
    single = [_stated(guess, settings) for guess in single]
    if "buyer" in TABLES[kind].fields and "buyer" not in settings.fields:
        single = _with_buyer(single)
    best: dict[str, Guess] = {}
    for guess in single:
        if guess.field and (guess.field not in best or _RANK[guess.confidence] > _RANK[best[guess.field].confidence]):
            best[guess.field] = guess
    for guess in single:
        winner = best.get(guess.field) if guess.field else None
        if winner is None or winner is guess:
            yield guess
        else:
            yield replace(guess, field=None, confidence=None, reason=f"{guess.field} is taken from {winner.header!r}")


def _guess(kind: TableName, position: int, header: str, values: Row) -> Guess:
    """What one column says by itself."""
    none = Guess(header=header, position=position, field=None, confidence=None, reason="not recognised: not read")
    name = synonyms.fields(kind).get(synonyms.bare(header))
    if name:
        return _held(kind, replace(none, field=name, confidence="sure", reason="known header"), values)
    if synonyms.is_buyer(header):
        return replace(none, is_buyer=True, reason="buyer data: held back")
    if inside := _inside(kind, synonyms.bare(header)):
        word, name = inside
        return _held(kind, replace(none, field=name, confidence="likely", reason=f"holds {word!r}"), values)
    return _by_values(kind, none, values)


def _inside(kind: TableName, header: str) -> tuple[str, str] | None:
    """The longest known header that stands inside this one, and its field."""
    words = [w for w in synonyms.fields(kind) if len(w) >= _SHORTEST[not w.isascii()] and w in header]
    word = max(words, key=len, default=None)
    return (word, synonyms.fields(kind)[word]) if word else None


def _held(kind: TableName, guess: Guess, values: Row) -> Guess:
    """The guess held against the values: kept, weakened or given up, with the reason."""
    assert guess.field is not None
    filled = [value for value in values if value]
    if not filled:
        confidence: Confidence = "likely" if guess.confidence == "sure" else "guess"
        return replace(guess, confidence=confidence, reason=f"{guess.reason}; its first cells are blank")
    share, wanted = fit(kind, guess.field, filled)
    if share >= FITS:
        said = wanted if share == 1 else f"{share:.0%} {wanted}"
        return replace(guess, reason=f"{guess.reason}; {said}" if said else guess.reason)
    return replace(
        guess, field=None, confidence=None, reason=f"{guess.reason} of {guess.field}, but only {share:.0%} are {wanted}"
    )


def _by_values(kind: TableName, none: Guess, values: Row) -> Guess:
    """A column whose header says nothing: its texts may."""
    texts = {folded(value) for value in values if value}
    for name, one in TABLES[kind].fields.items():
        known = synonyms.meanings(kind, name) if one.kind == "value" else {}
        if len(texts) > 1 and sum(text in known for text in texts) / len(texts) >= _KNOWN:
            return replace(none, field=name, confidence="guess", reason=f"its texts are those of {name}")
    if texts and share_of_times([value for value in values if value]) >= _KNOWN:
        return replace(none, reason="dates, but of what is not known: not read")
    return none


def _stated(guess: Guess, settings: Settings) -> Guess:
    """The guess, unless a person has said otherwise of its column or field."""
    wanted = {folded(header): name for name, header in settings.fields.items() if header is not None}
    if name := wanted.get(folded(guess.header)):
        is_buyer = guess.is_buyer or name == "buyer"
        return replace(guess, field=name, confidence="stated", reason="as you said", is_buyer=is_buyer)
    if guess.field in settings.fields:
        return replace(guess, field=None, confidence=None, reason=f"not {guess.field}, as you said: not read")
    return guess


def _with_buyer(guesses: list[Guess]) -> list[Guess]:
    """The column that tells buyers apart best is read as a digest."""
    for header in synonyms.read().buyer_id:
        for n, guess in enumerate(guesses):
            if synonyms.bare(guess.header) == synonyms.bare(header) and guess.field is None:
                found = replace(
                    guess, field="buyer", confidence="sure", is_buyer=True, reason="buyer data: kept as a digest only"
                )
                return [*guesses[:n], found, *guesses[n + 1 :]]
    return guesses


# --- dates, money, texts ------------------------------------------------------------------------


def _dates(
    kind: TableName, times: Mapping[str, Row], headers: Mapping[str, str], declared: str | None
) -> tuple[str | None, str | None, bool]:
    """The format of the dates, or why none can be decided; and whether every cell says its moment in UTC."""
    starts = TABLES[kind].times[0] if TABLES[kind].times else None
    columns: dict[str, Any] = {
        name: pa.chunked_array([pa.array([v or None for v in values], pa.string())]) for name, values in times.items()
    }
    if not any(c.null_count < len(c) for c in columns.values()):
        return declared or _ISO, None, False
    found = dates.understand(columns, headers, own=_ISO, declared=declared, decides=False, starts=starts)
    if found.problems:
        return None, re.sub(r"(; (or |if so )?|: )declare date_format.*", "", found.problems[0]), False
    ways = found.templates
    numbers = [way for way in ways.values() if way in date_formats.NUMBERS]  # never guessed, so the format must say it
    written = numbers[0] if numbers else ways.get(starts or "", next(iter(ways.values())))
    return written, None, set(found.templates.values()) <= date_formats.INSTANTS


def _zone(headers: Row, settings: Settings, site_zone: str | None, *, needs_zone: bool) -> tuple[str | None, str]:
    """The zone of the times; None where only a person can tell which clock wrote them."""
    if settings.zone:
        return settings.zone, "stated by the client"
    for header in headers:
        for word, zone in synonyms.read().zones:
            if re.search(rf"[(（\[\s]{re.escape(word)}[)）\]\s]", f"{header} ", re.IGNORECASE):
                return zone, f"by the header {header!r}"
    return (None if needs_zone else site_zone or "UTC"), "not stated in the file"


def _notation(amounts: Iterable[str]) -> Notation:
    """How amounts are written: with a point before the decimals, unless they show a comma there."""
    digits = [re.sub(r"[^\d.,]", "", amount) for amount in amounts]
    commas = sum(re.search(r",\d{1,2}$", text) is not None or text.count(".") > 1 for text in digits)
    points = sum(re.search(r"\.\d{1,2}$", text) is not None or text.count(",") > 1 for text in digits)
    return Notation(decimal=",", thousands=".") if commas > points else Notation()


def _with_texts(draft: Draft, columns: Sequence[Row], settings: Settings) -> Draft:
    """The draft with every text of its value columns: what it means, or that nobody knows."""
    known: list[tuple[str, str, str]] = []
    unknown: list[tuple[str, str, int]] = []
    for name, guess in draft.chosen.items():
        if TABLES[draft.kind].fields[name].kind != "value" or guess.is_buyer:
            continue
        decided = {folded(text): means for (of, text), means in settings.texts.items() if of == name}
        meant = synonyms.meanings(draft.kind, name) | decided
        for text, count in Counter(value for value in columns[guess.position] if value).most_common():
            means = meant.get(folded(text))
            if means:
                known.append((name, text, means))
            else:
                unknown.append((name, text, count))
    return replace(draft, texts=tuple(known), unknown=tuple(unknown))


# --- the format ---------------------------------------------------------------------------------


def as_format(
    draft: Draft,
    *,
    name: str,
    file: str,
    sha256: str,
    today: date,
    one_of_several: bool = False,
    encoding: str | None = None,
) -> TableFormat:
    """The draft as a format of the client; raises ValueError where something is not decided."""
    headers = draft.top.rows[draft.header]
    held = [g.header for g in draft.guesses if g.is_buyer and g.field != "buyer" and g.header]
    words = [v for v in _vocabularies(draft) if v]
    stated = {
        "id": name,
        "kind": draft.kind,
        "title": f"Export of the client's own system ({draft.kind})",
        "source": [f"the client's file {file}, SHA-256 {sha256}"],
        "grade": "derived",
        "seen": today.isoformat(),
        "header_status": f"all {len(headers)} headers as in that file; meanings proposed by `poa map` and confirmed by a person",
        "date_format": draft.date_format,
        "zone": draft.zone,
        "zone_status": draft.zone_status,
        "encoding": encoding,
        "notation": draft.notation.model_dump(),
        "layout": {"sheets": [draft.top.sheet] if one_of_several else [], "header_within": max(5, draft.header + 1)},
        "columns": [{"field": name, "headers": [g.header]} for name, g in draft.chosen.items()],
        "buyer": list(dict.fromkeys(held)),
        "vocabulary": words,
        "values": list(_values(draft)),
    }
    return TableFormat.model_validate(stated)


def _vocabularies(draft: Draft) -> Iterator[str]:
    """The shared texts of the kit's formats of that table, so that a text which this file does not hold is known too."""
    if any(TABLES[draft.kind].fields[name].kind == "value" for name in draft.chosen):
        yield from sorted({v for f in table_formats(draft.kind) for v in f.vocabulary})


def _values(draft: Draft) -> Iterator[dict[str, Any]]:
    """The texts that the file holds and what they mean."""
    for name in dict.fromkeys(of for of, _, _ in draft.texts):
        texts = [{"text": text, "means": means, "evidence": "sample"} for of, text, means in draft.texts if of == name]
        yield {"field": name, "texts": texts}

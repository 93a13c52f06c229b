"""Tracking answers saved as JSON: the events of each parcel and when a carrier first had it in hand.

Any known carrier or aggregator, one file `formats/tracking_*.yaml` each, told by the shape of the answer. A file holds one
answer, a list of answers, or one a line. An answer that does not say whose it is (TikTok Shop, at times USPS) is wrapped:
`{"order_id": "…", "answer": {…}}` or `{"tracking_number": "…", "answer": {…}}`.

`tables` gives two tables for `Orders.tables`. Times are UTC, texts `str` or missing.

`events`, one row per event whose time is known, by number, time and place in the list:
  tracking_id   missing where the answer is of an order
  order_id      only where the answer is of an order
  at            events of one minute are in no order
  stage         one of `kit.orders.stages`, `unknown` where the code is not known
  rank          how far that is, 1 to 6; missing for stages that do not tell (exception, cancelled, unknown)
  is_scan       whether the stage shows the parcel in a carrier's hands
  code          the carrier's, missing where it has none; its text is never kept
  place         town and country, or missing
  listed        place in the answer, from 1; most carriers list the newest first
  source_file   the latest answer that states it; compare stages within one file: two sources word one event differently

`parcels`, one row per number, from the answer that knows the latest event:
  tracking_id, order_id   as above
  first_scan    earliest scan in any answer; missing if none shows a scan, which does not prove the number false
  latest_at     the latest event
  latest_stage  of events within its minute the furthest stage
  delivered_at  the first time that the carrier says so
  days_after_last_update   as the aggregator states it; missing after the end of the journey
  event_count   events whose time is known
  source_file
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from kit.errors import BadFile
from kit.model import Quarantined
from kit.orders import json_answers, json_paths, stripped
from kit.orders.export_format import TrackingFormat, tracking_formats
from kit.orders.json_answers import Number
from kit.orders.sheet import Request
from kit.orders.stages import RANKS, SCANS
from kit.orders.tracking_events import Parcel, Shape, Tally, parcel
from kit.orders.tracking_times import Zones

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 60
_ENVELOPE = ("tracking_number", "order_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """One tracking file."""

    format: str  # several, if it holds answers of several carriers
    rows_in: int  # numbers, of parcels and of those that were rejected
    parcels: tuple[Parcel, ...]
    quarantined: tuple[Quarantined, ...]
    notes: tuple[str, ...]


def read(request: Request) -> Answers:
    """The parcels of a saved answer; raises BadFile naming the shapes that were expected."""
    answers = [_unwrapped(answer) for answer in json_answers.read(request)]
    told = [(answer, _recognised(answer.body, request)) for answer in answers]
    if not any(found for _, found in told):
        raise BadFile(request.file, [_nothing_known(answers)])
    reader = _Reader(request, _zones(request, [found for _, found in told if found]))
    for answer, found in told:
        reader.add(answer, found)
    return Answers(
        format=", ".join(dict.fromkeys(found.id for _, found in told if found)),
        rows_in=reader.line,
        parcels=tuple(reader.parcels),
        quarantined=tuple(sorted(reader.quarantined, key=lambda q: q.line)),
        notes=reader.notes([found for _, found in told if found]),
    )


# --- whose answer it is -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    body: Any
    number: str | None = None
    order_id: str | None = None


def _unwrapped(answer: Any) -> _Answer:
    """The answer without the object around it that says whose it is."""
    if not isinstance(answer, dict) or "answer" not in answer or not any(name in answer for name in _ENVELOPE):
        return _Answer(body=answer)
    number, order_id = (_plain(answer.get(name)) for name in _ENVELOPE)
    body = answer["answer"]
    return _Answer(body=body[0] if isinstance(body, list) and len(body) == 1 else body, number=number, order_id=order_id)


def _plain(value: Any) -> str | None:
    """A text; a JSON number is none: as a number an id has lost its leading zeros, or its last digits."""
    return value.strip() or None if isinstance(value, str) and not isinstance(value, Number) else None


def _recognised(body: Any, request: Request) -> TrackingFormat | None:
    """The format whose shape the answer has; raises BadFile if it has that of several."""
    fits = [f for f in tracking_formats() if any(json_paths.is_stated(body, path) for path in f.recognised)]
    if request.format is not None:
        fits = [f for f in fits if f.id == request.format]
    if len(fits) > 1:
        names = " and ".join(f.id for f in fits)
        raise BadFile(request.file, [f"has the shape of {names}; state which as format in case.yaml data.tracking"])
    return fits[0] if fits else None


def _nothing_known(answers: list[_Answer]) -> str:
    first = answers[0].body if answers else None
    found = ", ".join(repr(str(key)[:_SHOWN]) for key in list(first)[:8]) if isinstance(first, dict) else _kind(first)
    expected = "; ".join(f"{f.title}: {f.expects}" for f in tracking_formats())
    return f"is no known tracking answer; found {found}; expected {expected}"


def _kind(value: Any) -> str:
    """What a JSON value is, in words."""
    names = {Number: "a number", str: "a text", list: "a list", bool: "true or false", type(None): "nothing"}
    return names.get(type(value), "no object")


def _zones(request: Request, found: Sequence[TrackingFormat]) -> Zones:
    """The zones for local times; raises BadFile where a carrier writes nothing else and none is known."""
    declared = ZoneInfo(request.zone) if request.zone else None
    site = ZoneInfo(request.site_zone) if request.site_zone else None
    lost = [f for f in found if any(t.zone == "site" for t in f.times)]
    if lost and not (declared or site):
        said = f"{lost[0].title} writes local times without a zone, and the zone of site {request.site} is not known"
        raise BadFile(request.file, [f"{said}; declare zone (such as Asia/Ho_Chi_Minh) for this file in case.yaml data.tracking"])
    return Zones(declared=declared, site=site)


# --- parcels ------------------------------------------------------------------------------------


class _Reader:
    """Collects the parcels of the answers, each number on a line of its own, counted from 1."""

    def __init__(self, request: Request, zones: Zones) -> None:
        self.request, self.zones, self.tally = request, zones, Tally()
        self.line = 0
        self.trimmed = 0
        self.parcels: list[Parcel] = []
        self.quarantined: list[Quarantined] = []

    def add(self, answer: _Answer, found: TrackingFormat | None) -> None:
        """Take what one answer says."""
        if found is None:
            self.line += 1
            self._set_aside("shape", f"is no known tracking answer: {_kind_of(answer.body)}", None)
            return
        entries = _entries(answer.body, found)
        for entry in entries:
            self.line += 1
            self._entry(entry, answer, found, alone=len(entries) == 1)
        for entry in json_paths.every(answer.body, found.rejected) if found.rejected else ():
            self.line += 1
            why = (json_paths.text(entry, found.rejected_why) if found.rejected_why else None) or "no reason given"
            self._set_aside("rejected", f"{found.title} did not accept the number: {why[:_SHOWN]}", _number(entry, found))

    def _entry(self, entry: Any, answer: _Answer, found: TrackingFormat, *, alone: bool) -> None:
        number = _number(entry, found) or (answer.number if alone else None)
        order_id = answer.order_id if alone else None
        self.trimmed += any(value != value.strip() for value in _stated(entry, found) if isinstance(value, str))
        if number is None and order_id is None:
            self._set_aside(*_why_no_number(entry, found), None)
        elif not any(json_paths.is_stated(entry, path) for path in (*found.events, *found.summary, *_parents(found))):
            self._set_aside("shape", f"has none of {', '.join(found.events)}", number)
        else:
            shape = Shape(found=found, zones=self.zones, tally=self.tally)
            self.parcels.append(parcel(entry, shape, number=number, order_id=order_id))

    def _set_aside(self, rule: str, reason: str, number: str | None) -> None:
        raw = f"number: {str(number)[:_SHOWN]}" if number else "no number; the entry is withheld, it may hold buyer data"
        file = self.request.file
        self.quarantined.append(Quarantined(file=file, sheet=None, line=self.line, rule=rule, reason=reason, raw=raw))

    def notes(self, found: Sequence[TrackingFormat]) -> tuple[str, ...]:
        """What was assumed or could not be used."""
        notes = self.tally.notes()
        if self.tally.zones and not self.request.zone and self.request.site_zone_status:
            notes.append(f"that zone is the site's ({self.request.site_zone_status})")
        if unscanned := sum(p.first_scan is None for p in self.parcels):
            notes.append(f"{unscanned:,} numbers have no carrier scan in the answer; that does not prove them false")
        if self.trimmed:
            notes.append(stripped.blanks_at_ends(self.trimmed, "numbers"))
        if any(not f.scans for f in found):
            notes.append("answers without codes tell no stage: their first event is no proof that a carrier had the parcel")
        return tuple(notes)


def _entries(body: Any, found: TrackingFormat) -> list[Any]:
    """The parcels, from the first place where one of them states its number or its events."""
    telling = (*found.number, *found.events, *found.summary, *_parents(found))
    for path in found.parcels:
        entries = json_paths.every(body, path)
        if any(json_paths.is_stated(entry, each) for entry in entries for each in telling):
            return entries
    return json_paths.every(body, found.parcels[0])


def _parents(found: TrackingFormat) -> Iterator[str]:
    """The first step of the way to the events: a parcel that has it may have no events yet."""
    for path in (*found.events, *([found.uses] if found.uses else [])):
        first, _, rest = path.partition(".")
        if rest or found.uses:
            yield first.removesuffix("[]")


def _stated(entry: Any, found: TrackingFormat) -> list[Any]:
    """What stands where a parcel states its number."""
    return [value for path in found.number for value in json_paths.every(entry, path)]


def _number(entry: Any, found: TrackingFormat) -> str | None:
    return next((number for value in _stated(entry, found) if (number := _plain(value)) is not None), None)


def _why_no_number(entry: Any, found: TrackingFormat) -> tuple[str, str]:
    if any(isinstance(value, Number) for path in found.number for value in json_paths.every(entry, path)):
        return "number", "its tracking number is a JSON number and may have lost zeros; save it as text"
    wrap = '{"tracking_number": "…", "answer": {…}}' if found.number else '{"order_id": "…", "answer": {…}}'
    return "no-number", f"does not say whose it is; save it as {wrap}"


def _kind_of(body: Any) -> str:
    return "an object with " + ", ".join(repr(str(k)[:20]) for k in list(body)[:5]) if isinstance(body, dict) else _kind(body)


# --- tables -------------------------------------------------------------------------------------

_TEXT, _TIME = pa.string(), pa.timestamp("us", "UTC")
_EVENTS = {
    "tracking_id": _TEXT,
    "order_id": _TEXT,
    "at": _TIME,
    "stage": _TEXT,
    "rank": pa.int64(),
    "is_scan": pa.bool_(),
    "code": _TEXT,
    "place": _TEXT,
    "listed": pa.int64(),
    "source_file": _TEXT,
}
_PARCELS = {
    "tracking_id": _TEXT,
    "order_id": _TEXT,
    "first_scan": _TIME,
    "latest_at": _TIME,
    "latest_stage": _TEXT,
    "delivered_at": _TIME,
    "days_after_last_update": pa.int64(),
    "event_count": pa.int64(),
    "source_file": _TEXT,
}


def tables(answers: Sequence[tuple[str, Answers]]) -> dict[str, "pd.DataFrame"]:
    """The tables `events` and `parcels` of the files, each with its name, as the head of this module describes them."""
    said: dict[str, list[tuple[str, Parcel]]] = {}
    for file, answer in answers:
        for each in answer.parcels:
            said.setdefault(each.key, []).append((file, each))
    for told in said.values():
        told.sort(key=_knowledge, reverse=True)
    events = sorted({row for told in said.values() for row in _event_rows(told)}, key=_by_time)
    parcels = [_parcel_row(told) for told in said.values()]
    return {"events": _frame(events, _EVENTS), "parcels": _frame(parcels, _PARCELS)}


def _event_rows(told: list[tuple[str, Parcel]]) -> Iterator[tuple[Any, ...]]:
    """The events of one number over its answers; what several answers say alike stands once, as in the latest of them."""
    seen: set[tuple[Any, ...]] = set()
    for file, each in told:
        mine = [event for event in each.events if event[:4] not in seen]
        seen |= {event[:4] for event in mine}
        for at, stage, code, place, listed in mine:
            yield each.number, each.order_id, at, stage, RANKS[stage], stage in SCANS, code, place, listed, file


def _knowledge(told: tuple[str, Parcel]) -> tuple[Any, ...]:
    """The answer that knows the latest event is the greatest, whatever the order of the files."""
    file, each = told
    return each.latest is not None, each.latest, each.fingerprint, file


def _by_time(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return row[0] or "", row[1] or "", row[2], row[9], row[8]


def _parcel_row(told: list[tuple[str, Parcel]]) -> tuple[Any, ...]:
    file, best = told[0]
    first = min((each.first_scan for _, each in told if each.first_scan), default=None)
    stated = (best.latest, best.latest_stage, best.delivered, best.idle_days, len(best.events))
    return best.number, best.order_id, first, *stated, file


def _frame(rows: Sequence[tuple[Any, ...]], types: dict[str, Any]) -> "pd.DataFrame":
    import pandas as pd

    columns = list(zip(*rows, strict=True)) or [()] * len(types)
    table = pa.table({name: pa.array(column, kind) for (name, kind), column in zip(types.items(), columns, strict=True)})
    frame: pd.DataFrame = table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
    return frame


__all__ = ["Answers", "Parcel", "read", "tables"]

"""What one parcel of a tracking answer says: its events with instant and stage. No free text is kept."""

import hashlib
import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from kit.model.opened import BEFORE_ORDER
from kit.orders import json_paths, tracking_times
from kit.orders.export_format import Codes, TrackingFormat
from kit.orders.stages import RANKS, TERMINAL
from kit.orders.tracking_times import Read, Zones

_CODE = re.compile(r"[A-Za-z0-9_.:/+-]{1,40}")  # what has blanks may be a text, and a text may hold names
_PRIVATE = re.compile(r"\d{5}|@")
_ON_ITS_WAY = frozenset({"picked_up", "in_transit"})
_SHOWN = 60
_NAMED = 3  # numbers named in a note


class Event(NamedTuple):
    """One event of a parcel."""

    at: datetime  # UTC
    stage: str
    code: str | None
    place: str | None
    listed: int  # its place in the answer, from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What one answer says of one tracking number, or of one order where the answer names no number."""

    number: str | None
    order_id: str | None = None
    events: tuple[Event, ...] = ()
    first_scan: datetime | None = None  # UTC
    latest: datetime | None = None
    latest_stage: str | None = None
    delivered: datetime | None = None
    idle_days: int | None = None
    fingerprint: str = ""

    @property
    def key(self) -> str:
        """What tells this parcel from others."""
        return self.number or f"order {self.order_id}"


@dataclass(slots=True)
class Tally:
    """What could not be used, counted for the notes."""

    unknown: Counter[str] = field(default_factory=Counter)
    doubtful: Counter[tuple[str, str]] = field(default_factory=Counter)
    unnamed: int = 0  # events with no code that is known, and a text that is not kept
    untimed: dict[str, list[str]] = field(default_factory=dict)  # why: the number of each such event
    zones: Counter[str] = field(default_factory=Counter)
    repeated: int = 0
    other_uses: int = 0
    withheld: int = 0  # codes that look like texts

    def notes(self) -> list[str]:
        """One sentence for each kind."""
        found = [f"stage {code!r} is not known ({count:,} events)" for code, count in sorted(self.unknown.items())]
        if self.unnamed:
            found.append(f"{self.unnamed:,} events have no code or text whose stage is known; their stage is unknown")
        if self.withheld:
            found.append(f"{self.withheld:,} codes look like free text and are withheld")
        found += [
            f"code {code!r} stands in no document of the carrier; read as {stage} as in answers seen ({count:,} events)"
            for (code, stage), count in sorted(self.doubtful.items())
        ]
        for why, numbers in self.untimed.items():
            distinct = list(dict.fromkeys(numbers))
            shown = ", ".join(distinct[:_NAMED]) + (" …" if len(distinct) > _NAMED else "")
            found.append(f"{len(numbers):,} events {why}; not used ({shown})")
        found += [f"{count:,} times state no zone and are read as {zone}" for zone, count in self.zones.items()]
        if self.repeated:
            found.append(f"{self.repeated:,} times lie in an hour that clocks repeat; read as its first passing")
        if self.other_uses:
            found.append(f"{self.other_uses:,} earlier uses of a number are left out: the one with the latest event counts")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How the entries of one answer are read, and where what cannot be used is counted."""

    found: TrackingFormat
    zones: Zones
    tally: Tally

    @property
    def silent(self) -> "Shape":
        """The same, counting nothing."""
        return replace(self, tally=Tally())


def parcel(entry: Any, shape: Shape, *, number: str | None, order_id: str | None) -> Parcel:
    """The parcel that an entry of the answer describes."""
    found = shape.found
    key = number or f"order {order_id}"
    body = _latest_use(entry, shape) if found.uses else entry
    events = _events(body, found.events, shape, key)
    moments = events + _events(body, found.summary, shape.silent, key)
    latest = max((event.at for event in moments), default=None)
    stage = _stage_at(moments, latest)
    idle = json_paths.text(body, found.idle_days) if found.idle_days else None
    return Parcel(
        number=number,
        order_id=order_id,
        events=tuple(events),
        first_scan=min((event.at for event in moments if event.stage in found.scans), default=None),
        latest=latest,
        latest_stage=stage,
        delivered=min((event.at for event in moments if event.stage == "delivered"), default=None),
        idle_days=int(idle) if idle and idle.isdecimal() and len(idle) < 6 and stage not in TERMINAL else None,
        fingerprint=hashlib.sha256(repr((key, moments, idle)).encode()).hexdigest(),
    )


def begun(parcels: Sequence[Parcel]) -> tuple[datetime, ...]:
    """The first scan of each journey under one number, from all its answers: carriers give a number again after a while.

    Another journey begins with a scan on its way more than `BEFORE_ORDER` after the end of the one before; what comes sooner
    after a delivery is its paper work.
    """
    scanned = [parcel for parcel in parcels if parcel.first_scan is not None]
    first = min((parcel.first_scan for parcel in scanned if parcel.first_scan), default=None)
    if first is None:
        return ()
    journeys, end = [first], None
    if any(event.stage in TERMINAL for parcel in scanned for event in parcel.events):
        for at, stage in sorted({event[:2] for parcel in scanned for event in parcel.events}):
            if stage in TERMINAL:
                end = at
            elif end is not None and stage in _ON_ITS_WAY and at - end > BEFORE_ORDER:
                journeys.append(at)
                end = None
    return tuple(journeys)


def _events(body: Any, paths: tuple[str, ...], shape: Shape, key: str) -> list[Event]:
    """The events whose time can be told, in the order in which they are listed."""
    listed = [event for path in paths for event in json_paths.every(body, path) if isinstance(event, dict)]
    found, tally = shape.found, shape.tally
    events = []
    for place, event in enumerate(listed, 1):
        stage, code = _stage(event, found, tally)
        read = tracking_times.instant(event, found.times, shape.zones)
        if not isinstance(read, Read):
            tally.untimed.setdefault(read, []).append(key)
            continue
        if read.zone is not None:
            tally.zones[read.zone.key] += 1
        tally.repeated += read.is_repeated
        events.append(Event(read.at, stage, code, _place(event, found.place), place))
    return events


def _latest_use(entry: Any, shape: Shape) -> Any:
    """Of several uses of one number, the one whose latest event is the latest."""
    uses = [use for use in json_paths.every(entry, str(shape.found.uses)) if isinstance(use, dict)]
    if len(uses) < 2:
        return uses[0] if uses else {}
    shape.tally.other_uses += len(uses) - 1

    def last(use: Any) -> datetime:
        events = _events(use, shape.found.events, shape.silent, "")
        return max((event.at for event in events), default=tracking_times.EARLIEST)

    return max(uses, key=last)


# --- stages -------------------------------------------------------------------------------------


def _stage(event: Any, found: TrackingFormat, tally: Tally) -> tuple[str, str | None]:
    """The event's stage and the code that tells it; `unknown` and the first code where none does."""
    stated: list[str] = []
    for group in found.codes:
        for path in group.fields:
            if (text := json_paths.text(event, path)) is None:
                continue
            if (stage := _meaning(group, text, tally)) is not None:
                return stage, None if group.begins else text
            if not group.begins:
                stated.append(text)
    if not stated:
        tally.unnamed += 1
        return "unknown", None
    if not _CODE.fullmatch(stated[0]):
        tally.withheld += 1
        return "unknown", None
    tally.unknown[stated[0]] += 1
    return "unknown", stated[0]


def _meaning(group: Codes, text: str, tally: Tally) -> str | None:
    if stage := group.known.get(text):
        return stage
    if stage := group.guessed.get(text):
        tally.doubtful[text, stage] += 1
        return stage
    plain = " ".join(html.unescape(text).split()).casefold() if group.begins else ""
    return next((stage for phrase, stage in group.begins if plain.startswith(phrase)), None)


def _stage_at(events: list[Event], latest: datetime | None) -> str | None:
    """The furthest stage within the latest minute, in which nothing tells the order of events."""
    if latest is None:
        return None
    minute = latest.replace(second=0, microsecond=0)
    last = [event.stage for event in events if event.at >= minute]
    return max(last, key=lambda stage: RANKS[stage] or 0)


def _place(event: Any, paths: tuple[str, ...]) -> str | None:
    """Town and country; a part with a long number or an address for mail in it is left out."""
    parts = [text for path in paths if (text := json_paths.text(event, path)) and not _PRIVATE.search(text)]
    return ", ".join(dict.fromkeys(parts))[:_SHOWN] or None

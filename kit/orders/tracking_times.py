"""When an event happened, as an instant; or why that cannot be told. No time is compared without its zone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from kit.orders import json_paths
from kit.orders.export_format import EventTime

NO_TIME = "have no time"
UNREAD = "have a time that cannot be read"
NO_ZONE = "have a time without a zone"
GAP = "have a local time that never was: clocks went forward over it"
_WORST = (NO_TIME, UNREAD, NO_ZONE, GAP)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?")
_YEARS = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST = datetime.min.replace(tzinfo=UTC)
"""Before any event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zones:
    """The zones that stand for local times: what case.yaml declares for the file, and the site's own."""

    declared: ZoneInfo | None = None
    site: ZoneInfo | None = None

    def of(self, written: EventTime) -> ZoneInfo | None:
        """The zone of a local time, or None where none may be taken."""
        return self.declared or (self.site if written.zone == "site" else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An instant in UTC and how it came about."""

    at: datetime
    zone: ZoneInfo | None = None  # the zone in which a local time was read
    is_repeated: bool = False  # it lies in an hour that clocks repeat; its first passing is taken


def instant(event: Any, times: Sequence[EventTime], zones: Zones) -> Read | str:
    """The event's instant by the first of the ways that can be read; otherwise why there is none."""
    why = NO_TIME
    for written in times:
        texts = [json_paths.text(event, field) for field in written.fields]
        filled = [text for text in texts if text is not None]
        if len(filled) < len(texts):
            continue
        found = _millis(filled[0]) if written.written == "unix_ms" else _iso(filled, written, zones)
        if isinstance(found, Read):
            return found if _YEARS[0] <= found.at < _YEARS[1] else UNREAD
        why = max(why, found, key=_WORST.index)
    return why


def _millis(text: str) -> Read | str:
    return Read(at=_EPOCH + timedelta(milliseconds=int(text))) if re.fullmatch(r"\d{9,15}", text) else UNREAD


def _iso(texts: list[str], written: EventTime, zones: Zones) -> Read | str:
    parts = texts[:-1] if written.zone == "offset" else texts
    moment = _moment("T".join(parts))
    if moment is None:
        return UNREAD
    if written.zone == "stated":
        return Read(at=moment.astimezone(UTC)) if moment.tzinfo else NO_ZONE
    if written.zone == "utc":
        return Read(at=(moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC))
    if written.zone == "offset":  # the offset has a field of its own: a Z in the other does not speak of it
        offset = _offset(texts[-1])
        return Read(at=moment.replace(tzinfo=offset).astimezone(UTC)) if offset else UNREAD
    return NO_ZONE if moment.tzinfo else _local(moment, zones.of(written))


def _moment(text: str) -> datetime | None:
    """A day with a clock; a day alone is no time."""
    if not re.match(r"\d{4}-?\d{2}-?\d{2}[T ]\d", text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _offset(text: str) -> timezone | None:
    found = _OFFSET.fullmatch(text.strip())
    if found is None:
        return UTC if text.strip().upper() in {"Z", "UTC", "GMT"} else None
    size = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(size if found[1] == "+" else -size) if size <= timedelta(hours=14) else None


def _local(moment: datetime, zone: ZoneInfo | None) -> Read | str:
    """A local time in its zone: its first passing where clocks repeat the hour, none where they skip it."""
    if zone is None:
        return NO_ZONE
    first = moment.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) != moment:
        return GAP
    again = moment.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return Read(at=first, zone=zone, is_repeated=again != first)

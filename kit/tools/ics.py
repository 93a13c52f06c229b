"""A calendar as RFC 5545 has it: whole days or moments with alarms before them, the same bytes for the same entries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

_FOLD = 75
"""Octets of a line at most (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One day in the calendar."""

    day: date
    summary: str
    description: str = ""
    alarms: tuple[int, ...] = ()  # days before it on which a program reminds
    hours: tuple[int, ...] = ()  # hours before its moment at which a program reminds
    at: datetime | None = None  # a moment of that day, aware; None: the whole day


def calendar(name: str, entries: Iterable[Entry], *, made_on: date, of: str = "Renewals") -> bytes:
    """The file; `of`: the sort of calendar, in its PRODID. A UID is made from what an entry says: a second import changes nothing.

    >>> calendar("Renewals", (), made_on=date(2026, 7, 1)).splitlines()[0]
    b'BEGIN:VCALENDAR'
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//POA Kit//{of}//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for entry in entries:
        lines += _event(entry, made_on)
    return b"".join(_folded(line) + b"\r\n" for line in (*lines, "END:VCALENDAR"))


def _event(entry: Entry, made_on: date) -> list[str]:
    uid = sha256(f"{entry.at or entry.day}|{entry.summary}".encode()).hexdigest()[:24]
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}@poa-kit",
        f"DTSTAMP:{made_on:%Y%m%d}T000000Z",
        *_when(entry),
        f"SUMMARY:{_text(entry.summary)}",
        *([f"DESCRIPTION:{_text(entry.description)}"] if entry.description else []),
        "TRANSP:TRANSPARENT",
        *(line for days in entry.alarms for line in _alarm(entry, f"P{days}D", days, "day")),
        *(line for hours in entry.hours for line in _alarm(entry, f"PT{hours}H", hours, "hour")),
        "END:VEVENT",
    ]


def _when(entry: Entry) -> list[str]:
    """The whole day, or the moment in UTC, which no change of clocks moves."""
    if entry.at is not None:
        return [f"DTSTART:{entry.at.astimezone(UTC):%Y%m%dT%H%M%SZ}"]
    return [f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}", f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"]


def _alarm(entry: Entry, before: str, count: int, unit: str) -> list[str]:
    """A reminder that shows itself so long before (RFC 5545, 3.6.6)."""
    said = f"{entry.summary} (in {count} {unit if count == 1 else f'{unit}s'})" if count else entry.summary
    return ["BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-{before}", f"DESCRIPTION:{_text(said)}", "END:VALARM"]


def _text(value: str) -> str:
    """A text value, escaped (RFC 5545, 3.3.11)."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> bytes:
    """The line in octets, folded between characters: a continuation begins with a space, which counts."""
    parts, part = [], b""
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > _FOLD:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join((*parts, part))

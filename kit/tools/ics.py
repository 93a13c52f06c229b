"""A calendar as RFC 5545 has it: whole days with a reminder, the same bytes for the same entries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

_FOLD = 75
"""Octets of a line at most (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One day in the calendar."""

    day: date
    summary: str
    description: str = ""


def calendar(name: str, entries: Iterable[Entry], *, made_on: date) -> bytes:
    """The file. An entry's UID is made from what it says, so that a second import changes nothing.

    >>> calendar("Renewals", (), made_on=date(2026, 7, 1)).splitlines()[0]
    b'BEGIN:VCALENDAR'
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//POA Kit//Renewals//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for entry in entries:
        lines += _event(entry, made_on)
    return b"".join(_folded(line) + b"\r\n" for line in (*lines, "END:VCALENDAR"))


def _event(entry: Entry, made_on: date) -> list[str]:
    uid = sha256(f"{entry.day}|{entry.summary}".encode()).hexdigest()[:24]
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}@poa-kit",
        f"DTSTAMP:{made_on:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(entry.summary)}",
        *([f"DESCRIPTION:{_text(entry.description)}"] if entry.description else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


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

"""Tracking answers saved as JSON: when a carrier first had each parcel in hand."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kit.errors import BadFile
from kit.model import Quarantined
from kit.orders.export_format import TrackingFormat, tracking_formats
from kit.orders.sheet import Request

_MAX_BYTES = 200_000_000
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What one answer says of one tracking number."""

    number: str
    first_scan: datetime | None  # UTC
    latest: datetime | None
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """One tracking file."""

    format: str
    rows_in: int
    parcels: tuple[Parcel, ...]
    quarantined: tuple[Quarantined, ...]
    notes: tuple[str, ...]


def read(request: Request) -> Answers:
    """The parcels of a saved answer; raises BadFile naming the shape that was expected."""
    document = _document(request)
    found = next(iter(tracking_formats()))
    accepted, rejected = _entries(document, found, request)
    unknown: Counter[str] = Counter()
    parcels: list[Parcel] = []
    quarantined: list[Quarantined] = []
    without_zone = 0
    for place, entry in enumerate(accepted, 1):
        number = _number(entry)
        if number is None or not isinstance(entry.get("track_info"), dict):
            quarantined.append(_set_aside(request, place, "shape", "has no number or no track_info", entry))
            continue
        times, skipped = _times(entry["track_info"], dict(found.stages), unknown)
        without_zone += skipped
        scans = [moment for stage, moment in times if stage in found.scans]
        parcels.append(
            Parcel(
                number=number,
                first_scan=min(scans, default=None),
                latest=max((moment for _, moment in times), default=None),
                fingerprint=hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest(),
            )
        )
    for place, entry in enumerate(rejected, len(accepted) + 1):
        why = entry.get("error") if isinstance(entry.get("error"), dict) else {}
        said = str((why or {}).get("message") or "no reason given")[:_SHOWN]
        quarantined.append(_set_aside(request, place, "rejected", f"17TRACK did not accept the number: {said}", entry))
    return Answers(
        format=found.id,
        rows_in=len(accepted) + len(rejected),
        parcels=tuple(parcels),
        quarantined=tuple(quarantined),
        notes=_notes(parcels, unknown, without_zone),
    )


def _document(request: Request) -> Any:
    size = request.path.stat().st_size
    if size > _MAX_BYTES:
        raise BadFile(request.file, [f"has {size:,} bytes, over the limit of {_MAX_BYTES:,}; save it in parts"])
    raw = request.path.read_bytes()
    if not raw.strip():
        raise BadFile(request.file, ["is empty; save the tracking answer again"])
    try:
        return json.loads(raw.decode(request.encoding or "utf-8-sig"))
    except (UnicodeDecodeError, LookupError):
        raise BadFile(
            request.file, ["is not UTF-8; save it as UTF-8, or declare its encoding in case.yaml data.tracking"]
        ) from None
    except json.JSONDecodeError as error:
        raise BadFile(request.file, [f"line {error.lineno}, column {error.colno}: is not JSON: {error.msg}"]) from None
    except (RecursionError, ValueError):
        raise BadFile(request.file, ["is nested too deep, or holds a number too long, for a tracking answer"]) from None


def _entries(document: Any, found: TrackingFormat, request: Request) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The accepted and the rejected numbers of one answer, or of a list of answers."""
    answers = document if isinstance(document, list) else [document]
    accepted: list[dict[str, Any]] = []
    rejected: list[dict[str, Any]] = []
    for answer in answers or [None]:
        body = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(body, dict) or not isinstance(body.get("accepted"), list):
            top = ", ".join(map(repr, list(answer)[:8])) if isinstance(answer, dict) else type(document).__name__
            raise BadFile(request.file, [f"is no known tracking answer; expected {found.title}: {found.expects}; found {top}"])
        accepted += [e if isinstance(e, dict) else {} for e in body["accepted"]]
        rejected += [e if isinstance(e, dict) else {} for e in body.get("rejected") or ()]
    return accepted, rejected


def _number(entry: Mapping[str, Any]) -> str | None:
    """The tracking number, if it is a text: as a number it has lost its leading zeros."""
    number = entry.get("number")
    return number.strip() or None if isinstance(number, str) else None


def _times(info: Mapping[str, Any], stages: Mapping[str, str], unknown: Counter[str]) -> tuple[list[tuple[str, datetime]], int]:
    """Stage and instant of each event and milestone; and how many events have a time without a zone."""
    found: list[tuple[str, datetime]] = []
    skipped = 0
    for event in _events(info):
        code = event.get("stage") or event.get("sub_status") or event.get("key_stage")
        stage = stages.get(str(code)) if code else None
        if code and stage is None:
            unknown[str(code)[:_SHOWN]] += 1
        moment = _instant(event)
        if moment is not None:
            found.append((stage or "unknown", moment))
        elif any(event.get(name) for name in ("time_utc", "time_iso", "time_raw")):
            skipped += 1
    return found, skipped


def _events(info: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    tracking = info.get("tracking")
    providers = tracking.get("providers") if isinstance(tracking, dict) else None
    for provider in providers if isinstance(providers, list) else ():
        events = provider.get("events") if isinstance(provider, dict) else None
        yield from (e for e in events or () if isinstance(e, dict))
    milestones = info.get("milestone")
    yield from (m for m in milestones or () if isinstance(m, dict) and (m.get("time_utc") or m.get("time_iso")))


def _instant(event: Mapping[str, Any]) -> datetime | None:
    """The event's absolute time; None without an offset, which must not be compared."""
    for name in ("time_utc", "time_iso"):
        try:
            moment = datetime.fromisoformat(str(event.get(name) or ""))
        except ValueError:
            continue
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    return None


def _set_aside(request: Request, place: int, rule: str, reason: str, entry: Mapping[str, Any]) -> Quarantined:
    """An entry that is not used; its `line` counts the numbers of the file."""
    raw = f"number: {str(entry.get('number'))[:_SHOWN]}"
    return Quarantined(file=request.file, sheet=None, line=place, rule=rule, reason=reason, raw=raw)


def _notes(parcels: list[Parcel], unknown: Counter[str], without_zone: int) -> tuple[str, ...]:
    notes = [f"stage {code!r} is not known ({count:,} events)" for code, count in sorted(unknown.items())]
    if without_zone:
        notes.append(f"{without_zone:,} events have a time without a zone; not used")
    if unscanned := sum(p.first_scan is None for p in parcels):
        notes.append(f"{unscanned:,} numbers have no carrier scan in the answer; that does not prove them false")
    return tuple(notes)

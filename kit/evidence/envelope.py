"""Who wrote to whom and when, of a mail in a file. Runs in the bounded worker, for the file may be hostile."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from kit.evidence.kind import File, Unusable
from kit.evidence.kinds import eml, msg
from kit.evidence.look import HEAD


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The head of a mail. `at` None: it states no time, or one without a zone."""

    sender: str
    to: str
    subject: str
    at: datetime | None


def envelope(path: Path) -> Envelope | None:
    """The head of the mail; None for a file that is none, or that cannot be read as one."""
    with path.open("rb") as opened:
        head = opened.read(HEAD)
    file = File(path=path, head=head, bytes=path.stat().st_size, sha256="")
    kind = next((kind for kind in (eml, msg) if kind.KIND.is_one(file)), None)
    if kind is None:
        return None
    try:
        message = kind.read(file)
    except Unusable:
        return None
    said = dict(message.facts)
    return Envelope(sender=said.get("From", ""), to=said.get("To", ""), subject=said.get("Subject", ""), at=_moment(message.date))


def _moment(text: str | None) -> datetime | None:
    """The time that a message states with its zone; -0000 names none (RFC 5322, 3.3)."""
    if not text:
        return None
    for read in (parsedate_to_datetime, lambda t: datetime.strptime(t, "%Y-%m-%d %H:%M:%S UTC").replace(tzinfo=UTC)):
        with suppress(ValueError, TypeError, IndexError):
            if (at := read(text.splitlines()[0])).tzinfo is not None:
                return at
    return None

"""The pieces that every record is made of: a strict frozen base, ids, moments, statements."""

import hashlib
from datetime import date, datetime, time
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, model_validator


class Record(BaseModel):
    """A thing that a person states in YAML: frozen, refuses unknown keys, sequences are tuples."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


_KEY = r"^[a-z][a-z0-9_]{0,59}$"
_SLUG = r"^[a-z0-9][a-z0-9-]{0,79}$"
_VIOLATION_ID = r"^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$"
_SITE_CODE = r"^[A-Z]{2}$"

Key = Annotated[str, StringConstraints(pattern=_KEY)]
"""Name of a thing inside a case, usable in a placeholder: `carrier_contract`."""

Slug = Annotated[str, StringConstraints(pattern=_SLUG)]
"""Name of a folder: a case or client id such as `uk-late-dispatch`."""

ViolationId = Annotated[str, StringConstraints(pattern=_VIOLATION_ID)]
"""Safe as a file name: it names the PDF."""

SiteCode = Annotated[str, StringConstraints(pattern=_SITE_CODE)]

Text = Annotated[str, StringConstraints(min_length=1)]

WANTED = {  # the pattern of a name: what to write, in words, where something else stands
    _KEY: "write small letters, digits and underscores, beginning with a letter, such as late_dispatch",
    _SLUG: "write small letters, digits and hyphens, such as uk-late-dispatch",
    _VIOLATION_ID: "write 3 to 64 letters, digits, dots, hyphens or underscores, beginning with a letter or digit",
    _SITE_CODE: "write the site's two capital letters, such as UK",
}


def _moment(value: Any) -> Any:
    """Read `2026-06-12`, `2026-06-12 09:40` or an ISO datetime; a slash or a word is refused, never guessed."""
    if not isinstance(value, str):
        return value
    text = value.strip().replace(" ", "T", 1)
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"write a date as 2026-06-12 or 2026-06-12 09:40, not {value!r}") from None


Day = Annotated[date, BeforeValidator(_moment)]
Moment = Annotated[datetime | date, BeforeValidator(_moment)]
"""A day, or a time on a day. Without an offset it is local time of the case's site."""


def instant(moment: datetime | date, zone: ZoneInfo, *, end: bool = False) -> datetime:
    """The moment as an aware datetime; a bare day is its first instant (or its last second with `end`)."""
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return datetime.combine(moment, time(23, 59, 59) if end else time.min, zone)


def day_of(moment: datetime | date, zone: ZoneInfo) -> date:
    """The calendar day of a moment at the site."""
    if isinstance(moment, datetime):
        return moment.astimezone(zone).date() if moment.tzinfo else moment.date()
    return moment


class Statement(Record):
    """What a person says, in English and perhaps Chinese. Markdown; figures enter by placeholder."""

    en: Text
    zh: str | None = None
    zh_of: str | None = None  # fingerprint of the English that the Chinese translates

    @model_validator(mode="before")
    @classmethod
    def _plain_text_is_english(cls, value: Any) -> Any:
        return {"en": value} if isinstance(value, str) else value

    @property
    def fingerprint(self) -> str:
        """First 8 hex digits of the English text's SHA-256."""
        return hashlib.sha256(self.en.encode()).hexdigest()[:8]

    @property
    def is_stale(self) -> bool:
        """Whether the Chinese translates an English text that has changed since."""
        return bool(self.zh and self.zh_of and self.zh_of != self.fingerprint)


class Window(Record):
    """Calendar days at the site, both included."""

    start: Day
    end: Day

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"ends on {self.end}, before it starts on {self.start}")
        return self

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.end - self.start).days + 1

"""One line of the history, and the hash that chains it to the line before."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal, get_args

Kind = Literal["client", "shop", "violation", "appeal", "submission", "outcome", "message", "promise", "watch"]
KINDS: tuple[Kind, ...] = get_args(Kind)
NO_HASH = "0" * 64  # before the first entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something to be kept: about what (`key`: a Violation ID, `ID/attempt`, a client), and what is known of it."""

    kind: Kind
    key: str
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the history as it is kept. `is_behind`: the clock stood earlier than at the entry before; order is by `id`."""

    id: int
    at: datetime
    actor: str
    kind: str
    key: str
    body: Mapping[str, Any]
    hash: str
    is_behind: bool = False


def written(body: Mapping[str, Any]) -> str:
    """The body as text, the same for the same content; only ASCII, so that any name of a file can be kept."""
    return json.dumps(body, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=str)


def digest(row: tuple[int, str, str, str, str, str, str]) -> str:
    """The hash of id, at, actor, kind, key, body and the hash before.

    >>> len(digest((1, "2026-06-12T09:00:00+00:00", "an", "client", "c", "{}", NO_HASH)))
    64
    """
    return sha256(json.dumps(row, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()

"""Whom to ask for which kind of evidence, and in which form: `requests.yaml`, read once."""

from functools import cache
from typing import Literal

from kit.model import Grade, Record, Statement
from kit.model.record import Key
from kit.paths import POLICY
from kit.tools import yaml_text

WAITS = ("today", "days", "weeks")


class Giver(Record):
    """Someone who can give some kinds of evidence, and how soon that usually comes."""

    id: Key
    who: Statement
    wait: Literal["today", "days", "weeks"]
    kinds: tuple[Key, ...]


class Form(Record):
    """In which form kinds with such an end are worth something."""

    id: Key
    ends: tuple[str, ...]
    how: Statement


class Made(Record):
    """Kinds that the kit makes; nobody is asked for them, only for the exports that some are made from."""

    kinds: tuple[Key, ...]
    folder: Literal["orders", "listings"] | None = None
    export: Key | None = None  # the kind of such an export
    what: Statement | None = None  # how it is asked for


class _Requests(Record):
    grade: Grade
    givers: tuple[Giver, ...]
    made: tuple[Made, ...]
    forms: tuple[Form, ...]


def giver(kinds: tuple[str, ...]) -> Giver:
    """Who can give one of these kinds soonest; the first who is named where nobody is known to."""
    known = [g for g in _requests().givers if set(kinds) & set(g.kinds)]
    return min(known, key=lambda g: WAITS.index(g.wait), default=_requests().givers[0])


def made(kind: str) -> Made | None:
    """From what the kit makes that kind; None where it does not."""
    return next((one for one in _requests().made if kind in one.kinds), None)


def form(kind: str) -> Form:
    """How a kind of evidence must come."""
    return next(f for f in _requests().forms if any(kind.endswith(end) for end in f.ends))


def known_kinds() -> frozenset[str]:
    """Every kind of evidence that somebody is known to give."""
    return frozenset(kind for giver in _requests().givers for kind in giver.kinds)


@cache
def _requests() -> _Requests:
    return yaml_text.read(_Requests, POLICY / "requests.yaml")

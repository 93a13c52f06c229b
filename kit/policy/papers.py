"""How fresh papers must be: `papers.yaml`, read once. A site's own entry wins over the general one."""

from functools import cache
from typing import Annotated

from pydantic import Field

from kit.model import Grade, Record, Statement
from kit.model.record import Day, Key, SiteCode, Text
from kit.paths import POLICY
from kit.tools import yaml_text


class Age(Record):
    """How old a paper of a kind may be on the letter's day."""

    kind: Key  # a paper whose kind ends so
    max_days: Annotated[int, Field(ge=1)]
    sites: tuple[SiteCode, ...] = ()  # (): all
    what: Statement
    source: Text
    seen: Day | None = None
    grade: Grade


class Ending(Record):
    """How soon before its end a paper is refused."""

    days: Annotated[int, Field(ge=1)]
    sites: tuple[SiteCode, ...] = ()
    what: Statement
    source: Text
    grade: Grade


class _Papers(Record):
    ages: tuple[Age, ...]
    ends: tuple[Ending, ...]


def age(kind: str, site: str) -> Age | None:
    """The limit for a paper of that kind on that site, if one is known."""
    fitting = [a for a in _papers().ages if kind.endswith(a.kind) and (not a.sites or site in a.sites)]
    return max(fitting, key=lambda a: bool(a.sites), default=None)


def ending(site: str) -> Ending:
    """The limit before a paper's end on that site."""
    fitting = [e for e in _papers().ends if not e.sites or site in e.sites]
    return max(fitting, key=lambda e: bool(e.sites))


@cache
def _papers() -> _Papers:
    return yaml_text.read(_Papers, POLICY / "papers.yaml")

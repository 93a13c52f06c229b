"""What a case.yaml with a faulty line still says of its violation: enough to name and sort the case by, never to build from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from kit.errors import BadFile
from kit.model import Case
from kit.model.case import Violation
from kit.model.record import Record
from kit.tools import yaml_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Legible:
    """The good lines among those that name a case; what is not there or is wrong is empty, an attempt then the first."""

    id: str = ""
    attempt: int = 1
    violation_id: str = ""
    family: str = ""
    site: str = ""
    deadline: datetime | None = None


def stated_in(case: Case) -> Legible:
    """The same of a case that can be read whole."""
    of = case.violation
    return Legible(id=case.id, attempt=case.attempt, violation_id=of.id, family=of.family, site=of.site, deadline=of.deadline)


def legible(path: Path) -> Legible:
    """What can be read of a case.yaml that is refused; nothing of one that is no text."""
    try:
        stated = yaml_text.legible(path)
    except BadFile:
        return Legible()
    violation = stated.get("violation")
    return Legible(
        **_good(Case, stated, {"id": "id", "attempt": "attempt"}),
        **_good(
            Violation,
            violation if isinstance(violation, Mapping) else {},
            {"id": "violation_id", "family": "family", "site": "site", "deadline": "deadline"},
        ),
    )


def _good(kind: type[Record], stated: Mapping[str, Any], wanted: Mapping[str, str]) -> dict[str, Any]:
    """The values that the record would take, each by itself, under the names that are wanted."""
    found = {}
    for key, name in wanted.items():
        field = kind.model_fields[key]
        sort: Any = Annotated[field.annotation, field]
        try:
            value = TypeAdapter[Any](sort).validate_python(stated.get(key))
        except ValidationError:
            continue
        found[name] = value
    return found

"""When each order was due. Exports have no column for it, so it is rebuilt from a policy fact and said to be so."""

from dataclasses import dataclass

import pandas as pd

from kit.model import Fact, Policy
from kit.tools import calendar

_DEADLINE = "late_dispatch.deadline"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Deadlines:
    """The due time of each order (UTC), how the rule reads, and how it was rebuilt."""

    due_at: pd.Series
    rule: str  # "by the end of the 2nd working day after the order was placed"
    said: str  # what every reader must know: nothing of it stands in the export
    source: str  # where the rule comes from, for those who work on the case


def deadlines(created_at: pd.Series, policy: Policy) -> Deadlines | str:
    """The deadline of each order, or why none can be computed."""
    fact = policy.get(_DEADLINE)
    if fact is None or not isinstance(fact.value, (int, float)) or isinstance(fact.value, bool):
        return f"no dispatch deadline is known for {policy.site.code} in profile {policy.profile}: state the fact {_DEADLINE}"
    match fact.unit:
        case "hours":
            due = created_at + pd.Timedelta(hours=float(fact.value))
            rule = f"within {fact.value:g} hours of the order, counted in UTC"
        case "business_days":
            due = calendar.business_deadlines(created_at, int(fact.value), policy.site.calendar)
            rule = f"by the end of the {_ordinal(int(fact.value))} working day after the day of the order ({policy.zone.key})"
        case _:
            return f"{_DEADLINE} is stated in {fact.unit!r}; known are hours and business_days"
    said = f"The export holds no deadline; each order's was rebuilt as: {rule}."
    return Deadlines(due_at=due, rule=rule, said=said, source=_source(fact))


def _source(fact: Fact) -> str:
    grade = f"grade {fact.grade.replace('_', ' ')}"
    return f"The deadline's rule: {fact.source}, {grade}." if fact.source else f"The deadline's rule: {grade}."


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"

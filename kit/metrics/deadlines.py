"""When each order was due: the platform's own deadline where the data state it, else rebuilt from policy facts and said so.

Only the Open API states deadlines: `label_due_at` (rts_sla_time, until when the label must exist) and `handover_due_at`
(tts_sla_time, or pick_up_cut_off_time in South-East Asia). Pre-orders and goods made to order have a deadline of their own;
where neither the platform nor a fact states it they have none, and are never judged by the rule for other orders.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from kit.metrics.columns import Mask, present
from kit.model import Clock, Fact, Policy
from kit.tools import calendar

DEADLINE = "late_dispatch.deadline"
CUTOFF = "late_dispatch.cutoff_hour"
PREORDER = "late_dispatch.preorder_deadline"
HANDLING = "late_dispatch.handling_unit"
OWN: Mapping[Clock, str] = {"label": "label_due_at", "handover": "handover_due_at", "scan": "handover_due_at"}
"""The platform's own deadline for each clock. A scan proves the hand-over, so the hand-over's deadline holds for it."""
PRE, MADE = "pre-order without a known deadline", "made to order, without a known deadline"
UNKNOWN = "no deadline known"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Deadlines:
    """The due time of each order (UTC), how the rule reads, and how it was rebuilt."""

    due_at: pd.Series
    rule: str  # "by the end of the 2nd working day after the order was placed"
    said: str | None  # what every reader must know of rebuilt deadlines; None: all are the platform's own
    source: str  # where the rule comes from, for those who work on the case
    without: Mapping[str, Mask]  # orders that have no deadline, by the reason
    defined: str = ""  # a sentence for the metric's definition where deadlines are rebuilt; a leading blank


class Counted(NamedTuple):
    """A deadline that a fact states: how it is counted from a moment, and its words after "within" or "by"."""

    due: Callable[[pd.Series], pd.Series]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rebuilt:
    """What the facts give, before the platform's own deadlines are looked at."""

    rule: Counted | str  # for orders of no special kind, or why there is none
    due_at: pd.Series
    special: Mapping[str, Mask]


def by_clock(orders: pd.DataFrame, policy: Policy, kinds: Mapping[str, Mask] | None = None) -> dict[Clock, Deadlines | str]:
    """The deadline of each order by each clock, or why none can be computed. `kinds`: which orders are of a special kind."""
    made, normal = special(orders, kinds or {}), _normal(policy)
    rebuilt = Rebuilt(rule=normal, due_at=_rebuilt(orders, policy, normal, made), special=made)
    columns = {name for name in OWN.values() if present(orders, name).any()} | {""}
    found = {name: _deadlines(orders, policy, name, rebuilt) for name in columns}  # "": none of the platform's
    return {clock: found[name if name in columns else ""] for clock, name in OWN.items()}


def deadlines(
    orders: pd.DataFrame, policy: Policy, clock: Clock = "handover", kinds: Mapping[str, Mask] | None = None
) -> Deadlines | str:
    """The deadlines by one clock."""
    return by_clock(orders, policy, kinds)[clock]


def _deadlines(orders: pd.DataFrame, policy: Policy, own: str, rebuilt: Rebuilt) -> Deadlines | str:
    """Those of the platform in column `own`, else the rebuilt."""
    stated, normal, made = present(orders, own), rebuilt.rule, rebuilt.special
    if isinstance(normal, str) and not stated.any():
        return normal
    due = rebuilt.due_at.mask(stated, orders[own]) if stated.any() else rebuilt.due_at
    known = present(orders, "created_at")
    lacking = due.isna().to_numpy(dtype=bool) & known
    return Deadlines(
        due_at=due,
        rule=_rule(normal, stated, known),
        said=_said(policy, normal, stated, known, {why: mask & ~lacking for why, mask in made.items()}),
        source=_source(policy.get(DEADLINE), normal, stated),
        defined=rebuilt_defined(known & due.notna().to_numpy(dtype=bool), stated),
        without={
            PRE: made[PRE] & lacking,
            MADE: made[MADE] & lacking,
            UNKNOWN: lacking & ~made[PRE] & ~made[MADE],
        },
    )


def special(orders: pd.DataFrame, kinds: Mapping[str, Mask]) -> dict[str, Mask]:
    """Which orders are pre-orders, and which are made or obtained only once they are sold."""
    none = np.zeros(len(orders), dtype=bool)
    pre = kinds.get("pre_order", none) | present(orders, "release_at")
    made = kinds.get("made_to_order", none) | kinds.get("back_order", none) | present(orders, "handling_days")
    return {PRE: pre, MADE: made & ~pre}


def counted(fact: Fact | None, policy: Policy, cutoff: Fact | None = None) -> Counted | str:
    """How a deadline that a fact states is counted, or why it cannot be."""
    value = fact.value if fact else None
    if fact is None or isinstance(value, bool) or not isinstance(value, (int, float)):
        return "it is not stated"
    site, zone = policy.site.calendar, policy.zone.key
    match fact.unit:
        case "hours":
            return Counted(
                lambda at: at + pd.Timedelta(hours=float(value)), f"within {value:g} hours of the order, counted in UTC"
            )
        case "business_days":
            days, hour = int(value), _hour(cutoff)
            if hour is not None:
                return Counted(lambda at: _by_cutoff(at, days, hour, policy), _cutoff_words(days, hour, zone))
            words = f"by the end of the {_ordinal(days)} working day after the day of the order ({zone})"
            return Counted(lambda at: calendar.business_deadlines(at, days, site), words)
        case "calendar_days":
            words = f"by the end of day {int(value)} after the day of the order, days off included ({zone})"
            return Counted(lambda at: _end_of_day(at, int(value), zone), words)
        case _:
            return f"it is stated in {fact.unit!r}; known are hours, business_days and calendar_days"


def _normal(policy: Policy) -> Counted | str:
    found = counted(policy.get(DEADLINE), policy, policy.get(CUTOFF))
    if not isinstance(found, str):
        return found
    where = f"{policy.site.code} in profile {policy.profile}"
    return f"no dispatch deadline is known for {where}: state the fact {DEADLINE} ({found})"


def _rebuilt(orders: pd.DataFrame, policy: Policy, normal: Counted | str, made: Mapping[str, Mask]) -> pd.Series:
    """The deadlines that facts give; missing where they give none."""
    none = pd.Series(pd.NaT, index=orders.index, dtype=orders["created_at"].dtype)
    due = none if isinstance(normal, str) else normal.due(orders["created_at"])
    for why, rows in made.items():
        if rows.any():
            due = due.mask(rows, none)
            due.loc[rows] = _released(orders[rows], policy) if why == PRE else _handled(orders[rows], policy)
    return due


def _released(orders: pd.DataFrame, policy: Policy) -> pd.Series:
    """Pre-orders: from the day on which handling starts."""
    rule = counted(policy.get(PREORDER), policy)
    if isinstance(rule, str) or not present(orders, "release_at").any():
        return pd.Series(pd.NaT, index=orders.index, dtype=orders["created_at"].dtype)
    return rule.due(orders["release_at"])


def _handled(orders: pd.DataFrame, policy: Policy) -> pd.Series:
    """Goods made to order: their own handling days from the order, of the kind that the data state, else a fact."""
    due = pd.Series(pd.NaT, index=orders.index, dtype=orders["created_at"].dtype)
    if not present(orders, "handling_days").any():
        return due
    fact = policy.get(HANDLING)
    usual = str(fact.value) if fact else None
    unit = np.full(len(orders), usual, dtype=object)
    if (stated := present(orders, "handling_unit")).any():
        unit[stated] = orders["handling_unit"][stated].astype(str)
    for days in orders["handling_days"].dropna().unique():
        of = orders["handling_days"].eq(days).fillna(value=False).to_numpy(dtype=bool)
        business, calendar_days = of & (unit == "business_days"), of & (unit == "calendar_days")
        due.loc[business] = calendar.business_deadlines(orders["created_at"][business], int(days), policy.site.calendar)
        due.loc[calendar_days] = _end_of_day(orders["created_at"][calendar_days], int(days), policy.zone.key)
    return due


def _hour(fact: Fact | None) -> float | None:
    """A cut-off as hours of the day: 14, or the text 14:30."""
    if fact is None or fact.value is None:
        return None
    hours, _, minutes = str(fact.value).partition(":")
    return int(hours) + int(minutes or 0) / 60


def _end_of_day(at: pd.Series, days: int, zone: str) -> pd.Series:
    """The last microsecond, at the site, of the day that lies so many days after the day of each instant."""
    local = at.dt.tz_convert(zone).dt.tz_localize(None).dt.normalize() + pd.Timedelta(days=days + 1)
    end = local.dt.tz_localize(zone, ambiguous=True, nonexistent="shift_forward") - pd.Timedelta(microseconds=1)
    due: pd.Series = end.dt.tz_convert("UTC").astype(at.dtype)
    return due


def _by_cutoff(at: pd.Series, days: int, hour: float, policy: Policy) -> pd.Series:
    """An order after the cut-off has one working day more. On a day without work the cut-off changes nothing."""
    local = at.dt.tz_convert(policy.zone.key).dt.tz_localize(None)
    late = (local - local.dt.normalize()) >= pd.Timedelta(hours=hour)
    first, second = (calendar.business_deadlines(at, n, policy.site.calendar) for n in (days, days + 1))
    return first.mask(late, second)


def _cutoff_words(days: int, hour: float, zone: str) -> str:
    at = f"{int(hour):02}:{round(hour % 1 * 60):02}"
    if days == 0:
        return f"by the end of the day of the order if placed before {at} on a working day, else of the next working day ({zone})"
    first, second = _ordinal(days), _ordinal(days + 1)
    return f"by the end of the {first} working day after the day of the order, or of the {second} if placed from {at} on ({zone})"


def _rule(normal: Counted | str, stated: Mask, known: Mask) -> str:
    if (stated | ~known).all() or isinstance(normal, str):
        return "by the platform's own deadline for it"
    return f"by the platform's own deadline where one is stated, else {normal.words}" if stated.any() else normal.words


def _said(policy: Policy, normal: Counted | str, stated: Mask, known: Mask, made: Mapping[str, Mask]) -> str | None:
    """How many deadlines are the platform's own and how the others were rebuilt."""
    rest = int((known & ~stated).sum())
    if not rest:
        return None
    rule = "" if isinstance(normal, str) else normal.words
    if not stated.any():
        text = f"The export holds no deadline; each order's was rebuilt as: {rule}."
    else:
        text = f"{int((known & stated).sum()):,} of {int(known.sum()):,} orders carry the platform's own deadline"
        text += f"; that of the others was rebuilt as: {rule}." if rule else "; the others have none."
    pre, handled = (int((made[why] & ~stated).sum()) for why in (PRE, MADE))
    fact = policy.get(PREORDER)
    if pre and fact:
        text += f" {pre:,} of them are pre-orders, rebuilt as {fact.value} {fact.unit.replace('_', ' ')} after their release."
    if handled:
        text += (
            f" {handled:,} of them are made to order, rebuilt from their own handling days, working or calendar days as stated."
        )
    return text


def rebuilt_defined(dated: Mask, stated: Mask) -> str:
    """The words of a definition for deadlines that the data do not state, a leading blank; nothing if they state all."""
    if not (dated & ~stated).any():
        return ""
    if (dated & stated).any():
        return " Where the data state no deadline, it is reconstructed by that rule; the platform's own may differ."
    return " The data state no deadline: each is reconstructed by that rule; the platform's own may differ."


def _source(fact: Fact | None, normal: Counted | str, stated: Mask) -> str:
    own = "The platform's own deadlines are those of the Open API's answer." if stated.any() else ""
    if fact is None or isinstance(normal, str):
        return own
    grade = f"grade {fact.grade.replace('_', ' ')}"
    rule = f"The deadline's rule: {fact.source}, {grade}." if fact.source else f"The deadline's rule: {grade}."
    return f"{own} {rule}".strip()


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"

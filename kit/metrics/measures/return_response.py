"""Return requests answered in time: by the platform's own deadline where the data state it, else by the site's fact."""

import re
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from kit.metrics import asked
from kit.metrics.columns import Mask, among, holds
from kit.metrics.counted import source, stated
from kit.metrics.counting import Judged, first_that_holds
from kit.metrics.coverage import days_told, told_by_period, untold
from kit.metrics.deadlines import rebuilt_defined
from kit.metrics.material import Material, Measured
from kit.metrics.of_orders import Named
from kit.metrics.returned import MISSING, Requests, requests
from kit.model import Fact, Policy
from kit.tools import calendar

IDS = ("return_response",)
HOURS, DAYS = "return.response_hours", "return.response_days"
_OVER = re.compile(rf"{re.escape(DAYS)}_over_(\d+)_([a-z]{{3}})")  # the fact's id says from which amount it holds
REASONS = (
    "requested time missing",
    "no deadline known",
    "not yet due when the data were exported",
    "withdrawn by the buyer",
    "no status and no time of an answer",
    "time of the answer missing",
)
_NAMED = Named(
    id="return_response",
    title="Return requests answered in time",
    definition=(
        "Share of return and refund requests on which the seller first acted by their deadline. Each request counts once, on"
        " the local day on which it was made; one still unanswered past its deadline counts as not answered in time"
    ),
    called="answered in time",
    better="high",
    noun="return requests",
    made="made",
)
NO_ANSWERS = (
    "no return request says when the seller first acted on it: neither the export from Seller Center nor the Open API's search"
    " of returns holds it; put a list with return, order, request time and first action into returns/ and map that column to"
    " responded_at (poa map)"
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Due:
    at: "pd.Series[pd.Timestamp]"  # UTC
    stated: Mask  # the platform's own
    rule: str = ""  # how the others were rebuilt
    source: str = ""


def measure(material: Material) -> tuple[Measured, ...]:
    """One metric; unavailable, with what to export, where no answer's time is in the data."""
    found = requests(material)
    if found is None:
        return (asked.unavailable(material, _said(None), MISSING),)
    due = _due(found, material.policy)
    if not due.rule and not due.stated.any():
        why = f"no deadline for answering is known for {material.policy.site.code} in profile {material.policy.profile}: state the fact {HOURS} or {DAYS}"
        return (asked.unavailable(material, _said(due), why),)
    if not found.table["responded_at"].notna().any():
        return (asked.unavailable(material, _said(due), NO_ANSWERS, _waiting(found, due)),)
    judged = judge(found, due.at, material.exported)
    notes = tuple(filter(None, (due.source,)))
    told = told_by_period(material, days_told(material, found.days, material.case.data.returns))
    more = untold(material, "files of returns", told)
    return (asked.measured(material, judged, found.days, _said(due), reconstructed=_rebuilt(due), notes=notes, more=more),)


def judge(found: Requests, due_at: "pd.Series[pd.Timestamp]", exported: pd.Timestamp) -> Judged:
    """Each request: answered in time, not, or left out for the first reason that holds."""
    table = found.table
    answered = table["responded_at"].notna().to_numpy(dtype=bool)
    waiting = among(table["status"], ("awaiting_seller",))
    reason = first_that_holds(
        (
            table["requested_at"].isna().to_numpy(dtype=bool),
            due_at.isna().to_numpy(dtype=bool),
            holds(due_at > exported),
            ~answered & found.withdrawn,
            ~answered & found.stateless,
            ~answered & ~waiting,
        )
    )
    return Judged(bad=(reason < 0) & holds(table["responded_at"] <= due_at), reason=reason, reasons=REASONS)


def _due(found: Requests, policy: Policy) -> _Due:
    """The platform's own deadline of each request, else the site's rule."""
    table = found.table
    own = table["respond_by"].notna().to_numpy(dtype=bool)
    hours, days = stated(policy, HOURS), stated(policy, DAYS)
    if hours and not own.all():
        rebuilt = table["requested_at"] + pd.Timedelta(hours=_number(hours))
        rule = f"within {_number(hours):g} hours of the request, days off included"
        return _Due(at=table["respond_by"].fillna(rebuilt), stated=own, rule=rule, source=_from(hours))
    if days and not own.all():
        rebuilt, rule = _by_days(found, policy, days)
        return _Due(at=table["respond_by"].fillna(rebuilt), stated=own, rule=rule, source=_from(days))
    return _Due(at=table["respond_by"], stated=own)


def _by_days(found: Requests, policy: Policy, fact: Fact) -> "tuple[pd.Series[pd.Timestamp], str]":
    """By the end of a working day; later for the amounts that a further fact names."""
    at = found.table["requested_at"]
    due = calendar.business_deadlines(at, int(_number(fact)), policy.site.calendar)
    rule = f"by the end of working day {_number(fact):g} after the day of the request"
    for name, amount, currency in _thresholds(policy):
        longer = policy.get(name)
        if longer is None or longer.value is None:
            continue
        over = _amounts_over(found, policy, amount, currency)
        due = due.where(~over, calendar.business_deadlines(at, int(_number(longer)), policy.site.calendar))
        rule += f", {_number(longer):g} above {amount:g} {currency}"
    return due, rule


def _thresholds(policy: Policy) -> list[tuple[str, float, str]]:
    found = ((fact.id, _OVER.fullmatch(fact.id)) for fact in policy.facts)
    return sorted((name, float(at[1]), at[2].upper()) for name, at in found if at)


def _amounts_over(found: Requests, policy: Policy, amount: float, currency: str) -> Mask:
    """Requests for more than an amount; one without a currency is in the site's own."""
    in_it = found.table["currency"].fillna(policy.site.currency).astype(str).str.upper().to_numpy() == currency
    return np.asarray((found.table["refund_amount"] > amount).to_numpy(dtype=bool) & in_it, dtype=bool)


def _waiting(found: Requests, due: _Due) -> tuple[str, ...]:
    """Even without a time of any answer, a request that still waits past its deadline is one that was not answered."""
    late = among(found.table["status"], ("awaiting_seller",)) & holds(due.at <= found.material.exported)
    return (f"{int(late.sum()):,} return requests still waited for the seller past their deadline.",) if late.any() else ()


def _said(due: _Due | None) -> Named:
    if due is None:
        return replace(_NAMED, definition=f"{_NAMED.definition}.")
    own = "the platform's own where one is stated, else " if due.stated.any() else ""
    rule = f": {own}{due.rule}" if due.rule else ""
    rebuilt = rebuilt_defined(due.at.notna().to_numpy(dtype=bool), due.stated)
    return replace(_NAMED, definition=f"{_NAMED.definition}{rule}.{rebuilt}")


def _rebuilt(due: _Due) -> str | None:
    if due.stated.all():
        return None
    own = f"{int(due.stated.sum()):,} requests state the platform's own deadline; " if due.stated.any() else ""
    missing = int((~due.stated).sum())
    how = f"was rebuilt as: {due.rule}" if due.rule else "is not known"
    return f"{own}that of {missing:,} {how}." if own else f"The data hold no deadline; each request's {how}."


def _from(fact: Fact) -> str:
    return f"The deadline for answering return requests: {source(fact)}."


def _number(fact: Fact) -> float:
    return float(str(fact.value))

"""Customer messages answered in time: counted from a chat list, and as the platform itself states it.

The two differ: the platform's Open API counts automated answers too and says so, a list of chats tells who answered.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.metrics import asked
from kit.metrics.columns import Mask, among, holds, present
from kit.metrics.counted import source, stated
from kit.metrics.counting import Judged, first_that_holds, local_days, rate_of
from kit.metrics.coverage import days_told, stated_files, told_by_period, untold
from kit.metrics.material import Material, Measured
from kit.metrics.of_orders import Named
from kit.metrics.returned import numbers
from kit.model import Fact, PeriodName, Rate, Window

IDS = ("chat_response", "chat_response_person", "chat_response_platform")
HOURS, MACHINES, WEEKEND = "chat.response_hours", "chat.machine_answers", "chat.weekend_due"
COUNTED, EXCLUDED, MISSED = "counted", "excluded", "missed"
"""What a fact `chat.machine_answers` may say of a message that only a machine answered; without one it is missed."""
REASONS = (
    "asked time missing",
    "not yet due when the data were exported",
    "answered by a machine",
    "who answered is not stated",
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SATURDAY = 5
_PERSON = Named(
    id="chat_response_person",
    title="Customer messages answered in time",
    definition="",
    called="answered in time",
    better="high",
    noun="customer messages",
    made="sent",
    limit="chat.limit",
)
_PLATFORM = Named(
    id="chat_response_platform",
    title="Customer chats answered in time, as the platform states it",
    definition=(
        "The platform's own share of chat sessions with a first answer within 24 hours, automated answers included (Open API,"
        " customer service performance), weighted by the sessions of each of its rows; rows that reach past a period are in none."
    ),
    called="answered in time",
    better="high",
    noun="chat sessions",
    made="begun",
    limit="chat.limit",
)
NO_CHATS = "no list of chats: put one with the time of each message and of its answer into service/ and map its columns (poa map)"
NO_ANSWERS = "no message says when it was answered, so it cannot be told whether any was: map the column that tells to answered_at (poa map)"
NO_SERVICE = "no figures of the platform: put the Open API's answer to customer service performance into service/"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """What counts as an answer in time."""

    hours: float
    machines: str
    weekend: tuple[int, timedelta] | None  # weekday and time of day by which messages of the weekend are due
    facts: tuple[Fact, ...]

    @property
    def said(self) -> str:
        """The rule in words."""
        text = f"within {self.hours:g} hours"
        if self.weekend:
            day, at = self.weekend
            text += f" (messages of Saturday and Sunday: by {_WEEKDAYS[day]} {_clock(at)} local time)"
        return text


def measure(material: Material) -> tuple[Measured, ...]:
    """The case's own metric first: counted from chats where there are any, else the platform's; then each of the two."""
    person, platform = _person(material), _platform(material)
    own = platform if person.metric.unavailable and not platform.metric.unavailable else person
    return (replace(own, metric=replace(own.metric, id="chat_response")), person, platform)


# --- counted from a list of chats -----------------------------------------------------------------


def _person(material: Material) -> Measured:
    rule, chats = _rule(material), material.orders.table("chats")
    if isinstance(rule, str):
        return asked.unavailable(material, _defined(None), rule)
    if chats is None or not len(chats):
        return asked.unavailable(material, _defined(rule), NO_CHATS)
    if not present(chats, "answered_at").any():
        return asked.unavailable(material, _defined(rule), NO_ANSWERS)
    if rule.machines != COUNTED and not present(chats, "answered_by").any():
        why = "no message says whether a person or a machine answered it: map the column that tells to answered_by"
        return asked.unavailable(material, _defined(rule), why)
    zone = material.policy.zone.key
    days = local_days(chats["asked_at"], zone)
    judged = judge(chats, due(chats["asked_at"], rule, zone), rule.machines, material.exported)
    notes = tuple(f"Customer messages, {fact.id}: {source(fact)}." for fact in rule.facts)
    told = days_told(material, days, stated_files(chats, material.case.data.service))
    more = untold(material, "lists of chats", told_by_period(material, told))
    return asked.measured(material, judged, days, _defined(rule), notes=notes, more=more)


def judge(chats: pd.DataFrame, due_at: "pd.Series[pd.Timestamp]", machines: str, exported: pd.Timestamp) -> Judged:
    """Each message: answered in time, not, or left out for the first reason that holds."""
    answered = present(chats, "answered_at")
    by_machine = answered & among(chats["answered_by"], ("machine",))
    nobody = answered & chats["answered_by"].isna().to_numpy(dtype=bool)
    none = np.zeros(len(chats), dtype=bool)
    reason = first_that_holds(
        (
            chats["asked_at"].isna().to_numpy(dtype=bool),
            holds(due_at > exported),
            by_machine if machines == EXCLUDED else none,
            none if machines == COUNTED else nobody,
        )
    )
    good = holds(chats["answered_at"] <= due_at) & (~by_machine | (machines == COUNTED))
    return Judged(bad=(reason < 0) & good, reason=reason, reasons=REASONS)


def due(asked_at: "pd.Series[pd.Timestamp]", rule: _Rule, zone: str) -> "pd.Series[pd.Timestamp]":
    """When each message had to be answered, in UTC."""
    at = asked_at + pd.Timedelta(hours=rule.hours)
    if not rule.weekend:
        return at
    weekday, time_of_day = rule.weekend
    local = asked_at.dt.tz_convert(zone).dt.tz_localize(None)
    ahead = (weekday - local.dt.day_of_week) % 7
    then = local.dt.normalize() + pd.to_timedelta(ahead, unit="D") + pd.Timedelta(time_of_day)
    later = then.dt.tz_localize(zone, ambiguous="NaT", nonexistent="shift_forward").dt.tz_convert("UTC")
    return at.where(~(local.dt.day_of_week >= _SATURDAY), later)


def _rule(material: Material) -> _Rule | str:
    hours = stated(material.policy, HOURS)
    if hours is None:
        return f"no time for answering messages is known for {material.policy.site.code}: state the fact {HOURS}"
    machines, weekend = stated(material.policy, MACHINES), stated(material.policy, WEEKEND)
    says = str(machines.value) if machines else MISSED
    if says not in {COUNTED, EXCLUDED, MISSED}:
        return f"{MACHINES} says {says!r}; known are {COUNTED}, {EXCLUDED}, {MISSED}"
    by = _moment(str(weekend.value)) if weekend else None
    if weekend and by is None:
        return f"{WEEKEND} says {weekend.value!r}; write a weekday and a time such as Monday 12:00"
    facts = tuple(fact for fact in (hours, machines, weekend) if fact)
    return _Rule(hours=float(str(hours.value)), machines=says, weekend=by, facts=facts)


def _moment(text: str) -> tuple[int, timedelta] | None:
    found = re.fullmatch(rf"({'|'.join(_WEEKDAYS)}) ([01]\d|2[0-3]):([0-5]\d)", text)
    return (_WEEKDAYS.index(found[1]), timedelta(hours=int(found[2]), minutes=int(found[3]))) if found else None


def _defined(rule: _Rule | None) -> Named:
    who = {
        COUNTED: "answered by anyone, a machine included,",
        EXCLUDED: "answered by a person; those that a machine answered are left out;",
    }.get(rule.machines if rule else MISSED, "answered by a person")
    text = (
        f"Share of customer messages {who} {rule.said if rule else 'in time'}. Each counts on the local day on which it was sent"
    )
    return replace(_PERSON, definition=f"{text}; one still unanswered past that time counts as not answered in time.")


def _clock(at: timedelta) -> str:
    return f"{at.seconds // 3600:02}:{at.seconds // 60 % 60:02}"


# --- the platform's own figures -------------------------------------------------------------------


def _platform(material: Material) -> Measured:
    table = material.orders.table("service")
    if table is None or not len(table):
        return asked.unavailable(material, _PLATFORM, NO_SERVICE)
    rows = _by_days(table, material.policy.zone.key)
    if not rows["known"].any():
        why = "no row of the platform's figures states the share of answered sessions, the sessions and their days"
        return asked.unavailable(material, _PLATFORM, why)
    if (overlap := _overlap(rows)) is not None:
        return asked.unavailable(
            material, _PLATFORM, f"two rows of the platform's figures both hold {overlap}: give one set of rows"
        )
    rates = dict(_rates(material, rows))
    metric = asked.of_rates(material, _PLATFORM, rates, untold(material, "platform's figures", _told(material, rows)))
    machines = stated(material.policy, MACHINES)
    rebuilt = "The platform states shares: its counts of answered sessions were rebuilt as sessions times share."
    notes = [rebuilt]
    if machines and machines.value != COUNTED:
        notes.append(f"The platform's own figure counts automated answers, which {MACHINES} does not ({source(machines)}).")
    return Measured(metric=replace(metric, reconstructed=rebuilt), notes=tuple(notes))


def _by_days(table: pd.DataFrame, zone: str) -> pd.DataFrame:
    """The rows with their first and last local day, sessions and answered sessions."""
    ends = table["to_at"].fillna(table["from_at"])
    ends = ends.where(ends <= table["from_at"], ends - pd.Timedelta(microseconds=1))  # midnight ends the day before
    share, sessions = numbers(table["response_share"]), numbers(table["sessions"])
    first, last = local_days(table["from_at"], zone), local_days(ends, zone)
    known = ~np.isnat(first) & ~np.isnan(share) & ~np.isnan(sessions) & (last >= first)
    return pd.DataFrame({"first": first, "last": last, "sessions": sessions, "answered": sessions * share / 100, "known": known})


def _told(material: Material, rows: pd.DataFrame) -> dict[str, int]:
    """How many days of each period the rows hold that lie in it whole; no two rows hold the same day."""
    first, last = (rows[name].to_numpy(dtype="datetime64[D]") for name in ("first", "last"))
    days = (last - first).astype(np.int64) + 1
    known = rows["known"].to_numpy(dtype=bool)
    inside = ((name, _inside(first, last, window)[0] & known) for name, window in material.periods)
    return {name: int(days[mask].sum()) for name, mask in inside}


def _overlap(rows: pd.DataFrame) -> str | None:
    """A day that two rows hold."""
    ordered = rows[rows["known"]].sort_values(["first", "last"], kind="stable")
    again = (ordered["first"] <= ordered["last"].cummax().shift()).to_numpy(dtype=bool)
    return str(ordered["first"].iloc[int(again.argmax())].date()) if again.any() else None


def _rates(material: Material, rows: pd.DataFrame) -> Iterator[tuple[PeriodName, Rate]]:
    first, last = (rows[name].to_numpy(dtype="datetime64[D]") for name in ("first", "last"))
    known = rows["known"].to_numpy(dtype=bool)
    for name, window in material.periods:
        inside, touched = _inside(first, last, window)
        counted = rows[inside & known]
        left = (
            ("rows that reach past the period", int((touched & ~inside).sum())),
            ("rows without a share or sessions", int((inside & ~known).sum())),
        )
        answered, sessions = round(float(counted["answered"].sum())), round(float(counted["sessions"].sum()))
        yield name, rate_of(answered, sessions, window, tuple((why, n) for why, n in left if n))


def _inside(first: NDArray[np.datetime64], last: NDArray[np.datetime64], window: Window) -> tuple[Mask, Mask]:
    """The rows whose days all lie in the window, and those of which at least one does."""
    start, end = np.datetime64(window.start, "D"), np.datetime64(window.end, "D")
    return np.asarray((first >= start) & (last <= end)), np.asarray((first <= end) & (last >= start))

"""The order of the work: deadlines, clocks, periods, metrics, drivers, actions, notes."""

from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pandas as pd

from kit.metrics import actions, drivers, notice, periods
from kit.metrics.counting import Judged, local_days, within
from kit.metrics.deadlines import deadlines
from kit.metrics.late_orders import CLOCKS, judge
from kit.metrics.material import Material, Measured
from kit.metrics.measures import measures
from kit.metrics.periods import Span
from kit.model import ActionEffect, Analysis, Case, Clock, Family, Orders, Policy
from kit.tools import figures
from kit.tools.calendar import holidays_between

NOTHING = Analysis(periods=(), metrics=(), drivers=())


def analysis(case: Case, orders: Orders, policy: Policy, family: Family) -> Analysis:
    """What the orders say; where something cannot be computed, a note says why."""
    material = _material(case, orders, policy)
    if isinstance(material, str):
        return replace(NOTHING, notes=(material,))
    measured = tuple(one for measure in measures(family.metrics) for one in measure(material))
    metrics = tuple(one.metric for one in measured)
    main = next((m for m in metrics if m.id == "late_dispatch"), None)
    judged = next((one.judged for one in measured if main and one.metric.id == main.id), None)
    effects = actions.effects(material, main) if main else ()
    return Analysis(
        periods=material.periods,
        metrics=metrics,
        drivers=drivers.drivers(material, judged) if judged else (),
        affected=affected(material, judged) if judged else None,
        judged=_judged(material, measured),
        main=main.id if main else None,
        action_effects=effects,
        notes=(*_notes(material), *_told(measured), *_uncompared(case, effects), *notice.notes(case.violation.figures, metrics)),
    )


def affected(material: Material, judged: Judged) -> pd.DataFrame:
    """The late orders of the violation's window, oldest first."""
    during = dict(material.periods).get("during")
    rows = judged.bad & within(material.days, during) if during else np.zeros(len(judged.bad), dtype=bool)
    late = material.frame.loc[rows]
    assert judged.clock is not None
    due_at, clock_at = material.deadlines.due_at[rows], late[CLOCKS[judged.clock].column]
    until = clock_at.fillna(pd.Timestamp(_exported(material.orders)))
    table = pd.DataFrame(
        {
            "order_id": late["order_id"],
            "created_at": late["created_at"],
            "due_at": due_at,
            "clock_at": clock_at,
            "hours_late": (until - due_at).dt.total_seconds() / 3600,
            "warehouse": late["warehouse"],
            "carrier": late["carrier"],
            "status": late["status"],
        }
    )
    return table.sort_values(["created_at", "order_id"], kind="stable", ignore_index=True)


def _material(case: Case, orders: Orders, policy: Policy) -> Material | str:
    frame = orders.orders
    if frame["created_at"].notna().sum() == 0:
        return "The order files hold no order with a created time: no metric can be computed."
    due = deadlines(frame["created_at"], policy)
    if isinstance(due, str):
        return due
    days = local_days(frame["created_at"], policy.zone.key)
    exported = pd.Timestamp(_exported(orders))
    span = _span(days, due.due_at > exported)
    if span is None:
        return "No order was due yet when the data were exported: no rate can be computed."
    judged: dict[Clock, Judged] = {
        clock: judge(frame, due.due_at, exported, clock) for clock, hand in CLOCKS.items() if frame[hand.column].notna().any()
    }
    return Material(
        case=case,
        orders=orders,
        policy=policy,
        deadlines=due,
        judged=judged,
        days=days,
        span=span,
        periods=periods.windows(case, span, policy.zone),
    )


def _span(days: "np.ndarray[tuple[int], np.dtype[np.datetime64]]", not_due: pd.Series) -> Span | None:
    """From the first day with orders to the last day before the first order that is not yet due."""
    known = ~np.isnat(days)
    first, last = days[known].min(), days[known].max()
    waiting = days[known & not_due.to_numpy(dtype=bool)]
    if len(waiting):
        last = min(last, waiting.min() - np.timedelta64(1, "D"))
    return Span(first=_date(first), last_due=_date(last)) if first <= last else None


def _exported(orders: Orders) -> datetime:
    """The latest moment that the data can know of; without one, the last time that stands in them."""
    if orders.exported:
        return orders.exported
    times = orders.orders.select_dtypes(include=["datetimetz"])
    latest: pd.Timestamp = times.max().max()
    return latest.to_pydatetime()


def _judged(material: Material, measured: tuple[Measured, ...]) -> pd.DataFrame:
    table = pd.DataFrame({"order_id": material.frame["order_id"], "day": material.days, "due_at": material.deadlines.due_at})
    table["period"] = "none"
    for name, window in material.periods:
        table.loc[within(material.days, window), "period"] = name
    table["period"] = table["period"].astype("category")
    for clock in CLOCKS:
        judged = material.judged.get(clock)
        none = np.ones(len(table), dtype=bool)
        late, missing = (judged.bad, ~judged.counted) if judged else (~none, none)
        table[f"late_{clock}"] = pd.arrays.BooleanArray(late.copy(), missing)
    for one in measured:
        if one.judged:
            table[one.metric.id] = pd.arrays.BooleanArray(one.judged.bad.copy(), ~one.judged.counted)
    return table


def _notes(material: Material) -> tuple[str, ...]:
    style = material.style
    said = [
        f"Orders belong to the day on which they were created, local time in {material.policy.zone.key}.",
        material.deadlines.said,
        material.deadlines.source,
        *periods.notes(material.case, material.periods, material.span, style),
    ]
    free = holidays_between(material.span.first, material.span.last_due, material.policy.site.calendar)
    if free and "working day" in material.deadlines.rule:
        days = "; ".join(f"{figures.day(h.day, style)} ({h.name})" for h in free)
        said.append(f"Not counted as working days besides weekends: {days}. Which holidays the platform counts is not known.")
    waiting = int((material.days > np.datetime64(material.span.last_due, "D")).sum())
    if waiting:
        said.append(
            f"{waiting:,} orders created after {figures.day(material.span.last_due, style)} stand in no period: not all were due at export."
        )
    missing = int(np.isnat(material.days).sum())
    if missing:
        said.append(f"{missing:,} orders have no created time and stand in no period.")
    return tuple(said)


def _told(measured: tuple[Measured, ...]) -> tuple[str, ...]:
    """What the measures say of themselves, each sentence once."""
    return tuple(dict.fromkeys(note for one in measured for note in one.notes))


def _uncompared(case: Case, effects: tuple[ActionEffect, ...]) -> tuple[str, ...]:
    compared = {effect.action for effect in effects}
    late = [action.id for action in case.corrective if action.done and action.id not in compared]
    return tuple(
        f"Action {name}: less than a whole week of due orders lies before or after it, so it is not compared." for name in late
    )


def _date(day: np.datetime64) -> date:
    found: date = day.astype("datetime64[D]").astype(object)
    return found

"""The order of the work: deadlines, clocks, periods, metrics, drivers, spikes, actions, notes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.metrics import actions, drivers, notice, periods, spikes
from kit.metrics.columns import Mask, among
from kit.metrics.counting import Judged, local_days, within
from kit.metrics.deadlines import Deadlines, by_clock
from kit.metrics.late_orders import CLOCKS, chosen_clock
from kit.metrics.material import Material, Measured, rows_of_lines
from kit.metrics.measures import measures
from kit.metrics.periods import Span
from kit.model import ActionEffect, Analysis, Case, Family, Metric, Orders, Policy
from kit.tools import figures
from kit.tools.calendar import holidays_between, place_name, rest_days

NOTHING = Analysis(periods=(), metrics=(), drivers=())
TIMES = {  # of the tables besides orders, which says on which days the data speak
    "returns": "requested_at",
    "chats": "asked_at",
    "reviews": "reviewed_at",
    "packages": "created_at",
    "income": "created_at",
    "unsettled": "created_at",
    "service": "from_at",
}
THREADS = 2  # for measures: enough to keep a small machine busy
KINDS = ("pre_order", "made_to_order", "back_order")
AFFECTED = ("order_id", "created_at", "due_at", "clock_at", "hours_late", "warehouse", "carrier", "status")
UTC = "datetime64[us, UTC]"
NEARLY_ALL = 0.95  # of a day's orders must be due for the day to count as due
Days = NDArray[np.datetime64]


def analysis(case: Case, orders: Orders, policy: Policy, family: Family) -> Analysis:
    """What the orders say; where something cannot be computed, a note says why."""
    material = _material(case, orders, policy)
    if isinstance(material, str):
        return replace(NOTHING, notes=(material,), must_know=(material,))
    with ThreadPoolExecutor(THREADS) as pool:
        measured = tuple(one for some in pool.map(lambda measure: measure(material), measures(family.metrics)) for one in some)
    main = _main(case, family, measured)
    measured = _ranked(measured, main, family)
    metrics = tuple(one.metric for one in measured)
    found = replace(
        NOTHING,
        periods=material.periods,
        metrics=metrics,
        judged=_judged(material, measured),
        main=main.metric.id if main else None,
        must_know=(*_left_out(material), *_assumed_place(material, metrics), *_must_know(measured)),
        notes=(*_notes(material), *_place(material, metrics), *_told(measured), *notice.notes(case.violation.figures, metrics)),
    )
    return found if main is None or main.judged is None else _looked_into(found, material, main, main.judged)


def affected(material: Material, judged: Judged) -> pd.DataFrame:
    """The orders of the violation's window that went wrong, oldest first; without a deadline its columns are missing."""
    during = dict(material.periods).get("during")
    rows = judged.bad & within(material.days, during) if during else np.zeros(len(judged.bad), dtype=bool)
    bad = material.frame.loc[rows]
    missing = pd.Series(pd.NaT, index=bad.index, dtype=UTC)
    due_at, clock_at = (missing if column is None else column[rows] for column in (judged.due_at, judged.at))
    until = clock_at.fillna(material.exported)
    columns = {
        "created_at": bad["created_at"],
        **{name: bad[name].astype("str") for name in ("order_id", "warehouse", "carrier", "status")},
        "due_at": due_at,
        "clock_at": clock_at,
        "hours_late": (until - due_at).dt.total_seconds() / 3600,
    }
    table = pd.DataFrame({name: columns[name] for name in AFFECTED})
    return table.sort_values(["created_at", "order_id"], kind="stable", ignore_index=True)


# --- what the violation is about ------------------------------------------------------------------


def _main(case: Case, family: Family, measured: tuple[Measured, ...]) -> Measured | None:
    """The metric that the notice states a figure of; else the family's first that could be computed, else its first."""
    by_id = {one.metric.id: one for one in measured}
    named = [by_id[figure.metric] for figure in case.violation.figures if figure.metric in by_id]
    own = [by_id[name] for name in family.metrics if name in by_id]
    return next(iter((*named, *(one for one in own if not one.metric.unavailable), *own)), None)


def _ranked(measured: tuple[Measured, ...], main: Measured | None, family: Family) -> tuple[Measured, ...]:
    """The main metric first, then as the family lists them, each with those that were measured along with it."""
    places: dict[str, int] = {name: place for place, name in enumerate(family.metrics)}
    ranks: list[tuple[int, int]] = []
    for one in measured:
        name = one.metric.id
        listed = places.get(name, next((n for i, n in places.items() if name.startswith(f"{i}_")), len(places)))
        ranks.append((0 if main and one is main else 1, listed))
    return tuple(one for _, one in sorted(zip(ranks, measured, strict=True), key=lambda pair: pair[0]))


def _looked_into(found: Analysis, material: Material, main: Measured, judged: Judged) -> Analysis:
    """Drivers, affected orders, spikes and effects of the actions, for the main metric."""
    wrong = judged if main.metric.better == "low" else judged.missed
    effects = actions.effects(material, main)
    looked = spikes.look(material, main)
    uncompared = _uncompared(material.case, effects, main)
    unjudged = () if looked.all_judged else looked.notes
    return replace(
        found,
        drivers=drivers.drivers(material, wrong),
        affected=affected(material, wrong),
        spikes=looked.spikes,
        action_effects=effects,
        notes=(*found.notes, *_rule_window(material, main.metric), *uncompared, *looked.notes),
        must_know=(*found.must_know, *uncompared, *unjudged),
    )


# --- what it is computed from ---------------------------------------------------------------------


def _material(case: Case, orders: Orders, policy: Policy) -> Material | str:
    frame = orders.orders
    exported = pd.Timestamp(_exported(orders))
    clock, kinds = chosen_clock(case, policy), _kinds(orders)
    due = by_clock(frame, policy, kinds)
    days = local_days(frame["created_at"], policy.zone.key)
    span, spanned = _spans(days, due[clock], exported, orders, policy)
    if span is None:
        return spanned
    return Material(
        case=case,
        orders=orders,
        policy=policy,
        clock=clock,
        kinds=kinds,
        due=due,
        days=days,
        span=span,
        spanned=spanned,
        periods=periods.windows(case, span, policy.zone),
        exported=exported,
    )


def _kinds(orders: Orders) -> dict[str, Mask]:
    """Which orders have a line that is a pre-order, made to order or a back order."""
    if "order_kind" not in orders.lines.columns:
        return {}
    of_kind = {kind: among(orders.lines["order_kind"], (kind,)) for kind in KINDS}
    if not any(lines.any() for lines in of_kind.values()):
        return {}
    rows = rows_of_lines(orders)
    size = len(orders.orders)
    return {kind: np.bincount(rows[lines & (rows >= 0)], minlength=size) > 0 for kind, lines in of_kind.items()}


def _spans(
    days: Days, due: Deadlines | str, exported: pd.Timestamp, orders: Orders, policy: Policy
) -> tuple[Span, str] | tuple[None, str]:
    """The days that the data speak of and the table they are of; or None and why there are none."""
    why = "The order files hold no order with a created time: no metric can be computed."
    if (~np.isnat(days)).any():
        if span := _span(days, None if isinstance(due, str) else due.due_at, exported):
            return span, "orders"
        why = "No order was due yet when the data were exported: no rate can be computed."
    for name, column in TIMES.items():
        table = orders.table(name)
        if table is not None and column in table.columns and table[column].notna().any():
            found = _span(local_days(table[column], policy.zone.key), None, exported)
            assert found is not None
            return found, name
    return None, why


def _span(days: Days, due_at: pd.Series | None, exported: pd.Timestamp) -> Span | None:
    """From the first day to the last of which nearly all orders are due.

    A single order with a late deadline of its own (pre-order, long handling) ends no period: the metrics leave it out.
    """
    known = ~np.isnat(days)
    first, last = days[known].min(), days[known].max()
    if due_at is None or not (known & due_at.notna().to_numpy(dtype=bool)).any():
        return Span(first=_date(first), last_due=_date(last))
    dated = known & due_at.notna().to_numpy(dtype=bool)
    of_day = (days[dated] - first).astype(np.int64)
    orders = np.bincount(of_day)
    waiting = np.bincount(of_day[(due_at[dated] > exported).to_numpy(dtype=bool)], minlength=len(orders))
    due = np.flatnonzero((orders > 0) & (orders - waiting >= NEARLY_ALL * orders))
    if not len(due):
        return None
    if not waiting[due[-1] + 1 :].any():  # no later day waits: days without a deadline count to the end
        return Span(first=_date(first), last_due=_date(last))
    following = due[-1] + 1 + np.flatnonzero(waiting[due[-1] + 1 :])[0]
    return Span(first=_date(first), last_due=_date(first + np.timedelta64(int(following) - 1, "D")))


def _exported(orders: Orders) -> datetime:
    """The latest moment that the data can know of; without one, the last time that stands in them."""
    if orders.exported:
        return orders.exported
    stated = (table.select_dtypes(include=["datetimetz"]).max().max() for table in (orders.orders, *orders.tables.values()))
    latest: pd.Timestamp = max((moment for moment in stated if pd.notna(moment)), default=pd.Timestamp(0, tz="UTC"))
    return latest.to_pydatetime()


# --- tables and words -----------------------------------------------------------------------------


def _judged(material: Material, measured: tuple[Measured, ...]) -> pd.DataFrame:
    due = material.deadlines
    missing = pd.Series(pd.NaT, index=material.frame.index, dtype=UTC)
    due_at = missing if isinstance(due, str) else due.due_at
    table = pd.DataFrame({"order_id": material.frame["order_id"], "day": material.days, "due_at": due_at})
    table["period"] = _period(material)
    for clock in CLOCKS:
        judged = material.judged.get(clock)
        none = np.ones(len(table), dtype=bool)
        late, uncounted = (judged.bad, ~judged.counted) if judged else (~none, none)
        table[f"late_{clock}"] = pd.arrays.BooleanArray(late.copy(), uncounted)
    for one in measured:
        if one.judged:
            table[one.metric.id] = pd.arrays.BooleanArray(one.judged.bad.copy(), ~one.judged.counted)
    return table


def _period(material: Material) -> pd.Categorical:
    """The period of each order, "none" where it is in none."""
    names = sorted({"none", *dict(material.periods)})
    codes = np.full(len(material.days), names.index("none"), dtype=np.int8)
    for name, window in material.periods:
        codes[within(material.days, window)] = names.index(name)
    return pd.Categorical.from_codes(codes, pd.Index(names, dtype="str")).remove_unused_categories()


def _notes(material: Material) -> tuple[str, ...]:
    style, due = material.style, material.deadlines
    of_orders = material.spanned == "orders"
    what = "Orders belong to the day on which they were created" if of_orders else _no_orders(material)
    said = [
        f"{what}, local time in {material.policy.zone.key}.",
        *((due,) if isinstance(due, str) else filter(None, (due.said, due.source)) if of_orders else ()),
        *periods.notes(material.case, material.periods, material.span, style),
        *_holidays(material),
        *_uncounted(material),
    ]
    return tuple(said)


def _left_out(material: Material) -> tuple[str, ...]:
    """Days and orders that stand in no period, and periods that are missing."""
    return (*periods.notes(material.case, material.periods, material.span, material.style), *_uncounted(material))


def _uncounted(material: Material) -> tuple[str, ...]:
    """Orders that no period counts."""
    style, due, of_orders = material.style, material.deadlines, material.spanned == "orders"
    said = []
    waiting = int((material.days > np.datetime64(material.span.last_due, "D")).sum())
    if waiting and of_orders:
        said.append(
            f"{waiting:,} orders created after {figures.day(material.span.last_due, style)} stand in no period: not all were due at export."
        )
    if not isinstance(due, str) and of_orders and (early := _not_due(material, due)):
        said.append(f"{early:,} orders of the days before were not yet due at export either: they are left out and counted.")
    missing = int(np.isnat(material.days).sum())
    if missing:
        said.append(f"{missing:,} orders have no created time and stand in no period.")
    return tuple(said)


def _not_due(material: Material, due: Deadlines) -> int:
    return int((within(material.days, material.whole) & (due.due_at > material.exported).to_numpy(dtype=bool)).sum())


def _told(measured: tuple[Measured, ...]) -> tuple[str, ...]:
    """What the measures say of themselves, each sentence once."""
    return tuple(dict.fromkeys(note for one in measured for note in one.notes))


def _must_know(measured: tuple[Measured, ...]) -> tuple[str, ...]:
    """What of it a person must know, each sentence once."""
    return tuple(dict.fromkeys(note for one in measured for note in one.must_know))


def _assumed_place(material: Material, metrics: tuple[Metric, ...]) -> tuple[str, ...]:
    """Whose working days are counted, where no case states it."""
    return () if material.policy.site.calendar.place else _place(material, metrics)


def _no_orders(material: Material) -> str:
    return f"No order could be counted; the days are those of the {material.spanned}"


def _holidays(material: Material) -> tuple[str, ...]:
    due = material.deadlines
    if isinstance(due, str) or "working day" not in due.rule:
        return ()
    free = holidays_between(material.span.first, material.span.last_due, material.policy.site.calendar)
    days = "; ".join(f"{figures.day(h.day, material.style)} ({h.name})" for h in free)
    said = f"Not counted as working days besides weekends: {days}. Which holidays the platform counts is not known."
    return (said,) if free else ()


def _place(material: Material, metrics: tuple[Metric, ...]) -> tuple[str, ...]:
    """Whose working days are counted, where the country's parts differ; what no case states is an assumption."""
    site, due = material.policy.site, material.deadlines
    said = ("" if isinstance(due, str) else due.rule, *(f"{m.definition} {m.reconstructed or ''}" for m in metrics))
    name = place_name(site.calendar)
    if name is None or not any("working day" in text for text in said):
        return ()
    rest = " and ".join(rest_days(material.span.last_due, site.calendar))
    if site.calendar.place:
        return (f"Working days are those of {name}, as the case states; its days of rest are {rest}.",)
    assumed = f"Working days are those of {name} (days of rest: {rest}): an assumption, as no place is stated."
    return (f"{assumed} {site.calendar.note or ''}".strip(),)


def _rule_window(material: Material, main: Metric) -> tuple[str, ...]:
    """Said where the site's rule counts other days than the case does."""
    fact, window = material.policy.get(f"{main.id}.window_days"), material.case.violation.window
    if fact is None or fact.value is None or window is None or fact.value == window.days:
        return ()
    title, grade = main.title.lower(), fact.grade.replace("_", " ")
    rule = f"The rule read counts {title} over {fact.value} days (grade {grade})"
    return (f"{rule}; this case's window has {window.days} days: the notice decides.",)


def _uncompared(case: Case, effects: tuple[ActionEffect, ...], main: Measured) -> tuple[str, ...]:
    compared = {effect.action for effect in effects}
    late = [action.id for action in case.corrective if action.done and action.id not in compared]
    timed = main.judged is not None and main.judged.until is not None
    which = f"orders that are due and had the time to be {main.metric.called}" if timed else "due orders"
    return tuple(
        f"Action {name}: less than a whole week of {which} lies before or after it, so it is not compared." for name in late
    )


def _date(day: np.datetime64) -> date:
    found: date = day.astype("datetime64[D]").astype(object)
    return found

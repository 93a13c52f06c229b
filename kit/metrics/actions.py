"""One metric before and after each corrective action, and which actions the data cannot tell apart.

Both sides are whole weeks, so that each weekday weighs the same: up to four that end on the day before the action and up to
four that start on the day after it. No side reaches past a neighbouring action. Actions with less than a whole week between
them have no orders of their own: they are compared once, together, with the days from the first to the last left out.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from kit.metrics import counting, small_counts
from kit.metrics.counting import within
from kit.metrics.material import Material, Measured
from kit.metrics.periods import DAY, action_days, first_cause_day
from kit.model import ActionEffect, Metric, Rate, Window
from kit.tools import figures, statistics

WEEK = timedelta(weeks=1)
MOST_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Cluster:
    """Actions that lie too close to be told apart; one alone is a cluster of one."""

    actions: tuple[str, ...]
    first: date
    last: date


def effects(material: Material, measured: Measured) -> tuple[ActionEffect, ...]:
    """The metric before and after each corrective action that is done, in order of time."""
    if measured.judged is None:
        return ()
    clusters = together(action_days(material.case, material.policy.zone))
    found: list[ActionEffect] = []
    for place, cluster in enumerate(clusters):
        earliest = clusters[place - 1].last + DAY if place else _bad_since(material)
        latest = clusters[place + 1].first - DAY if place + 1 < len(clusters) else material.span.last_due
        found += _compared(material, measured, cluster, earliest, min(latest, measured.judged.until or latest))
    return tuple(found)


def together(days: tuple[tuple[str, date], ...]) -> tuple[Cluster, ...]:
    """Actions in order of time, joined where less than a whole week lies between them."""
    clusters: list[Cluster] = []
    for action, day in days:
        if clusters and day - clusters[-1].last <= WEEK:
            before = clusters.pop()
            clusters.append(Cluster((*before.actions, action), before.first, day))
        else:
            clusters.append(Cluster((action,), day, day))
    return tuple(clusters)


def _bad_since(material: Material) -> date:
    during = dict(material.periods).get("during")
    starts = [d for d in (during.start if during else None, first_cause_day(material.case, material.policy.zone)) if d]
    return max(material.span.first, min(starts, default=material.span.first))


def _compared(material: Material, measured: Measured, cluster: Cluster, earliest: date, latest: date) -> list[ActionEffect]:
    assert measured.judged is not None
    judged = measured.judged
    weeks_before = min(MOST_WEEKS, (cluster.first - earliest) // WEEK)
    weeks_after = min(MOST_WEEKS, (latest - cluster.last) // WEEK)
    if weeks_before < 1 or weeks_after < 1:
        return []
    before = counting.rate(judged, material.days, Window(start=cluster.first - weeks_before * WEEK, end=cluster.first - DAY))
    after = counting.rate(judged, material.days, Window(start=cluster.last + DAY, end=cluster.last + weeks_after * WEEK))
    found = _effect(measured.metric, before, after, material)
    return [_of(action, cluster, found) for action in cluster.actions]


def _effect(metric: Metric, before: Rate, after: Rate, material: Material) -> ActionEffect:
    """The comparison itself, not yet said of an action."""
    style = material.style
    sentence = (
        f"In the {_weeks(before)} before, {figures.full(before)} were {metric.called}; in the {_weeks(after)} after, {figures.full(after)}."
        f" Compared: {figures.window(before.window, style)} with {figures.window(after.window, style)}."
        f"{_asked(metric, before, after, material)}{small_counts.compared(before, after)}"
    )
    found = ActionEffect(action="", metric=metric.id, before=before, after=after, fell=None, sentence=sentence)
    if before.value is None or after.value is None:
        return found
    counts = (before.numerator, before.denominator, after.numerator, after.denominator)
    low, high = statistics.newcombe(*counts)
    needed = statistics.orders_needed(before.value, after.value) if low <= 0 <= high else None
    if needed:
        sentence += f" These counts cannot show a difference of that size; about {needed:,} orders on each side could."
    return replace(
        found,
        fell=before.value - after.value,
        low=low,
        high=high,
        p_value=statistics.fisher(*counts),
        sentence=sentence,
        orders_needed=needed,
    )


def _asked(metric: Metric, before: Rate, after: Rate, material: Material) -> str:
    """Of how many shipped orders tracking tells on each side, where the clock is the carrier's and not nearly all were asked."""
    answers = material.answers
    if metric.clock != "scan" or answers is None or answers.nearly_all:
        return ""
    sides = (answers.counts(within(material.days, rate.window)) for rate in (before, after))
    asked = " and ".join(
        f"{told:,} of {of:,} shipped orders {side}" for (told, of), side in zip(sides, ("before", "after"), strict=True)
    )
    return f" Tracking was asked of {asked}; the others are in neither rate."


def _of(action: str, cluster: Cluster, found: ActionEffect) -> ActionEffect:
    others = tuple(other for other in cluster.actions if other != action)
    apart = (
        f" The data cannot tell it apart from {figures.listed(others)}: less than a whole week lies between them."
        if others
        else ""
    )
    return replace(found, action=action, overlaps=others, sentence=found.sentence + apart)


def _weeks(rate: Rate) -> str:
    weeks = rate.window.days // 7
    return "week" if weeks == 1 else f"{weeks} weeks"

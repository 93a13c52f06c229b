"""The charts at the end of section 2: the metric by week and by period, and where the late orders came from."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kit.letter.context import ChartFigure, Results
from kit.letter.outline import cause_letter
from kit.letter.placeholders import main_metric
from kit.letter.style import Style, style
from kit.model import Analysis, Case, Driver, Family, Metric, Policy, Rate, Window, day_of
from kit.tools import figures

_PERCENT = re.compile(r"(\d{1,2}(?:\.\d{1,2})?) ?%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawings:
    """The charts of a case as specs: live in Jupyter, pictures in the letter."""

    metric: Metric
    limit: float | None
    weekly: Any
    compared: Any
    sources: Any | None  # where the late orders came from
    found: tuple[Driver, ...]


def drawings(case: Case, policy: Policy, analysis: Analysis, family: Family) -> Drawings | None:
    """The charts of the family's main metric; None if no orders were counted by week."""
    metric = main_metric(analysis, family)
    if metric is None or not any(week.denominator for week in metric.weekly):
        return None
    from kit.tools import charts  # altair takes a second to import

    dates, limit = policy.site.date_style, _limit(case, policy, metric)
    found = _top_column(analysis) if case.stance == "plan" else ()
    return Drawings(
        metric=metric,
        limit=limit,
        weekly=charts.weekly_rate(metric, tuple(_events(case, style(policy))), limit, style=dates),
        compared=charts.before_after(metric, limit, style=dates),
        sources=charts.drivers(found) if found else None,
        found=found,
    )


def results(case: Case, drawn: Drawings, *, labels: Mapping[str, str], style: Style) -> Results:
    """The charts with their words, as the letter prints them."""
    from kit.tools import charts

    narrow = [_by_period(drawn.metric, style, charts.svg(drawn.compared))]
    if drawn.sources is not None:
        narrow.append(_by_driver(drawn.found, drawn.metric, charts.svg(drawn.sources)))
    wide = _by_week(case, drawn.metric, limit=drawn.limit, labels=labels, style=style, svg=charts.svg(drawn.weekly))
    title = "Results" if case.stance == "plan" else "The figures"
    return Results(title=title, wide=wide, narrow=tuple(narrow))


# --- figures with their words -------------------------------------------------------------------


def _by_week(
    case: Case, metric: Metric, *, limit: float | None, labels: Mapping[str, str], style: Style, svg: str
) -> ChartFigure:
    notes = []
    if limit is not None:
        notes.append("Filled points are above the limit, hollow points within it.")
    letters = sorted({event.name for event in _events(case, style) if event.kind == "action"})
    if letters:
        named = letters[0] if len(letters) == 1 else f"{', '.join(letters[:-1])} and {letters[-1]}"
        notes.append(f"{named}: the actions in the table on page 1.")
    source = next((labels[e.id] for e in case.evidence if e.made == "affected_orders" and e.id in labels), None)
    if source:
        notes.append(f"{_these(metric)}: Exhibit {source}.")
    return ChartFigure(
        name="weekly.svg",
        svg=svg,
        title=_since(case, metric, limit, style) or f"{metric.title} by week",
        subtitle=f"{metric.title}, share of {metric.noun} by week (week starts Monday)",
        notes=(" ".join(notes),) if notes else (),
    )


def _since(case: Case, metric: Metric, limit: float | None, style: Style) -> str | None:
    """The finding, if it is one: every whole week after the last action lies within the limit."""
    days = [day_of(a.done, style.zone) for a in case.corrective if a.done]
    if limit is None or not days or len(days) < len(case.corrective):
        return None
    later = [week for week in metric.weekly if week.window.start > max(days) and week.denominator]
    if not later or any((week.value or 0) > limit for week in later):
        return None
    return f"Within the limit every week since {figures.day(later[0].window.start, style.dates, year=False)}"


def _by_period(metric: Metric, style: Style, svg: str) -> ChartFigure:
    during, after = metric.rate("during"), metric.rate("after")
    title = f"{metric.title} by period"
    if during and after and during.value is not None and after.value is not None and after.value < during.value:
        title = f"From {figures.share(during.value)} to {figures.share(after.value)}"
    return ChartFigure(
        name="periods.svg",
        svg=svg,
        title=title,
        subtitle=f"{metric.title}, with 95% interval",
        notes=tuple(_counted(name, rate, metric.noun, style) for name, rate in metric.periods),
    )


def _counted(name: str, rate: Rate, noun: str, style: Style) -> str:
    counted = figures.counts(rate, noun) if rate.denominator else figures.NOT_APPLICABLE
    interval = f" ({figures.interval(rate.low, rate.high)})" if rate.low is not None else ""
    return f"{name.capitalize()}, {_days(rate.window, style)}: {counted}{interval}."


def _days(window: Window, style: Style) -> str:
    """A window in the fewest words; the year stands in the letter's subject."""
    across = window.start.year != window.end.year
    return "–".join(figures.day(d, style.dates, year=across) for d in (window.start, window.end))


def _by_driver(found: tuple[Driver, ...], metric: Metric, svg: str) -> ChartFigure:
    rate = metric.rate("during")
    total = sum(d.during.numerator for d in found)
    if rate and found[0].column == "sku":  # an order with several SKUs stands at each
        total = rate.numerator if metric.better == "low" else rate.denominator - rate.numerator
    first = found[0]
    share = first.during.numerator / total
    by = f"{_these(metric)} by {_COLUMNS.get(first.column, first.column)}"
    title = f"{first.value}: {share:.0%} of the {_these(metric)[0].lower()}{_these(metric)[1:]}" if share >= 0.5 else by
    return ChartFigure(name="drivers.svg", svg=svg, title=title, subtitle=f"{by}, {total:,} in all")


_COLUMNS = {"sku": "SKU"}


def _these(metric: Metric) -> str:
    """What the metric complains of: Late orders; Orders cancelled by the seller's fault."""
    called = metric.called if metric.better == "low" else f"not {metric.called}"
    return f"{metric.noun} {called}".capitalize() if " " in called else f"{called} {metric.noun}".capitalize()


# --- what is drawn --------------------------------------------------------------------------------


def _events(case: Case, style: Style) -> Iterator[Any]:
    """When each cause began and each action was done, by the letters of the table on page 1."""
    from kit.tools.charts import Event

    seen: set[tuple[str, date]] = set()
    letters = {cause.id: cause_letter(n) for n, cause in enumerate(case.root_causes)}
    began: dict[date, list[str]] = {}
    for cause in case.root_causes:
        if cause.when:
            began.setdefault(day_of(cause.when, style.zone), []).append(letters[cause.id])
    for day, named in began.items():
        yield Event(name=f"Cause {', '.join(named)}" if len(named) < 4 else f"{len(named)} causes", day=day, kind="cause")
    for action in case.corrective:
        letter = next((letters[i] for i in action.answers), None)
        if letter and action.done and (letter, day := day_of(action.done, style.zone)) not in seen:
            seen.add((letter, day))
            yield Event(name=letter, day=day)


def _limit(case: Case, policy: Policy, metric: Metric) -> float | None:
    """The limit as a share, as the notice prints it, or as an official page that was seen states it; else none is drawn.

    The notice's limit stands in `violation.figures` as `late_dispatch_limit`, or in the facts of the notice as `limit`.
    """
    printed = [f.value for f in case.violation.figures if f.metric == f"{metric.id}_limit"]
    printed += [text for item in case.evidence if item.kind == "notice" for key, text in item.facts if key == "limit"]
    for text in printed:
        found = _PERCENT.fullmatch(text.strip())
        if found:
            return float(found[1]) / 100
    fact = policy.get(metric.limit or f"{metric.id}.limit")
    if fact and fact.is_quotable and fact.unit == "%" and isinstance(fact.value, int | float):
        return fact.value / 100
    return None


def _top_column(analysis: Analysis) -> tuple[Driver, ...]:
    """The drivers of the first column, if any of their orders were late."""
    column = tuple(d for d in analysis.drivers if d.column == analysis.drivers[0].column)
    return column if sum(d.during.numerator for d in column) else ()

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
from kit.model import Analysis, Case, Driver, Family, Metric, Policy, Rate, day_of
from kit.tools import figures

_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s?[%％]")


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
    """The charts of the main metric; None if no orders were counted by week."""
    metric = main_metric(analysis, family)
    if metric is None or not any(week.denominator for week in metric.weekly):
        return None
    from kit.tools import charts  # altair takes a second to import

    dates, limit = policy.site.date_style, _limit(case, policy, metric, is_main=analysis.main in {None, metric.id})
    found = _top_column(analysis) if case.stance == "plan" else ()
    return Drawings(
        metric=metric,
        limit=limit,
        weekly=charts.weekly_rate(metric, tuple(_events(case, style(policy))), limit, style=dates),
        compared=charts.before_after(metric, limit, style=dates),
        sources=charts.drivers(found) if found else None,
        found=found,
    )


def results(case: Case, drawn: Drawings, *, labels: Mapping[str, str], style: Style, pictured: bool = True) -> Results:
    """The charts with their words, as the letter prints them; the words alone where they are not `pictured`."""
    from kit.tools import charts

    def draw(chart: Any) -> str:
        return charts.svg(chart) if pictured else ""

    narrow = [_by_period(drawn.metric, style, draw(drawn.compared))]
    if drawn.sources is not None:
        narrow.append(_by_driver(drawn.found, drawn.metric, style, draw(drawn.sources)))
    wide = _by_week(case, drawn.metric, limit=drawn.limit, labels=labels, style=style, svg=draw(drawn.weekly))
    title = style.says("results" if case.stance == "plan" else "figures")
    return Results(title=title, wide=wide, narrow=tuple(narrow))


# --- figures with their words -------------------------------------------------------------------


def _by_week(
    case: Case, metric: Metric, *, limit: float | None, labels: Mapping[str, str], style: Style, svg: str
) -> ChartFigure:
    notes = []
    if limit is not None:
        notes.append(style.says("filled_points"))
    letters = sorted({event.name for event in _events(case, style) if event.kind == "action"})
    if letters:
        notes.append(style.says("lettered", letters=style.listed(letters)))
    source = next((labels[e.id] for e in case.evidence if e.made == "affected_orders" and e.id in labels), None)
    if source:
        notes.append(style.says("listed_in", these=style.these(metric), n=source))
    named = style.metric(metric)
    return ChartFigure(
        name="weekly.svg",
        svg=svg,
        title=_since(case, metric, limit, style) or style.says("by_week", metric=named),
        subtitle=style.says("share_by_week", metric=named, noun=metric.noun),
        notes=(style.joined(notes),) if notes else (),
    )


def _since(case: Case, metric: Metric, limit: float | None, style: Style) -> str | None:
    """The finding, if it is one: every whole week after the last action lies within the limit."""
    days = [day_of(a.done, style.zone) for a in case.corrective if a.done]
    if limit is None or not days or len(days) < len(case.corrective):
        return None
    later = [week for week in metric.weekly if week.window.start > max(days) and week.denominator]
    if not later or any(metric.is_past(week, limit) for week in later):
        return None
    return style.says("within", day=style.day(later[0].window.start, year=False))


def _by_period(metric: Metric, style: Style, svg: str) -> ChartFigure:
    during, after = metric.rate("during"), metric.rate("after")
    named = style.metric(metric)
    title = style.says("by_period", metric=named)
    if during and after and during.value is not None and after.value is not None and after.value < during.value:
        title = style.says("from_to", before=figures.share(during.value), after=figures.share(after.value))
    return ChartFigure(
        name="periods.svg",
        svg=svg,
        title=title,
        subtitle=style.says("with_interval", metric=named),
        notes=tuple(_counted(name, rate, metric.noun, style) for name, rate in metric.periods),
    )


def _counted(name: str, rate: Rate, noun: str, style: Style) -> str:
    counted = style.counts(rate, noun) if rate.denominator else style.none_counted(noun, is_later=name == "after")
    interval = style.interval(rate.low, rate.high)
    return style.says("counted", name=style.says(name), days=style.span(rate.window), counted=f"{counted}{interval}")


def _by_driver(found: tuple[Driver, ...], metric: Metric, style: Style, svg: str) -> ChartFigure:
    rate = metric.rate("during")
    total = sum(d.during.numerator for d in found)
    if rate and found[0].column == "sku":  # an order with several SKUs stands at each
        total = metric.wrong(rate)
    first, these = found[0], style.these(metric)
    share = first.during.numerator / total
    by = style.says("these_by", these=these, column=style.column(first.column))
    part = style.says("share_of", value=first.value, share=f"{share:.0%}", these=f"{these[0].lower()}{these[1:]}")
    title = part if share >= 0.5 else by
    return ChartFigure(name="drivers.svg", svg=svg, title=title, subtitle=style.says("in_all", by=by, total=f"{total:,}"))


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


def printed_limit(case: Case, metric: Metric, *, is_main: bool) -> float | None:
    """The limit that the notice prints, as a share.

    It stands in `violation.figures` as `late_dispatch_limit`, or in the facts of the notice as `limit`: that of the main metric.
    """
    printed = [f.value for f in case.violation.figures if f.metric == f"{metric.id}_limit"]
    if is_main:
        printed += [text for item in case.evidence if item.kind == "notice" for key, text in item.facts if key == "limit"]
    found = next((m for text in printed if (m := _PERCENT.fullmatch(text.strip()))), None)
    return float(found[1].replace(",", ".")) / 100 if found else None


def _limit(case: Case, policy: Policy, metric: Metric, *, is_main: bool) -> float | None:
    """The limit as a share, as the notice prints it, or as an official page that was seen states it; else none is drawn."""
    if (printed := printed_limit(case, metric, is_main=is_main)) is not None:
        return printed
    fact = policy.get(metric.limit_fact)
    if fact and fact.is_quotable and fact.unit == "%" and isinstance(fact.value, int | float):
        return fact.value / 100
    return None


def _top_column(analysis: Analysis) -> tuple[Driver, ...]:
    """The drivers of the first column, if any of their orders were late."""
    column = tuple(d for d in analysis.drivers if d.column == analysis.drivers[0].column)
    return column if sum(d.during.numerator for d in column) else ()

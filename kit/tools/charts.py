"""The letter's three charts: Altair charts (live in Jupyter), and the same spec as SVG for the PDF. 1 px = 1 pt.

Made to design/DESIGN-LOOK: direct labels, no legend, no grid, zero base. Colour never carries meaning alone: filled or
hollow, dash, position or a word says it too. The title is the letter's, so it is not drawn. A limit is a share: 0.04.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from html import unescape
from itertools import pairwise, product
from typing import Any, Literal

import altair as alt

from kit.model import Driver, Metric, Rate
from kit.paths import FONTS
from kit.tools import figures
from kit.tools.label_places import Box, Label, Mark, beside_lines, first_free, shortened, width

FONT = "Source Sans 3"
INK, GREY, ACCENT, LIMIT = "#16191D", "#56616B", "#123F63", "#A63A00"
EVENT_LINE, OTHER_BAR, HAIRLINE = "#8A949D", "#9AA5AF", "#9AA5AF"
WIDE, NARROW = (276.0, 158.0), (197.0, 62.0)
TEXT = 8.5
ROW = 10.5  # height of one row of names over the weekly chart
_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.1, 0.15, 0.2, 0.25)
_ONE = alt.Data(values=[{}])


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened on a day, drawn as a line with its name: a cause, or an action by its letter."""

    name: str
    day: date
    kind: Literal["cause", "action"] = "action"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """The field that data are drawn in: margins around it, and the values at its edges (x from 0, y from 0)."""

    size: tuple[float, float]
    left: float
    right: float
    top: float
    bottom: float
    x: float  # value at the right edge
    y: float = 1.0  # value at the top edge

    @property
    def width(self) -> float:
        """Width in points."""
        return self.size[0] - self.left - self.right

    @property
    def height(self) -> float:
        """Height in points."""
        return self.size[1] - self.top - self.bottom

    @property
    def box(self) -> Box:
        """Where labels may stand: the field and its margins, above the axis."""
        return Box(-self.left, -self.top, self.width + self.right, self.height)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Values as points from the top left corner of the field."""
        return x / self.x * self.width, self.height - y / self.y * self.height


def weekly_rate(metric: Metric, events: Sequence[Event] = (), limit: float | None = None, *, style: str = "day_first") -> Any:
    """The share of each week as a line, 276 x 158: filled points are above the limit, hollow ones within it."""
    weeks = tuple(rate for rate in metric.weekly if rate.denominator)
    if not weeks:
        return _nothing(WIDE)
    start, end = weeks[0].window.start - timedelta(days=weeks[0].window.start.weekday()), weeks[-1].window.end
    top = max(max(rate.value or 0 for rate in weeks), limit or 0, 0.01)
    field = Field(size=WIDE, left=27, right=12, top=16, bottom=14, x=(end - start).days + 1, y=top * 1.14)
    shown = [event for event in events if start <= event.day <= end]
    marks, names = _event_labels(shown, start, field, style)
    if names is None:
        field = replace(field, top=field.top + ROW)
        marks, names = _event_labels_in_two_rows(shown, start, field, style)
    x = alt.X(
        "at:T",
        scale=alt.Scale(type="utc", domain=[_ms(start), _ms(end + timedelta(days=1))], nice=False),
        axis=_axis(
            values=[_ms(day) for day in _mondays(start, end, shown)], format="%b %-d" if style == "month_first" else "%-d %b"
        ),
    )
    y = alt.Y("share:Q", scale=alt.Scale(domain=[0, field.y], nice=False), axis=_axis_y(top))
    rows = [_week(rate, limit, style) for rate in weeks]
    base = alt.Chart(alt.Data(values=rows)).encode(x=x, y=y)
    layers = [
        *_event_lines(shown, names, x, field),
        *_limit_across(limit, y, field),
        base.mark_line(color=ACCENT, strokeWidth=1.4, strokeJoin="round"),
        base.mark_point(**_POINT).encode(
            fill=_fill(), tooltip=[alt.Tooltip(f"{name}:N") for name in ("week", "late", "interval")]
        ),
        *[_text(label, INK) for label in names],
        *[
            _text(label, LIMIT if label.text.startswith("Limit") else ACCENT)
            for label in _values(weeks, start, limit, field, marks)
        ],
    ]
    return _picture(field, layers)


def before_after(metric: Metric, limit: float | None = None, *, style: str = "day_first") -> Any:
    """Each period's share with its 95 % interval, 197 x 62: a dot on a bar, hollow within the limit, the share at the right."""
    rows = [_period(name, rate, limit, style) for name, rate in metric.periods if rate.denominator]
    if not rows:
        return _nothing(NARROW)
    top = max(*(row["high"] for row in rows), limit or 0)
    field = Field(size=NARROW, left=36, right=34, top=11 if limit else 2, bottom=14, x=top * 1.03)
    across = {"scale": alt.Scale(domain=[0, field.x], nice=False), "axis": _axis_x(top)}
    x = alt.X("share:Q", **across)
    y = alt.Y("period:N", sort=None, scale=alt.Scale(paddingInner=0, paddingOuter=0), axis=_axis_names(TEXT + 0.5))
    base = alt.Chart(alt.Data(values=rows)).encode(y=y)
    seen = [alt.Tooltip(f"{name}:N") for name in ("period", "days", "late", "interval")]
    layers = [
        *_limit_down(limit, x, field),
        base.mark_rule(color=ACCENT, strokeWidth=2.2).encode(x=alt.X("low:Q", **across), x2="high:Q", tooltip=seen),
        base.mark_point(**_POINT).encode(x=x, fill=_fill(), tooltip=seen),
        base.mark_text(align="right", x=field.width + field.right - 1, color=ACCENT, fontWeight=600, fontSize=TEXT + 0.5).encode(
            text="printed:N"
        ),
    ]
    return _picture(field, layers)


def drivers(found: Sequence[Driver]) -> Any:
    """Late orders by value of the first driver's column, 197 x 62: that driver in the accent, then the largest, then the rest."""
    rows = _bars(tuple(found))
    if not rows:
        return _nothing(NARROW)
    names = width(max((row["name"] for row in rows), key=lambda text: width(text, TEXT + 0.5)), TEXT + 0.5)
    ends = max(width(row["printed"], TEXT) for row in rows)
    most = max(row["late"] for row in rows)
    field = Field(size=(NARROW[0], min(NARROW[1], 15.5 * len(rows))), left=names + 9, right=ends + 6, top=0, bottom=0, x=most)
    x = alt.X("late:Q", scale=alt.Scale(domain=[0, most], nice=False), axis=None)
    y = alt.Y("name:N", sort=None, scale=alt.Scale(paddingInner=0, paddingOuter=0), axis=_axis_names(TEXT + 0.5))
    base = alt.Chart(alt.Data(values=rows)).encode(x=x, y=y, tooltip=[alt.Tooltip("value:N"), alt.Tooltip("printed:N")])
    colour = alt.Color("first:N", scale=alt.Scale(domain=[True, False], range=[ACCENT, OTHER_BAR]), legend=None)
    layers = [
        base.mark_bar(height=10.5).encode(color=colour),
        base.mark_text(align="left", dx=4, color=INK, fontSize=TEXT).encode(text="printed:N"),
    ]
    return _picture(field, layers)


def svg(chart: Any) -> str:
    """The chart for the PDF, the same text each time: exact size, circles as circles, no background."""
    import vl_convert

    _fonts()
    drawn: str = vl_convert.vegalite_to_svg(json.dumps(chart.to_dict(), sort_keys=True))
    drawn = re.sub(r'<rect width="[\d.]+" height="[\d.]+" fill="white"/>', "", drawn, count=1)
    return _TEXT.sub(_from_the_left, _ARCS.sub(r'<circle \1r="\2"\3/>', drawn))


_ARCS = re.compile(r'<path ([^>]*?)d="M([\d.]+),0A\2,\2,0,1,1,-\2,0A\2,\2,0,1,1,\2,0"([^>]*?)/>')
"""A circle as Vega draws it, in two arcs, which WeasyPrint turns into a hexagon."""
_TEXT = re.compile(r'<text text-anchor="(middle|end)" transform="translate\(([-\d.]+),([-\d.]+)\)"([^>]*)>([^<]*)</text>')
_POINT: dict[str, Any] = {"shape": "circle", "size": 20, "stroke": ACCENT, "strokeWidth": 1.2, "opacity": 1}


def _from_the_left(text: re.Match[str]) -> str:
    """The same text anchored at its start: WeasyPrint makes any other a form of its own, whose first stem pdfium can lose."""
    anchor, x, y, look, said = text.groups()
    size = re.search(r'font-size="([\d.]+)px"', look)
    wide = width(unescape(said), float(size[1]) if size else TEXT, strong='font-weight="600"' in look)
    left = float(x) - (wide if anchor == "end" else wide / 2)
    return f'<text transform="translate({left:.3f},{y})"{look}>{said}</text>'


@cache
def _fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))


# --- rows of data -----------------------------------------------------------------------------


def _week(rate: Rate, limit: float | None, style: str) -> dict[str, Any]:
    """A point stands in the middle of its week, so that an action's line falls where it happened."""
    return {
        "at": _ms(rate.window.start) + rate.window.days * 43_200_000,
        "week": figures.window(rate.window, style),
        **_said(rate, limit),
    }


def _period(name: str, rate: Rate, limit: float | None, style: str) -> dict[str, Any]:
    days = figures.window(rate.window, style)
    return {"period": name.capitalize(), "days": days, "low": rate.low, "high": rate.high, **_said(rate, limit)}


def _said(rate: Rate, limit: float | None) -> dict[str, Any]:
    share = rate.value or 0.0
    interval = figures.interval(rate.low, rate.high)
    said = {"share": share, "printed": figures.share(share), "late": figures.counts(rate), "interval": interval}
    return {**said, "over": limit is None or share > limit}


def _bars(found: tuple[Driver, ...]) -> list[dict[str, Any]]:
    column = tuple(d for d in found if d.column == found[0].column) if found else ()
    total = sum(d.during.numerator for d in column)
    if not total:
        return []
    ranked = sorted(column, key=lambda d: (d is not column[0], -d.during.numerator))
    kept = [(d.value, d.during.numerator) for d in ranked[: 4 if len(ranked) <= 4 else 3]]
    if len(ranked) > 4:
        kept.append((f"{len(ranked) - 3} others", sum(d.during.numerator for d in ranked[3:])))
    return [
        {
            "name": shortened(name, 78, TEXT + 0.5),
            "value": name,
            "late": late,
            "printed": f"{late:,} ({late / total:.0%})",
            "first": n == 0,
        }
        for n, (name, late) in enumerate(kept)
    ]


def _mondays(start: date, end: date, events: Sequence[Event]) -> list[date]:
    """Mondays to name on the axis: as many as have room, and of two ways to skip the one that meets more events."""
    weeks = ((end - start).days + 7) // 7
    step = max(1, -(-weeks // 6))
    met = {event.day - timedelta(days=event.day.weekday()) for event in events if event.day.weekday() == 0}
    choices = [[start + timedelta(weeks=n) for n in range(first, weeks, step)] for first in range(min(step, weeks))]
    return max(choices, key=lambda days: (len(met & set(days)), len(days)))


def _ms(day: date) -> int:
    return int(datetime.combine(day, time.min, UTC).timestamp() * 1000)


# --- labels -----------------------------------------------------------------------------------


def _event_labels(
    events: Sequence[Event], start: date, field: Field, style: str, *, y: float = -7, through: Sequence[Mark] = ()
) -> tuple[list[Mark], tuple[Label, ...] | None]:
    """The lines' names in one row over the field, close actions under one name where there is no room for each; or None."""
    groups = _joined([[event] for event in sorted(events, key=lambda e: (e.day, e.kind, e.name))], within=0)
    room = Box(-field.left, -field.top, field.width + field.right, 2)
    marks: list[Mark] = []
    for dated, gap in product((True, False), range(15)):
        marks = [_mark(group, start, field, style, dated=dated) for group in _joined(groups, within=gap)]
        labels = beside_lines(marks, y=y, size=TEXT, field=room, through=through)
        if labels is not None:
            return marks, labels
    return marks, None


def _event_labels_in_two_rows(
    events: Sequence[Event], start: date, field: Field, style: str
) -> tuple[list[Mark], tuple[Label, ...]]:
    """Causes over actions. A name that still finds no room is left to the letter's text; its line stays."""
    causes, actions = ([e for e in events if e.kind == kind] for kind in ("cause", "action"))
    upper, above = _event_labels(causes, start, field, style, y=-7 - ROW)
    lower, below = _event_labels(actions, start, field, style, through=upper)
    return [*upper, *lower], (*(above or ()), *(below or ()))


def _event_lines(events: Sequence[Event], names: tuple[Label, ...], x: Any, field: Field) -> list[Any]:
    """A thin line for each day, up to the row where its name stands."""
    raised = min((label.y for label in names), default=-7.0)
    lines = []
    for kind, top in (("cause", raised + 3), ("action", -4.0)):
        days = [{"at": _ms(day)} for day in sorted({event.day for event in events if event.kind == kind})]
        drawn = alt.Chart(alt.Data(values=days)).mark_rule(color=EVENT_LINE, strokeWidth=0.5, y=top, y2=field.height)
        lines += [drawn.encode(x=x)] if days else []
    return lines


def _joined(groups: list[list[Event]], *, within: int) -> list[list[Event]]:
    """Neighbours of one kind put together if no more than so many days lie between them."""
    joined: list[list[Event]] = []
    for group in groups:
        if joined and joined[-1][-1].kind == group[0].kind and (group[0].day - joined[-1][-1].day).days <= within:
            joined[-1] = [*joined[-1], *group]
        else:
            joined.append(list(group))
    return joined


def _mark(group: list[Event], start: date, field: Field, style: str, *, dated: bool) -> Mark:
    days = sorted({event.day for event in group})
    said = []
    for n, day in enumerate(days):
        names = ", ".join(event.name for event in group if event.day == day)
        other = days[n - 1] if style == "month_first" and n else days[min(n + 1, len(days) - 1)]
        is_said_beside = other is not day and other.month == day.month
        when = str(day.day) if is_said_beside else figures.day(day, style, year=False)
        comma = "" if group[0].kind == "action" else ","
        said.append(f"{shortened(names, 150, TEXT)}{comma} {when}" if dated else names)
    first, last = (field.at((day - start).days, 0)[0] for day in (days[0], days[-1]))
    return Mark(text=", ".join(said), first=first, last=last, strong=group[0].kind == "action")


def _values(weeks: tuple[Rate, ...], start: date, limit: float | None, field: Field, marks: list[Mark]) -> Iterator[Label]:
    """The limit's name, the highest and the last share, each where nothing else stands."""
    points = [field.at((r.window.start - start).days + r.window.days / 2, r.value or 0) for r in weeks]
    taken = [Box(x - 3, y - 3, x + 3, y + 3) for x, y in points] + list(_along(points))
    taken += [Box(x - 0.5, -4, x + 0.5, field.height) for mark in marks for x in (mark.first, mark.last)]
    ends = [(field.width, points[-1])]
    peak = max(range(len(weeks)), key=lambda n: weeks[n].value or 0)
    line = [] if limit is None else [Box(0, field.at(0, limit)[1] - 0.5, field.width, field.at(0, limit)[1] + 0.5)]
    for n in dict.fromkeys((peak, len(weeks) - 1)):
        label = first_free(
            _around(figures.share(weeks[n].value), points[n], ends[0][0] + field.right), [*taken, *line], field.box
        )
        taken.append(label.box)
        yield label
    if limit is not None:
        yield first_free(_on_line(f"Limit {figures.share(limit)}", field.at(0, limit)[1], field, marks), taken, field.box)


def _around(text: str, point: tuple[float, float], edge: float) -> list[Label]:
    x, y = point
    wide = width(text, TEXT + 0.5, strong=True)
    places: list[tuple[float, float, Literal["start", "middle", "end"]]] = [
        (x, y - 6, "middle"),
        (min(x + wide / 2, edge - 1), y - 6, "end"),
    ]
    places += [
        (x, y + 12, "middle"),
        (min(x + wide / 2, edge - 1), y + 12, "end"),
        (x - 6, y - 4, "end"),
        (x + 6, y - 4, "start"),
    ]
    places += [(x, y + 15, "middle"), (x - 6, y + 3, "end"), (x + 6, y + 3, "start"), (x, y - 16, "middle")]
    return [Label(text=text, x=a, y=b, anchor=anchor, size=TEXT + 0.5, strong=True) for a, b, anchor in places]


def _on_line(text: str, y: float, field: Field, marks: list[Mark]) -> list[Label]:
    starts = [1.0, *(mark.last + 4 for mark in marks)]
    spots = [Label(text=text, x=x, y=y - 3, anchor="start", size=TEXT) for x in starts]
    spots.append(Label(text=text, x=field.width, y=y - 3, anchor="end", size=TEXT))
    below = [Label(text=text, x=s.x, y=y + 9, anchor=s.anchor, size=TEXT) for s in spots]
    return [*spots, *below]


def _along(points: list[tuple[float, float]]) -> Iterator[Box]:
    """Small boxes along a line through the points."""
    for (x0, y0), (x1, y1) in pairwise(points):
        steps = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) // 2))
        for n in range(steps + 1):
            x, y = x0 + (x1 - x0) * n / steps, y0 + (y1 - y0) * n / steps
            yield Box(x - 0.7, y - 0.7, x + 0.7, y + 0.7)


# --- pieces of a drawing ----------------------------------------------------------------------


def _text(label: Label, colour: str) -> Any:
    align = {"start": "left", "middle": "center", "end": "right"}[label.anchor]
    weight = 600 if label.strong else 400
    drawn = alt.Chart(_ONE).mark_text(align=align, baseline="alphabetic", color=colour, fontSize=label.size, fontWeight=weight)
    return drawn.encode(x=alt.value(round(label.x, 2)), y=alt.value(round(label.y, 2)), text=alt.value(label.text))


def _limit_across(limit: float | None, y: Any, field: Field) -> list[Any]:
    if limit is None:
        return []
    line = alt.Chart(alt.Data(values=[{"share": limit}])).mark_rule(
        color=LIMIT, strokeDash=[4, 2.5], strokeWidth=0.9, x=0, x2=field.width
    )
    return [line.encode(y=y)]


def _limit_down(limit: float | None, x: Any, field: Field) -> list[Any]:
    if limit is None:
        return []
    line = alt.Chart(alt.Data(values=[{"share": limit}])).mark_rule(
        color=LIMIT, strokeDash=[4, 2.5], strokeWidth=0.9, y=-1, y2=field.height
    )
    text, place = f"Limit {figures.share(limit)}", field.at(limit, 0)[0]
    spots = [
        Label(text=text, x=place + dx, y=-3.5, anchor=anchor, size=TEXT)
        for dx, anchor in ((0, "middle"), (-2, "start"), (2, "end"))
    ]  # type: ignore[arg-type]
    return [line.encode(x=x), _text(first_free(spots, (), field.box), LIMIT)]


def _fill() -> Any:
    return alt.Fill("over:N", scale=alt.Scale(domain=[True, False], range=[ACCENT, "white"]), legend=None)


def _ticks(top: float) -> tuple[list[float], str]:
    """At most four ticks from zero, and how they are written."""
    step = next((s for s in _STEPS if top / s < 4), 0.25)
    return [round(n * step, 4) for n in range(int(top / step) + 1)], ".0%" if step >= 0.01 else ".1%"


def _axis(**given: Any) -> Any:
    look = {"grid": False, "title": None, "domainColor": HAIRLINE, "domainWidth": 0.5, "tickColor": HAIRLINE, "tickWidth": 0.5}
    text = {
        "labelColor": GREY,
        "labelFontSize": TEXT,
        "labelFlush": False,
        "labelOverlap": False,
        "labelBound": False,
        "labelPadding": 2,
    }
    return alt.Axis(**{**look, **text, "tickSize": 3, "tickRound": False, "translate": 0, **given})


def _axis_y(top: float) -> Any:
    values, form = _ticks(top)
    return _axis(values=values, format=form, domain=False, ticks=False, labelPadding=4)


def _axis_x(top: float) -> Any:
    values, form = _ticks(top)
    return _axis(values=values, format=form)


def _axis_names(size: float) -> Any:
    return _axis(domain=False, ticks=False, labelColor=INK, labelFontSize=size, labelPadding=6, labelLimit=0)


def _picture(field: Field, layers: list[Any]) -> Any:
    """All layers in one field with fixed margins: the view is exactly the size, whatever the labels are."""
    padding = {"left": field.left, "right": field.right, "top": field.top, "bottom": field.bottom}
    view = alt.layer(*layers).properties(width=field.width, height=field.height, padding=padding, autosize="none")
    return view.configure(font=FONT, background="white", view=alt.ViewConfig(stroke=None)).configure_scale(round=False)


def _nothing(size: tuple[float, float]) -> Any:
    field = Field(size=size, left=0, right=0, top=0, bottom=0, x=1)
    said = Label(text="No orders to draw", x=size[0] / 2, y=size[1] / 2, anchor="middle", size=TEXT)
    return _picture(field, [_text(said, GREY)])

"""The letter's three charts: Altair charts (live in Jupyter), and the same spec as SVG for the PDF. 1 px = 1 pt.

Made to design/DESIGN-LOOK: direct labels, no legend, no grid, zero base. Colour never carries meaning alone: filled or
hollow, dash, position or a word says it too. The title is the letter's, so it is not drawn. A limit is a share: 0.04.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from html import unescape
from typing import Any

import altair as alt

from kit.model import Driver, Metric, Rate
from kit.paths import FONTS
from kit.tools import figures
from kit.tools.chart_labels import ROW, TEXT, Event, Field, event_labels, event_labels_in_two_rows, value_labels
from kit.tools.label_places import Label, first_free, shortened, width

FONT = "'Source Sans 3', 'Noto Sans SC', 'Noto Sans Thai', 'Noto Sans Arabic', sans-serif"
INK, GREY, ACCENT, LIMIT = "#16191D", "#56616B", "#123F63", "#A63A00"
EVENT_LINE, OTHER_BAR, HAIRLINE = "#8A949D", "#9AA5AF", "#9AA5AF"
WIDE, NARROW = (276.0, 158.0), (197.0, 62.0)
_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.1, 0.15, 0.2, 0.25)


def weekly_rate(metric: Metric, events: Sequence[Event] = (), limit: float | None = None, *, style: str = "day_first") -> Any:
    """The share of each week as a line, 276 x 158: filled points are above the limit, hollow ones within it."""
    weeks = tuple(rate for rate in metric.weekly if rate.denominator)
    if not weeks:
        return _nothing(WIDE)
    start, end = weeks[0].window.start - timedelta(days=weeks[0].window.start.weekday()), weeks[-1].window.end
    top = max(*(rate.value or 0 for rate in weeks), limit or 0, 0.01)
    field = Field(size=WIDE, left=27, right=12, top=16, bottom=14, x=(end - start).days + 1, y=top * 1.14)
    shown = [event for event in events if start <= event.day <= end]
    marks, names = event_labels(shown, start, field, style)
    if names is None:
        field = replace(field, top=field.top + ROW)
        marks, names = event_labels_in_two_rows(shown, start, field, style)
    x = alt.X(
        "at:T",
        scale=alt.Scale(type="utc", domain=[_ms(start), _ms(end + timedelta(days=1))], nice=False),
        axis=_axis(
            values=[_ms(day) for day in _mondays(start, end, shown)], format="%b %-d" if style == "month_first" else "%-d %b"
        ),
    )
    y = alt.Y("share:Q", scale=alt.Scale(domain=[0, field.y], nice=False), axis=_axis_y(top))
    rows = [_week(rate, limit, style) for rate in weeks]
    base = _chart(rows).encode(x=x, y=y)
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
            for label in value_labels(weeks, start, limit, field, marks)
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
    base = _chart(rows).encode(y=y)
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
    base = _chart(rows).encode(x=x, y=y, tooltip=[alt.Tooltip("value:N"), alt.Tooltip("printed:N")])
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
_TEXT = re.compile(r'<text ([^>]*?)text-anchor="(middle|end)" transform="translate\(([-\d.]+),([-\d.]+)\)"([^>]*)>([^<]*)</text>')
_POINT: dict[str, Any] = {"shape": "circle", "size": 20, "stroke": ACCENT, "strokeWidth": 1.2, "opacity": 1}


def _from_the_left(text: re.Match[str]) -> str:
    """The same text anchored at its start: WeasyPrint makes any other a form of its own, whose first stem pdfium can lose."""
    before, anchor, x, y, look, said = text.groups()
    size = re.search(r'font-size="([\d.]+)px"', look)
    wide = width(unescape(said), float(size[1]) if size else TEXT, strong='font-weight="600"' in look)
    left = float(x) - (wide if anchor == "end" else wide / 2)
    return f'<text {before}transform="translate({left:.3f},{y})"{look}>{said}</text>'


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


# --- pieces of a drawing ----------------------------------------------------------------------


def _event_lines(events: Sequence[Event], names: tuple[Label, ...], x: Any, field: Field) -> list[Any]:
    """A thin line for each day, up to the row where its name stands."""
    raised = min((label.y for label in names), default=-7.0)
    lines = []
    for kind, top in (("cause", raised + 3), ("action", -4.0)):
        days = [{"at": _ms(day)} for day in sorted({event.day for event in events if event.kind == kind})]
        drawn = _chart(days).mark_rule(color=EVENT_LINE, strokeWidth=0.5, y=top, y2=field.height)
        lines += [drawn.encode(x=x)] if days else []
    return lines


def _chart(rows: list[dict[str, Any]]) -> Any:
    return alt.Chart(alt.Data(values=rows))  # type: ignore[no-untyped-call]


def _text(label: Label, colour: str) -> Any:
    align = {"start": "left", "middle": "center", "end": "right"}[label.anchor]
    weight = 600 if label.strong else 400
    drawn = _chart([{}]).mark_text(align=align, baseline="alphabetic", color=colour, fontSize=label.size, fontWeight=weight)
    return drawn.encode(x=alt.value(round(label.x, 2)), y=alt.value(round(label.y, 2)), text=alt.value(label.text))


def _limit_across(limit: float | None, y: Any, field: Field) -> list[Any]:
    if limit is None:
        return []
    line = _chart([{"share": limit}]).mark_rule(color=LIMIT, strokeDash=[4, 2.5], strokeWidth=0.9, x=0, x2=field.width)
    return [line.encode(y=y)]


def _limit_down(limit: float | None, x: Any, field: Field) -> list[Any]:
    if limit is None:
        return []
    line = _chart([{"share": limit}]).mark_rule(color=LIMIT, strokeDash=[4, 2.5], strokeWidth=0.9, y=-1, y2=field.height)
    text, place = f"Limit {figures.share(limit)}", field.at(limit, 0)[0]
    middle = Label(text=text, x=place, y=-3.5, anchor="middle", size=TEXT)
    spots = [middle, replace(middle, x=place - 2, anchor="start"), replace(middle, x=place + 2, anchor="end")]
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


__all__ = ["Event", "before_after", "drivers", "svg", "weekly_rate"]

"""Which words stand where in the weekly chart: names of causes and actions, the limit, the highest and the last share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product
from typing import Literal

from kit.model import Rate
from kit.tools import figures
from kit.tools.label_places import Box, Label, Mark, beside_lines, first_free, shortened, width

TEXT = 8.5
ROW = 10.5  # height of one row of names over the chart


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


def event_labels(
    events: Sequence[Event],
    start: date,
    field: Field,
    style: str,
    *,
    y: float = -7,
    through: Sequence[Mark] = (),
    bare: bool = False,
) -> tuple[list[Mark], tuple[Label, ...] | None]:
    """The lines' names in one row over the field, close actions under one name where there is no room for each; or None."""
    groups = _joined([[event] for event in sorted(events, key=lambda e: (e.day, e.kind, e.name))], within=0)
    room = Box(-field.left, -field.top, field.width + field.right, 2)
    marks: list[Mark] = []
    for dated, gap in product((True, False) if bare else (True,), range(15)):
        marks = [_mark(group, start, field, style, dated=dated) for group in _joined(groups, within=gap)]
        labels = beside_lines(marks, y=y, size=TEXT, field=room, through=through)
        if labels is not None:
            return marks, labels
    return marks, None


def event_labels_in_two_rows(
    events: Sequence[Event], start: date, field: Field, style: str
) -> tuple[list[Mark], tuple[Label, ...]]:
    """Causes over actions. A name that still finds no room is left to the letter's text; its line stays."""
    causes, actions = ([e for e in events if e.kind == kind] for kind in ("cause", "action"))
    upper, above = event_labels(causes, start, field, style, y=-7 - ROW, bare=True)
    lower, below = event_labels(actions, start, field, style, through=upper, bare=True)
    return [*upper, *lower], (*(above or ()), *(below or ()))


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
        beside = days[max(n - 1, 0) : n] if style == "month_first" else days[n + 1 : n + 2]  # whose month speaks for this day too
        when = str(day.day) if beside and beside[0].month == day.month else figures.day(day, style, year=False)
        comma = "" if group[0].kind == "action" else ","
        said.append(f"{shortened(names, 150, TEXT)}{comma} {when}" if dated else names)
    first, last = (field.at((day - start).days, 0)[0] for day in (days[0], days[-1]))
    return Mark(text=", ".join(said), first=first, last=last, strong=group[0].kind == "action")


def value_labels(weeks: tuple[Rate, ...], start: date, limit: float | None, field: Field, marks: list[Mark]) -> Iterator[Label]:
    """The highest share, the limit's name and the last share, each where nothing else stands.

    The last is left out where it would stand on another word: right beside a peak that says nearly the same.
    """
    points = [field.at((r.window.start - start).days + r.window.days / 2, r.value or 0) for r in weeks]
    taken = [Box(x - 3, y - 3, x + 3, y + 3) for x, y in points] + list(_along(points))
    taken += [Box(x - 0.5, -4, x + 0.5, field.height) for mark in marks for x in (mark.first, mark.last)]
    peak = max(range(len(weeks)), key=lambda n: weeks[n].value or 0)
    places = [_around(figures.share(weeks[peak].value), points[peak], field.width + field.right)]
    if limit is not None:
        height = field.at(0, limit)[1]
        taken.append(Box(0, height - 0.5, field.width, height + 0.5))
        places.append(_on_line(f"Limit {figures.share(limit)}", height, field, marks))
    if peak != len(weeks) - 1:
        places.append(_around(figures.share(weeks[-1].value), points[-1], field.width + field.right))
    words: list[Box] = []
    for candidates in places:
        label = first_free(candidates, [*taken, *words], field.box)
        if not any(label.box.touches(word) for word in words):
            words.append(label.box)
            yield label


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
    places += [
        (x - 5, y - 1, "end"),
        (x + 5, y - 1, "start"),
        (x, y + 15, "middle"),
        (x - 6, y + 3, "end"),
        (x + 6, y + 3, "start"),
        (x, y - 16, "middle"),
    ]
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

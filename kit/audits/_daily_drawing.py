"""Orders by day as a drawing: new and returning buyers one above the other, the days of the notice marked, a usual day as a line.

Days outside the export are hatched: no bar there means that nothing is known, not that nobody bought.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from kit.audits import _svg
from kit.audits._daily import Daily
from kit.audits._svg import ACCENT, ALARM, GREY, HAIR, INK
from kit.model import Window
from kit.tools import figures

_HIGH, _LEFT, _TOP, _FLOOR = 150, 26, 30, 124
_LABEL = 56  # points that the name of a day takes
_APART, _HATCH = 7, 40  # points from one line of a hatch to the next, and that one reaches sideways
_UNKNOWN_LABEL = 76

_NEW, _AGAIN = "Orders of new buyers", "of returning buyers, or not told"
_LEGEND = 7.5


def drawing(found: Daily, spike: Window | None, *, style: str) -> str:
    """An SVG, 540 points wide, from the days before the notice to the last that the rates speak of."""
    last = found.since or found.notice
    whole = Window(start=found.before.start, end=last.end)
    orders = found.by_day(whole)
    new = found.by_day(whole, found.new)
    wide = (_svg.WIDE - _LEFT) / whole.days
    scale = (_FLOOR - _TOP) / max(1, int(orders.max()))

    def x(day: date) -> float:
        return _LEFT + wide * (day - whole.start).days

    parts = [*_notice(x(found.notice.start), x(found.notice.end) + wide, figures.window(found.notice, style))]
    for unknown in _unknown(found, whole):
        parts += _hatched(x(unknown.start), x(unknown.end) + wide)
    for n, (count, fresh) in enumerate(zip(orders.tolist(), new.tolist(), strict=True)):
        parts += _bar(_LEFT + wide * n, wide, fresh * scale, (count - fresh) * scale)
    parts += _line(found, scale)
    if found.usual:
        parts += _legend_usual()
    if spike:
        parts.append(
            _svg.text(f"{int(found.by_day(spike).max()):,}", x(spike.start) - 3, _TOP + 7, INK, weight=600, anchor="end")
        )
    parts += _days(whole, wide, style)
    return _svg.drawing([*parts, *_legend()], _HIGH)


def _bar(x: float, wide: float, new: float, again: float) -> Iterator[str]:
    """One day: new buyers at the floor, the others above them."""
    inner = max(0.8, wide - 1)
    yield f'<rect x="{x:.1f}" y="{_FLOOR - new:.1f}" width="{inner:.1f}" height="{new:.1f}" fill="{ACCENT}"/>'
    yield f'<rect x="{x:.1f}" y="{_FLOOR - new - again:.1f}" width="{inner:.1f}" height="{again:.1f}" fill="#8FA3B3"/>'


def _unknown(found: Daily, whole: Window) -> Iterator[Window]:
    """The days of the drawing before and after those that the export tells of."""
    if whole.start < found.told.start:
        yield Window(start=whole.start, end=min(whole.end, found.told.start - timedelta(days=1)))
    if found.told.end < whole.end:
        yield Window(start=max(whole.start, found.told.end + timedelta(days=1)), end=whole.end)


def _hatched(start: float, end: float) -> Iterator[str]:
    """Days of which nothing is known, said so where there is room."""
    for n in range(int((end - start) // _APART) + 1):
        x = start + _APART * n
        wide = min(_HATCH, end - x)
        yield f'<path d="M {x:.1f} {_FLOOR} L {x + wide:.1f} {_FLOOR - wide * (_FLOOR - _TOP) / _HATCH:.1f}" stroke="{HAIR}" stroke-width="0.6"/>'
    if end - start > _UNKNOWN_LABEL:
        yield f'<rect x="{start + 2:.1f}" y="{_TOP + 36}" width="{_UNKNOWN_LABEL - 6}" height="13" fill="#FFFFFF"/>'
        yield _svg.text("Not in the export", start + 6, _TOP + 46, GREY)


def _notice(start: float, end: float, days: str) -> Iterator[str]:
    """The days of the notice as a ground, named above."""
    yield f'<rect x="{start:.1f}" y="{_TOP - 4}" width="{end - start:.1f}" height="{_FLOOR - _TOP + 4}" fill="#F3EFE9"/>'
    yield _svg.text(f"Notice: {days}", start, _TOP - 8, ALARM)


def _line(found: Daily, scale: float) -> Iterator[str]:
    """The floor, and a usual day where one is known."""
    if found.usual:
        y = _FLOOR - found.usual * scale
        yield f'<path d="M {_LEFT} {y:.1f} L {_svg.WIDE} {y:.1f}" stroke="{GREY}" stroke-width="0.7" stroke-dasharray="3 2"/>'
        yield _svg.text(found.usual_shown, _LEFT - 4, y + 3, GREY, anchor="end")
    yield f'<path d="M {_LEFT} {_FLOOR} L {_svg.WIDE} {_FLOOR}" stroke="{HAIR}" stroke-width="0.8"/>'


def _days(whole: Window, wide: float, style: str) -> Iterator[str]:
    """The first of each month, and the first day where it stands clear of one."""
    firsts = [n for n in range(whole.days) if (whole.start + timedelta(days=n)).day == 1]
    for n in ([0] if not firsts or firsts[0] * wide > 60 else []) + firsts:
        x, is_last = _LEFT + wide * n, _LEFT + wide * n + _LABEL > _svg.WIDE
        said = figures.day(whole.start + timedelta(days=n), style, year=False)
        yield _svg.text(said, _svg.WIDE if is_last else x, _FLOOR + 12, GREY, anchor="end" if is_last else "start")


def _legend() -> Iterator[str]:
    y = _FLOOR + 23
    yield f'<rect x="{_LEFT}" y="{y - 6}" width="7" height="7" fill="{ACCENT}"/>'
    yield _svg.text(_NEW, _LEFT + 11, y, GREY, size=_LEGEND)
    yield f'<rect x="{_LEFT + 96}" y="{y - 6}" width="7" height="7" fill="#8FA3B3"/>'
    yield _svg.text(_AGAIN, _LEFT + 107, y, GREY, size=_LEGEND)


def _legend_usual() -> Iterator[str]:
    y = _FLOOR + 23
    yield f'<path d="M {_LEFT + 226} {y - 2.5} h 14" stroke="{GREY}" stroke-width="0.7" stroke-dasharray="3 2"/>'
    yield _svg.text("A usual day before the notice", _LEFT + 244, y, GREY, size=_LEGEND)

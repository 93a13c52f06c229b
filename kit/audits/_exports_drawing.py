"""The exports of listings as a drawing: how many SKUs held the words at each, on a line of time, and when the notice came."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from kit.audits import _svg
from kit.audits._svg import ACCENT, ALARM, GREY, HAIR, INK

_HIGH = 104
_LEFT, _RIGHT, _TOP, _FLOOR, _BAR = 50, 490, 30, 80, 26
_APART = 64  # points between two bars, so that their labels do not touch


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """One export: when it was made, its day as printed, how many SKUs held the words, of how many."""

    at: datetime
    day: str
    held: int
    of: int


def drawing(stood: Sequence[Stood], *, notice: datetime, notice_day: str) -> str:
    """An SVG, 540 points wide."""
    places = _places([s.at for s in stood])
    parts = [_line((_LEFT - 30, _FLOOR), (_RIGHT + 30, _FLOOR), GREY)]
    parts += [part for one, x in zip(stood, places, strict=True) for part in _bar(one, x)]
    parts += _mark(_between([s.at for s in stood], places, notice), f"Notice, {notice_day}")
    return _svg.drawing(parts, _HIGH)


def _places(moments: Sequence[datetime]) -> list[float]:
    """Where on the line each export stands: by its time, but never so close that labels touch."""
    first, span = moments[0], (moments[-1] - moments[0]).total_seconds() or 1.0
    found: list[float] = []
    for moment in moments:
        x = _LEFT + (_RIGHT - _LEFT) * (moment - first).total_seconds() / span
        found.append(max(x, found[-1] + _APART) if found else x)
    over = max(0.0, found[-1] - _RIGHT)
    return [x - over * n / max(1, len(found) - 1) for n, x in enumerate(found)]


def _between(moments: Sequence[datetime], places: Sequence[float], at: datetime) -> float:
    """Where a moment stands among them; beside the bar of an export that was made close to it."""
    after = next((n for n, moment in enumerate(moments) if moment >= at), len(moments))
    if after in {0, len(moments)}:
        return places[0] - _BAR if after == 0 else places[-1] + _BAR
    share = (at - moments[after - 1]).total_seconds() / ((moments[after] - moments[after - 1]).total_seconds() or 1.0)
    x = places[after - 1] + (places[after] - places[after - 1]) * share
    return min(max(x, places[after - 1] + _BAR), places[after] - _BAR)


def _bar(one: Stood, x: float) -> Iterator[str]:
    """All SKUs as an outline, those with the words filled, the count above, the day below."""
    full = _FLOOR - _TOP
    high = full * one.held / one.of if one.of else 0.0
    yield f'<rect x="{x - _BAR / 2:.1f}" y="{_TOP}" width="{_BAR}" height="{full}" fill="#FFFFFF" stroke="{HAIR}"/>'
    yield f'<rect x="{x - _BAR / 2:.1f}" y="{_FLOOR - high:.1f}" width="{_BAR}" height="{high:.1f}" fill="{ACCENT}"/>'
    yield _svg.text(f"{one.held:,} of {one.of:,}", x, _TOP - 5, INK, weight=600, anchor="middle")
    yield _svg.text(one.day, x, _FLOOR + 13, GREY, anchor="middle")


def _mark(x: float, said: str) -> Iterator[str]:
    """A broken line with its words, on the side that has room for them."""
    yield _line((x, _TOP - 16), (x, _FLOOR), ALARM, dash=' stroke-dasharray="3 2"')
    is_left = x < _svg.WIDE / 2
    yield _svg.text(said, x + 4 if is_left else x - 4, _TOP - 18, ALARM, anchor="start" if is_left else "end")


def _line(start: tuple[float, float], end: tuple[float, float], colour: str, *, dash: str = "") -> str:
    (x1, y1), (x2, y2) = start, end
    return f'<path d="M {x1:.1f} {y1:.1f} L {x2:.1f} {y2:.1f}" stroke="{colour}" stroke-width="0.8"{dash}/>'

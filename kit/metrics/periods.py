"""The windows before, during and after: fixed by the case's dates, never picked from the data.

- `during` is what the notice counts (`violation.window`); without it, from the first root cause's day to the day before
  the first corrective action was done, or before the notice came.
- `before` runs from the first day of the data to the day before the first root cause or the window, whichever is earlier.
- `after` starts on the day after the last corrective action was done (an action at 16:00 on the 15th counts from the
  16th: on the day itself some orders came before it) and ends on the last day whose orders are all due at export.

The days between are the transition. They belong to no period; a note says how many they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from kit.model import Case, PeriodName, Window, day_of
from kit.tools import figures

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What the data can speak of: the first day with orders, and the last day whose orders are all due."""

    first: date
    last_due: date


def windows(case: Case, span: Span, zone: ZoneInfo) -> tuple[tuple[PeriodName, Window], ...]:
    """The periods that the case's dates leave, in order of time; one without a day is left out."""
    during = _during(case, zone)
    bounds: list[tuple[PeriodName, date | None, date | None]] = [
        ("before", span.first, _last_day_before(case, during, span, zone)),
        ("during", during.start if during else None, during.end if during else None),
        ("after", _first_day_after(case, during, zone), span.last_due),
    ]
    return tuple((name, Window(start=start, end=end)) for name, start, end in bounds if start and end and start <= end)


def notes(case: Case, periods: tuple[tuple[PeriodName, Window], ...], span: Span, style: str) -> tuple[str, ...]:
    """What a reader should know of the periods: days left out, days without data, a period that is missing."""
    found = dict(periods)
    said = []
    if missing := [name for name in ("before", "during", "after") if name not in found]:
        said.append(f"No period {' or '.join(missing)}: {_why(missing, case)}.")
    for (one, first), (two, second) in pairwise(periods):
        if (gap := (second.start - first.end).days - 1) > 0:
            days = figures.window(Window(start=first.end + DAY, end=second.start - DAY), style)
            said.append(f"{days} ({gap} {'day' if gap == 1 else 'days'}) is left out as the transition from {one} to {two}.")
    during = found.get("during")
    if during and (during.start < span.first or during.end > span.last_due):
        covered = f"{figures.day(span.first, style)} to {figures.day(span.last_due, style)}"
        said.append(f"The window of the violation is not covered whole: the data have due orders of {covered} only.")
    return tuple(said)


def action_days(case: Case, zone: ZoneInfo) -> tuple[tuple[str, date], ...]:
    """Each corrective action that is done, with its day, in order of time."""
    done = [(action.id, day_of(action.done, zone)) for action in case.corrective if action.done]
    return tuple(sorted(done, key=lambda pair: pair[1]))


def first_cause_day(case: Case, zone: ZoneInfo) -> date | None:
    """The day on which the first root cause began."""
    return _first(day_of(cause.when, zone) for cause in case.root_causes if cause.when)


def _during(case: Case, zone: ZoneInfo) -> Window | None:
    if case.violation.window:
        return case.violation.window
    start = first_cause_day(case, zone)
    actions = action_days(case, zone)
    end = (actions[0][1] if actions else day_of(case.violation.received, zone)) - DAY
    return Window(start=start, end=end) if start and start <= end else None


def _last_day_before(case: Case, during: Window | None, span: Span, zone: ZoneInfo) -> date | None:
    first = _first(d for d in (first_cause_day(case, zone), during.start if during else None) if d)
    return min(first - DAY, span.last_due) if first else None


def _first_day_after(case: Case, during: Window | None, zone: ZoneInfo) -> date | None:
    actions = action_days(case, zone)
    if not actions:
        return None
    bad = [day for day in (during.end if during else None, first_cause_day(case, zone)) if day]
    return max(actions[-1][1], *bad) + DAY if bad else actions[-1][1] + DAY


def _first(days: Iterable[date]) -> date | None:
    return min(days, default=None)


def _why(missing: list[str], case: Case) -> str:
    if "during" in missing:
        return "state violation.window, or when the root cause began"
    if "after" in missing and not any(action.done for action in case.corrective):
        return "no corrective action says when it was done"
    return "no due order lies in it; give an export that covers it"

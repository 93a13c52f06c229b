"""Windows come from the case's dates; the transition belongs to no period and is said."""

import re
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import made_orders as made
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kit.metrics.periods import Span, notes, windows
from kit.model import Window

LONDON = ZoneInfo("Europe/London")
SPAN = Span(first=date(2026, 4, 27), last_due=date(2026, 7, 1))


def days(case, span=SPAN):
    return {name: (w.start.isoformat(), w.end.isoformat()) for name, w in windows(case, span, LONDON)}


def without(**changes):
    violation = {**made.case().violation.model_dump(mode="json"), "window": None}
    return made.case(violation=violation, **changes)


def test_the_example_has_three_periods_with_the_transition_left_out():
    case = made.case()
    assert days(case) == {
        "before": ("2026-04-27", "2026-05-10"),
        "during": ("2026-05-11", "2026-06-07"),
        "after": ("2026-06-16", "2026-07-01"),
    }
    said = notes(case, windows(case, SPAN, LONDON), SPAN, "day_first")
    assert said == ("8 June to 15 June 2026 (8 days) is left out as the transition from during to after.",)


def test_without_a_window_the_violation_runs_from_the_cause_to_the_first_action():
    assert days(without())["during"] == ("2026-05-11", "2026-06-11")


def test_without_window_and_actions_it_ends_before_the_notice_and_there_is_no_after():
    case = without(corrective=[])
    assert days(case) == {"before": ("2026-04-27", "2026-05-10"), "during": ("2026-05-11", "2026-06-08")}
    assert "no corrective action says when it was done" in notes(case, windows(case, SPAN, LONDON), SPAN, "day_first")[0]


def test_without_any_date_there_is_no_period_but_a_note():
    case = without(corrective=[], root_causes=[])
    assert windows(case, SPAN, LONDON) == ()
    assert "state violation.window" in notes(case, (), SPAN, "day_first")[0]


def test_a_cause_before_the_window_ends_the_period_before():
    case = made.case(root_causes=[{"id": "van", "what": "x", "when": "2026-05-04"}])
    assert days(case)["before"] == ("2026-04-27", "2026-05-03")
    assert "4 May to 10 May 2026 (7 days)" in notes(case, windows(case, SPAN, LONDON), SPAN, "day_first")[0]


def test_an_action_late_in_the_evening_abroad_is_that_day_at_the_site():
    done = "2026-06-15T23:30+00:00"  # 00:30 on the 16th in London
    case = made.case(corrective=[{"id": "a", "what": "x", "done": done}])
    assert days(case)["after"] == ("2026-06-17", "2026-07-01")


def test_an_action_within_the_window_does_not_start_the_period_after_in_it():
    case = made.case(corrective=[{"id": "a", "what": "x", "done": "2026-06-01"}])
    assert days(case)["after"] == ("2026-06-08", "2026-07-01")


def test_an_after_without_due_orders_is_missing_and_said():
    span = Span(first=date(2026, 4, 27), last_due=date(2026, 6, 14))
    assert "after" not in days(made.case(), span)
    said = " ".join(notes(made.case(), windows(made.case(), span, LONDON), span, "day_first"))
    assert "No period after" in said


def test_a_window_that_the_data_do_not_cover_is_said():
    span = Span(first=date(2026, 5, 20), last_due=date(2026, 7, 1))
    periods = (("during", Window(start=date(2026, 5, 11), end=date(2026, 6, 7))),)
    assert any("not covered whole" in note for note in notes(made.case(), periods, span, "day_first"))


somewhen = st.dates(date(2026, 3, 1), date(2026, 8, 31))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(somewhen, max_size=3),
    st.lists(somewhen, max_size=3),
    st.none() | st.tuples(somewhen, somewhen),
    st.tuples(somewhen, somewhen),
)
@example([date(2026, 4, 1)], [date(2026, 3, 1)], None, (date(2026, 3, 1), date(2026, 3, 2)))  # an action before the cause
def test_windows_never_overlap_and_every_day_between_them_is_said(causes, actions, window, ends):
    violation = made.case().violation.model_dump(mode="json")
    violation["window"] = {"start": min(window).isoformat(), "end": max(window).isoformat()} if window else None
    case = made.case(
        violation=violation,
        root_causes=[{"id": f"c{n}", "what": "x", "when": day.isoformat()} for n, day in enumerate(causes)],
        corrective=[{"id": f"a{n}", "what": "x", "done": day.isoformat()} for n, day in enumerate(actions)],
    )
    span = Span(first=min(ends), last_due=max(ends))
    found = windows(case, span, LONDON)
    assert all(two.start > one.end for (_, one), (_, two) in pairwise(found))
    for name, period in found:
        if name == "before":
            assert period.start == span.first
            assert all(day > period.end for day in causes)
        if name == "after":
            assert period.end == span.last_due
            assert all(day < period.start for day in actions)
    left_out = sum((two.start - one.end).days - 1 for (_, one), (_, two) in pairwise(found))
    said = [note for note in notes(case, found, span, "day_first") if "left out as the transition" in note]
    assert sum(int(re.search(r"\((\d+) days?\)", note)[1]) for note in said) == left_out


def test_windows_follow_the_action_and_not_the_rates():
    """The same orders, the action a week later: the windows move by that week, whatever the orders say."""
    done = [made.case(corrective=[{"id": "a", "what": "x", "done": day}]) for day in ("2026-06-10", "2026-06-17")]
    one, two = (dict(windows(case, SPAN, LONDON))["after"].start for case in done)
    assert two - one == timedelta(weeks=1)

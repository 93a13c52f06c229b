"""Public holidays misread: orders created on a holiday or in the days that lead up to it."""

from datetime import timedelta

import numpy as np

from kit.causes.concentration import places, rivals
from kit.causes.ground import Ground, Verdict
from kit.causes.group import standing
from kit.tools import figures
from kit.tools.calendar import holidays_between, is_working_day


def test(ground: Ground) -> Verdict | str:
    """Whether the rise sits in orders from the last working day before a holiday up to the holiday."""
    window, calendar = ground.window("during"), ground.policy.site.calendar
    found = holidays_between(window.start, window.end + timedelta(days=3), calendar)
    if not found:
        return "no public holiday that the kit knows lies in the violation's days"
    days: set[np.datetime64] = set()
    for holiday in holidays_between(ground.window("before").start, window.end + timedelta(days=3), calendar):
        day = holiday.day
        while day == holiday.day or not is_working_day(day, calendar):
            days.add(np.datetime64(day, "D"))
            day -= timedelta(days=1)
        days.add(np.datetime64(day, "D"))
    here = np.isin(ground.days, sorted(days))
    style = ground.policy.site.date_style
    named = "; ".join(f"{figures.day(h.day, style)} ({h.name})" for h in found)
    said = f"Public holidays in these days: {named}. Which of them the platform counts is not known."
    what = "Orders from the last working day before a holiday to the holiday itself"
    return standing(ground, here, what, found=(said,), rivals=lambda: (*places(ground), *rivals(ground, ("weekday",))))

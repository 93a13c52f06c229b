"""What of a text can be checked: its days, times, figures and codes, each in one writing."""

from kit.tools import written_times
from kit.tools.prose import codes, figures, masked
from kit.tools.written_dates import written


def anchors(text: str) -> dict[object, str]:
    """Each of them, with how it is written where it stands first; a figure as a number and as its letters.

    >>> sorted(anchors("On 12 June 2026 at 09:40, 14 orders.").values())
    ['09:40', '12 June 2026', '14', '14']
    """
    dates, times = written(text), list(written_times.written(text))
    rest = masked(text, [(w.start, w.end) for w in dates] + [(c.start, c.end) for c in times])
    found: dict[object, str] = {}
    for date in dates:
        for day in date.days or ((date.day, date.month),):
            found.setdefault(day, date.text)
    for clock in times:
        found.setdefault(clock.time, text[clock.start : clock.end])
    for _, _, word in codes(rest):
        found.setdefault(word.casefold(), word)
    for figure in figures(rest):
        found.setdefault(figure.key, figure.written)
    return found

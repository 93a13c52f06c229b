"""How figures and days are written: 10.5%, 412 of 3,926 orders, 11 May to 7 June 2026."""

from collections.abc import Iterable, Sequence
from datetime import date

from kit.model import Rate, Window

NOT_APPLICABLE = "n/a"


def share(value: float | None) -> str:
    """A share from 0 to 1 with one decimal; a small one that is not nothing never reads 0.0%.

    >>> share(412 / 3926), share(None), share(0.0002)
    ('10.5%', 'n/a', 'under 0.1%')
    """
    if value is None:
        return NOT_APPLICABLE
    return "under 0.1%" if 0 < value < 0.0005 else f"{value:.1%}"


def many(count: int, one: str, several: str = "") -> str:
    """A count with its words, as one or as several.

    >>> many(1, "SKU"), many(1_200, "SKU"), many(1, "entry stands", "entries stand")
    ('1 SKU', '1,200 SKUs', '1 entry stands')
    """
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"


def listed(names: Iterable[str]) -> str:
    """Names in a sentence, each once: `a`, `a and b`, `a, b and c`; empty for none."""
    *first, last = dict.fromkeys(names) or ("",)
    return f"{', '.join(first)} and {last}" if first else last


def some(names: Sequence[str], most: int = 6) -> str:
    """The first of many names, and how many more there are: `a, b and 3 more`."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"


def points(value: float) -> str:
    """A difference of two shares, in percentage points."""
    return f"{abs(value) * 100:.1f} points"


def interval(low: float | None, high: float | None) -> str:
    """A 95 % interval of a share: 9.6–11.5%."""
    return NOT_APPLICABLE if low is None or high is None else f"{low * 100:.1f}–{high:.1%}"


def counts(rate: Rate, noun: str = "orders") -> str:
    """A rate as counts: 412 of 3,926 orders; no orders where there were none."""
    return f"no {noun}" if not rate.denominator else f"{rate.numerator:,} of {rate.denominator:,} {noun}"


def full(rate: Rate, noun: str = "orders") -> str:
    """Counts, share and interval: 412 of 3,926 orders (10.5%, 95% interval 9.6–11.5%)."""
    if not rate.denominator:
        return f"{counts(rate, noun)} ({NOT_APPLICABLE})"
    return f"{counts(rate, noun)} ({share(rate.value)}, 95% interval {interval(rate.low, rate.high)})"


def day(value: date, style: str = "day_first", *, year: bool = True) -> str:
    """A day as the site writes it: 11 May 2026 or May 11, 2026."""
    if style == "month_first":
        return f"{value:%B} {value.day}" + (f", {value.year}" if year else "")
    return f"{value.day} {value:%B}" + (f" {value.year}" if year else "")


def window(value: Window, style: str = "day_first") -> str:
    """Both days of a window, the year said once: 11 May to 7 June 2026."""
    start, end = value.start, value.end
    if start == end:
        return day(start, style)
    return f"{day(start, style, year=start.year != end.year)} to {day(end, style)}"

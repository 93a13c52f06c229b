"""The case's metrics on the later exports, held against what the letter said and what the site allows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor
from typing import Any, Literal

from kit.letter.results import printed_limit
from kit.model import Analysis, Case, Fact, Metric, Policy, Rate, Window
from kit.tools.statistics import binomial_limits, wilson

_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s?[%％]")
_TAIL = 0.001  # chance of a week above the control limit where nothing changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What a rate is held against, as a share, and the words or the fact that say so."""

    by: Literal["notice", "site", "promise"]
    share: float
    said: str  # the measure's own words, or where the fact stands
    measure: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week since the approval. `most`: how many wrong ones chance leaves at the rate as sent; None: nothing was sent to compare."""

    rate: Rate
    wrong: int
    most: int | None

    @property
    def is_beyond_chance(self) -> bool:
        """Whether more went wrong than the rate of the letter explains."""
        return self.most is not None and self.wrong > self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One metric since the approval, over the days that the site counts, and by week.

    `sent`: what the letter as sent said of the days after the corrections. `room`: how many more wrong ones fit until the
    site's limit is passed, the next one passing it; negative: it is passed.
    """

    metric: Metric
    since: Rate
    counted: Rate
    sent: Rate | None
    limits: tuple[Limit, ...]
    weeks: tuple[Week, ...]
    room: int | None

    @property
    def limit(self) -> Limit | None:
        """The limit of the platform, as the notice prints it, else as a page states it."""
        return next((one for one in self.limits if one.by != "promise"), None)

    @property
    def promise(self) -> Limit | None:
        """The limit that a measure of the letter sets itself."""
        return next((one for one in self.limits if one.by == "promise"), None)

    def is_above(self, rate: Rate, limit: Limit) -> bool:
        """Whether the rate is worse than the limit."""
        return self.metric.is_past(rate, limit.share)


def watched(
    case: Case, analysis: Analysis, policy: Policy, ids: tuple[str, ...], *, since: date, until: date | None, sent: dict[str, Any]
) -> Iterator[Watched]:
    """Each of the metrics that the exports allow, the main one first. `sent`: the metrics of the report as sent."""
    if until is None or until < since:
        return
    for metric in sorted(_known(analysis, ids), key=lambda m: m.id != analysis.main):
        is_main = metric.id == analysis.main
        limits = (*_of_platform(case, policy, metric, is_main=is_main), *_promised(case, metric, is_main=is_main))
        counted = _rate(analysis, metric, _site_window(policy, metric, since, until, first_day(analysis)))
        whole = _rate(analysis, metric, Window(start=since, end=until))
        if whole is None or counted is None:
            continue
        limit = next((one for one in limits if one.by != "promise"), None)
        told = _as_sent(sent, metric)
        yield Watched(
            metric=metric,
            since=whole,
            counted=counted,
            sent=told,
            limits=limits,
            weeks=tuple(_weeks(analysis, metric, since, until, told)),
            room=_room(counted, limit, metric) if limit else None,
        )


def last_day(analysis: Analysis) -> date | None:
    """The last day of which the exports tell the whole, as the metrics' weeks end."""
    return max((m.weekly[-1].window.end for m in analysis.metrics if m.weekly), default=None)


def first_day(analysis: Analysis) -> date | None:
    """The first day of which the exports tell."""
    return min((m.weekly[0].window.start for m in analysis.metrics if m.weekly), default=None)


def _known(analysis: Analysis, ids: tuple[str, ...]) -> tuple[Metric, ...]:
    return tuple(m for m in analysis.metrics if m.id in ids and not m.unavailable)


def _rate(analysis: Analysis, metric: Metric, window: Window) -> Rate | None:
    """The metric in a window: order by order where it judges orders, else by its whole weeks; None where it has neither."""
    judged = analysis.judged
    if judged is not None and metric.id in judged.columns:
        days = judged["day"].to_numpy(dtype="datetime64[D]")
        inside = (days >= _day(window.start)) & (days <= _day(window.end))
        column = judged[metric.id]
        told = column.notna().to_numpy(dtype=bool) & inside
        return _of(int((column.fillna(False).to_numpy(dtype=bool) & told).sum()), int(told.sum()), window)
    weeks = [w for w in metric.weekly if window.start <= w.window.start and w.window.end <= window.end]
    if not metric.weekly:
        return None
    return _of(sum(w.numerator for w in weeks), sum(w.denominator for w in weeks), window)


def _day(day: date) -> Any:
    import numpy as np

    return np.datetime64(day, "D")


def _of(numerator: int, denominator: int, window: Window) -> Rate:
    low, high = wilson(numerator, denominator) if denominator else (None, None)
    return Rate(numerator=numerator, denominator=denominator, window=window, low=low, high=high)


def _weeks(analysis: Analysis, metric: Metric, since: date, until: date, sent: Rate | None) -> Iterator[Week]:
    """Monday to Sunday, the first and the last as far as they are known."""
    start = since
    while start <= until:
        end = min(start - timedelta(days=start.weekday()) + timedelta(days=6), until)
        rate = _rate(analysis, metric, Window(start=start, end=end))
        if rate and rate.denominator:
            yield Week(rate=rate, wrong=metric.wrong(rate), most=_most(rate.denominator, sent, metric))
        start = end + timedelta(days=1)


def _most(of: int, sent: Rate | None, metric: Metric) -> int | None:
    """The control limit of so many orders. One wrong order more is counted to the letter's, which may have had none by luck."""
    if sent is None or not sent.denominator:
        return None
    return binomial_limits((metric.wrong(sent) + 1) / (sent.denominator + 2), of, tail=_TAIL)[1]


def _as_sent(sent: dict[str, Any], metric: Metric) -> Rate | None:
    told = (sent.get(metric.id) or {}).get("after")
    if not isinstance(told, dict) or not told.get("denominator"):
        return None
    start, end = (date.fromisoformat(day) for day in told["window"])
    return _of(int(told["numerator"]), int(told["denominator"]), Window(start=start, end=end))


# --- limits ---------------------------------------------------------------------------------------


def _of_platform(case: Case, policy: Policy, metric: Metric, *, is_main: bool) -> Iterator[Limit]:
    """As the notice prints it; else as the site's pack has it, whatever its grade."""
    if (share := printed_limit(case, metric, is_main=is_main)) is not None:
        yield Limit(by="notice", share=share, said="notice")
        return
    fact = policy.get(metric.limit_fact)
    if fact and fact.unit == "%" and _is_number(fact):
        yield Limit(by="site", share=float(str(fact.value)) / 100, said=fact.source or "", grade=fact.grade)


def _promised(case: Case, metric: Metric, *, is_main: bool) -> Iterator[Limit]:
    """A share that a measure against a cause of this metric sets as its limit, where its words name what is counted."""
    causes = {c.id for c in case.root_causes if metric.id in c.metrics or (is_main and not c.metrics)}
    words = set(re.findall(r"[a-z]{4,}", f"{metric.called} {metric.title}".lower()))
    for measure in case.preventive:
        found = _PERCENT.findall(measure.limit or "")
        if (
            len(found) == 1
            and (is_main or causes & set(measure.answers))
            and words & set(re.findall(r"[a-z]{4,}", str(measure.limit).lower()))
        ):
            share = _share(found[0])
            yield Limit(by="promise", share=share, said=str(measure.limit), measure=measure.id)


def _site_window(policy: Policy, metric: Metric, since: date, until: date, first: date | None) -> Window:
    """The days that the site counts, up to the last and as far as the exports go back; from the approval on where none is known."""
    fact = policy.get(f"{metric.limit_fact.rpartition('.')[0]}.window_days")
    if fact and fact.unit == "days" and _is_number(fact):
        start = until - timedelta(days=int(float(str(fact.value))) - 1)
        return Window(start=min(max(start, first or start), until), end=until)
    return Window(start=since, end=until)


def _room(rate: Rate, limit: Limit, metric: Metric) -> int:
    """The most wrong orders that could be added, each also one order more, so that the rate is not worse than the limit."""
    share = limit.share if metric.better == "low" else 1 - limit.share
    if share >= 1:
        return 10**9
    return floor((share * rate.denominator - metric.wrong(rate)) / (1 - share) + 1e-9)


def _is_number(fact: Fact) -> bool:
    return isinstance(fact.value, int | float) and not isinstance(fact.value, bool)


def _share(text: str) -> float:
    return float(text.replace(",", ".")) / 100

"""30-day order quality on one page: each rate and who bought, before, in the days of the notice, in their spike and since.

A spike is explained where most of the orders above a usual day share something that the export states: one creator, one SKU,
buyers who had bought before, or a few buyers. That they were new buyers describes a spike; what brought them is for a record.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from io import StringIO
from typing import Literal

import numpy as np

from kit.audits._daily import BEYOND_CHANCE, BUSY, DAYS, LEAST_DAYS, Daily, Mask, daily
from kit.audits._daily_drawing import drawing
from kit.audits.request import Request
from kit.model import Audit, AuditRow, Fact, Fault, Gap, Metric, Rate, Window
from kit.tools import figures, statistics

EXHIBIT = "quality_table"  # the kind of evidence that it is

MOST = 0.5
"""Part of the orders above a usual day that one thing must hold to explain them; own judgement."""
BUYERS, MANY = 5, 0.2
"""So many buyers with such a part of a spike are a few buyers; own judgement, no page names a number."""
_NOT_TOLD = "not told"

Span = Literal["before", "notice", "spike", "since"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Page:
    """What the page is made of: the spans with their days, and the share of each measure in each."""

    request: Request
    found: Daily

    @cached_property
    def spans(self) -> dict[Span, Window]:
        """The columns that there is anything for, in the order of the page."""
        found = self.found
        spans: dict[Span, Window | None] = {
            "before": found.before if found.known(found.before) == found.before else None,
            "notice": found.notice,
            "spike": self.spike,
            "since": found.since,
        }
        return {name: window for name, window in spans.items() if window}

    @property
    def spike(self) -> Window | None:
        """The run of days with the most orders among those far above a usual one."""
        return next(iter(self.found.spikes), None)

    def shares(self, where: Mask, counted: Mask) -> dict[Span, Rate]:
        """Of the counted orders of each span those."""
        return {name: _rate(where, counted & self.found.within(window), window) for name, window in self.spans.items()}

    @cached_property
    def everything(self) -> Mask:
        """All orders."""
        return np.ones(len(self.found.days), dtype=bool)

    @cached_property
    def new(self) -> dict[Span, Rate]:
        """Orders of new buyers, of those whose buyer and history are known."""
        return self.shares(self.found.new, self.found.new | self.found.again)

    @cached_property
    def makers(self) -> dict[str, tuple[str, Mask]]:
        """What most orders of the spike (without one: of the notice) state, by kind, each with its orders."""
        found, inside = self.found, self.found.within(self.spike or self.found.notice)
        kinds = {"sku": found.skus, "buyers": found.orders["buyer"]}
        if "creator" in found.orders and found.orders["creator"].notna().any():
            kinds["creator"] = found.orders["creator"]
        return {kind: found.largest(column, inside, most=BUYERS if kind == "buyers" else 1) for kind, column in kinds.items()}

    @cached_property
    def metrics(self) -> tuple[tuple[Metric, dict[Span, Rate] | str], ...]:
        """The family's rates in its order, each in the spans; or why it cannot be told."""
        return tuple(_metrics(self))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """What the spike is made of: of creator, sku, returning_buyers and few_buyers those that hold most of it, and new_buyers."""
        if self.spike is None:
            return ()
        parts: dict[str, Mask] = {kind: self.makers[kind][1] for kind in ("creator", "sku") if kind in self.makers}
        parts["returning_buyers"] = self.found.again
        made: list[str] = [kind for kind, where in parts.items() if self.found.part_of_excess(self.spike, where) >= MOST]
        few = _rate(self.makers["buyers"][1], self.found.within(self.spike), self.spike)
        made += ["few_buyers"] if (few.value or 0.0) >= MANY else []
        new = self.new.get("spike")
        return (*made, *(["new_buyers"] if new and (new.value or 0.0) >= MOST and "few_buyers" not in made else []))

    @cached_property
    def few(self) -> int:
        """How many buyers the few with most orders are: five, or all that there are."""
        inside = self.found.within(self.spike or self.found.notice)
        return min(BUYERS, int(self.found.orders["buyer"][inside].nunique()))

    @property
    def is_told(self) -> bool:
        """Whether the buyers of the spike can be called new or returning."""
        return self.spike is None or self.found.has_history(self.spike)

    @property
    def is_explained(self) -> bool:
        """Whether the export says what the spike came from; that its buyers were new does not."""
        return bool(set(self.kinds) - {"new_buyers"})


def audit(request: Request) -> Audit:
    """The page with its rows, its drawing, and the spike by what its orders share."""
    title = "30-day order quality"
    found = Audit(
        id="order_quality",
        title=title,
        definition=(
            f"Every order of the export by the local day on which it was created. The days of the notice, as many days before them, and"
            f" the latest as many since. A usual day is the median of the days before, as far as the export tells of them; a spike is a run"
            f" of days with {BUSY:g} times that or more, and with more above it than {BEYOND_CHANCE} times its square root, which chance"
            f" seldom brings. A day outside the export is unknown, not a day without orders. A buyer is new without an order in the {DAYS} days before this one, of an"
            " order in a spike before the spike began, told by a keyed digest of the user name."
            " Rates count their orders as each metric defines it."
        ),
        reads=("orders", "returns"),
        fits_a_page=True,
    )
    by_day = daily(request)
    if isinstance(by_day, str):
        return replace(found, unavailable=by_day)
    page = Page(request=request, found=by_day)
    return replace(
        found,
        sentence=_sentence(page),
        heads=("Measure", *(_head(page, name) for name in page.spans), "Limit"),
        rows=(*_rate_rows(page), *_volume_rows(page)),
        figures=_figures(page),
        rates=_rates(page),
        gaps=tuple(_gaps(page)),
        faults=tuple(_faults(page)),
        things=1 if page.spike else 0,
        drawing=drawing(by_day, page.spike, style=request.policy.site.date_style),
        files={"orders-by-day.csv": _csv(page)},
        notes=tuple(_notes(page)),
    )


def _rate(where: Mask, counted: Mask, window: Window) -> Rate:
    bad, of = int((where & counted).sum()), int(counted.sum())
    low, high = statistics.wilson(bad, of) if of else (None, None)
    return Rate(numerator=bad, denominator=of, window=window, low=low, high=high)


# --- rows -------------------------------------------------------------------------------------------


def _head(page: Page, name: Span) -> str:
    said = {
        "before": f"{page.spans[name].days} days before",
        "notice": "Days of the notice",
        "spike": "Its spike",
        "since": "Since",
    }
    window = page.spans[name]
    style = page.request.policy.site.date_style
    return f"{said[name]}, {_short(window.start, style)} to {_short(window.end, style)}"


def _short(day: date, style: str) -> str:
    return f"{day:%b} {day.day}" if style == "month_first" else f"{day.day} {day:%b}"


def _cell(rate: Rate | None) -> str:
    if rate is None or not rate.denominator:
        return _NOT_TOLD
    return f"{figures.share(rate.value)} ({rate.numerator:,} of {rate.denominator:,})"


def _metrics(page: Page) -> Iterator[tuple[Metric, dict[Span, Rate] | str]]:
    judged = page.request.analysis.judged
    assert judged is not None
    for name in page.request.family.metrics:
        metric = page.request.analysis.metric(name)
        if metric is None:
            continue
        if metric.unavailable or name not in judged:
            yield metric, metric.unavailable or "it does not count orders"
            continue
        column = judged[name]
        yield metric, page.shares(column.fillna(value=False).to_numpy(dtype=bool), column.notna().to_numpy(dtype=bool))


def _rate_rows(page: Page) -> Iterator[AuditRow]:
    for metric, shares in page.metrics:
        if isinstance(shares, str):
            continue
        fact = page.request.policy.get(metric.limit_fact)
        latest = shares.get("since", shares["notice"])
        cells = (metric.title, *(_cell(shares.get(name)) for name in page.spans), _limit(metric, fact))
        yield AuditRow(cells=cells, state=_state(metric, fact, latest))


def _limit(metric: Metric, fact: Fact | None) -> str:
    """The limit as the site states it; one that no official page states with its grade."""
    if fact is None or not isinstance(fact.value, int | float):
        return ""
    word = "at most" if metric.better == "low" else "at least"
    return f"{word} {fact.value:g}%" + ("" if fact.is_quotable else f" ({fact.grade.replace('_', ' ')})")


def _state(metric: Metric, fact: Fact | None, latest: Rate) -> Literal["good", "gap", "plain"]:
    """Whether the latest share keeps an official limit."""
    if fact is None or not fact.is_quotable or not isinstance(fact.value, int | float) or latest.value is None:
        return "plain"
    kept = latest.value * 100 <= fact.value if metric.better == "low" else latest.value * 100 >= fact.value
    return "good" if kept else "gap"


def _is_over(page: Page, metric: Metric, rate: Rate) -> bool:
    """Whether a share breaks an official limit."""
    return _state(metric, page.request.policy.get(metric.limit_fact), rate) == "gap"


def _volume_rows(page: Page) -> Iterator[AuditRow]:
    """Who bought, and how much."""
    found = page.found

    def row(name: str, cells: Mapping[Span, str]) -> AuditRow:
        return AuditRow(cells=(name, *(cells.get(span, _NOT_TOLD) for span in page.spans), ""), state="plain")

    counts = {span: found.by_day(window) for span, window in page.spans.items()}
    yield row("Orders, and on the busiest day", {s: f"{int(c.sum()):,}, {int(c.max()):,}" for s, c in counts.items()})
    yield row(f"By new buyers (none in {DAYS} days before)", {s: _cell(r) for s, r in page.new.items()})
    names = {
        "creator": "Through creator {}",
        "sku": "Of SKU {}",
        "buyers": f"Of the {figures.many(page.few, 'buyer')} with most orders",
    }
    for kind, said in names.items():
        if kind in page.makers and page.makers[kind][0]:
            value, where = page.makers[kind]
            yield row(said.format(value), {s: _cell(r) for s, r in page.shares(where, page.everything).items()})


# --- what is said -----------------------------------------------------------------------------------


def _sentence(page: Page) -> str:
    found, spike = page.found, page.spike
    whole = _whole(page)
    if found.usual is None:
        told = found.known(found.before)
        days_told = "none" if told is None else f"{told.days:,}"
        return (
            f"{whole}; the export tells of {days_told} of the {found.before.days} days before, too few for a usual day"
            f" (at least {LEAST_DAYS}), so no spike could be told."
        )
    if not found.usual:
        return f"{whole}; on a usual day before there was none, so no spike could be told."
    if spike is None:
        most = int(found.by_day(found.notice).max())
        said = "no more than chance brings" if most >= BUSY * found.usual else f"less than {BUSY:g} times that"
        return f"{whole}; the busiest day had {most:,}, a usual day before {found.usual_shown}: {said}, so there is no spike to explain."
    number = int(found.within(spike).sum())
    days = figures.window(spike, page.request.policy.site.date_style)
    said = f"{whole}, {number:,} of them on {days}, where a usual day has {found.usual_shown}."
    shares = [f"{_cell(rate)} {words}" for words, rate in _shared(page)]
    return f"{said} Of these {figures.listed(shares)}." if shares else said


def _whole(page: Page) -> str:
    """The orders of the notice's days, and of how many of these days they are."""
    found = page.found
    number, known = int(found.within(found.notice).sum()), found.known(found.notice)
    assert known  # there are orders
    if known == found.notice:
        return f"{number:,} orders in the {known.days} days of the notice"
    return f"{number:,} orders in the {known.days} of {found.notice.days} days of the notice that the export tells of"


def _shared(page: Page) -> Iterator[tuple[str, Rate]]:
    """What most of the spike's orders share, each with its part of the spike."""
    assert page.spike
    inside, spike = page.found.within(page.spike), page.spike
    for kind in page.kinds:
        if kind == "creator":
            yield f"name the creator {page.makers[kind][0]}", _rate(page.makers[kind][1], inside, spike)
        elif kind == "sku":
            yield f"are of SKU {page.makers[kind][0]}", _rate(page.makers[kind][1], inside, spike)
        elif kind == "few_buyers":
            yield f"are of {figures.many(page.few, 'buyer')}", _rate(page.makers["buyers"][1], inside, spike)
        elif kind == "new_buyers":
            yield f"are of buyers without an order in the {DAYS} days before it", page.new["spike"]
        else:
            yield f"are of buyers who had ordered in the {DAYS} days before it", _rate(page.found.again, inside, spike)


def _figures(page: Page) -> dict[str, str]:
    found, style = page.found, page.request.policy.site.date_style
    counts = {span: int(found.within(window).sum()) for span, window in page.spans.items()}
    most = found.orders["buyer"][found.within(page.spike or found.notice)].value_counts()
    said = {f"{span}_orders": f"{number:,}" for span, number in counts.items()} | {
        "busiest": f"{int(found.by_day(found.notice).max()):,}",
        "spikes": f"{len(found.spikes):,}",
        "notice_window": figures.window(found.notice, style),
    }
    if found.usual is not None:
        said["usual_day"] = found.usual_shown
    if len(most):
        said["most_by_one"] = f"{int(most.iloc[0]):,}"
    if found.since:
        said["since_window"] = figures.window(found.since, style)
    for kind in ("creator", "sku"):
        if kind in page.makers and page.makers[kind][0]:
            said[kind] = page.makers[kind][0]
    if over := [
        metric.title.lower()
        for metric, shares in page.metrics
        if not isinstance(shares, str) and _is_over(page, metric, shares["notice"])
    ]:
        said["over_limit"] = figures.listed(over)
    if page.spike and found.usual:
        peak = int(found.by_day(page.spike).max())
        said |= {"spike_window": figures.window(page.spike, style), "spike_days": f"{page.spike.days:,}"}
        said |= {"times": f"{peak / found.usual:,.0f}"}
    return said


def _rates(page: Page) -> dict[str, Rate]:
    """`<metric>_<span>`, `new_<span>`, and of creator, SKU and buyers with most orders the same."""
    made = {metric.id: shares for metric, shares in page.metrics if not isinstance(shares, str)}
    made["new"] = page.new
    made |= {kind: page.shares(where, page.everything) for kind, (value, where) in page.makers.items() if value}
    return {f"{name}_{span}": rate for name, shares in made.items() for span, rate in shares.items()}


def _faults(page: Page) -> Iterator[Fault]:
    """What the spike is made of, for the causes."""
    if page.spike is None:
        return
    of = figures.window(page.spike, page.request.policy.site.date_style)
    for kind, (words, rate) in zip(page.kinds, _shared(page), strict=True):
        yield Fault(kind=kind, of=of, said=f"Of the orders of {of} {_cell(rate)} {words}.")
    if not page.is_explained:
        yield Fault(kind="unexplained", of=of, said=f"Nothing that the export states holds most of the orders of {of}.")


def _gaps(page: Page) -> Iterator[Gap]:
    found, day = page.found, page.request.day
    needed = found.before.start - timedelta(days=DAYS)
    if found.told.start > needed:
        yield Gap(
            id="order_quality.history", severity="warning", where="orders/",
            what=f"the export begins on {day(found.told.start)}; new and returning buyers of the {found.before.days} days before the notice cannot be told",
            fix=f"export the orders from {day(needed)} on",
        )  # fmt: skip
    known = found.known(found.notice)
    if known and known != found.notice:
        yield Gap(
            id="order_quality.days", severity="warning", where="orders/",
            what=f"the export tells of {known.days} of the {found.notice.days} days of the notice, {day(known.start)} to {day(known.end)}; of the others nothing is known",
            fix=f"export the orders of {day(found.notice.start)} to {day(found.notice.end)}, or state which days the file covers (data.orders, covers)",
        )  # fmt: skip
    if page.spike is None:
        return
    of = figures.window(page.spike, page.request.policy.site.date_style)
    if not page.is_told:
        start = page.spike.start - timedelta(days=DAYS)
        yield Gap(
            id="order_quality.spike_history", severity="warning", where="orders/",
            what=f"the export begins on {day(found.told.start)}, less than {DAYS} days before {of}: whether its buyers were new or returning is unknown",
            fix=f"export the orders from {day(start)} on",
        )  # fmt: skip
    if "few_buyers" in page.kinds:
        few = page.makers["buyers"][1]
        said = f"{figures.many(page.few, 'buyer')} {'has' if page.few == 1 else 'have'} {_cell(_rate(few, found.within(page.spike), page.spike))} of the orders of {of}"
        yield Gap(
            id="order_quality.few_buyers", severity="warning", where="orders/", what=said,
            fix="say who they are and show it order by order: repeated bulk buying is read as a sign of fake orders",
        )  # fmt: skip
    if not page.is_explained:
        yield Gap(
            id="order_quality.unexplained", severity="warning", where="orders/",
            what=f"no creator, SKU or buyers explain most of the orders of {of} above a usual day",
            fix="say what brought them (live, campaign, voucher, season), with its record as an exhibit",
        )  # fmt: skip


def _notes(page: Page) -> Iterator[str]:
    untold = [metric.title.lower() for metric, shares in page.metrics if isinstance(shares, str)]
    if untold:
        yield f"Not told by these files: {figures.listed(untold)}."
    unknown = int(page.found.orders["buyer"].isna().sum())
    if unknown:
        yield f"{unknown:,} of {len(page.found.orders):,} orders do not name their buyer; they count as neither new nor returning."
    if "creator" not in page.makers:
        yield "No order of the export names a creator."
    more = page.found.spikes[1:]
    if more:
        days = [figures.window(window, page.request.policy.site.date_style) for window in more]
        yield f"{figures.many(len(more), 'more run')} of busy days: {'; '.join(days)}."
    before = page.found.known(page.found.before)
    if before and before != page.found.before and page.found.usual is not None:
        part = f"{before.days} of the {page.found.before.days} days before the notice"
        yield f"The export tells of {part}; a usual day is the median of these."


def _csv(page: Page) -> bytes:
    """Every day from the first span to the last: all orders, those of new and of returning buyers, those through the creator.

    A day outside the export has empty cells.
    """
    found, last = page.found, page.found.since or page.found.notice
    whole = Window(start=found.before.start, end=last.end)
    known = {
        "Orders": page.everything,
        "New buyers": found.new,
        "Returning buyers": found.again,
        **({"Creator": page.makers["creator"][1]} if "creator" in page.makers else {}),
    }
    counts, told = [found.by_day(whole, where) for where in known.values()], found.told
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("Day", *known))
    for n in range(whole.days):
        day = whole.start + timedelta(days=n)
        writer.writerow((day, *(int(of[n]) if told.start <= day <= told.end else "" for of in counts)))
    return out.getvalue().encode("utf-8-sig")

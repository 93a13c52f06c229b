"""Runs of days or weeks far above the weeks before them, by one fixed rule (research/orders.md §4).

The unit is a day where the data hold 40 orders a day or more, else an ISO week; only whole ones are looked at. A unit is
held against its baseline: the 28 complete days that end 7 days before it, or 56, or 90, until they hold 200 orders; else
there are too few orders to judge. It stands out if it has at least 3 cases, at least twice the baseline's rate, and so many
cases that chance alone gives as many less than once in a thousand (exact binomial tail, Holm over all units looked at).

A spike and its baseline depend on each other: the baseline ends before the first unit that stands out, and which that is
depends on the baseline. So the units are walked in order of time. Each is held against the baseline that it would have if
it were the first; the first that stands out begins a spike, and its baseline then holds for the units that follow, until
two in a row do not stand out. Holm's correction comes last and may take units away again: then the walk is made anew
without the likeliest of them, until every unit of every spike stands.

Days of an earlier spike are left out of a later baseline. A baseline without a single case is taken as one case: 0 of 200
does not show that there never are any. The windows before, during and after a case's actions are never chosen here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kit.metrics.counting import rate_of, within
from kit.metrics.material import Material, Measured
from kit.model import Metric, Spike, Window
from kit.tools import figures, statistics

DAILY_FROM = 40  # orders a day
REACHES = (28, 56, 90)  # days of a baseline, the first that holds enough orders
ENDS_BEFORE = 7  # days from the end of the baseline to the unit
ENOUGH = 200  # orders in a baseline
LEAST_CASES = 3
TIMES = 2  # the baseline's rate
BY_CHANCE = 0.001

Counts = NDArray[np.int64]
UnitName = Literal["day", "week"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Days:
    """Orders and cases of each day, from the first day of the data to the last whose orders are all due."""

    first: date
    orders: Counts
    cases: Counts

    @property
    def unit(self) -> UnitName:
        """What is looked at: where there are few orders a day, one day tells nothing."""
        return "day" if self.orders.mean() >= DAILY_FROM else "week"

    @property
    def units(self) -> tuple["Unit", ...]:
        """Every whole day or ISO week."""
        length, first = (1, 0) if self.unit == "day" else (7, -self.first.weekday() % 7)
        starts = range(first, len(self.orders) - length + 1, length)
        return tuple(
            Unit(
                start=s,
                end=s + length,
                orders=int(self.orders[s : s + length].sum()),
                cases=int(self.cases[s : s + length].sum()),
            )
            for s in starts
        )

    def window(self, start: int, end: int) -> Window:
        """Days `start` up to, not including, `end`, counted from the first."""
        return Window(start=self.first + timedelta(days=start), end=self.first + timedelta(days=end - 1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unit:
    """A day or week: its days as numbers from the first, the end not included."""

    start: int
    end: int
    orders: int
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What a unit is held against."""

    start: int
    end: int
    orders: int
    cases: int
    left_out: int  # orders of an earlier spike

    @property
    def share(self) -> float:
        """The rate that a unit is held against: never nothing."""
        return max(self.cases, 1) / self.orders


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The baseline of each unit that could be judged, and the spikes as the numbers of their first and last unit."""

    units: tuple[Unit, ...]
    baselines: Mapping[int, Baseline]
    runs: tuple[tuple[int, int], ...]
    p_values: Mapping[int, float] = field(default_factory=dict)  # Holm over the units judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was found, and what can be said of the days that were not judged."""

    spikes: tuple[Spike, ...]
    notes: tuple[str, ...]
    all_judged: bool = False


def spikes(material: Material, measured: Measured) -> tuple[Spike, ...]:
    """The spikes of one metric in order of time."""
    return look(material, measured).spikes


def look(material: Material, measured: Measured) -> Look:
    """The spikes of one metric, and a note on what was judged or why nothing could be."""
    if measured.judged is None:
        return Look(spikes=(), notes=(f"{measured.metric.title}: it counts no orders, so no spike is looked for.",))
    days = _days(material, measured)
    walk = walked(days)
    found = tuple(_spike(measured.metric, days, walk, run, material.style) for run in walk.runs)
    every = bool(walk.units) and len(walk.baselines) == len(walk.units)
    return Look(spikes=found, notes=(_note(days, walk, material.style),), all_judged=every)


def walked(days: Days) -> Walk:
    """The walk in which every unit that stands out still does so after Holm's correction."""
    units, barred = days.units, set[int]()
    while True:
        walk = _walk(days, units, frozenset(barred))
        raw = [_tail(units[n], baseline) for n, baseline in walk.baselines.items()]
        walk = replace(walk, p_values=dict(zip(walk.baselines, statistics.holm(raw), strict=True)))
        fallen = [n for n, p in walk.p_values.items() if p > BY_CHANCE and n not in barred]
        fallen = [n for n in fallen if stands_out(units[n], walk.baselines[n])]
        if not fallen:
            return walk
        barred.add(max(fallen, key=lambda n: walk.p_values[n]))


def stands_out(unit: Unit, baseline: Baseline) -> bool:
    """Whether the three conditions hold for a unit by itself."""
    if unit.cases < LEAST_CASES or unit.cases < TIMES * baseline.share * unit.orders:
        return False
    return _tail(unit, baseline) <= BY_CHANCE


def _tail(unit: Unit, baseline: Baseline) -> float:
    return statistics.binomial_tail(unit.cases, unit.orders, baseline.share)


# --- days, units and baselines ------------------------------------------------------------------


def _days(material: Material, measured: Measured) -> Days:
    assert measured.judged is not None
    whole = material.whole
    if measured.judged.until:  # later orders have not had the time to be cases
        whole = Window(start=whole.start, end=max(whole.start, min(whole.end, measured.judged.until)))
    inside = measured.judged.counted & within(material.days, whole)
    case = measured.judged.bad if measured.metric.better == "low" else ~measured.judged.bad
    numbers = (material.days - np.datetime64(whole.start, "D")).astype(np.int64)
    counted = (np.bincount(numbers[rows], minlength=whole.days) for rows in (inside, inside & case))
    orders, cases = counted
    return Days(first=whole.start, orders=orders, cases=cases)


def _baseline(days: Days, unit: Unit, normal: NDArray[np.bool_]) -> Baseline | None:
    """The shortest that holds enough orders of normal days; None if the data hold none."""
    end = unit.start - ENDS_BEFORE + 1
    for start in (end - reach for reach in REACHES):
        if start < 0:
            return None
        kept = normal[start:end]
        orders = int(days.orders[start:end][kept].sum())
        if orders >= ENOUGH:
            cases, left_out = int(days.cases[start:end][kept].sum()), int(days.orders[start:end][~kept].sum())
            return Baseline(start=start, end=end, orders=orders, cases=cases, left_out=left_out)
    return None


def _walk(days: Days, units: tuple[Unit, ...], barred: frozenset[int]) -> Walk:
    """One pass in order of time; a barred unit is judged, but never stands out."""
    normal = np.ones(len(days.orders), dtype=np.bool_)
    baselines: dict[int, Baseline] = {}
    runs: list[tuple[int, int]] = []
    held: Baseline | None = None  # that of the spike that goes on
    for n, unit in enumerate(units):
        if held and n - runs[-1][1] > 2:
            held = None
        baseline = held or _baseline(days, unit, normal)
        if baseline is None:
            continue
        baselines[n] = baseline
        if n not in barred and stands_out(unit, baseline):
            runs = [*runs[:-1], (runs[-1][0], n)] if held else [*runs, (n, n)]
            held = baseline
            normal[units[runs[-1][0]].start : unit.end] = False
    return Walk(units=units, baselines=baselines, runs=tuple(runs))


# --- words --------------------------------------------------------------------------------------


def _spike(metric: Metric, days: Days, walk: Walk, run: tuple[int, int], style: str) -> Spike:
    first, last = run
    baseline, within_run = walk.baselines[first], walk.units[first : last + 1]
    window = days.window(within_run[0].start, within_run[-1].end)
    left_out = (("in an earlier spike", baseline.left_out),) if baseline.left_out else ()
    found = Spike(
        metric=metric.id,
        unit=days.unit,
        window=window,
        baseline=rate_of(baseline.cases, baseline.orders, days.window(baseline.start, baseline.end), left_out),
        during=rate_of(sum(u.cases for u in within_run), sum(u.orders for u in within_run), window),
        expected=baseline.share * sum(u.orders for u in within_run),
        p_value=min(walk.p_values[n] for n in range(first, last + 1)),
        sentence="",
    )
    called = metric.called if metric.better == "low" else f"not {metric.called}"
    return replace(found, sentence=_sentence(found, called, metric.noun, len(walk.baselines), style))


def _sentence(spike: Spike, called: str, noun: str, judged: int, style: str) -> str:
    before, during, start = spike.baseline, spike.during, spike.window.start
    reach = {28: "four weeks", 56: "eight weeks"}.get(before.window.days, f"{before.window.days} days")
    alone = spike.window.days == {"day": 1, "week": 7}[spike.unit]
    when = f"In the week of {figures.day(start, style)}" if spike.unit == "week" else f"On {figures.day(start, style)}"
    if not alone:
        when = f"From {figures.window(spike.window, style)}"
    expected = f"about {spike.expected:,.0f}" if spike.expected >= 1 else "less than one"
    if alone:  # the exact limit of one unit; a run of them has none
        expected += f", seldom more than {statistics.binomial_limits(max(before.numerator, 1) / before.denominator, during.denominator)[1]:,}"
    this = f"a {spike.unit} this bad" if alone else f"a {spike.unit} as bad as the worst of these"
    others = f", even with {judged:,} {spike.unit}s looked at" if judged > 1 else ""
    return (
        f"In the {reach} before ({figures.window(before.window, style)}), {figures.counts(before, noun)}"
        f" ({figures.share(before.value)}) were {called}. {when}, {during.numerator:,} of {during.denominator:,}"
        f" ({figures.share(during.value)}) were. If nothing had changed we would expect {expected};"
        f" {this} would come by chance less than once in a thousand{others}."
    )


def _note(days: Days, walk: Walk, style: str) -> str:
    """How many units were judged, and why the others could not be."""
    unit, units, judged = days.unit, walk.units, len(walk.baselines)
    if judged == len(units) and units:
        return f"Spikes: all {judged:,} {unit}s were judged."
    known = f"The data hold all due orders of {figures.window(days.window(0, len(days.orders)), style)}."
    need = (
        f"A {unit} is held against the {REACHES[0]} complete days that end {ENDS_BEFORE} days before it"
        f" (or {REACHES[1]} or {REACHES[2]} days, if they hold fewer than {ENOUGH} orders)"
    )
    if judged:
        return f"Spikes: {judged:,} of {len(units):,} {unit}s could be judged. {need}; for the others the data hold too little. {known}"
    earliest = REACHES[0] + ENDS_BEFORE - 1
    if any(u.start >= earliest for u in units):
        return f"Spikes: too few orders to judge. {need}; no such days hold {ENOUGH} orders. {known}"
    reach = figures.day(days.first - timedelta(days=earliest), style)
    return (
        f"Spikes: no {unit} could be judged, because the data do not reach back far enough. {need}. {known}"
        f" To judge their first day, export orders from {reach} on."
    )

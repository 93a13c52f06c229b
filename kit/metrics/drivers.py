"""What the rise came from: warehouse, carrier, SKU, weekday or hour of the order, value by value.

It reads any orders judged, by whatever metric: "late" here is what the metric counts as bad, late, returned or cancelled.
Each value's part of the rise is split in two (Kitagawa): `rate_part`, because its own late share changed, and `mix_part`,
because more or fewer orders were its. With w for a value's share of all orders and p for its late share, 0 before and 1
during, and N orders during:

    rate_part = N (p1 - p0) (w0 + w1) / 2        mix_part = N (w1 - w0) ((p0 + p1) / 2 - P)

where P, the mean of both overall shares, only centres the second part (a value with an average late share that grew
explains nothing). All parts of a column add up to the whole rise N (P1 - P0). A value that is new is held against the
overall share before.

An order with several SKUs is among the orders of each: `before`, `during` and `p_value` of a SKU are of all orders with it, so
the counts of SKUs do not add up to those of the metric. Their parts of the rise do: there it counts for each of its k SKUs as
1/k of an order. Orders that state no SKU are a value of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.metrics.counting import Judged, local_times, rate, rate_of, within
from kit.metrics.material import Material
from kit.model import Driver, Window
from kit.tools import statistics

UNSTATED = "(not stated)"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOURS = tuple(f"{hour:02}:00–{hour:02}:59" for hour in range(24))
MOST_VALUES = 24  # of one column on their own; every value was computed and tested, the others stand together at the end
ENOUGH = 10  # orders in each window for a test to be worth its part of the correction

Counts = NDArray[np.int64] | NDArray[np.float64]
Coded = tuple[int, Driver]  # a value's code, and what was found of it


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Column:
    """One column as codes into its values. `rows` are row numbers of the orders: an order stands once for each of its SKUs.

    `weights` then say which part of it each of them is.
    """

    name: str
    codes: NDArray[np.int64]
    values: tuple[str, ...]
    rows: NDArray[np.int64] | None = None  # None: one code an order
    weights: NDArray[np.float64] | None = None  # None: one order each


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Split:
    """Counts of each value of a column, before and during."""

    column: Column
    late0: Counts
    all0: Counts
    late1: Counts
    all1: Counts


def drivers(material: Material, judged: Judged) -> tuple[Driver, ...]:
    """Each column's values by their part of the rise; the column whose first value stands out most comes first."""
    windows = dict(material.periods)
    before, during = windows.get("before"), windows.get("during")
    if not before or not during:
        return ()
    total0, total1 = (int((judged.counted & within(material.days, window)).sum()) for window in (before, during))
    if not total0 or not total1:
        return ()
    tested = [(column, list(_drivers(column, judged, material, before, during))) for column in columns(material)]
    corrected = iter(statistics.holm(d.p_value for _, of_one in tested for _, d in of_one if d.p_value is not None))
    ranked = []
    for column, of_one in tested:
        adjusted = [(code, d if d.p_value is None else replace(d, p_value=next(corrected))) for code, d in of_one]
        adjusted.sort(key=lambda pair: (-pair[1].excess, pair[1].value))
        ranked.append(_shortened(column, adjusted, judged, material))
    ranked.sort(key=lambda of_one: -_stands_out(_named(of_one), total1))
    return tuple(d for of_one in ranked for d in of_one)


def _named(of_one: list[Driver]) -> Driver:
    """The first value that has a name: what is blank because an order never left explains nothing."""
    return next((d for d in of_one if d.value != UNSTATED), of_one[0])


def columns(material: Material) -> Iterator[Column]:
    """The columns that could explain a rise, as far as the export states them."""
    frame = material.frame
    for name in ("warehouse", "carrier"):
        if frame[name].notna().any():
            yield _coded(name, frame[name])
    yield from _sku(material)
    yield Column(name="weekday", codes=_weekday(material.days), values=WEEKDAYS)
    yield Column(name="hour", codes=_hour(local_times(frame["created_at"], material.policy.zone.key)), values=HOURS)


def _coded(name: str, values: pd.Series) -> Column:
    codes, known = pd.factorize(values)
    return Column(name=name, codes=np.where(codes < 0, len(known), codes), values=(*map(str, known), UNSTATED))


def _weekday(days: NDArray[np.datetime64]) -> NDArray[np.int64]:
    return (np.where(np.isnat(days), np.datetime64(0, "D"), days).astype("datetime64[D]").astype(np.int64) + 3) % 7


def _hour(local: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """The hour of the wall clock; 0 where there is no time."""
    known = np.where(np.isnat(local), np.datetime64(0, "D"), local)
    return np.asarray((known - known.astype("datetime64[D]")).astype("timedelta64[h]").astype(np.int64))


def _sku(material: Material) -> Iterator[Column]:
    """Joined on the SKU id; a value is shown by the seller's own SKU where the export has one."""
    lines = material.orders.lines
    if not lines["sku_id"].notna().any():
        return
    codes, known = pd.factorize(lines["sku_id"])
    rows = material.of_line
    there = (codes >= 0) & (rows >= 0)
    pairs = _once(rows[there], codes[there], len(known))
    named = pairs // len(known)
    each = np.bincount(named, minlength=len(material.frame))  # SKUs of each order
    unnamed = np.flatnonzero(each == 0)
    stated = np.flatnonzero(codes >= 0)[::-1]
    first = np.zeros(len(known), dtype=np.int64)
    first[codes[stated]] = stated
    shown = lines["seller_sku"].iloc[first]
    values = tuple(str(id_ if pd.isna(own) else own) for id_, own in zip(known, shown, strict=True))
    yield Column(
        name="sku",
        codes=np.concatenate([pairs % len(known), np.full(len(unnamed), len(known))]),
        values=(*values, UNSTATED),
        rows=np.concatenate([named, unnamed]),
        weights=np.concatenate([1 / each[named], np.ones(len(unnamed))]),
    )


def _once(rows: NDArray[np.int64], codes: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Each pair of an order and a SKU as one number, once: an order may have two lines of one SKU."""
    pairs, several = rows * size + codes, np.bincount(rows)[rows] > 1
    return np.concatenate([pairs[~several], pd.unique(pairs[several])])


def _split(
    column: Column,
    judged: Judged,
    material: Material,
    before: Window,
    during: Window,
    *,
    weights: NDArray[np.float64] | None = None,
) -> Split:
    def counted(window: Window) -> tuple[Counts, Counts]:
        inside = judged.counted & within(material.days, window)
        late = judged.bad & inside
        if column.rows is not None:
            inside, late = inside[column.rows], late[column.rows]
        return counts(late), counts(inside)

    def counts(chosen: NDArray[np.bool_]) -> Counts:
        part = None if weights is None else weights[chosen]
        return np.bincount(column.codes[chosen], weights=part, minlength=len(column.values))

    (late0, all0), (late1, all1) = counted(before), counted(during)
    return Split(column=column, late0=late0, all0=all0, late1=late1, all1=all1)


def _drivers(column: Column, judged: Judged, material: Material, before: Window, during: Window) -> Iterator[Coded]:
    split = _split(column, judged, material, before, during)
    shared = split if column.weights is None else _split(column, judged, material, before, during, weights=column.weights)
    rate_part, mix_part = kitagawa(shared)
    whole = float(rate_part.sum() + mix_part.sum())
    for n in np.flatnonzero((split.all0 > 0) | (split.all1 > 0)):
        late0, all0, late1, all1 = (int(x[n]) for x in (split.late0, split.all0, split.late1, split.all1))
        excess = float(rate_part[n] + mix_part[n])
        yield (
            int(n),
            Driver(
                column=column.name,
                value=column.values[n],
                before=rate_of(late0, all0, before),
                during=rate_of(late1, all1, during),
                excess=excess,
                share=excess / whole if whole > 0 else None,
                p_value=statistics.fisher(late1, all1, late0, all0) if min(all0, all1) >= ENOUGH else None,
                rate_part=float(rate_part[n]),
                mix_part=float(mix_part[n]),
            ),
        )


def kitagawa(split: Split) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The rate part and the mix part of each value, in orders."""
    total0, total1 = split.all0.sum(), split.all1.sum()
    overall0, overall1 = split.late0.sum() / total0, split.late1.sum() / total1
    w0, w1 = split.all0 / total0, split.all1 / total1
    p0 = np.divide(split.late0, split.all0, out=np.full(len(w0), overall0), where=split.all0 > 0)
    p1 = np.divide(split.late1, split.all1, out=p0.copy(), where=split.all1 > 0)
    rate_part = total1 * (p1 - p0) * (w0 + w1) / 2
    mix_part = total1 * (w1 - w0) * ((p0 + p1) / 2 - (overall0 + overall1) / 2)
    return rate_part, mix_part


def _shortened(column: Column, ranked: list[Coded], judged: Judged, material: Material) -> list[Driver]:
    """The first values, and all others as one, so that the sums stay whole."""
    found = [driver for _, driver in ranked]
    if len(ranked) <= MOST_VALUES:
        return found
    others = found[MOST_VALUES:]
    theirs = np.isin(column.codes, [code for code, _ in ranked[MOST_VALUES:]])
    if column.rows is not None:  # an order with several of them once
        theirs = np.bincount(column.rows[theirs], minlength=len(judged.bad)) > 0
    windows = (others[0].before.window, others[0].during.window)
    before, during = (replace(rate(judged, material.days, window, theirs), excluded=()) for window in windows)
    pooled = Driver(
        column=others[0].column,
        value=f"({len(others):,} others)",
        before=before,
        during=during,
        excess=sum(d.excess for d in others),
        share=None if others[0].share is None else sum(d.share or 0.0 for d in others),
        rate_part=sum(d.rate_part for d in others),
        mix_part=sum(d.mix_part for d in others),
    )
    return [*found[:MOST_VALUES], pooled]


def _stands_out(first: Driver, total: int) -> float:
    """How far the first value's part of the rise exceeds its part of the orders: 0 if all rose alike, 1 if it is the rise."""
    orders = first.during.denominator / total
    return ((first.share or 0.0) - orders) / (1 - orders) if orders < 1 else 0.0

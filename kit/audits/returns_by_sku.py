"""What the returned orders have in common: each SKU's part of the rise, why it has it, and the days of orders that stand out.

A SKU's part is split in two (Kitagawa, as in the drivers): because a larger share of its orders came back, and because more or
fewer of the orders were its. Only the first speaks of the goods. The days that stand out are the run of order days that chance
would give least, of all runs that the data allow (a scan with the likelihood ratio of two binomials); its chance is multiplied
by the number of runs and of SKUs looked at. So the day of a change is found and not taken from what a person says of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kit.audits._returns import named_skus, requests
from kit.audits.request import Request
from kit.model import Audit, AuditRow, Driver, Metric, Rate, Window
from kit.tools import figures, statistics

if TYPE_CHECKING:
    import pandas as pd

EXHIBIT = "affected_orders"  # the kind of evidence that it is

OF_RETURNS = ("seller_fault_returns", "return_rate", "refund_rate", "dispute_rate")
"""The metrics that such a table can be made of."""
SURE = 0.001  # chance of a run of days, times the runs and SKUs looked at, below which it stands out
LEAST = 3  # returned orders of such a run
MOST_SKUS = 24  # in the table; more stand together in its last row

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The days of orders of one SKU that stand out, and its other days."""

    inside: Rate
    outside: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Sku:
    """One SKU of the table."""

    driver: Driver
    run: Run | None
    reason: str  # the reason given most often for its returned orders of the violation
    reason_count: int


def audit(request: Request) -> Audit:
    """Every SKU with its share before and during, both parts of the rise, its days and its first reason."""
    found = Audit(
        id="returns_by_sku",
        title="Returned orders by SKU",
        definition=(
            "Each SKU's orders before and during are counted as the metric of this violation counts them. The rise is split by SKU"
            " (Kitagawa): the part that came because its own share of returned orders changed, and the part that came because more or"
            " fewer of the orders were its. An order with several SKUs counts for each in part. The days that stand out are the run of"
            f" order days least likely by chance; named only where its chance, times all runs and SKUs, is below {SURE}."
        ),
    )
    analysis = request.analysis
    metric = analysis.metric(analysis.main) if analysis.main in OF_RETURNS else None
    drivers = tuple(d for d in analysis.drivers if d.column == "sku")
    if metric is None or analysis.judged is None or not drivers:
        return replace(found, unavailable="the orders of this violation are not told apart by return and SKU")
    skus = tuple(_skus(request, metric, drivers))
    return replace(
        found,
        sentence=_sentence(metric, skus, request.policy.site.date_style),
        heads=(
            "SKU",
            "Before",
            "During",
            "By its rate",
            "By its share of sales",
            "Reason given most",
            "Order days that stand out",
        ),
        rows=tuple(_row(sku, request.policy.site.date_style) for sku in skus),
        figures=_figures(skus, request.policy.site.date_style),
        rates=_rates(skus),
        notes=tuple(filter(None, (metric.reconstructed,))),
        reads=("orders", "returns"),
    )


# --- what is counted ----------------------------------------------------------------------------


def _skus(request: Request, metric: Metric, drivers: tuple[Driver, ...]) -> Iterator[Sku]:
    """The SKUs with the largest part of the rise first, all others in one row."""
    orders, given = _orders(request, metric), _reasons(request, metric)
    for driver in drivers[:MOST_SKUS]:
        its = orders[orders["sku"] == driver.value]
        reason, count = given.get(driver.value, ("", 0))
        yield Sku(driver=driver, run=_run(its, len(drivers)), reason=reason, reason_count=count)


def _orders(request: Request, metric: Metric) -> "pd.DataFrame":
    """One row an order and SKU that the metric counts: order_id, day, period, bad, sku."""
    judged = request.analysis.judged
    assert judged is not None
    counted = judged.loc[judged[metric.id].notna() & judged["day"].notna(), ["order_id", "day", "period", metric.id]]
    return counted.rename(columns={metric.id: "bad"}).merge(named_skus(request), on="order_id")


def _reasons(request: Request, metric: Metric) -> "dict[str, tuple[str, int]]":
    """Of each SKU's returned orders of the violation the reason given most often, with its count."""
    orders = _orders(request, metric)
    bad = orders[(orders["period"] == "during") & orders["bad"].astype(bool)]
    asked = requests(request)
    told = asked.loc[asked["reason"].notna(), ["order_id", "reason"]].drop_duplicates("order_id").merge(bad, on="order_id")
    counts = told.groupby(["sku", "reason"], observed=True).size().reset_index(name="n")
    first = counts.sort_values(["n", "reason"], ascending=[False, True]).drop_duplicates("sku")
    return {str(sku): (str(reason), n) for sku, reason, n in zip(first["sku"], first["reason"], first["n"].tolist(), strict=True)}


def _run(orders: "pd.DataFrame", skus: int) -> Run | None:
    """The run of days that chance would give least, if it is that unlikely."""
    if orders.empty:
        return None
    days = orders["day"].to_numpy().astype("datetime64[D]")
    first, at = days.min(), (days - days.min()).astype(np.int64)
    bad = orders["bad"].to_numpy(dtype=bool)
    of, late = np.bincount(at), np.bincount(at[bad], minlength=int(at.max()) + 1)
    found = _unlikeliest(late, of)
    if found is None:
        return None
    start, end = found
    inside, outside = slice(start, end + 1), np.r_[0:start, end + 1 : len(of)]
    mine, its = int(late[inside].sum()), int(of[inside].sum())
    others, theirs = int(late[outside].sum()), int(of[outside].sum())
    looked_at = skus * len(of) * (len(of) + 1) // 2
    if mine < LEAST or statistics.fisher(mine, its, others, theirs) * looked_at >= SURE:
        return None
    window = Window(start=_day(first, start), end=_day(first, end))
    whole = Window(start=_day(first, 0), end=_day(first, len(of) - 1))
    return Run(
        inside=Rate(numerator=mine, denominator=its, window=window),
        outside=Rate(numerator=others, denominator=theirs, window=whole),
    )


def _unlikeliest(bad: Counts, of: Counts) -> tuple[int, int] | None:
    """First and last day of the run inside of which far more came back than outside, by the likelihood ratio; None if no run."""
    sum_bad, sum_of = np.concatenate([[0], np.cumsum(bad)]), np.concatenate([[0], np.cumsum(of)])
    k = sum_bad[None, 1:] - sum_bad[:-1, None]  # from day i (row) to day j (column)
    n = sum_of[None, 1:] - sum_of[:-1, None]
    rest_k, rest_n = sum_bad[-1] - k, sum_of[-1] - n
    fits = np.triu(np.ones_like(n, dtype=bool)) & (n > 0) & (rest_n > 0) & (k * rest_n > rest_k * n)
    if not fits.any():
        return None
    ratio = np.where(fits, _likelihood(k, n) + _likelihood(rest_k, rest_n), -np.inf)
    start, end = np.unravel_index(int(np.argmax(ratio)), ratio.shape)
    return int(start), int(end)


def _likelihood(k: Counts, n: Counts) -> NDArray[np.float64]:
    """The highest log likelihood of k of n, less what does not depend on the share."""
    share = np.divide(k, n, out=np.zeros(k.shape), where=n > 0)
    some, rest = np.where(share > 0, share, 1.0), np.where(share < 1, 1 - share, 1.0)
    return np.asarray(k * np.log(some) + (n - k) * np.log(rest), dtype=np.float64)


def _day(first: np.datetime64, number: int) -> date:
    found: date = first.astype(object) + timedelta(days=number)
    return found


# --- what is said -------------------------------------------------------------------------------


def _sentence(metric: Metric, skus: tuple[Sku, ...], style: str) -> str:
    first = skus[0]
    whole = sum(sku.driver.excess for sku in skus)
    text = (
        f"Of a rise of {whole:.1f} orders {metric.called}, {first.driver.excess:.1f} are of SKU {first.driver.value}:"
        f" {first.driver.rate_part:.1f} because more of its orders came back, {first.driver.mix_part:.1f} because of its share of sales."
    )
    if first.run is None:
        return f"{text} No run of its order days stands out."
    inside, outside = first.run.inside, first.run.outside
    days = figures.window(inside.window, style)
    return f"{text} Its orders of {days} stand out: {_counts(inside)}, against {_counts(outside)} on all its other days."


def _counts(rate: Rate) -> str:
    return f"{rate.numerator:,} of {rate.denominator:,} ({figures.share(rate.value)})" if rate.denominator else "no orders"


def _row(sku: Sku, style: str) -> AuditRow:
    driver, run = sku.driver, sku.run
    days = f"{figures.window(run.inside.window, style)}: {run.inside.numerator:,} of {run.inside.denominator:,}" if run else ""
    reason = f"{sku.reason} ({sku.reason_count:,} of {driver.during.numerator:,})" if sku.reason else ""
    cells = (
        driver.value,
        _counts(driver.before) if driver.before.denominator else figures.NOT_APPLICABLE,
        _counts(driver.during) if driver.during.denominator else figures.NOT_APPLICABLE,
        f"{driver.rate_part:+.1f}",
        f"{driver.mix_part:+.1f}",
        reason,
        days,
    )
    return AuditRow(cells=cells, state="plain")


def _figures(skus: tuple[Sku, ...], style: str) -> dict[str, str]:
    """Those of the SKU with the largest part of the rise."""
    first = skus[0]
    found = {
        "sku": first.driver.value,
        "rise": f"{sum(sku.driver.excess for sku in skus):.1f}",
        "rate_part": f"{first.driver.rate_part:.1f}",
        "mix_part": f"{first.driver.mix_part:.1f}",
        "reason": first.reason,
        "reason_count": f"{first.reason_count:,}",
    }
    if first.run:
        window = first.run.inside.window
        found |= {"first_day": figures.day(window.start, style), "last_day": figures.day(window.end, style)}
    return found


def _rates(skus: tuple[Sku, ...]) -> dict[str, Rate]:
    first = skus[0]
    during = {"during": replace(first.driver.during, excluded=())}
    return during | ({"inside": first.run.inside, "outside": first.run.outside} if first.run else {})

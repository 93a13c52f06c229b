"""F908: data in which no order counts in the days that the violation is about."""

from collections.abc import Iterable
from datetime import date

from kit.lint.parts import main_metric
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Metric, PeriodName, Rate, Subject, Window
from kit.tools.written_dates import long

NEXT = "check violation.window against the notice; if it is right, export the orders of these days and put the file into orders/"


def check(subject: Subject) -> Iterable[Hit]:
    metric = main_metric(subject)
    if metric is None:
        return
    if metric.unavailable:
        yield Hit(
            where=f"metrics.{metric.id}",
            message=Both(
                f"{metric.title} could not be counted: {metric.unavailable}", f"{metric.title} 无法统计：{metric.unavailable}"
            ),
            fix=Both(
                "export the orders with that time, or state in metrics the clock that the notice counts by, and because of what",
                "导出带有该时间的订单，或在 metrics 中写明通知采用的计时点及依据",
            ),
        )
        return
    during = metric.rate("during")
    if during and during.denominator:
        return
    window = subject.case.violation.window or (during.window if during else None)
    if window is None:
        yield Hit(
            where="violation.window",
            message=Both(
                f"{metric.title} has no days to count: the case states neither the violation's window nor when a cause began",
                f"{metric.title} 没有可统计的日期：案件既没写违规时间段，也没写原因何时开始",
            ),
            fix=Both(
                "give violation.window: the first and last day that the notice counts",
                "填写 violation.window：通知统计的第一天和最后一天",
            ),
        )
        return
    days = _covered(subject)
    covered = f"the data cover {_span(days)}" if days else "which days the data cover is not known"
    excluded = "; ".join(f"{n:,} {reason}" for reason, n in (during.excluded if during else ()) if n)
    left_out = f"; left out: {excluded}" if excluded else ""
    yield Hit(
        where="violation.window",
        message=Both(
            f"no order counts for {metric.title} in the window that the case states, {_span(window)}; {covered}{left_out}",
            f"案件所写时间段 {_span(window)} 内没有订单计入 {metric.title}；{f'数据覆盖 {_span(days)}' if days else '数据覆盖哪些天不详'}{f'；未计入：{excluded}' if excluded else ''}",
        ),
        fix=Both(NEXT, "对照通知核对 violation.window；若无误，请导出这些天的订单并放入 orders/"),
    )


def _covered(subject: Subject) -> Window | None:
    """The local days of the first and the last order, if the data say them."""
    if subject.orders is None or "created_at" not in subject.orders.orders:
        return None
    created = subject.orders.orders["created_at"].dropna()
    if created.empty:
        return None
    first, last = (moment.tz_convert(subject.policy.zone).date() for moment in (created.min(), created.max()))
    return Window(start=first, end=last)


def _span(window: Window) -> str:
    return f"{long(window.start)} to {long(window.end)}"


def _metric(*periods: tuple[PeriodName, Rate], unavailable: str | None = None) -> tuple[Metric, ...]:
    return (
        Metric(
            id="late_dispatch", title="Late dispatch rate", definition="", clock="handover", unit="%", noun="orders",
            sentence="", periods=periods, unavailable=unavailable,
        ),
    )  # fmt: skip


def _during(denominator: int, *excluded: tuple[str, int]) -> tuple[PeriodName, Rate]:
    window = Window(start=date(2026, 5, 11), end=date(2026, 6, 7))
    return "during", Rate(numerator=0, denominator=denominator, window=window, excluded=excluded)


_BARE = {"letter.summary": None}  # its figures would have no period
_LATE_CAUSE = {"violation.window": None, "root_causes.0.when": None}

RULE = Rule(
    id="F908",
    name="no-orders-in-window",
    severity="error",
    needs=frozenset({"metrics"}),
    what=said("The order data hold orders of the days that the violation counts.", "订单数据要包含违规统计窗口内的订单。"),
    why=said(
        "Data of other days say nothing about this violation, and the letter's figures become n/a.",
        "其他日期的数据与本次违规无关，信中的数字也会变成 n/a。",
    ),
    source="DESIGN §7 (n/a where the denominator is 0)",
    grade="derived",
    check=check,
    bad=(
        {**_BARE, "metrics": _metric(_during(0))},
        {**_BARE, "metrics": _metric(_during(0, ("cancelled before they were due", 12)))},
        {**_BARE, "metrics": _metric()},
        {**_BARE, **_LATE_CAUSE, "metrics": _metric()},
        {**_BARE, "metrics": _metric(unavailable="no order has a time for this step")},
    ),
    good=(
        "",
        {**_BARE, "metrics": _metric(_during(12))},
        {**_BARE, "metrics": ()},
        {**_BARE, "metrics": _metric(_during(1, ("cancelled before they were due", 12)))},
    ),
)

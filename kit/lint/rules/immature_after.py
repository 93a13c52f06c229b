"""F905: figures after the fix that prove little: too few orders due, or no better than before."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

import pandas as pd

from kit.lint.parts import main_metric
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Metric, Orders, PeriodName, Rate, Subject, Window

FEW = 30


def check(subject: Subject) -> Iterable[Hit]:
    metric = main_metric(subject)
    during, after = (metric.rate("during"), metric.rate("after")) if metric else (None, None)
    if metric is None or after is None:
        return
    where = f"metrics.{metric.id}.after"
    waiting = sum(n for reason, n in after.excluded if "not yet due" in reason) + _later(subject, metric, after)
    if waiting > after.denominator:
        yield Hit(
            where=where,
            message=Both(
                f"{metric.title} after the fix counts {after.denominator} orders, and {waiting} more are of days not all due at the export",
                f"{metric.title} 整改后统计了 {after.denominator} 个订单，另有 {waiting} 个所在日期在导出时尚未全部到期",
            ),
            fix=Both(
                "wait until more of them are due and export again, or say in the letter how many are counted",
                "等更多订单到期后重新导出，或在信中写明统计了多少",
            ),
        )
    elif 0 < after.denominator < FEW:
        yield Hit(
            where=where,
            message=Both(
                f"{metric.title} after the fix rests on {after.denominator} orders only",
                f"{metric.title} 整改后只有 {after.denominator} 个订单",
            ),
            fix=Both(
                "show the counts, not only the percentage, and export again before you send",
                "写出数量而不只是百分比，发送前重新导出",
            ),
        )
    if during and not _is_better(metric, during, after):
        wanted = "lower" if metric.better == "low" else "higher"
        yield Hit(
            where=where,
            message=Both(
                f"{metric.title} is not {wanted} after the fix ({after.value:.1%}) than during ({during.value:.1%})",
                f"{metric.title} 整改后（{after.value:.1%}）并不比违规期间（{during.value:.1%}）{'低' if metric.better == 'low' else '高'}",
            ),
            fix=Both(
                "the fix does not show in the data: look for another cause, or do not cite this metric",
                "数据看不出整改效果：另找原因，或不引用该指标",
            ),
        )


def _later(subject: Subject, metric: Metric, after: Rate) -> int:
    """Orders created after the window, which ends on the last day whose orders were all due at the export."""
    if subject.orders is None or metric.noun != "orders" or "created_at" not in subject.orders.orders:
        return 0
    created = subject.orders.orders["created_at"].dropna()
    return int((created.dt.tz_convert(subject.policy.zone).dt.date > after.window.end).sum())


def _is_better(metric: Metric, during: Rate, after: Rate) -> bool:
    """Whether the rate improved; true where one of the two has no orders, for then nothing is shown either way."""
    if during.value is None or after.value is None:
        return True
    return after.value < during.value if metric.better == "low" else after.value > during.value


def _late(
    numerator: int, denominator: int, waiting: int = 0, clock: str = "", better: Literal["low", "high"] = "low"
) -> tuple[Metric, ...]:
    def rate(late: int, of: int, month: int, excluded: tuple[tuple[str, int], ...] = ()) -> Rate:
        return Rate(
            numerator=late,
            denominator=of,
            window=Window(start=date(2026, month, 1), end=date(2026, month, 28)),
            excluded=excluded,
        )

    excluded = (("not yet due when the data were exported", waiting),) if waiting else ()
    periods: tuple[tuple[PeriodName, Rate], ...] = (
        ("before", rate(9, 1120, 4)),
        ("during", rate(412, 3926, 5)),
        ("after", rate(numerator, denominator, 6, excluded)),
    )
    return (
        Metric(
            id=f"late_dispatch{clock}", title="Late dispatch rate", definition="", clock="handover", unit="%", noun="orders",
            sentence="", periods=periods, better=better,
        ),
    )  # fmt: skip


def _created_on(*days: tuple[str, int]) -> Orders:
    moments = [pd.Timestamp(f"{day}T12:00", tz="UTC") for day, n in days for _ in range(n)]
    table = pd.DataFrame({"created_at": pd.Series(moments, dtype="datetime64[us, UTC]")})
    return Orders(lines=table, orders=table, readings=(), quarantine=(), exported=None)


RULE = Rule(
    id="F905",
    name="weak-after-figure",
    severity="warning",
    stance="plan",
    needs=frozenset({"metrics"}),
    what=said(
        "The figure after the fix counts enough orders that are due, and is better.",
        "整改后的数据要有足够的已到期订单，并且确有改善。",
    ),
    why=said(
        "Orders not yet due cannot be late, so a fresh period looks better than it is.",
        "未到期的订单不可能迟发，刚开始的时段总显得更好。",
    ),
    source="research/appeals.md §3 (7 to 14 full days before filing; give n and d)",
    grade="own_knowledge",
    check=check,
    bad=(
        {"metrics": _late(1, 200, 900)},
        {"metrics": _late(0, 12)},
        {"metrics": _late(1, 94), "orders": _created_on(("2026-06-20", 94), ("2026-06-29", 225))},
        {"metrics": _late(1, 94, 60), "orders": _created_on(("2026-06-29", 40))},
        {"metrics": _late(60, 400)},
        {"metrics": _late(20, 400, better="high")},
    ),
    good=(
        "",
        {"metrics": _late(1, 2000, 150)},
        {"metrics": _late(0, 0)},
        {"metrics": _late(1, 94), "orders": _created_on(("2026-06-20", 94), ("2026-06-29", 40))},
        {"metrics": _late(390, 400, better="high")},
        {"metrics": (*_late(1, 2000), *_late(60, 400, clock="_scan"))},
    ),
)

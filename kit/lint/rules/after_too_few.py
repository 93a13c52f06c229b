"""E880: a figure after the fix that its numbers cannot tell from the one before it, and no word of how many it would take."""

from collections.abc import Iterable
from datetime import date

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Metric, Rate, Subject, Window
from kit.tools import statistics


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    refs = {t.ref for p in subject.letter.passages for t in p.traces if t.kind == "metric"}
    for metric in subject.metrics or ():
        is_stated = any(ref.startswith(f"{metric.id}.after") for ref in refs)
        if not is_stated or f"{metric.id}.needed" in refs or (needed := _lacking(metric)) is None:
            continue
        during, after = metric.rate("during"), metric.rate("after")
        assert during is not None
        assert after is not None
        of = "a return to the rate before" if after.value is None else "the difference that the letter states"
        of_zh = "已恢复到此前水平" if after.value is None else "信中所说的差异"
        yield Hit(
            where=f"metrics.{metric.id}.after",
            message=(
                Both(
                    f"{metric.title}: {after.denominator:,} {metric.noun} after the fix and {during.denominator:,} during cannot show"
                    f" {of}; about {needed:,} on each side could",
                    f"{metric.title}：整改后 {after.denominator:,} 个、违规期间 {during.denominator:,} 个，样本太少，不足以证明{of_zh}；两侧各约 {needed:,} 个才够",
                )
            ),
            fix=Both(
                f"say so with {{{{ metric.{metric.id}.needed }}}}, or wait and export again",
                f"用 {{{{ metric.{metric.id}.needed }}}} 说明这一点，或等一段时间后重新导出",
            ),
        )


def _lacking(metric: Metric) -> int | None:
    """How many on each side would show the difference, if these do not; None if they do, or if there is none.

    Where nothing after is counted, the difference is that to the rate before.
    """
    during, after, other = metric.rate("during"), metric.rate("after"), metric.against
    if during is None or after is None or other is None or during.value is None or other.value is None:
        return None
    low, high = (
        statistics.newcombe(during.numerator, during.denominator, after.numerator, after.denominator)
        if after.denominator
        else (0, 0)
    )
    return statistics.orders_needed(during.value, other.value) if low <= 0 <= high else None


def _late(during: tuple[int, int], after: tuple[int, int], before: tuple[int, int] = (9, 1120)) -> tuple[Metric, ...]:
    def rate(counts: tuple[int, int], month: int) -> Rate:
        window = Window(start=date(2026, month, 1), end=date(2026, month, 28))
        return Rate(numerator=counts[0], denominator=counts[1], window=window)

    return (
        Metric(
            id="late_dispatch", title="Late dispatch rate", definition="", clock="handover", unit="%", noun="orders",
            sentence="", periods=(("before", rate(before, 4)), ("during", rate(during, 5)), ("after", rate(after, 6))),
        ),
    )  # fmt: skip


_SAID = {"letter.summary.now": "Since then {{ metric.late_dispatch.after }} were late."}

RULE = Rule(
    id="E880",
    name="after-too-few",
    severity="warning",
    stance="plan",
    needs=frozenset({"letter", "metrics"}),
    what=said(
        "A figure after the fix is told from the one before by its numbers, or the letter says how many it would take.",
        "整改后的数据在数量上足以与之前区分，否则信中要说明还需多少订单。",
    ),
    why=said(
        "A better share of a few orders is what chance gives as well; a reviewer counts them.",
        "少量订单的好转也可能出于偶然；审核员会数订单。",
    ),
    source="research/orders.md §4 (difference of two shares by Newcombe's interval, orders needed at 80 % power)",
    grade="own_knowledge",
    check=check,
    bad=(
        {**_SAID, "metrics": _late((9, 58), (0, 14))},
        {**_SAID, "metrics": _late((412, 3926), (5, 60))},
        {**_SAID, "metrics": _late((4, 40), (1, 35))},
        {**_SAID, "metrics": _late((4, 40), (0, 0))},  # nothing after is old enough yet
    ),
    good=(
        "",
        {**_SAID, "metrics": _late((412, 3926), (10, 2000))},
        {**_SAID, "metrics": _late((4, 40), (0, 0), before=(0, 0))},  # nothing that it could return to
        {"letter.summary": None, "metrics": _late((4, 40), (1, 35))},
    ),
)

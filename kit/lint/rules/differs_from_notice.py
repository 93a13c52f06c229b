"""F911: our own count differs from the notice's figure, and the letter does not say so."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, NoticeFigure, Subject
from kit.tools.prose import Figure, figures


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    traced = {t.ref for p in subject.letter.passages for t in p.traces}
    written = {f.key for f in figures(subject.letter.text)}
    for n, stated in enumerate(subject.case.violation.figures):
        metric = next((m for m in subject.metrics or () if m.id == stated.metric), None)
        rate, figure = metric.rate("during") if metric else None, _percent(stated)
        if metric is None or rate is None or rate.value is None or figure is None:
            continue
        ours = rate.value * 100
        is_same = round(ours, figure.decimals) == float(figure.value)
        is_said = figure.key in written or f"notice.{stated.metric}" in traced
        if not is_same and not is_said:
            yield Hit(
                where=f"violation.figures.{n}",
                message=Both(
                    f"the notice states {stated.value} for {metric.title}, the letter's own count is {ours:.{max(1, figure.decimals)}f}%, and no sentence says why",
                    f"通知中 {metric.title} 为 {stated.value}，信中自算为 {ours:.{max(1, figure.decimals)}f}%，且没有一句说明原因",
                ),
                fix=Both(
                    f"name both, {{{{ notice.{stated.metric} }}}} and yours, and the reason: another clock, other days, orders left out",
                    f"两个数字都写出，{{{{ notice.{stated.metric} }}}} 和自己的，并说明原因：计时点不同、日期不同、排除了部分订单",
                ),
            )


def _percent(stated: NoticeFigure) -> Figure | None:
    return next((f for f in figures(stated.value) if f.is_percent), None)


def _notice(value: str) -> dict[str, object]:
    return {"violation.figures": [{"metric": "late_dispatch", "value": value}]}


RULE = Rule(
    id="F911",
    name="differs-from-notice",
    severity="warning",
    needs=frozenset({"letter", "metrics"}),
    what=said(
        "Where our count differs from the notice's figure, the letter says why.", "自行统计与通知数字不同时，信中要说明原因。"
    ),
    why=said(
        "The reviewer has the notice open; an unexplained difference looks like an invented figure.",
        "审核员手边就是通知；不解释的差异像是编造。",
    ),
    source="seed 000: 平台会交叉验证后台数据; research/appeals.md §4 proof (rest explained)",
    grade="seed",
    check=check,
    bad=(
        _notice("12.4%"),
        _notice("9%"),
        {**_notice("10.9 %"), "letter.summary": None},
        {**_notice("12.4%"), "corrective.0.what": "Your notice of {{ case.notice_received }} was read with the team."},
        {**_notice("2.4%"), "corrective.0.what": "Of the orders of another shop, 12.4% left late."},
    ),
    good=(
        "",
        _notice("10%"),
        {**_notice("12.4%"), "corrective.0.what": "The notice counts 12.4% by the carrier's scan."},
        {**_notice("12.4 %"), "corrective.0.what": "The notice counts {{ notice.late_dispatch }} by the carrier's scan."},
        _notice("412 orders"),
    ),
)

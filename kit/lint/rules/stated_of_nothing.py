"""F912: a sentence of the letter states a rate of nothing: no order of that period is counted."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Metric, Passage, Rate, Subject, Trace, Window
from kit.tools import figures
from kit.tools.prose import sentence_around


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    empty = dict(chain(_of_metrics(subject), _of_audits(subject)))
    for passage in subject.letter.passages:
        heard = set[tuple[str, str]]()
        for trace in passage.traces:
            ref = next((ref for ref in empty if _is_of(trace, ref)), None) or _ref_of_nothing(passage, trace)
            sentence = sentence_around(passage.text, trace.start)
            if ref and (ref, sentence) not in heard:
                heard.add((ref, sentence))
                yield _hit(passage.where, sentence, ref, empty.get(ref))


def _of_metrics(subject: Subject) -> Iterator[tuple[str, Both]]:
    """Each period of a metric in which nothing is counted, by what a placeholder calls it."""
    for metric in subject.metrics or ():
        for period, rate in metric.periods:
            if not rate.denominator:
                days = figures.window(rate.window)
                yield (
                    f"{metric.id}.{period}",
                    Both(
                        f"{metric.title}: no {metric.noun} of {days} are counted{_left_out(rate)}",
                        f"{metric.title}：{days} 没有可计入的记录",
                    ),
                )


def _of_audits(subject: Subject) -> Iterator[tuple[str, Both]]:
    for audit in subject.audits or ():
        for name, rate in audit.rates.items():
            if not rate.denominator:
                yield (
                    f"{audit.id}.{name}",
                    Both(f"{audit.title}: nothing is counted for {name}", f"{audit.title}：{name} 没有可计入的记录"),
                )


def _left_out(rate: Rate) -> str:
    return f" ({'; '.join(f'{count:,} {why}' for why, count in rate.excluded)})" if rate.excluded else ""


def _is_of(trace: Trace, ref: str) -> bool:
    """Whether the placeholder is of that rate, and states more than its days."""
    return trace.kind in {"metric", "audit"} and f"{trace.ref}.".startswith(f"{ref}.") and trace.ref != f"{ref}.window"


def _ref_of_nothing(passage: Passage, trace: Trace) -> str | None:
    """What a figure is called that is no rate and has no value either."""
    is_nothing = trace.kind in {"metric", "audit"} and passage.text[trace.start : trace.end] == figures.NOT_APPLICABLE
    return trace.ref if is_nothing else None


def _hit(where: str, sentence: str, ref: str, why: Both | None) -> Hit:
    why = why or Both(f"{ref} has no value", f"{ref} 没有数值")
    return Hit(
        where=where,
        message=Both(f"{why.en}, and the sentence states a figure of it", f"{why.zh}，而这句话却引用了它的数字"),
        fix=Both(
            "wait and export again; or say in words that nothing of those days can be counted yet, without the placeholder",
            "等一段时间后重新导出；或去掉占位符，用文字说明这些日期尚无可计入的记录",
        ),
        quote=sentence,
    )


def _nothing_after() -> tuple[Metric, ...]:
    def rate(numerator: int, denominator: int, month: int, excluded: tuple[tuple[str, int], ...] = ()) -> Rate:
        window = Window(start=date(2026, month, 1), end=date(2026, month, 28))
        return Rate(numerator=numerator, denominator=denominator, window=window, excluded=excluded)

    young = (("created less than 8 whole days before the data were exported", 88),)
    return (
        Metric(
            id="late_dispatch", title="Late dispatch rate", definition="", clock="handover", unit="%", noun="orders", sentence="",
            periods=(("during", rate(412, 3926, 5)), ("after", rate(0, 0, 6, young))),
        ),
    )  # fmt: skip


def _now(sentence: str) -> dict[str, object]:
    return {"letter.summary.now": sentence, "metrics": _nothing_after()}


RULE = Rule(
    id="F912",
    name="stated-of-nothing",
    severity="error",
    needs=frozenset({"letter", "metrics"}),
    what=said("A rate that the letter states is one of something.", "信中写出的比率必须确有可计入的记录。"),
    why=said(
        "Where nothing is counted yet, the place of the figure says n/a or 0, and the sentence around it claims what no order shows.",
        "尚无可计入的记录时，数字处只会是 n/a 或 0，整句话就成了没有订单支持的说法。",
    ),
    source="research/orders.md §4 (a rate needs a denominator; n/a where it is 0)",
    grade="own_knowledge",
    check=check,
    bad=(
        _now("Batch gone, zips tested: {{ metric.late_dispatch.after.full }}."),
        _now("Since then {{ metric.late_dispatch.after }} were late."),
        _now("The count of {{ metric.late_dispatch.after.numerator }} late orders so far shows that the rate fell."),
    ),
    good=(
        "",
        _now("No order placed since then is old enough to be counted; {{ metric.late_dispatch.during.full }} were late."),
        {"letter.summary.now": "Since then {{ metric.late_dispatch.after.full }} were late."},
    ),
)

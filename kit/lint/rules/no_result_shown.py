"""M319: a plan that has figures after the fix and does not state them."""

from collections.abc import Iterable

from kit.lint.parts import main_metric
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    metric = main_metric(subject)
    after = metric.rate("after") if metric else None
    refs = (trace.ref for passage in subject.letter.passages for trace in passage.traces if trace.kind == "metric")
    if metric and after and after.denominator and not any(".after" in ref for ref in refs):
        yield Hit(
            where="letter.summary.now",
            message=Both(
                f"no sentence states {metric.title} after the fix, though {after.denominator:,} {metric.noun} are counted",
                f"没有一句写明整改后的 {metric.title}，尽管已统计 {after.denominator:,} 个（{metric.noun}）",
            ),
            fix=Both(
                f"add {{{{ metric.{metric.id}.after.full }}}} with its window to the summary",
                f"在摘要中加入 {{{{ metric.{metric.id}.after.full }}}} 及其时间段",
            ),
        )


RULE = Rule(
    id="M319",
    name="no-result-shown",
    severity="warning",
    stance="plan",
    needs=frozenset({"letter", "metrics"}),
    what=said("The letter states what the actions achieved.", "信中要写明措施的结果指标。"),
    why=said(
        "An action without a result leaves the reviewer to believe that it worked.",
        "没有结果的措施，审核员只能凭感觉相信它有效。",
    ),
    source="seed 000: 措施不可验证（无时间/责任人/结果指标）",
    grade="seed",
    check=check,
    bad=(
        {"letter.summary.now": "A second van leaves at 19:30."},
        {"letter.summary.now": "In May {{ metric.late_dispatch.during.full }} were late."},
        {"letter.summary": None},
    ),
    good=(
        "",
        {"letter.summary": None, "corrective.1.what": "Since then {{ metric.late_dispatch.after }} were late."},
        {"letter.summary": None, "metrics": ()},
    ),
)

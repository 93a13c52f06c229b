"""A209: a root cause that explains a rise which the shop's own data do not show."""

from collections.abc import Iterable, Iterator

from kit.lint.cause_words import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, CauseFinding, Metric, RootCause, Subject
from kit.tools import statistics
from kit.tools.prose import Figure, figures


def check(subject: Subject) -> Iterable[Hit]:
    flat = {finding.pattern: finding for finding in subject.causes or () if finding.is_without_rise}
    below = next(_below(subject), None) if flat else None
    for n, cause in enumerate(subject.case.root_causes):
        finding = flat.get(cause.pattern) if cause.pattern else _worded(subject, cause, flat)
        if finding:
            yield _hit(n, cause, finding, below)


def _hit(n: int, cause: RootCause, finding: CauseFinding, below: Both | None) -> Hit:
    far = below or Both("", "")
    return Hit(
        where=f"root_causes.{n}.pattern",
        message=Both(
            f"root cause {cause.id} ({finding.name}) explains a rise, and {finding.why_not_run}{far.en}",
            f"根本原因 {cause.id}（{finding.name}）用于解释上升，而数据未显示上升：{finding.why_not_run}{far.zh}",
        ),
        fix=Both(
            "look which orders the notice counts (its days, its reasons, another export) and write what they show; where no order went"
            " wrong, dispute the count; where a paper shows the cause all the same, cite it with the cause (no notice, no statement)"
            " and name it in a silence of this rule",
            "请核对通知所计的是哪些订单（日期、原因、其他导出），并按其所示书写；如并无过错，应对统计提出抗辩；如确有文件证明此原因，请在该原因下引用（不能是通知或说明），并在本规则的静默中写明",
        ),
        severity=None if below else "warning",
    )


def _worded(subject: Subject, cause: RootCause, flat: dict[str, CauseFinding]) -> CauseFinding | None:
    """The pattern that a cause without one states in its words."""
    tests = {pattern.id: pattern.test for pattern in subject.family.patterns}
    return next((f for f in flat.values() if told(cause.what, f.name, tests.get(f.pattern, f.pattern))), None)


def _below(subject: Subject) -> Iterator[Both]:
    """The notice's figures that our own count does not reach, whatever chance gives."""
    for stated in subject.case.violation.figures:
        metric = next((m for m in subject.metrics or () if m.id == stated.metric), None)
        figure = next((f for f in figures(stated.value) if f.is_percent), None)
        if metric and figure and (ours := _clearly_better(metric, figure)):
            yield Both(
                f"; our own {metric.title} of {ours}% lies clearly below the {stated.value} of the notice"
                if metric.better == "low"
                else f"; our own {metric.title} of {ours}% lies clearly above the {stated.value} of the notice",
                f"；自算 {metric.title} 为 {ours}%，明显优于通知所载 {stated.value}",
            )


def _clearly_better(metric: Metric, figure: Figure) -> str:
    """Our rate in percent where its 95% interval (Wilson) lies on the better side of the notice's figure."""
    rate = metric.rate("during")
    if rate is None or not rate.denominator:
        return ""
    low, high = statistics.wilson(rate.numerator, rate.denominator)
    theirs, half = float(figure.value) / 100, 0.5 * 10.0 ** -(figure.decimals + 2)
    is_better = high < theirs - half if metric.better == "low" else low > theirs + half
    return f"{100 * rate.numerator / rate.denominator:.{max(1, figure.decimals)}f}" if is_better else ""


_FLAT = CauseFinding(
    pattern="volume_spike",
    name="More orders than the team can pack",
    verdict="not run",
    why_not_run="the data show no rise to explain: 9 of 1,120 orders late before, 10 of 1,200 orders late during",
    is_without_rise=True,
)
_SPIKE = {"root_causes.0.pattern": "volume_spike", "causes": (_FLAT,)}
_HIGH = {"violation.figures": [{"metric": "late_dispatch", "value": "19%"}]}
_LIVE = "A live stream on 11 May 2026 brought four times the usual orders ({{ exhibit.old_contract }})."

RULE = Rule(
    id="A209",
    name="cause-of-no-rise",
    severity="error",
    stance="plan",
    needs=frozenset({"causes"}),
    what=said("A root cause that explains a rise stands on data that show one.", "用于解释上升的根本原因，须有数据显示上升。"),
    why=said(
        "The platform counts the same orders; a cause for what did not happen is a confession to the wrong fault.",
        "平台统计的是同样的订单；为并未发生之事给出原因，等于承认了错误的过错。",
    ),
    source="seed 000: 根因归类错误（如将算法误判归为人为失误）; research/appeals.md §4 (cap: contradicts the shop's data)",
    grade="derived",
    check=check,
    only_by_paper=True,
    bad=(
        {**_SPIKE, **_HIGH},
        _SPIKE,
        {**_SPIKE, **_HIGH, "root_causes.0.exhibits": []},
        {"root_causes.0.what": _LIVE, "causes": (_FLAT,), **_HIGH},
    ),
    good=(
        "",
        {"root_causes.0.pattern": "label_late", "causes": (_FLAT,), **_HIGH},
        {
            **_SPIKE,
            "causes": (CauseFinding(pattern="volume_spike", name="More orders", verdict="not run", why_not_run="no orders"),),
        },
        {"causes": (_FLAT,), **_HIGH},
    ),
)

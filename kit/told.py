"""What a command tells about a case, its orders and its findings."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kit.phrases import say
from kit.terminal import Terminal

if TYPE_CHECKING:
    from kit.appeal import Appeal
    from kit.model import Finding, Metric, Orders, Rate
    from kit.policy import Row
    from kit.report import Report

_DOUBTFUL = 10  # rows set aside that are shown; --json gives all


def result(terminal: Terminal, appeal: "Appeal", report: "Report") -> None:
    """What a build made and found."""
    terminal.line(f"{report.case}: {say(terminal.lang, report.status)}")
    if report.pdf:
        size = f"{report.pdf.bytes / 1e6:,.1f}"
        terminal.field("PDF", str(appeal.folder / report.pdf.path))
        terminal.field("", say(terminal.lang, "pages", pages=report.pdf.pages, megabytes=size, exhibits=len(report.exhibits)))
    for line in report.rows:
        terminal.field("rows", line)
    if appeal.orders:
        _analysis(terminal, appeal)
    findings(terminal, [f.model_dump() for f in report.findings], len(report.skipped))


def _analysis(terminal: Terminal, appeal: "Appeal") -> None:
    for sentence in _sentences(appeal.metrics):
        terminal.field("metric", sentence)
    for cause in appeal.causes:
        if cause.verdict == "supported":
            terminal.field("cause", f"{cause.name}: {' '.join(cause.evidence_for)}")
    for driver in appeal.drivers[:1]:
        shown = {"before": _share(driver.before), "during": _share(driver.during)}
        terminal.field("driver", say(terminal.lang, "driver_line", column=driver.column, value=driver.value, **shown))


def _sentences(metrics: Iterable["Metric"]) -> Iterator[str]:
    """What each metric says, the case's own first; a clock that counts the same again is left out."""
    told: list[Metric] = []
    for metric in metrics:
        if not any(_is_same(metric, earlier) for earlier in told):
            told.append(metric)
            yield metric.unavailable or metric.sentence


def _is_same(metric: "Metric", earlier: "Metric") -> bool:
    if metric.unavailable or earlier.unavailable:
        return metric.unavailable == earlier.unavailable
    return metric.clock is not None and (metric.clock, metric.periods) == (earlier.clock, earlier.periods)


def _share(rate: "Rate") -> str:
    return "n/a" if rate.value is None else f"{rate.value:.1%}"


def findings(terminal: Terminal, found: Sequence[dict[str, Any]], skipped: int) -> None:
    """The findings under a line that counts them."""
    counts = [sum(f["severity"] == s for f in found) for s in ("error", "warning", "info")]
    told = say(terminal.lang, "no_findings")
    if found:
        told = say(terminal.lang, "counted", errors=counts[0], warnings=counts[1], infos=counts[2])
    if skipped:
        told += f"; {say(terminal.lang, 'skipped', count=skipped)}"
    terminal.field("checks", told)
    terminal.table(
        terminal.heads("severity", "where", "message", "fix", "rule"),
        [(say(terminal.lang, f["severity"]), f["where"], f["message"], f["fix"] or "", f["rule"]) for f in found],
    )


def entries(found: Iterable["Finding"]) -> list[dict[str, Any]]:
    """The findings as JSON holds them."""
    names = ("rule", "severity", "where", "message", "fix", "fingerprint")
    return [{name: getattr(f, name) for name in names} for f in found]


def readings(terminal: Terminal, orders: "Orders") -> None:
    """How each file was read, and the first rows that were set aside."""
    for reading in orders.readings:
        terminal.line(reading.line)
        terminal.line(f"  {reading.format}, {reading.encoding}, dates {reading.date_format}, zone {reading.zone}")
        for note in reading.notes:
            terminal.line(f"  {note}")
    rows = [(q.file, str(q.line), q.rule, q.reason, q.raw[:80]) for q in orders.quarantine[:_DOUBTFUL]]
    terminal.table(["File", "Line", "Rule", "Reason", "Row"], rows)


def facts(terminal: Terminal, rows: Sequence["Row"]) -> None:
    """The facts of a policy, one a row."""
    terminal.table(
        ["Fact", "Value", "Grade", "Seen", "Confirmed", "Source"],
        [(f.id, f.shown, f.grade, f.seen or "never", f.checked or "never", f.source or "none") for f in rows],
    )

"""What a command tells about a case, its orders and its findings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kit.phrases import Lang, say
from kit.terminal import Terminal

if TYPE_CHECKING:
    from kit.appeal import Appeal
    from kit.checked import Checked
    from kit.fixing import Fixed
    from kit.model import ActionEffect, CauseFinding, Driver, Finding, Metric, Rate, Skipped
    from kit.report import Report, SkippedEntry


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
    findings(terminal, [f.model_dump() for f in report.findings], [s for s in report.skipped if s.applies])


def notes(terminal: Terminal, said: Iterable[str]) -> None:
    """What must be known of the figures."""
    for note in said:
        terminal.field("note", note)


def _analysis(terminal: Terminal, appeal: "Appeal") -> None:
    _metrics(terminal, appeal.metrics)
    for spike in appeal.analysis.spikes:
        terminal.field("spike", spike.sentence)
    _effects(terminal, appeal.analysis.action_effects)
    notes(terminal, appeal.analysis.must_know)
    _causes(terminal, appeal.causes)
    for driver in appeal.drivers[:1]:
        terminal.field("driver", _driver(terminal.lang, driver, appeal.metrics[0]))


def _driver(lang: Lang, driver: "Driver", metric: "Metric") -> str:
    """The strongest of the drivers, in the words of the metric whose rise it explains."""
    called = metric.called if metric.better == "low" else f"not {metric.called}"
    shown = {"before": _share(driver.before), "during": _share(driver.during), "called": called}
    return say(lang, "driver_line", column=driver.column, value=driver.value, **shown)


def _metrics(terminal: Terminal, metrics: "Sequence[Metric]") -> None:
    """What each metric says; to a person the case's own in words and all in a table, as sentences of them make a wall."""
    if not terminal.is_watched:
        for sentence in _sentences(metrics):
            terminal.field("metric", sentence)
        return
    for sentence in _sentences(metrics[:1]):
        terminal.field("metric", sentence)
    each = _each_once(metrics)
    terminal.table(
        ["", *terminal.heads("before", "during", "after")],
        [(m.title, *(_counted(m.rate(p)) for p in ("before", "during", "after"))) for m in each if not m.unavailable],
        indent=8,
    )
    for metric in each[1:]:
        if metric.unavailable:
            terminal.field("not_run", f"{metric.title}: {metric.unavailable}")


def _counted(rate: "Rate | None") -> str:
    if rate is None:
        return ""
    return f"{_share(rate)} ({rate.numerator:,}/{rate.denominator:,})" if rate.denominator else "n/a"


def _effects(terminal: Terminal, effects: "Iterable[ActionEffect]") -> None:
    """The rate around each action; of those that the data cannot tell apart the first, whose sentence names the others."""
    said: set[str] = set()
    for effect in effects:
        if effect.action not in said:
            terminal.field("action", f"{effect.action}: {effect.sentence}")
        said |= {effect.action, *effect.overlaps}


def _causes(terminal: Terminal, causes: "Sequence[CauseFinding]") -> None:
    """What the data speak for, with what speaks against it; how many others were tested, and which could not be and why."""
    for cause in causes:
        if cause.verdict == "supported":
            against = f" {say(terminal.lang, 'against')} {' '.join(cause.evidence_against)}" if cause.evidence_against else ""
            terminal.field("cause", f"{cause.name}: {' '.join(cause.evidence_for)}{against}")
    for verdict in ("unclear", "denied"):
        names = [cause.name for cause in causes if cause.verdict == verdict]
        if names:
            terminal.field(verdict, "; ".join(names))
    for why, names in _not_run(causes).items():
        terminal.field("not_run", f"{'; '.join(names)}: {why}")


def _not_run(causes: "Iterable[CauseFinding]") -> dict[str, list[str]]:
    """The causes that could not be tested by the reason."""
    found: dict[str, list[str]] = {}
    for cause in causes:
        if cause.verdict == "not run":
            found.setdefault(cause.why_not_run or "", []).append(cause.name)
    return found


def _sentences(metrics: Iterable["Metric"]) -> Iterator[str]:
    """What each metric says, the case's own first; one that the data cannot give by its name."""
    return (f"{m.title}: {m.unavailable}" if m.unavailable else m.sentence for m in _each_once(metrics))


def _each_once(metrics: Iterable["Metric"]) -> "Sequence[Metric]":
    """The metrics without a clock that counts the same again."""
    told: list[Metric] = []
    for metric in metrics:
        if not any(_is_same(metric, earlier) for earlier in told):
            told.append(metric)
    return told


def _is_same(metric: "Metric", earlier: "Metric") -> bool:
    if metric.unavailable or earlier.unavailable:
        return metric.unavailable == earlier.unavailable
    return metric.clock is not None and (metric.clock, metric.periods) == (earlier.clock, earlier.periods)


def _share(rate: "Rate") -> str:
    return "n/a" if rate.value is None else f"{rate.value:.1%}"


def findings(
    terminal: Terminal, found: Sequence[dict[str, Any]], skipped: "Sequence[Skipped | SkippedEntry]", *, alone: bool = False
) -> None:
    """The findings under a line that counts them, then what could not be looked at; `alone`: of a letter without a case."""
    from kit.model import SEVERITIES  # late: help needs no records

    counts = [sum(f["severity"] == s for f in found) for s in SEVERITIES]
    told = say(terminal.lang, "no_findings")
    if found:
        told = say(terminal.lang, "counted", errors=counts[0], warnings=counts[1], infos=counts[2])
    if skipped:
        told += f"; {say(terminal.lang, 'check_unrun' if alone else 'skipped', count=len(skipped))}"
    terminal.field("checks", told)
    for why, rules in _by_reason(skipped).items() if not alone else ():
        terminal.field("skipped_why", f"{', '.join(rules)}: {why}")
    if terminal.is_watched:
        for f in found:
            _finding(terminal, f)
        return
    terminal.table(
        terminal.heads("severity", "where", "message", "fix", "rule"),
        [(say(terminal.lang, f["severity"]), f["where"], *_words(f, terminal.lang), f["rule"]) for f in found],
    )


def _by_reason(skipped: "Iterable[Skipped | SkippedEntry]") -> dict[str, list[str]]:
    """The ids of the rules by the reason for which they could not run."""
    found: dict[str, list[str]] = {}
    for one in skipped:
        found.setdefault(one.why, []).append(one.rule.partition(" ")[0])
    return found


def _finding(terminal: Terminal, found: dict[str, Any]) -> None:
    """One finding to a person: as a block, for five columns leave no room for words."""
    terminal.line("")
    terminal.head(say(terminal.lang, found["severity"]), found["rule"], found["where"])
    message, next_step = _words(found, terminal.lang)
    terminal.block(message, indent=2)
    if next_step:
        terminal.block(next_step, name=say(terminal.lang, "fix"), indent=13)


def _words(found: dict[str, Any], lang: Lang) -> tuple[str, str]:
    """What is wrong and what to do, in the reader's language where it is there."""
    message, next_step = ((lang == "zh" and found.get(f"{word}_zh")) or found[word] or "" for word in ("message", "fix"))
    return message, next_step


def entries(found: Iterable["Finding"]) -> list[dict[str, Any]]:
    """The findings as JSON holds them."""
    return [asdict(f) for f in found]


def checked(terminal: Terminal, found: "Checked") -> None:
    """A case or a letter with its findings; rules that lack a case are counted."""
    from kit.findings_page import about

    if found.media != "case":
        terminal.line(found.name)
        for line in about(found, terminal.lang):
            terminal.block(line, indent=2)
    else:
        notes(terminal, found.notes)
    findings(terminal, entries(found.findings), found.unrun, alone=found.media != "case" and found.case is None)


def checked_entries(found: "Checked") -> dict[str, Any]:
    """What was checked as JSON holds it: DESIGN §8, and for a letter how it was read."""
    said = {"findings": entries(found.findings), "skipped": [asdict(s) for s in found.skipped]}
    if found.media == "case":
        return said
    letter = found.subject.letter
    assert letter is not None
    passages = [{"where": p.where, "text": p.text} for p in letter.passages]
    read = {
        "file": found.name,
        "media": found.media,
        "stance": letter.stance,
        "case": found.case,
        "aim": None if found.case else asdict(found.subject.aim),
        "notes": found.notes,
        "passages": passages,
    }
    return {**said, "letter": read}


def fix(terminal: Terminal, found: "Fixed") -> None:
    """What would be put right, as a diff, and what is left to a person."""
    if found.findings:
        terminal.diff(found.diff)
        terminal.say("fix_found", count=len(found.findings), path=found.path)
    else:
        terminal.say("fix_none")
    for finding, why in found.by_hand:
        remedy = finding.remedy
        assert remedy is not None
        terminal.block(f"{finding.where}: {remedy.old} -> {remedy.new} ({finding.rule}): {why}", indent=2)

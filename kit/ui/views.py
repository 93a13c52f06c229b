"""Each stage of an appeal as a table or chart."""

from typing import Any

from kit.model import (
    Analysis,
    Audit,
    CauseFinding,
    Driver,
    FileReading,
    Finding,
    Metric,
    Orders,
    ProposedFact,
    Quarantined,
    Rate,
    Skipped,
)
from kit.phrases import Lang, say
from kit.report import Report
from kit.tools.prose import excerpt
from kit.ui.view import Cell, View, note, table

_VEGALITE = "application/vnd.vegalite.v5+json"  # what JupyterLab draws without fetching anything
_VEGALITE_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_SEVERITY = {"error": "bad", "warning": "warn", "info": "s"}
_SURE = {"high": "ok", "medium": "", "low": "s"}
_HEADS = ("severity", "rule", "where", "sentence", "what", "todo", "page")
_STATE = {"good": "proved", "gap": "wanting", "open": "open", "plain": ""}
_STATE_LOOK = {"good": "ok", "gap": "bad", "open": "warn", "plain": ""}
_VERDICT = {"supported": "ok", "denied": "s", "unclear": "warn", "not run": "s"}


def readings(orders: Orders) -> View:
    """How each file was read: every row used or named."""
    heads = ["File", "Rows in", "Used", "Quarantined", "Description", "Duplicates", "Merged", "Dates", "Zone"]
    return table(heads, [_reading(r) for r in orders.readings], title="Every row is used or named")


def quarantine(orders: Orders, most: int = 10) -> View:
    """The first rows that were set aside, with place and reason."""
    rows = [_set_aside(q) for q in orders.quarantine[:most]]
    left = len(orders.quarantine) - len(rows)
    shown = table(["File", "Line", "Reason"], rows, title="Rows set aside")
    return shown + note(f"and {left:,} more") if left > 0 else shown


def rates(metrics: tuple[Metric, ...]) -> View:
    """Each metric for each period: counts first, then the rate with its interval. A clock is shown once."""
    metrics = tuple(
        m for n, m in enumerate(metrics) if not any(m.clock == e.clock and m.periods == e.periods for e in metrics[:n])
    )
    rows = [
        (
            m.title,
            name,
            f"{r.window.start} to {r.window.end}",
            Cell(f"{r.numerator:,} of {r.denominator:,}" if r.denominator else "none counted", "n"),
            Cell(_percent(r), "n"),
            Cell(_interval(r), "n"),
        )
        for m in metrics
        for name, r in m.periods
    ]
    said = [m.sentence for m in metrics if m.sentence] + [f"{m.title}: {m.unavailable}" for m in metrics if m.unavailable]
    return table(["Metric", "Period", "Window", "Orders", "Rate", "95% interval"], rows) + note(*said)


def drivers(found: tuple[Driver, ...], most: int = 8) -> View:
    """The values that explain the rise, strongest first."""
    rows = [
        (
            d.column,
            d.value,
            Cell(_percent(d.before), "n"),
            Cell(_percent(d.during), "n"),
            Cell(f"{d.excess:+.0f}", "n"),
            Cell("n/a" if d.p_value is None else f"{d.p_value:.2g}", "n"),
        )
        for d in found[:most]
    ]
    return table(["Column", "Value", "Before", "During", "Late orders beyond", "p (Holm)"], rows, title="What explains the rise")


def effects(analysis: Analysis) -> View:
    """Days or weeks far above those before them, and the rate around each action, as plain sentences."""
    said = [spike.sentence for spike in analysis.spikes]
    named: set[str] = set()
    for effect in analysis.action_effects:  # the sentence of the first names those that cannot be told apart from it
        said += [] if effect.action in named else [f"{effect.action}: {effect.sentence}"]
        named |= {effect.action, *effect.overlaps}
    return note(*(said or ["No spike stands out, and no action can be compared."]), *analysis.must_know)


def causes(found: tuple[CauseFinding, ...]) -> View:
    """Known causes held against the data; those not run say why."""
    rows = [
        (
            Cell(c.verdict, _VERDICT[c.verdict]),
            c.name,
            " ".join(c.evidence_for),
            " ".join(c.evidence_against) or (c.why_not_run or ""),
        )
        for c in found
    ]
    return table(["Verdict", "Cause", "For", "Against, or why not run"], rows)


def audit(found: Audit, most: int = 40) -> View:
    """Every row of an audit with its state, then what is wanting and what closes it."""
    if found.unavailable:
        return note(f"{found.title}: {found.unavailable}.")
    rows = [(Cell(_STATE[row.state], _STATE_LOOK[row.state]), *row.cells, ", ".join(row.exhibits)) for row in found.rows[:most]]
    left = len(found.rows) - len(rows)
    shown = table(["", *found.heads, "Evidence"], rows, title=found.title) + note(found.sentence, *found.notes)
    if found.drawing:
        shown = View(html=f'<div style="max-width:720px">{found.drawing}</div>', text="") + shown
    if left > 0:
        shown += note(f"and {left:,} more")
    gaps = [(Cell(gap.severity, _SEVERITY[gap.severity]), gap.where, gap.what, gap.fix) for gap in found.gaps]
    return shown + table(["", "Where", "What is wanting", "What closes it"], gaps, title=f"{len(gaps)} gaps") if gaps else shown


def proposed_facts(found: tuple[ProposedFact, ...], most: int = 60) -> View:
    """What the evidence's text seems to state, with page and words around; what case.yaml states already comes last."""
    if not found:
        return note("The text of the evidence proposes no fact.")
    rows = [
        (
            f.evidence,
            Cell(f"{f.page}", "n"),
            f.key,
            f.value,
            Cell(f.confidence, _SURE[f.confidence]),
            f.why,
            _stated(f),
            f"… {f.around} …",
        )
        for f in sorted(found, key=lambda f: f.agrees)[:most]
    ]
    heads = ["Evidence", "Page", "Fact", "As read", "Confidence", "Because it", "case.yaml", "Words around"]
    left = len(found) - len(rows)
    shown = table(heads, rows, title="Read from the evidence: take over what is right")
    return shown + note(f"and {left:,} more") if left > 0 else shown


def findings(found: tuple[Finding, ...], skipped: tuple[Skipped, ...], lang: Lang = "en") -> View:
    """What a reviewer would object to, then the rules that could not run."""
    rows = [
        (
            Cell(say(lang, f.severity) if lang == "zh" else f.severity, _SEVERITY[f.severity]),
            f.rule,
            f.where,
            Cell(f.quote, "s"),
            _aside(f, lang),
            f.next_step(lang),
            _pages(f),
        )
        for f in found
    ]
    left_out = [(s.rule, s.why) for s in skipped if s.applies]
    title = say(lang, "view_findings" if rows else "view_no_findings", count=len(rows))
    shown = table([say(lang, f"view_{head}") for head in _HEADS], rows, title=title) if rows else note(title)
    if not left_out:
        return shown + note(say(lang, "view_all_ran"))
    heads = [say(lang, "view_rule"), say(lang, "view_why_not")]
    return shown + table(heads, left_out, title=say(lang, "view_skipped", count=len(left_out)))


def _aside(finding: Finding, lang: Lang) -> str:
    """The message without the sentence at its end, which has a column of its own."""
    said, sentence = finding.says(lang), excerpt(finding.quote)
    return said.removesuffix(f": “{sentence}”").removesuffix(f"：“{sentence}”") if finding.quote else said


def _pages(finding: Finding) -> str:
    """The pages of exhibits on which it rests, with what stands there."""
    return "; ".join(f"{r.evidence} p. {r.page}" + (f": {r.said}" if r.said else "") for r in finding.refs)


def result(report: Report, lang: Lang = "en") -> View:
    """What was built: the PDF, its exhibits, and what stands in the way if it was refused."""
    if report.pdf is None:
        return note(say(lang, "result_refused", count=sum(f.severity == "error" for f in report.findings)))
    rows = [(x.n, x.caption, f"{x.first_page}", f"{x.pages}", x.sha256[:8]) for x in report.exhibits]
    pdf = report.pdf
    state = say(lang, f"result_{report.status}")
    head = note(say(lang, "result_pdf", state=state, path=pdf.path, pages=pdf.pages, bytes=f"{pdf.bytes:,}"))
    return head + table([say(lang, f"result_{name}") for name in ("exhibit", "caption", "page", "pages")] + ["SHA-256"], rows)


def chart(drawing: Any, said: str) -> View:
    """A chart: interactive in Jupyter, the same spec as a picture elsewhere."""
    from kit.tools import charts  # altair takes a second to import

    spec = {**drawing.to_dict(), "$schema": _VEGALITE_SCHEMA}
    picture = charts.svg(drawing)
    return View(html="", text=said, extra={_VEGALITE: spec, "image/svg+xml": picture})


def _stated(fact: ProposedFact) -> Cell:
    if fact.stated is None:
        return Cell("not stated", "s")
    return Cell("the same", "ok") if fact.agrees else Cell(f"says {fact.stated}", "warn")


def _reading(r: FileReading) -> tuple[object, ...]:
    counts = (r.rows_in, r.used, r.quarantined, r.description, r.duplicates, r.merged)
    return (r.file, *(Cell(f"{n:,}", "n") for n in counts), r.date_format, r.zone)


def _set_aside(q: Quarantined) -> tuple[object, ...]:
    return (q.file, Cell(f"{q.line:,}", "n"), q.reason)


def _percent(rate: Rate) -> str:
    return "n/a" if rate.value is None else f"{rate.value:.1%}"


def _interval(rate: Rate) -> str:
    return "n/a" if rate.low is None or rate.high is None else f"{rate.low:.1%} to {rate.high:.1%}"

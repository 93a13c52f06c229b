"""`poa watch`: the weeks after an approval, looked at before the platform looks."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.commands.watch_said import RATE_HEADS, by_id, facts, metric_name, rate_row, routine_row, warning, week_rows
from kit.errors import Exit, Usage
from kit.phrases import say
from kit.terminal import Terminal

if TYPE_CHECKING:
    from kit.appeal import Appeal
    from kit.desk.watch import Watch, Watched
    from kit.ledger import Ledger
    from kit.model import Rate


def watch(
    terminal: Terminal,
    folder: Path,
    paths: Sequence[Path],
    *,
    traces: Sequence[str],
    pdf: Path | None,
    by: str | None,
    now: datetime,
    as_json: bool,
) -> Exit:
    """Keep what is given, look, note the look where a ledger is, and tell what to act on."""
    from kit.appeal import Appeal
    from kit.commands.watch_page import everything, page
    from kit.desk import watch as desk
    from kit.ledger import opened_if_any
    from kit.tools.atomic import write_bytes, write_text
    from kit.tools.locks import held

    given = [_trace(text) for text in traces]
    appeal = Appeal.open(folder)
    today = now.astimezone(appeal.policy.zone).date()
    with (
        held(folder / desk.FOLDER / ".lock", what=f"the watch of {appeal.case.id}"),
        desk.undone_if_unread(appeal.opened),
        opened_if_any() as ledger,
    ):
        kept = (*desk.keep_traces(appeal.opened, given, today), *desk.keep(appeal.opened, paths, today))
        found = desk.watch(appeal, ledger, now=now)
        if ledger:
            _note(ledger, found, by)
    for name in kept:
        terminal.say("watch_kept", name=name)
    if as_json:
        terminal.json(_entry(found, kept))
    _tell(terminal, appeal, found)
    if pdf:
        rest = pdf.with_suffix(".all.txt")
        content, is_whole = page(appeal, found, rest.name)
        write_bytes(pdf, content)
        terminal.say("watch_wrote", path=pdf)
        if not is_whole:
            write_text(rest, everything(found))
            terminal.say("watch_wrote_rest", path=rest)
    return Exit.FINDINGS if any(w.severity == "error" for w in found.warnings) else Exit.CLEAN


def _trace(text: str) -> tuple[str, Path]:
    measure, equals, path = text.partition("=")
    if not (measure and equals and path):
        raise Usage(f"--trace {text}", ["write it as MEASURE=FILE: --trace daily_check=log.pdf"])
    return measure, Path(path)


def _note(ledger: "Ledger", found: "Watch", by: str | None) -> None:
    """Note the look, unless the last one saw the same. The row's time is the clock's; the moment looked at stands in it as `as_of`."""
    from kit.commands.submit import user
    from kit.desk.watch import noted

    event = noted(found)
    last = ledger.last(event.kind, event.key)
    told, before = ({k: v for k, v in body.items() if k != "as_of"} for body in (event.body, last.body if last else {}))
    if told != before:
        ledger.append(event, actor=by or user())


def _tell(terminal: Terminal, appeal: "Appeal", found: "Watch") -> None:
    lang = terminal.lang
    for name, value in facts(appeal, found, lang):
        terminal.line(f"{name}: {value}")
    if found.rates:
        terminal.line("")
        terminal.table(terminal.heads(*RATE_HEADS), [rate_row(one, found, lang) for one in found.rates], is_named=True)
        terminal.line("")
        heads = [f"{say(lang, 'watch_week')}: {metric_name(found.rates[0].metric, lang)}", say(lang, "watch_rate_head")]
        terminal.table(heads, list(week_rows(found.rates[0], found, lang)), is_named=True)
    if found.routines:
        terminal.line("")
        heads = terminal.heads("watch_measure", "watch_rhythm", "watch_shown", "watch_last")
        terminal.table(heads, [(r.measure.id, *routine_row(r, found, lang)) for r in found.routines], is_named=True)
    terminal.line("")
    for warned in found.warnings:
        terminal.head(say(lang, warned.severity), warning(warned, found, lang, by_id))
    if not found.warnings:
        terminal.say("watch_fine")
    for key in _HINTS:
        if any(key == f"watch_hint_{w.what}" for w in found.warnings):
            terminal.say(key)


_HINTS = ("watch_hint_not_noted", "watch_hint_no_export", "watch_hint_trace_missing")


def _entry(found: "Watch", kept: Sequence[str]) -> dict[str, Any]:
    begun = found.approved
    return {
        "case": found.case.id,
        "violation_id": found.case.violation.id,
        "as_of": found.now,
        "approved": begun.on if begun.is_noted else None,
        "from": begun.on,
        "until": begun.until,
        "upto": found.upto,
        "kept": kept,
        "files": dict(found.files),
        "metrics": [_metric_entry(one) for one in found.rates],
        "due_soon": [{"order_id": o.order, "due": o.due} for o in found.opens],
        "measures": [
            {"id": r.measure.id, "rhythm": r.rhythm, "due": r.due, "missing": r.missing, "records": [t.file for t in r.traces]}
            for r in found.routines
        ],
        "papers": [{"id": e.id, "end": e.end, "said": e.said} for e in found.endings],
        "warnings": [{"severity": w.severity, "id": w.what, "message": warning(w, found, "en", by_id)} for w in found.warnings],
    }


def _metric_entry(one: "Watched") -> dict[str, Any]:
    def rate(of: "Rate") -> dict[str, Any]:
        return {
            "numerator": of.numerator,
            "denominator": of.denominator,
            "value": of.value,
            "low": of.low,
            "high": of.high,
            "window": (of.window.start, of.window.end),
        }

    return {
        "id": one.metric.id,
        "better": one.metric.better,
        "since": rate(one.since),
        "counted": rate(one.counted),
        "sent": rate(one.sent) if one.sent else None,
        "limits": [{"by": x.by, "share": x.share, "said": x.said, "measure": x.measure, "grade": x.grade} for x in one.limits],
        "room": one.room,
        "weeks": [{**rate(w.rate), "wrong": w.wrong, "most": w.most} for w in one.weeks],
    }

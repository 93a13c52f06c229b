"""`poa outcome`: what the platform answered; a rejection opens the next attempt."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kit.commands.submit import moment, user
from kit.errors import BadFile, Exit, Usage
from kit.terminal import Terminal

if TYPE_CHECKING:
    from kit.desk.outcomes import Result

_RESUBMISSION = ("R10",)  # rules that hold a letter against the earlier one
_MAX = 200_000  # characters of an answer


def outcome(
    terminal: Terminal,
    folder: Path,
    result: "Result",
    *,
    text: Path | None,
    says: str | None,
    on: str | None,
    by: str | None,
    now: datetime,
    as_json: bool,
) -> Exit:
    """Note it; after a rejection write the next attempt into case.yaml and tell what it must answer."""
    from kit.appeal import Appeal
    from kit.desk import outcomes as desk
    from kit.ledger import opened
    from kit.tools.locks import held

    said = _said(text, says)
    if result == "rejected" and not said:
        raise Usage("a rejection has its reasons", ["give them: --text FILE, or --says TEXT"])
    appeal = Appeal.open(folder)
    case, at = appeal.case, moment(on, "--on") if on else now
    with held(folder / "submission" / ".lock", what=f"the submission of {case.id}"), opened() as ledger:
        entry = desk.note(ledger, case, result, says=said, on=at, actor=by or user(), now=now)
    said = str(entry.body["says"])
    goes_on = result == "rejected" and desk.may_go_on(case, appeal.policy)
    if goes_on:
        desk.open_next(folder, case, says=said, on=at)
    asked = desk.points(said) if result == "rejected" else ()
    if as_json:
        terminal.json({"id": entry.id, "key": entry.key, "state": result, "attempt": case.attempt + goes_on, "points": asked})
    terminal.say(f"outcome_{result}", about=entry.key, row=entry.id)
    if result == "rejected":
        terminal.say("outcome_next" if goes_on else "outcome_last", attempt=case.attempt + 1, path=folder / "case.yaml")
    for n, point in enumerate(asked, 1):
        terminal.say("outcome_point", n=n, point=point)
    if goes_on:
        _differences(terminal, folder)
    return Exit.CLEAN


def _differences(terminal: Terminal, folder: Path) -> None:
    """What the rules on a second appeal still miss: promises, new facts, new evidence."""
    from kit.appeal import Appeal

    terminal.say("outcome_differences")
    for finding in Appeal.open(folder).findings:
        if finding.rule.startswith(_RESUBMISSION):
            message, fix = (finding.message_zh, finding.fix_zh) if terminal.lang == "zh" else (finding.message, finding.fix)
            terminal.line(f"  {finding.rule}: {message or finding.message}; {fix or finding.fix}")


def _said(text: Path | None, says: str | None) -> str:
    if text is not None and says is not None:
        raise Usage("--text and --says are two ways to give one answer")
    if text is None:
        return (says or "").strip()
    try:
        return text.read_text(encoding="utf-8-sig")[:_MAX].strip()
    except OSError as error:
        raise BadFile(text, [f"{error.strerror}; give the answer as a text file, or --says TEXT"]) from None
    except UnicodeDecodeError:
        raise BadFile(text, ["is no UTF-8 text; copy the answer into a text file, or give --says TEXT"]) from None

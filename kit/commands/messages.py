"""`poa messages`: what was written about a case, taken in, found again, and shown as an exhibit."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kit.errors import Exit, Usage
from kit.phrases import say
from kit.terminal import Terminal

if TYPE_CHECKING:
    from kit.desk.messages import Channel, Given, Hit, Message

Action = Literal["add", "find", "export"]


def add(
    terminal: Terminal, folder: Path, files: Sequence[str], given: "Given", *, by: str | None, now: datetime, as_json: bool
) -> Exit:
    """Keep the files, and tell each with its number."""
    from kit.case import open_case
    from kit.commands.submit import user
    from kit.desk import messages as desk
    from kit.ledger import opened
    from kit.tools.locks import held

    if not files:
        raise Usage("poa messages add wants the files", ["poa messages add CASE mail.eml"])
    case = open_case(folder)
    with held(folder / desk.FOLDER / ".lock", what=f"the messages of {case.case.id}"), opened() as ledger:
        kept = desk.add(case, ledger, [Path(f) for f in files], given, by=by or user(), now=now)
    if as_json:
        terminal.json({"messages": [_entry(m) for m in kept]})
    terminal.table(terminal.heads(*_HEADS), [_cells(m, terminal) for m in kept])
    terminal.say("messages_kept", count=len(kept))
    return Exit.CLEAN


def find(terminal: Terminal, target: Path, words: Sequence[str], *, channel: "Channel | None", as_json: bool) -> Exit:
    """Tell the messages that hold all the words, of one case or of all below a folder; a file that was changed since is told."""
    from kit.batch.jobs import find as cases
    from kit.desk import messages as desk

    hits = desk.find([(job.name, job.folder) for job in cases(target)], words, channel=channel)
    if as_json:
        terminal.json({"messages": [{"case": h.case, **_entry(h.message), "line": h.line, "state": h.state} for h in hits]})
    rows = [(h.case, *_cells(h.message, terminal)[:-1], _line(h, terminal)) for h in hits]
    terminal.table(terminal.heads("case", *_HEADS), rows)
    if not hits:
        terminal.say("messages_none")
    return Exit.FINDINGS if any(h.state != "kept" for h in hits) else Exit.CLEAN


def export(terminal: Terminal, folder: Path, numbers: Sequence[str], *, as_json: bool) -> Exit:
    """Take messages into the evidence of their case."""
    from kit.case import open_case
    from kit.desk import messages as desk
    from kit.tools.locks import held

    wrong = [text for text in numbers if not text.isdecimal()]
    if wrong or not numbers:
        raise Usage("poa messages export wants numbers", ["see them with: poa messages find CASE"])
    with held(folder / desk.FOLDER / ".lock", what="the messages of the case"):
        ids = desk.export(open_case(folder), sorted({int(n) for n in numbers}))
    if as_json:
        terminal.json({"evidence": ids})
    for name in ids:
        terminal.say("messages_exported", id=name, path=folder / "case.yaml")
    return Exit.CLEAN


_HEADS = ("messages_n", "messages_at", "messages_channel", "messages_from", "messages_about")


def _cells(message: "Message", terminal: Terminal) -> tuple[str, ...]:
    channel = say(terminal.lang, f"messages_channel_{message.channel}")
    return (
        str(message.n),
        f"{message.at:%Y-%m-%d %H:%M %z}",
        channel,
        message.sender,
        message.subject or message.case_id or message.url,
    )


def _line(hit: "Hit", terminal: Terminal) -> str:
    """The line that was found, and what is wrong with the file."""
    return hit.line if hit.state == "kept" else f"{say(terminal.lang, f'messages_{hit.state}', path=hit.message.file)} {hit.line}"


def _entry(message: "Message") -> dict[str, Any]:
    return message.model_dump(mode="json", exclude={"text"})

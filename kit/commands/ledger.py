"""`poa ledger`: hold the history against its own chain, copy it, put a copy back, and read it."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kit.errors import Exit, KitError, LedgerError, Usage
from kit.phrases import say
from kit.terminal import Terminal

if TYPE_CHECKING:
    from datetime import timedelta

    from kit.desk.messages import Spoilt
    from kit.desk.numbers import Approvals, Lack
    from kit.ledger import Edit, Entry, Head

Action = Literal["check", "head", "show", "backup", "restore", "numbers"]
_HEAD = re.compile(r"(?:(\d{1,18}):)?([0-9a-f]{64})")


def ledger(terminal: Terminal, action: Action, target: Path | None, *, head: str | None, now: datetime, as_json: bool) -> Exit:
    """Do what `action` says with the ledger beside the clients; `target`: the copy, or the case to show."""
    from kit.ledger import ledger_path

    if (target is None) != (action in {"check", "head", "numbers"}) and action != "show":
        raise Usage(f"poa ledger {action} {'wants a FILE' if target is None else 'takes no FILE'}")
    if head and action != "check":
        raise Usage("--head belongs to poa ledger check")
    path = ledger_path()
    if action == "check":
        return _check(terminal, path, _head(head), as_json=as_json)
    if action == "show":
        _show(terminal, path, target, as_json=as_json)
    elif action == "numbers":
        _numbers(terminal, path, as_json=as_json)
    elif action == "head":
        _tell_head(terminal, path, as_json=as_json)
    else:
        assert target is not None
        _copied(terminal, action == "backup", path, target, now=now, as_json=as_json)
    return Exit.CLEAN


def _check(terminal: Terminal, path: Path, head: "Head | None", *, as_json: bool) -> Exit:
    from kit.desk.messages import spoilt
    from kit.ledger import edits, opened

    found = edits(path, head)
    files: tuple[Spoilt, ...] = ()
    if not found:
        with opened(path) as known:
            files = spoilt(known)
    if as_json:
        told = [{"row": f.row, "file": str(f.path), "state": f.state} for f in files]
        terminal.json({"edits": [_edit_entry(e) for e in found], "files": told})
    for edit in found:
        terminal.say(f"ledger_{_phrase(edit)}", row=edit.row, last=edit.last, name=edit.name)
    if not found:
        with opened(path) as known:
            entries = known.entries()
        terminal.say("ledger_clean", count=len(entries))
        for entry in entries:
            if entry.is_behind:
                terminal.say("ledger_behind", row=entry.id)
    for file in files:
        terminal.say(f"ledger_file_{file.state}", row=file.row, path=file.path)
    return Exit.LEDGER if found or files else Exit.CLEAN


def _phrase(edit: "Edit") -> str:
    return "gone_one" if edit.what == "gone" and edit.row == edit.last else "head_unknown" if edit.row is None and edit.what == "head" else edit.what  # fmt: skip


def _edit_entry(edit: "Edit") -> dict[str, Any]:
    return {"what": edit.what, "row": edit.row, "last": edit.last or edit.row, "name": edit.name}


def _head(text: str | None) -> "Head | None":
    from kit.ledger import Head

    if text is None:
        return None
    match = _HEAD.fullmatch(text.strip().lower())
    if match is None:
        raise Usage(f"--head {text} is no head", ["give what `poa ledger head` printed: 12:5f0c…"])
    return Head(int(match[1] or 0), match[2])


def _tell_head(terminal: Terminal, path: Path, *, as_json: bool) -> None:
    from kit.ledger import opened

    _there(path)
    with opened(path) as known:
        head = known.head
    if as_json:
        terminal.json({"id": head.id, "hash": head.hash})
    terminal.line(f"{head.id}:{head.hash}")


def _show(terminal: Terminal, path: Path, case: Path | None, *, as_json: bool) -> None:
    from kit.ledger import opened
    from kit.model import Case
    from kit.tools import yaml_text

    _there(path)
    about = yaml_text.read(Case, case / "case.yaml").violation.id if case else None
    with opened(path) as known:
        entries = known.entries(about=about, is_held=False)
    if as_json:
        terminal.json({"entries": [_entry(e) for e in entries]})
    heads = terminal.heads("ledger_row", "ledger_at", "ledger_actor", "ledger_kind", "ledger_key", "ledger_body")
    terminal.table(heads, [_cells(e) for e in entries])
    if not entries:
        terminal.say("ledger_empty")


def _numbers(terminal: Terminal, path: Path, *, as_json: bool) -> None:
    """Tell what the ledger adds up to."""
    from dataclasses import asdict

    from kit.desk.numbers import numbers
    from kit.ledger import opened

    _there(path)
    with opened(path) as known:
        found = numbers(known)
    if as_json:
        approvals = [{**asdict(a), "share": a.share} for a in found.approvals]
        hours = [{"what": t.what, "count": t.count, "low": _hours(t.low), "median": _hours(t.middle), "high": _hours(t.high)} for t in found.times]  # fmt: skip
        terminal.json(
            {"approvals": approvals, "interval": "Wilson 95%", "hours": hours, "lacking": [asdict(x) for x in found.lacks]}
        )
    if not found.sent:
        terminal.say("numbers_none")
        return
    heads = terminal.heads("numbers_by", "numbers_of", "numbers_sent", "numbers_decided", "numbers_approved", "numbers_share")
    terminal.table(heads, [_approval(a, terminal) for a in found.approvals])
    for times in found.times:
        values = {name: f"{_hours(getattr(times, name)):,.0f}" for name in ("low", "middle", "high")}
        terminal.say(f"numbers_{times.what}", count=times.count, **values)
    for lack in found.lacks[:_LACKS]:
        terminal.say("numbers_lack", what=_asked(lack, terminal), lacking=lack.lacking, asked=lack.asked, family=lack.family)
    terminal.say("numbers_no_promise")


_LACKS = 10  # pieces of evidence that are told


def _hours(span: "timedelta") -> float:
    return round(span.total_seconds() / 3600, 1)


def _approval(found: "Approvals", terminal: Terminal) -> tuple[str, ...]:
    from kit.tools import figures

    share = (
        f"{figures.share(found.share)} ({figures.interval(found.low, found.high)})" if found.decided else figures.NOT_APPLICABLE
    )
    by = say(terminal.lang, f"numbers_by_{found.by}")
    return by, found.of, f"{found.sent:,}", f"{found.decided:,}", f"{found.approved:,}", share


def _asked(lack: "Lack", terminal: Terminal) -> str:
    """What the family asks for, in words; its id where the pack has it no more."""
    from kit.phrases import said
    from kit.policy import family

    try:
        ask = next((a for a in family(lack.family).evidence if a.id == lack.ask), None)
    except KitError:
        ask = None
    return said(ask.what, terminal.lang) if ask else lack.ask


def _copied(terminal: Terminal, is_backup: bool, path: Path, file: Path, *, now: datetime, as_json: bool) -> None:
    from kit.ledger import backup, restore

    if is_backup:
        head = backup(file, path)
        if as_json:
            terminal.json({"file": str(file), "id": head.id, "hash": head.hash})
        terminal.say("ledger_backed_up", path=file, count=head.id, head=f"{head.id}:{head.hash}")
        return
    done = restore(file, path, now=now)
    if as_json:
        kept = str(done.kept) if done.kept else None
        terminal.json({"id": done.head.id, "hash": done.head.hash, "kept": kept, "only_in_kept": done.behind})
    terminal.say("ledger_restored", path=path, count=done.head.id)
    if done.kept:
        terminal.say("ledger_kept", path=done.kept, count=done.behind)


def _there(path: Path) -> None:
    if not path.is_file():
        raise LedgerError(f"{path}: there is no ledger", ["name its folder in POA_HOME; the first `poa submit` makes one"])


def _entry(entry: "Entry") -> dict[str, Any]:
    kept = {name: getattr(entry, name) for name in ("id", "actor", "kind", "key", "body", "hash")}
    return {**kept, "at": entry.at.isoformat(), "clock_behind": entry.is_behind}


def _cells(entry: "Entry") -> tuple[str, ...]:
    at = f"{entry.at:%Y-%m-%d %H:%M:%S} UTC{' (!)' if entry.is_behind else ''}"
    return (str(entry.id), at, entry.actor, entry.kind, entry.key, json.dumps(entry.body, ensure_ascii=False))

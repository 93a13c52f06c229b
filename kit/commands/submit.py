"""`poa submit`: hold the build against the case, note the upload, and keep the proof that the platform has it."""

import getpass
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.commands.given import warn_of_outdated
from kit.errors import Exit, KitError, Usage
from kit.terminal import Terminal

if TYPE_CHECKING:
    from kit.appeal import Appeal
    from kit.desk.submission import Proof
    from kit.ledger import Entry, Ledger

Ask = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the person gave on the command line."""

    case_id: str | None = None
    at: str | None = None
    screenshot: Path | None = None
    uploaded: Path | None = None
    characters: int | None = None
    megabytes: float | None = None
    files: int | None = None
    by: str | None = None
    other_letter: str = ""
    was_sent: bool = False
    was_not_sent: bool = False
    in_review: bool = False


def submit(terminal: Terminal, folder: Path, given: Given, *, now: datetime, ask: Ask | None, as_json: bool) -> Exit:
    """Take one step; `ask` puts a question to a person, None where nobody is there."""
    from kit.appeal import Appeal
    from kit.ledger import opened
    from kit.tools.locks import held

    if sum((given.was_sent, given.was_not_sent, given.in_review)) > 1:
        raise Usage("--was-sent, --was-not-sent and --in-review are one step each")
    appeal = Appeal.open(folder)
    with held(folder / "submission" / ".lock", what=f"the submission of {appeal.case.id}"), opened() as ledger:
        entry = _step(terminal, appeal, ledger, given, now=now, ask=ask)
    if as_json:
        terminal.json(
            {"id": entry.id, "key": entry.key, "state": entry.body["state"], "hash": entry.hash, "noted": dict(entry.body)}
        )
    terminal.say(f"submit_{entry.body['state']}", about=entry.key, row=entry.id)
    if entry.is_behind:
        terminal.say("submit_behind")
    return Exit.CLEAN


def _step(terminal: Terminal, appeal: "Appeal", ledger: "Ledger", given: Given, *, now: datetime, ask: Ask | None) -> "Entry":
    from kit.desk import submission as desk

    actor = given.by or user()
    if given.was_not_sent:
        return desk.give_up(ledger, appeal.case, actor=actor, now=now)
    if given.in_review:
        at = moment(given.at) if given.at else now
        return desk.in_review(ledger, appeal.case, at=at, actor=actor, now=now)
    if not given.was_sent:
        desk.refuse_begun(ledger, appeal.case, appeal.folder)
        _refuse(appeal, ledger, given)
    lacking = _lacking(given)
    if lacking and ask is None:
        said = "nothing was noted: without a confirmation an appeal counts as not sent"
        raise Usage(said, lacking)
    proof = None if lacking else _proof(appeal, ledger, given, now)  # what is given is right before anything is noted
    if not given.was_sent:
        desk.begin(ledger, appeal, actor=actor, now=now, other_letter=given.other_letter)
        terminal.say("submit_upload", path=appeal.pdf, where=_value(appeal, "appeal.path"))
    if proof is None:
        assert ask is not None
        proof = _proof(appeal, ledger, _asked(given, ask), datetime.now(UTC))
    if unseen := _unconfirmed(appeal, proof):
        terminal.say("submit_unconfirmed", status=unseen)
    if (until := _until(appeal)) and proof.at > until:
        terminal.say("submit_late", deadline=until.isoformat())
    warn_of_outdated(terminal, appeal.opened)
    return desk.finish(ledger, appeal, proof, actor=actor, now=now)


def _refuse(appeal: "Appeal", ledger: "Ledger", given: Given) -> None:
    """Raise with every reason against sending it."""
    from kit.batch.jobs import find
    from kit.batch.standing import standing
    from kit.desk import submission as desk

    if given.uploaded and not given.uploaded.is_file():
        raise Usage(f"--uploaded {given.uploaded}: there is no such file")
    found = standing(find(appeal.folder))[0]
    stands = {"built": found.state, "why": found.why}
    if reasons := tuple(desk.refusals(appeal, ledger, **stands, uploaded=given.uploaded, other_letter=given.other_letter)):
        raise Refused(f"{appeal.folder}: not to be sent; nothing was noted", reasons)


class Refused(KitError):
    """An appeal that must not be sent as it is."""

    exit = Exit.FINDINGS


def _lacking(given: Given) -> list[str]:
    return [
        text
        for value, text in (
            (given.case_id, "--case-id: the Case ID of Help Center"),
            (given.at, "--at: when it was sent, with its zone: 2026-06-16 09:41+01:00"),
            (given.screenshot, '--screenshot: a picture of "Appeal Submitted" in Seller Center'),
        )
        if value is None
    ]


def _asked(given: Given, ask: Ask) -> Given:
    from dataclasses import replace

    return replace(
        given,
        case_id=given.case_id or ask("submit_ask_case_id"),
        at=given.at or ask("submit_ask_at"),
        screenshot=given.screenshot or Path(ask("submit_ask_screenshot").strip("'\" ")),
    )


def _proof(appeal: "Appeal", ledger: "Ledger", given: Given, now: datetime) -> "Proof":
    """What is given as a proof; every problem at once."""
    from kit.desk import submission as desk

    assert given.case_id is not None
    assert given.at is not None
    assert given.screenshot is not None
    form = desk.Form(characters=given.characters, megabytes=given.megabytes, files=given.files)
    seen = _seen(given.screenshot)
    reads = "" if isinstance(seen, str) else " ".join(" ".join(seen.text).split())
    at = moment(given.at)
    proof = desk.Proof(case_id=given.case_id.strip(), at=at, screenshot=given.screenshot, reads=reads, form=form)
    problems = list(desk.proof_problems(proof, appeal.case, now))
    if isinstance(seen, str):
        problems.append(f"--screenshot {given.screenshot} {seen}")
    else:
        problems += desk.used_before(ledger, given.screenshot)
    if problems:
        raise Usage("the proof cannot be used", problems)
    return proof


def _seen(path: Path) -> Any:
    """What is seen in the file, in the bounded worker, or what is wrong with it."""
    from kit.evidence.look import look
    from kit.tools import worker

    try:
        return worker.run(look, path, None)
    except worker.Exceeded as error:
        return f"cannot be read: {error}"


def _unconfirmed(appeal: "Appeal", proof: "Proof") -> str:
    """The status that a readable screenshot does not show; empty where it does, or where nothing can be read."""
    wanted = _value(appeal, "appeal.confirmed_status")
    return wanted if wanted and proof.reads and wanted.casefold() not in proof.reads.casefold() else ""


def _until(appeal: "Appeal") -> datetime | None:
    """Until when this attempt had to be sent, by the site's clock; None where nobody knows."""
    from kit.desk.deadlines import dues

    due = next((d for d in dues(appeal.case, appeal.policy, None) if d.what in {"answer", "second_appeal"}), None)
    return due.at.astimezone(appeal.policy.zone) if due else None


def _value(appeal: "Appeal", fact: str) -> str:
    found = appeal.policy.get(fact)
    return str(found.value) if found and found.value is not None else ""


def moment(text: str, option: str = "--at") -> datetime:
    """A time as a person writes it, with its zone; without one it is asked, never assumed."""
    try:
        at = datetime.fromisoformat(text.strip().replace(" ", "T", 1))
    except ValueError:
        raise Usage(f"{option} {text}", ["write it as 2026-06-16 09:41+01:00"]) from None
    if at.tzinfo is None:
        raise Usage(f"{option} {text} names no zone", ["write it as 2026-06-16 09:41+01:00"])
    return at


def user() -> str:
    """Who works at this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name
        return "unknown"


def is_watched() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty()

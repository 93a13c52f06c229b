"""What was written about a case: mails, answers under its Case ID, screenshots of errors, chats; kept, dated, found again, shown."""

import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import AwareDatetime, Field, ValidationError

from kit.desk.steps import is_to_come, key_of, standing
from kit.errors import BadFile, Usage
from kit.evidence.envelope import Envelope, envelope
from kit.evidence.kind import PICTURE_ENDS
from kit.evidence.plainly import text_of
from kit.ledger import Event, Ledger
from kit.model import Case, OpenCase, Record
from kit.tools import worker, yaml_text
from kit.tools.atomic import sha256, write_bytes, write_json
from kit.tools.file_names import safe, shown

FOLDER = "messages"
LIST = "list.json"
Channel = Literal["mail", "case_id", "screenshot", "chat"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)
_MAILS = frozenset({".eml", ".msg"})
_KINDS: dict[Channel, str] = {
    "mail": "correspondence",
    "case_id": "correspondence",
    "screenshot": "error_log",
    "chat": "chat_log",
}
_MOST = 2_000_000  # characters kept of a message to search in


class Message(Record):
    """One message as it was taken in. `file` is relative to the case; `answers`: it is the platform's answer to the appeal."""

    n: Annotated[int, Field(ge=1)]
    file: str
    sha256: str
    bytes: int
    channel: Channel
    at: AwareDatetime
    sender: str = ""
    to: str = ""
    subject: str = ""
    case_id: str = ""
    url: str = ""
    device: str = ""
    answers: bool = False
    added: AwareDatetime
    by: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a person says of the files; what a mail says of itself is not asked for."""

    at: datetime | None = None
    channel: Channel | None = None
    case_id: str = ""
    sender: str = ""
    url: str = ""
    device: str = ""
    answers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A message that was looked for: of which case, the line that holds the words, and what is wrong with its file."""

    case: str
    folder: Path
    message: Message
    line: str
    state: Literal["kept", "changed", "gone"]


# --- taking in --------------------------------------------------------------------------------------


def add(opened: OpenCase, ledger: Ledger, paths: Sequence[Path], given: Given, *, by: str, now: datetime) -> tuple[Message, ...]:
    """Keep the files with what is known of each, oldest place first; one that is there already is given as it is.

    Raises with every problem of every file before anything is kept.
    """
    case, known = opened.case, list(listed(opened.folder))
    if gone := [f"{path}: there is no such file" for path in paths if not path.is_file()]:
        raise BadFile(opened.folder / FOLDER, gone)
    given_id = given.case_id or _case_id(ledger, case)
    heads = [_envelope(path) for path in paths]
    problems = [
        f"{path}: {why}" for path, head in zip(paths, heads, strict=True) for why in _lacking(path, head, given, given_id, now)
    ]
    if problems:
        raise Usage("nothing was kept: a message counts with its time and its place", problems)
    taken: list[Message] = []
    for path, head in zip(paths, heads, strict=True):
        digest = sha256(path)
        same = next((m for m in known if m.sha256 == digest), None)
        message = same or _kept(
            opened.folder,
            path,
            replace(given, case_id=_under(path, head, given, given_id)),
            head,
            n=len(known) + 1,
            by=by,
            now=now,
        )
        if same is None:
            known.append(message)
        taken.append(message)
    write_json(opened.folder / FOLDER / LIST, [m.model_dump(mode="json") for m in known])
    with ledger.changing():  # also what a stop left unnoted
        noted = {e.body["sha256"] for e in ledger.entries(kind="message", key=key_of(case))}
        ledger.append(*(_event(case, opened.folder, m) for m in taken if m.sha256 not in noted), actor=by, at=now)
    return tuple(taken)


def listed(folder: Path) -> tuple[Message, ...]:
    """The messages of a case in the order in which they came in; raises BadFile where the list was spoilt."""
    path = folder / FOLDER / LIST
    try:
        return tuple(Message.model_validate(one) for one in json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError, ValidationError) as error:
        raise BadFile(
            path, [f"cannot be read ({str(error).splitlines()[0]}); put a copy back, the files beside it are untouched"]
        ) from None


def _envelope(path: Path) -> Envelope | None:
    if path.suffix.lower() not in _MAILS:
        return None
    try:
        return worker.run(envelope, path)
    except worker.Exceeded:
        return None


def _channel(path: Path, head: Envelope | None, given: Given) -> Channel | None:
    if given.channel or head:
        return given.channel or "mail"
    return "screenshot" if path.suffix.lower() in PICTURE_ENDS else None


def _under(path: Path, head: Envelope | None, given: Given, noted: str) -> str:
    """The Case ID under which it stands: the one given; for an answer in Help Center the one noted when the appeal was sent."""
    return noted if _channel(path, head, given) == "case_id" else given.case_id


def _lacking(path: Path, head: Envelope | None, given: Given, case_id: str, now: datetime) -> Iterator[str]:
    """What has to be said of a file and was not."""
    channel = _channel(path, head, given)
    at = given.at or (head.at if head else None)
    if channel is None:
        yield "--channel: case_id, chat or screenshot?"
    if at is None:
        stated = "it states no time with a zone; " if head else ""
        yield f"{stated}--at: when it was written, with its zone: 2026-06-16 09:41+01:00"
    elif is_to_come(at, now):
        yield f"--at {at.isoformat()} has not come yet"
    if channel == "screenshot":
        if not given.url:
            yield "--url: the address of the page that it shows"
        if not given.device:
            yield "--device: on what it was seen: Chrome 126, Windows 11"
    if channel == "case_id" and not case_id:
        yield "--case-id: under which Case ID it stands; none was noted by poa submit"


def _kept(folder: Path, path: Path, given: Given, head: Envelope | None, *, n: int, by: str, now: datetime) -> Message:
    target = folder / FOLDER / f"{n:04}-{safe(path.name)}"
    write_bytes(target, path.read_bytes())
    found = text_of(target)
    channel, at = _channel(path, head, given), given.at or (head.at if head else None)
    assert channel
    assert at
    return Message(
        n=n,
        file=target.relative_to(folder).as_posix(),
        sha256=sha256(target),
        bytes=target.stat().st_size,
        channel=channel,
        at=at,
        sender=given.sender or (head.sender if head else ""),
        to=head.to if head else "",
        subject=head.subject if head else "",
        case_id=given.case_id,
        url=given.url,
        device=given.device,
        answers=given.answers,
        added=now,
        by=by,
        text="" if isinstance(found, str) else "\n".join(found)[:_MOST],
    )


def _case_id(ledger: Ledger, case: Case) -> str:
    """The Case ID that was noted when the appeal was sent."""
    found = standing(ledger, key_of(case))
    return str(found.sent.body["case_id"]) if found and found.sent and "case_id" in found.sent.body else ""


def _event(case: Case, folder: Path, message: Message) -> Event:
    """The message as the ledger keeps it: no name, subject or text, for the ledger is never purged."""
    kept = ("n", "file", "sha256", "channel", "case_id", "answers")
    body = {name: getattr(message, name) for name in kept} | {"at": message.at.isoformat(), "folder": str(folder.resolve())}
    return Event(kind="message", key=key_of(case), body=body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoilt:
    """A message whose file is not as it was when it was noted: its row in the ledger, its file, and what is wrong with it."""

    row: int
    path: Path
    state: Literal["changed", "gone"]


def spoilt(ledger: Ledger) -> tuple[Spoilt, ...]:
    """Messages whose file in the case's folder was changed or is gone; those of a folder that is gone are told by its case."""
    homes = {e.key.rpartition("/")[0]: Path(e.body["folder"]) for e in ledger.entries(kind="submission") if "folder" in e.body}
    found = []
    for entry in ledger.entries(kind="message"):
        home = Path(entry.body["folder"]) if "folder" in entry.body else homes.get(entry.key.rpartition("/")[0])
        if home is None or "file" not in entry.body or not home.is_dir():
            continue
        path = home / entry.body["file"]
        if not path.is_file():
            found.append(Spoilt(row=entry.id, path=path, state="gone"))
        elif sha256(path) != entry.body["sha256"]:
            found.append(Spoilt(row=entry.id, path=path, state="changed"))
    return tuple(found)


# --- finding ----------------------------------------------------------------------------------------


def find(folders: Sequence[tuple[str, Path]], words: Sequence[str], *, channel: Channel | None = None) -> tuple[Hit, ...]:
    """The messages of the cases that hold all the words, the newest first; without words every message."""
    wanted = tuple(_plain(word) for word in words)
    found = (
        Hit(case=case, folder=folder, message=m, line=_line(m, wanted), state=_state(folder, m))
        for case, folder in folders
        for m in listed(folder)
        if (channel is None or m.channel == channel) and all(word in _plain(_whole(m)) for word in wanted)
    )
    return tuple(sorted(found, key=lambda hit: hit.message.at, reverse=True))


def _whole(message: Message) -> str:
    said = (message.sender, message.to, message.subject, message.case_id, message.url, message.device, Path(message.file).name)
    return "\n".join((*said, message.text))


def _line(message: Message, wanted: Sequence[str]) -> str:
    """The first line of its text that holds one of the words; else its subject or first line."""
    lines = [line.strip() for line in message.text.splitlines() if line.strip()]
    hit = next((line for line in lines if any(word in _plain(line) for word in wanted)), None)
    return hit or message.subject or next(iter(lines), "")


def _plain(text: str) -> str:
    """The text for a comparison: case and width do not count, nor how it is broken into lines."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _state(folder: Path, message: Message) -> Literal["kept", "changed", "gone"]:
    path = folder / message.file
    if not path.is_file():
        return "gone"
    return "kept" if sha256(path) == message.sha256 else "changed"


# --- showing ----------------------------------------------------------------------------------------


def export(opened: OpenCase, numbers: Sequence[int]) -> tuple[str, ...]:
    """Take the messages into the case's evidence as exhibits, files unchanged; their ids in case.yaml.

    Raises Usage with every number that is not there, changed since, or an exhibit already.
    """
    known = {m.n: m for m in listed(opened.folder)}
    taken = {e.file: e.id for e in opened.case.evidence}
    problems = [why for n in numbers if (why := _unfit(opened.folder, n, known.get(n), taken))]
    if problems:
        raise Usage("no message was taken into the evidence", problems)
    document = yaml_text.load(opened.folder / "case.yaml")
    ids = tuple(_exhibit(opened.folder, document, known[n]) for n in numbers)
    yaml_text.write(opened.folder / "case.yaml", document)
    return ids


def _unfit(folder: Path, n: int, message: Message | None, taken: dict[str | None, str]) -> str:
    if message is None:
        return f"{n}: there is no such message; see poa messages find"
    if (state := _state(folder, message)) != "kept":
        return f"{n}: {message.file} is {state}; put the file back as it came (SHA-256 {message.sha256})"
    return f"{n}: is evidence already, {taken[_place(message)]}" if _place(message) in taken else ""


def _place(message: Message) -> str:
    return f"evidence/message-{Path(message.file).name}"


def _exhibit(folder: Path, document: Any, message: Message) -> str:
    write_bytes(folder / _place(message), (folder / message.file).read_bytes())
    name = f"message_{message.n}"
    stated = {"written": _written(message), "case_id": message.case_id, "url": message.url, "device": message.device}
    item = {
        "id": name,
        "file": _place(message),
        "kind": _KINDS[message.channel],
        "caption": _caption(message),
        **({"shows": f"{message.url}, seen on {message.device}"} if message.url else {}),
        "use": "exhibit",
        "facts": {key: value for key, value in stated.items() if value},
    }
    yaml_text.append(document, "evidence", item, notes={"caption": "say what it shows, and cite it in the letter"})
    return name


_CALLED: dict[Channel, str] = {
    "mail": "E-mail",
    "case_id": "Answer in Help Center",
    "screenshot": "Screen of the error",
    "chat": "Chat",
}


def _caption(message: Message) -> str:
    about = f": {shown(message.subject)}" if message.subject else f", Case ID {message.case_id}" if message.case_id else ""
    return f"{_CALLED[message.channel]} of {_written(message)}{about}"


def _written(message: Message) -> str:
    return f"{message.at.day} {message.at:%B %Y, %H:%M}"

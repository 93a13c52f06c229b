"""`poa intake`: files of a client, stored unchanged under safe names; each one's fate is told, and each is logged on receipt."""

import json
import os
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, get_args

from kit.case import DATA_FOLDERS, RECEIVED, files
from kit.errors import BadFile, Usage
from kit.evidence.intake import Arrived, arrived, likeness, seen
from kit.evidence.kind import PICTURE_ENDS, Seen, Small
from kit.fate_words import in_words
from kit.orders.recognised import folder_of
from kit.phrases import Lang, say
from kit.terminal import Terminal
from kit.tools import worker, yaml_text
from kit.tools.atomic import sha256, write_text, writing
from kit.tools.file_names import safe, shown
from kit.tools.likeness import is_near
from kit.tools.locks import held

TO_SORT = "say what kind of evidence it is, its caption and what it shows; then use: exhibit"
Outcome = Literal["kept", "data", "same", "refused", "left_out"]
_TOLD: tuple[Outcome, ...] = ("kept", "data", "same", "left_out", "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one file."""

    name: str  # as given
    archive: str | None
    outcome: Outcome
    kept_as: str | None = None  # relative to the case or client
    evidence: str | None = None  # its id in case.yaml
    kind: str | None = None
    sha256: str | None = None
    bytes: int | None = None
    said: str = ""

    @property
    def shown(self) -> str:
        """The file's own name, behind that of the archive that it came in."""
        return _behind(self.name, self.archive)

    def told(self, lang: Lang) -> str:
        """What was said of it, in that language."""
        return in_words(self.said, lang)


def is_clean(fates: Iterable[Fate]) -> bool:
    """Whether no file was refused."""
    return not any(fate.outcome == "refused" for fate in fates)


def entries(fates: Iterable[Fate]) -> list[dict[str, Any]]:
    """The fates as JSON holds them."""
    return [asdict(fate) for fate in fates]


def tell(terminal: Terminal, fates: Sequence[Fate]) -> None:
    """Every file's fate in a table, what needs a person last, where it is seen; then how many of each."""
    folder = _folder(fates)
    told = sorted(fates, key=lambda fate: _TOLD.index(fate.outcome))
    rows = [(_named(f, folder), say(terminal.lang, f"fate_{f.outcome}"), f.kept_as or "", f.told(terminal.lang)) for f in told]
    if folder:
        terminal.line(f"{folder}{os.sep}")
    terminal.table(terminal.heads("intake_file", "intake_outcome", "intake_kept_as", "intake_said"), rows)
    counts = {outcome: sum(f.outcome == outcome for f in fates) for outcome in get_args(Outcome)}
    terminal.say("intake_counted", **counts)
    for phrase in _next(fates):
        terminal.say(phrase)


def _next(fates: Iterable[Fate]) -> Iterator[str]:
    """What a person does now, as names of phrases."""
    fates = tuple(fates)
    if any(fate.evidence for fate in fates):
        yield "intake_next"
    if any(fate.outcome == "kept" and not fate.evidence for fate in fates):
        yield "intake_next_inbox"
    if not is_clean(fates):
        yield "intake_next_refused"


def _folder(fates: Iterable[Fate]) -> str:
    """The folder in which all of them lay, so that it is said once; empty where there is none."""
    try:
        return os.path.commonpath([Path(fate.archive or fate.name).parent for fate in fates])
    except ValueError:  # none at all, or some said from the root and some not
        return ""


def _named(fate: Fate, folder: str) -> str:
    """The file's name within the folder, behind the archive that it came in."""
    place = os.path.relpath(fate.archive or fate.name, folder) if folder else fate.archive or fate.name
    return f"{place} > {fate.name}" if fate.archive else place


def _behind(name: str, archive: str | None) -> str:
    own = Path(name).name
    return f"{Path(archive).name} > {own}" if archive else own


def take_in(
    folder: Path, paths: Sequence[Path], *, now: datetime, progress: Callable[[int, int, str], None] | None = None
) -> tuple[Fate, ...]:
    """Store the files in a case's evidence (exports where orders are read from) or in a client's inbox; each one's fate.

    `now` is noted in the log of receipts. The files given are only read. `progress` hears of each file: 0 of how many, for
    an archive tells it only when it is unpacked.
    """
    home = _Home(folder)
    with held(home.lock, what=f"an intake into {folder}"), TemporaryDirectory() as work:
        one_by_one = []
        for n, one in enumerate(arrived(paths, Path(work)), 1):
            if progress:
                progress(n, 0, Path(one.name).name)
            one_by_one.append(home.fate(one, Path(work)))
        home.note(one_by_one, now)
        return tuple(one_by_one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A file that could not be used, as the log of receipts holds it."""

    name: str
    archive: str | None
    received: str  # ISO time
    said: str

    @property
    def shown(self) -> str:
        """Its name, behind that of the archive that it came in."""
        return _behind(self.name, self.archive)

    def told(self, lang: Lang) -> str:
        """Why, in that language."""
        return in_words(self.said, lang)


def refused_before(store: Path) -> tuple[Refusal, ...]:
    """What was refused there so far; what came again under its name at a later intake is told no more, or anew.

    `store` is a case's evidence/ or a client's inbox/. Files of one intake may have the same name: they lay in two folders.
    """
    try:
        lines = (store / RECEIVED).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ()
    found: list[Refusal] = []
    for line in lines:
        with suppress(ValueError, KeyError, TypeError):  # a line that another hand wrote
            told = json.loads(line)
            name, archive = Path(str(told["name"])).name, told.get("archive")
            one = Refusal(name=name, archive=archive and str(archive), received=str(told["received"]), said=str(told["said"]))
            found = [old for old in found if old.name != one.name or old.received == one.received]
            if told["outcome"] == "refused":
                found.append(one)
    return tuple(found)


class _Home:
    """The case or client that takes files in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._case = yaml_text.load(folder / "case.yaml") if (folder / "case.yaml").is_file() else None
        if self._case is None and not (folder / "client.yaml").is_file():
            raise Usage(f"{folder} is neither a case nor a client", ["give a folder that holds case.yaml or client.yaml"])
        if self._case is not None and not isinstance(self._case, dict):
            raise BadFile(folder / "case.yaml", ["should hold keys and values; correct it first"])
        self.lock = folder / ("build/.intake.lock" if self._case is not None else ".intake.lock")
        self.store = folder / ("inbox" if self._case is None else "evidence")
        places = [self.store, *((folder / name for name in DATA_FOLDERS) if self._case is not None else ())]
        held_files = [path for place in places for path in files(place)]
        self._known = {sha256(path): self._named(path) for path in held_files}
        self._taken = {_key(path) for path in held_files}
        self._held = held_files
        self._ids = {str(item.get("id")) for item in (self._case or {}).get("evidence") or ()}

    @cached_property
    def _looks(self) -> list[tuple[str, Small]]:
        """How each picture looks that is here already."""
        return [(self._named(path), look) for path in self._held if (look := likeness(path))]

    def fate(self, one: Arrived, work: Path) -> Fate:
        """What becomes of the file; it is stored where it is kept."""
        told: dict[str, Any] = {
            "name": one.name,
            "archive": one.archive,
            "sha256": one.sha256 or None,
            "bytes": one.bytes if one.copy else None,
        }
        if one.copy is None:
            return Fate(**told, outcome="left_out" if one.is_noise else "refused", said=one.why)
        if one.sha256 in self._known:
            return Fate(**told, outcome="same", kept_as=self._known[one.sha256], said="has the same bytes; kept once")
        if export := self._export(one.copy, one.name):
            place, what = export
            kept = self._kept(one, self._folder / place if self._case is not None else self.store)
            said = f"{what}; read from {place}/" if self._case is not None else f"{what}; a case reads it from its {place}/"
            return Fate(**told, outcome="data", kind="export", kept_as=kept, said=said)
        found = seen(one.copy, work / "shown")
        if isinstance(found, Seen):
            found = _claimed(one.name, found) or found
        if isinstance(found, str):
            return Fate(**told, outcome="refused", said=found)
        return self._evidence(one, found, told)

    def _evidence(self, one: Arrived, found: Seen, told: dict[str, Any]) -> Fate:
        alike = [name for name, look in self._looks if is_near(look, found.likeness)] if found.likeness else []
        kept = self._kept(one, self.store)
        if found.likeness:
            self._looks.append((kept, found.likeness))
        said = [f"looks the same as {alike[0]}; keep the better one"] if alike else []
        said += found.notes[found.shown.media != "pdf" :]  # the first of a picture is the line under it
        return Fate(
            **told, outcome="kept", kept_as=kept, kind=found.media, evidence=self._listed(one, kept), said="; ".join(said)
        )

    def note(self, fates: Sequence[Fate], now: datetime) -> None:
        """Write the log of receipts, then case.yaml with the new evidence."""
        log = self.store / RECEIVED
        before = log.read_text(encoding="utf-8") if log.is_file() else ""
        when = now.astimezone(UTC).isoformat(timespec="seconds")
        lines = [json.dumps({"received": when, **asdict(fate)}, ensure_ascii=True) for fate in fates]
        write_text(log, before + "".join(line + "\n" for line in lines))
        if self._case is not None and any(fate.evidence for fate in fates):
            yaml_text.write(self._folder / "case.yaml", self._case)

    def _named(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()

    def _kept(self, one: Arrived, place: Path) -> str:
        """Store the copy under a safe name that no other file has, also where case does not count."""
        assert one.copy is not None
        name = safe(one.name)
        stem, dot, suffix = name.rpartition(".") if "." in name else (name, "", "")
        target, n = place / name, 1
        while _key(target) in self._taken or target.exists():
            n += 1
            target = place / f"{stem}-{n}{dot}{suffix}"
        with writing(target) as part:
            part.write_bytes(one.copy.read_bytes())
        self._taken.add(_key(target))
        self._known[one.sha256] = self._named(target)
        return self._named(target)

    def _listed(self, one: Arrived, kept: str) -> str | None:
        """The id under which case.yaml now lists the file: in the background until a person says what it shows."""
        if self._case is None:
            return None
        item = unsorted(kept, one.name, self._ids)
        self._ids.add(item["id"])
        yaml_text.append(self._case, "evidence", item, notes={"kind": TO_SORT})
        return item["id"]

    def _export(self, copy: Path, name: str) -> tuple[str, str] | None:
        """The folder and the format of a data export, told by its headers alone."""
        site = str((self._case or {}).get("violation", {}).get("site", ""))
        try:
            found = worker.run(folder_of, copy, name, site, DATA_FOLDERS)
        except (BadFile, worker.Exceeded):
            return None
        return (found[0], f"an export, {found[1]}") if found else None


def _claimed(name: str, found: Seen) -> str:
    """What is wrong with a text that is named as a picture: a link or an error was saved in the picture's place."""
    suffix = Path(name).suffix.lower()
    if found.media != "text" or suffix not in PICTURE_ENDS:
        return ""
    return f"is a text, though its name ends in {suffix}; ask for the picture itself, or name it .txt if the text is what matters"


def unsorted(kept: str, name: str, taken: Collection[str]) -> dict[str, str]:
    """A stored file as case.yaml lists it at first, under an id that is not taken."""
    start = re.sub(r"[^a-z0-9]+", "_", Path(kept).stem.lower()).strip("_")[:50] or "file"
    start = start if start[0].isalpha() else f"file_{start}"
    item_id, n = start, 1
    while item_id in taken:
        n += 1
        item_id = f"{start}_{n}"
    return {"id": item_id, "file": kept, "kind": "unsorted", "caption": shown(name), "use": "background"}


def _key(path: Path) -> tuple[str, str]:
    """What two names share where case or the way of writing an accent does not count."""
    return path.parent.name, unicodedata.normalize("NFC", path.name).casefold()

"""What a person states on a screen, written into case.yaml: one change after the other, each whole, each to be undone.

The functions give a change: a function from the file's `Document` to the next. `CaseFile` writes them.
"""

import atexit
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Any
from uuid import uuid4

from kit.case import open_case
from kit.errors import BadFile, CannotWrite, Usage
from kit.model import Case, OpenCase, Seller
from kit.model.record import Statement
from kit.tools import yaml_text
from kit.tools.atomic import write_text
from kit.tools.locks import held
from kit.tools.yaml_edit import Document

Change = Callable[[Document], Document]
KEPT = 20
"""How many former texts stay in `build/undo/`."""
_MINE: dict[int, str] = {}
"""This process among those that write, by its id: a walk in another kernel is another, also where both are forks of one parent."""
_HERE: dict[tuple[str, Path], ExitStack] = {}
"""For each folder that was written here, the lock that tells the others that this process still runs."""
_ORDER = tuple(Case.model_fields)
_ITEM = ("id", "file", "made", "kind", "caption", "shows", "pages", "use", "status", "facts", "masks")
_ACTION = ("id", "owner", "role", "when", "until", "done", "since", "by", "trigger", "limit", "pattern", "metrics", "answers", "exhibits", "short", "what", "measured")  # fmt: skip
_PLAIN = ("trigger", "limit")  # texts without a place for their own Chinese
_REFERS = {"evidence": "exhibits", "root_causes": "answers"}  # the key under which others name an item of that list


class Changed(Usage):
    """The file is not as it was read: another hand wrote it."""


class NotOurs(Usage):
    """The last change is another hand's: it is not taken back here."""


class CaseFile:
    """One case.yaml that is written change by change. Nothing is overwritten that another hand wrote meanwhile.

    Former texts lie in `build/undo/`, so that undo also works after the browser or the kernel is gone. Each is taken back where
    it was written; who comes later takes over those of a process that has ended.
    """

    name = "case.yaml"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / self.name
        self._mutex = RLock()
        self._document = Document(self.path, self._read())
        self._known: tuple[str, OpenCase | None] | None = None  # a text, and the case that it states
        self._own = self._taken_over() if self._last() else set()  # names of the former texts that undo may put back

    @property
    def document(self) -> Document:
        """The file as it was last read or written here."""
        return self._document

    @property
    def opened(self) -> OpenCase:
        """The case as it stands; raises BadFile where it cannot be read."""
        if self._known is None or self._known[0] != self._document.text or self._known[1] is None:
            self._known = (self._document.text, open_case(self.folder, self._document.text))
        assert self._known[1]
        return self._known[1]

    @property
    def is_current(self) -> bool:
        """Whether the file is still as it was last read or written here."""
        return self._read() == self._document.text

    def reread(self) -> None:
        """Take the file, and the files that it names, as they are now."""
        with self._mutex:
            self._known = None
            self._document = Document(self.path, self._read())

    def write(self, change: Change) -> bool:
        """Write the change; gives whether there was one.

        Raises `Changed` where another hand wrote meanwhile, BadFile where the case could not be read afterwards: with what
        is wrong with it. In both cases the file is as before.
        """
        with self._alone():
            after = change(self._document)
            if after.text == self._document.text:
                return False
            opened, problems = self._opened(after.text)
            if problems and (wrong := problems - self._opened(self._document.text)[1]):
                raise BadFile(self.path, sorted(wrong))
            self._put(after)
            self._known = (after.text, opened)
            return True

    @contextmanager
    def by_other(self) -> Iterator[None]:
        """For the block, which writes the file by its own ways (an intake, masks, facts): its former text is kept too."""
        with self._mutex:
            self._refuse_changed()
            former = self._document.text
            try:
                yield
            finally:
                self.reread()
                if self._document.text != former:
                    self._keep(former)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change that was made here; `undo` says where another's came after it."""
        return any(path.name in self._own for path in self._kept())

    def undo(self) -> bool:
        """Put the text back that stood before the last change; gives whether there was one.

        Raises `NotOurs` where another hand changed the file after the last change that was made here.
        """
        with self._alone():
            last = self._last()
            if not self.can_undo:
                return False
            if last is None or last.name not in self._own:
                raise NotOurs(f"{self.path}: was changed by another hand since", ["undo takes back no change but your own"])
            text = last.read_bytes().decode("utf-8")
            write_text(self.path, text)
            last.unlink()
            self._document = Document(self.path, text)
            return True

    # --- how -------------------------------------------------------------------------------------

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._mutex, held(self.folder / "build" / ".edit.lock", what=f"a change of {self.path.name}"):
            self._refuse_changed()
            yield

    def _refuse_changed(self) -> None:
        if not self.is_current:
            raise Changed(
                f"{self.path}: was changed by another hand", ["nothing was written; load it again and repeat your change"]
            )

    def _opened(self, text: str) -> tuple[OpenCase | None, set[str]]:
        """The case that the text states, and what is wrong with it, without lines, which move."""
        try:
            return open_case(self.folder, text), set()
        except BadFile as error:
            return None, {re.sub(r"^line \d+: ", "", problem) for problem in error.problems}

    def _put(self, after: Document) -> None:
        former = self._document.text
        write_text(self.path, after.text)
        self._document = after
        self._keep(former)

    def _keep(self, former: str) -> None:
        """Keep the text for undo; where that cannot be done the change stands all the same."""
        kept = self._kept()
        number = int(kept[-1].name.partition("-")[0]) + 1 if kept else 1
        name = f"{number:06}-{_hash(self._document.text)}-{_me()}.yaml"
        with suppress(CannotWrite):
            _stay(self.folder)
            write_text(self._shelf / name, former)
            self._own.add(name)
            for old in kept[: max(0, len(kept) + 1 - KEPT)]:
                old.unlink(missing_ok=True)

    def _last(self) -> Path | None:
        """The text before the file's present one; None where it was not written from here."""
        kept = self._kept()
        return kept[-1] if kept and kept[-1].stem.split("-")[1] == _hash(self._document.text) else None

    def _kept(self) -> list[Path]:
        return sorted(p for p in self._shelf.glob("*.yaml") if re.fullmatch(r"\d{6}-[0-9a-f]{16}(-[0-9a-f]{8})?", p.stem))

    def _taken_over(self) -> set[str]:
        """The former texts of this process, and of others that have ended."""
        whose = {path.name: path.stem.split("-")[2:] for path in self._kept()}
        living = {who for found in whose.values() for who in found if who != _me() and _runs(self.folder, who)}
        return {name for name, found in whose.items() if living.isdisjoint(found)}

    @property
    def _shelf(self) -> Path:
        return self.folder / "build" / "undo"

    def _read(self) -> str:
        try:
            return self.path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise BadFile(self.path, [str(error)]) from None


class ClientFile(CaseFile):
    """The client.yaml above a case, written in the same way; it states the seller of all the client's cases."""

    name = "client.yaml"

    def _opened(self, text: str) -> tuple[OpenCase | None, set[str]]:
        try:
            yaml_text.read(Seller, self.path, text)
        except BadFile as error:
            return None, {re.sub(r"^line \d+: ", "", problem) for problem in error.problems}
        return None, set()


def _me() -> str:
    return _MINE.setdefault(os.getpid(), uuid4().hex[:8])


def _sign(folder: Path, who: str) -> Path:
    return folder / "build" / f".walk-{who}.lock"


def _stay(folder: Path) -> None:
    """Show that this process runs, until it ends."""
    place, me = folder.resolve(), _me()
    if (me, place) not in _HERE:
        stack = ExitStack()
        stack.enter_context(held(_sign(place, me), what="a walk"))
        atexit.register(stack.close)
        _HERE[me, place] = stack


def _runs(folder: Path, who: str) -> bool:
    """Whether the process still runs; the lock file that an ended one left goes."""
    path = _sign(folder, who)
    if not path.is_file():
        return False
    try:
        with held(path, what="a walk"):
            path.unlink(missing_ok=True)
    except CannotWrite:
        return True
    return False


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


# --- changes ----------------------------------------------------------------------------------------


def stated(where: str, value: str) -> Change:
    """A plain value at a place; an empty one takes the key away."""
    text = clean(value)
    return lambda document: _put(document, where, text) if text else document.drop(where)


def said(where: str, text: str, lang: str = "en") -> Change:
    """A statement's English or Chinese. The Chinese notes which English it translates; without English there is none."""

    def change(document: Document) -> Document:
        now = document.get(where)
        both = {"en": now} if isinstance(now, str) else dict(now or {})
        both[lang] = clean(text)
        if not both.get("en"):
            return document.drop(where)
        if not both.get("zh"):
            return _put(document, where, both["en"])
        if lang == "zh":
            both["zh_of"] = Statement(en=both["en"]).fingerprint
        if isinstance(now, Mapping):
            for key in ("en", "zh", "zh_of"):
                document = document.put(f"{where}.{key}", both[key]) if both.get(key) else document
            return document
        return _put(document, where, {k: both[k] for k in ("en", "zh", "zh_of") if k in both})

    return change


def worded(where: str, english: str, chinese: str) -> Change:
    """The Chinese of a line of the review copy: at the statement itself where it is one, else among `review.words`."""
    text = clean(chinese)

    def change(document: Document) -> Document:
        stands = document.get(where)
        own = stands.get("en", "") if isinstance(stands, Mapping) else stands or ""
        if where.rpartition(".")[2] not in _PLAIN and " ".join(str(own).split()) == " ".join(english.split()):
            return said(where, text, "zh")(document)
        held = [word["en"].strip() for word in document.get("review.words") or ()]
        if english.strip() not in held:
            return document.add("review.words", {"en": english.strip(), "zh": text}, order=_ORDER) if text else document
        place = f"review.words.{held.index(english.strip())}"
        return document.put(f"{place}.zh", text) if text else document.drop(place)

    return change


def added(part: str, item: Mapping[str, Any]) -> Change:
    """One more item of a list: a cause, an action, a person."""
    return lambda document: document.add(part, _filled(item), order=_order(part))


def removed(part: str, name: str) -> Change:
    """Without an item of a list, and without what refers to it."""

    def change(document: Document) -> Document:
        for where in _references(document.plain, _REFERS[part], name) if part in _REFERS else ():
            document = document.drop(f"{where}.{name}")
        return document.drop(f"{part}.{name}")

    return change


def linked(where: str, key: str, name: str, *, is_linked: bool) -> Change:
    """A name in a list of names or out of it: an exhibit of a cause, a cause that an action answers."""

    def change(document: Document) -> Document:
        place = f"{where}.{key}"
        if (name in (document.get(place) or ())) == is_linked:
            return document
        return document.add(place, name, order=_order(place)) if is_linked else document.drop(f"{place}.{name}")

    return change


def all_of(*changes: Change) -> Change:
    """Several changes as one."""

    def change(document: Document) -> Document:
        for one in changes:
            document = one(document)
        return document

    return change


def new_id(text: str, taken: Sequence[str], otherwise: str) -> str:
    """A name for a new thing out of its first words, that no other has."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"\{\{.*?\}\}", " ", text).lower())
    few = [word for word in words if len(word) > 3][:3] or words[:3]
    start = "_".join(few)[:40].strip("_")
    start = start if start[:1].isalpha() else otherwise
    name, n = start, 1
    while name in taken:
        n += 1
        name = f"{start}_{n}"
    return name


def clean(text: str) -> str:
    """Text as it may stand in the file: without characters that steer, ends of lines as one kind."""
    lines = re.sub(r"\r\n?|[\x85\u2028\u2029]", "\n", text).split("\n")
    kept = "\n".join("".join(c for c in line if c.isprintable() or c == "\t").rstrip() for line in lines)
    return kept.replace("\t", " ").strip()


def _put(document: Document, where: str, value: Any) -> Document:
    """The value at the place; a plain text that it stands beside from now on becomes the English of a statement."""
    above, _, name = where.rpartition(".")
    plain = document.get(above) if above else None
    if isinstance(plain, str):
        return document.put(above, {"en": plain, name: value})
    return document.put(where, value, order=_order(where))


def _filled(item: Mapping[str, Any]) -> dict[str, Any]:
    """The item without what nobody stated."""
    return {key: clean(value) if isinstance(value, str) else value for key, value in item.items() if value}


def _references(plain: Any, list_key: str, name: str, where: str = "") -> Iterator[str]:
    """Each list of names under that key in which the name stands."""
    pairs: Any = plain.items() if isinstance(plain, Mapping) else ()
    if isinstance(plain, tuple):
        pairs = ((item["id"] if isinstance(item, Mapping) and "id" in item else str(n), item) for n, item in enumerate(plain))
    for key, value in pairs:
        place = f"{where}.{key}" if where else str(key)
        if key == list_key and isinstance(value, tuple) and name in value:
            yield place
        elif isinstance(value, Mapping | tuple):
            yield from _references(value, list_key, name, place)


def _order(where: str) -> tuple[str, ...]:
    """In which order the keys stand beside that one."""
    parts = where.split(".")
    if len(parts) == 1:
        return _ORDER
    return _ITEM if parts[0] == "evidence" else _ACTION if parts[0] in {"root_causes", "corrective", "preventive"} else ()

"""What a case is made from: the bytes of its files, and of what it uses beside its folder."""

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256 as hasher
from pathlib import Path

from kit.case import files
from kit.model import Case, DataFile
from kit.tools.atomic import sha256

_AFTER = frozenset({"build", "review", "submission", "watch", "messages"})
"""Folders of a case that hold what came of it, not what it is made from."""
OF_THE_PRACTICE = frozenset(
    {"ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "batch.json", "batch.csv", "batch.html", "rates.yaml"}
)
"""What stands in the folder where a person works, which may be the case's: it tells of other cases and clients, or of own prices."""


def digest(folder: Path, case: Case | None) -> str:
    """One digest of all that the case is made from; a file that is added, taken away, renamed or changed gives another."""
    return digest_of(folder, inputs(folder, case))


def inputs(folder: Path, case: Case | None) -> tuple[Path, ...]:
    """The files of the case but what is made from them, and what it uses beside it: the client's own file, formats, inbox."""
    own = (p for p in files(folder) if _is_input(p.relative_to(folder)))
    return tuple(dict.fromkeys((*own, *(p for p in _beside(folder, case) if p.is_file()))))


def are_changed(folder: Path, case: Case, *, since: float) -> bool:
    """Whether one was written or put there after that moment (seconds since 1970), whatever time it bears."""
    return any(path.stat().st_ctime > since for path in inputs(folder, case))


def digest_of(root: Path, paths: Iterable[Path]) -> str:
    """Names relative to the root, so that a folder that was moved is still the same."""
    whole = hasher()
    for path in paths:
        whole.update(os.fsencode(os.path.relpath(path, root)) + b"\0" + sha256(path).encode() + b"\n")
    return whole.hexdigest()


def _is_input(name: Path) -> bool:
    """Not what the kit makes, nor a notebook that a person opened in the folder."""
    is_made = name.parts[0] in _AFTER or (len(name.parts) == 1 and name.name in OF_THE_PRACTICE)
    return not is_made and not any(part.startswith(".") for part in name.parts) and name.suffix != ".ipynb"


def _beside(folder: Path, case: Case | None) -> Iterator[Path]:
    above = folder.resolve().parent
    if case is None:
        return
    if case.seller is None:
        yield above / "client.yaml"
        yield from sorted(above.glob("*.png"))  # signatures that client.yaml names
    yield from sorted((above / "formats").glob("*.yaml"))
    if case.group:  # letters of one event are held against one another
        yield from (p for p in sorted(above.glob("*/case.yaml")) if p.parent != folder)
    hints: tuple[DataFile, ...] = tuple(h for kind in type(case.data).model_fields for h in getattr(case.data, kind))
    named = [*(e.file for e in case.evidence if e.file), *(h.file for h in hints)]
    named += [name for a in case.history for name in (a.file, a.manifest) if name]
    yield from sorted({(folder / name).resolve() for name in named if ".." in Path(name).parts})

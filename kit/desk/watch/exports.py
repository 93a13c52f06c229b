"""Exports that come after the approval: kept unchanged in the case's `watch/`, and read like those of the case."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from kit.case import DATA_FOLDERS, files
from kit.errors import BadFile
from kit.model import Analysis, Data, DataFile, OpenCase, Orders, Policy
from kit.orders.recognised import folder_of
from kit.tools import worker
from kit.tools.atomic import sha256, write_bytes
from kit.tools.file_names import free, safe

FOLDER = "watch"
_HINTS = ("format", "zone", "date_format", "encoding")


def keep(opened: OpenCase, paths: Sequence[Path], day: date) -> tuple[str, ...]:
    """Copies of the files in `watch/`, each in the folder that its headers tell; their names there. One that is there stays.

    Raises BadFile with every problem, before anything is written.
    """
    problems = [f"{path}: there is no such file" for path in paths if not path.is_file()]
    if problems:
        raise BadFile(opened.folder / FOLDER, problems)
    held = {sha256(path): path for path in files(opened.folder / FOLDER)}
    return tuple(_kept(path, opened, day, held) for path in paths)


@contextmanager
def undone_if_unread(opened: OpenCase) -> Iterator[None]:
    """What the block keeps in `watch/` goes again where it ends with an error: a file that cannot be read would spoil every later look."""
    before = set(files(opened.folder / FOLDER))
    try:
        yield
    except BaseException:
        for path in set(files(opened.folder / FOLDER)) - before:
            path.unlink(missing_ok=True)
        raise


def received(path: Path, place: Path, day: date) -> Path:
    """A copy of the file, named by the day on which it came; what lies there stays."""
    target = free(place / f"{day:%Y%m%d}-{safe(path.name)}")
    write_bytes(target, path.read_bytes())
    return target


def at_watch(opened: OpenCase) -> OpenCase:
    """The same case with the later exports for its data; what case.yaml says of all earlier files of a folder holds for them."""
    folder = opened.folder / FOLDER
    data = Data(**{kind: tuple(_hinted(opened, folder, kind)) for kind in DATA_FOLDERS})
    case = opened.case.model_copy(update={"data": data})
    return replace(opened, folder=folder, case=case, home=opened.folder)


def read(opened: OpenCase, policy: Policy) -> Orders | None:
    """The orders of a case at watch; None where no export came yet."""
    from kit import orders

    return orders.read_orders(opened, policy) if opened.folder.is_dir() else None


def nothing() -> Analysis:
    """What no export says."""
    return Analysis(periods=(), metrics=(), drivers=())


def _kept(path: Path, opened: OpenCase, day: date, held: dict[str, Path]) -> str:
    if (same := held.get(digest := sha256(path))) is not None:
        return same.relative_to(opened.folder).as_posix()
    try:
        found = worker.run(folder_of, path, path.name, opened.case.violation.site, DATA_FOLDERS)
    except (BadFile, worker.Exceeded):
        found = None
    target = held[digest] = received(path, opened.folder / FOLDER / (found[0] if found else "orders"), day)
    return target.relative_to(opened.folder).as_posix()


def _hinted(opened: OpenCase, folder: Path, kind: str) -> Iterator[DataFile]:
    """Hints for the later files: what every hint of the case's own files of that folder says alike."""
    given: tuple[DataFile, ...] = getattr(opened.case.data, kind)
    alike = {name: {getattr(hint, name) for hint in given} for name in _HINTS}
    said = {name: values.pop() for name, values in alike.items() if len(values) == 1}
    if any(said.values()):
        yield from (DataFile(file=p.relative_to(folder).as_posix(), **said) for p in files(folder / kind))

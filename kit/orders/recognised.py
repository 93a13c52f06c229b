"""To which folder of a case a data export belongs, told by its headers alone."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kit.errors import BadFile

_ANSWERS = (".json", ".jsonl")
_NEVER = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0")


def folder_of(path: Path, name: str, site: str, folders: Sequence[str]) -> tuple[str, str] | None:
    """The first folder of which a format has all the headers that it needs in the file, and the format's title; None where no one has.

    Runs in the bounded worker: the file may be hostile.
    """
    from kit.orders.first_rows import first_rows
    from kit.orders.fitting import headed

    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(_NEVER):
        return None
    if name.casefold().endswith(_ANSWERS):
        return _of_answers(path, name, site, folders)
    for sheet in first_rows(path, name, None):
        for folder in folders:
            found = headed(sheet.rows, site=site, declared=None, folder=folder, sheet=sheet.sheet)
            if not isinstance(found, str):
                return folder, found[1].title
    return None


def _of_answers(path: Path, name: str, site: str, folders: Sequence[str]) -> tuple[str, str] | None:
    """The same of a saved answer in JSON: the folder in which it can be read."""
    from kit.orders import json_rows, tracking
    from kit.orders.sheet import Request

    for folder in folders:
        request = Request(path=path, file=f"{folder}/{name}", site=site, folder=folder)
        with suppress(BadFile):
            if folder == "tracking":
                return folder, tracking.read(request).format
            return folder, ", ".join(dict.fromkeys(sheet.format.title for sheet in json_rows.read(request)))
    return None

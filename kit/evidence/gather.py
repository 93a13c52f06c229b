"""Open every file that a case shows or keeps in the background; one error names all that cannot be used."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from kit.errors import BadFile
from kit.evidence.kind import Seen
from kit.evidence.look import look
from kit.evidence.reading import pictures
from kit.model import Evidence, EvidenceItem, OpenCase
from kit.tools import worker

AT_ONCE = 2  # files looked at side by side, each in a process of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The files that can be used, and one line for each that cannot: name, what is wrong, what to do."""

    evidence: tuple[Evidence, ...]
    problems: tuple[str, ...]


def gather(opened: OpenCase, made: Mapping[str, Path]) -> tuple[Evidence, ...]:
    """The evidence that the case has, exhibits and background, in the order of case.yaml.

    Raises one BadFile that names every file that is missing, empty, broken, locked or of another kind, with what to do.
    """
    found = gathered(opened, made)
    if found.problems:
        raise BadFile(opened.folder, found.problems)
    return found.evidence


def gathered(opened: OpenCase, made: Mapping[str, Path]) -> Gathered:
    """The same with what is wrong beside it, for a draft that goes without.

    `made` holds the files that the kit drew itself, by evidence id. Originals are only read. What has to be made of a file
    to put it on paper lies in `build/shown/`, named by the original's hash. Raises BadFile where the signature is unusable:
    no letter goes without it.
    """
    wanted = [(item, _path(opened.folder, item, made)) for item in opened.case.evidence if item.status == "have"]
    shelf = opened.folder / "build" / "shown"
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(lambda entry: _looked(entry[0], entry[1], shelf), wanted))
    problems, signature = [result for result in results if isinstance(result, str)], _signature(opened)
    if signature:
        raise BadFile(opened.folder, [*problems, *signature])
    usable = tuple(
        _evidence(item, path, seen)
        for (item, path), seen in zip(wanted, results, strict=True)
        if path is not None and isinstance(seen, Seen)
    )
    return Gathered(evidence=usable, problems=tuple(problems))


def _signature(opened: OpenCase) -> list[str]:
    """What is wrong with the signature's picture, which goes into the letter."""
    if opened.signer is None or opened.signature is None:
        return []
    name = f"{opened.signer.signature} (signature of {opened.signer.name})"
    try:
        found = worker.run(look, opened.signature, None)
    except worker.Exceeded as error:
        return [f"{name} was given up: reading it {error.why}; scan it again"]
    if isinstance(found, Seen):
        return [] if found.media in ("jpeg", "png") else [f"{name} is no picture; give a PNG or JPEG of it"]
    return [f"{name} {found}"]


def _path(folder: Path, item: EvidenceItem, made: Mapping[str, Path]) -> Path | None:
    return folder / item.file if item.file else made.get(item.id)


def _looked(item: EvidenceItem, path: Path | None, shelf: Path) -> Seen | str:
    """What the file holds, or one line that says what is wrong with it. What is made of it goes to the shelf."""
    if path is None:
        return f"evidence.{item.id}: the kit did not make it, for want of order data; add orders, or say status: missing"
    name = item.file or path.name
    try:
        found = worker.run(look, path, item.pages, shelf)
    except worker.Exceeded as error:
        return f"{name} (evidence.{item.id}) was given up: reading it {error.why}; ask for a plain copy, printed to PDF"
    if not isinstance(found, Seen):
        return f"{name} (evidence.{item.id}) {found}"
    return found if item.made else pictures.read(found, shelf.parent / "ocr")


def _evidence(item: EvidenceItem, path: Path, seen: Seen) -> Evidence:
    return Evidence(
        item=item,
        path=path,
        sha256=seen.sha256,
        bytes=seen.bytes,
        media=seen.media,
        pages=seen.pages,
        picked=seen.picked,
        text=seen.text,
        notes=seen.notes,
        shown=seen.shown,
        tiles=seen.tiles,
        origin=seen.origin,
        words=seen.words,
    )

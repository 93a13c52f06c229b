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
class Lost:
    """A piece of evidence that cannot be used. `said`: what is wrong and, after a semicolon, what to do."""

    id: str
    file: str | None  # None: the kit was to draw it
    said: str

    def __str__(self) -> str:
        return f"{self.file} (evidence.{self.id}) {self.said}" if self.file else f"evidence.{self.id}: {self.said}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The files that can be used, and those that cannot."""

    evidence: tuple[Evidence, ...]
    lost: tuple[Lost, ...]


def gather(opened: OpenCase, made: Mapping[str, Path | str]) -> tuple[Evidence, ...]:
    """The evidence that the case has, exhibits and background, in the order of case.yaml.

    Raises one BadFile that names every file that is missing, empty, broken, locked or of another kind, with what to do.
    """
    found = gathered(opened, made)
    if found.lost:
        raise BadFile(opened.folder, map(str, found.lost))
    return found.evidence


def gathered(opened: OpenCase, made: Mapping[str, Path | str]) -> Gathered:
    """The same with what is wrong beside it, for a draft that goes without.

    `made` holds the files that the kit drew itself, or why it could not, by evidence id. Originals are only read. What has
    to be made of a file to put it on paper lies in `build/shown/`, named by the original's hash. Raises BadFile where the
    signature is unusable: no letter goes without it.
    """
    wanted = [(item, _path(opened.folder, item, made)) for item in opened.case.evidence if item.status == "have"]
    shelf = opened.folder / "build" / "shown"
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(lambda entry: _looked(entry[0], entry[1], shelf), wanted))
    lost = tuple(result for result in results if isinstance(result, Lost))
    if signature := _signature(opened):
        raise BadFile(opened.folder, [*map(str, lost), *signature])
    usable = tuple(
        _evidence(item, path, seen)
        for (item, path), seen in zip(wanted, results, strict=True)
        if isinstance(path, Path) and isinstance(seen, Seen)
    )
    return Gathered(evidence=usable, lost=lost)


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


def _path(folder: Path, item: EvidenceItem, made: Mapping[str, Path | str]) -> Path | str:
    return folder / item.file if item.file else made.get(item.id, "there is nothing to draw it from")


def _looked(item: EvidenceItem, path: Path | str, shelf: Path) -> Seen | Lost:
    """What the file holds, or what is wrong with it. What is made of it goes to the shelf."""
    if isinstance(path, str):
        return Lost(id=item.id, file=None, said=f"the kit cannot draw {item.made}: {path}; or say status: missing")
    try:
        found = worker.run(look, path, item.pages, shelf)
    except worker.Exceeded as error:
        found = f"was given up: reading it {error.why}; ask for a plain copy, printed to PDF"
    if not isinstance(found, Seen):
        return Lost(id=item.id, file=item.file or path.name, said=found)
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

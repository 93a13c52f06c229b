"""A case as one ZIP to hand on, and back: every file by its hash, what was left out by its reason, a day to delete it."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from kit.case import DATA_FOLDERS, RECEIVED, files
from kit.errors import BadFile, Usage
from kit.inputs import OF_THE_PRACTICE
from kit.model import OpenCase
from kit.tools.atomic import making, writing

LIST = "pack.json"
VERSION = 1
MOST_BYTES = 2_000_000_000
_MOST_FILES = 5_000
_LIST_BYTES = 5_000_000
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the same files are the same ZIP
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A file that stayed behind. `why`: a key of the phrases."""

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What a ZIP holds."""

    case: str
    violation: str
    purge: date
    files: Mapping[str, str]  # name in the ZIP -> SHA-256
    left_out: tuple[LeftOut, ...]


def packed(opened: OpenCase, target: Path, *, purge: date, with_buyers: bool) -> Pack:
    """Write the case to a ZIP. Exports and evidence in which a person covered a buyer's data stay behind unless `with_buyers`.

    Raises Usage where the target is there already.
    """
    if target.exists():
        raise Usage(f"{target} is there already", ["nothing was changed; name another file, or move that one away"])
    told = [(_name(p, opened), p, why) for p, why in _sorted(opened, with_buyers=with_buyers)]
    sources = {name: path for name, path, why in told if not why}
    left = tuple(LeftOut(name=name, why=why) for name, _, why in told if why)
    with writing(target) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        hashes = {name: _put(archive, name, path) for name, path in sorted(sources.items())}
        pack = Pack(case=opened.case.id, violation=opened.case.violation.id, purge=purge, files=hashes, left_out=left)
        archive.writestr(_entry(LIST), json.dumps(_listed(pack), ensure_ascii=False, indent=1))
    return pack


def unpacked(archive: Path, folder: Path) -> Pack:
    """Lay the case of a ZIP below `folder`, every file held against its hash first; nothing is overwritten.

    Raises BadFile with every problem of the ZIP at once, and Usage where the case is there already.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            pack = _read(archive, opened)
            target = folder / pack.case
            if target.exists():
                raise Usage(f"{target} is there already", ["nothing was changed; unpack into another folder"])
            with making(target) as made:
                _lay(archive, opened, pack, made, folder)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise BadFile(archive, [f"this is no ZIP that can be read: {error}; ask for it again"]) from None
    return pack


# --- what goes in ---------------------------------------------------------------------------------


def _sorted(opened: OpenCase, *, with_buyers: bool) -> Iterator[tuple[Path, str]]:
    """Each file of the case, and of the client's folder those that it links, with why it stays behind; empty if it goes."""
    case, folder = opened.case, opened.folder.resolve()
    for path in (*files(folder), *folder.glob(f"evidence/{RECEIVED}")):
        name = path.relative_to(folder)
        yield path, _stays(name, opened, with_buyers=with_buyers)
    beside = {(folder / e.file).resolve(): e.id for e in case.evidence if e.file}
    beside |= {(folder / x).resolve(): "" for appeal in case.history for x in (appeal.file, appeal.manifest) if x}
    beside |= {opened.signature.resolve(): ""} if opened.signature else {}
    beside |= {folder.parent / "client.yaml": ""} if case.seller is None else {}
    for path, evidence in beside.items():
        if not path.is_relative_to(folder):
            is_kept = evidence and not with_buyers and _is_covered(evidence, opened)
            yield path, "pack_covered" if is_kept else ""


def _stays(name: Path, opened: OpenCase, *, with_buyers: bool) -> str:
    """Why a file of the case's folder stays behind."""
    if name.as_posix() in OF_THE_PRACTICE:
        return "pack_of_the_practice"
    if name.parts[:2] == ("watch", "build"):
        return "pack_made_anew"
    if name.parts[0] == "build":
        is_made = len(name.parts) == 2 and name.suffix in {".pdf", ".json"}
        return "" if is_made else "pack_made_anew"
    if name.as_posix() in opened.unlisted:
        return "pack_unlisted"
    if with_buyers:
        return ""
    if name.parts[0] in DATA_FOLDERS or (name.parts[0] == "watch" and name.parts[1:2] and name.parts[1] in DATA_FOLDERS):
        return "pack_export"
    if name.parts[0] == "messages":
        return "pack_message"
    shown = [e.id for e in opened.case.evidence if e.file and Path(e.file) == name]
    return "pack_covered" if any(_is_covered(e, opened) for e in shown) else ""


def _name(path: Path, opened: OpenCase) -> str:
    """What a file is called in the ZIP: what lies in the client's folder keeps its place beside the case."""
    folder = opened.folder.resolve()
    if path.is_relative_to(folder):
        return f"{opened.case.id}/{path.relative_to(folder).as_posix()}"
    return path.relative_to(folder.parent).as_posix()


def _is_covered(evidence: str, opened: OpenCase) -> bool:
    """Whether a person has covered a buyer's data in it: the original shows them."""
    return any(not mask.keep for mask in opened.case.item(evidence).masks)


def _put(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    """Write one file; gives its hash."""
    digest = sha256()
    with path.open("rb") as source, archive.open(_entry(name), "w", force_zip64=True) as entry:
        while block := source.read(_BLOCK):
            digest.update(block)
            entry.write(block)
    return digest.hexdigest()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _listed(pack: Pack) -> dict[str, Any]:
    return {
        "version": VERSION,
        "case": pack.case,
        "violation": pack.violation,
        "purge": pack.purge.isoformat(),
        "files": dict(pack.files),
        "left_out": [{"name": x.name, "why": x.why} for x in pack.left_out],
    }


# --- what comes out -------------------------------------------------------------------------------


def _read(path: Path, archive: zipfile.ZipFile) -> Pack:
    """The list of the ZIP, held against what lies in it."""
    names = archive.namelist()
    if names.count(LIST) != 1:
        raise BadFile(path, [f"it holds no {LIST}: it was not made by poa pack; take its files in with poa intake"])
    if archive.getinfo(LIST).file_size > _LIST_BYTES:
        raise BadFile(path, [f"its {LIST} is too large; ask for it again"])
    try:
        told = json.loads(archive.read(LIST))
        pack = Pack(
            case=str(told["case"]),
            violation=str(told["violation"]),
            purge=date.fromisoformat(told["purge"]),
            files={str(name): str(digest) for name, digest in told["files"].items()},
            left_out=tuple(LeftOut(name=str(x["name"]), why=str(x["why"])) for x in told["left_out"]),
        )
        version = int(told["version"])
    except (ValueError, KeyError, TypeError, AttributeError, UnicodeDecodeError):
        raise BadFile(path, [f"its {LIST} cannot be read; ask for it again"]) from None
    if version > VERSION:
        raise BadFile(path, [f"it was packed by a newer kit (version {version}); bring this one up to date"])
    if problems := [*_problems(pack, archive)]:
        raise BadFile(path, problems)
    return pack


def _problems(pack: Pack, archive: zipfile.ZipFile) -> Iterator[str]:
    """Everything that does not fit before a byte is written."""
    entries = {e.filename: e for e in archive.infolist() if e.filename != LIST}
    if len(archive.infolist()) > _MOST_FILES or sum(e.file_size for e in entries.values()) > MOST_BYTES:
        yield "it unpacks to more than a case can be; ask who sent it"
        return
    for name in sorted(entries.keys() - pack.files.keys()):
        yield f"{name}: is in the ZIP but not in its list; somebody put it in later"
    for name in sorted(pack.files.keys() - entries.keys()):
        yield f"{name}: is in the list but not in the ZIP; somebody took it out"
    for name in sorted(pack.files):
        if not _is_safe(name, pack.case):
            yield f"{name}: leads out of the case and the client's inbox; nothing was unpacked"
    if PurePosixPath(pack.case).name != pack.case or pack.case in {"", ".", ".."}:
        yield f"the case is called {pack.case!r}, which is no name of a folder"


def _is_safe(name: str, case: str) -> bool:
    """Whether it lies in the case's folder or the client's inbox, or is the client's own file or a signature beside it."""
    parts = PurePosixPath(name).parts
    is_plain = "\\" not in name and ":" not in name and "\0" not in name and not name.startswith("/") and ".." not in parts
    return is_plain and bool(parts) and (parts[0] in {case, "inbox"} or len(parts) == 1)


def _lay(path: Path, archive: zipfile.ZipFile, pack: Pack, made: Path, folder: Path) -> None:
    """Write the case's files into `made`, the client's beside it where they are not there yet; all hashes first."""
    beside = {name: folder / name for name in pack.files if PurePosixPath(name).parts[0] != pack.case}
    problems = [*_wrong(archive, pack), *_others(pack, beside)]
    if problems:
        raise BadFile(path, problems)
    for name in pack.files:
        if name not in beside:
            _copy(archive, name, made.joinpath(*PurePosixPath(name).parts[1:]))
    for name, target in beside.items():
        if not target.exists():
            _copy(archive, name, target)


def _wrong(archive: zipfile.ZipFile, pack: Pack) -> Iterator[str]:
    """One line for each file that is not what was packed."""
    for name, digest in pack.files.items():
        try:
            found = _hash(archive, name)
        except (zipfile.BadZipFile, EOFError, ValueError):
            found = ""
        if found != digest:
            yield f"{name}: is not the file that was packed (its hash differs); ask for the ZIP again"


def _others(pack: Pack, beside: Mapping[str, Path]) -> Iterator[str]:
    """One line for each file of the client that is there already and is another one."""
    for name, target in beside.items():
        if target.exists() and (not target.is_file() or sha256(target.read_bytes()).hexdigest() != pack.files[name]):
            yield f"{name}: another file of that name is in the folder already; unpack into another folder"


def _hash(archive: zipfile.ZipFile, name: str) -> str:
    digest = sha256()
    with archive.open(name) as source:
        while block := source.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _copy(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    with archive.open(name) as source, writing(target) as part, part.open("wb") as file:
        while block := source.read(_BLOCK):
            file.write(block)

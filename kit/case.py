"""Open a case folder: read what people stated, resolve the seller, and hold every file name to its folder."""

from collections.abc import Iterator
from pathlib import Path

from kit.errors import BadFile
from kit.model import UNNAMED, Case, DataFile, OpenCase, Person, Seller, Shop
from kit.tools import yaml_text

DATA_FOLDERS = ("orders", "returns", "tracking", "finance", "listings", "service", "records")
RECEIVED = "received.jsonl"  # what `poa intake` notes of each file
_NOT_FILES = {".DS_Store", "Thumbs.db", "desktop.ini", RECEIVED, ".lock"}


def open_case(folder: Path | str, text: str | None = None) -> OpenCase:
    """The case of a folder, ready for the stages; or as it would be with `text` in case.yaml.

    Raises BadFile with every problem at once: keys, references, files that are named but not there, the seller.
    """
    folder = Path(folder)
    path = folder / "case.yaml"
    if folder.is_file():
        raise BadFile(folder, [f"this is a file; give the folder that holds it: {folder.parent}"])
    if not folder.is_dir():
        raise BadFile(folder, ["there is no such folder; give the folder that holds case.yaml"])
    if not path.is_file():
        raise BadFile(folder, ["there is no case.yaml here; give a case folder, or make one with: poa new FOLDER"])
    case = yaml_text.read(Case, path, text)
    seller, stated_in = _seller(folder, case)
    shop, signer, signature = _shop(case, seller), _signer(case, seller), None
    if signer and signer.signature:
        signature = stated_in.parent / signer.signature
    problems = [
        *_shop_problems(case, seller, shop),
        *_signer_problems(case, seller, signer, signature),
        *_file_problems(folder, case),
    ]
    if problems:
        raise BadFile(path, problems)
    assert shop is not None
    return OpenCase(
        folder=folder,
        case=case,
        seller=seller,
        shop=shop,
        signer=signer,
        signature=signature,
        unlisted=tuple(_unlisted(folder, case)),
    )


def files(folder: Path) -> Iterator[Path]:
    """The files of a data folder in name order, without those that an operating system or the kit leaves."""
    if folder.is_dir():
        yield from (p for p in sorted(folder.rglob("*")) if p.is_file() and p.name not in _NOT_FILES)


def gone(folder: Path, case: Case) -> tuple[str, ...]:
    """The files that case.yaml names and that are not there, by their names."""
    return tuple(dict.fromkeys(name for _, name in _named(case) if not (folder / name).is_file()))


def _seller(folder: Path, case: Case) -> tuple[Seller, Path]:
    """The seller and the file that states it: the case itself, or the client's own file one folder up."""
    if case.seller:
        return case.seller, folder / "case.yaml"
    path = folder.resolve().parent / "client.yaml"
    if not path.is_file():
        raise BadFile(folder / "case.yaml", [f"no seller here and no {path.name} in the folder above; state one of the two"])
    seller = yaml_text.read(Seller, path)
    if case.client not in {None, UNNAMED, seller.id}:
        raise BadFile(folder / "case.yaml", [f"client: {case.client!r}, but {path.name} above is {seller.id!r}"])
    return seller, path


def _shop(case: Case, seller: Seller) -> Shop | None:
    return next((s for s in seller.shops if s.code == case.shop), None)


def _signer(case: Case, seller: Seller) -> Person | None:
    return next((p for p in seller.people if p.id == case.letter.signer), None)


def _shop_problems(case: Case, seller: Seller, shop: Shop | None) -> Iterator[str]:
    if shop is None:
        yield f"shop: {case.shop!r} is not a shop of {seller.legal_name}; known: {', '.join(s.code for s in seller.shops)}"
    elif shop.site != case.violation.site:
        yield f"violation.site: {case.violation.site}, but the shop {shop.code} is on {shop.site}"


def _signer_problems(case: Case, seller: Seller, signer: Person | None, signature: Path | None) -> Iterator[str]:
    if case.letter.signer and signer is None:
        known = ", ".join(p.id for p in seller.people) or "nobody yet"
        yield f"letter.signer: no person {case.letter.signer!r}; known: {known}"
    if signature and not signature.is_file():
        yield f"people.{case.letter.signer}.signature: there is no file {signature.name} in {signature.parent}"


def _file_problems(folder: Path, case: Case) -> Iterator[str]:
    """One line for each named file that leaves the client's folder or is not there."""
    allowed = (folder.resolve(), folder.resolve().parent / "inbox")
    for place, name in _named(case):
        target = (folder / name).resolve()
        if not any(target.is_relative_to(root) for root in allowed):
            yield f"{place}: {name} lies outside the case folder and the client's inbox"
        elif not target.is_file():
            yield f"{place}: there is no file {name}; add it, or set status: missing"


def _named(case: Case) -> list[tuple[str, str]]:
    """Each file that case.yaml names, and where it does."""
    named = [(f"evidence.{e.id}.file", e.file) for e in case.evidence if e.file]
    named += [(f"history.{n}.file", a.file) for n, a in enumerate(case.history)]
    named += [(f"history.{n}.manifest", a.manifest) for n, a in enumerate(case.history) if a.manifest]
    for kind in DATA_FOLDERS:
        hints: tuple[DataFile, ...] = getattr(case.data, kind)
        named += [(f"data.{kind}.{n}.file", hint.file) for n, hint in enumerate(hints)]
    return named


def _unlisted(folder: Path, case: Case) -> Iterator[str]:
    """Files in evidence/ that case.yaml does not name: never dropped in silence."""
    named = {folder / e.file for e in case.evidence if e.file}
    if left := [path for path in files(folder / "evidence") if path not in named]:  # links and dots are followed for few
        meant = {path.resolve() for path in named}
        yield from (path.relative_to(folder).as_posix() for path in left if path.resolve() not in meant)

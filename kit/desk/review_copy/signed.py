"""Who confirmed which copy, and when: kept in `review/` of the case with the copy itself; any change of a word makes it stale."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256 as hashed
from pathlib import Path
from typing import Any

from kit.appeal import Appeal
from kit.case import DATA_FOLDERS
from kit.case import files as files_of
from kit.desk.review_copy.made import paper
from kit.desk.review_copy.said import SHORT, Copy, copied
from kit.desk.steps import is_to_come
from kit.errors import BadFile, Usage
from kit.model import OpenCase, Seller
from kit.tools import yaml_text
from kit.tools.atomic import sha256, write_bytes, write_text
from kit.tools.file_names import free

FOLDER = "review"
LOG = "confirmed.jsonl"
Told = tuple[str, dict[str, object]]  # a key of the phrases, and what fills its places


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One confirmation of a copy by the client."""

    digest: str
    attempt: int
    by: str  # of the client's
    at: str  # ISO, with its offset
    noted_by: str  # of the consultancy
    noted_at: str
    files: dict[str, str]  # name in review/ -> SHA-256: the copy, and what shows that it was confirmed
    states: str = ""  # what the case stated then, see `states`


def demanded(opened: OpenCase) -> bool:
    """Whether the client signs a copy before anything is sent: as the case says, else its seller, else client.yaml above it.

    A case that states its seller itself is still one of that client's.
    """
    above = opened.folder.resolve().parent / "client.yaml"
    for own in (opened.case.review.demanded, opened.seller.review.demanded):
        if own is not None:
            return own
    return bool(opened.case.seller and above.is_file() and yaml_text.read(Seller, above).review.demanded)


def states(opened: OpenCase) -> str:
    """SHA-256 of what the letter is written from: while it is the same a confirmation holds, and no letter need be written to tell."""
    exhibits = tuple(e for e in opened.case.evidence if e.use == "exhibit")
    case = opened.case.model_copy(update={"evidence": exhibits}).model_dump_json()
    people = [person.model_dump_json() for person in opened.seller.people]
    exports = [(p.name, p.stat().st_size) for folder in DATA_FOLDERS for p in files_of(opened.folder / folder)]
    told = json.dumps([case, opened.seller.legal_name, people, opened.shop.model_dump_json(), exports])
    return hashed(told.encode()).hexdigest()


def confirm(
    appeal: Appeal, code: str, *, by: str, at: datetime, proof: Path | None, noted_by: str, now: datetime, say: Callable[..., str]
) -> Signature:
    """Note that the client confirmed the copy with that code; raises Usage where it is not the one that holds now.

    `say`: gives the phrase of a key in the reader's language, its places filled.
    """
    copy = copied(appeal)
    if problems := [say(key, **values) for key, values in (*_problems(copy, code, appeal.folder), *_untrue(by, at, proof, now))]:
        raise Usage(say("confirm_not"), problems)
    folder = appeal.folder / FOLDER
    files = {f"zh-{copy.short}.pdf": paper(appeal, copy)}
    if proof:
        files[free(folder / f"zh-{copy.short}-confirmed{proof.suffix.lower()[:10]}").name] = proof.read_bytes()
    for name, content in files.items():
        write_bytes(folder / name, content)
    signature = Signature(
        digest=copy.digest,
        attempt=copy.attempt,
        by=by.strip(),
        at=at.isoformat(),
        noted_by=noted_by,
        noted_at=now.isoformat(timespec="seconds"),
        files={name: sha256(folder / name) for name in files},
        states=states(appeal.opened),
    )
    lines = [*_lines(folder / LOG), json.dumps(asdict(signature), ensure_ascii=False, sort_keys=True)]
    write_text(folder / LOG, "".join(f"{line}\n" for line in lines))
    return signature


def latest(folder: Path, attempt: int) -> Signature | None:
    """The newest confirmation of an attempt; BadFile where the file was changed by hand."""
    path = folder / FOLDER / LOG
    found = [_read(path, n, line) for n, line in enumerate(_lines(path), 1)]
    return next((s for s in reversed(found) if s.attempt == attempt), None)


def outdated(opened: OpenCase) -> Signature | None:
    """The newest confirmation of this attempt, where what the letter is written from has changed since; None where it holds."""
    signature = latest(opened.folder, opened.case.attempt)
    return signature if signature and signature.states not in {"", states(opened)} else None


def refusals(appeal: Appeal) -> Iterator[str]:
    """Why an appeal must not be sent yet, where the client signs first: nothing confirmed, or another text than this one."""
    if not demanded(appeal.opened):
        return
    copy, signature = copied(appeal), latest(appeal.folder, appeal.case.attempt)
    again = f"make the copy (poa build {appeal.folder} --review zh), let the client answer {copy.short}, then: poa confirm"
    if not copy.can_be_signed:
        yield f"the client signs a review copy first, and {len(copy.lacking)} of its lines have no Chinese; {again}"
    elif signature is None:
        yield f"the client signs a review copy first, and none was confirmed; {again}"
    elif signature.digest != copy.digest:
        yield (
            f"the copy that {signature.by} confirmed on {signature.at[:10]} ({signature.digest[:SHORT]}) is stale:"
            f" English or Chinese changed since; {again}"
        )
    else:
        yield from _touched(signature, appeal.folder / FOLDER)


def _problems(copy: Copy, code: str, folder: Path) -> Iterator[Told]:
    given = code.strip().lower()
    if not copy.can_be_signed:
        yield "confirm_lacking", {"count": len(copy.lacking), "folder": folder}
    if len(given) < SHORT:
        yield "confirm_short", {"code": code, "digits": SHORT}
    elif not copy.digest.startswith(given):
        yield "confirm_other", {"code": code, "now": copy.short}


def _untrue(by: str, at: datetime, proof: Path | None, now: datetime) -> Iterator[Told]:
    if not by.strip():
        yield "confirm_nobody", {}
    if is_to_come(at, now):
        yield "confirm_to_come", {"at": at.isoformat()}
    if proof and not proof.is_file():
        yield "confirm_no_proof", {"proof": proof}


def _touched(signature: Signature, folder: Path) -> Iterator[str]:
    """A kept copy that is gone or another one proves nothing."""
    for name, digest in signature.files.items():
        path = folder / name
        if not path.is_file() or sha256(path) != digest:
            yield f"{FOLDER}/{name} is not the file that was kept when {signature.by} confirmed it; let it be confirmed again"


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(path, [f"cannot be read: {error}"]) from None


def _read(path: Path, n: int, line: str) -> Signature:
    try:
        told: dict[str, Any] = json.loads(line)
        return Signature(**told)
    except (ValueError, TypeError):
        raise BadFile(path, [f"line {n} is no confirmation as poa confirm notes it; put the file back"]) from None

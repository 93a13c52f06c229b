"""Which number each exhibit has: by first citation, and in a later appeal as the reviewer knows it from the earlier one."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from kit.errors import BadFile
from kit.model import EarlierAppeal, Evidence, OpenCase
from kit.tools.atomic import sha256
from kit.tools.citations import listed

NEW, CHANGED = "New in this appeal", "Changed since the earlier appeal"
_N = re.compile(r"(\d+)([A-Z]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """An exhibit as an earlier appeal showed it."""

    n: str
    id: str
    sha256: str
    picked: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """`labels`: evidence id -> number, in the order of the bundle. `marks` and `said` are empty in a first appeal."""

    labels: dict[str, str]
    marks: dict[str, str]  # evidence id -> what a reviewer should know of it, for the index
    said: str = ""  # how the numbers follow the earlier appeal's, for the index


def numbered(opened: OpenCase, cites: tuple[str, ...], evidence: tuple[Evidence, ...]) -> Numbers:
    """The exhibits that the letter cites with their numbers; BadFile if an earlier appeal's manifest is of no use."""
    earlier = _earlier(opened)
    if not earlier:
        return Numbers(labels={i: str(n) for n, i in enumerate(cites, 1)}, marks={})
    held = {e.item.id: e for e in evidence}
    known = _known(earlier, cites, held)
    labels = _labels(cites, {i: sent.n for i, sent in known.items()}, {s.n for s in earlier})
    marks = {i: mark for i in labels if (mark := _mark(known.get(i), held.get(i)))}
    return Numbers(labels=labels, marks=marks, said=_said(labels, marks, earlier))


def _known(earlier: tuple[Sent, ...], cites: Iterable[str], held: Mapping[str, Evidence]) -> dict[str, Sent]:
    """Of the exhibits those that were sent before: by their id, or as the same file under another id."""
    last = {sent.id: sent for sent in earlier}  # later appeals stand later
    known = {i: last[i] for i in cites if i in last}
    taken = {sent.n for sent in known.values()}
    free = {sent.sha256: sent for sent in earlier if sent.n not in taken and sent.id not in known}
    for evidence_id in cites:
        if evidence_id not in known and evidence_id in held and (same := free.pop(held[evidence_id].sha256, None)):
            known[evidence_id] = same
    return known


def _labels(cites: Iterable[str], known: Mapping[str, str], used: set[str]) -> dict[str, str]:
    """Numbers in the bundle's order: a new exhibit stands after the one that the letter cites before it: 4A after 4.

    A number that was ever used is given to nothing else.
    """
    labels, anchor, taken = dict(known), min(used, key=_place), set(used)
    for evidence_id in cites:
        if evidence_id not in labels:
            labels[evidence_id] = next(n for n in _after(anchor) if n not in taken)
            taken.add(labels[evidence_id])
        anchor = labels[evidence_id]
    return dict(sorted(labels.items(), key=lambda entry: _place(entry[1])))


def _after(number: str) -> Iterable[str]:
    """4A, 4B … after 4; 4C, 4D … after 4B."""
    base, used = _parts(number)
    letters = ("".join(pair) for length in (1, 2) for pair in product(ascii_uppercase, repeat=length))
    return (f"{base}{n}" for n in letters if (len(n), n) > (len(used), used))


def _parts(number: str) -> tuple[int, str]:
    found = _N.fullmatch(number)
    return (int(found[1]), found[2]) if found else (10**6, number)


def _place(number: str) -> tuple[int, int, str]:
    """Sorts 4, 4A, 4B, 5."""
    base, letters = _parts(number)
    return base, len(letters), letters


def _mark(sent: Sent | None, held: Evidence | None) -> str:
    if sent is None:
        return NEW
    return CHANGED if held and (held.sha256 != sent.sha256 or held.picked != sent.picked) else ""


def _said(labels: Mapping[str, str], marks: Mapping[str, str], earlier: tuple[Sent, ...]) -> str:
    """One line for the index."""
    every = sorted({s.n for s in earlier} | set(labels.values()), key=_place)
    new = [n for i, n in labels.items() if marks.get(i) == NEW]
    gone = [n for n in every if n not in labels.values()]
    parts = ["Exhibits sent before keep the numbers of the earlier appeal."]
    parts += [f"{_list(new, every)} {'is' if len(new) == 1 else 'are'} new in this appeal."] if new else []
    parts += (
        [f"{_list(gone, every)} of the earlier appeal {'is' if len(gone) == 1 else 'are'} not part of this one."] if gone else []
    )
    return " ".join(parts)


def _list(numbers: list[str], every: list[str]) -> str:
    return "".join(piece.text for piece in listed(numbers, [every.index(n) for n in numbers]))


# --- what was sent ----------------------------------------------------------------------------------


def _earlier(opened: OpenCase) -> tuple[Sent, ...]:
    """The exhibits of all earlier appeals whose manifest is known, the latest last."""
    appeals = sorted(enumerate(opened.case.history), key=lambda entry: entry[1].date)
    return tuple(sent for n, appeal in appeals for sent in _sent(opened, n, appeal))


def _sent(opened: OpenCase, n: int, appeal: EarlierAppeal) -> tuple[Sent, ...]:
    """What one appeal showed, by the manifest that it names or that lies beside its PDF and is of that very file."""
    path = opened.folder / appeal.manifest if appeal.manifest else manifest_beside(opened.folder / appeal.file)
    if path is None:
        return ()
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        found = tuple(_entry(x) for x in told["exhibits"])
        wrong = _wrong(told, opened)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        found, wrong = (), f"cannot be read as a manifest ({type(error).__name__}: {str(error)[:60]}); copy it again"
    if wrong:
        raise BadFile(opened.folder / "case.yaml", [f"history.{n}.manifest: {appeal.manifest or path.name} {wrong}"])
    return found


def manifest_beside(pdf: Path) -> Path | None:
    """`manifest.json` in the folder of a PDF, if it is that very file's."""
    path = pdf.with_name("manifest.json")
    try:
        return path if pdf.is_file() and json.loads(path.read_text(encoding="utf-8"))["sha256"] == sha256(pdf) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _wrong(told: Mapping[str, Any], opened: OpenCase) -> str:
    if told["violation_id"] != opened.case.violation.id:
        return f"is of violation {told['violation_id']}; name the manifest of this one"
    if told["draft"]:
        return "is of a draft, which was not sent; name the manifest of the PDF that was"
    return ""


def _entry(told: Mapping[str, Any]) -> Sent:
    picked = tuple(int(page) for page in told["picked"])
    return Sent(n=str(told["n"]), id=str(told["id"]), sha256=str(told["sha256"]), picked=picked)

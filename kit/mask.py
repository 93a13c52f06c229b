"""`poa mask`: what of buyers' the evidence shows, shown to a person, and the person's decisions written to case.yaml."""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kit.appeal import Appeal
from kit.errors import BadFile, Usage
from kit.evidence import problems_of
from kit.model import BuyerData, Evidence, Mask, MaskProposal
from kit.phrases import say
from kit.terminal import Terminal
from kit.tools import masking, worker, yaml_text

Box = tuple[float, float, float, float]
_ADDED = re.compile(r"(?P<id>[\w-]+):(?P<page>\d{1,5}):(?P<box>[\d.]+(?:,[\d.]+){3})(?::(?P<kind>[\w -]{1,40}))?")
_BY_HAND = "by hand"
_LEAST = 1.0  # point or pixel; less is meant as a share


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An area of a page of evidence, and whether it stays readable."""

    evidence: str
    page: int
    box: Box
    kind: str
    keep: bool


def decisions(proposals: Iterable[MaskProposal], *, keep: bool) -> tuple[Decision, ...]:
    """The same decision on each area of these proposals; raises Usage for one that has no place."""
    proposals = tuple(proposals)
    if lost := [f"{p.n}: {p.evidence}, page {p.page}" for p in proposals if not p.boxes]:
        raise Usage("these have no place on their page; cover them with --add EVIDENCE:PAGE:LEFT,TOP,RIGHT,BOTTOM", lost)
    return tuple(
        Decision(evidence=p.evidence, page=p.page, box=box, kind=p.kind, keep=keep) for p in proposals for box in p.boxes
    )


def added(texts: Iterable[str], evidence: Iterable[Evidence]) -> tuple[Decision, ...]:
    """Areas that a person states; raises Usage with each that cannot be read or covered."""
    known = {one.item.id: one for one in evidence}
    found, wrong = [], []
    for text in texts:
        match = _ADDED.fullmatch(text)
        if not match or match["id"] not in known:
            wrong.append(f"{text}: write EVIDENCE:PAGE:LEFT,TOP,RIGHT,BOTTOM[:KIND], such as photo:1:120,300,480,340:name")
            continue
        left, top, right, bottom = map(float, match["box"].split(","))
        if not (left < right and top < bottom):
            wrong.append(f"{text}: the box spans no area; give left, top, right, bottom from the upper left corner")
            continue
        if right - left < _LEAST or bottom - top < _LEAST:
            unit = "points of the page" if known[match["id"]].shown.media == "pdf" else "pixels of the picture"
            wrong.append(f"{text}: the box is less than 1 unit wide or high; give {unit}, as the listing does, and no shares")
            continue
        kind = match["kind"] or _BY_HAND
        made = Mask(page=int(match["page"]), box=(left, top, right, bottom), kind=kind, by=kind, on=date.min)
        wrong += _unfit(known[match["id"]], made)
        found.append(Decision(evidence=match["id"], page=made.page, box=made.box, kind=kind, keep=False))
    if wrong:
        raise Usage("--add: nothing was written", wrong)
    return tuple(found)


def _unfit(one: Evidence, mask: Mask) -> Iterator[str]:
    """Why the area cannot be covered."""
    item = one.item.model_copy(update={"masks": (mask,)})
    return problems_of(dataclasses.replace(one, item=item, shown=one.unmasked or one.shown))


def decide(folder: Path, wanted: Sequence[Decision], *, by: str, on: date) -> int:
    """Write the decisions to case.yaml, its comments kept; gives how many were not there already.

    A new decision on the same area takes the place of the earlier one.
    """
    path = folder / "case.yaml"
    document = yaml_text.load(path)
    items = {str(item["id"]): item for item in document.get("evidence") or ()}
    count = 0
    for one in wanted:
        if one.evidence not in items:
            raise BadFile(path, [f"evidence.{one.evidence}: there is no such evidence any more; run poa mask again"])
        count += _put(items[one.evidence], one, by, on)
    if count:
        yaml_text.write(path, document)
    return count


def _put(item: Any, one: Decision, by: str, on: date) -> bool:
    box = [f"{v:g}" for v in one.box]
    held = [
        n
        for n, mask in enumerate(item.get("masks") or ())
        if (str(mask["page"]), [f"{float(v):g}" for v in mask["box"]]) == (str(one.page), box)
    ]
    if held and all((str(item["masks"][n].get("keep", "false")).lower() == "true") == one.keep for n in held):
        return False
    for n in reversed(held):
        del item["masks"][n]
    written: dict[str, str | list[str]] = {"page": str(one.page), "box": box, "kind": one.kind, "by": by, "on": on.isoformat()}
    yaml_text.append_line(item, "masks", {**written, **({"keep": "true"} if one.keep else {})})
    return True


# --- shown ------------------------------------------------------------------------------------------


def picture(appeal: Appeal, proposal: MaskProposal) -> bytes | None:
    """A PNG of the place with a frame around it; it shows the buyer's data, so it is for a person's eyes only."""
    one = next((e for e in appeal.evidence if e.item.id == proposal.evidence), None)
    if one is None or not proposal.boxes:
        return None
    return worker.run(masking.crop, *_uncovered(one, proposal))


def _uncovered(one: Evidence, proposal: MaskProposal) -> tuple[Path, int | None, Box]:
    shown = one.unmasked or one.shown
    boxes = proposal.boxes
    around = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return shown.path, proposal.page if shown.media == "pdf" else None, around


def pictures(appeal: Appeal, data: BuyerData, folder: Path) -> int:
    """Write a picture of each place to the folder; gives how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for proposal in data.proposals:
        if content := picture(appeal, proposal):
            (folder / f"{proposal.n:03d}-{proposal.evidence}-page-{proposal.page}.png").write_bytes(content)
            count += 1
    return count


def tell(terminal: Terminal, data: BuyerData, folder: Path) -> None:
    """The proposals as a table, then what was not searched and what to do next."""
    lang = terminal.lang
    if not data.proposals:
        terminal.say("mask_none")
    terminal.table(
        terminal.heads("mask_number", "mask_evidence", "mask_page", "mask_kind", "mask_box", "mask_state", "mask_text"),
        [
            (
                str(p.n),
                p.evidence,
                str(p.page),
                p.kind,
                _place(p) or say(lang, "mask_nowhere"),
                say(lang, f"mask_{p.state}"),
                p.quote,
            )
            for p in data.proposals
        ],
    )
    for where, why in data.unsearched:
        terminal.line(f"{where}: {why}")
    if data.proposals:
        counts = {state: sum(p.state == state for p in data.proposals) for state in ("open", "masked", "kept")}
        terminal.say("mask_counted", **counts)
        if undecided := [str(p.n) for p in data.proposals if p.state == "open"]:
            numbers = "all" if len(undecided) == len(data.proposals) else ",".join(undecided)
            terminal.say("mask_next", folder=folder, numbers=numbers)


def _place(proposal: MaskProposal) -> str:
    return "; ".join(" ".join(f"{v:g}" for v in box) for box in proposal.boxes)


def entries(data: BuyerData) -> dict[str, Any]:
    """The proposals as JSON holds them: without the text, which is for a person's eyes."""
    return {
        "proposals": [
            {"n": p.n, "evidence": p.evidence, "page": p.page, "kind": p.kind, "boxes": p.boxes, "state": p.state}
            for p in data.proposals
        ],
        "unsearched": [{"evidence": where, "why": why} for where, why in data.unsearched],
    }

"""A line of case.yaml that is still to fill, in words: for its field on the page, and for the lists of cases."""

from collections.abc import Sequence

from kit.desk.unfilled import STANDS_IN
from kit.model import EvidenceItem
from kit.phrases import PHRASES, Lang, say

MOMENTS = ("violation.received", "violation.deadline")
_NAMED = {"violation.id", "violation.title", "violation.ticket", *MOMENTS}  # what `poa new` asks for in the same words


def named(place: str, evidence: Sequence[EvidenceItem], lang: Lang) -> str:
    """Which thing of which entry the line is; by its key alone where nothing is known of it."""
    if place in _NAMED:
        return say(lang, "ask_violation_id" if place == "violation.id" else f"ask_{place.rpartition('.')[2]}")
    if place == "letter.signer":
        return say(lang, "to_fill_signer")
    part, _, rest = place.partition(".")
    at, _, key = rest.partition(".")
    if part == "evidence" and at.isdecimal() and int(at) < len(evidence) and key in {"file", "caption"}:
        return say(lang, f"to_fill_{key}", entry=_entry(evidence[int(at)], evidence, lang))
    return say(lang, "to_fill_other", place=place)


def _entry(item: EvidenceItem, evidence: Sequence[EvidenceItem], lang: Lang) -> str:
    """An item by its caption or name; on a Chinese screen, where it has no Chinese caption, by what kind of evidence it is."""
    own = item.id.replace("_", " ") if item.caption.en == STANDS_IN["caption"] else item.caption.en
    if lang != "zh" or item.caption.zh:
        return (item.caption.zh if lang == "zh" else None) or own
    kind = next((name for name in (item.made, item.kind) if f"kind_{name}" in PHRASES), None)
    if kind is None:
        return own
    is_only = sum(kind in (one.made, one.kind) for one in evidence) == 1
    return say(lang, f"kind_{kind}") + ("" if is_only else f"（{own}）")

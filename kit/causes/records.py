"""Whether the records show a cause: the faults that an audit found as of the notice, counted by thing. Nothing here is chance."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from kit.causes.ground import Verdict
from kit.model import Audit

SHOWN = 3
"""How many faults are told one by one; the exhibit has all."""


def shown_by(
    audits: Mapping[str, Audit], audit_id: str, kinds: frozenset[str], *, things: str, what: str, unless: str = ""
) -> Verdict | str:
    """Supported where a thing has a fault of these kinds, the stronger the larger its part of all that have a fault.

    `things` and `what` are said in the sentence: "11 of 42 SKUs **had no certificate of their own**". Denied only where every
    thing could be told. `unless`: the id of a gap with which nothing can be told.
    """
    audit = audits.get(audit_id)
    if audit is None:
        return f"this family does not look through {audit_id}"
    if audit.unavailable:
        return audit.unavailable
    if not audit.things:
        return f"{audit.title}: there is nothing to look at"
    if gap := next((gap for gap in audit.gaps if gap.id == unless), None):
        return gap.what
    mine = {fault.of: fault.said for fault in audit.faults if fault.kind in kinds}
    others = {fault.of for fault in audit.faults} - mine.keys()
    counted = f"{len(mine):,} of {audit.things:,} {things} {what}."
    rest = (f"{len(others):,} with another fault.",) if others else ()
    untold = (f"{audit.untold:,} of which it cannot be told.",) if audit.untold else ()
    if mine:
        said = tuple(sorted(mine.values()))[:SHOWN]
        strength = len(mine) / (len(mine) + len(others))
        return Verdict(verdict="supported", evidence_for=(counted, *said), evidence_against=(*rest, *untold), strength=strength)
    return Verdict(verdict="unclear" if untold else "denied", evidence_against=(counted, *rest, *untold))


def of_words(audits: Mapping[str, Audit], kind: str, *, what: str, none: str = "") -> Verdict | str:
    """The same of the notice's words in listings. Where no text holds them they stand in a picture or a video, which nobody searched.

    `none` is said in place of a count of nought.
    """
    audit = audits.get("listing_text")
    if audit and not audit.unavailable:
        if audit.figures["phrases"] == "0":
            return "the notice's words are not stated (fact claims of the notice), so no listing could be searched for them"
        if audit.figures["before_skus"] == "0":
            said = (
                f"No text of {audit.things:,} SKUs held the words when the notice came; they may stand in a picture or a video."
            )
            return Verdict(verdict="unclear", evidence_against=(said,))
    found = shown_by(audits, "listing_text", frozenset({kind}), things="SKUs", what=what)
    if isinstance(found, str) or found.verdict == "supported" or not none:
        return found
    return replace(found, evidence_against=(none, *found.evidence_against[1:]))


MOST, FEW_SHARE = 0.5, 0.2  # of the things: supports, denies


def most_of(audits: Mapping[str, Audit], audit_id: str, kinds: frozenset[str], *, things: str, what: str) -> Verdict | str:
    """Supported where at least half of the things have such a fault, denied where less than a fifth have: one of many explains nothing."""
    found = shown_by(audits, audit_id, kinds, things=things, what=what)
    if isinstance(found, str) or found.verdict != "supported":
        return found
    share = len({fault.of for fault in audits[audit_id].faults if fault.kind in kinds}) / audits[audit_id].things
    if share >= MOST:
        return replace(found, strength=share)
    verdict: Literal["denied", "unclear"] = "denied" if share < FEW_SHARE else "unclear"
    return Verdict(verdict=verdict, evidence_against=(*found.evidence_for, *found.evidence_against), strength=share)

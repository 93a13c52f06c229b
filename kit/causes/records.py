"""Whether the records show a cause: the faults that an audit found as of the notice, counted by thing. Nothing here is chance."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.model import Audit

SHOWN = 3
"""How many faults are told one by one; the exhibit has all."""


def shown_by(audits: Mapping[str, Audit], audit_id: str, kinds: frozenset[str], *, things: str, what: str) -> Verdict | str:
    """Supported where a thing has a fault of these kinds, the stronger the larger its part of all that have a fault.

    `things` and `what` are said in the sentence: "11 of 42 SKUs **had no certificate of their own**". Denied only where every
    thing could be told.
    """
    audit = audits.get(audit_id)
    if audit is None:
        return f"this family does not look through {audit_id}"
    if audit.unavailable:
        return audit.unavailable
    if not audit.things:
        return f"{audit.title}: there is nothing to look at"
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

"""Listings without a defect were removed with the others."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether SKUs of the notice had no defect when they were looked at: no fault of the seller's, and so counted apart."""
    audit = audits.get("removed_listings")
    if audit is None or audit.unavailable:
        return (audit.unavailable if audit else None) or "this family does not look through removed_listings"
    clean, removed = int(audit.figures["clean"]), int(audit.figures["removed"])
    if not removed:
        return "the notice names no SKU"
    said = f"{clean:,} of {removed:,} SKUs of the notice have no defect."
    rest = f"{removed - clean:,} have one."
    if clean:
        return Verdict(
            verdict="supported",
            evidence_for=(said,),
            evidence_against=(rest,) if clean < removed else (),
            strength=clean / removed,
        )
    return Verdict(verdict="denied", evidence_against=(said,))

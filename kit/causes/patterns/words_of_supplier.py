"""The words were copied from the supplier's text."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"
PAPERS = frozenset({"supplier_sheet", "supplier_text"})


def test(case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether the phrases of the listings stand in a supplier's paper, as its fact `words` states."""
    if not any(item.kind in PAPERS and dict(item.facts).get("words") for item in case.evidence):
        return "no paper of the supplier is among the evidence, with its words as fact `words`"
    return shown_by(audits, "listing_text", frozenset({"supplied"}), things="SKUs", what="hold words of the supplier's text")

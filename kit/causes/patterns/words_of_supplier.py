"""The words were copied from the supplier's text."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import of_words
from kit.model import Audit, Case

RESTS_ON = "records"
PAPERS = frozenset({"supplier_sheet", "supplier_text"})


def test(case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether the phrases of the listings stand in a supplier's paper, as its fact `words` states."""
    if not any(item.kind in PAPERS and dict(item.facts).get("words") for item in case.evidence):
        return "no paper of the supplier is among the evidence, with its words as fact `words`"
    return of_words(audits, "supplied", what="hold words of the supplier's text")

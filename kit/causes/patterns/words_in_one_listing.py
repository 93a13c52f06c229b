"""The words stand in one listing only: whoever wrote that listing wrote them."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import of_words
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether no other listing holds the words of the notice."""
    audit = audits.get("listing_text")
    counts = audit.figures if audit else {}
    none = f"The words stood in {counts.get('before_skus')} SKUs of {counts.get('before_listings')} listings."
    return of_words(audits, "single", what="held the words, all of one listing", none=none)

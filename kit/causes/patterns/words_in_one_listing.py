"""The words stand in one listing only: whoever wrote that listing wrote them."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether no other listing holds the words of the notice."""
    return shown_by(audits, "listing_text", frozenset({"single"}), things="SKUs", what="hold the words, all of one listing")

"""Listings named the mark of another without a letter that covers them."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"
_KINDS = frozenset({"mark_named"})


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Supported by the audit's faults as of the notice."""
    return shown_by(audits, "brand_listings", _KINDS, things="listings", what="named the mark without a letter that covers them")

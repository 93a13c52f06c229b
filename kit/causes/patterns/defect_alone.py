"""A listing has a defect of its own."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether SKUs have a defect that has nothing in common with another."""
    return shown_by(audits, "removed_listings", frozenset({"alone"}), things="SKUs looked at", what="have a defect of their own")

"""Listings that the notice does not name have a defect."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether SKUs with a defect stand outside the notice."""
    return shown_by(
        audits, "removed_listings", frozenset({"beyond"}), things="SKUs looked at", what="have a defect and are not in the notice"
    )

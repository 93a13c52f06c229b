"""The defective listings rest on one certificate."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether all SKUs of a defect rest on one certificate, and hardly any clean one does."""
    return shown_by(
        audits,
        "removed_listings",
        frozenset({"shared_certificate"}),
        things="SKUs looked at",
        what="have a defect that one certificate has in common",
    )

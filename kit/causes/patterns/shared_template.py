"""The defective listings were made from one template."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether all SKUs of a defect have one template, and hardly any clean one has it."""
    return shown_by(
        audits,
        "removed_listings",
        frozenset({"shared_template"}),
        things="SKUs looked at",
        what="have a defect that one template has in common",
    )

"""A SKU was sold for which no paper had been applied for."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Supported by the audit's faults as of the notice."""
    return shown_by(
        audits,
        "certificates",
        frozenset({"missing"}),
        things="SKUs",
        what="had no paper of the kind asked for, and none applied for",
    )

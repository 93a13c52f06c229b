"""The claim is true and can be proved: a case for a dispute, not for a plan."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether claims have a whole proof of one of the three kinds."""
    return shown_by(audits, "claim_sheet", frozenset({"proved"}), things="claims", what="have a whole proof")

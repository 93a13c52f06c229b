"""A SKU was sold while its paper was only applied for."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Supported by the audit's faults as of the notice."""
    return shown_by(
        audits, "certificates", frozenset({"applying"}), things="SKUs", what="were on sale while the paper was only applied for"
    )

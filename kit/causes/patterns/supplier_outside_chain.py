"""Goods came from a supplier that no letter of the chain names."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"
_KINDS = frozenset({"supplier"})


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Supported by the audit's faults as of the notice."""
    return shown_by(
        audits, "purchases", _KINDS, things="SKUs", what="were bought of a supplier outside the chain of authorisation"
    )

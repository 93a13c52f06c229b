"""Goods that made much of the sales had not been inspected when the notice came."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"
_KINDS = frozenset({"not_inspected", "failed"})


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Supported by the audit's faults as of the notice."""
    return shown_by(audits, "inspections", _KINDS, things="SKUs", what="had passed no inspection by the notice")

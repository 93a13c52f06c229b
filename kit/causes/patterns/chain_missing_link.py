"""A step of the chain of authorisation had no letter."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"
_KINDS = frozenset({"missing_link", "name_differs", "no_right", "right_not_here"})


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Supported by the audit's faults as of the notice."""
    return shown_by(
        audits, "authorization", _KINDS, things="SKUs of the notice", what="had no unbroken chain of letters when the notice came"
    )

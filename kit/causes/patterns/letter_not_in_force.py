"""A letter of the chain had ended, or began after the first sale."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"
_KINDS = frozenset({"expired", "late", "lapsed", "right_ended"})


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Supported by the audit's faults as of the notice."""
    return shown_by(
        audits, "authorization", _KINDS, things="SKUs of the notice", what="were sold on days without a letter in force"
    )

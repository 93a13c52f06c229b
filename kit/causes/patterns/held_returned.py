"""Most of the held entries were sent back or refunded."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import most_of
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Supported by the audit's faults as of the notice."""
    return most_of(audits, "held_money", frozenset({"returned"}), things="entries", what="were sent back or refunded")

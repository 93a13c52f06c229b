"""Claims were published that no paper proved."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether claims had no whole proof when the notice came."""
    return shown_by(
        audits, "claim_sheet", frozenset({"unproved"}), things="claims", what="had no whole proof when the notice came"
    )

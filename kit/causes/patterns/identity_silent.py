"""A paper does not state what it should show."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"
KINDS = frozenset({"unstated"})


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether fields were missing on the papers when the notice came."""
    return shown_by(audits, "identity", KINDS, things="fields", what="are missing on their paper")

"""A paper had ended or was too old when the notice came."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"
KINDS = frozenset({"ended", "old"})


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether a paper no longer counted on the day of the notice."""
    return shown_by(audits, "identity", KINDS, things="fields", what="hold a day on which the paper no longer counted")

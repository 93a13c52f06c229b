"""Another shop had the same legal person, account, address or device when the notice came."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether a shop of the sheet shared a value with ours on the day of the notice."""
    return shown_by(audits, "linked_shops", frozenset({"shared"}), things="other shops", what="shared data with ours on that day")

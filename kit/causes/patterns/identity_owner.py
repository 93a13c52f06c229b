"""The legal person of the papers is not the one in Seller Center."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"
KINDS = frozenset({"legal_person"})


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether the legal person differed when the notice came."""
    return shown_by(audits, "identity", KINDS, things="fields", what="hold a legal person other than the entry's")

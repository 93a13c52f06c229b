"""A registration, tax or account number differs between the papers and Seller Center."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"
KINDS = frozenset({"registration_number", "tax_number", "id_number", "account_number"})


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether a number differed when the notice came."""
    return shown_by(audits, "identity", KINDS, things="fields", what="hold a number other than the entry's")

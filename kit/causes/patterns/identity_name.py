"""The company's or the account holder's name differs between the papers and Seller Center."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"
KINDS = frozenset({"company", "account_holder"})


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether a name differed when the notice came."""
    return shown_by(audits, "identity", KINDS, things="fields", what="hold a name other than the entry's")

"""The address differs between the papers and Seller Center."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"
KINDS = frozenset({"address", "warehouse_address"})


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether an address differed when the notice came."""
    return shown_by(audits, "identity", KINDS, things="fields", what="hold an address other than the entry's")

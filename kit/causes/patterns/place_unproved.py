"""No paper states the warehouse that Seller Center has on file."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"
_KIND = "unproved_place"


def test(case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether the entry named a warehouse that no paper of that day did."""
    if not any(item.kind == "account_profile" and dict(item.facts).get("warehouse_address") for item in case.evidence):
        return "no screenshot of the entry in Seller Center states a warehouse (fact warehouse_address)"
    return shown_by(audits, "identity", frozenset({_KIND}), things="fields", what="are a warehouse that no paper states")

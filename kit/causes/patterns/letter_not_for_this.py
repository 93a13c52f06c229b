"""A letter or right of the chain is for another country, SKU, brand or number."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"
_KINDS = frozenset({"no_territory", "right_elsewhere", "sku_not_covered", "other_brand", "number_differs", "pending"})


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Supported by the audit's faults as of the notice."""
    return shown_by(
        audits, "authorization", _KINDS, things="SKUs of the notice", what="had letters or a right for something else"
    )

"""A SKU stood in a category that asks for less."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Supported by the audit's faults as of the notice."""
    return shown_by(
        audits,
        "certificates",
        frozenset({"wrong_category"}),
        things="SKUs",
        what="were listed in a category that is not the goods' own",
    )

"""The goods differ from what the listing states of them."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether measured attributes differ from the listed ones."""
    return shown_by(audits, "as_described", frozenset({"differs"}), things="attributes", what="differ from the goods")

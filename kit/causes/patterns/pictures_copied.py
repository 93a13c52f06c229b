"""Pictures of listings were taken from another's site or shop."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether the register of pictures names any as copied."""
    return shown_by(audits, "picture_origins", frozenset({"copied"}), things="pictures", what="were another's")

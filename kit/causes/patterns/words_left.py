"""The correction left words behind: they still stand in the export made after it."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import of_words
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether words of the notice stand in the latest export."""
    audit = audits.get("listing_text")
    if audit and not audit.unavailable and "after_day" not in audit.figures:
        return "there is no export of listings from after the correction"
    return of_words(audits, "left", what="still hold words of the notice")

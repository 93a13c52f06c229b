"""One edit of many listings brought the words in: the same sentence, in several listings, between two exports."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import of_words
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether SKUs of several listings got the same sentence since an earlier export."""
    audit = audits.get("listing_text")
    if audit and not audit.unavailable and "earlier_day" not in audit.figures:
        return "there is no export of listings from before the words came in"
    return of_words(audits, "bulk", what="got the same sentence between two exports")

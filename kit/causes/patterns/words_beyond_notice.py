"""Listings that the notice does not name hold the same words: what was wrong is larger than the notice."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import of_words
from kit.model import Audit, Case

RESTS_ON = "records"


def test(case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether SKUs that the notice does not name hold its words."""
    if not case.violation.skus:
        return "the notice's SKUs are not stated (violation.skus)"
    return of_words(audits, "beyond", what="hold the words and are not in the notice")

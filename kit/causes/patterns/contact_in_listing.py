"""A listing leads buyers off the platform: a link, a handle, a phone number, a wholesale contact."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether listings named another site or a contact when the notice came."""
    return shown_by(audits, "listing_text", frozenset({"off_platform"}), things="SKUs", what="name another site or a contact")

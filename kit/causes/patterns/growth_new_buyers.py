"""The growth came from new buyers."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.causes.records import shown_by
from kit.model import Audit, Case

RESTS_ON = "records"
_KINDS = frozenset({"new_buyers"})


def test(_case: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Supported by what the spike of the order-quality page is made of."""
    what = "was made of new buyers"
    return shown_by(audits, "order_quality", _KINDS, things="spikes", what=what, unless="order_quality.spike_history")

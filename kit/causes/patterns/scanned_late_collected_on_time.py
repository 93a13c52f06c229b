"""Collected on time and scanned late, by the signed manifests: the ground of a dispute, where order data alone show only the scan."""

from collections.abc import Mapping

from kit.causes.ground import Verdict
from kit.model import Audit, Case

RESTS_ON = "records"
MOST = 0.5


def test(_: Case, audits: Mapping[str, Audit]) -> Verdict | str:
    """Whether most orders of the notice were signed for by the carrier before their deadline."""
    audit = audits.get("collections")
    if audit is None:
        return "this family does not hold orders against manifests"
    if audit.unavailable:
        return audit.unavailable
    proved, late = (sum(row.cells[-1] == verdict for row in audit.rows) for verdict in ("collected on time", "collected late"))
    total, others = len(audit.rows), len(audit.rows) - proved - late
    for_it = f"{proved:,} of {total:,} orders of the notice were signed for before their deadline, and scanned after it."
    against = f"{late:,} were signed for after their deadline; {others:,} are not proved either way."
    if proved > total * MOST:
        return Verdict(verdict="supported", evidence_for=(for_it,), evidence_against=(against,), strength=proved / total)
    return Verdict(
        verdict="denied" if late > total * MOST else "unclear", evidence_against=(for_it, against), strength=proved / total
    )

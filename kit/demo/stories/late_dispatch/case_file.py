"""`case.yaml` of an example, filled from its scenario and from the figures that its papers state."""

from kit.demo import filled
from kit.demo.filled import dates, slug
from kit.demo.stories.late_dispatch.records import Records


def case_yaml(records: Records) -> str:
    """The file's text."""
    return filled.case_yaml(__package__, _values(records))


def contract_number(records: Records) -> str:
    """The new contract's number."""
    return f"{''.join(word[0] for word in records.scenario.new_carrier.split())}X-2026-0614"


def _values(records: Records) -> dict[str, str]:
    s = records.scenario
    last = records.supplementary[-1].shipped
    assert last is not None
    return {
        **filled.stated(s),
        "old_slug": slug(s.old_carrier),
        "new_slug": slug(s.new_carrier),
        "notice_rate": records.truth.handover["during"].percent,
        "contract_number": contract_number(records),
        "late": str(len(records.truth.late_ids)),
        **dates("missed_on", records.missed_on),
        **dates("booked_on", records.booked_on),
        **dates("taken_on", records.taken_on),
        "supplementary_left": f"{last:%H:%M}",
        "supplementary_parcels": str(len(records.supplementary)),
        "dock_labels": str(sum(d.labels for d in records.dock)),
        "dock_left": str(sum(d.left for d in records.dock)),
        "first_parcels": str(len(records.first_evening)),
        "first_waiting": str(records.first_check.waiting),
        "first_older": str(records.first_check.older),
        "check_days": str(len(records.checks)),
    }

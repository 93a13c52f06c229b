"""`case.yaml` of the example and the shop's log, filled from the scenario and from the counts that its papers state."""

from kit.demo import filled
from kit.demo.exported import plain_csv
from kit.demo.stories.refund_spike.scenario import Scenario
from kit.demo.stories.refund_spike.shop import Order, batch_sold, counted, faults

TESTED, CYCLES, BROKE = 80, 200, 31
"""Pieces of the batch that the inspector tested, how often each zip was opened and closed, and how many broke."""
NEXT_TESTED, NEXT_RECEIVED = 50, 360
"""Pieces of the next batch that were tested, and how many came in."""


def case_yaml(scenario: Scenario, found: tuple[Order, ...]) -> str:
    """The file's text."""
    s = scenario
    return filled.case_yaml(
        __package__,
        {
            **filled.stated(s),
            "rate": rate(found),
            "received": str(received(s, found)),
            "held": str(s.held),
            "back": str(sum(o.is_of_batch for o in faults(found))),
            "refunded": str(len(faults(found))),
            "sold": str(len(batch_sold(found))),
            "tested": str(TESTED),
            "cycles": str(CYCLES),
            "broke": str(BROKE),
            "next_tested": str(NEXT_TESTED),
        },
    )


def rate(found: tuple[Order, ...]) -> str:
    """The rate that the notice prints."""
    return f"{100 * len(faults(found)) / len(counted(found)):.1f}%"


def received(scenario: Scenario, found: tuple[Order, ...]) -> int:
    """Pieces of the batch that came in: those sold and those held."""
    return scenario.held + len(batch_sold(found))


def timeline(scenario: Scenario, found: tuple[Order, ...]) -> bytes:
    """The shop's own log of the incident."""
    sold, refunded = len(batch_sold(found)), len(faults(found))
    rows = (
        ("2026-09-04 14:20", "Quality and Warehouse Lead", f"Batch H2608 received, {received(scenario, found)} pieces; five looked at", "receipt"),
        ("2026-09-05 09:00", "Customer Care Lead", "Saturday shift of the returns desk ended for the campaign week", "roster_before"),
        ("2026-09-07 08:00", "Quality and Warehouse Lead", "First backpacks of batch H2608 packed", "receipt"),
        ("2026-09-21 16:45", "Customer Care Lead", "Open requests counted by SKU for the first time: KT-220 stands out", ""),
        ("2026-09-22 09:40", "Operations Director", "Listing of KT-220 paused", "paused"),
        ("2026-09-22 17:30", "Quality and Warehouse Lead", f"{scenario.held} pieces of batch H2608 counted and locked away", "hold"),
        ("2026-09-24 15:10", "Customer Care Lead", f"Message on the platform to the {sold} buyers of the batch", "message"),
        ("2026-09-25 16:00", "Quality and Warehouse Lead", f"Report of {scenario.inspector}: {BROKE} of {TESTED} zips broke", "inspection"),
        ("2026-09-26 09:00", "Customer Care Lead", "Returns desk manned on Saturdays and Sundays", "roster"),
        ("2026-10-10 10:30", "Customer Care Lead", f"Last of {refunded} refunds for September's orders paid", "refunds"),
        ("2026-10-08 11:20", "Quality and Warehouse Lead", "Batch H2608 handed back to the supplier's forwarder", "goods_out"),
        ("2026-10-09 08:00", "Operations Director", "Goods-in and returns rules, version 2, in force", "rules"),
        ("2026-10-12 14:05", "Operations Director", "Notice received", "notice"),
        ("2026-10-12 15:30", "Quality and Warehouse Lead", f"Batch H2610: {NEXT_TESTED} zips tested, none broke; batch released", "zip_test"),
        ("2026-10-13 10:00", "Operations Director", "Listing of KT-220 opened again with batch H2610", ""),
    )  # fmt: skip
    return plain_csv(("Time", "Role", "What", "Evidence"), rows)

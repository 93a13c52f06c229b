"""Labels without a parcel: orders that have a label, were due for hand-over, and are not with a carrier at the export.

What is open today, so that it can still be brought to nothing; a parcel handed over late is not open any more.
"""

from dataclasses import replace

import numpy as np

from kit.metrics import of_orders
from kit.metrics.answers import older_scans
from kit.metrics.columns import among, by_platform, holds, since_order
from kit.metrics.counting import Judged, first_that_holds
from kit.metrics.late_orders import was_done
from kit.metrics.material import Material, Measured
from kit.metrics.of_orders import Named
from kit.tools import figures

IDS = ("label_not_handed_over",)
REASONS = (
    "created time missing",
    "fulfilled by the platform",
    "no label",
    "cancelled before the parcel was handed over",
    "no deadline known",
    "not yet due for hand-over when the data were exported",
    "hand-over time missing",
)


def measure(material: Material) -> tuple[Measured, ...]:
    """The share still open among the labels whose hand-over was due."""
    due, frame = material.due["handover"], material.frame
    rule = "by its deadline" if isinstance(due, str) else due.rule
    named = Named(
        id="label_not_handed_over",
        title="Label made, parcel not handed over",
        definition=(
            f"Share of orders that have a label (RTS Time), were due for hand-over {rule}, and had no hand-over"
            " (Shipped Time, carrier scan or delivery) when the data were exported."
            f"{'' if isinstance(due, str) else due.defined}"
        ),
        called="not handed over when the data were exported",
    )
    if isinstance(due, str):
        return (of_orders.unavailable(material, named, due),)
    for column, printed in (("rts_at", "a label time (RTS Time)"), ("shipped_at", "a hand-over time (Shipped Time)")):
        if not frame[column].notna().any():
            return (of_orders.unavailable(material, named, f"no order has {printed}"),)
    judged = judge(material)
    exported = material.exported.tz_convert(material.policy.zone.key)
    of = int(judged.counted.sum())
    more = (
        f"Open on {figures.day(exported.date(), material.style)} at {exported:%H:%M}: {int(judged.bad.sum()):,} of {of:,} orders."
    )
    found = of_orders.measured(material, judged, named, reconstructed=due.said, more=more)
    older = older_scans(int(material.older.sum()))
    return (replace(found, notes=older, must_know=older),)


def judge(material: Material) -> Judged:
    """Each order: open, handed over, or left out for the first reason that holds."""
    frame, due = material.frame, material.due["handover"]
    assert not isinstance(due, str)
    labelled, at = frame["rts_at"].notna().to_numpy(dtype=bool), frame["shipped_at"]
    undone = at.isna().to_numpy(dtype=bool)
    proved = since_order(frame, ("scan_at", "delivered_at"))
    cancelled = frame["cancelled_at"].notna().to_numpy(dtype=bool) | among(frame["status"], ("cancelled",))
    reason = first_that_holds(
        (
            frame["created_at"].isna().to_numpy(dtype=bool),
            by_platform(frame),
            ~labelled,
            cancelled & undone & ~proved,
            due.due_at.isna().to_numpy(dtype=bool),
            holds(due.due_at > material.exported),
            undone & ~proved & was_done(frame, "handover"),
        )
    )
    open_now = np.asarray((reason < 0) & undone & ~proved)
    return Judged(bad=open_now, reason=reason, reasons=REASONS, due_at=due.due_at, at=at)

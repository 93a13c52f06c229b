"""The label was in time, the hand-over to the carrier was not: Ready to Ship to Shipped."""

from kit.causes.ground import Ground, Verdict
from kit.causes.steps import step_late


def test(ground: Ground) -> Verdict | str:
    """Whether most late orders lost their time at this step."""
    return step_late(ground, "handover")

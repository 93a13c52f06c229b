"""The label was made late: order to Ready to Ship."""

from kit.causes.ground import Ground, Verdict
from kit.causes.steps import step_late


def test(ground: Ground) -> Verdict | str:
    """Whether most late orders lost their time at this step."""
    return step_late(ground, "label")

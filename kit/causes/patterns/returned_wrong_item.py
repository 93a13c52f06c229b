"""Wrong variant picked: the returns say that a wrong item was sent."""

from kit.causes.ground import Ground, Verdict
from kit.causes.reasons import given


def test(ground: Ground) -> Verdict | str:
    """Whether most of the rise came from orders with this reason, and in which SKUs."""
    return given(ground, "wrong", "the reason given is that a wrong item was sent", of="returned")

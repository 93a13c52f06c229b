"""Size chart wrong: the returns say that the size does not fit."""

from kit.causes.ground import Ground, Verdict
from kit.causes.reasons import given


def test(ground: Ground) -> Verdict | str:
    """Whether most of the rise came from orders with this reason, and in which SKUs."""
    return given(ground, "size", "the reason given is that the size does not fit", of="returned")

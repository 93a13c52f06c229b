"""Parts missing from a set: the returns say that an item or a part was missing."""

from kit.causes.ground import Ground, Verdict
from kit.causes.reasons import given


def test(ground: Ground) -> Verdict | str:
    """Whether most of the rise came from orders with this reason, and in which SKUs."""
    return given(ground, "missing", "the reason given is that an item or a part was missing", of="returned")

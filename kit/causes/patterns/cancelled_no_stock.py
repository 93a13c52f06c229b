"""Stock not reserved across channels: the seller's cancellations say out of stock."""

from kit.causes.ground import Ground, Verdict
from kit.causes.reasons import given


def test(ground: Ground) -> Verdict | str:
    """Whether most of the rise came from orders cancelled for want of stock, and in which SKUs."""
    return given(ground, "stock", "the reason given is that the goods were out of stock", of="cancelled")

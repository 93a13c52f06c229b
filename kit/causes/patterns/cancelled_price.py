"""Price error: the seller's cancellations say that the price was wrong."""

from kit.causes.ground import Ground, Verdict
from kit.causes.reasons import given


def test(ground: Ground) -> Verdict | str:
    """Whether most of the rise came from orders cancelled for a pricing error, and in which SKUs."""
    return given(ground, "price", "the reason given is a pricing error", of="cancelled")

"""Colour or material differs from the pictures: the returns say that the goods are not as described."""

from kit.causes.ground import Ground, Verdict
from kit.causes.reasons import given


def test(ground: Ground) -> Verdict | str:
    """Whether most of the rise came from orders with this reason, and in which SKUs."""
    return given(
        ground, "description", "the reason given is that the goods differ from their description or pictures", of="returned"
    )

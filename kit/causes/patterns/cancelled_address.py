"""The address cannot be delivered to: the cancellations say so."""

from kit.causes.ground import Ground, Verdict
from kit.causes.reasons import given


def test(ground: Ground) -> Verdict | str:
    """Whether most of the rise came from orders cancelled because the address could not be delivered to."""
    return given(ground, "address", "the reason given is that the address could not be delivered to", of="cancelled")

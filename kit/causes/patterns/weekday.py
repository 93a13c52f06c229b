"""The late orders came from orders of certain weekdays."""

from kit.causes.concentration import concentrated
from kit.causes.ground import Ground, Verdict


def test(ground: Ground) -> Verdict | str:
    """Whether the rise sits in some values of this column."""
    return concentrated(ground, "weekday")

"""The parcel was handed over in time, the carrier scanned it late: Shipped to the first scan."""

from kit.causes.ground import Ground, Verdict
from kit.causes.steps import one_time, step_late


def test(ground: Ground) -> Verdict | str:
    """Whether most late orders lost their time at this step."""
    return one_time(ground) or step_late(ground, "scan")

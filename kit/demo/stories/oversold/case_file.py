"""`case.yaml` of the example, filled from its scenario and from the counts that its papers state."""

from kit.demo import filled
from kit.demo.stories.oversold.scenario import EMPTY, Scenario
from kit.demo.stories.oversold.shop import Order, counted

SHOWN = {1: 142, 4: 97, 9: 118}
"""What the shop still offered of the three empty SKUs on 20 August."""


def case_yaml(scenario: Scenario, found: tuple[Order, ...]) -> str:
    """The file's text."""
    return filled.case_yaml(
        __package__,
        {
            **filled.stated(scenario),
            "rate": rate(found),
            "skus": str(len(EMPTY)),
            "offered": str(sum(SHOWN.values())),
            "refunded": str(len(faults(found))),
        },
    )


def faults(found: tuple[Order, ...]) -> tuple[Order, ...]:
    """The cancellations that the notice counts."""
    return tuple(o for o in counted(found) if o.is_fault)


def rate(found: tuple[Order, ...]) -> str:
    """The rate that the notice prints."""
    return f"{100 * len(faults(found)) / len(counted(found)):.1f}%"

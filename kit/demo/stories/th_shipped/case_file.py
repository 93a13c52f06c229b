"""`case.yaml` of the example, filled from its scenario and from the counts that its papers state."""

from datetime import date

from kit.demo import filled
from kit.demo.stories.th_shipped.scenario import EXPORTED, MENDED, Scenario
from kit.demo.stories.th_shipped.shop import Order, counted

PACKED_STOCK = (64, 58, 66)
"""Packed sets counted on 28 September, by SKU."""


def case_yaml(scenario: Scenario, found: tuple[Order, ...]) -> str:
    """The file's text."""
    late = tuple(o for o in counted(found) if o.is_late)
    return filled.case_yaml(
        __package__,
        {
            **filled.stated(scenario),
            "rate": rate(found),
            "backlog": str(len(backlog(scenario, found))),
            "stock": str(sum(PACKED_STOCK)),
            "late": str(len(late)),
            "delivered": str(sum(o.delivered <= EXPORTED for o in late)),
        },
    )


def rate(found: tuple[Order, ...]) -> str:
    """The rate that the notice prints."""
    of = counted(found)
    return f"{100 * sum(o.is_late for o in of) / len(of):.1f}%"


def backlog(scenario: Scenario, found: tuple[Order, ...]) -> tuple[Order, ...]:
    """Sets of earlier days that leave with the pick-up of the first day after the change."""
    day: date = MENDED
    return tuple(
        o
        for o in found
        if o.is_set and not o.cancelled and o.shipped.date() == day and o.created.date() < day and o.carrier == scenario.carrier
    )

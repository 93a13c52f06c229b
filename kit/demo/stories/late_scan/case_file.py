"""`case.yaml` of the example, filled from its scenario and from the counts that its papers state."""

from kit.demo import filled
from kit.demo.stories.late_scan.parcels import Parcel, noticed, on
from kit.demo.stories.late_scan.scenario import UNSCANNED, WINDOW, Scenario


def case_yaml(scenario: Scenario, found: tuple[Parcel, ...]) -> str:
    """The file's text."""
    first, second = (len(on(found, day)) for day in UNSCANNED)
    return filled.case_yaml(
        __package__,
        {
            **filled.stated(scenario),
            "client": filled.slug(scenario.shop).replace("&", "and"),
            "rate": rate(found),
            "first": str(first),
            "second": str(second),
            "orders": "\n".join(f'    - "{p.order_id}"' for p in noticed(found)),
            "page_number": shown(found).tracking_id,
        },
    )


def rate(found: tuple[Parcel, ...]) -> str:
    """The rate that the notice prints."""
    return f"{100 * len(noticed(found)) / len(counted(found)):.1f}%"


def counted(found: tuple[Parcel, ...]) -> tuple[Parcel, ...]:
    """The orders of the notice's two weeks."""
    return tuple(p for p in found if WINDOW[0] <= p.created.date() <= WINDOW[1])


def shown(found: tuple[Parcel, ...]) -> Parcel:
    """The parcel whose page of the carrier is an exhibit."""
    listed = noticed(found)
    return next((p for p in listed if p.is_proved and p.created.hour == 16), listed[0])

"""Viet Nam, returns disputed: parcels held in the carrier's flooded hub came back, and the notice counts them as the seller's fault."""

from collections.abc import Iterator

from kit.demo import filled
from kit.demo.stories.vn_flooded_hub import export, papers, pictures
from kit.demo.stories.vn_flooded_hub.scenario import MAIN, Scenario, variant
from kit.demo.stories.vn_flooded_hub.shop import Order, counted, noticed, of_reason, orders, shown

NAME = MAIN.name


def files(number: int, seed: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the case by its path in the folder: the committed one for 1, other shops for further numbers."""
    return of(variant(number, MAIN.seed if seed is None else seed))


def of(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Every file of that shop's case."""
    found = orders(scenario)
    yield "case.yaml", case_yaml(scenario, found).encode()
    yield "orders/Tat ca don hang-2026-10-12-08_05.csv", export.orders(scenario, found)
    yield "returns/return_orders_20261012.csv", export.returns(found)
    yield from pictures.files(scenario, found)
    yield from papers.files(scenario, found)


def case_yaml(scenario: Scenario, found: tuple[Order, ...]) -> str:
    """The text of `case.yaml`."""
    listed = noticed(found)
    parcel = shown(found)
    return filled.case_yaml(
        __package__,
        {
            **filled.stated(scenario),
            "client": scenario.slug,
            "rate": f"{100 * len(listed) / len(counted(found)):.1f}%",
            "orders": "\n".join(f'    - "{order.order_id}"' for order in listed),
            "held": str(len(papers.confirmed(found))),
            "lost": str(len(of_reason(listed, "Package wasn't received"))),
            "latest": papers.latest_hand_over(found),
            "page_number": parcel.tracking_id,
        },
    )

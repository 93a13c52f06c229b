"""Indonesia, marked as high risk: a creator's live sold three weeks of orders in an evening, and the packing tables were not told."""

from collections.abc import Iterator

from kit.demo import filled
from kit.demo.stories.live_spike import exports, papers, pictures
from kit.demo.stories.live_spike.scenario import MAIN, Scenario, variant
from kit.demo.stories.live_spike.shop import Order, late, left_on, of_live, orders, packed_on, rate

NAME = MAIN.name


def files(number: int, seed: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the case by its path in the folder: the committed one for 1, other shops for further numbers."""
    return of(variant(number, MAIN.seed if seed is None else seed))


def of(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Every file of that shop's case."""
    found = orders(scenario)
    yield "case.yaml", case_yaml(scenario, found).encode()
    yield from exports.files(scenario, found)
    yield from pictures.files(scenario, found)
    yield from papers.files(scenario, found)


def case_yaml(scenario: Scenario, found: tuple[Order, ...]) -> str:
    """The text of `case.yaml`."""
    return filled.case_yaml(
        __package__,
        {
            **filled.stated(scenario),
            "rate": rate(found),
            "late": str(len(late(found))),
            "sku": f"{scenario.mark}-CH1",
            **papers.counts(found),
        },
    )


__all__ = ["NAME", "Order", "case_yaml", "files", "late", "left_on", "of", "of_live", "orders", "packed_on"]

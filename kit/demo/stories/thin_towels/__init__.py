"""Singapore, goods not as described: towels of another mill, a third lighter, were sold under the listing of the old ones."""

from collections.abc import Iterator

from kit.demo import filled
from kit.demo.stories.thin_towels import exports, papers, pictures
from kit.demo.stories.thin_towels.scenario import MAIN, Scenario, named, variant
from kit.demo.stories.thin_towels.shop import Order, of_lot, orders, refunded

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
            "skus": ", ".join(named(scenario)),
            "sold": str(len(of_lot(found))),
            "refunded": str(len(refunded(found))),
            "received": str(papers.received(scenario, found)),
        },
    )

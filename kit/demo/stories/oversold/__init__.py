"""United States, cancellations by the seller: a stock tool whose link stopped, and three SKUs that went on selling from an empty shelf."""

from collections.abc import Iterator

from kit.demo.stories.oversold import case_file, export, papers, pictures
from kit.demo.stories.oversold.scenario import MAIN, variant
from kit.demo.stories.oversold.shop import orders

NAME = MAIN.name


def files(number: int, seed: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the case by its path in the folder: the committed one for 1, other shops for further numbers."""
    scenario = variant(number, MAIN.seed if seed is None else seed)
    found = orders(scenario)
    yield "case.yaml", case_file.case_yaml(scenario, found).encode()
    yield "orders/All order-2026-09-17.csv", export.orders(scenario, found)
    yield "records/事件记录.csv", export.log()
    yield from pictures.files(scenario, found)
    yield from papers.files(scenario, found)

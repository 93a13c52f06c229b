"""Thailand, late dispatch counted to Shipped: gift sets that came packed until August, then waited for their turn at one table."""

from collections.abc import Iterator

from kit.demo.stories.th_shipped import case_file, export, papers, pictures
from kit.demo.stories.th_shipped.scenario import MAIN, variant
from kit.demo.stories.th_shipped.shop import orders

NAME = MAIN.name


def files(number: int, seed: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the case by its path in the folder: the committed one for 1, other shops for further numbers."""
    scenario = variant(number, MAIN.seed if seed is None else seed)
    found = orders(scenario)
    yield "case.yaml", case_file.case_yaml(scenario, found).encode()
    yield "orders/ทั้งหมด-2026-08-03-2026-10-12.csv", export.orders(scenario, found)
    yield from pictures.files(scenario, found)
    yield from papers.files(scenario, found)

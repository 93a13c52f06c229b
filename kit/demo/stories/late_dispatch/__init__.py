"""United Kingdom, late dispatch: a carrier's van that leaves earlier, and a cut-off that did not follow. The first example."""

from collections.abc import Iterator

from kit.demo.stories.late_dispatch import case_file, evidence, export, tracking, warehouse
from kit.demo.stories.late_dispatch.records import records as of_papers
from kit.demo.stories.late_dispatch.scenario import MAIN, variant

NAME = MAIN.name


def files(number: int, seed: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the case by its path in the folder: the committed one for 1, other shops for further numbers."""
    scenario = variant(number, MAIN.seed if seed is None else seed)
    orders = warehouse.orders(scenario)
    found = of_papers(scenario, orders)
    yield "case.yaml", case_file.case_yaml(found).encode()
    for name, content in export.files(orders, scenario):
        yield f"orders/{name}", content
    yield "tracking/17track_2026-07-06.json", tracking.answer(orders)
    yield from evidence.files(found)

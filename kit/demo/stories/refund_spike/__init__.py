"""Indonesia, a spike of returns: a batch of school backpacks whose zips break, and a returns desk that nobody manned on Saturdays."""

from collections.abc import Iterator

from kit.demo.stories.refund_spike import case_file, export, papers, pictures
from kit.demo.stories.refund_spike.scenario import MAIN, variant
from kit.demo.stories.refund_spike.shop import orders

NAME = MAIN.name


def files(number: int, seed: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the case by its path in the folder: the committed one for 1, other shops for further numbers."""
    scenario = variant(number, MAIN.seed if seed is None else seed)
    found = orders(scenario)
    yield "case.yaml", case_file.case_yaml(scenario, found).encode()
    yield "orders/Semua pesanan-2026-11-09-08_15.csv", export.orders(scenario, found)
    yield "returns/return_orders_20261109.csv", export.returns(found)
    yield "returns/售后处理清单-2026-11-09.csv", export.answers(found)
    yield "formats/after_sales_tool.yaml", export.ANSWERS_FORMAT.encode()
    yield "records/timeline.csv", case_file.timeline(scenario, found)
    yield from pictures.files(scenario, found)
    yield from papers.files(scenario, found)

"""United States, late dispatch disputed: two evenings on which the carrier's driver signed for the parcels and could not scan them."""

from collections.abc import Iterator

from kit.demo.stories.late_scan import case_file, export, papers, pictures
from kit.demo.stories.late_scan.parcels import parcels
from kit.demo.stories.late_scan.scenario import MAIN, variant

NAME = MAIN.name


def files(number: int, seed: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the case by its path in the folder: the committed one for 1, other shops for further numbers."""
    scenario = variant(number, MAIN.seed if seed is None else seed)
    found = parcels(scenario)
    yield "case.yaml", case_file.case_yaml(scenario, found).encode()
    yield "orders/orders_2026-08-31_to_2026-10-02.csv", export.orders(scenario, found)
    yield "tracking/17track_2026-10-05.json", export.tracking(scenario, found)
    yield "records/collections.csv", export.collections(scenario, found)
    yield from pictures.files(scenario, found)
    yield from papers.files(scenario, found)

"""Example cases, whole folders of a client's raw files, made from a seed. All names and data are invented.

`make_case` gives the committed example, the same bytes on every run; `make_cases` gives variants of it for a portfolio.
"""

from collections.abc import Iterator
from pathlib import Path

from kit.demo.scenario import MAIN_SEED, Scenario, variant

__all__ = ["make_case", "make_cases"]


def make_case(folder: Path, *, seed: int = MAIN_SEED) -> Path:
    """Write the example case into the folder and return it. Another seed gives another shop with the same story."""
    return _made(folder, variant(1, seed))


def make_cases(count: int, out: Path) -> tuple[Path, ...]:
    """So many cases below `out`: the example first, then variants with other shops and other sizes of the defect."""
    return tuple(_made(out / scenario.name, scenario) for scenario in (variant(n) for n in range(1, count + 1)))


def _made(folder: Path, scenario: Scenario) -> Path:
    from kit.tools.atomic import write_bytes

    for name, content in _files(scenario):
        write_bytes(folder / name, content)
    return folder


def _files(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Every file of the case by its path in the folder."""
    from kit.demo import case_file, evidence, export, tracking, warehouse
    from kit.demo.records import records

    orders = warehouse.orders(scenario)
    found = records(scenario, orders)
    yield "case.yaml", case_file.case_yaml(found).encode()
    for name, content in export.files(orders, scenario):
        yield f"orders/{name}", content
    yield "tracking/17track_2026-07-06.json", tracking.answer(orders)
    yield from evidence.files(found)

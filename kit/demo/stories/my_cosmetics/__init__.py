"""Malaysia, cosmetics without their papers: new shades never notified, shades under another's number, a notification that ended."""

from collections.abc import Iterator

from kit.demo import filled
from kit.demo.stories.my_cosmetics import exports, papers, pictures
from kit.demo.stories.my_cosmetics.scenario import AT_FAULT, MAIN, NAMED, PENDING, Scenario, variant
from kit.demo.stories.my_cosmetics.shop import faulty_orders, held, orders

NAME = MAIN.name


def files(number: int, seed: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the case by its path in the folder: the committed one for 1, other shops for further numbers."""
    return of(variant(number, MAIN.seed if seed is None else seed))


def of(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Every file of that shop's case."""
    sold = orders(scenario)
    yield "case.yaml", case_yaml(scenario).encode()
    yield from exports.files(scenario, sold)
    yield from pictures.files(scenario)
    yield from papers.files(scenario)


def case_yaml(scenario: Scenario) -> str:
    """The text of `case.yaml`."""
    s, touched = scenario, len(faulty_orders(scenario))
    return filled.case_yaml(
        __package__,
        {
            **filled.stated(s),
            "skus": ", ".join(f"{s.mark}-{code}" for code in NAMED),
            "ended": str(len(AT_FAULT)),
            "pending": str(len(PENDING)),
            "touched": str(touched),
            "returned": str(papers.returned(s)),
            "counted": str(sum(held(s).values())),
            "units": f"{sum(held(s).values()):,}",
            "units_pending": str(sum(held(s)[code] for code in PENDING)),
        },
    )

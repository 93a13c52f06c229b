"""United States, trade mark: a fitment sheet wrote a machine maker's name into the listings of unbranded parts."""

from collections.abc import Iterator

from kit.demo import filled
from kit.demo.stories.ip_word_for_fit import exports, papers
from kit.demo.stories.ip_word_for_fit.scenario import CATALOGUE, MAIN, Scenario, skus, variant

NAME = MAIN.name


def files(number: int, seed: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the case by its path in the folder: the committed one for 1, other shops for further numbers."""
    return of(variant(number, MAIN.seed if seed is None else seed))


def of(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Every file of that shop's case."""
    yield "case.yaml", case_yaml(scenario).encode()
    yield from exports.files(scenario)
    yield from papers.files(scenario)


def case_yaml(scenario: Scenario) -> str:
    """The text of `case.yaml`."""
    s = scenario
    return filled.case_yaml(
        __package__,
        {
            **filled.stated(s),
            "skus": ", ".join(skus(s)),
            "first_sku": skus(s)[0],
            "first_measure": next(f.measure for f in CATALOGUE if f.code == skus(s)[0]),
            "listings": str(len(CATALOGUE)),
        },
    )

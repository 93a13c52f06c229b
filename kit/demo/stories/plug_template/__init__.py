"""United Kingdom, 26 SKUs removed at once: a German template gave its plug to eleven listings; 17 were clean, 6 are mended, 3 ended."""

from collections.abc import Iterator

from kit.demo import filled
from kit.demo.stories.plug_template import papers, pictures
from kit.demo.stories.plug_template.scenario import MAIN, Scenario, lamps, variant

NAME = MAIN.name


def files(number: int, seed: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the case by its path in the folder: the committed one for 1, other shops for further numbers."""
    return of(variant(number, MAIN.seed if seed is None else seed))


def of(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Every file of that shop's case."""
    yield "case.yaml", case_yaml(scenario).encode()
    yield from papers.records(scenario)
    yield from papers.files(scenario)
    yield from pictures.files(scenario)


def case_yaml(scenario: Scenario) -> str:
    """The text of `case.yaml`."""
    s = scenario
    return filled.case_yaml(
        __package__,
        {
            **filled.stated(s),
            "skus": ", ".join(lamp.code for lamp in lamps(s) if lamp.is_removed),
            "sold": str(sum(n for *_, n in papers.SOLD)),
            "back": str(papers.BACK),
            "units": str(sum(n for _, n, _ in papers.SOLD)),
            "released": papers.RELEASED,
        },
    )

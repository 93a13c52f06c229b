"""United States, misleading claims: one upload put a supplier's two sentences into every listing of a template."""

from collections.abc import Iterator

from kit.demo import filled
from kit.demo.stories.listing_claims import exports, papers, pictures
from kit.demo.stories.listing_claims.scenario import COPIED, MAIN, PHRASES, Scenario, named, skus, variant

NAME = MAIN.name


def files(number: int, seed: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the case by its path in the folder: the committed one for 1, other shops for further numbers."""
    return of(variant(number, MAIN.seed if seed is None else seed))


def of(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Every file of that shop's case."""
    yield "case.yaml", case_yaml(scenario).encode()
    yield from exports.files(scenario)
    yield from pictures.files(scenario)
    yield from papers.files(scenario)


def case_yaml(scenario: Scenario) -> str:
    """The text of `case.yaml`."""
    s = scenario
    return filled.case_yaml(
        __package__,
        {
            **filled.stated(s),
            "phrases": "; ".join(PHRASES),
            "copied": " ".join(COPIED),
            "skus": ", ".join(named(s)),
            "edited": str(len(skus(s, s.edited))),
            "returned": str(sum(r for _, _, r in papers.sold(s))),
            "entries": str(len(papers.RELEASES)),
        },
    )

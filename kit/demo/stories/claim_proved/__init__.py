"""Thailand, misleading claims disputed: both claims stand on the carton and in a test that names source, participants, date and place."""

from collections.abc import Iterator

from kit.demo import filled
from kit.demo.stories.claim_proved import papers, pictures
from kit.demo.stories.claim_proved.scenario import HYDRATES, LESS_DRY, MAIN, Scenario, variant

NAME = MAIN.name


def files(number: int, seed: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the case by its path in the folder: the committed one for 1, other shops for further numbers."""
    return of(variant(number, MAIN.seed if seed is None else seed))


def of(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Every file of that shop's case."""
    yield "case.yaml", case_yaml(scenario).encode()
    yield from papers.files(scenario)
    yield from pictures.files(scenario)


def case_yaml(scenario: Scenario) -> str:
    """The text of `case.yaml`."""
    s = scenario
    return filled.case_yaml(
        __package__,
        {
            **filled.stated(s),
            "hydrates": HYDRATES,
            "less_dry": LESS_DRY,
            "participants": f', participants: "{s.participants}"' if s.participants else "",
            "people": "{{ evidence.test_report.participants }}" if s.participants else "some",
        },
    )

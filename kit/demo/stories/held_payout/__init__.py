"""United Kingdom, payout held: the firm took a new name in May, and the payout profile and a supplier kept the old one."""

from collections.abc import Iterator

from kit.demo import filled
from kit.demo.stories.held_payout import exports, papers, pictures
from kit.demo.stories.held_payout.money import Entry, entries
from kit.demo.stories.held_payout.scenario import MAIN, Scenario, variant

NAME = MAIN.name


def files(number: int, seed: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the case by its path in the folder: the committed one for 1, other shops for further numbers."""
    return of(variant(number, MAIN.seed if seed is None else seed))


def of(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Every file of that shop's case."""
    found = entries(scenario)
    yield "case.yaml", case_yaml(scenario).encode()
    yield from exports.files(scenario, found)
    yield from pictures.files(scenario, found)
    yield from papers.files(scenario)


def case_yaml(scenario: Scenario) -> str:
    """The text of `case.yaml`."""
    values = {"profile_name": scenario.profile_name, "billed_name": scenario.billed_name, "profile_vat": scenario.profile_vat}
    return filled.case_yaml(__package__, {**filled.stated(scenario), **values})


__all__ = ["NAME", "Entry", "case_yaml", "files", "of"]

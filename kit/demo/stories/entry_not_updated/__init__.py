"""United States, account deactivated on three grounds: a new owner and a new address were filed everywhere but in Seller Center."""

from collections.abc import Iterator

from kit.demo import filled
from kit.demo.stories.entry_not_updated import papers, pictures
from kit.demo.stories.entry_not_updated.scenario import (
    ACCOUNT,
    MAIN,
    NEW,
    OLD,
    OPEN_ORDERS,
    STATE_NUMBER,
    TAX_NUMBER,
    Scenario,
    variant,
)

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
            "warehouse_id": s.warehouse_id,
            "linked_id": s.linked_id,
            "old": OLD,
            "new": NEW,
            "entry_person": (s.signer if s.told_of_owner else s.former)[0],
            "entry_address": NEW if s.told_of_move else OLD,
            "number": STATE_NUMBER,
            "tax": TAX_NUMBER,
            "account": ACCOUNT[-4:],
            "open_orders": str(OPEN_ORDERS),
        },
    )

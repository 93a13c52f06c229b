"""What became of each order's money. Planted: whatever fell due from the day of the pause on is held, however old it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from kit.demo.stories.held_payout.scenario import CATALOGUE, EXPORTED, FIRST_DAY, LAST_DAY, PAUSED, TERM, Good, Scenario

DEDUCTIONS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One order, or one adjustment of an order."""

    number: int
    entry_id: str
    order_id: str
    good: Good
    ordered: date
    shipped: date | None
    delivered: date | None
    amount: Decimal
    is_adjustment: bool = False

    @property
    def due(self) -> date | None:
        """The day on which it would be paid."""
        return self.delivered + timedelta(days=TERM) if self.delivered else None

    @property
    def is_held(self) -> bool:
        """Whether it was not paid when the export was made."""
        return self.due is None or self.due >= PAUSED

    @property
    def is_past(self) -> bool:
        """Whether its own day was over when the export was made."""
        return self.amount > 0 and self.due is not None and PAUSED <= self.due < EXPORTED.date()


def entries(scenario: Scenario) -> tuple[Entry, ...]:
    """Every entry of the six weeks and a half, oldest first."""
    chance = Random(scenario.seed)  # noqa: S311 - a seeded example, not a secret
    found = tuple(_orders(chance))
    held = [e for e in found if e.is_past]
    return (*found, *(_deduction(held[n * 11 + 5], n) for n in range(DEDUCTIONS)))


def total(found: Iterable[Entry]) -> Decimal:
    """The sum of the entries."""
    return sum((e.amount for e in found), Decimal(0))


def _orders(chance: Random) -> Iterator[Entry]:
    day, number = FIRST_DAY, 0
    while day <= LAST_DAY:
        for _ in range(chance.randrange(5, 9)):
            number += 1
            good = CATALOGUE[chance.choices(range(len(CATALOGUE)), (30, 18, 22, 16, 14))[0]]
            shipped = day + timedelta(days=1)
            delivered = shipped + timedelta(days=chance.choice((1, 2, 2, 3)))
            order = str(576_900_000_000_000_000 + number * 187_904_819_201 + int(chance.random() * 99_999_999))
            yield Entry(
                number=number,
                entry_id=order,
                order_id=order,
                good=good,
                ordered=day,
                shipped=shipped if shipped <= EXPORTED.date() else None,
                delivered=delivered if delivered < EXPORTED.date() else None,
                amount=(Decimal(str(good.price)) * Decimal("0.84")).quantize(Decimal("0.01")),
            )
        day += timedelta(days=1)


def _deduction(of: Entry, n: int) -> Entry:
    """The fee of a returned parcel."""
    return Entry(
        number=900 + n, entry_id=str(733_100_000_000_000_000 + of.number * 7_777_777), order_id=of.order_id, good=of.good,
        ordered=of.ordered, shipped=of.shipped, delivered=of.delivered, amount=Decimal("-3.29"), is_adjustment=True,
    )  # fmt: skip

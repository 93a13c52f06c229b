"""What was sold, and what of it had no fit paper on its day; counted here from the plan, anew by the kit from the files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from random import Random

from kit.demo.stories.my_cosmetics.scenario import AT_FAULT, CATALOGUE, ENDED, EXPIRED, MISSING, Product, Scenario

HERE = timezone(timedelta(hours=8))
FIRST, WINDOW_END, LAST = date(2026, 4, 6), date(2026, 5, 3), date(2026, 6, 1)
SERUM_ENDED = date(2026, 4, 18)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order."""

    number: int
    created: datetime
    lines: tuple[tuple[Product, int], ...]
    is_cancelled: bool

    @property
    def day(self) -> date:
        """Its local day."""
        return self.created.date()

    @property
    def amount(self) -> float:
        """What the buyer paid, with the parcel."""
        return round(sum(p.price * n for p, n in self.lines) + 4.9, 2)


@cache
def orders(s: Scenario) -> tuple[Order, ...]:
    """All orders, the oldest first."""
    return tuple(_orders(s))


def _orders(s: Scenario) -> Iterator[Order]:
    chance, number = Random(s.seed), 0  # noqa: S311 - a seeded example, not a secret
    day = FIRST
    while day <= LAST:
        for _ in range(chance.randrange(16, 27)):
            created = datetime(day.year, day.month, day.day, tzinfo=HERE) + timedelta(seconds=chance.randrange(7 * 3600, 86_000))
            shelf = [p for p in CATALOGUE if _is_on_sale(p, created)]
            picked = chance.choices(shelf, [p.weight for p in shelf], k=2 if chance.random() < 0.24 else 1)
            lines = tuple((p, 2 if chance.random() < 0.08 else 1) for p in dict.fromkeys(picked))
            number += 1
            yield Order(number=number, created=created, lines=lines, is_cancelled=chance.random() < 0.03)
        day += timedelta(days=1)


def _is_on_sale(product: Product, moment: datetime) -> bool:
    """The listings at fault ended in the afternoon of the notice."""
    day = moment.date()
    if product.relisted and product.relisted <= day:
        return True
    ended = datetime(ENDED.year, ENDED.month, ENDED.day, 15, 30, tzinfo=HERE)
    return product.listed <= day and not (product.code in AT_FAULT and moment >= ended)


def faulty_orders(s: Scenario) -> tuple[Order, ...]:
    """Orders of the notice's days with a SKU that had no fit paper on that day."""
    inside = (o for o in orders(s) if o.day <= WINDOW_END and not o.is_cancelled)
    return tuple(o for o in inside if any(is_bare(s, p.code, o.day) for p, _ in o.lines))


def is_bare(s: Scenario, code: str, day: date) -> bool:
    """Whether a SKU had no fit paper on that day."""
    if code in EXPIRED:
        return day > SERUM_ENDED
    return code in AT_FAULT and (s.never_filed or code not in MISSING)


def held(s: Scenario) -> dict[str, int]:
    """Units of each SKU at fault that were in stock when the listings ended."""
    chance = Random(f"stock {s.seed}")  # noqa: S311
    return {code: chance.randrange(48, 160) for code in AT_FAULT}

"""What was planted, counted by a plain loop over the orders: the kit must find the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kit.demo.stories.late_dispatch.export import lost
from kit.demo.stories.late_dispatch.scenario import EXPORTS, FIRST_DAY, VAN_MOVED, WINDOW, Scenario
from kit.demo.stories.late_dispatch.warehouse import Order
from kit.demo.stories.late_dispatch.workdays import DAY, due

AFTER = date(2026, 6, 16)  # the day after the last corrective action


@dataclass(frozen=True, slots=True)
class Count:
    """Late orders of so many."""

    late: int
    of: int

    @property
    def percent(self) -> str:
        """Rounded as a notice prints it."""
        return f"{100 * self.late / self.of:.1f}%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """Late orders by period for each clock, and by warehouse and hour for the hand-over."""

    handover: dict[str, Count]
    label: dict[str, Count]
    warehouses: dict[str, dict[str, Count]]
    hours: dict[str, dict[int, Count]]
    late_ids: tuple[str, ...]  # of the window, oldest first


def truth(orders: Iterable[Order], scenario: Scenario) -> Truth:
    """The planted figures of a scenario's orders, as far as the exports state them."""
    found = tuple(orders)
    gone = lost(found)
    sound = [o for o in found if o.order_id not in gone and _is_counted(o)]
    by_period = {name: [o for o in sound if start <= o.created.date() <= end] for name, (start, end) in periods(found).items()}
    return Truth(
        handover={p: _count(o, "shipped") for p, o in by_period.items()},
        label={p: _count(o, "labelled") for p, o in by_period.items()},
        warehouses={
            w: {p: _count((x for x in o if x.warehouse == w), "shipped") for p, o in by_period.items()}
            for w in (scenario.steady, scenario.changed)
        },
        hours={
            p: {
                h: _count((x for x in o if x.created.hour == h and x.warehouse == scenario.changed), "shipped") for h in range(24)
            }
            for p, o in by_period.items()
        },
        late_ids=tuple(o.order_id for o in by_period["during"] if _is_late(o, "shipped")),
    )


def periods(orders: Iterable[Order]) -> dict[str, tuple[date, date]]:
    """First and last day of before, during and after; the last ends with the last day whose orders are all due."""
    pending = min(o.created.date() for o in orders if due(o.created) > EXPORTS[-1])
    return {"before": (FIRST_DAY, VAN_MOVED - DAY), "during": WINDOW, "after": (AFTER, pending - DAY)}


def _is_counted(order: Order) -> bool:
    return not order.by_platform and not (order.cancelled and order.cancelled <= due(order.created))


def _is_late(order: Order, clock: str) -> bool:
    moment: datetime | None = getattr(order, clock)
    return moment is None or moment > due(order.created)


def _count(orders: Iterable[Order], clock: str) -> Count:
    found = list(orders)
    return Count(sum(_is_late(o, clock) for o in found), len(found))

"""Of which orders a tracking answer tells: most sellers ask for some numbers only, and what was not asked is not known."""

from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from kit.metrics.columns import Mask
from kit.model.opened import BEFORE_ORDER

NEARLY_ALL = 0.95  # of the shipped orders: then tracking counts as asked for all


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answers:
    """Orders by what was asked of them. An order of several numbers counts as asked where all of them were."""

    told: Mask  # each of its numbers has an answer, be it that nothing is known
    shipped: Mask  # by the seller, so that there is something to ask for
    numbered: Mask  # with at least one number
    until: pd.Timestamp  # up to which the answers can know, UTC

    @property
    def nearly_all(self) -> bool:
        """Whether those that were not asked for are too few to matter."""
        return bool((self.told & self.shipped).sum() >= NEARLY_ALL * self.shipped.sum())

    def counts(self, where: Mask) -> tuple[int, int]:
        """Shipped orders that were asked for, and all shipped orders."""
        inside = self.shipped & where
        return int((self.told & inside).sum()), int(inside.sum())


def older_scans(orders: int) -> tuple[str, ...]:
    """What to say of orders whose number a carrier scanned for another parcel before they existed; nothing if there are none."""
    if not orders:
        return ()
    carry = "orders carry" if orders > 1 else "order carries"
    hours = BEFORE_ORDER // timedelta(hours=1)
    return (f"{orders:,} {carry} a number whose scans are more than {hours} hours older than the order: not counted as theirs.",)

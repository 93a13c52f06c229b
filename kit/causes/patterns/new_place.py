"""A warehouse or carrier that took no orders before: the change itself may be the cause."""

import numpy as np

from kit.causes.ground import ENOUGH, Ground, Mask, Verdict
from kit.causes.group import standing

PLACES = {"warehouse": "warehouse", "carrier": "carrier"}


def test(ground: Ground) -> Verdict | str:
    """Whether the rise sits in the orders of warehouses and carriers that are new since the violation began."""
    new: dict[str, tuple[str, ...]] = {name: _new(ground, name) for name in PLACES if ground.column(name) is not None}
    if not new:
        return "the orders name neither warehouse nor carrier"
    values = [(name, value) for name, found in new.items() for value in found]
    if not values:
        none = f"Each {' and '.join(new)} with {ENOUGH} orders or more during the violation had orders before it."
        return Verdict(verdict="denied", evidence_against=(none,))
    here = np.logical_or.reduce([_rows(ground, name, value) for name, value in values])
    said = f"New since the violation began: {', '.join(f'{name} {value}' for name, value in values)}."
    return standing(ground, here, f"Orders of {' and '.join(value for _, value in values)}", found=(said,), looked_at=len(values))


def _new(ground: Ground, name: str) -> tuple[str, ...]:
    column = ground.orders[name]
    known = set(column[ground.counted & ground.before].dropna().unique())
    now = column[ground.counted & ground.during].value_counts()
    return tuple(sorted(str(value) for value, orders in now.items() if orders >= ENOUGH and value not in known))


def _rows(ground: Ground, name: str, value: str) -> Mask:
    return (ground.orders[name] == value).fillna(False).to_numpy(dtype=bool)

"""Tracking numbers typed wrong: with a blank or a tab inside, or with a check digit that does not fit."""

from kit.causes.concentration import places
from kit.causes.ground import Ground, Verdict
from kit.causes.group import standing
from kit.causes.numbers import numbers
from kit.tools import tracking_columns


def test(ground: Ground) -> Verdict | str:
    """Whether the rise sits in orders with such numbers. A number of no known shape is unrecognised, never wrong."""
    stated = numbers(ground)
    if isinstance(stated, str):
        return stated
    gaps = tracking_columns.spaced(stated["tracking_id"])
    digits = tracking_columns.misfits(stated["tracking_id"], stated["carrier"]) & ~gaps
    said = (
        f"Of {len(stated):,} tracking numbers {int(gaps.sum()):,} hold a blank or tab, and {int(digits.sum()):,} have a check"
        " digit that fits no shape known of their carrier."
    )
    if not (gaps | digits).any():
        return Verdict(verdict="denied", evidence_against=(said,))
    here = ground.rows_of(stated["order_id"][gaps | digits])
    return standing(ground, here, "Orders with such a number", found=(said,), rivals=lambda: places(ground))

"""Tracking numbers typed wrong: with a blank or a tab inside, or with a check digit that does not fit."""

from kit.causes.concentration import places
from kit.causes.ground import Ground, Verdict
from kit.causes.group import standing
from kit.causes.numbers import misfits, numbers

_GAP = r"[\s\u00a0\u200b-\u200d\ufeff]"


def test(ground: Ground) -> Verdict | str:
    """Whether the rise sits in orders with such numbers. A number of no known shape is unrecognised, never wrong."""
    stated = numbers(ground)
    if isinstance(stated, str):
        return stated
    gaps = stated["tracking_id"].str.contains(_GAP, regex=True).to_numpy(dtype=bool)
    digits = misfits(stated) & ~gaps
    said = (
        f"Of {len(stated):,} tracking numbers {int(gaps.sum()):,} hold a blank or tab, and {int(digits.sum()):,} have a check"
        " digit that fits no shape known of their carrier."
    )
    if not (gaps | digits).any():
        return Verdict(verdict="denied", evidence_against=(said,))
    here = ground.rows_of(stated["order_id"][gaps | digits])
    return standing(ground, here, "Orders with such a number", found=(said,), rivals=lambda: places(ground))

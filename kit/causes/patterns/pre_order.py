"""Pre-orders and goods made to order shipped, or promised, among normal orders."""

from kit.causes.concentration import places
from kit.causes.ground import Ground, Verdict
from kit.causes.group import standing

NORMAL = "normal"


def test(ground: Ground) -> Verdict | str:
    """Whether the rise sits in orders that hold a line sold as pre-order, back order or made to order."""
    kinds = ground.line_column("order_kind")
    if kinds is None:
        return "the lines do not say which were sold as pre-orders"
    special = kinds.notna() & (kinds != NORMAL)
    if not special.any():
        return Verdict(verdict="denied", evidence_against=("All lines were sold as normal orders.",))
    lines = ground.data.lines
    here = ground.rows_of(lines["order_id"][special])
    mixed = int((here & ground.rows_of(lines["order_id"][~special])).sum())
    said = f"{int(here.sum()):,} orders hold a line sold as {_named(kinds[special])}; {mixed:,} of them hold a normal line too."
    return standing(ground, here, "Orders with such a line", found=(said,), rivals=lambda: places(ground))


def _named(kinds: object) -> str:
    found = sorted({str(kind).replace("_", "-") for kind in kinds})  # type: ignore[attr-defined]
    return " or ".join(found)

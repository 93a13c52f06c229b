"""One tracking number on orders of several buyers: the parcel of one shows the way of another."""

from kit.causes.concentration import places
from kit.causes.ground import Ground, Verdict
from kit.causes.group import standing
from kit.causes.numbers import numbers

WHAT = "Orders whose tracking number is also on another buyer's order"


def test(ground: Ground) -> Verdict | str:
    """Whether the rise sits in orders whose number stands on orders of other buyers too."""
    buyers = ground.column("buyer")
    if buyers is None:
        return "the orders do not tell one buyer from another, so combined parcels cannot be told from a repeated number"
    stated = numbers(ground)
    if isinstance(stated, str):
        return stated
    of = stated.merge(ground.orders[["order_id", "buyer"]], on="order_id").dropna(subset=["buyer"])
    people = of.groupby("tracking_id")["buyer"].nunique()
    repeated = people[people > 1]
    if repeated.empty:
        combined = int((of.groupby("tracking_id")["order_id"].nunique() > 1).sum())
        none = f"No tracking number stands on orders of two buyers; {combined:,} stand on several orders of one buyer (combined)."
        return Verdict(verdict="denied", evidence_against=(none,))
    here = ground.rows_of(of["order_id"][of["tracking_id"].isin(repeated.index)])
    said = f"{len(repeated):,} tracking numbers stand on {int(here.sum()):,} orders of different buyers."
    return standing(ground, here, WHAT, found=(said,), rivals=lambda: places(ground))

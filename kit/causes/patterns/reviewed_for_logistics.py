"""Review counted though it is about the way: negative reviews on the delivery, not on the goods."""

from kit.causes.ground import Ground, Verdict
from kit.causes.shares import of_one_make

NEGATIVE = 2  # stars or fewer


def test(ground: Ground) -> Verdict | str:
    """Whether most of the rise came from orders whose negative reviews are all about the delivery."""
    reviews = ground.data.table("reviews")
    if reviews is None:
        return "the case holds no reviews"
    if reviews["topic"].isna().all():
        return "the reviews do not say whether they are about the goods or the delivery"
    negative = reviews[reviews["rating"].astype("Float64") <= NEGATIVE]
    on_the_way = negative["topic"].eq("logistics").fillna(value=False)
    here = ground.rows_of(negative["order_id"][on_the_way]) & ~ground.rows_of(negative["order_id"][~on_the_way])
    if not (ground.bad & ground.during & ground.rows_of(negative["order_id"])).any():
        return f"this violation is about orders {ground.called}, none of which has a negative review"
    return of_one_make(ground, here, how="all their negative reviews are about the delivery", named="Such orders")

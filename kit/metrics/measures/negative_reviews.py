"""Orders with a negative review, of those delivered. No export of reviews is known: the table comes by a mapping."""

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.metrics import of_orders
from kit.metrics.columns import Mask, among, present
from kit.metrics.counted import DELIVERED, counted, platform_window, source, stated, values
from kit.metrics.counting import local_days
from kit.metrics.coverage import UNTIMED, Coverage, coverage, stated_files, untimed
from kit.metrics.material import Material, Measured, rows_of
from kit.metrics.of_orders import Named

IDS = ("negative_reviews",)
MISSING = "no file of reviews: put a list of reviews with order, stars and date into service/ and map its columns (poa map)"
MOST_STARS = 5
_NEGATIVE = 2  # 1 and 2 stars on every page read; a fact `negative_reviews.stars` may say otherwise
_NAMED = Named(
    id="negative_reviews",
    title="Negative reviews",
    definition="Share of {} with a review of {} or fewer stars{}. Each order counts once, on the local day on which it was created.",
    called="reviewed negatively",
)


def measure(material: Material) -> tuple[Measured, ...]:
    """One metric; reviews of logistics are left out where the site's fact says so and the data tell which they are."""
    reviews = material.orders.table("reviews")
    if reviews is None or not len(reviews):
        return (of_orders.unavailable(material, _named("orders", _stars(material)), MISSING),)
    fact = stated(material.policy, "negative_reviews.denominator")
    base = counted(material, of=fact, excludes=None, otherwise=DELIVERED)
    rows = rows_of(material.frame["order_id"], reviews["order_id"])
    if not isinstance(base, str) and not (rows >= 0).any():
        base = f"none of the {len(reviews):,} reviews is of an order in the order files"
    if isinstance(base, str):
        return (of_orders.unavailable(material, _named("orders", _stars(material)), base),)
    told = _told(material, reviews, rows)
    base = base.without(told.left_out(material.days) if told else untimed(material))
    stars, left = _stars(material), _left_out(material, reviews)
    negative = _rated(reviews) & (_ratings(reviews) <= stars)
    if told:
        negative &= told.in_time
    bad = np.bincount(rows[negative & ~left & (rows >= 0)], minlength=len(material.frame)) > 0
    judged = replace(base.judged(bad), until=told.last if told else None)
    lag = f" {told.defined}." if told else ""
    topics = values(stated(material.policy, "negative_reviews.excludes"))
    named = _named(base.said, stars, f", reviews of {' and '.join(topics)} left out" if left.any() else "")
    measured = of_orders.measured(
        material,
        judged,
        replace(named, definition=named.definition + lag),
        breakdown=_by_stars(reviews, rows, negative & ~left, judged.counted),
        apart=(told.too_young if told else UNTIMED,),
    )
    notes = (*(f"Negative reviews: {note[0].lower()}{note[1:]}" for note in base.notes), *_notes(material, reviews, rows, left))
    covered = (
        tuple(filter(None, (told.said(material.days, material.style), told.too_late())))
        if told
        else ("No review states when it was written.",)
    )
    window = platform_window(material.policy, "negative_reviews.window_days", _NAMED.title)
    return (replace(measured, notes=(*notes, *covered, *window), must_know=covered),)


def _told(material: Material, reviews: pd.DataFrame, rows: NDArray[np.int64]) -> Coverage | None:
    """Which orders the files tell of; None where no review has a day."""
    days = local_days(reviews["reviewed_at"], material.policy.zone.key)
    return coverage(material, "reviews", days, rows, stated_files(reviews, material.case.data.service))


def _named(of: str, stars: int, but: str = "") -> Named:
    return replace(_NAMED, definition=_NAMED.definition.format(of, stars, but))


def _stars(material: Material) -> int:
    fact = stated(material.policy, "negative_reviews.stars")
    return int(str(fact.value)) if fact else _NEGATIVE


def _ratings(reviews: pd.DataFrame) -> NDArray[np.float64]:
    return np.asarray(pd.to_numeric(reviews["rating"].astype("Float64").astype(object), errors="coerce"), dtype=np.float64)


def _rated(reviews: pd.DataFrame) -> Mask:
    ratings = _ratings(reviews)
    return np.asarray((ratings >= 1) & (ratings <= MOST_STARS))


def _left_out(material: Material, reviews: pd.DataFrame) -> Mask:
    """Reviews of a topic that the site's fact does not count."""
    return among(reviews["topic"], values(stated(material.policy, "negative_reviews.excludes")))


def _by_stars(
    reviews: pd.DataFrame,
    rows: NDArray[np.int64],
    negative: Mask,
    counted_orders: Mask,
) -> tuple[tuple[str, int], ...]:
    """The orders by the fewest stars that they got."""
    kept = negative & (rows >= 0)
    kept[kept] = counted_orders[rows[kept]]
    fewest = pd.Series(_ratings(reviews)[kept]).groupby(rows[kept]).min().to_numpy(dtype=np.int64)
    counts = np.bincount(fewest, minlength=MOST_STARS + 1)
    return tuple((f"{stars} star{'s' if stars > 1 else ''}", int(n)) for stars, n in enumerate(counts) if n)


def _notes(
    material: Material,
    reviews: pd.DataFrame,
    rows: NDArray[np.int64],
    left: Mask,
) -> tuple[str, ...]:
    fact = stated(material.policy, "negative_reviews.excludes")
    said = []
    if fact and left.any():
        said.append(f"{int(left.sum()):,} reviews of {' and '.join(values(fact))} are left out: {source(fact)}.")
    elif fact and not present(reviews, "topic").any():
        said.append(
            f"No review says what it is of, so none of {' and '.join(values(fact))} could be left out, as {source(fact)} asks."
        )
    if outside := int((rows < 0).sum()):
        said.append(f"{outside:,} reviews are of orders that are not in the order files: they are not counted.")
    if odd := int((~_rated(reviews)).sum()):
        said.append(f"{odd:,} reviews have no rating from 1 to {MOST_STARS}: they are not counted.")
    return tuple(said)

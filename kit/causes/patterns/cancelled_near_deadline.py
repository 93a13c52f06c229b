"""Staff cancelled to avoid the late rate: the seller's cancellations crowd before the deadline of dispatch."""

from dataclasses import replace

import numpy as np

from kit.causes.ground import SURE, Ground, Verdict
from kit.causes.reasons import asked_before, cancellations
from kit.causes.shares import of_one_make
from kit.tools import figures, statistics

HOURS = 12.0  # before the deadline


def test(ground: Ground) -> Verdict | str:
    """Whether most of the rise came from cancellations in the last hours before the deadline, far more than evenly spread."""
    found = cancellations(ground)
    if isinstance(found, str):
        return found
    orders, due = ground.orders, ground.judged["due_at"]
    if orders["cancelled_at"].isna().all():
        return "the orders state no time of the cancellation"
    left = ((due - orders["cancelled_at"]).dt.total_seconds() / 3600).to_numpy(dtype=float)
    allowed = ((due - orders["created_at"]).dt.total_seconds() / 3600).to_numpy(dtype=float)
    by_seller = orders["cancel_by"].fillna("seller").isin(["seller"]).to_numpy(dtype=bool)
    here = by_seller & (left >= 0) & (left < HOURS) & ~found.rows(ground, "asked") & ~asked_before(ground)
    mine = ground.bad & ground.during & by_seller & (left >= 0) & (allowed > 0)
    near, of = int((mine & here).sum()), int(mine.sum())
    even = float(np.minimum(1.0, HOURS / allowed[mine]).mean()) if of else 1.0
    p = statistics.binomial_tail(near, of, even)
    spread = f"Evenly spread from order to deadline, {figures.share(even)} of the {of:,} cancelled in time would fall there: {near:,} did."
    verdict = of_one_make(
        ground,
        here,
        how=f"the seller cancelled in the last {HOURS:g} hours before the deadline of dispatch, not at the buyer's wish",
        named=f"Cancelled in the last {HOURS:g} hours",
        more=(spread,),
        against=("Times show when, not why: the log of who cancelled does.",),
    )
    if verdict.verdict == "supported" and p >= SURE:
        return replace(verdict, verdict="unclear", strength=verdict.strength / 2)
    return replace(verdict, p_value=max(p, verdict.p_value or 0.0))

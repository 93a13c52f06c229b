"""Seller cancelled at the buyer's wish: booked as the seller's, although the buyer asked."""

from kit.causes.ground import Ground, Verdict
from kit.causes.reasons import asked_before, cancellations
from kit.causes.shares import of_one_make


def test(ground: Ground) -> Verdict | str:
    """Whether most of the rise came from cancellations that the buyer had asked for, by the reason or by the time of asking."""
    found = cancellations(ground)
    if isinstance(found, str):
        return found
    here = found.rows(ground, "asked") | asked_before(ground)
    if ground.column("cancel_asked_at") is None and not (here & ground.bad).any():
        return f"{_no_reason(ground)}, and the orders do not say when a buyer asked"
    chat = "Only the chat with the order ID proves that the buyer asked; a reason is chosen by whoever cancels."
    return of_one_make(
        ground,
        here,
        how="the buyer had asked for it, by the reason or by the time of asking",
        named="Cancelled at the buyer's wish",
        against=(chat,),
    )


def _no_reason(ground: Ground) -> str:
    """Why no reason speaks of the buyer's wish."""
    if ground.metric.id == "seller_initiated_cancellation":  # counts whatever the reason says
        return f"no order {ground.called} has a reason that gives it as the buyer's wish"
    return "this rate leaves out what the reason gives as the buyer's wish"

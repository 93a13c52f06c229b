"""Seller cancelled at the buyer's wish: booked as the seller's, although the buyer asked."""

from kit.causes.ground import Ground, Verdict
from kit.causes.reasons import cancellations
from kit.causes.shares import of_one_make


def test(ground: Ground) -> Verdict | str:
    """Whether most of the rise came from cancellations that the buyer had asked for, by the reason or by the time of asking."""
    found = cancellations(ground)
    if isinstance(found, str):
        return found
    here, asked = found.rows(ground, "asked"), ground.column("cancel_asked_at")
    if asked is not None:
        here = here | (asked <= ground.orders["cancelled_at"]).fillna(False).to_numpy(dtype=bool)
    chat = "Only the chat with the order ID proves that the buyer asked; a reason is chosen by whoever cancels."
    return of_one_make(
        ground,
        here,
        how="the buyer had asked for it, by the reason or by the time of asking",
        named="Cancelled at the buyer's wish",
        against=(chat,),
    )

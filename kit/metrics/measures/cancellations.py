"""Cancelled orders by whose fault it was: the seller's (SFCR), the system's for the seller's delay, the buyer's.

A cancellation is told by its reason, not by who pressed the button: a seller who cancels at the buyer's wish is not at
fault, a buyer who cancels because nothing was sent is not either (kit.policy.reasons). Beside these stands, for a notice that
counts so, what the seller cancelled whatever the reason says.
"""

from dataclasses import replace

from kit.metrics import of_orders
from kit.metrics.columns import Mask, present
from kit.metrics.counted import CONFIRMED, Counted, counted, platform_window, source, stated, values
from kit.metrics.faults import Cancelled, basis_said, cancelled, unknown_note
from kit.metrics.material import Material, Measured
from kit.metrics.of_orders import Named

IDS = ("automatic_cancellation", "buyer_cancellation", "seller_cancellation", "seller_initiated_cancellation")
SELLER, AUTOMATIC = "seller_fault", "automatic"
"""What a fact `sfcr.counts` may name."""
_ONCE = "Each order counts once, on the local day on which it was created, if at least one of its lines was cancelled"


_SFCR = Named(
    id="seller_cancellation",
    title="Seller-fault cancellation",
    definition="cancelled by or because of the seller",
    called="cancelled by the seller's fault",
    limit="sfcr.limit",
)
_AUTO = Named(
    id="automatic_cancellation",
    title="Automatic cancellation",
    definition="cancelled by the platform's system because they were not handed over in time or their number could not be traced",
    called="cancelled automatically",
)
_BUYER = Named(
    id="buyer_cancellation",
    title="Cancellation by the buyer",
    definition="cancelled for a reason on the buyer's side, such as a change of mind or a wrong address",
    called="cancelled for the buyer's reasons",
)
_INITIATED = Named(
    id="seller_initiated_cancellation",
    title="Cancellation by the seller, whatever the reason",
    definition=(
        "that the seller cancelled, whatever the reason says, or that were cancelled automatically by the seller's delay; a"
        " platform may count so, even where the buyer had asked for it"
    ),
    called="cancelled by the seller",
    limit="sfcr.limit",
)
_ALL = (_AUTO, _BUYER, _SFCR, _INITIATED)


def measure(material: Material) -> tuple[Measured, ...]:
    """Seller-fault cancellation as the site's facts count it, and its neighbours of the same orders."""
    frame = material.frame
    if not (present(frame, "status") | present(frame, "cancelled_at")).any():
        why = "no order states its status or when it was cancelled: export the orders again with all columns"
        return tuple(_unavailable(material, named, why) for named in _ALL)
    found = cancelled(material)
    of, excludes = stated(material.policy, "sfcr.denominator"), stated(material.policy, "sfcr.excludes")
    base = counted(material, of=of, excludes=excludes, otherwise=CONFIRMED)
    if not isinstance(base, str) and len(found.rows) and not found.states_reason:
        base = "no cancelled order states a reason: export the orders again with the column Cancel Reason"
    if isinstance(base, str):
        return tuple(_unavailable(material, named, base) for named in _ALL)
    return (
        _measured(material, found, base, _AUTO, found.automatic),
        _measured(material, found, base, _BUYER, found.faults.of("buyer")),
        _seller(material, found, base),
        _initiated(material, found, base),
    )


def _initiated(material: Material, found: Cancelled, base: Counted) -> Measured:
    if not found.states_who:
        why = "no cancelled order says who cancelled it: export the orders again with the column Cancel By"
        return _unavailable(material, _INITIATED, why)
    return _measured(material, found, base, _INITIATED, found.by_seller | found.automatic)


def _seller(material: Material, found: Cancelled, base: Counted) -> Measured:
    """Seller's own cancellations and, unless the fact says otherwise, the automatic ones."""
    fact = stated(material.policy, "sfcr.counts")
    parts = values(fact) or (SELLER, AUTOMATIC)
    if unknown := [part for part in parts if part not in {SELLER, AUTOMATIC}]:
        return _unavailable(material, _SFCR, f"sfcr.counts says {', '.join(unknown)}; known are {SELLER}, {AUTOMATIC}")
    own = found.faults.of("seller") & ~found.automatic
    lines = (own if SELLER in parts else own & False) | (found.automatic if AUTOMATIC in parts else own & False)
    said = {SELLER: _SFCR.definition, AUTOMATIC: _AUTO.definition}
    named = replace(_SFCR, definition=" or ".join(said[part] for part in parts))
    measured = _measured(material, found, base, named, lines)
    counts = f"Seller-fault cancellation counts {' and '.join(parts).replace('_', ' ')} cancellations: "
    window = platform_window(material.policy, "sfcr.window_days", _SFCR.title)
    return replace(
        measured, notes=(*measured.notes, *window, counts + (f"{source(fact)}." if fact else "the kit's own reading."))
    )


def _measured(material: Material, found: Cancelled, base: Counted, named: Named, lines: Mask) -> Measured:
    judged = base.judged(found.among(lines))
    measured = of_orders.measured(
        material,
        judged,
        replace(named, definition=f"Share of {base.said} {named.definition}. {_ONCE}."),
        reconstructed=basis_said(found.faults, lines, "cancelled lines"),
        breakdown=found.breakdown(lines, judged.counted),
    )
    notes = (f"Cancellations: {note[0].lower()}{note[1:]}" for note in base.notes)
    return replace(measured, notes=(*notes, *unknown_note(found.faults, "cancelled lines")))


def _unavailable(material: Material, named: Named, why: str) -> Measured:
    return of_orders.unavailable(material, replace(named, definition=f"Share of orders {named.definition}. {_ONCE}."), why)

"""Cancelled orders by whose fault it was: the seller's (SFCR), the system's for the seller's delay, the buyer's.

A cancellation is told by its reason, not by who pressed the button: a seller who cancels at the buyer's wish is not at
fault, a buyer who cancels because nothing was sent is not either (kit.policy.reasons). Beside these stands, for a notice that
counts so, what the seller cancelled whatever the reason says. What cannot be told is neither: an order with a reason that is not
known, or whose status is not, is left out of both numbers and counted apart.
"""

from dataclasses import dataclass, replace

from kit.metrics import of_orders
from kit.metrics.columns import Mask, present
from kit.metrics.counted import (
    APART,
    CONFIRMED,
    STATELESS,
    UNNAMED,
    UNTOLD,
    Counted,
    counted,
    platform_window,
    source,
    stated,
    stateless,
    values,
)
from kit.metrics.faults import Cancelled, basis_said, cancelled, unknown_note
from kit.metrics.material import Material, Measured
from kit.metrics.of_orders import Named

IDS = ("automatic_cancellation", "buyer_cancellation", "seller_cancellation", "seller_initiated_cancellation")
SELLER, AUTOMATIC = "seller_fault", "automatic"
"""What a fact `sfcr.counts` may name."""
_ONCE = (
    "Each order counts once, on the local day on which it was created, if at least one of its lines was cancelled; one"
    " with a reason or a status that is not known counts neither way and is told apart"
)


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rate:
    """One rate: the cancelled lines of its numerator, and those of which it cannot be told whether they are such."""

    named: Named
    lines: Mask
    untold: Mask


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
    if not isinstance(base, str):
        base = base.without(((STATELESS, stateless(material)),))
    if isinstance(base, str):
        return tuple(_unavailable(material, named, base) for named in _ALL)
    return (
        _by_reason(material, found, base, _Rate(named=_AUTO, lines=found.automatic, untold=_perhaps_automatic(found))),
        _by_reason(material, found, base, _Rate(named=_BUYER, lines=found.faults.of("buyer"), untold=found.unknown)),
        _seller(material, found, base),
        _initiated(material, found, base),
    )


def _initiated(material: Material, found: Cancelled, base: Counted) -> Measured:
    if not found.states_who:
        why = "no cancelled order says who cancelled it: export the orders again with the column Cancel By"
        return _unavailable(material, _INITIATED, why)
    lines = found.by_seller | found.automatic
    unnamed, untold = found.by_nobody & ~lines, found.by_system & found.unknown
    left = base.without(((UNNAMED, found.among(unnamed) & ~found.among(lines)),))
    return _measured(material, found, left, _Rate(named=_INITIATED, lines=lines, untold=untold))


def _perhaps_automatic(found: Cancelled) -> Mask:
    return found.unknown & (found.by_system | found.by_nobody)


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
    untold = found.unknown if SELLER in parts else _perhaps_automatic(found)
    measured = _by_reason(material, found, base, _Rate(named=named, lines=lines, untold=untold))
    if measured.metric.unavailable:
        return measured
    counts = f"Seller-fault cancellation counts {' and '.join(parts).replace('_', ' ')} cancellations: "
    window = platform_window(material.policy, "sfcr.window_days", _SFCR.title)
    return replace(
        measured, notes=(*measured.notes, *window, counts + (f"{source(fact)}." if fact else "the kit's own reading."))
    )


def _by_reason(material: Material, found: Cancelled, base: Counted, rate: _Rate) -> Measured:
    """A metric that the reasons decide; unavailable where none of them is known."""
    if len(found.rows) and found.unknown.all():
        why = f"of none of the {len(found.rows):,} cancelled lines it is known whose fault it was"
        return replace(_unavailable(material, rate.named, why), notes=unknown_note(found.faults, "cancelled lines"))
    return _measured(material, found, base, rate)


def _measured(material: Material, found: Cancelled, base: Counted, rate: _Rate) -> Measured:
    """The metric of these cancelled lines; an order of which only untold lines could be such is left out."""
    bad = found.among(rate.lines)
    judged = base.without(((UNTOLD, found.among(rate.untold) & ~bad),)).judged(bad)
    measured = of_orders.measured(
        material,
        judged,
        replace(rate.named, definition=f"Share of {base.said} {rate.named.definition}. {_ONCE}."),
        reconstructed=basis_said(found.faults, rate.lines, "cancelled lines"),
        breakdown=found.breakdown(rate.lines, judged.counted),
        apart=APART,
    )
    notes = (f"Cancellations: {note[0].lower()}{note[1:]}" for note in base.notes)
    return replace(measured, notes=(*notes, *unknown_note(found.faults, "cancelled lines")))


def _unavailable(material: Material, named: Named, why: str) -> Measured:
    return of_orders.unavailable(material, replace(named, definition=f"Share of orders {named.definition}. {_ONCE}."), why)

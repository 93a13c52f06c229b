"""Late dispatch by its three clocks, each named, and once more by the clock that this case counts.

Label: the label exists (RTS Time). Hand-over: the carrier has the parcel (Shipped Time). Scan: the carrier's first scan.
From one export each gives another list of late orders (research/domain.md §2.1), so none is called late dispatch alone.
"""

from dataclasses import replace

from kit.metrics import of_orders
from kit.metrics.answers import older_scans
from kit.metrics.columns import flagged
from kit.metrics.counting import within
from kit.metrics.late_orders import CLOCKS, REPLACEMENTS, SAMPLES, counting_of
from kit.metrics.material import Material, Measured
from kit.metrics.of_orders import Named
from kit.model import Clock

IDS = ("late_dispatch", "late_dispatch_handover", "late_dispatch_label", "late_dispatch_scan")
_NAMES: dict[Clock, str] = {"label": "label", "handover": "hand-over", "scan": "carrier scan"}
_FLAGS = {SAMPLES: "is_sample", REPLACEMENTS: "is_replacement"}


def measure(material: Material) -> tuple[Measured, ...]:
    """The case's own metric first, then one for each clock."""
    clocks = {clock: _measured(material, clock) for clock in CLOCKS}
    chosen = clocks[material.clock]
    own = replace(chosen, metric=replace(chosen.metric, id="late_dispatch", title="Late dispatch"))
    return (own, *clocks.values())


def _measured(material: Material, clock: Clock) -> Measured:
    judged, due, hand = material.judged.get(clock), material.due[clock], CLOCKS[clock]
    rule = "by its deadline" if isinstance(due, str) else due.rule
    named = Named(
        id=f"late_dispatch_{clock}",
        title=f"Late dispatch, counted to {_NAMES[clock]}",
        definition=(
            f"Share of orders not {hand.done} ({hand.printed}) {rule}. Each order counts once, on the local"
            f" day on which it was created{_undone(material, hand.done)}."
            f"{_formula(material)}{_left_out(material)}{'' if isinstance(due, str) else due.defined}"
        ),
        called="late",
    )
    if judged is None or isinstance(due, str):
        why = due if isinstance(due, str) else f"no order has a time for this step ({hand.printed})"
        found = of_orders.unavailable(material, named, why)
        return replace(found, metric=replace(found.metric, clock=clock))
    asked = _asked(material) if clock == "scan" else ""
    found = of_orders.measured(
        material,
        judged,
        replace(named, definition=f"{named.definition}{_of_answers() if asked else ''}"),
        lead=f"Counted to {_NAMES[clock]}{asked}",
        reconstructed=due.said,
    )
    older = older_scans(int(material.older.sum()))
    by_period = _by_period(material) if clock == "scan" else ()
    return replace(found, notes=(*older, *by_period), must_know=older)


def _asked(material: Material) -> str:
    """Of how many orders tracking tells, where that is not nearly all."""
    answers = material.answers
    if answers is None or answers.nearly_all:
        return ""
    told, of = answers.counts(within(material.days, material.whole))
    return f", of the {told:,} of {of:,} shipped orders whose tracking was asked"


def _of_answers() -> str:
    return (
        " Tracking was asked for a part of the orders only, which need not be like the others: an order of which no answer tells"
        " is left out and counted apart; one without a number that was never handed over has nothing to ask for, and is late."
    )


def _by_period(material: Material) -> tuple[str, ...]:
    if (answers := material.answers) is None:
        return ()
    parts = []
    for name, window in material.periods:
        told, of = answers.counts(within(material.days, window))
        parts.append(f"{name} {told:,} of {of:,}")
    return (f"Shipped orders of which tracking answers tell: {', '.join(parts)}.",) if parts else ()


def _undone(material: Material, done: str) -> str:
    if counting_of(material.policy).dispatched_only:
        return ""
    return f"; an order past its deadline and not yet {done} counts as late"


def _formula(material: Material) -> str:
    if not counting_of(material.policy).dispatched_only:
        return ""
    return (
        " Above the line stand late orders that the seller ships, below it all orders dispatched, those that the platform fulfils"
        " included. An order past its deadline and not dispatched at all stands in neither, however late it is; it is left out"
        " and counted apart."
    )


def _left_out(material: Material) -> str:
    """Whether samples and replacements count, where the data name some."""
    names = [name for name, column in _FLAGS.items() if flagged(material.frame, column).any()]
    counted = [name for name in names if name not in counting_of(material.policy).left_out]
    return f" {' and '.join(counted).capitalize()} count: no rule read leaves them out." if counted else ""

"""Late dispatch by its three clocks, each named, and once more by the clock that this case counts.

Label: the label exists (RTS Time). Hand-over: the carrier has the parcel (Shipped Time). Scan: the carrier's first scan.
From one export each gives another list of late orders (research/domain.md §2.1), so none is called late dispatch alone.
"""

from dataclasses import replace

from kit.metrics import counting
from kit.metrics.late_orders import CLOCKS
from kit.metrics.material import Material, Measured
from kit.model import Clock, Metric, PeriodName, Rate
from kit.tools import figures, statistics

IDS = ("late_dispatch", "late_dispatch_handover", "late_dispatch_label", "late_dispatch_scan")
_NAMES: dict[Clock, str] = {"label": "label", "handover": "hand-over", "scan": "carrier scan"}


def measure(material: Material) -> tuple[Measured, ...]:
    """The case's own metric first, then one for each clock."""
    clocks: dict[Clock, Metric] = {clock: _metric(material, clock) for clock in CLOCKS}
    own = replace(clocks[chosen_clock(material)], id="late_dispatch", title="Late dispatch")
    return tuple(
        Measured(metric=metric, judged=material.judged.get(metric.clock) if metric.clock else None)
        for metric in (own, *clocks.values())
    )


def chosen_clock(material: Material) -> Clock:
    """The clock that the case states, else the site's, else hand-over, which needs no carrier data."""
    stated = next((choice.clock for choice in material.case.metrics if choice.id == "late_dispatch"), None)
    fact = material.policy.get("late_dispatch.clock")
    official: Clock | None = next((clock for clock in CLOCKS if fact and fact.value == clock), None)
    return stated or official or "handover"


def _metric(material: Material, clock: Clock) -> Metric:
    judged = material.judged.get(clock)
    rates = {name: counting.rate(judged, material.days, window) for name, window in material.periods} if judged else {}
    hand = CLOCKS[clock]
    return Metric(
        id=f"late_dispatch_{clock}",
        title=f"Late dispatch, counted to {_NAMES[clock]}",
        definition=(
            f"Share of orders not {hand.done} ({hand.printed}) {material.deadlines.rule}. Each order counts once, on the local"
            f" day on which it was created; an order past its deadline and not yet {hand.done} counts as late."
        ),
        clock=clock,
        unit="%",
        noun="orders",
        periods=tuple(rates.items()),
        sentence=_sentence(rates, clock, material.style) if judged else "",
        reconstructed=material.deadlines.said,
        weekly=counting.weekly(judged, material.days, material.whole) if judged else (),
        files=material.orders.hashes,
        unavailable=None if judged else f"no order has a time for this step ({hand.printed})",
    )


def _sentence(rates: dict[PeriodName, Rate], clock: Clock, style: str) -> str:
    """The periods in plain English. A later rate fell after, never because of."""
    by = f"Counted to {_NAMES[clock]}"
    said = [f"{_said(rates[name], style)}" for name in ("before", "during") if name in rates]
    text = f"{by}, {' and '.join(said)} were late." if said else f"{by}: no period to count."
    after, during = rates.get("after"), rates.get("during")
    if not after:
        return text
    text += f" After the corrective actions, {_said(after, style)} were late."
    return text + _change(during, after) if during else text


def _said(rate: Rate, style: str) -> str:
    return f"{figures.full(rate)} created {figures.window(rate.window, style)}"


def _change(during: Rate, after: Rate) -> str:
    if during.value is None or after.value is None:
        return " The two cannot be compared: one has no orders."
    low, high = statistics.newcombe(during.numerator, during.denominator, after.numerator, after.denominator)
    size = f"{figures.points(during.value - after.value)} (95% interval {low * 100:.1f} to {high * 100:.1f})"
    if low > 0:
        return f" The rate fell after them by {size}."
    if high < 0:
        return f" The rate rose after them by {figures.points(during.value - after.value)} (95% interval {-high * 100:.1f} to {-low * 100:.1f})."
    return f" The difference of {size} is within what chance alone would give."

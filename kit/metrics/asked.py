"""A metric that counts requests or messages, by the day on which each was made: answered in time or not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kit.metrics import counting
from kit.metrics.counting import Judged
from kit.metrics.material import Material, Measured
from kit.metrics.of_orders import Named, change
from kit.model import Metric, PeriodName, Rate
from kit.tools import figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Named):
    """What a metric of requests is, before it is counted."""

    noun: str  # "return requests"
    made: str  # what was done on their day: "made", "sent"


def measured(
    material: Material,
    judged: Judged,
    days: NDArray[np.datetime64],
    named: Asked,
    *,
    reconstructed: str | None = None,
    notes: tuple[str, ...] = (),
) -> Measured:
    """The metric over the case's periods by the day of each request. `judged` is of the requests, so no order is judged by it."""
    rates: dict[PeriodName, Rate] = {name: counting.rate(judged, days, window) for name, window in material.periods}
    metric = replace(
        of_rates(material, named, rates),
        reconstructed=reconstructed,
        weekly=counting.weekly(judged, days, material.whole),
    )
    return Measured(metric=metric, notes=notes)


def of_rates(material: Material, named: Asked, rates: Mapping[PeriodName, Rate]) -> Metric:
    """The metric from its rates."""
    return replace(_empty(material, named), periods=tuple(rates.items()), sentence=sentence(rates, named, material.style))


def unavailable(material: Material, named: Asked, why: str, notes: tuple[str, ...] = ()) -> Measured:
    """The same metric where the data cannot give it, with the reason."""
    return Measured(metric=replace(_empty(material, named), unavailable=why), notes=notes)


def sentence(rates: Mapping[PeriodName, Rate], named: Asked, style: str) -> str:
    """The periods in plain English. A later rate rose after, never because of."""
    said = [_said(rates[name], named, style) for name in ("before", "during") if name in rates]
    text = f"{named.title}: {' and '.join(said)} were {named.called}." if said else f"{named.title}: no period to count."
    after, during = rates.get("after"), rates.get("during")
    if not after:
        return text
    text += f" After the corrective actions, {_said(after, named, style)} were {named.called}."
    return text + change(during, after).replace("no orders", f"no {named.noun}") if during else text


def _said(rate: Rate, named: Asked, style: str) -> str:
    return f"{figures.full(rate, named.noun)} {named.made} {figures.window(rate.window, style)}"


def _empty(material: Material, named: Asked) -> Metric:
    return Metric(
        id=named.id,
        title=named.title,
        definition=named.definition,
        clock=None,
        unit="%",
        noun=named.noun,
        periods=(),
        sentence="",
        files=material.orders.hashes,
        called=named.called,
        better=named.better,
    )

"""A metric that counts requests or messages, by the day on which each was made: answered in time or not."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kit.metrics import counting
from kit.metrics.counting import Judged
from kit.metrics.material import Material, Measured
from kit.metrics.of_orders import Named, empty, sentence
from kit.model import Metric, PeriodName, Rate


def measured(
    material: Material,
    judged: Judged,
    days: NDArray[np.datetime64],
    named: Named,
    *,
    reconstructed: str | None = None,
    notes: tuple[str, ...] = (),
    more: str = "",
) -> Measured:
    """The metric over the case's periods by the day of each request. `judged` is of the requests, so no order is judged by it."""
    rates: dict[PeriodName, Rate] = {name: counting.rate(judged, days, window) for name, window in material.periods}
    metric = replace(
        of_rates(material, named, rates, more),
        reconstructed=reconstructed,
        weekly=counting.weekly(judged, days, material.whole),
    )
    return Measured(metric=metric, notes=notes)


def of_rates(material: Material, named: Named, rates: Mapping[PeriodName, Rate], more: str = "") -> Metric:
    """The metric from its rates; `more` ends its sentence."""
    said = sentence(rates, f"{named.title}:", named, material)
    return replace(empty(material, named), periods=tuple(rates.items()), sentence=f"{said}{more}")


def unavailable(material: Material, named: Named, why: str, notes: tuple[str, ...] = ()) -> Measured:
    """The same metric where the data cannot give it, with the reason."""
    return Measured(metric=replace(empty(material, named), unavailable=why), notes=notes)

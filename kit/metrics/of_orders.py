"""A metric that counts orders, from which orders it counts: its periods, weeks and sentence, made alike for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from kit.metrics import counting, small_counts
from kit.metrics.counting import Judged
from kit.metrics.material import Material, Measured
from kit.model import Metric, PeriodName, Rate
from kit.model.measured import held_against
from kit.tools import figures, statistics


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a metric is, before it is counted. The fields are those of `Metric`."""

    id: str
    title: str
    definition: str
    called: str
    better: Literal["low", "high"] = "low"
    noun: str = "orders"
    made: str = "created"  # what was done with them on their day
    limit: str | None = None  # the fact that states its limit; None: `<id>.limit`


def measured(
    material: Material,
    judged: Judged,
    named: Named,
    *,
    lead: str | None = None,
    reconstructed: str | None = None,
    breakdown: tuple[tuple[str, int], ...] = (),
    more: str = "",
    apart: tuple[str, ...] = (),
) -> Measured:
    """The metric over the case's periods by the day of each order.

    `lead` opens its sentence (None: its title), `more` ends it; before that stand the orders left out for one of `apart`.
    """
    rates: dict[PeriodName, Rate] = {name: counting.rate(judged, material.days, window) for name, window in material.periods}
    said = sentence(rates, f"{lead or named.title},", named, material)
    metric = replace(
        empty(material, named),
        clock=judged.clock,
        periods=tuple(rates.items()),
        sentence=f"{said}{counted_apart(rates, apart, named.noun)} {more}".strip(),
        reconstructed=reconstructed,
        weekly=counting.weekly(judged, material.days, material.whole),
        breakdown=breakdown,
    )
    return Measured(metric=metric, judged=judged)


def unavailable(material: Material, named: Named, why: str) -> Measured:
    """The same metric where the data cannot give it, with the reason."""
    return Measured(metric=replace(empty(material, named), unavailable=why))


def empty(material: Material, named: Named) -> Metric:
    """The metric before it is counted."""
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
        limit=named.limit,
    )


def sentence(rates: Mapping[PeriodName, Rate], lead: str, named: Named, material: Material) -> str:
    """The periods in plain English, after the lead. A later rate fell or rose after, never because of."""
    style = material.style
    earlier = [rates[name] for name in _EARLIER if name in rates]
    said = [_said(rate, named, style) for rate in earlier if rate.denominator]
    text = f"{lead} {' and '.join(said)} were {named.called}." if said else f"{lead[:-1]}: no period to count."
    text += "".join(f" No {_made(rate, named, style)} are counted." for rate in earlier if not rate.denominator)
    after, during = rates.get("after"), rates.get("during")
    if after and after.denominator:
        text += f" After the corrective actions, {_said(after, named, style)} were {named.called}."
        text += change(during, after, named.noun) if during else ""
    else:
        text += f" After the corrective actions, no {_made(after, named, style)} are counted yet." if after else ""
        text += to_return(rates, named.noun) if material.case.stance == "plan" else ""
    return text + small_counts.exact(rates.items())


def counted_apart(rates: Mapping[PeriodName, Rate], reasons: tuple[str, ...], noun: str) -> str:
    """How many orders count neither way for one of these reasons, by period; a leading blank, nothing if there are none."""
    said = []
    for why in reasons:
        found = [(name, dict(rate.excluded)[why]) for name, rate in rates.items() if why in dict(rate.excluded)]
        if found:
            total = sum(n for _, n in found)
            said.append(
                f"{total:,} {noun if total > 1 else noun.removesuffix('s')} {why} ({', '.join(f'{name} {n:,}' for name, n in found)})"
            )
    return f" Counted apart, in neither number: {'; '.join(said)}." if said else ""


def to_return(rates: Mapping[PeriodName, Rate], noun: str) -> str:
    """How many would show a return to the rate before, while nothing after is counted; a leading blank, nothing if none would."""
    during, before = rates.get("during"), held_against(rates)
    if during is None or before is None or during.value is None or before.value is None:
        return ""
    needed = statistics.orders_needed(during.value, before.value)
    return f" About {needed:,} {noun} on each side would be needed to show a return to the rate before." if needed else ""


def change(during: Rate, after: Rate, noun: str) -> str:
    """How the later rate differs from the earlier, with its interval; a leading blank."""
    if during.value is None or after.value is None:
        return f" The two cannot be compared: one has no {noun}."
    low, high = statistics.newcombe(during.numerator, during.denominator, after.numerator, after.denominator)
    size = figures.points(during.value - after.value)
    if low > 0:
        return f" The rate fell after them by {size} (95% interval {low * 100:.1f} to {high * 100:.1f})."
    if high < 0:
        return f" The rate rose after them by {size} (95% interval {-high * 100:.1f} to {-low * 100:.1f})."
    size = f"{size} (95% interval {low * 100:.1f} to {high * 100:.1f})"
    needed = statistics.orders_needed(during.value, after.value)
    enough = f" About {needed:,} {noun} on each side would be needed to show a difference of that size." if needed else ""
    return f" The difference of {size} is within what chance alone would give.{enough}"


def _said(rate: Rate, named: Named, style: str) -> str:
    return f"{figures.full(rate, named.noun)} {named.made} {figures.window(rate.window, style)}"


def _made(rate: Rate, named: Named, style: str) -> str:
    return f"{named.noun} {named.made} {figures.window(rate.window, style)}"


_EARLIER: tuple[PeriodName, ...] = ("before", "during")

"""Whether the rise of late orders sits in a few values of one column: one warehouse, one carrier, some hours.

A value stands out if its late share during the violation differs from all other values' by more than chance gives (Fisher,
times the number of values looked at) and its part of the rise exceeds its part of the orders. Where warehouse and carrier
both stand out, each is looked at without the other: the one that did not rise alone only travelled along.
"""

from dataclasses import dataclass, replace

from kit.causes.ground import FEW, SURE, Ground, Mask, Verdict, rose, told
from kit.model import Driver, Rate
from kit.tools import figures, statistics

CLEAR, SLIGHT = 0.25, 0.05  # by how much the part of the rise exceeds the part of the orders
SHOWN = 3
PLURAL = {"warehouse": "warehouses", "carrier": "carriers", "sku": "SKUs", "weekday": "weekdays", "hour": "hours"}
SINGULAR = {
    "warehouse": "warehouse",
    "carrier": "carrier",
    "sku": "SKU",
    "weekday": "weekday of the order",
    "hour": "hour of the order",
}
RIVALS = {"warehouse": "carrier", "carrier": "warehouse"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outstanding:
    """The values of a column that stand out, and what they amount to together."""

    values: tuple[Driver, ...]
    rise: float  # their part of the whole rise
    orders: float  # their part of all orders during

    @property
    def lift(self) -> float:
        """How far they explain more than their size."""
        return self.rise - self.orders


def concentrated(ground: Ground, column: str) -> Verdict | str:
    """Whether the rise sits in some values of this column."""
    drivers = tuple(d for d in ground.analysis.drivers if d.column == column)
    if len(drivers) < 2:
        return f"the data name fewer than two {PLURAL[column]}"
    late, of = sum(d.during.numerator for d in drivers), sum(d.during.denominator for d in drivers)
    found = outstanding(drivers)
    if not found.values:
        none = f"No {SINGULAR[column]} stands out. The first, {_called(drivers[0])}: {_part(drivers[0], late, of)}."
        if late < FEW:
            return Verdict(
                verdict="unclear", evidence_against=(none, f"With {late:,} late orders only a large difference would show.")
            )
        return Verdict(verdict="denied", evidence_against=(none,))
    evidence = [f"{_opened(_called(d))}: {_part(d, late, of)}." for d in found.values[:SHOWN]]
    evidence += [told(_opened(_called(d)), d.before, d.during) for d in found.values[:SHOWN]]
    others = rest(drivers, found)
    said = (told(f"All other {PLURAL[column]} together", *others),)
    strength = found.lift / (1 - found.orders) if found.orders < 1 else 0.0
    if found.lift < CLEAR:
        little = "Together they explain little more of the rise than their part of the orders."
        return Verdict(verdict="unclear", evidence_for=tuple(evidence), evidence_against=(little, *said), strength=strength)
    verdict = Verdict(verdict="supported", evidence_for=tuple(evidence), evidence_against=said, strength=strength)
    if not rose(*others):
        verdict = replace(verdict, evidence_for=(*evidence, *said), evidence_against=())
    return _against_rival(ground, column, found, verdict)


def outstanding(drivers: tuple[Driver, ...]) -> Outstanding:
    """The values whose late share during the violation is above that of all others, and more than by chance."""
    late, of = sum(d.during.numerator for d in drivers), sum(d.during.denominator for d in drivers)
    values = tuple(d for d in drivers if _stands_out(d, late, of, len(drivers)))
    orders = sum(d.during.denominator for d in values) / of if of else 0.0
    return Outstanding(values=values, rise=sum(d.share or 0.0 for d in values), orders=orders)


def rest(drivers: tuple[Driver, ...], found: Outstanding) -> tuple[Rate, Rate]:
    """All other values together, before and during."""
    others = [d for d in drivers if d not in found.values]
    first = drivers[0]
    return (
        Rate(
            numerator=sum(d.before.numerator for d in others),
            denominator=sum(d.before.denominator for d in others),
            window=first.before.window,
        ),
        Rate(
            numerator=sum(d.during.numerator for d in others),
            denominator=sum(d.during.denominator for d in others),
            window=first.during.window,
        ),
    )


def _stands_out(driver: Driver, late: int, of: int, looked_at: int) -> bool:
    mine, others = driver.during, of - driver.during.denominator
    if not mine.denominator or not others or driver.share is None:
        return False
    rest_late = late - mine.numerator
    if mine.numerator * others <= rest_late * mine.denominator:
        return False
    p = statistics.fisher(mine.numerator, mine.denominator, rest_late, others)
    return driver.p_value is not None and p * looked_at < SURE and driver.share - mine.denominator / of >= SLIGHT


def _against_rival(ground: Ground, column: str, found: Outstanding, verdict: Verdict) -> Verdict:
    """The verdict after the column was looked at without the one that may only travel along with it, and the other way."""
    rival = RIVALS.get(column)
    theirs = outstanding(tuple(d for d in ground.analysis.drivers if d.column == rival)) if rival else None
    if rival is None or theirs is None or not theirs.values:
        return verdict
    mine, other = _rows(ground, column, found), _rows(ground, rival, theirs)
    alone, rival_alone = ground.rates(mine & ~other), ground.rates(other & ~mine)
    us, them = _names(found), _names(theirs)
    if min(alone[0].denominator, alone[1].denominator) < FEW:
        said = f"Nearly all orders of {us} went with {them}: these orders cannot tell the two apart."
        return replace(verdict, evidence_against=(*verdict.evidence_against, said))
    said = told(f"{us} without {them}", *alone)
    if rose(*alone):
        return replace(verdict, evidence_for=(*verdict.evidence_for, said))
    if not rose(*rival_alone):
        both = f"Only {us} and {them} together were late: neither alone explains it."
        return replace(verdict, evidence_against=(*verdict.evidence_against, said, both))
    against = (*verdict.evidence_against, said, told(f"{them} without {us}", *rival_alone))
    return replace(verdict, verdict="unclear", evidence_against=against, strength=verdict.strength / 2)


def _rows(ground: Ground, column: str, found: Outstanding) -> Mask:
    return ground.orders[column].isin([d.value for d in found.values]).to_numpy(dtype=bool)


def _names(found: Outstanding) -> str:
    return " and ".join(d.value for d in found.values[:SHOWN])


def _called(driver: Driver) -> str:
    name = {"weekday": "orders of a", "hour": "orders of", "sku": "SKU"}.get(driver.column, driver.column)
    return f"{name} {driver.value}"


def _part(driver: Driver, late: int, of: int) -> str:
    mine = driver.during
    return (
        f"{mine.numerator:,} of {late:,} late orders ({figures.share(mine.numerator / late if late else None)})"
        f" with {mine.denominator:,} of {of:,} orders ({figures.share(mine.denominator / of if of else None)})"
    )


def _opened(words: str) -> str:
    """With a capital, to begin a sentence."""
    return words[0].upper() + words[1:]

"""Whether the rise of bad orders sits in a few values of one column: one warehouse, one carrier, some hours.

A value stands out if its share during the violation differs from all other values' by more than chance gives (Fisher, times
the number of values looked at) and its part of the rise exceeds its part of the orders. Where a warehouse, a carrier or a
SKU stand out beside one another, each is looked at without the other: the one that did not rise alone only travelled along.
"""

from dataclasses import dataclass, replace

from kit.causes.ground import ENOUGH, FEW, NOT_STATED, SURE, Ground, Mask, Verdict, rose
from kit.causes.group import CLEAR, SLIGHT, Group, Rival, against_rivals, group_of, part
from kit.model import Driver, Rate

SHOWN = 3
PLURAL = {"warehouse": "warehouses", "carrier": "carriers", "sku": "SKUs", "weekday": "weekdays", "hour": "hours"}
SINGULAR = {
    "warehouse": "warehouse",
    "carrier": "carrier",
    "sku": "SKU",
    "weekday": "weekday of the order",
    "hour": "hour of the order",
}
RIVALS = {"warehouse": ("carrier", "sku"), "carrier": ("warehouse", "sku"), "sku": ("warehouse", "carrier")}
SEVERAL = "Orders of several packages"
PLACES = ("warehouse", "carrier", "sku")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a column against all its other values."""

    name: str
    group: Group
    p_value: float  # of the difference during, times the values looked at
    comparable: bool  # enough orders before and during

    @property
    def stands_out(self) -> bool:
        """Worse than the others by more than chance, and more of the rise than of the orders."""
        sure = self.comparable and self.group.worse and self.p_value < SURE
        return sure and self.group.rise - self.group.orders >= SLIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """All values of a column, and which of them stand out."""

    name: str
    values: tuple[Value, ...]  # the largest part of the rise first
    together: Group  # the orders of those that stand out, each once, and all others

    @property
    def outstanding(self) -> tuple[Value, ...]:
        """Those that stand out."""
        return tuple(v for v in self.values if v.stands_out)

    @property
    def lift(self) -> float:
        """How far they explain more of the rise than their part of the orders."""
        return self.together.rise - self.together.orders

    @property
    def orders(self) -> float:
        """Their part of all orders during."""
        return self.together.orders


def concentrated(ground: Ground, name: str) -> Verdict | str:
    """Whether the rise sits in some values of this column."""
    column = column_of(ground, name)
    if len(column.values) < 2:
        return f"the data name fewer than two {PLURAL[name]}"
    found = column.outstanding
    if not found:
        return _none_stands_out(ground, column)
    evidence = [f"{_opened(_called(name, v))}: {part(ground, v.group)}." for v in found[:SHOWN]]
    evidence += [ground.told(_opened(_called(name, v)), *v.group.inside) for v in found[:SHOWN]]
    others = column.together.outside
    rest = f"Orders without {'it' if len(found) == 1 else 'them'}" if name == "sku" else f"All other {PLURAL[name]} together"
    said = (ground.told(rest, *others),)
    strength = column.lift / (1 - column.orders) if column.orders < 1 else 0.0
    p = min(v.p_value for v in found)
    if column.lift < CLEAR:
        little = "Together they explain little more of the rise than their part of the orders."
        return Verdict(
            verdict="unclear", evidence_for=tuple(evidence), evidence_against=(little, *said), strength=strength, p_value=p
        )
    verdict = Verdict(verdict="supported", evidence_for=tuple(evidence), evidence_against=said, strength=strength, p_value=p)
    if not rose(*others):
        verdict = replace(verdict, evidence_for=(*evidence, *said), evidence_against=())
    us = " and ".join(v.name for v in found[:SHOWN])
    beside = rivals(ground, RIVALS.get(name, ()))
    if name == "sku" and (several := ground.several_packages) is not None and several.any():
        beside += (Rival(name=SEVERAL, rows=several),)  # such orders are among those of each of their SKUs
    return against_rivals(ground, us, standing_out(ground, column), verdict, beside)


def column_of(ground: Ground, name: str) -> Column:
    """A column as the analysis split it; each value's orders against all others that the metric counts."""
    drivers = tuple(d for d in ground.analysis.drivers if d.column == name and not _is_unsent(d))
    looked_at = max(len(drivers), _values_of(ground, name))
    pairs = [(d.before, d.during) for d in drivers]
    whole, values = ground.rates(), []
    for driver, inside in zip(drivers, pairs, strict=True):
        group = Group(inside=inside, outside=(_less(whole[0], inside[0]), _less(whole[1], inside[1])))
        values.append(
            Value(
                name=driver.value,
                group=group,
                p_value=min(1.0, group.p * looked_at),
                comparable=driver.p_value is not None and min(rate.denominator for rate in inside) >= ENOUGH,
            )
        )
    ranked = tuple(sorted(values, key=lambda v: (-v.group.rise, v.name)))
    there = rows(ground, name, tuple(v.name for v in ranked if v.stands_out))
    return Column(name=name, values=ranked, together=group_of(ground, there))


def rivals(ground: Ground, names: tuple[str, ...]) -> tuple[Rival, ...]:
    """The orders of the values that stand out in those columns, a column at a time."""
    columns = [column_of(ground, name) for name in names]
    return tuple(
        Rival(name=" and ".join(v.name for v in column.outstanding[:SHOWN]), rows=standing_out(ground, column))
        for column in columns
        if column.outstanding
    )


def places(ground: Ground) -> tuple[Rival, ...]:
    """The warehouses, carriers and SKUs that stand out."""
    return rivals(ground, PLACES)


def standing_out(ground: Ground, column: Column) -> Mask:
    """The orders of the values that stand out."""
    return rows(ground, column.name, tuple(v.name for v in column.outstanding))


def rows(ground: Ground, column: str, names: tuple[str, ...]) -> Mask:
    """The orders of these values."""
    if column == "sku":
        lines = ground.data.lines
        there = ground.rows_of(lines["order_id"][lines["seller_sku"].fillna(lines["sku_id"]).isin(names)])
        return there | ~ground.rows_of(lines["order_id"][lines["sku_id"].notna()]) if NOT_STATED in names else there
    if column == "weekday":
        return ground.created.dt.day_name().isin(names).to_numpy(dtype=bool)
    if column == "hour":
        hours = [int(name[:2]) for name in names]
        return ground.created.dt.hour.isin(hours).to_numpy(dtype=bool)
    return ground.orders[column].fillna(NOT_STATED).isin(names).to_numpy(dtype=bool)


def _none_stands_out(ground: Ground, column: Column) -> Verdict:
    first = column.values[0]
    bad = ground.rates()[1].numerator
    none = f"No {SINGULAR[column.name]} stands out. The first, {_called(column.name, first)}: {part(ground, first.group)}."
    new = [v for v in column.values if not v.comparable and v.group.worse and v.p_value < SURE]
    if new:
        said = (
            f"{_opened(_called(column.name, v))} had {v.group.inside[0].denominator:,} orders before: too few to compare."
            for v in new[:SHOWN]
        )
        return Verdict(verdict="unclear", evidence_against=(none, *said))
    if bad < FEW:
        small = f"With {ground.number(bad)} only a large difference would show."
        return Verdict(verdict="unclear", evidence_against=(none, small))
    return Verdict(verdict="denied", evidence_against=(none,))


def _is_unsent(driver: Driver) -> bool:
    """Orders without a carrier: none is stated until a parcel is sent, so a blank follows from being late or cancelled."""
    return driver.column == "carrier" and driver.value == NOT_STATED


def _values_of(ground: Ground, name: str) -> int:
    """How many values the whole column has: the analysis shows only the first."""
    if name == "sku":
        return int(ground.data.lines["sku_id"].nunique())
    return int(ground.orders[name].nunique()) if name in ground.orders else 0


def _less(whole: Rate, mine: Rate) -> Rate:
    return Rate(numerator=whole.numerator - mine.numerator, denominator=whole.denominator - mine.denominator, window=mine.window)


def _called(column: str, value: Value) -> str:
    name = {"weekday": "orders of a", "hour": "orders of", "sku": "SKU"}.get(column, column)
    return f"{name} {value.name}"


def _opened(words: str) -> str:
    """With a capital, to begin a sentence."""
    return words[0].upper() + words[1:]

"""Whether the rise sits in one group of orders that was fixed by something else than being bad.

The group stands out if its share during the violation is above that of all other orders by more than chance gives (Fisher)
and its part of the rise exceeds its part of the orders. Parts of the rise follow Kitagawa, as in `kit.metrics.drivers`. A
group that rose only together with a warehouse, a carrier or a SKU is said to travel along with it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from kit.causes.ground import ENOUGH, FEW, SURE, Ground, Mask, Verdict, chance, rose
from kit.model import Rate
from kit.tools import figures

CLEAR, SLIGHT = 0.25, 0.05  # by how much the part of the rise exceeds the part of the orders
NEARLY_ALL = 0.8  # of the orders: what holds for so many cannot be told from anything else that changed
OTHERS = "All other orders"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some orders and all others, before and during."""

    inside: tuple[Rate, Rate]
    outside: tuple[Rate, Rate]

    @property
    def orders(self) -> float:
        """Its part of the orders during."""
        mine, theirs = self.inside[1].denominator, self.outside[1].denominator
        return mine / (mine + theirs) if mine + theirs else 0.0

    @property
    def rise(self) -> float:
        """Its part of the whole rise: by its own rate and by its size."""
        (mine0, mine1), (theirs0, theirs1) = self.inside, self.outside
        of0, of1 = mine0.denominator + theirs0.denominator, mine1.denominator + theirs1.denominator
        if not of0 or not of1:
            return 0.0
        all0, all1 = (mine0.numerator + theirs0.numerator) / of0, (mine1.numerator + theirs1.numerator) / of1
        w0, w1 = mine0.denominator / of0, mine1.denominator / of1
        p0 = all0 if mine0.value is None else mine0.value
        p1 = p0 if mine1.value is None else mine1.value
        part = (p1 - p0) * (w0 + w1) / 2 + (w1 - w0) * ((p0 + p1) / 2 - (all0 + all1) / 2)
        return part / (all1 - all0) if all1 > all0 else 0.0

    @property
    def worse(self) -> bool:
        """Whether its share during is above that of the others."""
        mine, theirs = self.inside[1], self.outside[1]
        return bool(
            mine.denominator and theirs.denominator and mine.numerator * theirs.denominator > theirs.numerator * mine.denominator
        )

    @property
    def p(self) -> float:
        """The chance of such a difference from the others during."""
        return chance(self.inside[1], self.outside[1])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rival:
    """Orders that stand out for another reason, which the group may only travel along with."""

    name: str
    rows: Mask


def group_of(ground: Ground, where: Mask) -> Group:
    """Those orders and all others."""
    return Group(inside=ground.rates(where), outside=ground.rates(~where))


def standing(
    ground: Ground,
    where: Mask,
    what: str,
    *,
    others: str = OTHERS,
    looked_at: int = 1,
    found: tuple[str, ...] = (),
    rivals: Callable[[], tuple[Rival, ...]] = tuple,
) -> Verdict:
    """Whether the rise sits in those orders. `found` are facts that hold in any case; `looked_at` groups were compared."""
    group = group_of(ground, where)
    total = group.inside[1].numerator + group.outside[1].numerator
    p, lift = min(1.0, group.p * looked_at), group.rise - group.orders
    said = (*found, f"{what}: {part(ground, group)}.", ground.told(what, *group.inside))
    rest = ground.told(others, *group.outside)
    if group.inside[1].denominator < ENOUGH:
        few = f"With {group.inside[1].denominator:,} such orders during the violation nothing can be said."
        return Verdict(verdict="unclear", evidence_against=(*found, few))
    if group.orders > NEARLY_ALL:
        most = f"They are {figures.share(group.orders)} of all orders: this cannot be told from anything else that changed."
        return Verdict(verdict="unclear", evidence_for=said, evidence_against=(most, rest))
    if not group.worse or p >= SURE or lift < SLIGHT:
        if total < FEW:
            small = f"With {ground.number(total)} only a large difference would show."
            return Verdict(verdict="unclear", evidence_against=(*said, rest, small), p_value=p)
        return Verdict(verdict="denied", evidence_against=(*said, rest), p_value=p)
    strength = lift / (1 - group.orders)
    if lift < CLEAR:
        little = "They explain little more of the rise than their part of the orders."
        return Verdict(verdict="unclear", evidence_for=said, evidence_against=(little, rest), strength=strength, p_value=p)
    stays = rose(*group.outside)
    verdict = Verdict(
        verdict="supported",
        evidence_for=said if stays else (*said, rest),
        evidence_against=(rest,) if stays else (),
        strength=strength,
        p_value=p,
    )
    return against_rivals(ground, what, where, verdict, rivals())


def against_rivals(ground: Ground, us: str, mine: Mask, verdict: Verdict, rivals: tuple[Rival, ...]) -> Verdict:
    """The verdict after the orders were looked at without each rival, and the rival without them."""
    for rival in rivals:
        if verdict.verdict == "supported":
            verdict = _against(ground, us, mine, verdict, rival)
    return verdict


def _against(ground: Ground, us: str, mine: Mask, verdict: Verdict, rival: Rival) -> Verdict:
    them, theirs, among = rival.name, rival.rows, _within(us)
    alone, rival_alone = ground.rates(mine & ~theirs), ground.rates(theirs & ~mine)
    if min(alone[0].denominator, alone[1].denominator) < FEW:
        said = f"Nearly all {_orders(us)} went with {them}: these orders cannot tell the two apart."
        if rose(*rival_alone):
            said = f"{said} {ground.told(f'{them} without {among}', *rival_alone)}"
        return replace(verdict, evidence_against=(*verdict.evidence_against, said))
    said = ground.told(f"{us} without {them}", *alone)
    if rose(*alone):
        return replace(verdict, evidence_for=(*verdict.evidence_for, said))
    enough = min(rate.denominator for rate in rival_alone) >= FEW
    if enough and not rose(*rival_alone):
        both = f"Only {among} and {them} together were {ground.called}: neither alone explains it."
        return replace(verdict, evidence_against=(*verdict.evidence_against, said, both))
    narrower = f"Nearly all {_orders(them)} are among the {_orders(us)}: the narrower of the two explains the rise."
    theirs_said = ground.told(f"{them} without {among}", *rival_alone) if enough else narrower
    against = (*verdict.evidence_against, said, theirs_said)
    return replace(verdict, verdict="unclear", evidence_against=against, strength=verdict.strength / 2)


def _within(name: str) -> str:
    """The name of a group as it stands inside a sentence; that of a place keeps its capital."""
    return f"o{name[1:]}" if name.startswith("Orders ") else name


def _orders(name: str) -> str:
    """The orders of a group, whether its name says so or is that of a place."""
    inside = _within(name)
    return inside if inside != name else f"orders of {name}"


def part(ground: Ground, group: Group) -> str:
    """A group's part of the bad orders beside its part of all orders, during."""
    mine, theirs = group.inside[1], group.outside[1]
    bad, of = mine.numerator + theirs.numerator, mine.denominator + theirs.denominator
    return (
        f"{mine.numerator:,} of {ground.number(bad)} ({figures.share(mine.numerator / bad if bad else None)})"
        f" with {mine.denominator:,} of {of:,} orders ({figures.share(mine.denominator / of if of else None)})"
    )

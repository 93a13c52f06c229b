"""Whether the bad orders are of one make: late at one step, cancelled for one reason, returned for one.

The make is said of the bad orders alone, so it is held against the rise: how much of it came from bad orders of that make.
"""

from kit.causes.ground import ENOUGH, FEW, SURE, Ground, Mask, Verdict, chance, rose
from kit.tools import figures, statistics

MOST, SOME = 0.5, 0.2  # of the bad orders and of the rise: more than half supports, at most a fifth denies


def of_one_make(
    ground: Ground, here: Mask, *, how: str, named: str, more: tuple[str, ...] = (), against: tuple[str, ...] = ()
) -> Verdict:
    """Whether most bad orders, and most of the rise, are those `here`. `how` says what they have in common."""
    all_before, all_during = ground.rates()
    before, during = ground.rates(bad=ground.bad & here)
    total, found = all_during.numerator, during.numerator
    share, p = found / total if total else 0.0, chance(during, before)
    part = _part_of_rise((all_before.value, all_during.value), (before.value, during.value))
    first = f"Of {ground.number(total)} during the violation, {found:,} ({figures.share(share)}): {how}."
    second = f"{named}: {figures.counts(before)} ({figures.share(before.value)}) before, "
    second += f"{figures.counts(during)} ({figures.share(during.value)}) during."
    strength = min(share, max(0.0, part))
    is_most = bool(total) and statistics.wilson(found, total)[0] > MOST  # not merely half by chance
    if is_most and part >= MOST and found >= ENOUGH and p < SURE and rose(before, during):
        return Verdict(
            verdict="supported",
            evidence_for=(first, second, *more),
            evidence_against=against,
            strength=strength,
            p_value=p,
        )
    if min(share, part) <= SOME and total >= FEW:
        return Verdict(verdict="denied", evidence_against=(first, second, *more, *against), strength=strength, p_value=p)
    return Verdict(
        verdict="unclear", evidence_for=(first,), evidence_against=(second, *more, *against), strength=strength, p_value=p
    )


def _part_of_rise(whole: tuple[float | None, float | None], of_it: tuple[float | None, float | None]) -> float:
    (all0, all1), (one0, one1) = whole, of_it
    if all0 is None or all1 is None or one0 is None or one1 is None or all1 <= all0:
        return 0.0
    return (one1 - one0) / (all1 - all0)

"""Damaged in transit: the returns say damaged, and more so with one carrier."""

from dataclasses import replace

from kit.causes.ground import ENOUGH, SURE, Ground, Verdict, chance
from kit.causes.reasons import given, reasons
from kit.tools import figures


def test(ground: Ground) -> Verdict | str:
    """Whether most of the rise came from goods returned as damaged, and whether one carrier has more of them than the others."""
    verdict = given(ground, "damaged", "the reason given is that the goods or their packing were damaged", of="returned")
    if isinstance(verdict, str) or verdict.verdict != "supported":
        return verdict
    found = _carrier(ground)
    if found is None:
        unclear = "No carrier has clearly more of them than the others: this fits the packing or the goods as well as the way."
        return replace(
            verdict, verdict="unclear", evidence_against=(*verdict.evidence_against, unclear), strength=verdict.strength / 2
        )
    said, p = found
    return replace(verdict, evidence_for=(*verdict.evidence_for, said), p_value=max(p, verdict.p_value or 0.0))


def _carrier(ground: Ground) -> tuple[str, float] | None:
    """The carrier whose orders were returned as damaged more often than all others', by more than chance."""
    stated, found = ground.column("carrier"), reasons(ground)
    if stated is None or isinstance(found, str):
        return None
    damaged = ground.bad & found.rows(ground, "damaged")
    names = stated[ground.counted & ground.during].dropna().unique()
    best: tuple[float, str, str] | None = None
    for name in names:
        its = (stated == name).fillna(False).to_numpy(dtype=bool)
        mine, others = ground.rates(its, bad=damaged)[1], ground.rates(~its, bad=damaged)[1]
        p = chance(mine, others) * len(names)
        if mine.denominator >= ENOUGH and (mine.value or 0.0) > (others.value or 0.0) and p < min(SURE, best[0] if best else 1.0):
            said = f"With {name} {mine.numerator:,} of {mine.denominator:,} orders were returned as damaged"
            best = (p, said, f", with all others {figures.counts(others)}.")
    return (best[1] + best[2], best[0]) if best else None

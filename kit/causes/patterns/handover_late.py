"""The parcel was handed over late: Ready to Ship to hand-over."""

from dataclasses import replace

from kit.causes.ground import Ground, Verdict
from kit.causes.steps import IDLE, idle, lost_at, one_time, step_late


def test(ground: Ground) -> Verdict | str:
    """Whether most late orders lost their time at this step, by hours or a day and not by standing still."""
    verdict = step_late(ground, "handover")
    if isinstance(verdict, str) or verdict.verdict != "supported":
        return verdict
    if same := one_time(ground):
        verdict = replace(verdict, evidence_against=(*verdict.evidence_against, f"{same[0].upper()}{same[1:]}."))
    lost = lost_at(ground, "handover") & ground.bad & ground.during
    still = int((lost & idle(ground)).sum())
    if still <= lost.sum() / 2:
        return verdict
    said = (
        f"{still:,} of these {int(lost.sum()):,} had not moved {IDLE} working days after the label: that is no late collection."
    )
    return replace(verdict, verdict="unclear", evidence_against=(*verdict.evidence_against, said), strength=verdict.strength / 2)

"""Known root causes held against the data: what speaks for each, what against, and which could not be tested."""

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.model import Analysis, Case, CauseFinding, CausePattern, Family, Orders, Policy

if TYPE_CHECKING:
    from kit.causes.ground import Ground, Verdict
    from kit.causes.patterns import Test

_ORDER = ("supported", "unclear", "denied", "not run")


def tested(case: Case, orders: Orders | None, analysis: Analysis, policy: Policy, family: Family) -> tuple[CauseFinding, ...]:
    """Every pattern of the family: the supported first, the stronger first; those not run last, each with the reason."""
    from kit.causes.ground import ground
    from kit.causes.patterns import tests

    known = tests()
    place = "there are no order files in orders/" if orders is None else ground(case, orders, analysis, policy)
    answers = _corrected([_answer(pattern, place, known) for pattern in family.patterns])
    found = [_finding(pattern, answer) for pattern, answer in zip(family.patterns, answers, strict=True)]
    return tuple(sorted(found, key=lambda f: (_ORDER.index(f.verdict), -f.strength)))


def _corrected(answers: "list[Verdict | str]") -> "list[Verdict | str]":
    """The verdicts after Holm over all that were tested together: what chance may give among so many is not supported."""
    from kit.causes.ground import SURE, Verdict
    from kit.tools import statistics

    tested = [n for n, answer in enumerate(answers) if isinstance(answer, Verdict) and answer.p_value is not None]
    adjusted = statistics.holm(p for n in tested if (p := getattr(answers[n], "p_value", None)) is not None)
    corrected = list(answers)
    for n, p in zip(tested, adjusted, strict=True):
        verdict = answers[n]
        if isinstance(verdict, Verdict) and verdict.verdict == "supported" and p >= SURE:
            said = f"{len(tested)} patterns were tested together: among so many, chance alone may give a difference like this."
            corrected[n] = replace(
                verdict, verdict="unclear", evidence_against=(*verdict.evidence_against, said), strength=verdict.strength / 2
            )
    return corrected


def _finding(pattern: CausePattern, answer: "Verdict | str") -> CauseFinding:
    if isinstance(answer, str):
        return CauseFinding(pattern=pattern.id, name=pattern.name.en, verdict="not run", why_not_run=answer)
    return answer.of(pattern)


def _answer(pattern: CausePattern, place: "Ground | str", known: "dict[str, Test]") -> "Verdict | str":
    """The verdict, or why there is none."""
    if not pattern.test:
        return pattern.why_not or "no test of it can be run on order data"
    if isinstance(place, str):
        return place
    test = known.get(pattern.test)
    return test(place) if test else f"the kit has no test named {pattern.test}"


__all__ = ["tested"]

"""Known root causes held against the data: what speaks for each, what against, and which could not be tested."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.model import Analysis, Audit, Case, CauseFinding, CausePattern, Family, Orders, Policy

if TYPE_CHECKING:
    from kit.causes.ground import Ground, Verdict
    from kit.causes.patterns import Known

_ORDER = ("supported", "unclear", "denied", "not run")


def tested(
    case: Case,
    orders: Orders | None,
    analysis: Analysis,
    policy: Policy,
    family: Family,
    *,
    audits: Iterable[Audit] = (),  # noqa: PT028 - no test, although its name begins like one
) -> tuple[CauseFinding, ...]:
    """Every pattern of the family: the supported first, the stronger first; those not run last, each with the reason.

    A pattern is tested on the orders, or on what an audit found in other records, as its test says.
    """
    from kit.causes.ground import ground
    from kit.causes.patterns import known

    place = "there are no order files in orders/" if orders is None else ground(case, orders, analysis, policy)
    stand = _Stand(case=case, place=place, audits={audit.id: audit for audit in audits}, known=known())
    answers = _corrected([_answer(pattern, stand) for pattern in family.patterns])
    found = [_finding(pattern, answer) for pattern, answer in zip(family.patterns, answers, strict=True)]
    return tuple(sorted(found, key=lambda f: (_ORDER.index(f.verdict), -f.strength)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stand:
    """What the tests of a case stand on."""

    case: Case
    place: "Ground | str"  # or why there is none
    audits: dict[str, Audit]
    known: "Known"


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
    from kit.causes.ground import NoRise

    if isinstance(answer, str):
        return CauseFinding(
            pattern=pattern.id,
            name=pattern.name.en,
            verdict="not run",
            why_not_run=str(answer),
            is_without_rise=isinstance(answer, NoRise),
        )
    return answer.of(pattern)


def _answer(pattern: CausePattern, stand: _Stand) -> "Verdict | str":
    """The verdict, or why there is none."""
    if not pattern.test:
        return pattern.why_not or "no test of it can be run on order data"
    if by_records := stand.known.of_records.get(pattern.test):
        return by_records(stand.case, stand.audits)
    if isinstance(stand.place, str):
        return stand.place
    test = stand.known.of_orders.get(pattern.test)
    return test(stand.place) if test else f"the kit has no test named {pattern.test}"


__all__ = ["tested"]

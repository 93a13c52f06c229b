"""What a reviewer of this family asks for, held against what the client has sent."""

from dataclasses import dataclass
from typing import Literal

from kit.model import Case, EvidenceAsk, EvidenceItem, Family, Finding

State = Literal["missing", "applying", "received", "problem"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing asked for, the items that answer it, and how it stands."""

    ask: EvidenceAsk
    items: tuple[EvidenceItem, ...]
    state: State
    findings: tuple[Finding, ...]

    @property
    def is_open(self) -> bool:
        """Whether someone still has to send or mend something."""
        return self.state != "received"


def checklist(case: Case, family: Family, findings: tuple[Finding, ...]) -> tuple[Ask, ...]:
    """Each ask of the family that holds for this site and stance: required ones first, open ones first."""
    asks = [_ask(ask, case, findings) for ask in family.evidence if _holds(ask, case)]
    return tuple(sorted(asks, key=lambda a: (a.ask.need != "required", not a.is_open)))


def _holds(ask: EvidenceAsk, case: Case) -> bool:
    return ask.stance in {None, case.stance} and (not ask.sites or case.violation.site in ask.sites)


def _ask(ask: EvidenceAsk, case: Case, findings: tuple[Finding, ...]) -> Ask:
    items = tuple(e for e in case.evidence if e.kind in ask.kinds)
    about = tuple(f for f in findings if any(f.where.startswith(f"evidence.{e.id}") for e in items))
    return Ask(ask=ask, items=items, state=_state(items, about), findings=about)


def _state(items: tuple[EvidenceItem, ...], findings: tuple[Finding, ...]) -> State:
    if not any(e.status == "have" for e in items):
        return "applying" if any(e.status == "applying" for e in items) else "missing"
    return "problem" if any(f.severity == "error" for f in findings) else "received"

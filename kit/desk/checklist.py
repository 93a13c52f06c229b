"""What a reviewer of this family asks for, held against what the client has sent."""

from dataclasses import dataclass
from typing import Literal

from kit.model import Case, EvidenceAsk, EvidenceItem, Family, Finding

State = Literal["missing", "applying", "received", "problem"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing asked for, the items that answer it, and how it stands."""

    ask: EvidenceAsk
    is_required: bool
    items: tuple[EvidenceItem, ...]
    state: State
    findings: tuple[Finding, ...]

    @property
    def need(self) -> Literal["required", "helpful"]:
        """How much this case needs it."""
        return "required" if self.is_required else "helpful"

    @property
    def is_open(self) -> bool:
        """Whether someone still has to send or mend something."""
        return self.state != "received"


def checklist(case: Case, family: Family, findings: tuple[Finding, ...]) -> tuple[Ask, ...]:
    """Each ask of the family that holds for this site and stance: required ones first, open ones first."""
    asks = [_ask(ask, case, findings) for ask in family.evidence if _holds(ask, case)]
    return tuple(sorted(asks, key=lambda a: (not a.is_required, not a.is_open)))


def _holds(ask: EvidenceAsk, case: Case) -> bool:
    return ask.holds(case.violation.site, case.stance, is_repeat=bool(case.violation.repeats))


def _ask(ask: EvidenceAsk, case: Case, findings: tuple[Finding, ...]) -> Ask:
    items = tuple(e for e in case.evidence if e.kind in ask.kinds)
    about = tuple(f for f in findings if any(f.where.startswith(f"evidence.{e.id}") for e in items))
    is_required = ask.is_required(is_repeat=bool(case.violation.repeats))
    return Ask(ask=ask, is_required=is_required, items=items, state=_state(items, about), findings=about)


def _state(items: tuple[EvidenceItem, ...], findings: tuple[Finding, ...]) -> State:
    if not any(e.status == "have" for e in items):
        return "applying" if any(e.status == "applying" for e in items) else "missing"
    return "problem" if any(f.severity == "error" for f in findings) else "received"

"""How an attempt stands after its build, read from the ledger."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from kit.ledger import Entry, Ledger
from kit.model import Case

State = Literal["submitting", "not_sent", "submitted", "in_review", "approved", "rejected", "closed"]
STATES: tuple[State, ...] = get_args(State)
ENDED: frozenset[str] = frozenset({"approved", "rejected", "closed"})
_APART = timedelta(minutes=5)  # by which clocks may differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The newest step of one attempt. `sent`: what was noted when it was sent, with its proof.

    `is_answered`: a message of the platform came after it was sent.
    """

    state: State
    entry: Entry
    sent: Entry | None
    is_answered: bool = False

    def time_problem(self, option: str, at: datetime, now: datetime) -> str:
        """What is wrong with the time that somebody states of a step after the upload; empty where nothing is."""
        if is_to_come(at, now):
            return f"{option} {at.isoformat()} has not come yet"
        if self.sent and at < (sent := datetime.fromisoformat(self.sent.body["sent"])):
            return f"{option} {at.isoformat()} lies before it was sent, {sent.isoformat()}"
        return ""


def key_of(case: Case) -> str:
    """What the ledger calls this attempt: the Violation ID and its number."""
    return attempt_key(case.violation.id, case.attempt)


def attempt_key(violation: str, attempt: int) -> str:
    """The same of a case of which no more is known."""
    return f"{violation}/{attempt}"


def is_to_come(at: datetime, now: datetime) -> bool:
    """Whether a moment that somebody states has not come yet."""
    return at > now + _APART


def standing(ledger: Ledger, key: str) -> Standing | None:
    """How the attempt stands after its build; None where nothing was done yet."""
    entries = ledger.entries(key=key)
    steps = [e for e in entries if e.kind in {"submission", "outcome"}]
    if not steps:
        return None
    sent = next((e for e in reversed(steps) if e.body["state"] == "submitted"), None)
    answers = [datetime.fromisoformat(e.body["at"]) for e in entries if e.kind == "message" and e.body["answers"]]
    is_answered = sent is not None and any(at >= datetime.fromisoformat(sent.body["sent"]) for at in answers)
    return Standing(state=steps[-1].body["state"], entry=steps[-1], sent=sent, is_answered=is_answered)

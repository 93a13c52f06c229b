"""What is due when in one case: the answer, the review, the support ticket, the second appeal; each by a fact with its grade.

Hours are counted on UTC instants, days on the site's wall clock, business days by its holidays.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from kit.desk.steps import Standing
from kit.model import Case, Fact, Policy, Seller
from kit.tools import calendar

What = Literal["answer", "pending_review", "second_appeal", "support_ticket", "review_from", "review_by", "watch_until"]
OURS: frozenset[What] = frozenset({"answer", "pending_review", "second_appeal", "support_ticket"})
"""What somebody has to do; the others are waited for."""
CLIENT_ZONE = "Asia/Shanghai"  # where client.yaml names none


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something that is due at a moment (UTC), and by which fact; `fact` None: the notice itself says so."""

    what: What
    at: datetime
    fact: Fact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """One moment as the site, the client and we read it."""

    site: datetime
    client: datetime
    own: datetime


def dues(case: Case, policy: Policy | None, found: Standing | None) -> tuple[Due, ...]:
    """What is due in that state, earliest first. Without a policy only what the notice says."""
    if found is None or found.state in {"submitting", "not_sent"}:
        due = _answer(case, policy)
    elif policy is None:
        due = iter(())
    elif found.state in {"submitted", "in_review"}:
        due = _waiting(policy, found)
    else:
        due = _after(case, policy, found)
    return tuple(sorted(due, key=lambda d: d.at))


def of_notice(deadline: datetime | None, found: Standing | None) -> tuple[Due, ...]:
    """The same of a case of which only the notice's deadline can be read: that, until the appeal is sent."""
    is_open = found is None or found.state in {"submitting", "not_sent"}
    return (Due(what="answer", at=deadline.astimezone(UTC)),) if deadline and is_open else ()


def burning(found: tuple[Due, ...]) -> Due | None:
    """What has to be done first; else what is waited for."""
    return next((d for d in found if d.what in OURS), found[0] if found else None)


def clocks(at: datetime, policy: Policy, seller: Seller, own: ZoneInfo | None = None) -> Clocks:
    """The moment on the three clocks; `own` None: this machine's zone."""
    return Clocks(
        site=at.astimezone(policy.zone), client=at.astimezone(ZoneInfo(seller.zone or CLIENT_ZONE)), own=at.astimezone(own)
    )


def _answer(case: Case, policy: Policy | None) -> Iterator[Due]:
    """Until when the appeal must lie there: as the notice says, else by the shortest window that is known."""
    violation, is_past = case.violation, False
    if policy and case.attempt > 1 and case.history:  # the notice's deadline was the first appeal's, unless it was written anew
        rejected = max(appeal.answered(policy.zone) for appeal in case.history)
        if second := tuple(_one("second_appeal", rejected, "appeal.second_window_days", policy)):
            yield from second
            return
        is_past = violation.deadline is not None and violation.deadline <= rejected
    if violation.deadline and not is_past:
        yield Due(what="answer", at=violation.deadline.astimezone(UTC))
    elif policy and case.attempt == 1:
        windows = [_after_fact(violation.received, name, policy) for name in ("appeal.window_hours", "appeal.window_days")]
        if known := [(at, fact) for found in windows if found for at, fact in (found,)]:
            at, fact = min(known, key=lambda pair: pair[0])
            yield Due(what="answer", at=at, fact=fact)
    if policy and violation.ticket == "pending":
        yield from _one("pending_review", violation.received, "points.observation_hours", policy)


def _waiting(policy: Policy, found: Standing) -> Iterator[Due]:
    """After it was sent: when an answer may come, when it is late, and when a ticket is due because nothing was heard."""
    if found.sent is None:
        return
    sent = datetime.fromisoformat(found.sent.body["sent"])
    if found.state == "submitted" and not found.is_answered:
        yield from _one("support_ticket", sent, "support.ticket_after_hours", policy)
    yield from _one("review_from", sent, "review.min_business_days", policy)
    longest = "review.max_business_days" if policy.get("review.max_business_days") else "review.business_days"
    yield from _one("review_by", sent, longest, policy)
    if found.state == "in_review" and not found.is_answered:  # whoever looks at it: an answer that does not come is asked for
        yield from _one("support_ticket", sent, longest, policy)


def _after(case: Case, policy: Policy, found: Standing) -> Iterator[Due]:
    """After the outcome: the window of a second appeal, or the days in which the same must not happen again."""
    at = datetime.fromisoformat(found.entry.body["on"])
    most = policy.get("appeal.max_attempts")
    if found.state == "rejected" and (most is None or not isinstance(most.value, int) or case.attempt < most.value):
        yield from _one("second_appeal", at, "appeal.second_window_days", policy)
    if found.state == "approved":
        yield from _one("watch_until", at, "watch.days", policy)


def _one(what: What, start: datetime, name: str, policy: Policy) -> Iterator[Due]:
    if found := _after_fact(start, name, policy):
        yield Due(what=what, at=found[0], fact=found[1])


def _after_fact(start: datetime, name: str, policy: Policy) -> tuple[datetime, Fact] | None:
    """The moment so long after `start` as the fact says (UTC); None where the packs do not know."""
    fact = policy.get(name)
    if fact is None or isinstance(fact.value, bool) or not isinstance(fact.value, (int, float)):
        return None
    match fact.unit:
        case "hours":
            return start.astimezone(UTC) + timedelta(hours=float(fact.value)), fact
        case "business_days":
            return calendar.add_business_days(start, int(fact.value), policy.site.calendar).astimezone(UTC), fact
        case "days" | "calendar_days":  # the same time on the site's wall clock, whatever the clocks did between
            return (start.astimezone(policy.zone) + timedelta(days=int(fact.value))).astimezone(UTC), fact
        case _:
            return None

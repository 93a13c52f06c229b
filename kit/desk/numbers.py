"""What a practice's ledger adds up to: approvals with their interval, how long things took, which evidence lacked. No forecast."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import quantiles
from typing import Literal

from kit.ledger import Entry, Ledger
from kit.tools.statistics import wilson

By = Literal["all", "family", "site", "attempt"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One appeal that was sent: of which violation, when, and what became of it (`outcome` None: nothing yet)."""

    violation: str
    attempt: int
    family: str
    site: str
    since: datetime | None  # the notice; of a second appeal the rejection before it
    at: datetime
    outcome: Literal["approved", "rejected", "closed"] | None
    ended: datetime | None
    asked: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Approvals:
    """How many of a kind were sent, decided and approved. `low`, `high`: the 95 % Wilson interval of the share; None without a decision."""

    by: By
    of: str
    sent: int
    decided: int
    approved: int
    low: float | None
    high: float | None

    @property
    def share(self) -> float | None:
        """Approved of decided: approved, rejected or closed."""
        return self.approved / self.decided if self.decided else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long a step took over all appeals: quartiles."""

    what: Literal["to_send", "to_send_again", "to_outcome"]
    count: int
    low: timedelta
    middle: timedelta
    high: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """A piece of evidence that the family asks for: in how many of the letters that needed it, it was not there."""

    family: str
    ask: str
    lacking: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """All of it."""

    sent: tuple[Sent, ...]
    approvals: tuple[Approvals, ...]
    times: tuple[Times, ...]
    lacks: tuple[Lack, ...]


def numbers(ledger: Ledger) -> Numbers:
    """What the whole ledger adds up to."""
    sent = tuple(_sent(ledger.entries()))
    return Numbers(sent=sent, approvals=tuple(_approvals(sent)), times=tuple(_times(sent)), lacks=tuple(_lacks(sent)))


def _sent(entries: Iterable[Entry]) -> Iterator[Sent]:
    """Each attempt that was sent, in the order of the first step."""
    violations: dict[str, Entry] = {}
    steps: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.kind == "violation":
            violations[entry.key] = entry
        elif entry.kind in {"submission", "outcome"}:
            steps.setdefault(entry.key, []).append(entry)
    for key, found in steps.items():
        if any(e.body["state"] == "submitted" for e in found):
            yield _one(key, found, violations, steps)


def _one(key: str, found: Sequence[Entry], violations: dict[str, Entry], steps: dict[str, list[Entry]]) -> Sent:
    violation, _, attempt = key.rpartition("/")
    stated = violations[violation].body if violation in violations else {}
    sent = next(e for e in reversed(found) if e.body["state"] == "submitted")
    begun = next((e for e in reversed(found) if e.body["state"] == "submitting"), None)
    ended = next((e for e in reversed(found) if e.kind == "outcome"), None)
    since = stated.get("received") if attempt == "1" else _rejected(steps.get(f"{violation}/{int(attempt) - 1}", ()))
    return Sent(
        violation=violation,
        attempt=int(attempt),
        family=stated.get("family", ""),
        site=stated.get("site", ""),
        since=datetime.fromisoformat(since) if since else None,
        at=datetime.fromisoformat(sent.body["sent"]),
        outcome=ended.body["state"] if ended else None,
        ended=datetime.fromisoformat(ended.body["on"]) if ended else None,
        asked=tuple(begun.body.get("asked", ())) if begun else (),
        lacking=tuple(begun.body.get("lacking", ())) if begun else (),
    )


def _rejected(before: Iterable[Entry]) -> str | None:
    return next((e.body["on"] for e in before if e.body["state"] == "rejected"), None)


def _approvals(sent: Sequence[Sent]) -> Iterator[Approvals]:
    """For all, then by family, site and attempt; within each the most decided first."""
    kinds: dict[By, Callable[[Sent], str]] = {
        "all": lambda _: "",
        "family": lambda s: s.family,
        "site": lambda s: s.site,
        "attempt": lambda s: str(s.attempt),
    }
    for by, of_which in kinds.items():
        groups: dict[str, list[Sent]] = {}
        for one in sent:
            groups.setdefault(of_which(one), []).append(one)
        made = [_approved(by, of, some) for of, some in groups.items()]
        yield from sorted(made, key=lambda a: (a.of if by == "attempt" else "", -a.decided, a.of))


def _approved(by: By, of: str, some: Sequence[Sent]) -> Approvals:
    decided, approved = sum(s.outcome is not None for s in some), sum(s.outcome == "approved" for s in some)
    low, high = wilson(approved, decided) if decided else (None, None)
    return Approvals(by=by, of=of, sent=len(some), decided=decided, approved=approved, low=low, high=high)


def _times(sent: Sequence[Sent]) -> Iterator[Times]:
    spans: dict[Literal["to_send", "to_send_again", "to_outcome"], list[timedelta]] = {
        "to_send": [s.at - s.since for s in sent if s.since and s.attempt == 1],
        "to_send_again": [s.at - s.since for s in sent if s.since and s.attempt > 1],
        "to_outcome": [s.ended - s.at for s in sent if s.ended],
    }
    for what, some in spans.items():
        if some:
            low, middle, high = _quartiles([t.total_seconds() for t in some])
            yield Times(what=what, count=len(some), low=low, middle=middle, high=high)


def _quartiles(seconds: list[float]) -> tuple[timedelta, timedelta, timedelta]:
    low, middle, high = quantiles(seconds, n=4, method="inclusive") if len(seconds) > 1 else seconds * 3
    return timedelta(seconds=low), timedelta(seconds=middle), timedelta(seconds=high)


def _lacks(sent: Sequence[Sent]) -> Iterator[Lack]:
    """The evidence that lacked in at least one letter, the most often first."""
    asked: dict[tuple[str, str], list[bool]] = {}
    for one in sent:
        for ask in one.asked:
            asked.setdefault((one.family, ask), []).append(ask in one.lacking)
    found = (Lack(family=f, ask=a, lacking=sum(some), asked=len(some)) for (f, a), some in asked.items() if any(some))
    yield from sorted(found, key=lambda x: (-x.lacking, -x.lacking / x.asked, x.family, x.ask))

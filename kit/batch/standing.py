"""How each case stands, without running anything: what its last build gave, and whether its files have changed since."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kit.batch import inputs, state
from kit.batch.jobs import Job
from kit.batch.outcome import Outcome
from kit.batch.result import reported
from kit.batch.summary import left
from kit.phrases import say
from kit.terminal import Terminal

_HEADS = ("deadline", "hours", "status", "case", "violation", "batch_why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A case as `poa status` tells it; `state` is ready, draft, refused, failed, changed, new or unreadable."""

    id: str
    path: str
    violation_id: str
    family: str
    site: str
    deadline: str | None
    state: str
    pdf: str | None
    errors: int
    warnings: int
    why: str


def standing(jobs: Sequence[Job]) -> tuple[Standing, ...]:
    """Each case, earliest deadline first."""
    if not state.ledger_path().is_file():
        return tuple(_standing(job, None) for job in jobs)
    with state.opened() as known:
        return tuple(_standing(job, known) for job in jobs)


def entries(found: Sequence[Standing]) -> dict[str, Any]:
    """As JSON has it."""
    return {"cases": [asdict(s) for s in found]}


def tell(terminal: Terminal, found: Sequence[Standing], *, now: datetime) -> None:
    """A line a case."""
    terminal.table(terminal.heads(*_HEADS), [tuple(_cells(s, terminal, now)) for s in found])


def _cells(s: Standing, terminal: Terminal, now: datetime) -> Iterator[str]:
    yield (s.deadline or "")[:16].replace("T", " ")
    yield left(s.deadline, now, terminal.lang)
    yield from (say(terminal.lang, f"state_{s.state}"), s.path, s.violation_id, s.why)


def _standing(job: Job, known: state.State | None) -> Standing:
    how, outcome = _how(job, known)
    case = job.case
    return Standing(
        id=case.id if case else job.folder.name,
        path=job.name,
        violation_id=case.violation.id if case else "",
        family=case.violation.family if case else "",
        site=case.violation.site if case else "",
        deadline=job.deadline.isoformat() if job.deadline else None,
        state=how,
        pdf=outcome.pdf if outcome and how in {"ready", "draft"} else None,
        errors=outcome.error_count if outcome else 0,
        warnings=outcome.warning_count if outcome else 0,
        why=job.problem or (outcome.why if outcome else ""),
    )


def _how(job: Job, known: state.State | None) -> tuple[str, Outcome | None]:
    """Its state, and what its last build gave."""
    if job.problem:
        return "unreadable", None
    last = known.known(job) if known else None
    report = job.folder / "build" / "report.json"
    if last and last[0].state == "failed" and not report.is_file():
        return "failed", last[0]
    if not report.is_file():
        return "new", None
    found = reported(job)
    if found.state == "failed":
        return "changed", found  # the PDF is gone or another one
    same = last[1] == inputs.digest(job) if last and last[1] else not _newer(job, report)
    return (found.state if same else "changed"), found


def _newer(job: Job, report: Path) -> bool:
    """Whether a file was written after the report of a build that no batch noted."""
    return any(path.stat().st_mtime > report.stat().st_mtime for path in inputs.inputs(job))

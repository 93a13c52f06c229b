"""How each case stands, without running anything: what its last build gave, and whether its files have changed since."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kit.batch import inputs, state
from kit.batch.jobs import Job
from kit.batch.outcome import Outcome
from kit.batch.result import built_from, reported
from kit.batch.summary import left
from kit.case import DATA_FOLDERS, open_case
from kit.case import gone as file_gone
from kit.desk import deadlines, steps
from kit.desk.checklist import checklist
from kit.desk.steps import ENDED
from kit.errors import KitError
from kit.ledger import Ledger, ledger_path, opened, opened_if_any
from kit.model import UNNAMED, Case, Policy, Shop
from kit.phrases import Lang, say
from kit.policy import family, heads, resolve
from kit.terminal import Terminal
from kit.tools import ics

_REMINDED = (24, 3)
"""Hours before something that is ours to do at which a calendar reminds."""
_HEADS = ("status_due", "hours", "status", "case", "violation", "batch_why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A case as `poa status` tells it.

    `state` is ready, draft, refused, failed, changed, new, unfilled or unreadable, and once an upload was begun what the ledger says:
    submitting, submitted, in_review, approved, rejected, closed.
    """

    id: str
    path: str
    client: str
    violation_id: str
    family: str
    site: str
    deadline: str | None
    state: str
    next: str | None = None  # what is due: answer, support_ticket, review_by, …
    next_at: str | None = None  # UTC
    next_local: str | None = None  # the same at the site
    dues: tuple[tuple[str, str], ...] = ()  # all that is due, and when (UTC), the earliest first
    sent: str | None = None  # when it was sent
    case_id: str | None = None  # under which the platform answers
    pdf: str | None
    errors: int
    warnings: int
    missing: tuple[str, ...] = ()  # ids of the evidence that the family asks for and that is not there
    submitted: str | None = None  # when an appeal of this violation was last sent, as its proof says
    why: str


def standing(jobs: Sequence[Job]) -> tuple[Standing, ...]:
    """Each case, what burns first; cases where nothing is due last."""
    if not ledger_path().is_file():
        found = [_standing(job, None, None) for job in jobs]
    else:
        with state.opened() as known, opened() as ledger:
            found = [_standing(job, known, ledger) for job in jobs]
    return tuple(sorted(found, key=lambda s: (s.next_at is None, s.state in ENDED - {"rejected"}, s.next_at or "", s.path)))


def calendar(found: Sequence[Standing], *, made_on: date, lang: Lang) -> bytes:
    """All that is due, each on its own, as a calendar; of what somebody has to do it reminds a day and three hours before."""
    lines = ((s, what, datetime.fromisoformat(at)) for s in found for what, at in s.dues)
    return ics.calendar(
        say(lang, "status_calendar"),
        [
            ics.Entry(
                day=at.date(),
                at=at,
                summary=f"{say(lang, f'due_{what}')}: {s.violation_id}",
                description=f"{s.path}{f', Case ID {s.case_id}' if s.case_id else ''}",
                hours=_REMINDED if what in deadlines.OURS else (),
            )
            for s, what, at in lines
        ],
        made_on=made_on,
        of="Deadlines",
    )


def within(found: Sequence[Standing], hours: float, *, now: datetime) -> tuple[Standing, ...]:
    """Cases in which something that is ours to do is due in so many hours, or was."""
    until = now + timedelta(hours=hours)
    return tuple(s for s in found if s.next in deadlines.OURS and s.next_at and datetime.fromisoformat(s.next_at) <= until)


def entries(found: Sequence[Standing]) -> dict[str, Any]:
    """As JSON has it."""
    return {"cases": [asdict(s) for s in found]}


def tell(terminal: Terminal, found: Sequence[Standing], *, now: datetime) -> None:
    """A line a case; then the clock of each support ticket."""
    terminal.table(terminal.heads(*_HEADS), [tuple(_cells(s, terminal, now)) for s in found])
    for s in found:
        if s.next == "support_ticket" and s.sent and s.next_at:
            silent = int((now - datetime.fromisoformat(s.sent)).total_seconds() // 3600)
            is_due = datetime.fromisoformat(s.next_at) <= now
            key = "status_ticket_due" if is_due else "status_ticket_runs"
            terminal.say(
                key, about=s.violation_id, case_id=s.case_id or "", hours=silent, left=left(s.next_at, now, terminal.lang)
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """An appeal that the ledger knows and whose case folder is not there."""

    violation_id: str
    state: str
    folder: str
    case_id: str


def gone(target: Path) -> tuple[Gone, ...]:
    """Appeals that were begun in a folder below this one, whose case.yaml is gone; what the ledger keeps of them is told."""
    if not ledger_path().is_file() or not target.is_dir():
        return ()
    with opened() as ledger:
        begun = {e.key: Path(e.body["folder"]) for e in ledger.entries(kind="submission") if "folder" in e.body}
        lost = {k: p for k, p in begun.items() if p.is_relative_to(target.resolve()) and not (p / "case.yaml").is_file()}
        return tuple(_gone(ledger, key, path) for key, path in sorted(lost.items()))


def _gone(ledger: Ledger, key: str, folder: Path) -> Gone:
    step = steps.standing(ledger, key)
    case_id = str(step.sent.body.get("case_id", "")) if step and step.sent else ""
    return Gone(
        violation_id=key.rpartition("/")[0], state=step.state if step else "not_sent", folder=str(folder), case_id=case_id
    )


def tell_gone(terminal: Terminal, lost: Sequence[Gone]) -> None:
    """A line for each, beside what is printed."""
    for one in lost:
        state = say(terminal.lang, f"state_{one.state}")
        terminal.warn("status_gone", about=one.violation_id, state=state, folder=one.folder, case_id=one.case_id)


def _cells(s: Standing, terminal: Terminal, now: datetime) -> Iterator[str]:
    yield (s.next_local or s.deadline or "")[:16].replace("T", " ")
    yield (
        f"{say(terminal.lang, f'due_{s.next}')}: {left(s.next_at, now, terminal.lang)}"
        if s.next
        else left(None, now, terminal.lang)
    )
    yield from (say(terminal.lang, f"state_{s.state}"), s.path, s.violation_id, s.why)


def _standing(job: Job, known: state.State | None, ledger: Ledger | None) -> Standing:
    how, outcome = _how(job, known)
    case, said = job.case, job.stated
    step = steps.standing(ledger, steps.attempt_key(said.violation_id, said.attempt)) if ledger and said.violation_id else None
    if case and step and step.state != "not_sent":
        how = step.state
    policy = _policy(job, step)
    all_due = deadlines.dues(case, policy, step) if case else deadlines.of_notice(said.deadline, step)
    due = deadlines.burning(all_due)
    sent = step.sent.body if step and step.sent else {}
    return Standing(
        id=said.id or job.folder.name,
        path=job.name,
        client=_client(job),
        violation_id=said.violation_id,
        family=said.family,
        site=said.site,
        deadline=said.deadline.isoformat() if said.deadline else None,
        state=how,
        next=due.what if due else None,
        next_at=due.at.isoformat() if due else None,
        next_local=due.at.astimezone(_zone(job)).isoformat() if due else None,
        dues=tuple((d.what, d.at.isoformat()) for d in all_due),
        sent=sent.get("sent"),
        case_id=sent.get("case_id"),
        pdf=outcome.pdf if outcome and how in {"ready", "draft"} else None,
        errors=outcome.error_count if outcome else 0,
        warnings=outcome.warning_count if outcome else 0,
        missing=_missing(case) if case else (),
        submitted=_submitted(ledger, said.violation_id) if ledger and said.violation_id else None,
        why="; ".join(
            said for said in (_reopened(job, step, due), job.problem or (outcome.why(job.lang) if outcome else "")) if said
        ),
    )


def _reopened(job: Job, step: steps.Standing | None, due: deadlines.Due | None) -> str:
    """That the attempt before was rejected and this one is open, as long as its upload is not begun."""
    case, is_begun = job.case, step is not None and step.state != "not_sent"
    if case is None or is_begun or case.attempt < 2 or not case.history:
        return ""
    last = max(case.history, key=lambda appeal: appeal.date)
    if last.outcome != "rejected":
        return ""
    key = "status_reopened" if due else "status_reopened_unknown"
    return say(job.lang, key, before=case.attempt - 1, on=last.date.isoformat(), attempt=case.attempt)


def _zone(job: Job) -> tzinfo | None:
    """The site's clock; for a site that no pack knows the one of the notice's deadline."""
    return _zones().get(job.stated.site) or (job.deadline.tzinfo if job.deadline else None)


@cache
def _zones() -> dict[str, ZoneInfo]:
    """The clock of each site; read once for however many cases."""
    return {code: ZoneInfo(site.calendar.zone) for code, site in heads().items()}


def _client(job: Job) -> str:
    """Whose case it is: as the case says, else the folder around it."""
    case = job.case
    own = (case.client or (case.seller and case.seller.id)) if case else None
    return (own if own != UNNAMED else None) or job.folder.resolve().parent.name


def _missing(case: Case) -> tuple[str, ...]:
    """What a reviewer must see and nobody has sent."""
    stated = case.violation
    with suppress(KitError):  # a family that no pack knows is told when the case is opened
        pack = family(stated.family)
        asks = checklist(case, pack.about(pack.sort_of(stated.code, stated.title)), ())
        return tuple(ask.ask.id for ask in asks if ask.is_required and ask.is_open)
    return ()


def _submitted(ledger: Ledger, violation: str) -> str | None:
    sent = [e for e in ledger.entries(kind="submission", about=violation) if e.body["state"] == "submitted"]
    return str(sent[-1].body["sent"]) if sent else None


def tell_clocks(terminal: Terminal, job: Job) -> None:
    """Everything that is due in one case, on the clocks of the site, the client and this machine, and by which fact."""
    if job.case is None:
        return
    try:
        found = open_case(job.folder)
        policy = _resolved(job.case, found.shop)
    except KitError:  # told when the case is opened
        return
    with opened_if_any() as ledger:
        step = steps.standing(ledger, steps.key_of(job.case)) if ledger else None
    for due in deadlines.dues(job.case, policy, step):
        at = deadlines.clocks(due.at, policy, found.seller)
        times = {name: f"{getattr(at, name):%Y-%m-%d %H:%M %Z}" for name in ("site", "client", "own")}
        by = f"{due.fact.source}, {due.fact.grade.replace('_', ' ')}" if due.fact else say(terminal.lang, "status_by_notice")
        terminal.say("status_clocks", what=say(terminal.lang, f"due_{due.what}"), by=by, **times)


def _policy(job: Job, step: steps.Standing | None) -> Policy | None:
    """The facts of the case where they are needed: more than the notice's deadline may be due."""
    case = job.case
    only_the_notice = case and case.violation.deadline and case.violation.ticket != "pending" and case.attempt == 1
    if case is None or (step is None and only_the_notice):
        return None
    with suppress(KitError):  # told when the case is opened
        return _resolved(case, open_case(job.folder).shop)
    return None


def _resolved(case: Case, shop: Shop) -> Policy:
    """The facts that hold for the case."""
    sort, site = shop.seller_type, case.violation.site
    return resolve(
        site, case.profile, seller_type=sort, fulfilment=case.fulfilment, day=case.letter.date, place=case.place or shop.place
    )


def _how(job: Job, known: state.State | None) -> tuple[str, Outcome | None]:
    """Its state, and what its last build gave."""
    if job.problem:
        return ("unfilled" if job.is_to_fill else "unreadable"), None
    last = known.known(job) if known else None
    report = job.folder / "build" / "report.json"
    if last and last[0].state == "failed" and not report.is_file():
        return "failed", last[0]
    if not report.is_file():
        return "new", None
    found = reported(job)
    if found.state == "failed":
        return "changed", found  # the PDF is gone or another one
    if job.case and (lost := file_gone(job.folder, job.case)):
        return "changed", replace(found, sentence=say(job.lang, "status_file_gone", names=", ".join(lost)))
    told = built_from(job)
    same = not _newer(job, report) if told is None else told == inputs.digest(job)
    return (found.state if same else "changed"), found


def _newer(job: Job, report: Path) -> bool:
    """Whether a file was written, or taken out of its folder, after the report of a build of an earlier kit, which noted no digest."""
    own = {job.folder / name for name in ("evidence", *DATA_FOLDERS)}  # the case's own changes with each build
    looked_at = (*inputs.inputs(job), *(folder for folder in own if folder.is_dir()))
    return any(path.stat().st_mtime > report.stat().st_mtime for path in looked_at)

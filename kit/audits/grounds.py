"""The cover plan: every ground of a deactivation with its own Violation ID, cause, POA and state.

The sheet in records/ says what a person knows of each; the other cases of the seller that lie beside this one say how theirs stand,
and stand for a row that the sheet lacks. Of them only what is kept is read (case.yaml, submission/), nothing that a build makes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from kit.audits.request import Request
from kit.model import Audit, AuditRow, Case, Gap, day_of
from kit.tools import figures, siblings
from kit.tools.cells import text

EXHIBIT = "cover_plan"  # the kind of evidence that it is

_STATES = {
    "open": "open", "to do": "open", "未开始": "open", "待写": "open",
    "draft": "draft", "drafted": "draft", "草稿": "draft", "撰写中": "draft",
    "ready": "ready", "已备": "ready", "待提交": "ready",
    "sent": "sent", "submitted": "sent", "已提交": "sent",
    "approved": "approved", "accepted": "approved", "通过": "approved",
    "rejected": "rejected", "refused": "rejected", "驳回": "rejected",
}  # fmt: skip
_A_PAGE = 8  # rows of two or three lines, with the notes below
_OUT = frozenset({"sent", "approved", "rejected"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One row of the sheet."""

    id: str
    ground: str
    cause: str
    poa: str
    state: str  # of _STATES, or as typed
    deadline: date | None
    sent: date | None
    where: str
    cases: tuple[str, ...] = ()  # folders beside this one that answer it
    says: str = ""  # how the first of them stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Sibling:
    """A case of the same seller that answers one of the grounds."""

    folder: Path
    case: Case

    @property
    def is_sent(self) -> bool:
        """Whether its present attempt is kept as sent."""
        return (self.folder / "submission" / f"attempt-{self.case.attempt}" / "manifest.json").is_file()

    @property
    def state(self) -> str:
        """Where it stands, by what is kept: sent, draft, or open where nothing is written yet."""
        if self.is_sent:
            return "sent"
        return "draft" if self.case.root_causes or self.case.dispute.wrong else "open"

    @property
    def says(self) -> str:
        """Its state in words, with the attempt after the first."""
        attempt = f" (attempt {self.case.attempt})" if self.case.attempt > 1 else ""
        return f"{self.state}{attempt}"


def audit(request: Request) -> Audit:
    """Every ground, and each that lacks a POA or a cause of its own, or runs out of time."""
    found = Audit(
        id="grounds",
        title="Cover plan",
        definition=(
            "Each Violation ID of the notice has one row with a cause and a POA of its own. A deactivation for several reasons is lifted"
            " when each is answered; one letter for all of them answers none. Deadlines are held against the day of the letter."
        ),
        reads=("records",),
    )
    grounds = tuple(_grounds(request))
    if not grounds:
        return replace(
            found,
            unavailable="there is no sheet of grounds; put a CSV (violation ID, ground, cause, POA, deadline, state) into records/,"
            " or make a case for each Violation ID beside this one",
        )
    out = sum(g.state in _OUT for g in grounds)
    deadlines = [g.deadline for g in grounds if g.deadline and g.state not in _OUT]
    return replace(
        found,
        sentence=f"{len(grounds)} {'ground has' if len(grounds) == 1 else 'grounds have'} {figures.many(len({g.poa for g in grounds if g.poa}), 'POA')} of {'its' if len(grounds) == 1 else 'their'} own; {out} {'is' if out == 1 else 'are'} sent.",
        fits_a_page=len(grounds) <= _A_PAGE,
        heads=("Violation ID", "Ground", "Its own cause", "POA", "Deadline", "Where it stands"),
        rows=tuple(_row(request, g) for g in grounds),
        figures={
            "grounds": f"{len(grounds):,}",
            "others": f"{sum(g.id != request.case.violation.id for g in grounds):,}",
            "sent": f"{out:,}",
            **({"next_deadline": request.day(min(deadlines))} if deadlines else {}),
        },
        gaps=(*_missing(request, grounds), *(gap for n, g in enumerate(grounds, 1) for gap in _gaps(request, n, g, grounds))),
    )


def _grounds(request: Request) -> Iterator[Ground]:
    """The rows of the sheet, then those of which only a case tells; each with the cases beside this one that answer it."""
    table = request.table("grounds")
    rows = [] if table is None else list(table.sort_values(["source_file", "source_line"], kind="stable").itertuples(index=False))
    stated = [_ground(request, row) for row in rows]
    known = {*named(request), *(g.id for g in stated)}
    beside = [Sibling(folder=folder, case=case) for folder, case in siblings.of_client(request.opened)]
    mine = [s for s in beside if s.case.violation.id in known or _is_of_this_notice(request, s.case)]
    yield from (_with_cases(g, [s for s in mine if s.case.violation.id == g.id]) for g in stated)
    if not mine and not stated:
        return
    told = {g.id for g in stated}
    ours = request.case.violation.id
    if not stated:
        yield _with_cases(_of_case(request, request.case, "case.yaml"), [s for s in mine if s.case.violation.id == ours])
    for violation in dict.fromkeys(s.case.violation.id for s in mine if s.case.violation.id not in {*told, ours}):
        its = [s for s in mine if s.case.violation.id == violation]
        yield _with_cases(_of_case(request, its[0].case, f"{its[0].folder.name}/case.yaml"), its)


def _is_of_this_notice(request: Request, case: Case) -> bool:
    """Whether it is of the same shop, family and day of notice."""
    ours, theirs = request.case.violation, case.violation
    return (case.shop, theirs.family, theirs.received.date()) == (request.case.shop, ours.family, ours.received.date())


def _of_case(request: Request, case: Case, where: str) -> Ground:
    """A row as the case itself tells it; a cause that holds a placeholder is not said here."""
    why = case.letter.summary.why if case.letter.summary else None
    said = [statement.en for cause in case.root_causes for statement in (cause.short,) if statement] + ([why.en] if why else [])
    violation = case.violation
    return Ground(
        id=violation.id,
        ground=violation.title or "",
        cause=next((text.strip().rstrip(".") for text in said if "{{" not in text), ""),
        poa=f"{violation.id}.pdf",
        state="draft",
        deadline=day_of(violation.deadline, request.policy.zone) if violation.deadline else None,
        sent=None,
        where=where,
    )


def _with_cases(ground: Ground, its: list[Sibling]) -> Ground:
    """The row with the state of the case that answers it, where that knows more."""
    if not its:
        return ground
    knows_more = its[0].is_sent and ground.state not in _OUT
    state = its[0].state if knows_more or not ground.state or not ground.where.startswith("records/") else ground.state
    return replace(ground, state=state, cases=tuple(s.folder.name for s in its), says=its[0].says)


def _ground(request: Request, row: Any) -> Ground:
    state = text(row.state)
    return Ground(
        id=text(row.violation_id),
        ground=text(row.ground),
        cause=text(row.cause),
        poa=text(row.poa),
        state=_STATES.get(state.casefold(), state),
        deadline=request.local_day(row.deadline),
        sent=request.local_day(row.sent_at),
        where=f"{row.source_file}, line {row.source_line}",
    )


def _row(request: Request, ground: Ground) -> AuditRow:
    is_this = ground.id == request.case.violation.id
    style = request.policy.site.date_style
    state = "this letter" if is_this else ground.state or "-"
    if ground.says and ground.says != state and ground.says.startswith(state) and not is_this:
        state = ground.says
    if ground.sent and not is_this:
        state = f"{state}, {figures.day(ground.sent, style)}"
    cells = (
        ground.id,
        ground.ground,
        ground.cause or "-",
        ground.poa or "-",
        request.day(ground.deadline) if ground.deadline else "-",
        state,
    )
    return AuditRow(cells=cells, state="good" if is_this or ground.state in _OUT else "open")


def named(request: Request) -> tuple[str, ...]:
    """The Violation IDs that the notice states, as fact `violations`."""
    said = (dict(item.facts).get("violations", "") for item in request.papers("notice"))
    return tuple(
        dict.fromkeys(
            part.strip() for text in said for part in text.replace("；", ";").replace(",", ";").split(";") if part.strip()
        )
    )


def _missing(request: Request, grounds: tuple[Ground, ...]) -> Iterator[Gap]:
    """Violation IDs of the notice, and the case's own, without a row."""
    known = {g.id for g in grounds}
    for violation in dict.fromkeys((request.case.violation.id, *named(request))):
        if violation not in known:
            yield Gap(
                id=f"grounds.{violation}.missing",
                severity="error",
                where=grounds[0].where.partition(",")[0],
                what=f"the cover plan has no row for Violation ID {violation}",
                fix="add its ground, its own cause and POA, or say who answers it",
            )


def _gaps(request: Request, n: int, ground: Ground, all_of_them: tuple[Ground, ...]) -> Iterator[Gap]:
    def gap(name: str, what: str, fix: str, *, is_error: bool = False) -> Gap:
        return Gap(
            id=f"grounds.{n}.{name}",
            severity="error" if is_error else "warning",
            where=ground.where,
            what=f"{ground.id}: {what}",
            fix=fix,
        )

    before = all_of_them[: n - 1]
    if any(g.id == ground.id for g in before):
        yield gap("twice", "the Violation ID stands twice", "keep one row for each Violation ID", is_error=True)
    if not ground.cause:
        yield gap("no_cause", "no cause of its own is stated", "find out what caused this ground")
    elif any(g.cause.casefold() == ground.cause.casefold() and g.id != ground.id for g in before):
        yield gap(
            "same_cause",
            "the cause is that of another ground",
            "say what caused this ground, or what of the common cause concerns it",
        )
    if len(ground.cases) > (0 if ground.id == request.case.violation.id else 1):
        which = ", ".join(ground.cases)
        yield gap(
            "two_cases",
            f"{which} {'answers' if len(ground.cases) == 1 else 'answer'} it too",
            "keep one case and one POA for each Violation ID",
            is_error=True,
        )
    if ground.cases and ground.state in _OUT and ground.says.startswith(("open", "draft")) and "attempt" not in ground.says:
        yield gap(
            "unkept",
            f"the sheet says {ground.state}, and {ground.cases[0]} keeps nothing that was sent",
            "note the upload: poa submit CASE, or correct the sheet",
        )
    if not ground.poa:
        yield gap("no_poa", "no POA answers it", "make a case of its own and name its PDF", is_error=ground.state in _OUT)
    elif any(g.poa == ground.poa and g.id != ground.id for g in before):
        yield gap(
            "same_poa",
            f"{ground.poa} answers another Violation ID too",
            "answer each Violation ID in a POA of its own",
            is_error=True,
        )
    if ground.state not in {*_STATES.values()}:
        words = ", ".join(dict.fromkeys(_STATES.values()))
        yield gap("state", f"the state is {ground.state!r}" if ground.state else "no state is given", f"write {words}")
    if ground.state in _OUT:
        return
    if ground.deadline is None:
        yield gap("no_deadline", "no deadline is given", "copy it from the notice")
    elif ground.deadline < request.today:
        yield gap(
            "late",
            f"the deadline was {request.day(ground.deadline)}, and it is not sent",
            "send it today and say why it is late",
            is_error=True,
        )

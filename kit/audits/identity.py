"""Papers of the business held field by field against what Seller Center has on file: equal, differs, missing."""

from collections.abc import Iterator
from dataclasses import replace

from kit.audits._identity import FIELDS, Check, Papers, papers
from kit.audits.request import Request
from kit.model import Audit, AuditRow, Fault, Gap
from kit.model.audited import State
from kit.tools import figures

EXHIBIT = "identity_table"  # the kind of evidence that it is

_STATE: dict[str, State] = {
    "equal": "good", "in force": "good", "fresh": "good", "form": "gap", "differs": "gap", "ended": "gap", "old": "gap",
    "unstated": "open", "not on file": "open",
}  # fmt: skip
_SHOWN = {
    "form": "differs in form",
    "unstated": "missing on the paper",
    "not on file": "missing in Seller Center",
    "old": "too old",
}
_FIXES = {
    "differs": "correct the entry or have the paper issued anew, then take the screenshot of the entry again",
    "form": "write both letter by letter the same; a reviewer, or a machine, compares them so",
    "ended": "give the renewed paper",
    "old": "give a newer one",
    "unstated": "state it in facts as the paper has it; if the paper does not say it, give one that does",
}
_A_PAGE = 16  # rows of one line, with the notes below
_ERRORS = frozenset({"differs", "ended"})


def audit(request: Request) -> Audit:
    """Every field of every paper: as the notice found the entry, and as it is now."""
    found = Audit(
        id="identity",
        title="Papers held against the entry in Seller Center",
        definition=(
            "Company, numbers, legal person, address and account holder, as the facts of each paper state them, are held against the"
            " entry in Seller Center as its screenshots show it: the first as the notice found it, the last as it is now. Equal is"
            " letter by letter; of a number that is masked on one side only the end is compared. Days are held against the letter's."
            " The fields that a kind of paper should state are own judgement; account and identity numbers are shown by their end."
        ),
        reads=(),
    )
    told = papers(request)
    if isinstance(told, str):
        return replace(found, unavailable=told)
    then, now = told.then(), told.now()
    wrong_then = [check for check in then if check.is_wrong]
    equal = [check for check in now if _STATE[check.state] == "good"]
    was = {(check.item.id, check.field): check for check in then}
    ordered = sorted(now, key=lambda check: not (check.is_wrong or _was_wrong(was, check)))
    return replace(
        found,
        sentence=_sentence(request, told, wrong_then, now, equal),
        fits_a_page=len(now) <= _A_PAGE,
        heads=("Field", "Paper", "The paper says", f"Entry of {request.day(told.first_day)}", "Entry now"),
        rows=tuple(_row(check, was) for check in ordered),
        figures=_figures(request, told, then, now, equal),
        gaps=tuple(_gaps(request, told, now)),
        faults=tuple(_faults(told, then)),
        things=len(then),
        untold=sum(_STATE[check.state] == "open" for check in then),
    )


def _sentence(request: Request, told: Papers, wrong: list[Check], now: tuple[Check, ...], equal: list[Check]) -> str:
    fields = sorted({FIELDS[check.field].name for check in wrong})
    before = f"{figures.listed(fields)} differed on {request.day(told.first_day)}; " if wrong else ""
    said = f"{before}{len(equal)} of {len(now)} fields of {len(told.held)} papers agree with the entry{' now' if wrong else ''}."
    return said[0].upper() + said[1:]


def _figures(
    request: Request, told: Papers, then: tuple[Check, ...], now: tuple[Check, ...], equal: list[Check]
) -> dict[str, str]:
    wrong = [check for check in then if check.is_wrong]
    return {
        "papers": f"{len(told.held):,}",
        "fields": f"{len(now):,}",
        "equal": f"{len(equal):,}",
        "differ": f"{sum(check.is_wrong for check in now):,}",
        "missing": f"{sum(_STATE[check.state] == 'open' for check in now):,}",
        "differed": f"{len(wrong):,}",
        "differed_papers": f"{len({check.item.id for check in wrong}):,}",
        "then_fields": f"{len(then):,}",
        "then_papers": f"{len({check.item.id for check in then}):,}",
        "then_day": request.day(told.first_day),
        "now_day": request.day(told.last_day),
    }


def _was_wrong(was: dict[tuple[str, str], Check], check: Check) -> bool:
    before = was.get((check.item.id, check.field))
    return before is not None and before.is_wrong


def _row(check: Check, was: dict[tuple[str, str], Check]) -> AuditRow:
    before = was.get((check.item.id, check.field))
    cells = (
        FIELDS[check.field].title,
        check.item.caption.en,
        check.shown or "-",
        _told(before) if before else "not yet given",
        _told(check),
    )
    return AuditRow(cells=cells, state=_STATE[check.state], exhibits=(check.item.id,) if check.item.use == "exhibit" else ())


def _told(check: Check) -> str:
    state = _SHOWN.get(check.state, check.state)
    return f"{state}: {check.entry}" if check.entry else state


def _gaps(request: Request, told: Papers, now: tuple[Check, ...]) -> Iterator[Gap]:
    for check in now:
        if check.state in _FIXES:
            yield Gap(
                id=f"identity.{check.item.id}.{check.field}",
                severity="error" if check.state in _ERRORS else "warning",
                where=f"{request.place(check.item)}.facts",
                what=check.said,
                fix=_FIXES[check.state],
                exhibits=(check.item.id,),
            )
    for field in told.unproved():
        yield Gap(
            id=f"identity.unproved.{field}",
            severity="warning",
            where=f"{request.place(told.last)}.facts",
            what=f"Seller Center has {FIELDS[field].name} on file, and no paper states it",
            fix="add a paper that states it in the same words",
            exhibits=(told.last.id,),
        )


def _faults(told: Papers, then: tuple[Check, ...]) -> Iterator[Fault]:
    """What was wrong when the notice came, by the field that it concerns."""
    for check in then:
        if check.is_wrong or check.state == "unstated":
            kind = check.state if check.state in {"ended", "old", "unstated"} else check.field
            yield Fault(kind=kind, of=f"{check.item.id}, {check.field}", said=f"{check.said}.")
    if "warehouse_address" in told.unproved(now=False):
        yield Fault(kind="unproved_place", of="warehouse_address", said="No paper states the warehouse that Seller Center has.")

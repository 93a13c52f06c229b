"""Invoices, tax papers and payout details held against the legal entity and against one another, paper by paper."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from kit.audits.request import Request
from kit.model import Audit, AuditRow, EvidenceItem, Fault, Gap, day_of
from kit.tools.figures import many
from kit.tools.firm_names import folded
from kit.tools.written_dates import written

EXHIBIT = "payee_table"  # the kind of evidence that it is

REGISTERS = ("vat_certificate", "tax_registration", "tax_certificate")
"""Papers of a tax office: their number is the one that all others are held against."""
KINDS = (
    *REGISTERS, "business_licence", "payout_profile", "bank_letter", "bank_statement", "tax_return", "purchase_invoice",
    "sales_invoice", "invoice",
)  # fmt: skip
CHANGE = "name_change"  # facts: old_name, new_name, effective
_NAME = ("legal_name", "account_holder", "holder", "customer", "buyer", "bill_to", "name")
_NUMBER = ("tax_number", "vat_number", "tin", "ein")
_DAY = ("taken", "issued", "dated", "invoice_date", "date", "valid_from")
_SUMS = ("net", "tax", "gross")
_INVOICES = ("purchase_invoice", "sales_invoice", "invoice")
FAULTS = {"name": "names", "tax_number": "has the tax number", "dates": "ended on", "sum": "does not add up:"}
FINDINGS = {"name": "another name", "tax_number": "another tax number", "dates": "ended", "sum": "sum does not add up"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper as case.yaml states its facts."""

    item: EvidenceItem
    facts: dict[str, str]
    day: date | None

    def fact(self, names: tuple[str, ...]) -> str:
        """The first of these facts that it states."""
        return next((self.facts[name] for name in names if self.facts.get(name)), "")

    def replaces(self, other: "Paper") -> bool:
        """Whether it stands in the other's place: a later one of its kind; of invoices, one that says so."""
        if self.item.kind != other.item.kind or self is other:
            return False
        if self.item.kind in _INVOICES:
            return bool(other.facts.get("number")) and other.facts["number"] == self.facts.get("replaces")
        return self.day is not None and other.day is not None and self.day > other.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Whose papers they must be: its names with the days on which each holds, and its tax number."""

    names: frozenset[str]
    old_names: frozenset[str]
    changed: date | None
    number: str

    def is_its_name(self, name: str, day: date | None) -> bool:
        """Whether the name was the entity's on that day; a former name holds before its change alone."""
        if folded(name) in self.names:
            return True
        return folded(name) in self.old_names and bool(day and self.changed and day < self.changed)


def audit(request: Request) -> Audit:
    """Each paper with its name, tax number, days and sum; what differs and was not replaced is a gap."""
    found = Audit(
        id="payee_papers",
        title="Papers of the payee",
        definition=(
            "The name on each paper is held against the legal name of the seller (a former name holds up to the day on which it"
            " changed), the tax number against that of the tax office's latest paper, its last day against the day of the letter,"
            " and net and tax of an invoice against its total."
        ),
        reads=(),
    )
    papers = tuple(_paper(item) for item in request.papers(*KINDS) if item.status == "have" and item.file)
    if not papers:
        return replace(found, unavailable=f"there is no paper of the payee among the evidence (kinds: {', '.join(KINDS)})")
    entity = _entity(request, papers)
    wrong = {paper.item.id: tuple(_differences(request, entity, paper)) for paper in papers}
    heads = ("Paper", "Of", "Name on it", "Tax number", "Sum", "Finding")
    settled = {p.item.id: _settled_by(p, papers, wrong) for p in papers}
    differ = [p for p in papers if wrong[p.item.id]]
    mended = [p for p in differ if settled[p.item.id]]
    return replace(
        found,
        sentence=_sentence(len(papers), len(differ), len(mended)),
        heads=heads,
        rows=tuple(_row(request, p, wrong[p.item.id], settled[p.item.id]) for p in sorted(papers, key=lambda p: not wrong[p.item.id])),
        figures={
            "papers": f"{len(papers)}", "differ": f"{len(differ)}", "replaced": f"{len(mended)}",
            "agree": f"{len(papers) - len(differ)}",
        },
        gaps=tuple(_gaps(request, papers, entity, wrong, settled)),
        faults=tuple(_faults(request, papers, entity)),
        things=len(_at_notice(request, papers)),
        untold=sum(not p.fact(_NAME) for p in _at_notice(request, papers)),
        notes=tuple(_notes(request, entity)),
    )  # fmt: skip


def _sentence(papers: int, differ: int, mended: int) -> str:
    if not differ:
        return f"None of {many(papers, 'paper')} differs from the legal entity or from the tax office."
    said = f"{differ} of {many(papers, 'paper')} {'differs' if differ == 1 else 'differ'} from the legal entity or from the tax office"
    return f"{said}; for {mended} of them a later paper that agrees is there."


def _paper(item: EvidenceItem) -> Paper:
    facts = dict(item.facts)
    return Paper(item=item, facts=facts, day=_day_in(next((facts[name] for name in _DAY if facts.get(name)), "")))


def _day_in(said: str) -> date | None:
    return next((found.days[0] for found in written(said) if len(found.days) == 1), None)


def _entity(request: Request, papers: tuple[Paper, ...]) -> Entity:
    seller = request.opened.seller
    changes = [dict(item.facts) for item in request.papers(CHANGE) if item.status == "have"]
    registers = sorted((p for p in papers if p.item.kind in REGISTERS and p.fact(_NUMBER)), key=lambda p: p.day or date.min)
    return Entity(
        names=frozenset(folded(name) for name in (seller.legal_name, seller.legal_name_zh) if name),
        old_names=frozenset(folded(c[name]) for c in changes for name in ("old_name", "old_name_zh") if c.get(name)),
        changed=max((day for c in changes if (day := _day_in(c.get("effective", "")))), default=None),
        number=registers[-1].fact(_NUMBER) if registers else "",
    )


# --- what differs -----------------------------------------------------------------------------------


def _differences(request: Request, entity: Entity, paper: Paper, on: date | None = None) -> Iterator[tuple[str, str]]:
    """What is wrong about a paper on a day (the letter's, if not said): the kind, and what it says."""
    name, number, last = paper.fact(_NAME), paper.fact(_NUMBER), _day_in(paper.facts.get("valid_to", ""))
    if name and not entity.is_its_name(name, paper.day):
        yield "name", f"“{name}”"
    if number and entity.number and _digits(number) != _digits(entity.number):
        yield "tax_number", number
    if last and last < (on or request.today):
        yield "dates", request.day(last)
    net, tax, gross = (_amount(paper.facts.get(name, "")) for name in _SUMS)
    if gross is not None and net is not None and net + (tax or 0) != gross:
        yield "sum", f"{paper.facts['net']} and {paper.facts.get('tax') or 'no tax'} are not {paper.facts['gross']}"


def _digits(number: str) -> str:
    return "".join(c for c in number.casefold() if c.isalnum())


def _amount(said: str) -> Decimal | None:
    found = re.search(r"-?\d[\d,]*(?:\.\d+)?", said)
    try:
        return Decimal(found[0].replace(",", "")) if found else None
    except InvalidOperation:
        return None


def _settled_by(paper: Paper, papers: tuple[Paper, ...], wrong: dict[str, tuple[tuple[str, str], ...]]) -> Paper | None:
    """A paper in its place that agrees."""
    return next((p for p in papers if p.replaces(paper) and not wrong[p.item.id]), None) if wrong[paper.item.id] else None


def _row(request: Request, paper: Paper, wrong: tuple[tuple[str, str], ...], settled: Paper | None) -> AuditRow:
    said = ", ".join(FINDINGS[kind] for kind, _ in wrong) or "agrees"
    if settled:
        said += f"; replaced on {request.day(settled.day)}" if settled.day else "; replaced"
    cells = (
        _called(paper.item.kind), request.day(paper.day) if paper.day else "not stated",
        paper.fact(_NAME) or "not stated", paper.fact(_NUMBER) or "none", paper.facts.get("gross", ""), said,
    )  # fmt: skip
    return AuditRow(
        cells=cells, state="gap" if wrong and not settled else "good" if paper.fact(_NAME) else "open", exhibits=_shown(paper)
    )


def _called(kind: str) -> str:
    """The kind as it is printed: VAT certificate."""
    words = kind.replace("_", " ").replace("vat ", "VAT ")
    return words[0].upper() + words[1:]


def _shown(paper: Paper) -> tuple[str, ...]:
    return (paper.item.id,) if paper.item.use == "exhibit" else ()


def _gaps(
    request: Request,
    papers: tuple[Paper, ...],
    entity: Entity,
    wrong: dict[str, tuple[tuple[str, str], ...]],
    settled: dict[str, Paper | None],
) -> Iterator[Gap]:
    for paper in papers:
        where = request.place(paper.item)
        for kind, what in wrong[paper.item.id] if not settled[paper.item.id] else ():
            expected = {
                "name": f"; the seller is “{request.opened.seller.legal_name}”",
                "tax_number": f"; the tax office's paper says {entity.number}",
            }
            said = f"{paper.item.id} {FAULTS[kind]} {what}{expected.get(kind, '')}"
            fix = "have it corrected by whoever issued it and add the new one, or add the record that links the two (kind name_change)"
            yield Gap(
                id=f"payee_papers.{paper.item.id}.{kind}",
                severity="error",
                where=where,
                what=said,
                fix=fix,
                exhibits=_shown(paper),
            )
        if not paper.fact(_NAME):
            said = f"{paper.item.id}: to whom it is made out is not stated"
            fix = f"state it in facts as printed there ({', '.join(_NAME[:4])})"
            yield Gap(id=f"payee_papers.{paper.item.id}.no_name", severity="warning", where=where, what=said, fix=fix)
    if not entity.number:
        said = "no paper of the tax office states the tax number, so no number could be held against it"
        fix = f"add it ({', '.join(REGISTERS)}) with the fact tax_number"
        yield Gap(id="payee_papers.no_register", severity="warning", where="evidence", what=said, fix=fix)


def _faults(request: Request, papers: tuple[Paper, ...], entity: Entity) -> Iterator[Fault]:
    """What was wrong on the day of the notice, put right since or not."""
    notice = day_of(request.case.violation.received, request.policy.zone)
    for paper in _at_notice(request, papers):
        for kind, what in _differences(request, entity, paper, notice):
            yield Fault(kind=kind, of=paper.item.id, said=f"{paper.item.caption.en.rstrip('.')}: {FAULTS[kind]} {what}.")


def _at_notice(request: Request, papers: tuple[Paper, ...]) -> tuple[Paper, ...]:
    """The papers that were there when the notice came, the screens of that day among them."""
    notice = day_of(request.case.violation.received, request.policy.zone)
    return tuple(p for p in papers if p.day is None or p.day <= notice)


def _notes(request: Request, entity: Entity) -> Iterator[str]:
    yield "Facts are those that case.yaml states of each paper; whether a tax number exists, its tax office says."
    if entity.changed:
        yield f"The former name counts as right on papers before {request.day(entity.changed)}."

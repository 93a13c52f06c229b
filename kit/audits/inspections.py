"""Inspection reports and supplier audits held against what the days of the notice sold: which goods and makers were looked at."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kit.audits._daily import Daily, daily
from kit.audits.request import Request
from kit.model import Audit, AuditRow, EvidenceItem, Fault, Gap, day_of
from kit.policy import inspections as stated
from kit.tools import figures
from kit.tools.cells import several
from kit.tools.written_dates import written

EXHIBIT = "inspection_table"  # the kind of evidence that it is

PART = 0.1
"""Part of the notice's orders from which on a SKU must have been looked at; own judgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One report or audit, as case.yaml states its facts."""

    item: EvidenceItem
    of: tuple[str, ...]  # SKUs of a report, the supplier of an audit
    day: date | None
    sample: int | None
    found: int | None  # defects, or points of an audit
    accept: int | None  # most defects that pass
    left: int | None  # points of an audit that are still open

    @property
    def is_report(self) -> bool:
        """Whether goods were looked at, not a maker."""
        return self.item.kind in stated.REPORTS

    def names(self, sku: str) -> bool:
        """Whether the report is on this SKU."""
        return sku.casefold() in {name.casefold() for name in self.of}

    @property
    def failed(self) -> bool | None:
        """Whether it found more than passes, or left points open; None if it does not say."""
        if self.is_report:
            return None if self.found is None or self.accept is None else self.found > self.accept
        return None if self.left is None else self.left > 0


def audit(request: Request) -> Audit:
    """Each SKU that made a tenth of the notice's orders with its reports, then each supplier audit."""
    found = Audit(
        id="inspections",
        title="Inspections and supplier audits",
        definition=(
            f"Each SKU with {PART:.0%} or more of the orders in the days of the notice is looked for in the inspection reports; defects"
            " found are held against the number that the report accepts, points of a supplier audit against those that it left open."
        ),
        reads=("orders",),
        fits_a_page=True,
    )
    by_day = daily(request)
    papers = tuple(_paper(item) for item in request.papers(*stated.REPORTS, *stated.AUDITS) if item.status == "have")
    if isinstance(by_day, str):
        return replace(found, unavailable=by_day)
    sold = _sold(by_day)
    reports = {sku: tuple(p for p in papers if p.is_report and p.names(sku)) for sku in sold}
    audits = tuple(p for p in papers if not p.is_report)
    seen = [sku for sku, its in reports.items() if its]
    return replace(
        found,
        sentence=_sentence(reports, audits),
        heads=("Looked at", "Orders of the notice", "By", "Sample", "Found", "Result"),
        rows=(*_report_rows(request, reports, sold), *(_audit_row(request, p) for p in audits)),
        figures={
            "skus": f"{len(sold):,}",
            "inspected": f"{len(seen):,}",
            "reports": f"{len({p.item.id for its in reports.values() for p in its}):,}",
            "audits": f"{len(audits):,}",
            "sample": f"{sum({p.item.id: p.sample or 0 for its in reports.values() for p in its}.values()):,}",
            "defects": f"{sum({p.item.id: p.found or 0 for its in reports.values() for p in its}.values()):,}",
        },
        gaps=(*_gaps(request, reports, papers), *_strangers(request, papers)),
        faults=tuple(_faults(request, by_day, reports)),
        things=len(sold),
    )


def _sold(found: Daily) -> dict[str, int]:
    """Orders of each SKU in the days of the notice, for those that made a tenth of them."""
    counts = found.skus[found.within(found.notice)].value_counts()
    return {str(sku): int(n) for sku, n in counts.items() if n >= PART * counts.sum()}


def _paper(item: EvidenceItem) -> Paper:
    facts = dict(item.facts)
    is_report = item.kind in stated.REPORTS
    days = [day for said in written(_fact(facts, stated.DAY)) for day in said.days]
    return Paper(
        item=item,
        of=several(_fact(facts, stated.SKUS)) if is_report else (facts.get("supplier", ""),),
        day=days[0] if len(days) == 1 else None,
        sample=_number(facts, stated.SAMPLE),
        found=_number(facts, stated.FOUND),
        accept=_number(facts, stated.ACCEPT),
        left=_number(facts, stated.LEFT),
    )


def _fact(facts: dict[str, str], names: tuple[str, ...]) -> str:
    return next((facts[name] for name in names if facts.get(name)), "")


def _number(facts: dict[str, str], names: tuple[str, ...]) -> int | None:
    return stated.number(_fact(facts, names))


# --- rows -------------------------------------------------------------------------------------------


def _report_rows(request: Request, reports: dict[str, tuple[Paper, ...]], sold: dict[str, int]) -> Iterator[AuditRow]:
    for sku, papers in reports.items():
        number = f"{sold[sku]:,}"
        if not papers:
            yield AuditRow(cells=(f"SKU {sku}", number, "no report", "", "", ""), state="open")
        for paper in papers:
            yield _row(request, paper, f"SKU {sku}", number)


def _audit_row(request: Request, paper: Paper) -> AuditRow:
    return _row(request, paper, f"Supplier {paper.of[0]}".strip(), "")


def _row(request: Request, paper: Paper, what: str, number: str) -> AuditRow:
    found = "" if paper.found is None else f"{paper.found:,}"
    if paper.accept is not None:
        found += f" (at most {paper.accept:,} pass)"
    said = {None: "not stated", True: "failed", False: "passed"}[paper.failed]
    if not paper.is_report:
        said = "not stated" if paper.left is None else f"{paper.left:,} open"
    by = f"{paper.item.kind.replace('_', ' ')}{f', {request.day(paper.day)}' if paper.day else ''}"
    state = {None: "open", True: "gap", False: "good"}[paper.failed]
    cells = (what, number, by, "" if paper.sample is None else f"{paper.sample:,}", found, said)
    return AuditRow(cells=cells, state=state, exhibits=(paper.item.id,))  # type: ignore[arg-type]


def _sentence(reports: dict[str, tuple[Paper, ...]], audits: tuple[Paper, ...]) -> str:
    seen = sum(bool(its) for its in reports.values())
    said = f"{seen} of {figures.many(len(reports), 'SKU')} with {PART:.0%} or more of the orders {'has' if seen == 1 else 'have'} an inspection report"
    return f"{said}; {figures.many(len(audits), 'supplier audit')}." if audits else f"{said}."


# --- what is wanting --------------------------------------------------------------------------------


def _gaps(request: Request, reports: dict[str, tuple[Paper, ...]], papers: tuple[Paper, ...]) -> Iterator[Gap]:
    for sku, its in reports.items():
        if not its:
            yield Gap(
                id=f"inspections.{sku}.none", severity="warning", where="evidence",
                what=f"SKU {sku} made {PART:.0%} or more of the orders, and no inspection report names it",
                fix="add the report with its facts skus, date, sample, defects, accept; or have the stock inspected",
            )  # fmt: skip
    for paper in papers:
        if paper.failed and (paper.is_report is False or not _passed_later(paper, papers)):
            what = "found more defects than pass" if paper.is_report else "left points open"
            yield Gap(
                id=f"inspections.{paper.item.id}.failed", severity="error", where=request.place(paper.item),
                what=f"{paper.item.id} {what}", exhibits=(paper.item.id,),
                fix="add the later report that passes, or say what became of these goods",
            )  # fmt: skip


def _strangers(request: Request, papers: tuple[Paper, ...]) -> Iterator[Gap]:
    """Reports on SKUs that neither orders nor listings nor the notice name: no row of the table could show them."""
    known = _known(request)
    for paper in papers:
        skus = [sku for sku in paper.of if paper.is_report and sku.casefold() not in known]
        if skus:
            yield Gap(
                id=f"inspections.{paper.item.id}.stranger", severity="error", where=request.place(paper.item),
                what=f"{paper.item.id} is on {', '.join(skus)}, and no order or listing of the case names {'it' if len(skus) == 1 else 'them'}",
                fix="correct skus by the report and the exports, or take the report out of the case",
                exhibits=(paper.item.id,),
            )  # fmt: skip


def _known(request: Request) -> frozenset[str]:
    """Every SKU of the orders, listings, goods and the notice, by each of its names."""
    lines = request.orders.lines if request.orders else None
    tables = (lines, *(request.table(name) for name in ("products_as_stated", "goods")))
    columns = (t[name] for t in tables if t is not None for name in ("seller_sku", "sku_id", "product_id") if name in t)
    there = (str(value) for column in columns for value in column.dropna().unique())
    return frozenset(name.strip().casefold() for name in (*there, *request.case.violation.skus))


def _passed_later(paper: Paper, papers: tuple[Paper, ...]) -> bool:
    """Whether a later report on the same SKUs passed."""
    return any(
        p.is_report and p.failed is False and any(map(p.names, paper.of)) and p.day and paper.day and p.day > paper.day
        for p in papers
    )


def _faults(request: Request, found: Daily, reports: dict[str, tuple[Paper, ...]]) -> Iterator[Fault]:
    """SKUs that no report had passed when the notice came."""
    notice = day_of(request.case.violation.received, request.policy.zone)
    for sku, papers in reports.items():
        if any(p.failed for p in papers if p.day and p.day <= notice):
            yield Fault(kind="failed", of=sku, said=f"{sku}: an inspection before the notice found more defects than pass.")
        elif not any(p.failed is False and p.day and p.day <= found.notice.end for p in papers):
            yield Fault(
                kind="not_inspected", of=sku, said=f"{sku}: no inspection had passed it by {request.day(found.notice.end)}."
            )

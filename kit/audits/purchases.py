"""What was bought held against what was sold, SKU by SKU and day by day: do the invoices account for the goods."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kit.audits._chain import chain
from kit.audits.request import Request
from kit.model import Audit, AuditRow, Fault, Gap, Rate, Window, day_of
from kit.policy.papers import Age, age
from kit.tools import figures
from kit.tools.cells import text
from kit.tools.figures import many
from kit.tools.firm_names import folded
from kit.tools.written_dates import written

EXHIBIT = "purchase_balance"  # the kind of evidence that it is

_PACKED = re.compile(
    r"\b(?:cartons?|ctns?|cases?|dozens?|doz|dz|gross|pallets?|kg|kilos?|kilograms?|tons?|tonnes?)\b|[箱打托吨]|公斤|千克",
    re.IGNORECASE,
)
"""Units in which several pieces are counted as one (own judgement)."""
_STATED = (
    ("invoice_number", "number"),
    ("supplier", "seller"),
    ("customer", "buyer", "bill_to"),
    ("issued", "invoice_date", "date"),
    ("units", "quantity"),
)
"""Facts of an invoice that its lines in the sheet are held against, the better key first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """One SKU on one invoice."""

    supplier: str
    buyer: str
    invoice: str
    day: date
    sku: str
    quantity: int
    unit: str
    shown_by: str  # evidence id
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """One SKU: units bought and sold, and the first day on which more had been sold than bought."""

    sku: str
    bought: int
    sold: int
    first_sale: date | None
    invoices: tuple[str, ...]
    short_on: date | None
    short_by: int  # units missing on that day

    @property
    def is_covered(self) -> bool:
        """Whether every unit sold had been bought before."""
        return self.short_on is None


def audit(request: Request) -> Audit:
    """Each SKU with its balance; every SKU sold and not bought, every invoice that proves nothing."""
    found = Audit(
        id="purchases",
        title="Units bought and sold",
        definition=(
            "Units on the suppliers' invoices against units in the order exports that were not cancelled, for each SKU of the"
            " notice. On each day the units sold so far are held against those invoiced up to that day. Suppliers are held against"
            " the chain of authorisation, the name on each invoice against the seller's legal name."
        ),
    )
    table = request.table("purchases")
    if table is None or table.empty:
        return replace(
            found,
            unavailable="there is no sheet of purchases; put one as CSV (supplier, buyer, invoice number, invoice date, SKU,"
            " quantity, evidence) into records/",
        )
    sold = _sold(request)
    stated = (_bought(row, request) for row in table.itertuples(index=False))
    bought = tuple(_as_sold(stated, {*_seller_skus(request), *sold}))
    skus = _skus(request, bought, sold)
    balances = tuple(_balance(sku, [b for b in bought if b.sku == sku], sold.get(sku, [])) for sku in skus)
    covered = [b for b in balances if b.is_covered]
    window = Window(start=min(b.day for b in bought), end=request.today)
    return replace(
        found,
        sentence=_sentence(balances),
        heads=("SKU", "First sold", "Bought", "Sold", "Left", "Invoices", "Finding"),
        rows=tuple(_row(request, b) for b in balances),
        figures=_figures(balances, bought),
        rates={"covered": Rate(numerator=len(covered), denominator=len(balances), window=window)},
        gaps=tuple(_gaps(request, balances, bought)),
        faults=tuple(_faults(request, balances, bought)),
        things=len(balances),
        untold=0 if sold else len(balances),
        notes=tuple(_notes(request, sold)),
        reads=("records", "orders"),
    )


# --- what is compared -------------------------------------------------------------------------------


def _bought(row: Any, request: Request) -> Bought:
    return Bought(
        supplier=text(row.supplier),
        buyer=text(row.buyer),
        invoice=text(row.invoice),
        day=day_of(row.invoiced_at.to_pydatetime(), request.policy.zone),
        sku=text(row.seller_sku),
        unit=text(row.unit),
        quantity=int(row.quantity) if row.quantity == row.quantity and row.quantity is not None else 0,
        shown_by=text(row.shown_by),
        where=f"{row.source_file}:{row.source_line}",
    )


def _sold(request: Request) -> dict[str, list[tuple[date, int]]]:
    """Day and units of each order line that was not cancelled, by seller SKU, the earliest first."""
    if request.orders is None or request.orders.lines.empty:
        return {}
    lines = request.orders.lines
    alive = lines[lines["cancelled_at"].isna() & lines["created_at"].notna() & lines["seller_sku"].notna()]
    days = alive["created_at"].dt.tz_convert(request.policy.zone.key).dt.date
    units = alive["quantity"].fillna(1).astype(int)
    found: dict[str, list[tuple[date, int]]] = {}
    for sku, day, count in sorted(zip(alive["seller_sku"].astype(str), days, units, strict=True)):
        found.setdefault(sku, []).append((day, count))
    return found


def _skus(request: Request, bought: Iterable[Bought], sold: dict[str, list[tuple[date, int]]]) -> tuple[str, ...]:
    """The SKUs of the notice, as sellers name them; without any, all that were bought."""
    named = _seller_skus(request)
    return named or tuple(sorted({b.sku for b in bought} | sold.keys()))


def _seller_skus(request: Request) -> tuple[str, ...]:
    """The notice's SKUs by seller SKU, where the exports know an id."""
    names = request.case.violation.skus
    if request.orders is None or "sku_id" not in request.orders.lines:
        return names
    lines = request.orders.lines[["sku_id", "seller_sku"]].dropna().drop_duplicates()
    known = dict(zip(lines["sku_id"].astype(str), lines["seller_sku"].astype(str), strict=True))
    return tuple(known.get(name, name) for name in names)


def _as_sold(bought: Iterable[Bought], known: set[str]) -> Iterator[Bought]:
    """The lines with the SKU in the capitals of notice and orders, where only one is so called."""
    by_name: dict[str, set[str]] = {}
    for sku in known:
        by_name.setdefault(sku.casefold(), set()).add(sku)
    for line in bought:
        alike = by_name.get(line.sku.casefold(), set())
        yield replace(line, sku=next(iter(alike))) if line.sku not in known and len(alike) == 1 else line


def _balance(sku: str, bought: list[Bought], sold: list[tuple[date, int]]) -> Balance:
    """Sales of a day count after the invoices of that day."""
    short_on, short_by, stock = None, 0, 0
    events = sorted([(b.day, 0, b.quantity) for b in bought] + [(day, 1, -units) for day, units in sold])
    for day, _, change in events:
        stock += change
        if stock < 0 and short_on is None:
            short_on, short_by = day, -stock
    return Balance(
        sku=sku,
        bought=sum(b.quantity for b in bought),
        sold=sum(units for _, units in sold),
        first_sale=sold[0][0] if sold else None,
        invoices=tuple(dict.fromkeys(b.invoice for b in bought)),
        short_on=short_on,
        short_by=short_by,
    )


# --- rows and figures -------------------------------------------------------------------------------


def _row(request: Request, balance: Balance) -> AuditRow:
    """A SKU; its invoices stand by number, for their exhibits are the same on most rows."""
    finding = "Covered" if balance.is_covered else _short(request, balance)
    cells = (
        balance.sku, request.day(balance.first_sale) if balance.first_sale else "not sold", f"{balance.bought:,}",
        f"{balance.sold:,}", f"{balance.bought - balance.sold:,}", ", ".join(balance.invoices) or "none", finding,
    )  # fmt: skip
    return AuditRow(cells=cells, state="good" if balance.is_covered else "gap")


def _short(request: Request, balance: Balance) -> str:
    assert balance.short_on
    if not balance.bought:
        return "sold without a purchase"
    return f"{balance.short_by:,} more sold than bought by {request.day(balance.short_on)}"


def _sentence(balances: tuple[Balance, ...]) -> str:
    bought, sold = sum(b.bought for b in balances), sum(b.sold for b in balances)
    covered = sum(b.is_covered for b in balances)
    return (
        f"{many(bought, 'unit was', 'units were')} bought and {sold:,} sold; for {covered} of {many(len(balances), 'SKU')} every unit sold"
        " had been bought before."
    )


def _figures(balances: tuple[Balance, ...], bought: tuple[Bought, ...]) -> dict[str, str]:
    mine = [b for b in bought if any(b.sku == balance.sku for balance in balances)]
    units, sold = sum(b.bought for b in balances), sum(b.sold for b in balances)
    return {
        "bought": f"{units:,}",
        "sold": f"{sold:,}",
        "left": f"{units - sold:,}",
        "skus": str(len(balances)),
        "covered_skus": str(sum(b.is_covered for b in balances)),
        "invoices": str(len({(b.supplier, b.invoice) for b in mine})),
        "suppliers": str(len({folded(b.supplier) for b in mine})),
    }


def _notes(request: Request, sold: dict[str, list[tuple[date, int]]]) -> Iterator[str]:
    if not sold:
        yield "There are no order exports, so what was bought could not be held against sales."
    limit = _limit(request)
    yield (
        "No page of TikTok Shop was found that says how old an invoice may be."
        + (
            f" Counted here: {limit.max_days} days ({limit.what.en}; {limit.grade.replace('_', ' ')}, unverified)."
            if limit
            else ""
        )
    )
    yield "A line without a quantity counts as one unit; samples and replacements count as sold; returned units are not added back."


def _limit(request: Request) -> Age | None:
    return age("invoice", request.case.violation.site)


# --- gaps -------------------------------------------------------------------------------------------


def _gaps(request: Request, balances: tuple[Balance, ...], bought: tuple[Bought, ...]) -> Iterator[Gap]:
    """Of SKUs, and of invoices that hold one of them."""
    yield from (_short_gap(request, b) for b in balances if not b.is_covered)
    skus = {b.sku for b in balances}
    invoices: dict[tuple[str, str], list[Bought]] = {}
    for line in bought:
        invoices.setdefault((line.supplier, line.invoice), []).append(line)
    in_chain = _firms(request)
    for lines in invoices.values():
        if any(line.sku in skus for line in lines):
            yield from _invoice_gaps(request, lines, in_chain)


def _short_gap(request: Request, balance: Balance) -> Gap:
    assert balance.short_on
    said = f"no purchase of {balance.sku} is listed, and {balance.sold:,} were sold"
    if balance.bought:
        said = (
            f"by {request.day(balance.short_on)} {balance.short_by:,} more of {balance.sku} had been sold than bought"
            f" ({balance.bought:,} bought and {balance.sold:,} sold in all)"
        )
    return Gap(
        id=f"purchases.{balance.sku}.short",
        severity="error",
        where="records/",
        what=said,
        fix="add the missing invoices to the sheet and to the evidence, or say where the units came from",
    )


def _firms(request: Request) -> frozenset[str] | None:
    """The firms of the chain of authorisation; None where there is no chain to hold suppliers against."""
    found = chain(request, request.case.violation.skus or ("",), since_first_sale=False, until=request.today)
    return found.names if found and found.right else None


def _invoice_gaps(request: Request, lines: list[Bought], in_chain: frozenset[str] | None) -> Iterator[Gap]:
    """What is wanting about one invoice, by name."""
    line = lines[0]
    named = f"invoice {line.invoice} of {line.supplier}"

    def gap(kind: str, said: str, fix: str, *, doubt: bool = False) -> Gap:
        papers = (line.shown_by,) if any(item.id == line.shown_by for item in request.case.evidence) else ()
        return Gap(
            id=f"purchases.{line.invoice}.{kind}", severity="warning" if doubt else "error", where=line.where, what=said, fix=fix,
            exhibits=papers,
        )  # fmt: skip

    seller = request.opened.seller
    ours = {folded(name) for name in (seller.legal_name, seller.legal_name_zh) if name}
    if blank := [line.where for line in lines if not line.buyer]:
        of = "" if len(blank) == len(lines) else f" in {len(blank)} of its {len(lines)} lines ({figures.some(blank)})"
        said = f"{named}: to whom it is made out is not stated{of}"
        yield gap("no_buyer", said, "state the buyer as printed there", doubt=True)
    if others := [line.buyer for line in lines if line.buyer and folded(line.buyer) not in ours]:
        said = f"{named} is made out to “{others[0]}”, and the seller is “{seller.legal_name}”"
        yield gap("buyer", said, "have it issued to the legal entity, or add the record that links the two firms")
    if in_chain is not None and folded(line.supplier) not in in_chain:
        said = f"{line.supplier}, the supplier of {line.invoice}, is no firm of the chain of authorisation"
        yield gap("supplier", said, "add the letter that authorises this supplier, or leave these goods out of the appeal")
    yield from _line_gaps(request, lines, named, gap)
    yield from _paper_gaps(request, lines, named, gap)
    limit = _limit(request)
    if limit and (request.today - line.day).days > limit.max_days:
        said = f"{named} is {(request.today - line.day).days:,} days old on the day of the letter; counted here: {limit.max_days}"
        yield gap("age", said, f"add a later invoice, or say why this one is the last ({limit.what.en}, unverified)", doubt=True)


def _line_gaps(request: Request, lines: list[Bought], named: str, gap: Any) -> Iterator[Gap]:
    """What is wrong with the lines themselves: no single units, no units at all, a day that is still to come."""
    if packed := sorted({line.unit for line in lines if _PACKED.search(line.unit)}):
        said = f"{named} counts in {', '.join(packed)}, and sales are counted in single units"
        yield gap("unit", said, "state in Quantity how many single units that are, as they are sold, and in Unit piece")
    if none := [line for line in lines if line.quantity <= 0]:
        said = f"{named} has {none[0].quantity:,} of {none[0].sku} ({none[0].where})"
        yield gap("quantity", said, "state the units as printed; goods that went back stand on a credit note", doubt=True)
    if lines[0].day > request.today:
        said = f"{named} is of {request.day(lines[0].day)}, after the day of the letter"
        yield gap("future", said, "correct the day by the invoice; what is not yet bought covers no sale")


def _paper_gaps(request: Request, lines: list[Bought], named: str, gap: Any) -> Iterator[Gap]:
    """Whether the invoice itself is among the evidence and says the same."""
    line = lines[0]
    item = next((i for i in request.case.evidence if i.id == line.shown_by), None)
    if item is None or item.status != "have":
        said = f"{named} is not among the evidence" + ("" if not line.shown_by else f" ({line.shown_by})")
        yield gap("no_paper", said, "put the invoice itself into evidence/ and name its id in the sheet")
        return
    for kind, said in _differences(request, lines, dict(item.facts)):
        yield gap(kind, f"{named}: the paper {item.id} {said}", "correct the sheet or the facts of the paper")


def _differences(request: Request, lines: list[Bought], facts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each thing that the paper says otherwise than the lines of the sheet: its name, and what the paper says."""
    number, supplier, customer, day, units = (_fact(facts, keys) for keys in _STATED)
    if number and number.casefold() != lines[0].invoice.casefold():
        yield "number", f"has the number {number}"
    if supplier and folded(supplier) != folded(lines[0].supplier):
        yield "paper_supplier", f"is of {supplier}"
    buyers = {folded(line.buyer): line.buyer for line in lines if line.buyer}
    if others := [name for key, name in buyers.items() if customer and key != folded(customer)]:
        yield "paper_buyer", f"is made out to {customer}, the sheet says {others[0]}"
    stated = [found for found in written(day) if found.names_a_day]
    if days := sorted({line.day for line in lines if stated and not any(found.is_among([line.day]) for found in stated)}):
        yield "paper_date", f"is of {day}, the sheet says {request.day(days[0])}"
    counts, total = re.findall(r"\d+", units.replace(",", "")), sum(line.quantity for line in lines)
    if len(counts) == 1 and int(counts[0]) != total:
        yield "paper_units", f"has {many(int(counts[0]), 'unit')}, the sheet {total:,}"


def _fact(facts: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((facts[key] for key in keys if facts.get(key)), "")


def _faults(request: Request, balances: tuple[Balance, ...], bought: tuple[Bought, ...]) -> Iterator[Fault]:
    """SKUs of which, when the notice came, more had been sold than bought, or which came from outside the chain."""
    notice = day_of(request.case.violation.received, request.policy.zone)
    in_chain = _firms(request)
    for balance in balances:
        if balance.short_on and balance.short_on <= notice:
            yield Fault(kind="short", of=balance.sku, said=f"{balance.sku}: {_short(request, balance)}.")
        for line in bought if in_chain is not None else ():
            if line.sku == balance.sku and line.day <= notice and folded(line.supplier) not in (in_chain or ()):
                said = f"{line.sku}: invoice {line.invoice} of {line.supplier}, {request.day(line.day)}."
                yield Fault(kind="supplier", of=line.sku, said=said)

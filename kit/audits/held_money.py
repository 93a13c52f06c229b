"""The money that is held: every row of the unsettled export by its reason, its age and whether its own day has passed."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING, Any

from kit.audits.request import Request
from kit.model import Audit, AuditRow, Fault, Gap, Rate, Window, day_of
from kit.tools.cells import harmless, text
from kit.tools.figures import many
from kit.tools.written_dates import written

if TYPE_CHECKING:
    import pandas as pd

EXHIBIT = "held_table"  # the kind of evidence that it is

BANDS = ((0, 14, "Up to 14 days"), (15, 30, "15 to 30 days"), (31, 100_000, "Over 30 days"))
"""Ages by which a held sum is split; own judgement, no page names any."""
_TERM = re.compile(r"delivered\s*\+\s*(\d{1,3})\s*days?", re.IGNORECASE)
PAST, WAITS, UNDELIVERED, DEDUCTED, NO_TERM = "past its day", "within its days", "not delivered", "deduction", "no day stated"
STANDINGS = (PAST, WAITS, UNDELIVERED, DEDUCTED, NO_TERM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One row of the export. `due`: the day on which it would be paid by the export's own words."""

    entry: str
    order: str
    reason: str
    currency: str
    amount: Decimal
    since: date | None  # delivered, else ordered, else entered
    due: date | None
    standing: str
    age: int | None
    where: str


def audit(request: Request) -> Audit:
    """Each reason with its sums by age and standing; an entry that is settled too is a gap."""
    found = Audit(
        id="held_money",
        title="Money held back",
        definition=(
            "Every row of the export of unsettled orders, by currency, reason and standing. An order is past its day if the"
            " days that the export adds to its delivery were over when the export was made. Age: days since the delivery, else"
            " since the order. All amounts are the platform's own estimates. An entry that the income export has settled is told."
        ),
        reads=("finance", "orders", "returns"),
    )
    table = request.table("unsettled")
    if table is None or table.empty:
        return replace(
            found, unavailable="there is no export of unsettled orders; put it, as downloaded under Finance, into finance/"
        )
    held = tuple(_held(request, row) for row in table.itertuples(index=False))
    return replace(
        found,
        sentence=_sentence(request, held),
        heads=("Reason", "Standing", "Entries", "Currency", "Sum", *(name for _, _, name in BANDS), "Oldest"),
        rows=tuple(_rows(request, held)),
        figures=_figures(request, held),
        rates=_rates(request, held),
        gaps=tuple(_gaps(request, held)),
        faults=tuple(_faults(request, held)),
        things=len(held),
        untold=sum(h.standing == NO_TERM for h in held),
        files={"held-entries.csv": _csv(held)},
        notes=tuple(_notes(request, table, held)),
    )


# --- one row ----------------------------------------------------------------------------------------


def _held(request: Request, row: Any) -> Held:
    as_of = exported(request, row.source_file)
    delivered, ordered, entered = (
        request.local_day(getattr(row, name, None)) for name in ("delivered_at", "ordered_at", "created_at")
    )
    amount = Decimal(str(row.estimated_amount))
    term = _TERM.search(text(getattr(row, "settle_text", None)))
    due = delivered + timedelta(days=int(term[1])) if delivered and term else _day_in(text(getattr(row, "settle_text", None)))
    since = delivered or ordered or entered
    return Held(
        entry=text(row.entry_id),
        order=text(getattr(row, "order_id", None)) or text(row.entry_id),
        reason=text(getattr(row, "reason", None)).strip("/ ") or "no reason stated",
        currency=text(getattr(row, "currency", None)) or request.policy.site.currency,
        amount=amount,
        since=since,
        due=due,
        standing=_standing(amount, delivered, due, as_of, is_dated=ordered is not None or delivered is not None),
        age=(as_of - since).days if since else None,
        where=f"{row.source_file}:{row.source_line}",
    )


def _day_in(said: str) -> date | None:
    """The day that stands there in full; where it can be read in two ways, none."""
    found = [day for one in written(said) for day in one.days]
    return found[0] if len(found) == 1 else None


def exported(request: Request, file: str) -> date:
    """The day on which the export was made, as `data.finance` states it; else the letter's."""
    stated = next((f.exported for f in request.case.data.finance if f.file == file and f.exported), None)
    return day_of(stated, request.policy.zone) if stated else request.today


def _standing(amount: Decimal, delivered: date | None, due: date | None, as_of: date, *, is_dated: bool) -> str:
    if amount < 0:
        return DEDUCTED
    if due is not None:
        return PAST if due < as_of else WAITS
    return UNDELIVERED if delivered is None and is_dated else NO_TERM


# --- rows and figures -------------------------------------------------------------------------------


def _rows(request: Request, held: Iterable[Held]) -> Iterator[AuditRow]:
    """A row for each currency, standing and reason: what is past its day first, the larger sum first."""
    groups: dict[tuple[str, str, str], list[Held]] = {}
    for h in held:
        groups.setdefault((h.currency, h.standing, h.reason), []).append(h)
    ranked = sorted(groups.items(), key=lambda g: (g[0][0], STANDINGS.index(g[0][1]), -_sum(g[1]), g[0][2]))
    for (currency, standing, reason), mine in ranked:
        ages = [h.age for h in mine if h.age is not None]
        cells = (
            reason, standing, f"{len(mine):,}", currency, _number(request, _sum(mine)),
            *(_in_band(request, mine, first, last) for first, last, _ in BANDS),
            f"{many(max(ages), 'day')}" if ages else "not stated",
        )  # fmt: skip
        yield AuditRow(cells=cells, state="open" if standing == NO_TERM else "plain")


def _in_band(request: Request, held: Iterable[Held], first: int, last: int) -> str:
    """The sum of those so many days old; an age that is not known stands in no band."""
    mine = [h for h in held if h.age is not None and first <= h.age <= last]
    return _number(request, _sum(mine)) if mine else ""


def _sum(held: Iterable[Held]) -> Decimal:
    return sum((h.amount for h in held), Decimal(0))


def money(request: Request, currency: str, amount: Decimal) -> str:
    """An amount with its currency, in the site's notation: GBP 1,204.50."""
    return f"{currency} {_number(request, amount)}"


def _number(request: Request, amount: Decimal) -> str:
    notation = request.policy.site.money
    said = f"{amount:,.2f}" if amount % 1 else f"{amount:,.0f}"
    marks = {",": notation.thousands, ".": notation.decimal}
    return "".join(marks.get(c, c) for c in said)


def _told(request: Request, held: Iterable[Held]) -> str:
    """Sums by currency, never added to one another."""
    sums: dict[str, list[Held]] = {}
    for h in held:
        sums.setdefault(h.currency, []).append(h)
    return " and ".join(money(request, name, _sum(mine)) for name, mine in sorted(sums.items())) or "nothing"


def _of(held: Iterable[Held], standing: str) -> list[Held]:
    return [h for h in held if h.standing == standing]


def _sentence(request: Request, held: tuple[Held, ...]) -> str:
    past, waits = _of(held, PAST), [h for h in held if h.standing in {WAITS, UNDELIVERED}]
    named = "the day that the export itself names"
    parts = (
        (past, f"past {named}"),
        (waits, f"still within {'it' if past else named} or on the way"),
        (_of(held, NO_TERM), "without a day in the export"),
        (_of(held, DEDUCTED), "of deductions"),
    )
    said = f"{_told(request, held)} {'is' if len({h.currency for h in held}) == 1 else 'are'} held in {many(len(held), 'entry', 'entries')}:"
    return f"{said} {', '.join(f'{_told(request, mine)} ({len(mine):,}) {what}' for mine, what in parts if mine)}."


def _figures(request: Request, held: tuple[Held, ...]) -> dict[str, str]:
    ages = [h.age for h in _of(held, PAST) if h.age is not None]
    dues = [h.due for h in _of(held, PAST) if h.due]
    named = {"past": PAST, "waits": WAITS, "undelivered": UNDELIVERED, "deducted": DEDUCTED, "no_term": NO_TERM}
    found = {"entries": f"{len(held):,}", "sum": _told(request, held)}
    for name, standing in named.items():
        mine = _of(held, standing)
        found |= {f"{name}_entries": f"{len(mine):,}", f"{name}_sum": _told(request, mine)}
    return found | ({"oldest": f"{max(ages)}", "first_due": request.day(min(dues))} if ages and dues else {})


def _rates(request: Request, held: tuple[Held, ...]) -> dict[str, Rate]:
    days = [h.since for h in held if h.since] or [request.today]
    window = Window(start=min(days), end=max(*days, request.today))
    return {"past": Rate(numerator=len(_of(held, PAST)), denominator=len(held), window=window)}


def _csv(held: Iterable[Held]) -> bytes:
    """Every entry with its standing and where it stands in the export."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("Entry", "Reason", "Currency", "Amount", "Since", "Due", "Standing", "Age", "Row"))
    for h in held:
        cells = (h.entry, h.reason, h.currency, h.amount, h.since, h.due, h.standing, h.age, h.where)
        writer.writerow([harmless("" if cell is None else str(cell)) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


# --- held against the other exports -----------------------------------------------------------------


def _settled(request: Request) -> dict[str, tuple[Decimal, str]]:
    """Amount and place of each entry that the income export has."""
    table = request.table("income")
    if table is None:
        return {}
    rows: list[Any] = list(table.dropna(subset=["entry_id", "settled_amount"]).itertuples(index=False))
    return {text(r.entry_id): (Decimal(str(r.settled_amount)), f"{r.source_file}:{r.source_line}") for r in rows}


def _gaps(request: Request, held: tuple[Held, ...]) -> Iterator[Gap]:
    settled = _settled(request)
    for h in held:
        if h.entry in settled:
            amount, where = settled[h.entry]
            said = f"entry {h.entry} is held here and settled with {money(request, h.currency, amount)} in {where}"
            fix = "export both files on one day, and take out what has been paid"
            yield Gap(id=f"held_money.{h.entry}.settled", severity="error", where=h.where, what=said, fix=fix)
    if len({h.currency for h in held}) > 1:
        said = f"the export has several currencies ({', '.join(sorted({h.currency for h in held}))}); they are never added up"
        yield Gap(
            id="held_money.currencies", severity="warning", where="finance/", what=said,
            fix="name each sum with its currency in the letter",
        )  # fmt: skip


def _returned(request: Request) -> frozenset[str]:
    """Orders with a return or a refund."""
    table = request.table("returns")
    return frozenset() if table is None else frozenset(table["order_id"].dropna().astype(str))


def _faults(request: Request, held: tuple[Held, ...]) -> Iterator[Fault]:
    """Why an entry may be held that has nothing to do with papers: on the way, sent back, a deduction."""
    returned = _returned(request)
    for h in held:
        said = f"{h.entry}, {money(request, h.currency, h.amount)}: {h.standing}."
        if h.standing == UNDELIVERED:
            yield Fault(kind="undelivered", of=h.entry, said=said)
        if h.order in returned or h.entry in returned:
            yield Fault(kind="returned", of=h.entry, said=said.replace(f"{h.standing}.", "sent back or refunded."))
        if h.standing == DEDUCTED:
            yield Fault(kind="deducted", of=h.entry, said=said)


def _notes(request: Request, table: "pd.DataFrame", held: tuple[Held, ...]) -> Iterator[str]:
    if "currency" not in table or table["currency"].isna().all():
        yield f"The export states no currency; {request.policy.site.currency}, that of the site, is assumed."
    days = sorted({exported(request, file) for file in table["source_file"].unique()})
    yield f"Ages and days are counted as of {' and '.join(request.day(day) for day in days)}."
    settled = _settled(request)
    if settled:
        both = sum(h.entry in settled for h in held)
        yield f"Held against {many(len(settled), 'entry', 'entries')} of the income export: {both:,} in both."
    else:
        yield "There is no income export, so it could not be told whether an entry has been paid."

"""Every SKU held against the papers filed for it: as it stood when the notice came, and as it stands on the letter's day."""

from collections.abc import Iterator
from dataclasses import replace

from kit.audits._books import Books
from kit.audits._register import differences
from kit.audits._standing import Standing
from kit.audits.request import Request
from kit.model import Audit, Fault, Gap
from kit.policy import certificates as matrix

_FIX: dict[str, str] = {
    "missing": "end the listing until the paper is there, then add the paper to records/ with its number and days",
    "applying": "end the listing until the paper is issued; an application covers no sale",
    "expired": "end the listing until the paper is renewed, or add the renewed one",
    "wrong_model": "end the listing, or file the paper that names this model",
    "wrong_market": "end the listing, or file the paper of this market",
    "wrong_holder": "add the holder's letter of authorisation, or end the listing",
    "parameter": "get a report that covers it, or end the listing",
    "issued_after_sale": "say in the letter that the paper proves the time since, not the sales before it",
    "prohibited": "end the listing and keep it ended: no paper cures it",
}


def audit(request: Request) -> Audit:
    """Each SKU with what is asked for it, how it stood at the notice and how it stands now; gaps are those of today."""
    found = Audit(
        id="certificates",
        title="Certificates held against listings",
        definition=(
            "For each SKU every paper that Category Requirements name (where the case does not state them, what the kit's matrix has for"
            " the market and category) was looked for in the register: filed for the SKU, of this market, naming the model, held by the"
            " seller, its maker or one who authorised the seller, and in force on the day. Numbers are compared by their shape only:"
            " plausible or not recognised. A SKU with several papers asked for stands as its worst one does."
        ),
    )
    books = Books(request)
    if not books.register.goods:
        return replace(
            found,
            unavailable="no SKU is known; put goods.csv into records/, a listing export into listings/, or SKUs into violation.skus",
        )
    if not books.register.papers and request.table("goods") is None:
        return replace(found, unavailable="there is no register of papers; put certificates.csv and goods.csv into records/")
    return replace(
        found,
        sentence=books.sentence,
        heads=books.heads,
        rows=tuple(books.rows()),
        figures=books.figures,
        rates=books.rates,
        gaps=tuple(_gaps(books)),
        faults=tuple(_faults(books)),
        things=len(books.then),
        untold=sum(standing is None for standing in books.then.values()),
        notes=tuple(books.notes()),
    )


# --- what is wrong ---------------------------------------------------------------------------------


def _faults(books: Books) -> Iterator[Fault]:
    for good, standing in books.then.items():
        if standing and (not standing.is_good or standing.state == "issued_after_sale"):
            yield Fault(kind=standing.state, of=good.sku, said=f"{standing.said}.")
        if good.category and good.listed_as and good.category != good.listed_as:
            yield Fault(kind="wrong_category", of=good.sku, said=f"{good.sku} is {good.category}, listed as {good.listed_as}.")


def _gaps(books: Books) -> Iterator[Gap]:
    late = {"issued_after_sale"} if books.request.case.stance == "dispute" else set()
    yield from (_gap(s) for s in books.now.values() if s and (not s.is_good or s.state in late))
    if books.request.case.stance == "dispute":
        yield from (_denied(s) for good, s in books.then.items() if s and not s.is_good and good not in books.now)
    yield from _listings(books)
    yield from _unknown(books)
    yield from _papers(books)


def _gap(standing: Standing) -> Gap:
    good, demand = standing.good, standing.demand
    basis = ""
    if demand:
        basis = f" (asked for by the kit's matrix, {demand.id}, {demand.grade}: {demand.source or 'unverified'}; compare Category Requirements)"
    is_sure = demand is None or demand.prohibited
    return Gap(
        id=f"certificates.{good.sku}.{standing.state}",
        severity="error" if is_sure else "warning",
        where=good.where,
        what=f"{good.sku} is on sale on the letter's day, and {standing.said}{basis}",
        fix=_FIX[standing.state],
        exhibits=tuple(e for e in (standing.paper.exhibit if standing.paper else None,) if e),
    )


def _denied(standing: Standing) -> Gap:
    """Goods that are off sale since: a dispute says that their papers were in force when the notice came."""
    good = standing.good
    return Gap(
        id=f"certificates.{good.sku}.then.{standing.state}",
        severity="error",
        where=good.where,
        what=f"the letter disputes the notice, and on its day {standing.said}",
        fix="show the paper that was in force on that day; without one, answer by a plan",
        exhibits=tuple(e for e in (standing.paper.exhibit if standing.paper else None,) if e),
    )


def _listings(books: Books) -> Iterator[Gap]:
    for good in books.register.goods:
        is_back = good.relisted is not None and good.relisted <= books.today
        if books.register.listed_now is not None and good.is_live and good.ended and good.ended <= books.today and not is_back:
            yield Gap(
                id=f"certificates.{good.sku}.still_listed",
                severity="error",
                where=good.where,
                what=f"{good.sku} is said to be off sale since {books.day(good.ended, year=True)} and stands in {books.register.newest_export}",
                fix="end the listing, or export the listings again if the export is older than that",
            )
    for sku, where in books.register.strangers:
        yield Gap(
            id=f"certificates.{sku}.unknown",
            severity="error",
            where=where,
            what=f"{sku} is listed and the table of goods does not have it",
            fix="add it to goods.csv with its category, model and the papers asked for",
        )


def _unknown(books: Books) -> Iterator[Gap]:
    for good in books.register.goods:
        if good.category is None and not good.asked and not good.unread:
            yield Gap(
                id=f"certificates.{good.sku}.category",
                severity="error",
                where=good.where,
                what=f"{good.sku}: its category is not recognised and no papers asked for are stated, so nothing could be held against it",
                fix="state Papers Asked For as Category Requirements list them, or a category that docs/certificates.md knows",
            )
        for name in good.unread:
            yield Gap(
                id=f"certificates.{good.sku}.asked",
                severity="warning",
                where=good.where,
                what=f"{good.sku}: {name!r} is asked for, and no such kind of paper is known",
                fix="name it as Category Requirements do, such as cosmetic notification, declaration of conformity, test report",
            )
    if books.unknown_orders:
        yield Gap(
            id="certificates.orders.unknown",
            severity="warning",
            where="records/goods.csv",
            what=f"{len(books.unknown_orders):,} orders hold a SKU that neither goods nor listings have; their worth is not counted",
            fix="add every SKU that was sold, with its category and the papers asked for",
        )
    known = {good.sku for good in books.register.goods}
    for sku in books.request.case.violation.skus:
        if sku not in known:
            yield Gap(
                id=f"certificates.{sku}.notice",
                severity="error",
                where="violation.skus",
                what=f"{sku} stands in the notice, and neither goods nor listings have it",
                fix="add it to goods.csv, with the day its listing ended if it is off sale",
            )


def _papers(books: Books) -> Iterator[Gap]:
    category = {good.sku: good.category for good in books.register.goods}
    site = books.request.case.violation.site
    for paper in books.register.papers:
        of = next((category[sku] for sku in paper.skus if sku in category), None)
        is_ours = not paper.market or matrix.market(paper.market.upper()) == matrix.market(site)
        if is_ours and paper.number and matrix.shape(paper.number, site, paper.kind, of) == "not recognised":
            yield Gap(
                id=f"certificates.{paper.number}.shape",
                severity="warning",
                where=paper.where,
                what=f"the number {paper.number} has a shape that is not recognised for a {paper.name} of this market",
                fix="look at the paper again; if it is so written there, say nothing more of it",
            )
        item = next((i for i in books.register.certificates if i.id == paper.exhibit), None)
        for what, mine, its in differences(paper, item) if item and paper.where != books.request.place(item) else ():
            yield Gap(
                id=f"certificates.{paper.number or paper.name}.{what}",
                severity="error",
                where=paper.where,
                what=f"{paper.called}: the register has {what} {mine}, the paper {paper.exhibit} {its}",
                fix="correct the register, or the facts in case.yaml, whichever is not what the paper says",
                exhibits=(paper.exhibit or "",),
            )

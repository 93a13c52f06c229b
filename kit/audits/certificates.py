"""Every SKU held against the papers filed for it: as it stood when the notice came, and as it stands on the letter's day."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from kit.audits._books import Books
from kit.audits._named import is_named, names_parameter
from kit.audits._register import Good, Paper, differences
from kit.audits._standing import SHOWN, Standing
from kit.audits._territory import is_of_site
from kit.audits.request import Request
from kit.model import Audit, Fault, Gap
from kit.policy import certificates as matrix
from kit.policy.claim_words import holds
from kit.tools import figures
from kit.tools.figures import many

EXHIBIT = "certificate_register"  # the kind of evidence that it is

_SHOW = "show the paper that was in force on that day; without one, answer by a plan"
_FIX: dict[str, str] = {
    "missing": "end the listing until the paper is there, then add the paper to records/ with its number and days",
    "applying": "end the listing until the paper is issued; an application covers no sale",
    "expired": "end the listing until the paper is renewed, or add the renewed one",
    "wrong_model": "end the listing, or file the paper that names this model",
    "wrong_market": "end the listing, or file the paper of this market",
    "wrong_holder": "add the holder's letter of authorisation, or end the listing",
    "parameter": "get a report that covers it, or end the listing",
    "no_first_day": "state in Valid From the first day as the paper has it",
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
        untold=sum(standing is None or not standing.is_told for standing in books.then.values()),
        notes=tuple(books.notes()),
        reads=("records", "listings", "orders"),
    )


# --- what is wrong ---------------------------------------------------------------------------------


def _faults(books: Books) -> Iterator[Fault]:
    for good, standing in books.then.items():
        if standing and standing.is_told and (not standing.is_good or standing.state == "issued_after_sale"):
            yield Fault(kind=standing.state, of=good.sku, said=f"{standing.said}.")
        if good.category and good.listed_as and good.category != good.listed_as:
            is_now, listed = matrix.category_name(good.category), matrix.category_name(good.listed_as)
            yield Fault(kind="wrong_category", of=good.sku, said=f"{good.sku} is “{is_now}”, listed as “{listed}”.")


def _gaps(books: Books) -> Iterator[Gap]:
    late = {"issued_after_sale"} if books.request.case.stance == "dispute" else set()
    now = (s for s in books.now.values() if s and (not s.is_good or s.state in late))
    yield from (_gap(alike, _fix(books, alike[0])) for alike in _alike(now))
    if books.request.case.stance == "dispute":
        gone = (s for good, s in books.then.items() if s and (not s.is_good or s.state in late) and good not in books.now)
        yield from (_denied(alike, _fix(books, alike[0])) for alike in _alike(gone))
    yield from _listings(books)
    yield from _titles(books)
    yield from _unknown(books)
    yield from _papers(books)
    yield from _uncompared(books)
    yield from _unseen(books)
    yield from _by_role(books)


def _alike(standings: Iterable[Standing]) -> Iterator[tuple[Standing, ...]]:
    """Those that lack the same in the same way, so that each way is told once."""
    found: dict[tuple[object, ...], list[Standing]] = {}
    for s in standings:
        found.setdefault((s.state, s.kind, s.demand.id if s.demand else "", s.paper), []).append(s)
    yield from map(tuple, found.values())


def _told(alike: tuple[Standing, ...]) -> str:
    """What is wrong with one SKU, or with several and which."""
    first, *others = alike
    if not others:
        return first.said
    kind = f"{matrix.kind_name(first.kind).lower()}: " if first.kind else ""
    return f"{kind}{SHOWN[first.state]}. The first: {first.said}"


def _of_several(alike: tuple[Standing, ...]) -> str:
    return f" of {len(alike):,} SKUs ({_named(alike)})" if len(alike) > 1 else ""


def _named(alike: tuple[Standing, ...]) -> str:
    return figures.some([s.good.sku for s in alike])


def _papers_of(alike: tuple[Standing, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.paper.exhibit for s in alike if s.paper and s.paper.exhibit))


def _gap(alike: tuple[Standing, ...], fix: str) -> Gap:
    standing = alike[0]
    good, demand = standing.good, standing.demand
    basis = ""
    if demand:
        basis = f" (asked for by the kit's matrix, {demand.id}, {demand.grade}: {demand.source or 'unverified'}; compare Category Requirements)"
    is_sure = demand is None or demand.prohibited
    return Gap(
        id=f"certificates.{good.sku}.{standing.state}",
        severity="error" if is_sure else "warning",
        where=good.where,
        what=(
            f"{len(alike):,} SKUs are on sale on the letter's day ({_named(alike)}); {_told(alike)}{basis}"
            if len(alike) > 1
            else f"{good.sku} is on sale on the letter's day, and {_told(alike)}{basis}"
        ),
        fix=fix,
        exhibits=_papers_of(alike),
    )


def _fix(books: Books, standing: Standing) -> str:
    """The next step; of a report without the parameter, what it covers, and whether only the register leaves the parameter out."""
    paper = standing.paper
    if standing.state != "parameter" or paper is None:
        return _FIX[standing.state]
    item = next((i for i in books.register.certificates if i.id == paper.exhibit), None)
    stated = dict(item.facts).get("parameters", "") if item else ""
    if names_parameter(books.judge.parameter, stated):
        return f"the paper {paper.exhibit} states {stated}, the register {paper.parameters or 'no parameters'} ({paper.where}): copy them from the paper"
    return f"{_FIX['parameter']}; {f'it covers {paper.parameters}' if paper.parameters else 'the register states no parameters of it'}"


def _denied(alike: tuple[Standing, ...], fix: str) -> Gap:
    """Goods that are off sale since: a dispute says that their papers were in force when the notice came."""
    standing = alike[0]
    is_late = standing.state == "issued_after_sale"
    if not is_late:
        fix = f"{fix}; without it, answer by a plan" if standing.state == "parameter" else _SHOW
    return Gap(
        id=f"certificates.{standing.good.sku}.then.{standing.state}",
        severity="error",
        where=standing.good.where,
        what=f"the letter disputes the notice{_of_several(alike)}, and {'' if is_late else 'on its day '}{_told(alike)}",
        fix=fix,
        exhibits=_papers_of(alike),
    )


def _listings(books: Books) -> Iterator[Gap]:
    register = books.register
    for good in register.goods:
        is_back = good.relisted is not None and good.relisted <= books.today
        if register.listed_now is not None and good.is_live and good.ended and good.ended <= books.today and not is_back:
            yield Gap(
                id=f"certificates.{good.sku}.still_listed",
                severity="error",
                where=good.where,
                what=f"{good.sku} is said to be off sale since {books.day(good.ended, year=True)} and stands in {register.newest_export}",
                fix="end the listing, or export the listings again if the export is older than that",
            )
    later = [g for g in register.goods if g.ended and g.ended <= books.today and not g.relisted]
    if unseen := [
        g.sku for g in later if not g.is_live and register.is_shown(g.sku) and register.is_before_export(g.ended) is False
    ]:
        yield Gap(
            id="certificates.export_older",
            severity="warning",
            where=register.newest_export or "listings/",
            what=f"the newest export of listings is from before {many(len(unseen), 'listing')} ended, so it does not show that they are gone: {figures.some(unseen)}",
            fix="export the listings again, put the file into listings/ and say in data.listings when it was exported",
        )
    if strangers := register.strangers:
        yield Gap(
            id=f"certificates.{strangers[0][0]}.unknown",
            severity="error",
            where=strangers[0][1],
            what=(
                f"{strangers[0][0]} is listed and the table of goods does not have it"
                if len(strangers) == 1
                else f"{len(strangers):,} SKUs are listed and the table of goods does not have them: {figures.some([sku for sku, _ in strangers])}"
            ),
            fix="add each to goods.csv with its category, model and the papers asked for",
        )


def _titles(books: Books) -> Iterator[Gap]:
    """Goods on sale under another category whose title names prohibited goods: a person has to look."""
    for good, standing in books.now.items():
        banned = matrix.prohibitions(books.request.case.violation.site, good.category)
        title = books.register.titles.get(good.sku, "")
        found = next(((r, word) for r in banned for word in r.words if holds(title, word)), None)
        if found and not (standing and standing.state == "prohibited"):
            record, word = found
            yield Gap(
                id=f"certificates.{good.sku}.title",
                severity="warning",
                where=good.where,
                what=f"{good.sku}: “{word}” in the title “{title}” may name prohibited goods ({record.id}, {record.grade}:"
                f" {record.source or 'unverified'})",
                fix="end the listing if the goods are such: no paper cures it; else take the word out of the title",
            )


def _every(books: Books) -> Iterator[Standing]:
    """Every kind of paper asked for, of each SKU on sale when the notice came and of each on sale on the letter's day."""
    for goods, day in ((books.then, books.notice), (books.now, books.today)):
        for good in goods:
            yield from books.judge.each(good, day)


def _uncompared(books: Books) -> Iterator[Gap]:
    """Papers that cover with a blank cell, told once for those that leave the same blank."""
    found: dict[tuple[str, ...], dict[Paper, list[str]]] = {}
    for s in _every(books):
        if s.paper and s.uncompared:
            found.setdefault(s.uncompared, {}).setdefault(s.paper, []).append(s.good.sku)
    for blank, papers in found.items():
        first, skus = next(iter(papers)), list(dict.fromkeys(sku for named in papers.values() for sku in named))
        others = f" and {many(len(papers) - 1, 'other paper')}" if len(papers) > 1 else ""
        yield Gap(
            id=f"certificates.{first.number or first.name}.blank",
            severity="warning",
            where=first.where,
            what=f"{first.called}{others} count{'' if others else 's'} as covering {figures.some(skus)}, and {figures.listed(blank)}"
            f" {'is' if len(blank) == 1 and blank != ('models',) else 'are'} blank: nothing was compared there",
            fix="fill the blank cells of the register as the paper has them; what the paper itself does not state is said in the letter",
            exhibits=tuple(dict.fromkeys(p.exhibit for p in papers if p.exhibit)),
        )


def _unseen(books: Books) -> Iterator[Gap]:
    """Goods listed before their paper's first day, in days of which there are no orders, told once for each paper."""
    found: dict[Paper, dict[str, date]] = {}
    for s in _every(books):
        if s.paper and s.is_unseen and s.good.listed:
            found.setdefault(s.paper, {})[s.good.sku] = s.good.listed
    begin = books.register.first_order
    for paper, skus in found.items():
        first, listed = min(skus.items(), key=lambda pair: pair[1])
        orders = f"the orders begin on {books.day(begin, year=True)}" if begin else "there are no orders"
        yield Gap(
            id=f"certificates.{first}.unseen",
            severity="warning",
            where=paper.where,
            what=f"{paper.called} holds from {books.day(paper.start, year=True) if paper.start else '-'}, {figures.some(sorted(skus))}"
            f" {'was' if len(skus) == 1 else 'were'} listed from {books.day(listed, year=True)}, and {orders}: sales before the paper cannot be excluded",
            fix="export the orders from the day of listing on, or say in the letter from which day on sales are shown",
            exhibits=(paper.exhibit,) if paper.exhibit else (),
        )


def _by_role(books: Books) -> Iterator[Gap]:
    """What the marketplace asks for in the role that is stated, and neither the list of papers asked for nor the register has."""
    register, site = books.register, books.request.case.violation.site
    found: dict[matrix.Requirement, list[Good]] = {}
    for good in register.goods:
        held = {*good.asked, *(p.kind for p in register.papers if is_named(good.sku, p.skus))}
        for asked in matrix.of_marketplace(site, good.category, good.role, good.called):
            if not held & {*asked.papers}:
                found.setdefault(asked, []).append(good)
    for asked, goods in found.items():
        yield Gap(
            id=f"certificates.{goods[0].sku}.role.{asked.id}",
            severity="info",
            where=goods[0].where,
            what=f"{figures.some([g.sku for g in goods])}: of a {goods[0].role} the marketplace, not the law, asks for {asked.document} ({asked.id},"
            f" {asked.grade}: {asked.source or 'unverified'}), and none is filed",
            fix="compare Category Requirements; file it where it is there, it helps",
        )


def _unasked(books: Books) -> Iterator[Gap]:
    """SKUs of the notice for which the paper complained of is not known to be asked: nothing was held against it."""
    named = {sku.casefold() for sku in books.request.case.violation.skus}
    mine = [good for good in books.register.goods if good.sku.casefold() in named and not good.unread]
    if bare := [good for good in mine if good.category and not books.judge.demands(good)]:
        yield Gap(
            id=f"certificates.{bare[0].sku}.unasked",
            severity="error",
            where=bare[0].where,
            what=f"the notice complains of {figures.some([g.sku for g in bare])}, and neither the table of goods nor the kit's matrix knows a"
            " paper that is asked for: nothing could be held against it",
            fix="state in Papers Asked For the paper that the notice or Category Requirements name",
        )
    asked = {good: {kind for kind, _ in books.judge.demands(good)} for good in mine}
    for complaint, kind in books.complaints.items():
        if other := [good.sku for good in mine if asked[good] and "" not in asked[good] and kind not in asked[good]]:
            paper = f"no {matrix.kind_name(kind).lower()}" if kind else "no such paper"
            yield Gap(
                id=f"certificates.{other[0]}.unasked.{kind or 'kind'}",
                severity="warning",
                where=mine[0].where,
                what=f"the notice complains of {complaint}, and {paper} is known to be asked for {figures.some(other)}: nothing was held"
                " against that complaint",
                fix="name it in Papers Asked For as Category Requirements do, and file the paper that answers it",
            )


def _unknown(books: Books) -> Iterator[Gap]:
    yield from _unasked(books)
    goods = books.register.goods
    if bare := [g for g in goods if not books.judge.demands(g) and g.category is None and not g.unread]:
        of = "its category is" if len(bare) == 1 else "their categories are"
        yield Gap(
            id=f"certificates.{bare[0].sku}.category",
            severity="error",
            where=bare[0].where,
            what=f"{figures.some([g.sku for g in bare])}: {of} not recognised and no papers asked for are stated, so nothing could be held against {'it' if len(bare) == 1 else 'them'}",
            fix="state Papers Asked For as Category Requirements list them, or a category that docs/certificates.md knows",
        )
    for name in dict.fromkeys(name for good in goods for name in good.unread):
        mine = [good for good in goods if name in good.unread]
        yield Gap(
            id=f"certificates.{mine[0].sku}.asked",
            severity="warning",
            where=mine[0].where,
            what=f"{figures.some([g.sku for g in mine])}: {name!r} is asked for, and no such kind of paper is known",
            fix="name it as Category Requirements do, such as cosmetic notification, declaration of conformity, test report",
        )
    if books.unknown_orders:
        yield Gap(
            id="certificates.orders.unknown",
            severity="warning",
            where="records/goods.csv",
            what=f"{many(len(books.unknown_orders), 'order holds', 'orders hold')} a SKU that neither goods nor listings have; their worth is not counted",
            fix="add every SKU that was sold, with its category and the papers asked for",
        )
    known = {good.sku for good in goods}
    if absent := [sku for sku in books.request.case.violation.skus if sku not in known]:
        yield Gap(
            id=f"certificates.{absent[0]}.notice",
            severity="error",
            where="violation.skus",
            what=f"{figures.some(absent)} {'stands' if len(absent) == 1 else 'stand'} in the notice, and neither goods nor listings have {'it' if len(absent) == 1 else 'them'}",
            fix="add each to goods.csv, with the day its listing ended if it is off sale",
        )


def _papers(books: Books) -> Iterator[Gap]:
    category = {good.sku: good.category for good in books.register.goods}
    site = books.request.case.violation.site
    for paper in books.register.papers:
        of = next((category[sku] for sku in paper.skus if sku in category), None)
        is_ours = not paper.market or is_of_site(paper.market, site)
        if is_ours and paper.number and matrix.shape(paper.number, site, paper.kind, of) == "not recognised":
            yield Gap(
                id=f"certificates.{paper.number}.shape",
                severity="warning",
                where=paper.where,
                what=f"the number {paper.number} has a shape that is not recognised for a {paper.name} of this market",
                fix="look at the paper again; if it is so written there, say nothing more of it",
            )
        if wrong := _days_wrong(paper):
            yield Gap(
                id=f"certificates.{paper.number or paper.name}.days",
                severity="error",
                where=paper.where,
                what=f"{paper.called} {wrong}",
                fix="correct the day that is wrong by the paper itself",
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


def _days_wrong(paper: Paper) -> str:
    """Days of a paper that cannot all be true."""
    if paper.start and paper.end and paper.end < paper.start:
        return f"ends on {paper.end.isoformat()}, before it begins on {paper.start.isoformat()}"
    if paper.start and paper.applied and paper.start < paper.applied:
        return f"holds from {paper.start.isoformat()}, before it was applied for on {paper.applied.isoformat()}"
    return ""

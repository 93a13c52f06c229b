"""Every SKU held against the papers filed for it: as it stood when the notice came, and as it stands on the letter's day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Literal

from kit.audits._register import Good, Register, differences
from kit.audits._standing import GOOD, ORDER, SHOWN, SOON_DAYS, Judge, Standing
from kit.audits.request import Request
from kit.model import Audit, AuditRow, Fault, Gap, Rate, Window, day_of
from kit.policy import certificates as matrix
from kit.tools import figures, statistics

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
    books = _Books(request)
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
        heads=("SKU", "Model", "Asked for", "Number", f"On {books.day(books.notice)}", f"On {books.day(books.today)}"),
        rows=tuple(books.rows()),
        figures=books.figures,
        rates=books.rates,
        gaps=tuple(books.gaps()),
        faults=tuple(books.faults()),
        things=len(books.then),
        untold=sum(standing is None for standing in books.then.values()),
        notes=tuple(books.notes()),
    )


@dataclass(frozen=True, slots=False, eq=False)
class _Books:
    """The two days of one case. `then` and `now`: how each SKU on sale stood; None where nothing is known to be asked for."""

    request: Request

    @cached_property
    def register(self) -> Register:
        return Register(request=self.request)

    @cached_property
    def judge(self) -> Judge:
        notices = self.request.papers("notice")
        stated = (dict(item.facts).get("parameter", "") for item in notices)
        return Judge(register=self.register, parameter=next((text for text in stated if text), ""))

    @property
    def notice(self) -> date:
        return self.register.notice_day

    @property
    def today(self) -> date:
        return self.request.today

    @cached_property
    def then(self) -> Mapping[Good, Standing | None]:
        return {good: self.judge.worst(good, self.notice) for good in self.register.goods if good.is_on_sale(self.notice)}

    @cached_property
    def now(self) -> Mapping[Good, Standing | None]:
        return {
            good: self.judge.worst(good, self.today)
            for good in self.register.goods
            if good.is_live and good.is_on_sale(self.today)
        }

    def day(self, day: date, *, year: bool = False) -> str:
        return figures.day(day, self.request.policy.site.date_style, year=year)

    # --- what is printed -------------------------------------------------------------------------

    @property
    def sentence(self) -> str:
        before, after = self.rates["before"], self.rates["after"]
        return (
            f"On {self.day(self.notice, year=True)}, {before.numerator:,} of {before.denominator:,} SKUs on sale"
            f" ({figures.share(before.value)}) had every paper asked for; on {self.day(self.today, year=True)},"
            f" {after.numerator:,} of {after.denominator:,} ({figures.share(after.value)})."
        )

    def rows(self) -> Iterator[AuditRow]:
        """Those at fault when the notice came first, the worst first; the others in their own order."""
        goods = self.register.goods
        yield from (self._row(good) for good in sorted(goods, key=self._rank))

    def _rank(self, good: Good) -> int:
        standing = self.then.get(good)
        return 0 if standing is None or standing.state in {"covered", "expiring"} else -ORDER.index(standing.state)

    def _row(self, good: Good) -> AuditRow:
        then, now = self.then.get(good), self.now.get(good)
        shown = now or then
        paper = shown.paper if shown else None
        until = f", to {self.day(paper.end, year=True)}" if paper and paper.end else ""
        cells = (
            good.sku,
            good.model or "-",
            matrix.kind_name(shown.kind) if shown and shown.kind else "-",
            f"{paper.number or '-'}{until}" if paper else "-",
            SHOWN[then.state] if then else ("nothing asked for" if good in self.then else "not on sale"),
            self._cell_now(good, now),
        )
        exhibits = dict.fromkeys(e for e in (paper.exhibit if paper else None, good.exhibit) if e)
        return AuditRow(cells=cells, state=self._state(good, now), exhibits=tuple(exhibits))

    def _cell_now(self, good: Good, now: Standing | None) -> str:
        if good in self.now:
            return SHOWN[now.state] if now else "nothing asked for"
        return f"listing ended {self.day(good.ended)}" if good.ended else "not on sale"

    def _state(self, good: Good, now: Standing | None) -> Literal["good", "gap", "open", "plain"]:
        if good not in self.now:
            return "plain"
        if now is None:
            return "open"
        return "good" if now.is_good else "gap"

    # --- counts ----------------------------------------------------------------------------------

    @cached_property
    def rates(self) -> dict[str, Rate]:
        return {"before": _rate(self.then, self.notice), "after": _rate(self.now, self.today)}

    @cached_property
    def figures(self) -> dict[str, str]:
        wrong = [s for s in self.then.values() if s and not s.is_good]
        counts: dict[str, int] = {
            "skus": len(self.register.goods),
            "on_sale": len(self.then),
            "faulty": len(wrong),
            "ended": sum(good.ended is not None and self.notice <= good.ended <= self.today for good in self.then),
            "on_sale_now": len(self.now),
            "papers": len(self.register.papers),
            "applying_now": sum(self._is_applied_for(good) for good in self.register.goods if good not in self.now),
        }
        counts |= {state: sum(s.state == state for s in wrong) for state in ORDER if state not in GOOD}
        return {name: f"{count:,}" for name, count in counts.items()} | self._revenue | self._sold

    def _is_applied_for(self, good: Good) -> bool:
        standing = self.judge.worst(good, self.today)
        return standing is not None and standing.state == "applying"

    @cached_property
    def _sold(self) -> dict[str, str]:
        """Orders of the notice's days that hold a SKU at fault."""
        orders, window = self.request.orders, self.request.case.violation.window
        if orders is None or orders.lines.empty or window is None:
            return {}
        faulty = {good.sku for good, s in self.then.items() if s and not s.is_good}
        lines = orders.lines
        days = lines["created_at"].dt.tz_convert(self.request.policy.zone.key).dt.date
        inside = (days >= window.start) & (days <= window.end) & lines["seller_sku"].astype(str).isin(faulty)
        return {"orders_faulty": f"{lines.loc[inside, 'order_id'].nunique():,}"}

    @cached_property
    def _revenue(self) -> dict[str, str]:
        """What orders not cancelled were worth whose every SKU was covered, before the notice and since the listings were put right."""
        window, since = self.request.case.violation.window, self._put_right
        periods = {
            "before": (window or Window(start=self.notice - timedelta(days=28), end=self.notice), self.then),
            "after": (Window(start=since, end=self.today), self.now) if since else None,
        }
        told: dict[str, str] = {}
        for name, period in periods.items():
            worth = _worth(self.request, *period) if period else None
            if worth:
                told |= {f"revenue_{name}": worth[0], f"revenue_{name}_share": worth[1]}
        return told

    @property
    def _put_right(self) -> date | None:
        zone = self.request.policy.zone
        done = [day_of(action.done, zone) for action in self.request.case.corrective if action.done]
        return max(done) + timedelta(days=1) if done and max(done) < self.today else None

    # --- what is wrong ---------------------------------------------------------------------------

    def faults(self) -> Iterator[Fault]:
        for good, standing in self.then.items():
            if standing and (not standing.is_good or standing.state == "issued_after_sale"):
                yield Fault(kind=standing.state, of=good.sku, said=f"{standing.said}.")
            if good.category and good.listed_as and good.category != good.listed_as:
                yield Fault(
                    kind="wrong_category", of=good.sku, said=f"{good.sku} is {good.category}, listed as {good.listed_as}."
                )

    def gaps(self) -> Iterator[Gap]:
        late = {"issued_after_sale"} if self.request.case.stance == "dispute" else set()
        yield from (self._gap(s) for s in self.now.values() if s and (not s.is_good or s.state in late))
        yield from self._listings()
        yield from self._unknown()
        yield from self._papers()

    def _gap(self, standing: Standing) -> Gap:
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

    def _listings(self) -> Iterator[Gap]:
        for good in self.register.goods:
            if self.register.listed_now is not None and good.is_live and good.ended and good.ended <= self.today:
                yield Gap(
                    id=f"certificates.{good.sku}.still_listed",
                    severity="error",
                    where=good.where,
                    what=f"{good.sku} is said to be off sale since {self.day(good.ended, year=True)} and stands in {self.register.newest_export}",
                    fix="end the listing, or export the listings again if the export is older than that",
                )
        for sku, where in self.register.strangers:
            yield Gap(
                id=f"certificates.{sku}.unknown",
                severity="error",
                where=where,
                what=f"{sku} is listed and the table of goods does not have it",
                fix="add it to goods.csv with its category, model and the papers asked for",
            )

    def _unknown(self) -> Iterator[Gap]:
        for good in self.register.goods:
            for name in good.unread:
                yield Gap(
                    id=f"certificates.{good.sku}.asked",
                    severity="warning",
                    where=good.where,
                    what=f"{good.sku}: {name!r} is asked for, and no such kind of paper is known",
                    fix="name it as Category Requirements do, such as cosmetic notification, declaration of conformity, test report",
                )
        known = {good.sku for good in self.register.goods}
        for sku in self.request.case.violation.skus:
            if sku not in known:
                yield Gap(
                    id=f"certificates.{sku}.notice",
                    severity="error",
                    where="violation.skus",
                    what=f"{sku} stands in the notice, and neither goods nor listings have it",
                    fix="add it to goods.csv, with the day its listing ended if it is off sale",
                )

    def _papers(self) -> Iterator[Gap]:
        category = {good.sku: good.category for good in self.register.goods}
        site = self.request.case.violation.site
        for paper in self.register.papers:
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
            item = next((i for i in self.register.certificates if i.id == paper.exhibit), None)
            for what, mine, its in differences(paper, item) if item and paper.where != self.request.place(item) else ():
                yield Gap(
                    id=f"certificates.{paper.number or paper.name}.{what}",
                    severity="error",
                    where=paper.where,
                    what=f"{paper.called}: the register has {what} {mine}, the paper {paper.exhibit} {its}",
                    fix="correct the register, or the facts in case.yaml, whichever is not what the paper says",
                    exhibits=(paper.exhibit or "",),
                )

    def notes(self) -> Iterator[str]:
        demands = {d.id: d for good in self.register.goods for _, d in self.judge.demands(good) if d}
        for demand in demands.values():
            basis = f"{demand.grade}: {demand.source}" if demand.source else "unverified, own knowledge"
            yield f"Asked for by the kit's matrix, not by a list of the platform: {demand.document} ({demand.id}, {basis})."
        if any(s and s.state == "expiring" for s in self.now.values()):
            yield f"A paper that ends within {SOON_DAYS} days still covers its SKUs; the renewal calendar names it."


def _rate(standings: Mapping[Good, Standing | None], day: date) -> Rate:
    good, of = sum(s is None or s.is_good for s in standings.values()), len(standings)
    low, high = statistics.wilson(good, of) if of else (None, None)
    return Rate(numerator=good, denominator=of, window=Window(start=day, end=day), low=low, high=high)


def _worth(request: Request, window: Window, standings: Mapping[Good, Standing | None]) -> tuple[str, str] | None:
    """What orders of those days were worth whose every SKU was covered, of all: the amounts and their share."""
    orders = request.orders
    if orders is None or orders.orders.empty:
        return None
    table = orders.orders
    days = table["created_at"].dt.tz_convert(request.policy.zone.key).dt.date
    inside = (days >= window.start) & (days <= window.end) & table["cancelled_at"].isna() & table["order_amount"].notna()
    chosen = table.loc[inside]
    if chosen.empty:
        return None
    covered = {good.sku for good, s in standings.items() if s is None or s.is_good}
    lines = orders.lines
    uncovered = set(lines.loc[~lines["seller_sku"].astype(str).isin(covered), "order_id"])
    whole = sum(chosen["order_amount"], Decimal(0))
    part = sum(chosen.loc[~chosen["order_id"].isin(uncovered), "order_amount"], Decimal(0))
    currency = request.policy.site.currency
    share = figures.share(float(part / whole)) if whole else figures.NOT_APPLICABLE
    return f"{currency} {part:,.2f} of {currency} {whole:,.2f} ({share})", share

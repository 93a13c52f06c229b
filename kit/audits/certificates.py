"""Every SKU held against the papers filed for it: as it stood when the notice came, and as it stands on the letter's day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal

from kit.audits._register import Good, Paper, Register, differences
from kit.audits._standing import GOOD, ORDER, SHOWN, SOON_DAYS, Judge, Standing
from kit.audits.request import Request
from kit.model import Audit, AuditRow, Fault, Gap, Rate, Window
from kit.policy import certificates as matrix
from kit.tools import figures, statistics

if TYPE_CHECKING:
    import pandas as pd

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
        heads=books.heads,
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

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """What is asked for has a column where SKUs differ in it; a dispute shows the first sale, a plan the letter's day."""
        asked = ("Asked for",) if self._is_mixed else ()
        then = f"On {self.day(self.notice)}"
        days = ("First sold", then) if self._is_disputed else (then, f"On {self.day(self.today)}")
        return ("SKU", "Model", *asked, "Number", *days)

    @cached_property
    def _is_mixed(self) -> bool:
        return len({kind for good in self.register.goods for kind, _ in self.judge.demands(good)}) != 1

    @property
    def _is_disputed(self) -> bool:
        return self.request.case.stance == "dispute"

    def rows(self) -> Iterator[AuditRow]:
        """Those at fault when the notice came first, the worst first; a row for each paper asked for."""
        for good in sorted(self.register.goods, key=self._rank):
            then, now = self.judge.each(good, self.notice), self.judge.each(good, self.today)
            yield from (self._row(good, *pair) for pair in (zip(then, now, strict=True) if then else [(None, None)]))

    def _rank(self, good: Good) -> int:
        standing = self.then.get(good)
        return 0 if standing is None or standing.state in {"covered", "expiring"} else -ORDER.index(standing.state)

    def _row(self, good: Good, then: Standing | None, now: Standing | None) -> AuditRow:
        shown = now if good in self.now or good not in self.then else then
        paper = shown.paper if shown else None
        asked = matrix.kind_name(shown.kind) if shown and shown.kind else "-"
        at_notice = (SHOWN[then.state] if then else "nothing asked for") if good in self.then else "not on sale"
        first = self.day(good.sold, year=True) if good.sold else "no order"
        days = (first, at_notice) if self._is_disputed else (at_notice, self._cell_now(good, now))
        return AuditRow(
            cells=(good.sku, good.model or "-", *((asked,) if self._is_mixed else ()), self._number(paper), *days),
            state=self._state(good, now),
            exhibits=tuple(dict.fromkeys(e for e in (paper.exhibit if paper else None, good.exhibit) if e)),
        )

    def _number(self, paper: Paper | None) -> str:
        """The number with its last day, or with its first where it has no last."""
        if paper is None:
            return "-"
        if paper.end:
            return f"{paper.number or '-'}, to {self.day(paper.end, year=True)}"
        return f"{paper.number or '-'}" + (f", from {self.day(paper.start, year=True)}" if paper.start else "")

    def _cell_now(self, good: Good, now: Standing | None) -> str:
        if good in self.now:
            again = f", listed again {self.day(good.relisted)}" if good.relisted else ""
            return f"{SHOWN[now.state] if now else 'nothing asked for'}{again}"
        end = f"listing ended {self.day(good.ended)}" if good.ended else "not on sale"
        return f"{end}, applied for" if now and now.state == "applying" else end

    def _state(self, good: Good, now: Standing | None) -> Literal["good", "gap", "open", "plain"]:
        if good not in self.now:
            return "open" if now and now.state == "applying" else "plain"
        if now is None:
            return "open"
        return "good" if now.is_good else "gap"

    # --- counts ----------------------------------------------------------------------------------

    @cached_property
    def rates(self) -> dict[str, Rate]:
        known = {"before": _rate(self.then, self.notice), "after": _rate(self.now, self.today)}
        return known | {"window": window} if (window := self._each_day) else known

    @property
    def _each_day(self) -> Rate | None:
        """How many of the SKUs that were on sale in the notice's days were covered on each of those days."""
        window = self.request.case.violation.window
        if window is None:
            return None
        days = [window.start + timedelta(days=n) for n in range((window.end - window.start).days + 1)]
        sold = {good: on for good in self.register.goods if (on := [day for day in days if good.is_on_sale(day)])}
        good = sum(all(s is None or s.is_good for s in (self.judge.worst(good, day) for day in on)) for good, on in sold.items())
        low, high = statistics.wilson(good, len(sold)) if sold else (None, None)
        return Rate(numerator=good, denominator=len(sold), window=window, low=low, high=high)

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
            "without_role": sum(good.role not in matrix.ROLES for good in self.register.goods),
            "applying_now": sum(self._is_applied_for(good) for good in self.register.goods if good not in self.now),
        }
        counts |= {state: sum(s.state == state for s in wrong) for state in ORDER if state not in GOOD}
        return {name: f"{count:,}" for name, count in counts.items()} | self._revenue

    def _is_applied_for(self, good: Good) -> bool:
        standing = self.judge.worst(good, self.today)
        return standing is not None and standing.state == "applying"

    @cached_property
    def _orders(self) -> "pd.DataFrame | None":
        """Every order not cancelled that states its worth: its local day, and whether each of its SKUs was covered on that day."""
        orders = self.request.orders
        if orders is None or orders.orders.empty or orders.orders["order_amount"].isna().all():
            return None
        zone, by_sku = self.request.policy.zone.key, {good.sku: good for good in self.register.goods}
        table, lines = orders.orders, orders.lines
        chosen = table.loc[
            table["cancelled_at"].isna() & table["order_amount"].notna(), ["order_id", "order_amount", "created_at"]
        ]
        days = lines["created_at"].dt.tz_convert(zone).dt.date
        sold = lines["seller_sku"].astype(str).tolist()

        @cache
        def was_covered(sku: str, day: date) -> bool:
            standing = self.judge.worst(by_sku[sku], day) if sku in by_sku else None
            return standing is None or standing.is_good

        bare = {order for order, sku, day in zip(lines["order_id"], sold, days, strict=True) if not was_covered(sku, day)}
        return chosen.assign(day=chosen["created_at"].dt.tz_convert(zone).dt.date, is_covered=~chosen["order_id"].isin(bare))

    @cached_property
    def _revenue(self) -> dict[str, str]:
        """What orders were worth whose every SKU was covered on their day, of all: in the notice's days, and since the last listing ended."""
        if self._orders is None:
            return {}
        window = self.request.case.violation.window or Window(start=self.notice - timedelta(days=28), end=self.notice)
        ended = [good.ended for good in self.then if good.ended and self.notice <= good.ended < self.today]
        since = Window(start=max(ended) + timedelta(days=1), end=self.today) if ended else None
        told: dict[str, str] = {}
        for name, days in (("before", window), ("after", since)):
            found = _worth(self._orders, days, self.request.policy.site.currency) if days else None
            if found:
                told |= {f"{what}_{name}": text for what, text in found.items()}
        return told

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
        if self.request.case.stance == "dispute":
            yield from (self._denied(s) for good, s in self.then.items() if s and not s.is_good and good not in self.now)
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

    def _denied(self, standing: Standing) -> Gap:
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

    def _listings(self) -> Iterator[Gap]:
        for good in self.register.goods:
            is_back = good.relisted is not None and good.relisted <= self.today
            if self.register.listed_now is not None and good.is_live and good.ended and good.ended <= self.today and not is_back:
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
        kinds = {kind for good in self.register.goods for kind, _ in self.judge.demands(good)}
        if not self._is_mixed:
            yield f"The one paper asked for is the same for every SKU: {matrix.kind_name(min(kinds)).lower()}."
        demands = {d.id: d for good in self.register.goods for _, d in self.judge.demands(good) if d}
        for demand in demands.values():
            basis = f"{demand.grade}: {demand.source}" if demand.source else "unverified, own knowledge"
            yield f"Asked for by the kit's matrix, not by a list of the platform: {demand.document} ({demand.id}, {basis})."
        yield from (
            f"Orders not cancelled of {when} whose every SKU was covered on the day of the order were worth {self._revenue[f'revenue_{name}']};"
            f" {self._revenue[f'orders_faulty_{name}']} of {self._revenue[f'orders_{name}']} orders held another SKU."
            for name, when in (("before", "the notice's days"), ("after", "the days since the listings ended"))
            if f"revenue_{name}" in self._revenue
        )
        if any(s and s.state == "expiring" for s in self.now.values()):
            yield f"A paper that ends within {SOON_DAYS} days still covers its SKUs; the renewal calendar names it."


def _rate(standings: Mapping[Good, Standing | None], day: date) -> Rate:
    good, of = sum(s is None or s.is_good for s in standings.values()), len(standings)
    low, high = statistics.wilson(good, of) if of else (None, None)
    return Rate(numerator=good, denominator=of, window=Window(start=day, end=day), low=low, high=high)


def _worth(orders: "pd.DataFrame", window: Window, currency: str) -> dict[str, str]:
    """The amounts and their share, and how many orders were not covered."""
    chosen = orders[(orders["day"] >= window.start) & (orders["day"] <= window.end)]
    whole = sum(chosen["order_amount"], Decimal(0))
    if not whole:
        return {}
    part = sum(chosen.loc[chosen["is_covered"], "order_amount"], Decimal(0))
    share = figures.share(float(part / whole))
    return {
        "revenue": f"{currency} {part:,.2f} of {currency} {whole:,.2f} ({share})",
        "revenue_share": share,
        "orders_faulty": f"{int((~chosen['is_covered']).sum()):,}",
        "orders": f"{len(chosen):,}",
    }

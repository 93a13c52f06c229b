"""How every SKU of a case stood when the notice came and stands on the letter's day: rows, rates and worth."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal

from kit.audits._register import Good, Paper, Register
from kit.audits._standing import GOOD, ORDER, SHOWN, SOON_DAYS, Judge, Standing
from kit.audits.request import Request
from kit.model import AuditRow, Rate, Window
from kit.policy import certificates as matrix
from kit.tools import figures, statistics

if TYPE_CHECKING:
    import pandas as pd

_SPANS = (("before", "the notice's days"), ("after", "the days since the listings ended"))
"""The days of which orders are summed up, by what their figures end with."""


@dataclass(frozen=True, slots=False, eq=False)
class Books:
    """The two days of one case. `then` and `now`: how each SKU on sale stood; None where nothing is known to be asked for."""

    request: Request

    @cached_property
    def register(self) -> Register:
        return Register(request=self.request)

    @cached_property
    def judge(self) -> Judge:
        return Judge(register=self.register, parameter=self._stated("parameter"))

    @property
    def complaints(self) -> dict[str, str | None]:
        """What the notice misses, each with the kind of paper that would show it; None: no such kind is known."""
        paper = self._stated("paper")
        told: dict[str, str | None] = {paper: matrix.kind_of(paper)} if paper else {}
        return told | ({self.judge.parameter: "test_report"} if self.judge.parameter else {})

    def _stated(self, fact: str) -> str:
        stated = (dict(item.facts).get(fact, "") for item in self.request.papers("notice"))
        return next((text for text in stated if text), "")

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
        of_which = " of which a paper is asked" if None in (*self.then.values(), *self.now.values()) else ""
        first = (
            f"{before.numerator:,} of {figures.many(before.denominator, 'SKU')} on sale{of_which} ({figures.share(before.value)}) had every"
            " paper asked for"
            if before.denominator
            else self._none(self.then)
        )
        second = (
            f"{after.numerator:,} of {after.denominator:,} ({figures.share(after.value)})"
            if after.denominator
            else self._none(self.now)
        )
        return f"On {self.day(self.notice, year=True)}, {first}; on {self.day(self.today, year=True)}, {second}."

    def _none(self, standings: Mapping[Good, Standing | None]) -> str:
        """Why a day has no share."""
        return "no paper was asked for any SKU on sale" if standings else "no SKU was on sale"

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
        at_notice = (_shown(then) if then else "nothing asked for") if good in self.then else "not on sale"
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
            return f"{_shown(now) if now else 'nothing asked for'}{again}"
        end = f"listing ended {self.day(good.ended)}" if good.ended else "not on sale"
        return f"{end}, applied for" if now and now.state == "applying" else end

    def _state(self, good: Good, now: Standing | None) -> Literal["good", "gap", "open", "plain"]:
        if good not in self.now:
            return "open" if now and now.state == "applying" else "plain"
        if now is None or now.uncompared or now.is_unseen or not now.is_told:
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
        judged = ([s for day in on if (s := self.judge.worst(good, day))] for good, on in sold.items())
        asked = [states for states in judged if states]
        good = sum(all(s.is_good for s in states) for states in asked)
        low, high = statistics.wilson(good, len(asked)) if asked else (None, None)
        return Rate(numerator=good, denominator=len(asked), window=window, low=low, high=high)

    @cached_property
    def figures(self) -> dict[str, str]:
        wrong = [s for s in self.then.values() if s and not s.is_good]
        unasked = {good for day in (self.then, self.now) for good, s in day.items() if s is None}
        counts: dict[str, int] = {
            "skus": len(self.register.goods),
            "on_sale": len(self.then),
            "faulty": len(wrong),
            "ended": sum(good.ended is not None and self.notice <= good.ended <= self.today for good in self.then),
            "on_sale_now": len(self.now),
            "papers": len(self.register.papers),
            "without_role": sum(good.role not in matrix.ROLES for good in self.register.goods),
            "unasked": len(unasked),
            "applying_now": sum(self._is_applied_for(good) for good in self.register.goods if good not in self.now),
        }
        counts |= {state: sum(s.state == state for s in wrong) for state in ORDER if state not in GOOD}
        return {name: f"{count:,}" for name, count in counts.items()} | self._revenue

    def _is_applied_for(self, good: Good) -> bool:
        standing = self.judge.worst(good, self.today)
        return standing is not None and standing.state == "applying"

    @cached_property
    def unknown_orders(self) -> frozenset[str]:
        """Orders of a SKU that neither goods nor listings have: of them it cannot be told whether they were covered."""
        if self.request.orders is None:
            return frozenset()
        known, lines = {good.sku for good in self.register.goods}, self.request.orders.lines
        return frozenset(lines.loc[~lines["seller_sku"].astype("str").isin(known), "order_id"].astype("str"))

    @cached_property
    def _orders(self) -> "pd.DataFrame | None":
        """Every order not cancelled that states its worth and whose SKUs are all known: its local day, and whether of each SKU a paper is known to be asked and it was covered then."""
        orders = self.request.orders
        if orders is None or orders.orders.empty or orders.orders["order_amount"].isna().all():
            return None
        zone, by_sku = self.request.policy.zone.key, {good.sku: good for good in self.register.goods}
        table, lines = orders.orders, orders.lines
        is_told = table["cancelled_at"].isna() & table["order_amount"].notna() & ~table["order_id"].isin(self.unknown_orders)
        chosen = table.loc[is_told, ["order_id", "order_amount", "created_at"]]
        days = lines["created_at"].dt.tz_convert(zone).dt.date
        sold = lines["seller_sku"].astype(str).tolist()

        @cache
        def stood(sku: str, day: date) -> Standing | None:
            return self.judge.worst(by_sku[sku], day)

        known = [(order, stood(sku, day)) for order, sku, day in zip(lines["order_id"], sold, days, strict=True) if sku in by_sku]
        bare = {order for order, standing in known if standing and not standing.is_good}
        unasked = {order for order, standing in known if standing is None} - bare
        return chosen.assign(
            day=chosen["created_at"].dt.tz_convert(zone).dt.date,
            is_asked=~chosen["order_id"].isin(unasked),
            is_covered=~chosen["order_id"].isin(bare | unasked),
        )

    @cached_property
    def _revenue(self) -> dict[str, str]:
        """What orders were worth whose every SKU was covered on their day, of all of which a paper is known to be asked: in the notice's days, and since the last listing ended."""
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

    # --- what is said beside them ----------------------------------------------------------------

    def notes(self) -> Iterator[str]:
        kinds = {kind for good in self.register.goods for kind, _ in self.judge.demands(good)}
        if kinds == {""}:
            yield "No paper is asked for: all the goods are prohibited, and no paper cures it."
        elif not self._is_mixed:
            yield f"The one paper asked for is the same for every SKU: {matrix.kind_name(min(kinds)).lower()}."
        if unasked := [good.sku for good in self.register.goods if not self.judge.demands(good)]:
            yield (
                f"For {figures.many(len(unasked), 'SKU')} no paper is known to be asked ({figures.some(unasked)}): neither counted as covered"
                " nor as at fault."
            )
        demands = {d.id: d for good in self.register.goods for _, d in self.judge.demands(good) if d}
        for demand in demands.values():
            basis = f"{demand.grade}: {demand.source}" if demand.source else "unverified, own knowledge"
            yield f"Asked for by the kit's matrix, not by a list of the platform: {demand.document} ({demand.id}, {basis})."
        yield from (
            f"Orders not cancelled of {when} whose every SKU was covered on the day of the order were worth {self._revenue[f'revenue_{name}']};"
            f" {self._revenue[f'orders_faulty_{name}']} of all {self._revenue[f'orders_{name}']} held another SKU."
            for name, when in _SPANS
            if f"revenue_{name}" in self._revenue
        )
        yield from (
            f"Orders not cancelled of {when} that hold a SKU for which no paper is known to be asked were worth"
            f" {self._revenue[f'revenue_unasked_{name}']} in all; they stand apart, as neither covered nor at fault."
            for name, when in _SPANS
            if f"revenue_unasked_{name}" in self._revenue
        )
        if any(s and s.state == "expiring" for s in self.now.values()):
            yield f"A paper that ends within {SOON_DAYS} days still covers its SKUs; the renewal calendar names it."


def _rate(standings: Mapping[Good, Standing | None], day: date) -> Rate:
    asked = [s for s in standings.values() if s is not None]
    good, of = sum(s.is_good for s in asked), len(asked)
    low, high = statistics.wilson(good, of) if of else (None, None)
    return Rate(numerator=good, denominator=of, window=Window(start=day, end=day), low=low, high=high)


def _worth(orders: "pd.DataFrame", window: Window, currency: str) -> dict[str, str]:
    """The amounts and their share, and how many orders were not covered; apart, what orders were worth of which no paper is known to be asked."""
    within = orders[(orders["day"] >= window.start) & (orders["day"] <= window.end)]
    chosen, apart = within[within["is_asked"]], sum(within.loc[~within["is_asked"], "order_amount"], Decimal(0))
    whole = sum(chosen["order_amount"], Decimal(0))
    if not whole and not apart:
        return {}
    part = sum(chosen.loc[chosen["is_covered"], "order_amount"], Decimal(0))
    share = figures.share(float(part / whole)) if whole else ""
    beside = f"{currency} {apart:,.2f} more with no paper known to be asked" if apart else ""
    of = f" of {currency} {whole:,.2f}" if whole else ""
    return {
        "revenue": f"{currency} {part:,.2f}{of} ({'; '.join(filter(None, (share, beside)))})",
        "revenue_share": share or "none",
        "orders_faulty": f"{int((~chosen['is_covered']).sum()):,}",
        "orders": f"{len(chosen):,}",
        **({"revenue_unasked": f"{currency} {apart:,.2f}"} if apart else {}),
    }


def _shown(standing: Standing) -> str:
    """How it stands, with what was not compared."""
    left = f" ({figures.listed(standing.uncompared)} not compared)" if standing.uncompared else ""
    unseen = ", sales before not excluded" if standing.is_unseen else ""
    return f"{SHOWN[standing.state]}{unseen}{left}"

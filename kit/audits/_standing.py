"""How one SKU stands on one day with one kind of paper: covered, or what is wrong."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from kit.audits._named import is_named, names_model, names_parameter
from kit.audits._register import Good, Paper, Register
from kit.audits._territory import is_of_site
from kit.policy import certificates as matrix
from kit.tools import figures
from kit.tools.firm_names import folded

SOON_DAYS = 60
"""Before its end a paper is to be renewed; own judgement: offices take weeks, and some sites refuse papers of 30 days or less."""

State = Literal[
    "covered", "expiring", "applying", "issued_after_sale", "parameter", "expired", "wrong_holder", "wrong_model",
    "wrong_market", "no_first_day", "missing", "prohibited",
]  # fmt: skip
ORDER: tuple[State, ...] = (
    "covered", "expiring", "issued_after_sale", "parameter", "expired", "wrong_holder", "wrong_model", "wrong_market",
    "no_first_day", "applying", "missing", "prohibited",
)  # fmt: skip
"""From the best to the worst: of several papers the best counts, of several kinds asked for the worst."""
GOOD = frozenset[State]({"covered", "expiring", "issued_after_sale"})
SHOWN: dict[State, str] = {
    "covered": "covered",
    "expiring": f"covered, ends within {SOON_DAYS} days",
    "applying": "applied for",
    "issued_after_sale": "covered, but sold before",
    "parameter": "report without the parameter",
    "expired": "expired",
    "wrong_holder": "holder has not authorised us",
    "wrong_model": "other model",
    "wrong_market": "other market",
    "no_first_day": "first day not stated",
    "missing": "no paper",
    "prohibited": "prohibited goods",
}
MADE_BY_MAKER = frozenset({"declaration_of_conformity", "test_report", "safety_data_sheet", "un383_summary"})
"""Papers that are made out to the maker: the supplier as their holder needs no further letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One SKU, one kind of paper, one day."""

    good: Good
    kind: str  # "": nothing is known to be asked for
    state: State
    said: str  # with numbers and days
    paper: Paper | None = None
    demand: "matrix.Requirement | None" = None  # by the kit's matrix; None: by Seller Center's own list
    is_unseen: bool = False  # listed before the paper's first day, in days of which no orders are there

    @property
    def is_good(self) -> bool:
        """Whether the paper covers it on that day."""
        return self.state in GOOD

    @property
    def is_told(self) -> bool:
        """Whether it can be told how it stands: the paper states its first day."""
        return self.state != "no_first_day"

    @property
    def uncompared(self) -> tuple[str, ...]:
        """What the register leaves blank, so that the paper covers without having been compared there."""
        if self.paper is None or not self.is_good:
            return ()
        left = ((self.paper.number, "number"), (self.paper.holder, "holder"), (self.paper.market, "market"))
        models = () if self.paper.models else ("models",)
        return (*(name for value, name in left if not value), *models)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Judges every SKU of one register."""

    register: Register
    parameter: str  # that the notice complains of; "": none

    def worst(self, good: Good, day: date) -> Standing | None:
        """The kind of paper that stands worst on that day; None where nothing is known to be asked for."""
        return max(self.each(good, day), key=lambda s: ORDER.index(s.state), default=None)

    def each(self, good: Good, day: date) -> tuple[Standing, ...]:
        """Every kind of paper that is asked for, as it stands on that day."""
        return tuple(self._standing(good, kind, demand, day) for kind, demand in self.demands(good))

    def demands(self, good: Good) -> tuple[tuple[str, "matrix.Requirement | None"], ...]:
        """The kinds of paper asked for: by Seller Center's list, else by law as the matrix has it."""
        known = matrix.demanded(self._site, good.category, good.role, good.called)
        prohibited = tuple(("", r) for r in known if r.prohibited)
        if prohibited or not good.asked:
            return prohibited or tuple((kind, r) for r in known for kind in r.papers)
        return tuple((kind, None) for kind in good.asked)

    def _standing(self, good: Good, kind: str, demand: "matrix.Requirement | None", day: date) -> Standing:
        if demand is not None and demand.prohibited:
            said = f"{good.sku} is prohibited goods ({good.called}); no paper cures it"
            return Standing(good=good, kind=kind, state="prohibited", said=said, demand=demand)
        mine = [p for p in self.register.papers if p.kind == kind and _is_filed_for(p, good)]
        judged = [(self._state(good, paper, day), paper) for paper in mine]
        known: list[tuple[State, Paper | None]] = [(state, paper) for state, paper in judged if state is not None]
        nothing: tuple[State, Paper | None] = ("missing", None)
        state, paper = min(known, key=lambda pair: ORDER.index(pair[0]), default=nothing)
        return Standing(
            good=good,
            kind=kind,
            state=state,
            said=self._said(good, kind, state, paper),
            paper=paper,
            demand=demand,
            is_unseen=paper is not None and state in {"covered", "expiring"} and self._is_unseen(good, paper),
        )

    def _state(self, good: Good, paper: Paper, day: date) -> State | None:
        """How one paper stands; None where it did not exist yet and nobody had applied for it."""
        if not paper.is_issued or (paper.start is not None and paper.start > day):
            return "applying" if paper.applied and paper.applied <= day else None
        wrong: tuple[tuple[bool, State], ...] = (
            (bool(paper.market) and not is_of_site(paper.market, self._site), "wrong_market"),
            (bool(good.model and paper.models) and not names_model(paper.models, good.model), "wrong_model"),
            (not self._is_tied(good, paper, day), "wrong_holder"),
            (paper.end is not None and paper.end < day, "expired"),
            (paper.start is None, "no_first_day"),
            (self._lacks_parameter(good, paper), "parameter"),
            (
                good.sold is not None
                and paper.start is not None
                and good.sold < paper.start
                and not self._had_another(good, paper, good.sold),
                "issued_after_sale",
            ),
            (paper.end is not None and (paper.end - day).days <= SOON_DAYS, "expiring"),
        )
        return next((state for is_so, state in wrong if is_so), "covered")

    def _is_tied(self, good: Good, paper: Paper, day: date) -> bool:
        """Whether its holder is the seller, the maker where such papers are the maker's, or has authorised the seller by then."""
        seller = self.register.request.opened.seller
        own = {folded(seller.legal_name), folded(seller.legal_name_zh or "")}
        holder = folded(paper.holder)
        if not holder or holder in own or (paper.kind in MADE_BY_MAKER and holder == folded(good.supplier)):
            return True
        return any(
            letter.start is not None and letter.start <= day and (letter.end is None or letter.end >= day)
            for letter in self.register.papers
            if letter.kind == "authorisation_letter" and folded(letter.holder) == holder and _is_filed_for(letter, good)
        )

    def _lacks_parameter(self, good: Good, paper: Paper) -> bool:
        if not self.parameter or paper.kind != "test_report" or good.sku not in self.register.request.case.violation.skus:
            return False
        return not names_parameter(self.parameter, paper.parameters)

    def _is_unseen(self, good: Good, paper: Paper) -> bool:
        """Whether it was listed before the first day of a paper that the notice found in force, and the orders do not reach back to the listing."""
        if good.listed is None or paper.start is None or not good.listed < paper.start <= self.register.notice_day:
            return False
        first = self.register.first_order
        return (first is None or first > good.listed) and not self._had_another(good, paper, good.listed)

    def _had_another(self, good: Good, paper: Paper, day: date) -> bool:
        """Whether an earlier paper of the kind that names the model was in force on that day."""
        mine = (p for p in self.register.papers if p is not paper and p.kind == paper.kind and _is_filed_for(p, good))
        others = (p for p in mine if not (good.model and p.models) or names_model(p.models, good.model))
        return any(p.start and p.start <= day and (p.end is None or p.end >= day) for p in others)

    def _said(self, good: Good, kind: str, state: State, paper: Paper | None) -> str:
        """One sentence without its point."""
        name = matrix.kind_name(kind).lower()
        if paper is None:
            return f"{good.sku}{_of(good)} had no {name} and none was applied for"
        style = self.register.request.policy.site.date_style
        called, model = paper.called, " and ".join(paper.models)
        told: dict[str, str] = {
            "covered": f"{called} covers {good.sku}",
            "expiring": f"{called} covers {good.sku}" + (f" and ends on {figures.day(paper.end, style)}" if paper.end else ""),
            "applying": f"{name} of {good.sku}{_of(good)} is applied for"
            + (f" since {figures.day(paper.applied, style)}" if paper.applied else ""),
            "issued_after_sale": f"{called} of {good.sku} holds from "
            + (
                f"{figures.day(paper.start, style)}, first sold on {figures.day(good.sold, style)}"
                if paper.start and good.sold
                else ""
            ),
            "parameter": f"{called} of {good.sku} does not cover {self.parameter}",
            "expired": f"{called} of {good.sku} expired" + (f" on {figures.day(paper.end, style)}" if paper.end else ""),
            "wrong_holder": f"{called} of {good.sku} is held by {paper.holder}, who had not authorised the seller",
            "wrong_model": f"{called}, filed for {good.sku}{_of(good)}, names {model}",
            "no_first_day": f"{called} of {good.sku} states no first day ({paper.where}), so it cannot be told whether it was in force",
            "wrong_market": f"{called}, filed for {good.sku}, is of {paper.market}",
        }
        return told[state]

    @property
    def _site(self) -> str:
        return self.register.request.case.violation.site


def _of(good: Good) -> str:
    return f" ({good.model})" if good.model else ""


def _is_filed_for(paper: Paper, good: Good) -> bool:
    return is_named(good.sku, paper.skus) or (not paper.skus and bool(good.model) and names_model(paper.models, good.model))

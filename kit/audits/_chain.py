"""The chain of authorisation: who owns the right, who granted what to whom, and where the chain does not hold.

Links are what the facts of two sorts of papers state. A right (`trademark_certificate`, `design_certificate`,
`patent_certificate`, `copyright_record`): owner, brand, number, register, status, jurisdiction, valid_to. A grant
(`authorization_letter`, `distribution_agreement`, `licence`): giver, taker, brand, mark_number, valid_from, valid_to, territory,
skus. Names are compared without marks and with one form of Ltd; nothing else is overlooked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import pairwise

from kit.audits._territory import covers
from kit.audits.request import Request
from kit.model import EvidenceItem, SitePack
from kit.tools.cells import several
from kit.tools.firm_names import folded
from kit.tools.trade_marks import mark
from kit.tools.written_dates import first_day

RIGHTS = ("trademark_certificate", "design_certificate", "patent_certificate", "copyright_record")
GRANTS = ("authorization_letter", "distribution_agreement", "licence")
_STARTS = ("valid_from", "effective", "signed", "issued", "date")
_ENDS = ("valid_to", "valid_until", "expires")
_REGISTERED = ("registered", "registration", "in force", "granted", "live", "注册", "有效", "授权")
_NOT_SO = (
    *(
        "not registered",
        "unregistered",
        "pending",
        "applied for",
        "applying",
        "cancel",
        "expired",
        "lapsed",
        "opposed",
        "revoked",
    ),
    *("withdrawn", "refused", "invalid", "surrender", "dead", "申请中", "待审", "注销", "无效", "失效", "撤销", "驳回", "未注册"),
)
_ALIKE = 0.85  # of all characters in order: below, two names are two firms; own judgement
_MOST_STEPS = 6
_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """The registered right that the chain begins with."""

    item: EvidenceItem
    where: str
    owner: str
    brand: str
    number: str
    register: str
    status: str
    territory: str
    ends: date | None

    @property
    def is_pending(self) -> bool:
        """Whether its status says that it is not registered, or no more; no status says nothing."""
        said = self.status.casefold()
        is_registered = any(word in said for word in _REGISTERED) and not any(word in said for word in _NOT_SO)
        return bool(said.strip()) and not is_registered


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A paper by which one firm lets another sell."""

    item: EvidenceItem
    where: str
    giver: str
    taker: str
    brand: str
    number: str  # of the mark, as the letter names it
    territory: str
    skus: frozenset[str]  # none stated: all of the brand
    starts: date | None
    ends: date | None

    def is_for(self, sku: str) -> bool:
        """Whether it takes in the SKU."""
        return not self.skus or sku in self.skus


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """All grants from one firm to the next."""

    giver: str
    taker: str
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Why the chain does not hold for a SKU."""

    kind: str
    where: str  # path in case.yaml
    papers: tuple[str, ...] = ()  # evidence ids
    step: tuple[str, str] = ("", "")  # giver and taker; none: the right itself
    days: tuple[date, date] | None = None  # without a letter, or from and to
    what: str = ""  # what the paper says instead
    is_made_good: bool = False  # another letter of the step covers the SKU


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How far the chain holds for one SKU."""

    sku: str
    first_sale: date | None  # as far as the exports reach back
    steps: tuple[Step, ...]
    flaws: tuple[Flaw, ...]
    asides: tuple[Flaw, ...] = ()  # of further letters of its steps: what is wanting there, on which the proof does not turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The right, the grants, and the proof of each SKU that the notice names."""

    right: Right | None
    grants: tuple[Grant, ...]
    seller: str
    proofs: tuple[Proof, ...]
    way: tuple[str, ...]  # firms from the owner to the seller, as far as letters lead
    from_seller: tuple[str, ...]  # where they do not meet: firms from whom letters lead to the seller, the first first

    @property
    def names(self) -> frozenset[str]:
        """Every firm of the chain, folded."""
        found = [self.right.owner] if self.right else []
        return frozenset(folded(name) for name in (*found, *self.way, *self.from_seller))

    @property
    def covered(self) -> tuple[str, ...]:
        """The SKUs for which nothing is wanting."""
        return tuple(proof.sku for proof in self.proofs if not proof.flaws)


def chain(
    request: Request, skus: Iterable[str], *, since_first_sale: bool, until: date, answering: tuple[str, ...] = RIGHTS
) -> Chain | None:
    """The chain as it stands on the day, from the first sale of each SKU or on that day alone; None without any paper of it.

    `answering`: the kinds of right that it may begin with; another one is a flaw.
    """
    rights, grants = tuple(_rights(request)), tuple(_grants(request, until))
    if not rights and not grants:
        return None
    seller = request.opened.seller
    names = [name for name in (seller.legal_name, seller.legal_name_zh) if name]
    right = _main(rights, grants, request.policy.site, answering)
    looker = _Looker(request, right, grants, frozenset(folded(name) for name in names), until, since_first_sale, answering)
    proofs = tuple(looker.proof(sku) for sku in skus)
    way, from_seller = looker.ways(proofs)
    return Chain(right=right, grants=grants, seller=seller.legal_name, proofs=proofs, way=way, from_seller=from_seller)


# --- papers ---------------------------------------------------------------------------------------


def _rights(request: Request) -> Iterator[Right]:
    for item in request.papers(*RIGHTS):
        said = dict(item.facts)
        yield Right(
            item=item,
            where=request.place(item),
            owner=said.get("owner", ""),
            brand=said.get("brand", said.get("work", "")),
            number=said.get("number", ""),
            register=said.get("register", ""),
            status=said.get("status", ""),
            territory=said.get("jurisdiction", ""),
            ends=first_day(said, _ENDS),
        )


def _grants(request: Request, until: date) -> Iterator[Grant]:
    """The letters that are here and were given by then."""
    for item in request.papers(*GRANTS):
        said = dict(item.facts)
        starts = first_day(said, _STARTS)
        if item.status == "have" and (starts is None or starts <= until):
            yield Grant(
                item=item,
                where=request.place(item),
                giver=said.get("giver", ""),
                taker=said.get("taker", ""),
                brand=said.get("brand", ""),
                number=said.get("mark_number", ""),
                territory=said.get("territory", ""),
                skus=_listed(said.get("skus", "")),
                starts=starts,
                ends=first_day(said, _ENDS),
            )


def _listed(text: str) -> frozenset[str]:
    """The SKUs of a fact; “all” is no restriction."""
    found = frozenset(several(text))
    return frozenset() if found & {"all", "All", "全部"} else found


def _main(rights: tuple[Right, ...], grants: tuple[Grant, ...], site: SitePack, answering: tuple[str, ...]) -> Right | None:
    """The right that the chain is held against: of the kind asked for, of the site's country and registered, where there are several."""
    givers = {folded(grant.giver) for grant in grants}

    def rank(right: Right) -> tuple[bool, bool, bool, bool]:
        return (
            right.item.kind in answering,
            right.item.status == "have",
            covers(right.territory, site),
            folded(right.owner) in givers and not right.is_pending,
        )

    return max(rights, key=rank, default=None)


# --- ways through the letters -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Looker:
    request: Request
    right: Right | None
    grants: tuple[Grant, ...]
    seller: frozenset[str]  # folded names of the legal entity
    until: date
    since_first_sale: bool
    answering: tuple[str, ...]

    def proof(self, sku: str) -> Proof:
        """The best way for a SKU and what is wanting on it."""
        first = self.request.first_sale(sku)
        start = first if self.since_first_sale and first else self.until
        own = tuple(self._right_flaws())
        ways = [(steps, tuple(f for step in steps for f in self._step_flaws(step, sku, start))) for steps in self._ways()]
        if not ways:
            standing = tuple(self._standing())
            flaws = tuple(f for step in standing for f in self._step_flaws(step, sku, start))
            asides = tuple(f for step in standing for f in self._asides(step, sku, start))
            return Proof(sku=sku, first_sale=first, steps=(), flaws=(*own, self._break(), *flaws), asides=asides)
        steps, flaws = min(ways, key=lambda way: (len(way[1]), len(way[0])))
        asides = tuple(f for step in steps for f in self._asides(step, sku, start))
        return Proof(sku=sku, first_sale=first, steps=steps, flaws=(*own, *flaws), asides=asides)

    def ways(self, proofs: tuple[Proof, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The firms to be drawn: from the owner on, and where letters do not meet, those that lead to the seller."""
        owner = self.right.owner if self.right else ""
        steps = next((proof.steps for proof in proofs if proof.steps), ())
        if steps:
            between = tuple(step.taker for step in steps[:-1])
            return (owner or steps[0].giver, *between, self.request.opened.seller.legal_name), ()
        if folded(owner) in self.seller:
            return (owner,), ()
        return (*([owner] if owner else []), *self._onward(owner)), self._back()

    def _ways(self) -> Iterator[tuple[Step, ...]]:
        """Every way of letters from the owner to the seller, none through a firm twice."""
        if self.right is None:
            return
        yield from self._from(folded(self.right.owner), ())

    def _from(self, at: str, done: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
        if at in self.seller:
            yield done
        elif len(done) < _MOST_STEPS:
            passed = {folded(step.giver) for step in done}
            for taker in dict.fromkeys(folded(g.taker) for g in self.grants if folded(g.giver) == at):
                if taker not in passed:
                    yield from self._from(taker, (*done, self._step(at, taker)))

    def _step(self, giver: str, taker: str) -> Step:
        grants = tuple(g for g in self.grants if (folded(g.giver), folded(g.taker)) == (giver, taker))
        return Step(giver=grants[0].giver, taker=grants[0].taker, grants=grants)

    def _standing(self) -> Iterator[Step]:
        """Every step that letters make, whether or not it leads from the owner to the seller."""
        ends = dict.fromkeys((folded(grant.giver), folded(grant.taker)) for grant in self.grants)
        return (self._step(giver, taker) for giver, taker in ends)

    def _onward(self, name: str) -> tuple[str, ...]:
        """Firms that letters lead to, one after another."""
        found: list[str] = []
        at = folded(name)
        while (grant := next((g for g in self.grants if folded(g.giver) == at), None)) and len(found) < _MOST_STEPS:
            found.append(grant.taker)
            at = folded(grant.taker)
        return tuple(found)

    def _back(self) -> tuple[str, ...]:
        """Firms from which letters lead to the seller, the first first."""
        found: list[str] = []
        at = self.seller
        while (grant := next((g for g in self.grants if folded(g.taker) in at), None)) and len(found) < _MOST_STEPS:
            found.append(grant.giver)
            at = frozenset({folded(grant.giver)})
        return tuple(reversed(found))

    # --- flaws ------------------------------------------------------------------------------------

    def _right_flaws(self) -> Iterator[Flaw]:
        right = self.right
        if right is None:
            yield Flaw(kind="no_right", where="evidence")
            return
        place, paper = f"{right.where}.facts", (right.item.id,)
        if right.item.kind not in self.answering:
            yield Flaw(kind="other_right", where=right.where, papers=paper, what=right.item.kind.replace("_", " "))
        if right.item.status != "have":
            yield Flaw(kind="right_not_here", where=right.where, papers=paper, what=right.item.status)
        if right.is_pending:
            yield Flaw(kind="pending", where=f"{place}.status", papers=paper, what=right.status)
        if right.territory and not covers(right.territory, self.request.policy.site):
            yield Flaw(kind="right_elsewhere", where=f"{place}.jurisdiction", papers=paper, what=right.territory)
        if right.ends and right.ends < self.until:
            yield Flaw(kind="right_ended", where=f"{place}.valid_to", papers=paper, days=(right.ends, self.until))

    def _break(self) -> Flaw:
        """Where letters stop: a name that is nearly the other's, or no letter at all."""
        owner = self.right.owner if self.right else ""
        reached = [owner, *self._onward(owner)] if owner else []
        wanted = [*self._back(), self.request.opened.seller.legal_name]
        for one in reached:
            for other in wanted:
                if SequenceMatcher(None, folded(one), folded(other)).ratio() >= _ALIKE:
                    papers = tuple(g.item.id for g in self.grants if {one, other} & {g.giver, g.taker})
                    return Flaw(kind="name_differs", where=self._place(papers), papers=papers, step=(one, other))
        ends = (reached[-1] if reached else "the owner", wanted[0])
        papers = tuple(g.item.id for g in self.grants if set(ends) & {g.giver, g.taker})
        return Flaw(kind="missing_link", where="evidence", papers=papers, step=ends)

    def _place(self, papers: tuple[str, ...]) -> str:
        return next((g.where for g in self.grants if g.item.id in papers), "evidence")

    def _step_flaws(self, step: Step, sku: str, start: date) -> Iterator[Flaw]:
        """What keeps the letters of a step from covering the SKU here, from that day on."""
        judged = [(grant, tuple(self._unfit(step, grant, sku))) for grant in step.grants]
        fitting = [grant for grant, flaws in judged if not flaws]
        if not fitting:
            yield from min((flaws for _, flaws in judged), key=len)
            return
        papers = tuple(grant.item.id for grant in fitting)
        for begin, end in _uncovered(fitting, start, self.until):
            latest = max(fitting, key=lambda g: g.ends or date.max)
            kind = "expired" if end == self.until else "late" if begin == start else "lapsed"
            key = "valid_to" if kind == "expired" else "valid_from"
            yield Flaw(
                kind=kind, where=f"{latest.where}.facts.{key}", papers=papers, step=(step.giver, step.taker), days=(begin, end)
            )

    def _asides(self, step: Step, sku: str, start: date) -> Iterator[Flaw]:
        """What each letter of a step lacks, beyond what is already a flaw of the step."""
        flaws = tuple(self._step_flaws(step, sku, start))
        for grant in step.grants:
            if any(grant.item.id in flaw.papers for flaw in flaws):
                continue
            own = list(self._unfit(step, grant, sku))
            if grant.ends and grant.ends < start:
                between, place = (step.giver, step.taker), f"{grant.where}.facts.valid_to"
                own.append(Flaw(kind="ended", where=place, papers=(grant.item.id,), step=between, days=(grant.ends, self.until)))
            yield from (replace(flaw, is_made_good=not flaws) for flaw in own)

    def _unfit(self, step: Step, grant: Grant, sku: str) -> Iterator[Flaw]:
        place, paper, between = f"{grant.where}.facts", (grant.item.id,), (step.giver, step.taker)
        right, site = self.right, self.request.policy.site
        if not grant.is_for(sku):
            yield Flaw(kind="sku_not_covered", where=f"{place}.skus", papers=paper, step=between)
        if grant.starts is None:
            yield Flaw(kind="undated", where=place, papers=paper, step=between)
        if not grant.territory:
            yield Flaw(kind="territory_unsaid", where=place, papers=paper, step=between)
        elif not covers(grant.territory, site):
            yield Flaw(kind="no_territory", where=f"{place}.territory", papers=paper, step=between, what=grant.territory)
        if right and grant.brand and right.brand and mark(grant.brand) != mark(right.brand):
            yield Flaw(kind="other_brand", where=f"{place}.brand", papers=paper, step=between, what=grant.brand)
        if right and grant.number and right.number and _plain(grant.number) != _plain(right.number):
            yield Flaw(kind="number_differs", where=f"{place}.mark_number", papers=paper, step=between, what=grant.number)


def _uncovered(grants: Iterable[Grant], start: date, end: date) -> Iterator[tuple[date, date]]:
    """The days from start to end on which none of the grants is in force."""
    spans = sorted((max(g.starts or start, start), min(g.ends or end, end)) for g in grants)
    spans = [(first, last) for first, last in spans if first <= last]
    edges = [(start - _ONE, start - _ONE), *_joined(spans), (end + _ONE, end + _ONE)]
    for (_, before), (after, _) in pairwise(edges):
        if after - before > _ONE:
            yield before + _ONE, after - _ONE


def _joined(spans: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """The spans, those that overlap or touch as one."""
    found: list[tuple[date, date]] = []
    for first, last in spans:
        if found and first <= found[-1][1] + _ONE:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _plain(number: str) -> str:
    return "".join(c for c in number.casefold() if c.isalnum())

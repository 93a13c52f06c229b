"""The chain of authorisation from the registered owner to the seller, link by link, for every SKU that the notice names."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kit.audits import _chain_drawing as drawing
from kit.audits._chain import RIGHTS, Chain, Flaw, Grant, Right, chain
from kit.audits.request import Request
from kit.model import Audit, AuditRow, Fault, Gap, Rate, Window, day_of
from kit.model.audited import State
from kit.model.policy import Sort
from kit.tools.figures import many, some

EXHIBIT = "authorization_table"  # the kind of evidence that it is

_ASIDE = "Not on the way to the seller"
_SHOWN = 5  # SKUs named one by one in a sentence
_DOUBTS = frozenset({"territory_unsaid", "undated"})
"""What a letter leaves open; all else is wanting."""

_SAYS = {
    "no_right": (
        "no certificate says who owns the right, so the chain has no beginning",
        "add the certificate or the register's page with owner, number and status (kind trademark_certificate or the like)",
    ),
    "other_right": (
        "the notice is about {sort}, and the chain begins with a {what}, which does not answer it",
        "add the paper of the right that the notice names ({rights}), or copy the notice's own words into violation.title",
    ),
    "right_not_here": ("the certificate is not here: {what}", "get it from the owner before the appeal is sent"),
    "pending": (
        "the right is not registered: its status is “{what}”",
        "show an earlier registered right; a pending mark was refused on the page read (TH)",
    ),
    "right_elsewhere": (
        "the certificate is of {what}, and the site is {site}",
        "add the registration of the country of sale, or say on which right the listing rests",
    ),
    "right_ended": ("the registration ended on {first}", "add the renewal"),
    "missing_link": (
        "no letter leads from {giver} to {taker}",
        "get the letter of authorisation between the two, or one from the owner to the seller",
    ),
    "name_differs": (
        "the papers name “{giver}” and “{taker}”: by more than marks and Ltd, so the chain breaks there",
        "have the wrong paper issued anew, or add the record that shows both names to be one firm",
    ),
    "expired": (
        "no letter from {giver} to {taker} is in force from {first} to the day of the letter",
        "get the renewal, or end the listings",
    ),
    "ended": ("the letter from {giver} to {taker} ended on {first}", "get its renewal"),
    "late": (
        "the first sale was on {first}, and the letter from {giver} to {taker} begins only after {last}",
        "get a letter that says from when the goods might be sold, or show what covered the earlier sales",
    ),
    "lapsed": (
        "between {giver} and {taker} no letter was in force from {first} to {last}",
        "add the letter of those days, or a confirmation of the giver that covers them",
    ),
    "sku_not_covered": (
        "the letter from {giver} to {taker} does not name the SKU",
        "get a letter or a schedule that names it, or end the listing",
    ),
    "no_territory": (
        "the letter from {giver} to {taker} is for “{what}”, and the site is {site}",
        "get a letter that names the country of sale",
    ),
    "territory_unsaid": (
        "the letter from {giver} to {taker} says no territory",
        "state the territory in its facts, or have the letter say that the goods may be sold in {site}",
    ),
    "undated": ("the letter from {giver} to {taker} says no day from which it holds", "state valid_from or signed in its facts"),
    "other_brand": ("the letter from {giver} to {taker} is about the brand “{what}”", "get a letter about this brand"),
    "number_differs": (
        "the letter from {giver} to {taker} names the registration {what}, and the certificate has {number}",
        "have the letter corrected: numbers are compared digit by digit",
    ),
}
"""Each kind of flaw in words, and what closes it."""


def audit(request: Request) -> Audit:
    """Each link with what it covers, and everything that is wanting between the owner and the seller."""
    found = Audit(
        id="authorization",
        title="Chain of authorisation",
        definition=(
            "From the certificates and letters, as their facts state them: is there a way from the registered owner to the seller's"
            " legal entity, for each SKU of the notice, for the country of the site and, in a dispute, without a gap from the first"
            " sale in the exports to the day of the letter. Names are compared without marks and with one form of Ltd."
        ),
    )
    skus = request.case.violation.skus or ("",)
    is_dispute = request.case.stance == "dispute"
    now = chain(request, skus, since_first_sale=is_dispute, until=request.today, answering=_answering(request))
    if now is None:
        return replace(found, unavailable="no certificate of a right and no letter of authorisation is among the evidence")
    if reason := _another_ground(request, now):
        return replace(found, unavailable=reason)
    notice = day_of(request.case.violation.received, request.policy.zone)
    then = chain(request, skus, since_first_sale=True, until=notice)
    covered = Rate(numerator=len(now.covered), denominator=len(skus), window=Window(start=request.today, end=request.today))
    return replace(
        found,
        sentence=_sentence(request, now),
        heads=("Link", "From", "To", "Covers", "In force", "Finding"),
        rows=tuple(_rows(request, now)),
        figures=_figures(now),
        rates={"covered": covered},
        gaps=tuple(_gaps(request, now)),
        faults=tuple(_faults(request, then)) if then else (),
        things=len(skus),
        drawing=drawing.chain(request, now),
        notes=tuple(_notes(request, now)),
        reads=("orders",),
    )


def _sort(request: Request) -> Sort | None:
    """Which right the notice is about."""
    return request.family.sort_of(request.case.violation.code, request.case.violation.title)


def _answering(request: Request) -> tuple[str, ...]:
    """The kinds of right that answer the notice; any where it does not say which it is about."""
    sort = _sort(request)
    return (sort.rights if sort else ()) or RIGHTS


def _another_ground(request: Request, now: Chain) -> str | None:
    """Why there is no chain to look at: the paper is of the right complained of, and nobody claims to have been let."""
    sort, right = _sort(request), now.right
    if sort is None or sort.by_letters or right is None or now.grants or now.covered:
        return None
    return (
        f"{right.item.id} is of {right.owner or 'another owner'}, no letter leads from there, and a dispute about {sort.title.en.lower()}"
        " stands without one: by the difference, by an earlier day or by your own origin"
    )


def _sentence(request: Request, now: Chain) -> str:
    links = len(now.way) - 1
    brand = now.right.brand if now.right else "the brand"
    skus = len(request.case.violation.skus)
    of = (
        f"{len(now.covered)} of {many(skus, 'SKU')} of the notice"
        if skus
        else "The listing"
        if now.covered
        else "Not even one listing"
    )
    said = f"{of} {'is' if not skus or len(now.covered) == 1 else 'are'} covered by the chain for {brand}"
    if now.from_seller or links < 1:
        return f"{said}."
    return f"{said}: {many(links, 'letter', 'links')} from {now.way[0]} to {now.way[-1].removesuffix('.')}."


def _figures(now: Chain) -> dict[str, str]:
    right = now.right
    found = {
        "brand": right.brand if right else "",
        "owner": right.owner if right else "",
        "number": right.number if right else "",
        "register": right.register if right else "",
        "way": " → ".join((*now.way, *(("…", *now.from_seller, now.seller) if now.from_seller else ()))),
        "links": str(max(0, len(now.way) - 1)),
        "skus": str(len(now.proofs)),
        "covered_skus": str(len(now.covered)),
        "firms_between": str(max(0, len(now.way) - 2)),
    }
    return {name: text for name, text in found.items() if text}


def _notes(request: Request, now: Chain) -> Iterator[str]:
    if not request.case.violation.skus:
        yield "The notice names no SKU, so the letters' lists of SKUs were not held against it."
    if not any(proof.first_sale for proof in now.proofs):
        yield "There are no orders of these SKUs, so it cannot be told whether the letters precede the first sale."
    elif request.case.stance == "dispute":
        yield "The first sale is the first order in the exports; earlier sales are not in them."
    yield "Facts of papers are those stated in the case file; whether a register still shows them was not looked up."


# --- rows -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    """A flaw, and the SKUs that have it."""

    flaw: Flaw
    skus: tuple[str, ...]

    @property
    def is_of_no_paper(self) -> bool:
        """Whether it is a link that is missing, and so has a row of its own."""
        return self.flaw.kind in {"missing_link", "name_differs", "no_right"}


def _found(now: Chain, *, asides: bool = False) -> tuple[_Found, ...]:
    """Each flaw once, the days of all its SKUs together; with `asides`, those too on which no proof turns."""
    flaws: dict[tuple[str, tuple[str, ...], bool], list[tuple[Flaw, str]]] = {}
    for proof in now.proofs:
        for flaw in (*proof.flaws, *(proof.asides if asides else ())):
            flaws.setdefault((flaw.kind, flaw.papers, flaw.is_made_good), []).append((flaw, proof.sku))
    return tuple(_Found(_widest([flaw for flaw, _ in alike]), tuple(sku for _, sku in alike if sku)) for alike in flaws.values())


def _widest(flaws: list[Flaw]) -> Flaw:
    days = [flaw.days for flaw in flaws if flaw.days]
    return replace(flaws[0], days=(min(a for a, _ in days), max(b for _, b in days))) if days else flaws[0]


def _rows(request: Request, now: Chain) -> Iterator[AuditRow]:
    found = _found(now, asides=True)
    if now.right:
        yield _right_row(request, now, now.right, [one for one in found if now.right.item.id in one.flaw.papers])
    used = dict.fromkeys(grant.item.id for proof in now.proofs for step in proof.steps for grant in step.grants)
    ordered = sorted(now.grants, key=lambda g: list(used).index(g.item.id) if g.item.id in used else len(used))
    for n, grant in enumerate(ordered, 1):
        mine = [one for one in found if grant.item.id in one.flaw.papers and not one.is_of_no_paper]
        is_aside = bool(used) and not now.from_seller and grant.item.id not in used
        row = _grant_row(request, now, str(n), grant, mine)
        yield replace(row, cells=(*row.cells[:-1], _ASIDE), state="plain") if is_aside and not mine else row
    for one in found:
        if one.is_of_no_paper:
            yield AuditRow(cells=("missing", *one.flaw.step, "", "", _said(request, now, one)), state="gap")


def _right_row(request: Request, now: Chain, right: Right, mine: list[_Found]) -> AuditRow:
    until = f"to {request.day(right.ends)}" if right.ends else "no end stated"
    cells = (
        "Right",
        _listed(right.register, right.number, by=" "),
        right.owner,
        _listed(right.brand, right.territory),
        f"{right.status or 'status not stated'}, {until}",
        _findings(request, now, mine),
    )
    return AuditRow(cells=cells, state=_state(mine), exhibits=(right.item.id,))


def _grant_row(request: Request, now: Chain, n: str, grant: Grant, mine: list[_Found]) -> AuditRow:
    starts = f"from {request.day(grant.starts)}" if grant.starts else "no beginning stated"
    ends = f"to {request.day(grant.ends)}" if grant.ends else "no end stated"
    skus = f"{many(len(grant.skus), 'SKU')} named" if grant.skus else "all goods of the brand"
    covers = _listed(grant.territory, skus)
    cells = (n, grant.giver, grant.taker, covers, f"{starts} {ends}", _findings(request, now, mine))
    return AuditRow(cells=cells, state=_state(mine), exhibits=(grant.item.id,))


def _state(mine: list[_Found]) -> State:
    if not mine:
        return "good"
    if all(one.flaw.is_made_good for one in mine):
        return "plain"
    return "open" if all(one.flaw.kind in _DOUBTS for one in mine) else "gap"


def _findings(request: Request, now: Chain, mine: list[_Found]) -> str:
    return "; ".join(_said(request, now, one) for one in mine) or "Holds"


def _listed(*parts: str, by: str = ", ") -> str:
    return by.join(part for part in parts if part)


# --- flaws in words ---------------------------------------------------------------------------------


def _gaps(request: Request, now: Chain) -> Iterator[Gap]:
    for one in _found(now):
        papers = ".".join((*one.flaw.papers, one.flaw.kind))
        yield Gap(
            id=f"authorization.{papers}",
            severity="warning" if one.flaw.kind in _DOUBTS else "error",
            where=one.flaw.where,
            what=_said(request, now, one),
            fix=_fix(request, one.flaw),
            exhibits=one.flaw.papers,
        )


def _faults(request: Request, then: Chain) -> Iterator[Fault]:
    """What was wanting when the notice came, for each SKU."""
    for proof in then.proofs:
        for flaw in proof.flaws:
            alone = _Found(flaw, (proof.sku,) if proof.sku else ())
            yield Fault(kind=flaw.kind, of=proof.sku, said=f"{_said(request, then, alone)}.")


def _said(request: Request, now: Chain, one: _Found) -> str:
    """The flaw in a sentence, with its SKUs where not all have it."""
    number = now.right.number if now.right else ""
    text = _SAYS[one.flaw.kind][0].format(**_words(request, one.flaw), number=number)
    if one.skus and not len(one.skus) == len(now.proofs) > 1:
        text = f"{text} ({some(one.skus, _SHOWN)})"
    return f"{text}, which another letter makes good" if one.flaw.is_made_good else text


def _fix(request: Request, flaw: Flaw) -> str:
    return _SAYS[flaw.kind][1].format(**_words(request, flaw), number="")


def _words(request: Request, flaw: Flaw) -> dict[str, str]:
    giver, taker = flaw.step
    first, last = (request.day(day) for day in flaw.days or (request.today, request.today))
    sort = _sort(request)
    return {
        "giver": giver, "taker": taker, "first": first, "last": last, "what": flaw.what, "site": request.policy.site.name,
        "sort": sort.title.en.lower() if sort else "another right",
        "rights": " or ".join(_answering(request)),
    }  # fmt: skip

"""Whether what the seller shows is older than the right complained of: its filing day against each earlier sale and design.

Days are those that the facts of papers state. Of the cited right (`design_certificate`, `patent_certificate` of another owner):
priority or filed. Of an earlier sale, an original design or an own right: sold, published, filed or date, and the SKUs it is of.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kit.audits._named import is_named
from kit.audits.request import Request
from kit.model import Audit, AuditRow, EvidenceItem, Gap
from kit.model.audited import State
from kit.tools import figures
from kit.tools.cells import several
from kit.tools.firm_names import folded
from kit.tools.written_dates import first_day

EXHIBIT = "filing_table"  # the kind of evidence that it is

RIGHTS = ("design_certificate", "patent_certificate")
EARLIER = ("earlier_sale", "original_file")
_FILED = ("priority", "priority_date", "filed", "filing_date", "application_date", "applied")
_SOLD = ("sold", "sold_on", "first_sold", "first_published", "published", "taken", "issued", "invoice_date", "date")
_PRODUCTS = ("skus", "sku", "models", "model", "product")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """A paper with the day that it shows; `skus`: those that it names, `is_of`: whether it names a product at all."""

    item: EvidenceItem
    where: str
    day: date | None
    skus: tuple[str, ...]
    is_of: bool

    def is_before(self, filed: date | None) -> bool:
        """Whether the paper is at hand and its day lies before that one."""
        return self.item.status == "have" and bool(filed and self.day and self.day < filed)


def audit(request: Request) -> Audit:
    """Each paper with its day beside the filing day; one that is not older, not dated or of other goods is a gap."""
    found = Audit(
        id="filing_day",
        title="Filing day of the right",
        definition=(
            "The filing day (or priority) of each design or patent complained of, as the facts of its paper state it, against the day of"
            " every earlier sale, original design or own right, and against the first order of each SKU in the exports. What bears on the"
            " right in law is a question for counsel; the kit compares days."
        ),
    )
    cited, shown = _cited(request), _shown(request)
    if not shown:
        return replace(
            found,
            unavailable="no earlier sale, original design or own right is among the evidence; a dispute may stand on the difference alone",
        )
    right = min((one for one in cited if one.day), key=_on, default=None)
    filed = right.day if right else None
    sold = _first_sales(request)
    older = [one for one in shown if one.is_before(filed)]
    return replace(
        found,
        sentence=_sentence(request, filed, shown, older),
        heads=("Shown", "States", "Day", "To the filing day"),
        rows=tuple(_rows(request, filed, cited, shown, sold)),
        figures=_figures(request, right, older),
        gaps=tuple(_gaps(request, filed, cited, shown)),
        things=len(shown),
        reads=("orders",),
    )


# --- papers ---------------------------------------------------------------------------------------


def _cited(request: Request) -> tuple[_Paper, ...]:
    """The rights of others."""
    return tuple(_paper(request, item, _FILED) for item in request.papers(*RIGHTS) if not _is_own(request, item))


def _shown(request: Request) -> tuple[_Paper, ...]:
    """What the seller holds against them: sales, originals, rights of his own."""
    own = (_paper(request, item, _FILED) for item in request.papers(*RIGHTS) if _is_own(request, item))
    return (*(_paper(request, item, _SOLD) for item in request.papers(*EARLIER)), *own)


def _on(one: _Paper) -> date:
    return one.day or date.max


def _is_own(request: Request, item: EvidenceItem) -> bool:
    owner = folded(dict(item.facts).get("owner", ""))
    seller = request.opened.seller
    return bool(owner) and owner in {folded(name) for name in (seller.legal_name, seller.legal_name_zh) if name}


def _paper(request: Request, item: EvidenceItem, keys: tuple[str, ...]) -> _Paper:
    said = dict(item.facts)
    skus = tuple(sku for key in ("skus", "sku") for sku in several(said.get(key, "")))
    return _Paper(
        item=item,
        where=request.place(item),
        day=first_day(said, keys),
        skus=skus,
        is_of=any(key in said for key in _PRODUCTS),
    )


def _first_sales(request: Request) -> tuple[tuple[str, date], ...]:
    """The first order of each SKU of the notice, as far as the exports reach back."""
    firsts = ((sku, request.first_sale(sku)) for sku in request.case.violation.skus)
    return tuple((sku, day) for sku, day in firsts if day)


# --- what is said ---------------------------------------------------------------------------------


def _sentence(request: Request, filed: date | None, shown: tuple[_Paper, ...], older: list[_Paper]) -> str:
    if filed is None:
        return f"No paper states when the right was filed, so {figures.many(len(shown), 'paper')} cannot be held against it."
    said = f"{len(older)} of {figures.many(len(shown), 'paper')} {'is' if len(older) == 1 else 'are'} older than the filing of {request.day(filed)}"
    if not older:
        return f"{said}."
    first = min(one.day for one in older if one.day)
    return f"{said}, the oldest by {figures.many((filed - first).days, 'day')} ({request.day(first)})."


def _figures(request: Request, right: _Paper | None, older: list[_Paper]) -> dict[str, str]:
    first, filed = min((one.day for one in older if one.day), default=None), right.day if right else None
    said = dict(right.item.facts) if right else {}
    found = {
        "filed": request.day(filed) if filed else "",
        "owner": said.get("owner", ""),
        "number": said.get("number", ""),
        "older": str(len(older)),
        "first": request.day(first) if first else "",
        "days_before": str((filed - first).days) if filed and first else "",
    }
    return {name: text for name, text in found.items() if text}


def _rows(
    request: Request,
    filed: date | None,
    cited: tuple[_Paper, ...],
    shown: tuple[_Paper, ...],
    sold: tuple[tuple[str, date], ...],
) -> Iterator[AuditRow]:
    for one in cited:
        said = dict(one.item.facts)
        cells = ("Right complained of", _listed(said.get("number", ""), said.get("owner", "")), _day(request, one.day), "")
        yield AuditRow(cells=cells, state="plain" if one.day else "gap", exhibits=(one.item.id,))
    for one in sorted(shown, key=_on):
        named = _listed(*one.skus) or dict(one.item.facts).get("product", "") or dict(one.item.facts).get("model", "")
        state: State = "good" if one.is_before(filed) and not _is_of_others(request, one) else "gap" if filed else "open"
        what = one.item.kind.replace("_", " ").capitalize()
        yield AuditRow(
            cells=(what, named, _day(request, one.day), _between(filed, one.day)), state=state, exhibits=(one.item.id,)
        )
    for sku, day in sold:
        cells = ("First order in the exports", sku, request.day(day), _between(filed, day))
        yield AuditRow(cells=cells, state="plain")


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _day(request: Request, day: date | None) -> str:
    return request.day(day) if day else "not stated"


def _between(filed: date | None, day: date | None) -> str:
    """How far a day lies from the filing day."""
    if filed is None or day is None:
        return "not known"
    if day == filed:
        return "the same day"
    return f"{figures.many(abs((filed - day).days), 'day')} {'before' if day < filed else 'after'}"


# --- what is missing ------------------------------------------------------------------------------


def _gaps(request: Request, filed: date | None, cited: tuple[_Paper, ...], shown: tuple[_Paper, ...]) -> Iterator[Gap]:
    if not cited:
        yield _gap(
            "right",
            "evidence",
            "the right complained of is not among the evidence, so nothing says when it was filed",
            f"add its page of the register (kind {' or '.join(RIGHTS)}) with owner, number and filed as facts",
        )
    for one in cited:
        if one.day is None:
            yield _gap(
                f"{one.item.id}.filed",
                f"{one.where}.facts",
                f"{one.item.id} states no filing day, and the letter rests on what is older",
                "state filed (and priority, where there is one) in its facts, as the register has it",
            )
    for one in shown:
        yield from _of_paper(request, filed, one)


def _of_paper(request: Request, filed: date | None, one: _Paper) -> Iterator[Gap]:
    """What keeps a paper from showing an earlier day of these goods."""
    if one.item.status != "have":
        yield _gap(
            f"{one.item.id}.absent",
            f"{one.where}.status",
            f"{one.item.id} is {one.item.status}, and its day counts only with the paper",
            "add the file, or take it out of the evidence",
        )
    if one.day is None:
        yield _gap(
            f"{one.item.id}.day",
            f"{one.where}.facts",
            f"{one.item.id} states no day on which the goods were sold, shown or filed",
            f"state {_SOLD[0]}, published or filed in its facts, as the paper has it",
        )
    elif filed and one.day >= filed:
        yield _gap(
            f"{one.item.id}.later",
            f"{one.where}.facts",
            f"{one.item.id} is of {request.day(one.day)}, {_after(one.day, filed)} the right was filed ({request.day(filed)}): it is not older",
            "show an earlier one, or dispute by the difference",
        )
    if _is_of_others(request, one):
        yield _gap(
            f"{one.item.id}.goods",
            f"{one.where}.facts",
            f"{one.item.id} is of {figures.some(one.skus)}, and the notice names {figures.some(request.case.violation.skus)}",
            "show an earlier day of the goods that the notice names, or the paper that shows both to be the same",
        )
    elif not one.is_of:
        yield replace(
            _gap(
                f"{one.item.id}.product",
                f"{one.where}.facts",
                f"{one.item.id} does not say which product it is of",
                "state skus, model or product in its facts, as the paper has it",
            ),
            severity="warning",
        )


def _is_of_others(request: Request, one: _Paper) -> bool:
    named = request.case.violation.skus
    return bool(one.skus and named) and not any(is_named(sku, named) for sku in one.skus)


def _after(day: date, filed: date) -> str:
    return "the very day on which" if day == filed else f"{figures.many((day - filed).days, 'day')} after"


def _gap(name: str, where: str, what: str, fix: str) -> Gap:
    return Gap(id=f"filing_day.{name}", severity="error", where=where, what=what, fix=fix)
